"""Week columns: one a week, the last one in accent, values printed on top, first and last day below, no axis."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Point
from cockpit.marks.element import Element, el
from cockpit.marks.figure import point, written
from cockpit.metrics.number import NO_DATA, Number
from cockpit.units import day

LETTERS = 3
"""Longer values do not fit over every column: then only the highest and the last one say theirs."""


def columns(metric: str, points: Sequence[Point], unit: str, language: str, *, label: str) -> Element | None:
    """Bars start at zero; a week that is not known has no column and says so."""
    known = [one.value for one in points if one.value is not None]
    if not known:
        return None
    most = max(known) or 1
    shown = _labelled(points, unit, language)
    bars = [
        el(
            "i",
            el("b", point(metric, one, unit, language, index=index)) if index in shown else None,
            class_="hi" if index == len(points) - 1 else None,
            style=f"--h:{(one.value or 0) / most:.4f}",
        )
        for index, one in enumerate(points)
    ]
    said = ", ".join(f"{day(one.day)} {_said(one, unit, language)}" for one in points)
    ends = el("div", el("span", day(points[0].day)), el("span", day(points[-1].day)), class_="wkx num")
    return el("div", el("div", *bars, class_="wk", role="img", aria_label=f"{label}: {said}"), ends, class_="weeks")


def _labelled(points: Sequence[Point], unit: str, language: str) -> set[int]:
    texts = [_said(one, unit, language) for one in points]
    last = len(points) - 1
    if all(len(text) <= LETTERS for text in texts):
        return set(range(len(points)))
    top = max(range(len(points)), key=lambda index: points[index].value or 0)
    first = {0} if last >= 6 else set()
    return {last} | first | ({top} if 3 <= top <= last - 3 else set())


def _said(one: Point, unit: str, language: str) -> str:
    return written(Number(one.value, unit, note=NO_DATA), language)
