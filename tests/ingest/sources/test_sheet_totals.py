"""Totals are no data: known by a key that is a total word, and held against the rows above them."""

import pytest

from cockpit.ingest.totals import word
from tests.ingest.read import delivered, facts, left

SHEET = 'kind = "sheet"\nfiles = "in.csv"\ntable = "library_daily"\nrefuse_above = 1.0\n'
ROWS = (
    "日期,基础库,单位,记录数,已梳理,已入库\n"
    "2020-09-01,ships,harbour,10,2,1\n2020-09-01,ships,fish,20,3,1\n2020-09-02,ships,harbour,40,2,1\n"
)
EQUAL, OTHER = "a total that its rows give", "a total that its rows do not give"


@pytest.mark.parametrize(
    "said",
    [
        "合计",
        "合　计",
        "总 计：",
        "小计",
        "全市合计",
        "各县区小计",
        "本页合计",
        "合计（）",
        "Total",
        "GRAND TOTAL",
        "Sub-total",
        "sum",
    ],
)
def test_a_word_that_offices_use_for_totals_is_one(said):
    assert word(said) is not None


@pytest.mark.parametrize(
    "said", ["SUM-001", "TOTAL-7", "合计局", "总数据", "合计表一", "summary", "", None, 7, "合" * 50]
)
def test_a_code_or_a_title_that_only_begins_like_one_is_none(said):
    assert word(said) is None


@pytest.mark.parametrize(
    ("total", "fate"),
    [
        ("合计,,,70,7,3\n", EQUAL),
        ("2020-09-02,ships,合计,40,2,1\n", EQUAL),
        ("2020-09-01,全市合计,,30,5,2\n", EQUAL),
        ("2020-09-02,ships,合计,70,7,3\n", EQUAL),
        (",,总计,71,7,3\n", OTHER),
        ("2020-09-01,,合计,40,5,2\n", OTHER),
        ("合计,,,,,\n", "a total with nothing to compare"),
    ],
)
def test_a_total_is_held_against_the_rows_that_it_adds_up(tmp_path, total, fate):
    found = delivered(tmp_path, SHEET, ROWS + total)
    assert len(facts(found, "library_daily", "records")) == 3
    assert left(found) == {fate: (1, ("in.csv 5",))}
    assert len(found.notes) == (1 if fate == OTHER else 0)


def test_subtotals_are_of_the_rows_since_the_last_and_the_total_of_all(tmp_path):
    head, *rows = ROWS.splitlines(keepends=True)
    text = head + "".join(rows[:2]) + "小计,,,30,5,2\n" + rows[2] + "小计,,,40,2,1\n合计,,,70,7,3\n"
    assert left(delivered(tmp_path, SHEET, text)) == {EQUAL: (3, ("in.csv 4", "in.csv 6", "in.csv 7"))}


def test_a_code_and_a_title_that_begin_like_a_total_are_data(tmp_path):
    toml = SHEET.replace("library_daily", "library_item")
    rows = "编码,基础库,单位,名称,梳理日期\nSUM-001,ships,fish,合计表,2020-09-01\nTOTAL-7,ships,fish,总计,2020-09-01\n"
    assert [row["code"] for row in delivered(tmp_path, toml, rows).registers["library_item"]] == ["SUM-001", "TOTAL-7"]


def test_notes_and_headings_that_are_printed_again_are_left_out(tmp_path):
    text = ROWS + ROWS.splitlines()[0] + "\n注：每日填报,,,,,\n填报人：王,,,,,\n"
    assert left(delivered(tmp_path, SHEET, text)) == {
        "the headings again": (1, ("in.csv 5",)),
        "a note": (2, ("in.csv 6", "in.csv 7")),
    }
