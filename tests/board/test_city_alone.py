"""What was published of the city holds for the city alone: under every filter nothing is held against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Connection, Engine

from cockpit.board import query
from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.board.tables import sharing
from cockpit.calendar import SHANGHAI
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.screens import desk
from cockpit.store.exchange_database import read_connection
from tests import handmade

pytestmark = pytest.mark.demo

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def connection(demo_engine: Engine) -> Iterator[Connection]:
    with read_connection(demo_engine) as connection:
        yield connection


def scopes(connection: Connection) -> list[Scope]:
    """Every value of every filter, and some pairs of them."""
    rows = query.registers(connection)
    found = [Scope("linyi", kind=kind) for kind in sharing.KINDS]
    found += [Scope("linyi", unit=row["code"]) for row in rows["unit"] if row["level"] != "province"]
    found += [Scope("linyi", library=row["code"]) for row in rows["library"] if row["kind"] == "base"]
    for name in ("theme", "scenario"):
        found += [Scope("linyi", **{name: row["code"]}) for row in rows[name]]
    pairs = {"unit": "tax", "library": "legal"}, {"unit": "371302", "kind": "api"}
    return [*found, *(Scope("linyi", **pair) for pair in pairs)]


def test_under_every_filter_no_published_figure_has_a_verdict(connection: Connection) -> None:
    figures = {
        (row["metric"], row["dimension"], row["member"]) for row in query.registers(connection)["published_figure"]
    }
    asked = scopes(connection)
    assert len(asked) > 130
    for scope in asked:
        board = build(connection, scope, now=NOW)
        assert {(row.get("verdict"), len(row.numbers)) for row in board.rows("published")} == {("city", 0)}, scope
        assert len(board.rows("published")) == 51
        assert {(one.verdict, one.difference, one.whole.value) for one in board.reconciliations} == {
            ("unknown", None, None)
        }, scope
        assert board["trust.differences"].value is None
        assert not [one.name for one in board.notices if "分项差" in one.text.zh], scope
        assert board.headline["report"].plain("zh") == "2020-09-30没有可以对账的公布数字"
        place = next(iter(scope.filters.items())) if len(scope.filters) == 1 else ("", "")
        for metric, number in numbers(board):
            assert not claims(number) or exact(metric, place, figures), (scope, metric, number)


def numbers(board: Board) -> Iterator[tuple[str, Number]]:
    yield from board.metrics.items()
    for rows in board.tables.values():
        for row in rows:
            for metric, number in row.numbers.items():
                yield (row.get("metric") if metric == "targets.current" else metric), number
    for one in board.reconciliations:
        yield from ((one.part_metric, part.number) for part in one.parts)
        yield one.part_metric, one.total


def claims(number: Number) -> bool:
    return number.provenance == "published" or number.published is not None or number.qualifier is not None


def exact(metric: str, place: tuple[str, str], figures: set[tuple[str, str, str]]) -> bool:
    """Published of this very part of the city, or computed from numbers that were."""
    return (metric, *place) in figures or any((name, *place) in figures for name in METRICS[metric].derived)


def test_unfiltered_every_figure_keeps_its_verdict_and_what_is_only_quoted_is_not_called_equal(
    connection: Connection,
) -> None:
    rows = build(connection, Scope("linyi"), now=NOW).rows("published")
    counted = [row.get("verdict") for row in rows]
    assert {verdict: counted.count(verdict) for verdict in set(counted)} == {
        "equal": 36, "quoted": 12, "agrees": 1, "text": 2,
    }  # fmt: skip


def test_a_number_of_things_that_was_agreed_of_the_city_is_none_of_a_unit(connection: Connection) -> None:
    """200 service items are of the city; a share of 95 % is one for every part of it."""
    board = build(connection, Scope("linyi", unit="tax"), now=NOW)
    items, updated = (board.row("targets", code) for code in ("ishandong", "updated-on-time"))
    assert items and {number.note for number in items.numbers.values()} == {"not_split"}
    assert updated and (updated["targets.goal"].value, updated["targets.current"].value) == (0.95, 0.888889)
    assert board["targets.goal"].note == "not_split"
    table = draw("targets_table", board, View("desktop")).text
    assert "11-30" in table and "还有" not in table


SENTENCES = {
    ("published_ledger", "zh"): "公布数只对全市，当前有筛选，不作对照。",
    ("published_ledger", "en"): "Published figures hold for the whole city alone; under a filter nothing is compared.",
    ("reconciliation_table", "zh"): "对账只对全市的公布总数，当前有筛选，不作对账。",
    ("reconciliation_table", "en"): (
        "Reconciliations are against published totals of the whole city; under a filter nothing is reconciled."
    ),
}


@pytest.mark.parametrize(("name", "language"), SENTENCES)
def test_the_panel_says_so_in_one_sentence_with_the_way_to_the_city(name: str, language: str) -> None:
    board = replace(handmade.board(), scope=Scope("linyi", unit="tax"))
    panel = draw(name, board, View("desktop", language=language, query="as_of=2020-09-30&unit=tax"))
    assert SENTENCES[name, language] in panel.text
    assert not [one for one in panel if "data-metric" in one.attributes or one.tag == "table"]
    assert [one.attributes["href"] for one in panel if one.tag == "a"] == ["?as_of=2020-09-30"]
    assert SENTENCES[name, language] not in draw(name, handmade.board(), View("desktop", language=language)).text


@pytest.mark.parametrize("metric", ["sharing.resources", "volumes.records", "meetings.units"])
def test_the_drawer_of_a_number_under_a_filter_reconciles_nothing(connection: Connection, metric: str) -> None:
    board = build(connection, Scope("linyi", unit="tax"), now=NOW)
    text = desk.draw(board, "overview", View("desktop", query="unit=tax"), metric=metric).text
    assert "暂不能对账" not in text and "不一致" not in text and "待核对" not in text


@pytest.mark.parametrize(
    ("asked", "said"),
    [({"unit": "371302"}, "已选：县区 兰山区"), ({"library": "credit"}, "已选：基础库 公共信用信息库")],
)
def test_an_empty_panel_calls_what_was_chosen_by_its_name(
    connection: Connection, asked: dict[str, str], said: str
) -> None:
    """A library and a scenario are both called credit."""
    board = build(connection, Scope("linyi", **asked), now=NOW)
    assert said in desk.draw(board, "volumes", View("desktop")).text
