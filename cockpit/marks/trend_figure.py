"""The Plotly figure of a line over weeks, as a plain dictionary in the colours of one theme."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from cockpit.board.board import Point
from cockpit.marks.axis import Axis, Scale
from cockpit.marks.theme import ROLES, Theme, layout

MARGIN = {"l": 44, "r": 78, "t": 12, "b": 24, "pad": 0}
"""In pixels, the same as the plain HTML of the box in desk.css, so that nothing moves when Plotly takes over."""

LONGEST = 60


def figure(points: Sequence[Point], written: Scale, *, lines: Axis, title: str, theme: Theme) -> dict[str, Any]:
    """The end labels are not in it: they are numbers of the board, and stand beside it as HTML."""
    return {
        "data": [_trace(points, written, title=title, theme=theme)],
        "layout": layout(theme, margin=MARGIN, hovermode="x", xaxis=_days(points, theme), yaxis=_values(lines, theme)),
    }


def _trace(points: Sequence[Point], written: Scale, *, title: str, theme: Theme) -> dict[str, Any]:
    """Titles come from people, so they are cut, escaped, and reach the hover only as text, never as a template."""
    accent = ROLES[theme]["accent"]
    last = max((at for at, point in enumerate(points) if point.value is not None), default=-1)
    name = escape(title[:LONGEST])
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [point.day.isoformat() for point in points],
        "y": [point.value for point in points],
        "text": [f"{name}<br>{point.day} {written.write(point.value)}{written.label}" for point in points],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": accent, "width": 2.4},
        "marker": {
            "color": accent,
            "opacity": 1,
            "line": {"width": 0},
            "size": [6 if at == last else 0 for at in range(len(points))],
        },
        "cliponaxis": False,
        "connectgaps": False,
    }


def _fixed(theme: Theme) -> dict[str, Any]:
    tick = {"color": ROLES[theme]["text_3"], "size": 12}
    return {"fixedrange": True, "automargin": False, "ticks": "", "ticklabelstandoff": 6, "tickfont": tick}


def _days(points: Sequence[Point], theme: Theme) -> dict[str, Any]:
    ends = [points[0].day.isoformat(), points[-1].day.isoformat()] if points else []
    quiet = {"showgrid": False, "zeroline": False, "showline": False}
    return {"type": "date", "range": ends, "tickvals": ends, "tickformat": "%m-%d", **quiet, **_fixed(theme)}


def _values(lines: Axis, theme: Theme) -> dict[str, Any]:
    roles = ROLES[theme]
    return {
        "range": [lines.bottom, lines.top],
        "tickvals": list(lines.ticks),
        "ticktext": list(lines.texts),
        "gridcolor": roles["c_grid"],
        "gridwidth": 1,
        "zeroline": lines.low == 0,
        "zerolinecolor": roles["line_2"],
        "zerolinewidth": 1,
        **_fixed(theme),
    }
