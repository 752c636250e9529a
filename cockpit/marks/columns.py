"""Week columns: one a week, the last one in accent, values printed on top, first and last day below, no axis."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Point
from cockpit.marks.element import Element, el
from cockpit.marks.figure import point, written
from cockpit.metrics.number import Note, Number
from cockpit.units import UNITS, count, day
from cockpit.units.unit import UnitStyle

LETTERS = 2
"""Longer values do not fit over every column: then only the first, the highest and the last say theirs."""
APART = 3
EXACT_BELOW = 100_000


def columns(metric: str, points: Sequence[Point], unit: str, language: str, *, label: str) -> Element | None:
    """Bars start at zero; a week that is not known has no column and says so."""
    known = [one.value for one in points if one.value is not None]
    if not known:
        return None
    most = max(known) or 1
    texts = [_said(one, unit, language, most=most) for one in points]
    shown = _labelled(points, texts)
    bars = []
    for index, one in enumerate(points):
        shown_here = point(metric, one, unit, language, index=index) if index in shown else None
        if shown_here is not None:
            lift = _clear(points, index) if len(shown) < len(points) else 0
            text = Element(shown_here.tag, shown_here.attributes, (texts[index],))
            shown_here = el("b", text, style=f"bottom:{lift:.1%}" if lift > 1 else None)
        bars.append(
            el(
                "i",
                shown_here,
                class_=_place(index, len(points), wide=len(shown) < len(points)),
                style=f"--h:{(one.value or 0) / most:.4f}",
            )
        )
    said = ", ".join(f"{day(one.day)} {text}" for one, text in zip(points, texts, strict=True))
    ends = el("div", el("span", day(points[0].day)), el("span", day(points[-1].day)), class_="wkx num")
    return el("div", el("div", *bars, class_="wk", role="img", aria_label=f"{label}: {said}"), ends, class_="weeks")


def _labelled(points: Sequence[Point], texts: Sequence[str]) -> set[int]:
    last = len(points) - 1
    if all(len(text) <= LETTERS for text in texts):
        return set(range(len(points)))
    top = max(range(len(points)), key=lambda index: points[index].value or 0)
    return {last, *({0} if last >= APART else ()), *({top} if APART <= top <= last - APART else ())}


def _clear(points: Sequence[Point], index: int) -> float:
    """How high a wide label stands over its own column, so that it does not run into the next ones."""
    own = points[index].value or 0
    near = [one.value or 0 for one in points[max(index - 1, 0) : index + 2]]
    return max(near) / own if own else 0


def _place(index: int, count: int, *, wide: bool) -> str | None:
    """The last column stands out; wide labels at either end stay inside."""
    edge = "begin" if index == 0 else "end" if index == count - 1 else None
    classes = ["hi" if index == count - 1 else None, edge if wide else None]
    return " ".join(name for name in classes if name) or None


def _said(one: Point, unit: str, language: str, *, most: float) -> str:
    """Exact where the highest is below a hundred thousand: a row of 8,140 and 1万 could not be compared."""
    if one.value is not None and UNITS[unit].style == UnitStyle.VOLUME and most < EXACT_BELOW:
        return count(one.value)
    return written(Number(one.value, unit, note=Note.NO_DATA), language)
