"""Items catalogued and not stored: a library whose stored count is not known is in no gap, no share and no total."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine, text

from cockpit.board.board import Board, Row
from cockpit.board.builder import build
from cockpit.board.items import Items, comparable, left_out
from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import trusted
from cockpit.calendar import SHANGHAI
from cockpit.metrics.number import Number
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.store.exchange_database import read_connection
from cockpit.units import Text

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
STORED, CATALOGUED, MISSING, SHARE = (
    f"volumes.{name}" for name in ("items_stored", "items_catalogued", "items_missing", "stored_share")
)
LATEST = """
    SELECT library, unit, items_catalogued AS listed, items_stored AS stored,
           row_number() OVER (PARTITION BY library, unit ORDER BY day DESC) AS step
    FROM library_daily WHERE day <= '2020-09-30'
"""
GAPS = """
    SELECT {by}, sum(stored), sum(CASE WHEN stored IS NOT NULL THEN listed END)
    FROM (""" + LATEST + """) AS latest WHERE step = 1 GROUP BY {by}
"""  # fmt: skip


@pytest.fixture(scope="module")
def connection(demo_engine: Engine) -> Iterator[Connection]:
    with read_connection(demo_engine) as connection:
        yield connection


@pytest.fixture(scope="module")
def board(connection: Connection) -> Board:
    return build(connection, Scope("linyi"), now=NOW)


@pytest.mark.demo
@pytest.mark.parametrize(("table", "by"), [("unit_volumes", "unit"), ("libraries", "library")])
def test_the_gaps_of_all_members_are_those_of_the_rows_and_add_up_to_the_forty_of_the_headline(
    connection: Connection, board: Board, table: str, by: str
) -> None:
    rows = {code: (stored, listed) for code, stored, listed in connection.execute(text(GAPS.format(by=by)))}
    gaps = {row.code: (row[STORED].value, row[MISSING].value) for row in board.rows(table) if row.code in rows}
    assert gaps == {
        code: (stored, None if listed is None else listed - stored) for code, (stored, listed) in rows.items()
    }
    assert sum(gap or 0 for _, gap in gaps.values()) == board[MISSING].value == 40


@pytest.mark.demo
def test_every_unit_has_the_gap_of_its_own_page_and_of_the_page_of_trust(connection: Connection, board: Board) -> None:
    listed: dict[str, int] = {}
    for gap in trusted(connection, board).gaps:
        listed[gap.unit] = listed.get(gap.unit, 0) + gap.items
    for row in board.rows("unit_volumes"):
        own = build(connection, Scope("linyi", unit=row.code), now=NOW)
        assert (own[MISSING].value or 0) == (row[MISSING].value or 0) == listed.get(row.code, 0), row.code
        assert own[SHARE].value is None or (own[SHARE].value == 1) == (own[MISSING].value == 0)


@pytest.mark.demo
@pytest.mark.parametrize(("language", "said"), [("zh", "公共信用库101项未计"), ("en", "Credit: 101 items not counted")])
def test_the_total_is_243_of_283_and_names_what_it_leaves_out(board: Board, language: str, said: str) -> None:
    table = draw("library_table", board, View("desktop", language=language))
    total = [one for one in table if one.tag == "tr"][-1]
    assert [cell.text for cell in total if cell.tag == "td"][2:7] == ["243", "283", "", "85.9%", ""]
    assert said in total.text
    wall = [one for one in draw("base_libraries", board, View("wall", language=language)) if one.tag == "li"][-1]
    assert "243" in wall.text and "283" in wall.text and "384" not in wall.text
    assert said in wall.text or "Credit101 left out" in wall.text
    for panel in ("items_gap", "unit_volumes_table"):
        assert said in draw(panel, board, View("desktop", language=language)).text


@pytest.mark.demo
def test_the_panel_of_gaps_writes_pairs_that_make_the_forty_and_a_unit_that_lacks_nothing_is_not_in_it(
    connection: Connection, board: Board
) -> None:
    lines = [one.text for one in draw("items_gap", board, View("desktop")) if one.tag == "li"]
    assert lines[:3] == ["市市场监管局23/29", "市公安局29/34", "市民政局13/16"]
    assert not [line for line in lines if "税务" in line]
    alone = build(connection, Scope("linyi", unit="tax"), now=NOW)
    assert "入库数已知的数据项全部入库公共信用库15项未计" in draw("items_gap", alone, View("desktop")).text
    total = [one for one in draw("library_table", alone, View("desktop")) if one.tag == "tr"][-1]
    assert total.text == "合计 公共信用库15项未计2,849万1去重2020100%38.8万"


def numbers(catalogued: int | None, stored: int | None, missing: int | None) -> dict[str, Number]:
    """As published: 69 items catalogued of which 29 are stored and 40 are missing."""
    values = {CATALOGUED: catalogued, STORED: stored, MISSING: missing}
    return {name: Number(value, "item", provenance="published", published=value) for name, value in values.items()}


def library(catalogued: int | None, stored: int | None, missing: int | None) -> Row:
    return Row("x", Text("某库", "X"), Text("某库", "X"), numbers(catalogued, stored, missing))


def test_where_every_stored_count_is_known_the_items_are_those_that_are_catalogued() -> None:
    assert comparable(numbers(69, 29, 40)) == Items(numbers(69, 29, 40)[CATALOGUED])
    assert left_out(library(69, 29, 40)) is None


def test_of_a_library_that_says_nothing_all_items_are_left_out() -> None:
    assert comparable(numbers(101, None, None)) is None
    assert left_out(library(101, None, None)) == Items(numbers(101, None, None)[CATALOGUED])
    assert left_out(library(None, None, None)) is None and left_out(library(0, None, None)) is None


def test_of_a_library_of_which_some_units_say_it_those_of_the_others_are_left_out() -> None:
    """10 items, of which 6 are of a unit that has stored 5; what was published of the ten is not said of the six."""
    assert comparable(numbers(10, 5, 1)) == Items(Number(6, "item", provenance="published"), "known")
    assert left_out(library(10, 5, 1)) == Items(Number(4, "item", provenance="published"), "rest")
