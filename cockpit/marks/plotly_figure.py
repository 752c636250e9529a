"""A Plotly figure that somebody made, as plain JSON in the house's fonts and colours; refused where it cannot be shown.

It is drawn by plotly.js in a browser that may fetch nothing and evaluate nothing, on a screen, on paper and in pictures
alike. What needs WebGL, a map from elsewhere or a foreign picture is therefore refused here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import orjson

from cockpit.errors import FigureRefused
from cockpit.marks.theme import FONT, ROLES, Theme, layout

NAMES = """
bar barpolar box candlestick carpet contour contourcarpet funnel funnelarea heatmap histogram histogram2d
histogram2dcontour icicle indicator ohlc parcats pie sankey scatter scattercarpet scatterpolar scattersmith
scatterternary sunburst table treemap violin waterfall
"""
TRACES = frozenset(NAMES.split())
"""The kinds of trace that are drawn as shapes: no WebGL, nothing fetched."""
DROPPED = ("template", "title", "width", "height", "autosize", "paper_bgcolor", "images", "updatemenus", "sliders")
"""Of a layout: what its place decides, what fetches, and what only works under a hand. The panel says its title."""
LARGEST = 1_000_000
"""Bytes of JSON; a wall draws it within a second."""
MARKUP = re.compile(r"<(?!/?(?:b|i|br|sub|sup|extra)\s*/?>)", re.IGNORECASE)
"""What Plotly would make an element of, but for emphasis, breaks and the box of a hover."""
PX = {"desktop": 13, "report": 11, "wall": 22}
"""The size of text by surface; on the wall in its logical pixels."""
LEAST = 20
"""Pixels that names at the axes leave of a low figure; Plotly itself cuts them off below 64."""
TICKS = {"desktop": 12, "report": 10, "wall": 22}


class PlotlyFigure(Protocol):
    """`plotly.graph_objects.Figure`, of which only this is asked; a dictionary is made in a tenth of its time."""

    def to_plotly_json(self) -> dict[str, Any]:
        """`data` and `layout`."""
        ...


Figure = PlotlyFigure | Mapping[str, Any]


def _given(figure: Figure) -> Mapping[str, Any]:
    if isinstance(figure, Mapping):
        return figure
    if hasattr(figure, "to_plotly_json"):
        return figure.to_plotly_json()
    raise FigureRefused(f"A {type(figure).__name__} is no figure.", "A dictionary, or a plotly.graph_objects.Figure.")


def housed(figure: Figure, *, surface: str, theme: Theme) -> dict[str, Any]:
    """`data` and `layout` as plotly.js is handed them; FigureRefused says why one cannot be shown.

    What the figure says itself is kept; where it says nothing it is as the theme has it.
    """
    given = _plain(_given(figure))
    traces, arranged = given.get("data"), given.get("layout") or {}
    if not isinstance(traces, list) or not traces or not all(isinstance(one, dict) for one in traces):
        raise FigureRefused("A figure has a list of traces as its data.", "At least one.")
    if not isinstance(arranged, dict):
        raise FigureRefused("The layout of a figure is a dictionary.", "Or nothing.")
    for one in traces:
        if (kind := str(one.get("type", "scatter"))) not in TRACES:
            raise FigureRefused(f"Traces of the type {kind!r} are not drawn.", f"Types: {', '.join(sorted(TRACES))}.")
    kept = {name: value for name, value in arranged.items() if name not in DROPPED}
    font = {**kept.get("font", {}), "family": FONT} if isinstance(kept.get("font", {}), dict) else {"family": FONT}
    made = {"data": traces, "layout": {**kept, "template": template(surface, theme), "font": font}}
    if len(orjson.dumps(made)) > LARGEST:
        raise FigureRefused("The figure is too large.", f"At most {LARGEST} bytes of JSON.")
    return made


def height_of(figure: Figure, *, usual: int) -> int:
    """How high it wants to be, in the pixels of its surface, within what a page bears."""
    wanted = _arranged(figure).get("height")
    return min(max(int(wanted), 80), 1200) if isinstance(wanted, int | float) and math.isfinite(wanted) else usual


def title_of(figure: Figure) -> str:
    """What it says over itself: in what it is measured, such as 万条. Empty where it says nothing."""
    said = _arranged(figure).get("title") or ""
    return str(said.get("text") or "") if isinstance(said, Mapping) else str(said)


def _arranged(figure: Figure) -> Mapping[str, Any]:
    found = _given(figure).get("layout")
    return found if isinstance(found, Mapping) else {}


def template(surface: str, theme: Theme) -> dict[str, Any]:
    """What a figure takes from the house where it says nothing: type, colours, quiet axes, one colour a scale."""
    roles, px = ROLES[theme], PX[surface]
    steps = [[at / 4, roles[f"seq_{at + 1}"]] for at in range(5)]
    quiet = {
        "ticks": "",
        "automargin": True,
        "fixedrange": True,
        "tickfont": {"color": roles["text_3"], "size": TICKS[surface]},
    }
    across = {"showgrid": False, "zeroline": False, "showline": False, **quiet}
    down = {"gridcolor": roles["c_grid"], "zerolinecolor": roles["line_2"], "zerolinewidth": 1, **quiet}
    cells = {"colorscale": steps, "showscale": False, "xgap": 2, "ygap": 2}
    return {
        "layout": layout(
            theme,
            px=px,
            xaxis=across,
            yaxis=down,
            margin={"l": 4, "r": 4, "t": 4, "b": 4, "pad": 4},
            minreducedheight=LEAST,
            colorscale={"sequential": steps},
            bargap=0.45,
        ),
        "data": {"heatmap": [{**cells, "hoverongaps": False}], "histogram2d": [cells]},
    }


def _plain(value: Any, *, deep: int = 0) -> Any:
    """As JSON has it: days as ISO days, what is not finite as nothing, arrays as lists, text without foreign markup."""
    if deep > 20:
        raise FigureRefused("A figure is nested too deeply.", "20 levels at the most.")
    if isinstance(value, Mapping):
        return {str(name): _plain(one, deep=deep + 1) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one, deep=deep + 1) for one in value]
    if value is None or isinstance(value, bool | int | float | str | Decimal | date):
        return _said(value)
    for name in ("to_plotly_json", "tolist"):
        if callable(convert := getattr(value, name, None)):
            return _plain(convert(), deep=deep + 1)
    raise FigureRefused(f"A figure cannot hold a {type(value).__name__}.", "Numbers, texts, days, lists and arrays.")


def _said(value: bool | float | str | Decimal | date | None) -> bool | float | str | None:
    if isinstance(value, str):
        return MARKUP.sub("&lt;", value)
    if isinstance(value, float | Decimal):
        return float(value) if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else value
