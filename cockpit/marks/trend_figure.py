"""The Plotly figure of a line over weeks, as a plain dictionary in the colours of one theme."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from html import escape
from typing import Any

from cockpit.board.board import Point
from cockpit.marks.axis import Axis, Scale
from cockpit.marks.expected_mark import band_runs, holiday_spans, newest
from cockpit.marks.theme import ROLES, Theme, layout

MARGIN = {"l": 44, "r": 78, "t": 12, "b": 24, "pad": 0}
"""In pixels, the same as the plain HTML of the box in desk.css, so that nothing moves when Plotly takes over."""

LONGEST = 60


def figure(points: Sequence[Point], written: Scale, *, lines: Axis, title: str, theme: Theme) -> dict[str, Any]:
    """The end labels are not in it: they are numbers of the board, and stand beside it as HTML.

    Days are written under the first step and the newest; beyond that one there is only what is expected.
    """
    return {
        "data": [*_bands(points, theme), *_dashed(points, theme), _trace(points, written, title=title, theme=theme)],
        "layout": layout(
            theme,
            margin=MARGIN,
            hovermode="x",
            xaxis=_days(points, theme),
            yaxis=_values(lines, theme),
            **_holidays(points, theme),
        ),
    }


def _bands(points: Sequence[Point], theme: Theme) -> list[dict[str, Any]]:
    """What was expected, without an outline."""
    found = []
    for run in band_runs(points):
        days = [points[at].day.isoformat() for at, _, _ in run]
        found.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [*days, *reversed(days)],
                "y": [*(high for _, _, high in run), *(low for _, low, _ in reversed(run))],
                "fill": "toself",
                "fillcolor": ROLES[theme]["c_flow"],
                "line": {"width": 0},
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return found


def _holidays(points: Sequence[Point], theme: Theme) -> dict[str, Any]:
    """Weeks with a holiday as bands from top to bottom; nothing where there is none."""
    half = timedelta(days=3, hours=12)
    shapes = [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": _moment(points[span.first].day, -half),
            "x1": _moment(points[span.last].day, half),
            "y0": 0,
            "y1": 1,
            "layer": "below",
            "line": {"width": 0},
            "fillcolor": ROLES[theme]["surface_2"],
        }
        for span in holiday_spans(points)
    ]
    return {"shapes": shapes} if shapes else {}


def _moment(day: date, by: timedelta) -> str:
    return (datetime.combine(day, time()) + by).isoformat()


def _dashed(points: Sequence[Point], theme: Theme) -> list[dict[str, Any]]:
    """The steps to and from a week of which days are missing; the line itself stops before them."""
    steps = [(ago, now) for ago, now in itertools.pairwise(points) if ago.partial or now.partial]
    known = [(ago, now) for ago, now in steps if ago.value is not None and now.value is not None]
    if not known:
        return []
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [day for ago, now in known for day in (ago.day.isoformat(), now.day.isoformat(), None)],
            "y": [value for ago, now in known for value in (ago.value, now.value, None)],
            "line": {"color": ROLES[theme]["accent"], "width": 2.4, "dash": "4px 4px"},
            "hoverinfo": "skip",
            "showlegend": False,
            "connectgaps": False,
            "cliponaxis": False,
        }
    ]


def _solid(points: Sequence[Point]) -> tuple[list[str | None], list[float | None], list[int]]:
    """Days and values with a break on either side of what is not whole, and which point each of them is."""
    days: list[str | None] = []
    values: list[float | None] = []
    which: list[int] = []
    for at, point in enumerate(points):
        if days and (point.partial or points[at - 1].partial):
            days.append(point.day.isoformat())
            values.append(None)
            which.append(-1)
        days.append(point.day.isoformat())
        values.append(point.value)
        which.append(at)
    return days, values, which


def _trace(points: Sequence[Point], written: Scale, *, title: str, theme: Theme) -> dict[str, Any]:
    """Titles come from people, so they are cut, escaped, and reach the hover only as text, never as a template."""
    accent = ROLES[theme]["accent"]
    last = max((at for at, point in enumerate(points) if point.value is not None), default=-1)
    name = escape(title[:LONGEST])
    days, values, which = _solid(points)
    texts = [f"{name}<br>{point.day} {written.write(point.value)}{written.label}" for point in points]
    hollow = [at >= 0 and points[at].partial for at in which]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": days,
        "y": values,
        "text": [texts[at] if at >= 0 else "" for at in which],
        "hovertemplate": "%{text}<extra></extra>",
        "line": {"color": accent, "width": 2.4},
        "marker": {
            "color": [ROLES[theme]["surface_1"] if one else accent for one in hollow] if any(hollow) else accent,
            "opacity": 1,
            "line": {"width": [2 if one else 0 for one in hollow], "color": accent} if any(hollow) else {"width": 0},
            "size": [8 if one else 6 if at == last else 0 for at, one in zip(which, hollow, strict=True)],
        },
        "cliponaxis": False,
        "connectgaps": False,
    }


def _fixed(theme: Theme) -> dict[str, Any]:
    tick = {"color": ROLES[theme]["text_3"], "size": 12}
    return {"fixedrange": True, "automargin": False, "ticks": "", "ticklabelstandoff": 6, "tickfont": tick}


def _days(points: Sequence[Point], theme: Theme) -> dict[str, Any]:
    ends, named = ([points[at].day.isoformat() for at in (0, last)] if points else [] for last in (-1, newest(points)))
    quiet = {"showgrid": False, "zeroline": False, "showline": False}
    return {"type": "date", "range": ends, "tickvals": named, "tickformat": "%m-%d", **quiet, **_fixed(theme)}


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
