"""What was expected of the weeks of a course, behind its line: bands, holidays, and what lies outside."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from cockpit.board.board import Point
from cockpit.metrics.expected_band import Expected
from cockpit.units import Text

KEY = Text("预期区间", "expected range")
EDGES = (Text("预期下限", "expected, lowest"), Text("预期上限", "expected, highest"))
"""The lower and the upper edge of the band, where they stand in columns."""
HOLIDAY = Text("节假日", "holiday")
OUTSIDE = Text("在预期区间之外", "outside the expected range")


@dataclass(frozen=True)
class HolidaySpan:
    """Steps of a course, from the first to the last, whose weeks hold days of one holiday."""

    first: int
    last: int
    name: Text


@dataclass(frozen=True)
class ForecastPoint(Point):
    """The step after the newest, of which nothing is known but what it is expected to be."""


def continued(points: Sequence[Point], forecast: Expected | None) -> list[Point]:
    """The steps of a course, and the one that comes where anything is expected of it."""
    if not points or forecast is None:
        return list(points)
    return [*points, ForecastPoint(points[-1].day + timedelta(days=7), None, None, expected=forecast)]


def newest(points: Sequence[Point]) -> int:
    """The place of the last step that is no forecast."""
    return max((at for at, point in enumerate(points) if not isinstance(point, ForecastPoint)), default=-1)


def band_runs(points: Sequence[Point], *, least: int = 2) -> list[list[tuple[int, float, float]]]:
    """Stretches of at least so many steps of which a band is known, each with its lowest and highest expected value."""
    runs: list[list[tuple[int, float, float]]] = [[]]
    for at, point in enumerate(points):
        one = point.expected
        if one is None or one.low is None or one.high is None:
            runs.append([])
        else:
            runs[-1].append((at, one.low, one.high))
    return [run for run in runs if len(run) >= least]


def band_values(points: Sequence[Point]) -> list[float]:
    """What an axis has to hold beside the values."""
    return [value for run in band_runs(points) for _, low, high in run for value in (low, high)]


def holiday_spans(points: Sequence[Point]) -> list[HolidaySpan]:
    """A holiday that reaches into two weeks is one span."""
    spans: list[HolidaySpan] = []
    for at, point in enumerate(points):
        name = point.expected.holiday if point.expected else None
        if name is None:
            continue
        if spans and spans[-1].last == at - 1 and spans[-1].name == name:
            spans[-1] = HolidaySpan(spans[-1].first, at, name)
        else:
            spans.append(HolidaySpan(at, at, name))
    return spans


def outside(points: Sequence[Point]) -> list[int]:
    """Steps that are whole and were not to be expected, by enough like weeks."""
    return [at for at, point in enumerate(points) if point.unusual]


def expected_words(point: Point, written: str, language: str) -> str:
    """What is read out beside a number: its holiday, and that it lies outside; nothing of an ordinary week."""
    said = [point.expected.holiday[language]] if point.expected and point.expected.holiday else []
    said += [OUTSIDE[language]] if point.unusual else []
    joined = ("，" if language != "en" else ", ").join([written, *said])
    return joined
