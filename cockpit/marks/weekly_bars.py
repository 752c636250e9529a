"""Week columns: one a week, the last one in accent, values printed on top, first and last day below, no axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from cockpit.board.board import Point
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.marks.element import Element, el
from cockpit.marks.expected_mark import KEY, band_runs, expected_words
from cockpit.marks.figure import point, written
from cockpit.metrics.number import Note, Number
from cockpit.units import UNITS, count, day
from cockpit.units.unit import UnitStyle

LETTERS = 2
"""Longer values do not fit over every column: then only the first, the highest and the last say theirs."""
APART = 3
EXACT_BELOW = 100_000


def columns(
    metric: str, points: Sequence[Point], unit: str, language: str, *, label: str, behind: Element | None = None
) -> Element | None:
    """Bars start at zero; a week that is not known has no column and says so. `behind` tells them otherwise."""
    known = [one.value for one in points if one.value is not None]
    if not known:
        return None
    most = max([*known, *(one.expected.high for one in points if one.expected and one.expected.high)]) or 1
    texts = [_said(one, unit, language, most=most) for one in points]
    shown = _labelled(points, texts)
    bars = []
    for index, one in enumerate(points):
        value = None
        if index in shown:
            lift = _clear(points, index, len(texts[index]) if len(shown) < len(points) else 1)
            text = replace(point(metric, one, unit, language, index=index), children=(texts[index],))
            value = el("b", text, style=f"bottom:calc({lift:.1%} + .2em)" if lift > 1 else None)
        bars.append(
            el(
                "i",
                value,
                class_=_place(one, index, len(points), wide=len(shown) < len(points)),
                style=f"--h:{(one.value or 0) / most:.4f}",
            )
        )
    said = ", ".join(f"{name} {text}" for name, text in spoken(points, unit, language))
    last = points[-1]
    ends = el(
        "div",
        el("span", day(points[0].day)),
        el("span", KEY[language], class_="band-key") if band_runs(points, least=1) else None,
        el("span", f"{day(last.day)}{_part(last, language, inside=False)}"),
        class_="week-axis number",
    )
    picture = el("div", *_bands(points, most), *bars, class_="columns", role="img", aria_label=f"{label}: {said}")
    return el("div", picture, behind, ends, class_="weeks")


def _bands(points: Sequence[Point], most: float) -> list[Element]:
    """What was expected of each week, behind the columns and between them: one stripe as long as it is known.

    Heights are parts of the highest column's, which the style leaves `--top` of the box.
    """
    slot, drawn = 100 / len(points), []
    for run in band_runs(points, least=1):
        over, under = ([(at, max(one[side], 0) / most) for at, *one in run] for side in (1, 0))
        edge = [(at + side, part) for at, part in over for side in (0, 1)]
        edge += [(at + side, part) for at, part in reversed(under) for side in (1, 0)]
        corners = (f"{at * slot:.2f}% calc(100% - 100% * var(--top, 1) * {part:.4f})" for at, part in edge)
        drawn.append(el("u", class_="expected", style=f"clip-path:polygon({','.join(corners)})"))
    return drawn


def spoken(points: Sequence[Point], unit: str, language: str) -> list[tuple[str, str]]:
    """Each week and its number, as they are read out; nothing where no week is known."""
    known = [one.value for one in points if one.value is not None]
    most = max(known, default=0) or 1
    said = [
        (day(one.day), expected_words(one, f"{_said(one, unit, language, most=most)}{_part(one, language)}", language))
        for one in points
    ]
    return said if known else []


def _part(one: Point, language: str, *, inside: bool = True) -> str:
    """How many days are there, where some are missing; `inside` a text that goes on in brackets."""
    if not one.partial or one.coverage is None:
        return ""
    said = portion(one.coverage)[language]
    if not inside:
        return f"  {said}"
    return f"（{said}）" if language != "en" else f" ({said})"


def _labelled(points: Sequence[Point], texts: Sequence[str]) -> set[int]:
    last = len(points) - 1
    if all(len(text) <= LETTERS for text in texts):
        return set(range(len(points)))
    top = max(range(len(points)), key=lambda index: points[index].value or 0)
    return {last, *({0} if last >= APART else ()), *({top} if APART <= top <= last - APART else ())}


def _top(one: Point) -> float:
    """The upper end of what is drawn over a week: its column, or what was expected behind it."""
    high = one.expected.high if one.expected else None
    return max(one.value or 0, high or 0)


def _clear(points: Sequence[Point], index: int, letters: int) -> float:
    """How high a label stands over its own column, so that it does not run into what it is as wide as."""
    own, reach = points[index].value or 0, (letters + 1) // LETTERS - 1
    near = [_top(one) for one in points[max(index - reach, 0) : index + reach + 1]]
    return max(near) / own if own else 0


def _place(one: Point, index: int, count: int, *, wide: bool) -> str | None:
    """The last column stands out, one of which days are missing is outlined; wide labels at either end stay inside."""
    edge = "begin" if index == 0 else "end" if index == count - 1 else None
    off = "holiday" if one.expected and one.expected.holiday else None
    classes = ["emphasis" if index == count - 1 else None, edge if wide else None]
    classes += ["partial" if one.partial else None, off, "outside" if one.unusual else None]
    return " ".join(name for name in classes if name) or None


def _said(one: Point, unit: str, language: str, *, most: float) -> str:
    """Exact where the highest is below a hundred thousand: a row of 8,140 and 1万 could not be compared."""
    if one.value is not None and UNITS[unit].style == UnitStyle.VOLUME and most < EXACT_BELOW:
        return count(one.value)
    return written(Number(one.value, unit, note=Note.NO_DATA), language)
