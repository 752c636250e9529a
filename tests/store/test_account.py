"""The account of a reading: each record once, everything else that was not used by its name."""

import pytest

from cockpit.store.account import NAMES, Account, LeftOut, Portion
from cockpit.units import Text

TOTAL, UNKNOWN = Text("合计行", "a total"), Text("没有这样的列", "there is no such column")


def test_records_add_up_to_what_was_read_and_columns_are_no_records():
    account = Account(read=10, accepted=5, repeated=2, refused=1)
    assert account.missing == 2
    account.leave(TOTAL, name="a.csv 7")
    account.leave(TOTAL, name="a.csv 9")
    account.leave(UNKNOWN, portion=Portion.COLUMN, name="召集会议（次）")
    assert (account.missing, account.left_out) == (0, 2)


def test_a_column_of_many_files_is_one_column_and_a_record_of_one_name_is_one_more_each_time():
    account = Account()
    for _ in range(3):
        account.leave(UNKNOWN, portion=Portion.COLUMN, name="召集会议")
        account.leave(TOTAL, name="a.csv 7")
    assert [(one.portion, one.count) for one in account.left] == [(Portion.RECORD, 3), (Portion.COLUMN, 1)]


def test_more_columns_than_are_kept_by_name_are_counted_once_each():
    account = Account()
    for number in (*range(40), *range(40)):
        account.leave(UNKNOWN, portion=Portion.COLUMN, name=f"c{number}")
    (left,) = account.left
    assert (left.count, len(left.names)) == (40, NAMES)
    assert left.told("en") == "40 columns (c0, c1, c2, c3, c4, c5 and 34 more): there is no such column"
    assert left.told("zh") == "40列（c0、c1、c2、c3、c4、c5等40个）：没有这样的列"


@pytest.mark.parametrize(
    ("left", "zh", "en"),
    [
        (LeftOut(Portion.RECORD, TOTAL, 3), "3条：合计行", "3 records: a total"),
        (
            LeftOut(Portion.SHEET, UNKNOWN, 1, ("草稿",)),
            "1个工作表（草稿）：没有这样的列",
            "1 worksheet (草稿): there is no such column",
        ),
    ],
)
def test_what_was_left_out_is_said_in_both_languages(left, zh, en):
    assert (left.told("zh"), left.told("en")) == (zh, en)


def test_an_account_is_the_same_after_it_was_kept_as_text_and_names_are_one_line_that_can_be_printed():
    account = Account(read=3, accepted=1, repeated=1)
    account.leave(TOTAL, name="a\u202e\n.csv  7")
    account.leave(UNKNOWN, portion=Portion.COLUMN, name="长" * 200)
    again = Account.loaded(account.dumped())
    assert again == account
    assert again.left[0].names == ("a .csv 7",)
    assert len(again.left[1].names[0]) == 80


def test_records_that_say_something_of_the_source_are_entries_and_totals_are_none():
    account = Account()
    account.leave(Text("已取消", "called off"), entry=True, count=2)
    account.leave(TOTAL)
    account.leave(TOTAL, count=0)
    assert (account.entries, account.left_out) == (2, 3)
