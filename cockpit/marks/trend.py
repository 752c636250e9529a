"""A line over twelve weeks: Plotly draws it on a live page, the same box holds it in plain HTML before that."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date

from cockpit.board.board import Point
from cockpit.marks.axis import Axis, Scale, axis
from cockpit.marks.element import Element, Given, el
from cockpit.marks.theme import Theme
from cockpit.marks.trend_figure import figure


def trend(
    points: Sequence[Point],
    written: Scale,
    *,
    title: str,
    theme: Theme,
    ends: tuple[Given, Given],
    zero: bool = True,
    flags: Mapping[int, str] | None = None,
) -> Element:
    """`ends` are the numbers printed at the first and the last known point: they stay HTML beside the drawing.

    `flags` are remarks by step: a small sign at the foot of the line, its words on hover and focus.
    """
    values = [point.value for point in points]
    lines = axis(values, written, zero=zero)
    known = [at for at, value in enumerate(values) if value is not None]
    return el(
        "div",
        el(
            "div",
            _plain(points, lines),
            class_="trend-plot",
            role="img",
            aria_label=title,
            figure=figure(points, written, lines=lines, title=title, theme=theme),
        ),
        el("div", _ends(values, known, lines=lines, ends=ends), _flags(values, flags or {}), class_="trend-over"),
        class_="trend",
    )


def _flags(values: Sequence[object], flags: Mapping[int, str]) -> list[Given]:
    return [
        el(
            "i",
            class_="flag",
            tabindex="0",
            role="note",
            title=said,
            aria_label=said,
            style=f"left:{_along(at, values)}%",
        )
        for at, said in flags.items()
    ]


def _plain(points: Sequence[Point], lines: Axis) -> Element:
    values = [point.value for point in points]
    drawn: list[Given] = [_grid(lines)]
    partial = [at for at, point in enumerate(points) if point.partial]
    for run, broken in ((run, broken) for whole in _runs(values) for run, broken in stretches(whole, partial)):
        look = "line partial" if broken else "line"
        drawn.append(el("i", class_=look, style=f"clip-path:polygon({band(run, values, lines=lines)})"))
    for at in _marked(values, partial):
        place = f"left:{_along(at, values)}%;top:{lines.at(values[at] or 0)}%"
        drawn.append(el("i", class_="point partial" if at in partial else "point", style=place))
    return el("div", drawn, _dates(points), class_="area", aria_hidden="true")


def _grid(lines: Axis) -> list[Given]:
    rules = []
    for tick, text in zip(lines.ticks, lines.texts, strict=True):
        kind = "grid-line axis" if tick == lines.low == 0 else "grid-line"
        rules.append(el("i", class_=kind, style=f"top:{lines.at(tick)}%"))
        rules.append(el("span", text, class_="tick number", style=f"top:{lines.at(tick)}%"))
    return list(rules)


def _dates(points: Sequence[Point]) -> list[Given]:
    if not points:
        return []
    first, last = (_short(points[at].day) for at in (0, -1))
    return [el("span", first, class_="first-day number"), el("span", last, class_="last-day number")]


def _short(day: date) -> str:
    return day.isoformat()[5:]


def _runs(values: Sequence[float | None]) -> list[list[int]]:
    """The stretches without a gap: an unknown week breaks the line, it is not drawn as zero."""
    runs: list[list[int]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append(at)
    return [run for run in runs if run]


def stretches(run: Sequence[int], partial: Sequence[int]) -> list[tuple[list[int], bool]]:
    """A run in stretches, each with whether it leads to or from a week that is not whole: such a one is dashed."""
    found: list[tuple[list[int], bool]] = [([run[0]], run[0] in partial)]
    for ago, at in itertools.pairwise(run):
        broken = ago in partial or at in partial
        if broken == found[-1][1] or found[-1][0] == [ago]:
            found[-1] = ([*found[-1][0], at], broken)
        else:
            found.append(([ago, at], broken))
    return found


def _marked(values: Sequence[float | None], partial: Sequence[int]) -> list[int]:
    """The newest week, and every one that is not whole."""
    known = [at for at, value in enumerate(values) if value is not None]
    return sorted({*known[-1:], *partial})


def _along(at: int, values: Sequence[object]) -> float:
    return round(at / max(len(values) - 1, 1) * 100, 2)


def band(run: Sequence[int], values: Sequence[float | None], *, lines: Axis, thick: float = 2.4) -> str:
    """The corners of a line of even thickness: along its upper edge and back along the lower one."""
    places = [(_along(at, values), lines.at(values[at] or 0)) for at in run]
    half = thick / 2
    upper = [f"{x}% calc({y}% - {half}px)" for x, y in places]
    lower = [f"{x}% calc({y}% + {half}px)" for x, y in reversed(places)]
    return ",".join(upper + lower)


def _ends(
    values: Sequence[float | None], known: Sequence[int], *, lines: Axis, ends: tuple[Given, Given]
) -> list[Given]:
    if not known:
        return []
    first, last = known[0], known[-1]
    labels: list[Given] = [_label(ends[1], "end-label emphasis", at=last, values=values, lines=lines)]
    if first != last:
        under = "end-label under" if _rises(values, first, lines) else "end-label"
        labels.append(_label(ends[0], under, at=first, values=values, lines=lines))
    return labels


def _label(label: Given, class_: str, *, at: int, values: Sequence[float | None], lines: Axis) -> Element:
    return el("span", label, class_=class_, style=f"left:{_along(at, values)}%;top:{lines.at(values[at] or 0)}%")


def _rises(values: Sequence[float | None], first: int, lines: Axis) -> bool:
    """Whether the line would run through a label that stands over its start."""
    soon = [value for value in values[first + 1 : first + 4] if value is not None]
    start = values[first] or 0
    return bool(soon) and max(soon) - start > (lines.high - lines.low) * 0.06
