"""What holds for every panel of the registry, so that a new one which is half done is caught."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.failure_card import HOUR, Causes
from cockpit.panels.panel import PANELS, Panel, draw
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.units import exact
from tests import handmade, oracle

BOARDS = {
    "pictures": handmade.board(),
    "nothing": handmade.nothing(),
    "empty": handmade.empty(),
    "all demo": handmade.all_demo(),
    "measured": handmade.all_measured(),
    "source lost": handmade.source_lost(),
    "database lost": handmade.database_lost(),
}
EVERY = [
    pytest.param(panel, View(surface, language=language), id=f"{panel.name}-{surface}-{language}")
    for panel in PANELS
    for surface in panel.surfaces
    for language in LANGUAGES
]
CHINESE = re.compile(r"[\u4e00-\u9fff]+")


class Recording(Mapping[str, Any]):
    """A mapping that remembers what it was asked for."""

    def __init__(self, inner: Mapping[str, Any]) -> None:
        self._inner = inner
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return self._inner[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._inner)

    def __len__(self) -> int:
        return len(self._inner)


def said(element: Element) -> str:
    """All that can be seen, hovered over or read out."""
    words = [element.text]
    for one in element:
        words += [text for name, text in one.attributes.items() if name in ("title", "aria-label", "alt")]
    return " ".join(words)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_panel_says_what_it_answers_in_both_languages(panel: Panel) -> None:
    assert panel.title.zh and panel.title.en
    assert panel.question.zh.endswith("？")
    assert panel.question.en.endswith("?")
    assert not CHINESE.search(panel.title.en + panel.question.en)
    assert panel.surfaces and set(panel.surfaces) <= set(Surface)


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_panel_declares_metrics_and_tables_that_exist(panel: Panel) -> None:
    board = handmade.board()
    assert set(panel.metrics) <= set(board.definitions)
    assert set(panel.tables) <= set(board.tables)


@pytest.mark.parametrize(("panel", "view"), EVERY)
def test_a_panel_stands_whatever_is_known(panel: Panel, view: View) -> None:
    for name, board in BOARDS.items():
        drawn = draw(panel.name, board, view)
        assert drawn.attributes["id"] == f"panel-{panel.name}"
        assert "panel-broken" not in drawn.attributes.get("class", ""), name
        text = said(drawn)
        assert not re.search(r"\b(None|nan|NaN|inf|True|False)\b|\?\?\?", text), f"{name}: {text}"


@pytest.mark.parametrize(("panel", "view"), EVERY)
def test_every_number_of_a_panel_is_the_boards(panel: Panel, view: View) -> None:
    for name, board in BOARDS.items():
        for mark in oracle.marks(panel.drawn(board, view)):
            value = oracle.value(board, mark)
            assert mark.get("data-value") == (None if value is None else exact(value)), f"{name}: {dict(mark)}"


@pytest.mark.parametrize(("panel", "view"), EVERY)
def test_a_number_says_where_it_comes_from(panel: Panel, view: View) -> None:
    for mark in oracle.marks(panel.drawn(handmade.board(), view)):
        if "data-value" in mark:
            assert mark.get("data-provenance") in ("published", "measured", "demo"), dict(mark)
            assert mark.get("data-unit"), dict(mark)


@pytest.mark.parametrize(("panel", "view"), EVERY)
def test_a_panel_reads_what_it_declares_and_nothing_else(panel: Panel, view: View) -> None:
    board = handmade.board()
    metrics, courses, tables = Recording(board.metrics), Recording(board.courses), Recording(board.tables)
    panel.drawn(replace(board, metrics=metrics, courses=courses, tables=tables), view)
    assert metrics.asked <= set(panel.metrics)
    assert courses.asked <= set(panel.metrics)
    assert tables.asked <= set(panel.tables)


@pytest.mark.parametrize(("panel", "view"), [one for one in EVERY if one.values[1].language == "en"])
def test_an_english_panel_has_no_chinese_in_it(panel: Panel, view: View) -> None:
    assert not CHINESE.findall(said(panel.drawn(handmade.board(), view)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_real_numbers_carry_no_badge(panel: Panel, language: str) -> None:
    board = handmade.all_measured()
    assert not any(number.demo for number in board.metrics.values())
    for surface in panel.surfaces:
        drawn = panel.drawn(board, View(surface, language=language))
        origins = [mark.get("data-provenance") for mark in oracle.marks(drawn)]
        if "demo" not in origins:
            assert not [one for one in drawn if "demo" in one.attributes.get("class", "").split()]
            assert not [one for one in drawn if one.attributes.get("data-origin") == "demo"]


def test_the_log_hears_of_the_same_cause_once_an_hour_and_of_another_at_once() -> None:
    moments = [1000.0]
    causes = Causes(now=lambda: moments[0])

    def failing(kind: type[Exception]) -> Exception:
        try:
            raise kind("why")
        except Exception as failed:
            return failed

    named, fresh = causes.of("supply", failing(KeyError))
    assert fresh and len(named) == 8
    assert causes.of("supply", failing(KeyError)) == (named, False)
    assert causes.of("goal", failing(KeyError))[1]
    assert causes.of("supply", failing(ValueError))[1]
    moments[0] += HOUR
    again, fresh = causes.of("supply", failing(KeyError))
    assert fresh and again != named


def test_a_panel_that_fails_leaves_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(board: Board, view: View) -> Element:
        raise KeyError("volumes.records")

    broken = replace(PANELS["supply"], draw=fails)
    monkeypatch.setitem(PANELS._things, "supply", broken)
    drawn = draw("supply", handmade.board(), View("wall"))
    assert drawn.attributes["id"] == "panel-supply"
    assert drawn.text == "供给侧这一面板暂时无法显示，其他面板不受影响。"
