"""A line over twelve weeks: Plotly draws it on a live page, the same box holds it in plain HTML before that."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from datetime import date

from cockpit.board.board import Point
from cockpit.marks.axis import Axis, Scale, axis
from cockpit.marks.element import Element, Given, el
from cockpit.marks.expected_mark import KEY, OUTSIDE, band_runs, band_values, holiday_spans, newest, outside
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
    language: str = "zh",
) -> Element:
    """`ends` are the numbers printed at the first and the last known point: they stay HTML beside the drawing.

    `flags` are remarks by step: a small sign at the foot of the line, its words on hover and focus. What was expected
    lies behind the line, with its key in `language`; it goes on over a forecast, which has no value.
    """
    values = [point.value for point in points]
    lines = axis([*values, *band_values(points)], written, zero=zero)
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
        el(
            "div",
            _expected_signs(points, lines, language),
            _ends(points, known, lines=lines, ends=ends),
            _flags(values, flags or {}),
            class_="trend-over",
        ),
        class_="trend",
    )


def _expected_signs(points: Sequence[Point], lines: Axis, language: str) -> list[Given]:
    """Names of holidays over their weeks, a sign on what was not to be expected, and the key of the band."""
    signs: list[Given] = [
        el(
            "span",
            span.name[language],
            class_="holiday-name end" if span.last == len(points) - 1 else "holiday-name",
            title=span.name[language],
            style=None if span.last == len(points) - 1 else f"left:{_along(span.first, points, span.last)}%",
        )
        for span in holiday_spans(points)
    ]
    signs += [
        el(
            "i",
            class_="outside",
            tabindex="0",
            role="note",
            title=OUTSIDE[language],
            aria_label=f"{points[at].day.isoformat()} {OUTSIDE[language]}",
            style=f"left:{_along(at, points)}%;top:{lines.at(points[at].value or 0)}%",
        )
        for at in outside(points)
    ]
    if band_runs(points):
        signs.append(el("span", KEY[language], class_="band-key"))
    return signs


def _behind_line(points: Sequence[Point], lines: Axis) -> list[Given]:
    half = 50 / max(len(points) - 1, 1)
    drawn: list[Given] = []
    for span in holiday_spans(points):
        left, right = (max(_along(span.first, points) - half, 0), min(_along(span.last, points) + half, 100))
        drawn.append(el("i", class_="holiday", style=f"left:{left:.2f}%;width:{right - left:.2f}%"))
    for run in band_runs(points):
        edge = [f"{_along(at, points)}% {lines.at(high)}%" for at, _, high in run]
        edge += [f"{_along(at, points)}% {lines.at(low)}%" for at, low, _ in reversed(run)]
        drawn.append(el("i", class_="expected", style=f"clip-path:polygon({','.join(edge)})"))
    return drawn


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
    drawn: list[Given] = [_behind_line(points, lines), _grid(lines)]
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
    """Under the first week and the newest; the one that comes has no date."""
    if not points:
        return []
    at = newest(points)
    first, last = _short(points[0].day), _short(points[at].day)
    place = f"left:{_along(at, points)}%" if at < len(points) - 1 else None
    return [el("span", first, class_="first-day number"), el("span", last, class_="last-day number", style=place)]


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


def _along(at: int, values: Sequence[object], last: int | None = None) -> float:
    """A step, or the middle between it and a later one, in percent of the width."""
    return round((at + (at if last is None else last)) / 2 / max(len(values) - 1, 1) * 100, 2)


def band(run: Sequence[int], values: Sequence[float | None], *, lines: Axis, thick: float = 2.4) -> str:
    """The corners of a line of even thickness: along its upper edge and back along the lower one."""
    places = [(_along(at, values), lines.at(values[at] or 0)) for at in run]
    half = thick / 2
    upper = [f"{x}% calc({y}% - {half}px)" for x, y in places]
    lower = [f"{x}% calc({y}% + {half}px)" for x, y in reversed(places)]
    return ",".join(upper + lower)


def _ends(points: Sequence[Point], known: Sequence[int], *, lines: Axis, ends: tuple[Given, Given]) -> list[Given]:
    if not known:
        return []
    first, last, values = known[0], known[-1], [point.value for point in points]
    # The newest week is named beside the plot, even where the band goes on beyond it.
    edge = len(values) - 1 if last == newest(points) else last
    labels: list[Given] = [_label(ends[1], "end-label emphasis", at=last, edge=edge, values=values, lines=lines)]
    if first != last:
        under = "end-label under" if _rises(values, first, lines) else "end-label"
        labels.append(_label(ends[0], under, at=first, values=values, lines=lines))
    return labels


def _label(
    label: Given, class_: str, *, at: int, values: Sequence[float | None], lines: Axis, edge: int | None = None
) -> Element:
    """At the height of a step, and over it where no other place along the line is given."""
    left = _along(at if edge is None else edge, values)
    return el("span", label, class_=class_, style=f"left:{left}%;top:{lines.at(values[at] or 0)}%")


def _rises(values: Sequence[float | None], first: int, lines: Axis) -> bool:
    """Whether the line would run through a label that stands over its start."""
    soon = [value for value in values[first + 1 : first + 4] if value is not None]
    start = values[first] or 0
    return bool(soon) and max(soon) - start > (lines.high - lines.low) * 0.06
