"""A panel that draws a Plotly figure: what stands around it and beneath it, and what stands there without it."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from cockpit.marks.element import Element
from cockpit.marks.theme import Theme
from cockpit.panels.content import Content
from cockpit.panels.panel import PANELS, Draw, Panel
from cockpit.panels.view import LANGUAGES, Surface, View
from tests import handmade, oracle

BOARD = handmade.board()


def panel(draw: Draw) -> Panel:
    return replace(PANELS["library_table"], surfaces=tuple(Surface), draw=draw)


def bars(shown: Content, view: View) -> dict[str, Any]:
    known = [(row.short, row.numbers["volumes.records"].value) for row in shown.rows("libraries")]
    trace = {"type": "bar", "x": [view.tell(name) for name, _ in known], "y": [value for _, value in known]}
    return {"data": [trace], "layout": {"height": 260}}


def built(shown: Content, view: View) -> go.Figure:
    return go.Figure(**bars(shown, view))


def box(drawn: Element) -> Element:
    return next(one for one in drawn if "data-own" in one.attributes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("surface", "height"), [("desktop", "260px"), ("report", "260px"), ("wall", "26rem")])
def test_a_dictionary_and_an_object_stand_alike_on_every_surface(surface: str, height: str, language: str) -> None:
    for theme in ("light", "dark"):
        view = View(Surface(surface), language=language, theme=Theme(theme))
        drawn, same = panel(bars).drawn(BOARD, view), panel(built).drawn(BOARD, view)
        assert drawn == same
        own = box(drawn)
        assert own.figure is not None and own.attributes["style"] == f"--plot:{height}"
        assert ("data-plotly" in own.attributes) == (surface == "wall")
        assert own.figure["data"][0]["x"][0] == view.say("人口库", "Population")


def test_it_is_heard_by_its_title_and_its_largest_numbers_and_read_in_its_table() -> None:
    drawn = panel(bars).drawn(BOARD, View(Surface.DESKTOP))
    assert box(drawn).attributes["data-label"].startswith("基础库：人口库 4.98亿、")
    table = next(one for one in box(drawn) if one.tag == "table")
    numbers = [one for one in oracle.marks(table) if one["data-metric"] == "volumes.records"]
    shown = PANELS["library_table"].data(BOARD).values[0]
    assert len(numbers) == len([one for one in shown.figures() if one.metric == "volumes.records"])


def test_where_a_figure_is_refused_its_table_stands_and_the_log_has_the_reason(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = panel(lambda shown, view: {"data": [{"type": "scattergl"}]})
    for surface in Surface:
        with caplog.at_level(logging.ERROR):
            drawn = refused.drawn(BOARD, View(surface))
        assert not [one for one in drawn if one.figure is not None]
        assert "图形未能显示" in drawn.text and "人口库" in next(one for one in drawn if one.tag == "table").text
    assert caplog.text.count("Traces of the type 'scattergl' are not drawn.") == 1
    assert refused.plotted(refused.data(BOARD), View(Surface.REPORT)) is None


def test_marks_are_no_figure_and_a_panel_without_data_says_so() -> None:
    table = PANELS["library_table"]
    assert table.plotted(table.data(BOARD), View(Surface.DESKTOP)) is None
    drawn = PANELS["flow_matrix"].drawn(handmade.nothing(), View(Surface.DESKTOP))
    assert not [one for one in drawn if one.figure is not None] and "暂无数据" in drawn.text


def test_pairs_between_which_nothing_passed_are_no_cells() -> None:
    shown = PANELS["flow_matrix"].data(BOARD)
    whole = PANELS["flow_matrix"].plotted(shown, View(Surface.DESKTOP))
    first = shown.values[0]
    fewer = replace(shown, values=(replace(first, records=first.records[1:]), *shown.values[1:]))
    less = PANELS["flow_matrix"].plotted(fewer, View(Surface.DESKTOP))
    assert whole and less
    assert len(less.figure["data"][0]["z"]) == len(whole.figure["data"][0]["z"]) - 1
    assert whole.figure["data"][0]["z"][0] == 5 and whole.note.endswith("万条")
