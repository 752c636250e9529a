"""A figure that somebody made becomes plain JSON in the house's colours, or is refused with the reason."""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import Decimal
from typing import Any

import numpy
import pandas
import plotly.graph_objects as go
import pytest

from cockpit.errors import FigureRefused
from cockpit.marks.plotly_figure import LARGEST, PX, TICKS, TRACES, height_of, housed, title_of
from cockpit.marks.theme import FONT, ROLES


def made(figure: Any, surface: str = "desktop", theme: str = "light") -> dict[str, Any]:
    return housed(figure, surface=surface, theme=theme)


def test_an_object_of_plotly_and_a_dictionary_give_the_same() -> None:
    trace = {"type": "bar", "x": ["a", "b"], "y": [1, 2]}
    layout = {"title": {"text": "万条"}, "height": 200, "xaxis": {"type": "category"}}
    plain, built = {"data": [trace], "layout": layout}, go.Figure(go.Bar(x=["a", "b"], y=[1, 2]), layout)
    assert made(plain) == made(built)
    assert (height_of(plain, usual=320), title_of(plain)) == (height_of(built, usual=320), title_of(built))
    assert (height_of(plain, usual=320), title_of(plain)) == (200, "万条")


def test_arrays_days_and_decimals_are_written_as_json_has_them_and_what_is_not_finite_is_not_there() -> None:
    trace = {
        "type": "scatter",
        "x": [date(2020, 9, 30), pandas.Timestamp("2020-10-01")],
        "y": numpy.array([1.5, math.nan]),
        "text": pandas.Series(["a", "b"]),
        "customdata": (Decimal("2.5"), math.inf, numpy.int64(3), True, None),
    }
    assert made({"data": [trace]})["data"] == [
        {
            "type": "scatter",
            "x": ["2020-09-30", "2020-10-01T00:00:00"],
            "y": [1.5, None],
            "text": ["a", "b"],
            "customdata": [2.5, None, 3, True, None],
        }
    ]


def test_text_brings_no_markup_but_breaks_and_emphasis() -> None:
    said = "<a href='e'>x</a><b>a</b><br><span style='font-size:300px'>y</span><extra></extra> 1 < 2"
    trace = made({"data": [{"type": "bar", "text": [said]}]})["data"][0]
    assert trace["text"] == [
        "&lt;a href='e'>x&lt;/a><b>a</b><br>&lt;span style='font-size:300px'>y&lt;/span><extra></extra> 1 &lt; 2"
    ]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("surface", "px"), [("desktop", 13), ("report", 11), ("wall", 22)])
def test_a_figure_takes_type_and_colours_of_the_house_and_keeps_what_it_says(surface: str, px: int, theme: str) -> None:
    given = go.Figure(go.Scatter(y=[1]), {"width": 900, "yaxis": {"gridcolor": "red"}, "font": {"family": "Papyrus"}})
    layout = made(given, surface, theme)["layout"]
    assert layout["template"]["layout"]["font"] == {"family": FONT, "size": px, "color": ROLES[theme]["text_2"]}
    assert layout["template"]["layout"]["colorway"][0] == ROLES[theme]["accent"]
    assert layout["template"]["data"]["heatmap"][0]["colorscale"][-1] == [1, ROLES[theme]["seq_5"]]
    assert layout["font"] == {"family": FONT} and layout["yaxis"] == {"gridcolor": "red"} and "width" not in layout


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        ({}, "a list of traces"),
        (None, "A NoneType is no figure"),
        ("words", "A str is no figure"),
        ({"data": []}, "a list of traces"),
        ({"data": [1]}, "a list of traces"),
        ({"data": [{}], "layout": [1]}, "layout"),
        ({"data": [{"type": "scattergl"}]}, "'scattergl'"),
        ({"data": [{"type": "choropleth"}]}, "'choropleth'"),
        ({"data": [{"type": ["bar"]}]}, "bar"),
        ({"data": [{"y": [object()]}]}, "cannot hold a object"),
        ({"data": [{"y": {1, 2}}]}, "cannot hold a set"),
        ({"data": [{"text": "x" * LARGEST}]}, "too large"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_the_reason(figure: Any, why: str) -> None:
    with pytest.raises(FigureRefused, match=why):
        made(figure)


def test_a_figure_that_holds_itself_is_refused() -> None:
    trace: dict[str, Any] = {"type": "bar"}
    trace["meta"] = trace
    with pytest.raises(FigureRefused, match="nested"):
        made({"data": [trace]})


def test_no_kind_of_trace_that_needs_webgl_or_a_map_is_let_in() -> None:
    known = {name.lower() for name in dir(go)}
    assert known >= TRACES
    assert not [name for name in TRACES if re.search("gl$|3d$|geo$|mapbox$|^(scatter|density|choropleth)map", name)]


@pytest.mark.parametrize(("wanted", "height"), [(None, 320), ("tall", 320), (10, 80), (5000, 1200), (math.nan, 320)])
def test_a_height_is_within_what_a_page_bears(wanted: Any, height: int) -> None:
    assert height_of({"data": [], "layout": {"height": wanted}}, usual=320) == height


@pytest.mark.parametrize("surface", list(PX))
def test_the_lowest_figure_keeps_two_lines_of_names_under_its_axis(surface: str) -> None:
    """Plotly makes room for the names only as far as this much is left of the plot: of 80 pixels it took 16."""
    given = {
        "data": [{"type": "heatmap", "x": ["市行政审批局"], "y": ["市税务局"], "z": [[1]]}],
        "layout": {"height": 1},
    }
    house = made(given, surface)["layout"]["template"]["layout"]
    assert height_of(given, usual=300) - house["minreducedheight"] >= 2 * TICKS[surface] + house["margin"]["t"]
