"""Sentences written by rules: numbers of the board, and none that is invented."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from cockpit.board.board import Row
from cockpit.board.scope import Scope
from cockpit.board.sentences.county_headline import county
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.notices import notices
from cockpit.board.sentences.page_headline import PageNumber, page_headline
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.metrics.number import Number
from cockpit.units import Text
from tests import small

DAY = date(2020, 9, 30)


@pytest.fixture(scope="module")
def board(tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    return small.keep(small.fill(f"sqlite:///{folder / 'x.db'}"), folder / "var").board(Scope("small"))


def rewritten(board, **numbers):
    metrics = {**board.metrics, **{name.replace("__", "."): number for name, number in numbers.items()}}
    return headlines(Draft(metrics, board.tables), board.reconciliations, board.as_of)


def test_the_overview_says_what_was_published_and_what_is_missing(board):
    assert board.headline["overview"].plain("zh") == "1,000多条数据已归集，2个部门供数；名13/14项，还差1项。"
    assert board.headline["overview"].plain("en").startswith("More than 1,000 records gathered, 2 departments")


def test_every_number_in_a_headline_is_a_number_of_the_board(board):
    known = {str(number.value) for number in board.metrics.values()} | {
        str(n.published) for n in board.metrics.values()
    }
    for row in (*board.rows("libraries"), *board.rows("scenarios"), *board.rows("counties")):
        known |= {str(number.value) for number in row.numbers.values()}
    for headline in board.headline.values():
        plain = re.sub(r"([\d.]+)%", lambda share: f"{float(share[1]) / 100:g}", headline.plain("zh"))
        said = {digits.replace(",", "") for digits in re.findall(r"\d[\d,]*(?:\.\d+)?", plain)}
        assert said <= {str(number) for number in headline.numbers} | set(re.findall(r"\d+", board.as_of.isoformat()))
        assert {str(number) for number in headline.numbers} - {"1"} <= known | {str(len(board.reconciliations))} | {"2"}


def test_an_invented_number_enters_no_headline(board):
    invented = {
        name: replace(number, provenance="demo", published=None, published_qualifier=None)
        for name, number in board.metrics.items()
    }
    tables = {
        name: tuple(
            Row(
                row.code,
                row.name,
                row.short,
                {m: replace(n, provenance="demo") for m, n in row.numbers.items()},
                row.attributes,
            )
            for row in rows
        )
        for name, rows in board.tables.items()
    }
    written = headlines(Draft(invented, tables), (), board.as_of)
    for name, headline in written.items():
        if name == "report":
            continue
        about = board.row("counties", name.removeprefix("county-")) if name.startswith("county-") else None
        zh, en = (about.name.zh, about.name.en) if about else ("", "")
        assert headline.numbers and headline.plain("zh").startswith(zh) and headline.plain("en").startswith(en), name
        assert headline.plain("zh").endswith("（演示数据）。"), name
        assert headline.plain("en").endswith(" (demonstration data)."), name


def place(code: str, *, opened: int, taken: int, provenance: str = "measured") -> Row:
    numbers = {
        "opening.datasets": Number(opened, "dataset", provenance=provenance),
        "sharing.records_received": Number(taken, "record", provenance=provenance),
    }
    return Row(code, Text(f"{code}县", f"{code} County"), Text(code, code), numbers)


def test_a_county_says_what_it_opened_and_received_and_where_it_stands(board):
    rows = (place("a", opened=70, taken=120_000), place("b", opened=90, taken=50_000))
    assert county(rows[0], rows, DAY).plain("zh") == "a县开放70个数据集，居县区第2位；接收12万条数据，居第1位。"
    assert county(rows[0], rows, DAY).plain("en") == (
        "A County opened 70 datasets, no. 2 of the counties and zones; received 120,000 records, no. 1."
    )
    assert board.headline["county-d"].plain("zh") == "d单位接收50条数据。"


def test_a_county_among_invented_ones_has_no_place():
    rows = (place("a", opened=70, taken=120_000), place("b", opened=90, taken=50_000, provenance="demo"))
    assert county(rows[0], rows, DAY).plain("zh") == "a县开放70个数据集；接收12万条数据。"
    assert county(rows[1], rows, DAY).plain("zh") == "b县开放90个数据集；接收5万条数据（演示数据）。"


def test_without_a_gap_the_sentence_ends_after_the_departments(board):
    tables = {**board.tables, "libraries": ()}
    written = headlines(Draft(board.metrics, tables), board.reconciliations, board.as_of)
    assert written["overview"].plain("zh") == "1,000多条数据已归集，2个部门供数。"


def test_a_missing_number_leaves_its_part_of_the_sentence_out(board):
    written = rewritten(board, volumes__departments=Number(None, "department", note="no_data"))
    assert written["overview"].plain("zh") == "1,000多条数据已归集；名13/14项，还差1项。"


def test_meetings_are_said_with_their_qualifier(board):
    served = Number(40, "meeting", provenance="published", published_qualifier="余", published=40)
    written = rewritten(board, meetings__served=served)
    assert written["meetings"].plain("zh") == "2个单位接入视频会议，已保障会议40余次。"
    assert written["meetings"].plain("en") == "2 units on the video-meeting system; more than 40 meetings served."


def test_the_report_names_the_open_difference(board):
    assert board.headline["report"].plain("zh") == "两项对账，一项待核对：挂接资源总数与分项差1"


def test_notices_come_worst_first(board):
    levels = [notice.level for notice in board.notices]
    assert levels == sorted(levels, key=("crit", "warn", "info").index)
    texts = [notice.text.zh for notice in board.notices]
    assert "开放：数据停在 09-17 06:00" in texts
    assert "会议：数据截至 09-21 06:00，源库连接中断" in texts
    assert "挂接资源总数与分项差1，待核对" in texts


def test_a_quiet_city_has_no_notices(board):
    tables = dict.fromkeys(board.tables, ())
    metrics = {name: Number(None, number.unit, note="no_data") for name, number in board.metrics.items()}
    assert notices(Draft(metrics, tables), (), ()) == ()


def test_a_difference_between_invented_numbers_is_no_warning_and_no_headline(board):
    invented = tuple(replace(one, whole=replace(one.whole, provenance="demo")) for one in board.reconciliations)
    found = notices(Draft(board.metrics, board.tables), invented, ())
    assert not [one for one in found if "分项差" in one.text.zh]
    written = headlines(Draft(board.metrics, board.tables), invented, board.as_of)
    assert written["report"].plain("zh") == "2020-09-21没有可以对账的公布数字"
    assert written["report"].plain("en") == "No published figure to reconcile on 2020-09-21"


def test_what_a_county_did_not_do_has_no_place_and_less_than_nothing_is_not_told() -> None:
    rows = (place("a", opened=0, taken=1), place("b", opened=90, taken=-500))
    assert county(rows[0], rows, DAY).plain("zh") == "a县尚未开放数据集；接收1条数据，居县区第1位。"
    assert county(rows[0], rows, DAY).plain("en") == (
        "A County has opened no dataset yet; received 1 record, no. 1 of the counties and zones."
    )
    assert county(rows[1], rows, DAY).plain("en") == "B County opened 90 datasets, no. 1 of the counties and zones."


def test_a_page_of_which_nothing_is_published_tells_what_it_invented_and_says_so() -> None:
    """Only where no number is real, and never a number of no origin."""
    demo, none = Number(3, "dataset", provenance="demo"), Number(None, "dataset", note="no_data")
    bare, real = Number(0, "dataset"), Number(5, "dataset", provenance="measured")

    def told(*numbers: Number) -> tuple[str, str]:
        said = page_headline([PageNumber("opening.datasets", one) for one in numbers], DAY)
        return said.plain("zh"), said.plain("en")

    assert told(demo) == ("开放数据集3个（演示数据）。", "Open datasets 3 (demonstration data).")
    assert told(none, demo) == told(bare, demo) == told(demo)
    assert told(demo, real) == ("开放数据集5个。", "Open datasets 5.")
    assert told(bare, none) == (
        "2020-09-30的数字来源不明。",
        "The origin of the figures of 2020-09-30 is not known.",
    )
    assert told(none)[1].startswith("No data for 2020-09-30")
