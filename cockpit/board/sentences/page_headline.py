"""The conclusion of a page whose own sentence has nothing to say: real numbers that it shows, or that it shows none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.board.board import Headline
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.measure_words import in_words, lowered, name, value, worded
from cockpit.board.sentences.sentence_numbers import Draft, SentenceDraft, mark, sayable
from cockpit.calendar import PERIOD_DAYS, Period
from cockpit.metrics.measure import MeasureKind, When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.metrics.subject import subject_of, subjects
from cockpit.units import Text
from cockpit.units.messages import message

KINDS = (MeasureKind.LEVEL, MeasureKind.SUM, MeasureKind.COUNT, MeasureKind.PUBLISHED)
"""Kinds of metric that a sentence tells first; shares, percentiles and gains need their whole beside them."""
MOST = 2
LONGEST_PLACE = 60
"""Letters: a unit that a page is about is called by its whole name."""
NOTHING = Text("", "")


@dataclass(frozen=True)
class PageNumber:
    """A number that stands on a page: of the city, or of a row of a table, which has a name.

    `part` is what of it stands there, where that is not the number itself.
    """

    metric: str
    number: Number
    member: RowKey | None = None
    called: Text | None = None
    part: PartKey | None = None


def shown(draft: Draft, as_of: date, of: Sequence[str] | None = None) -> list[PageNumber]:
    """Every number of these subjects on this day: those of the city first, then those of the rows of the tables.

    Without subjects it is of all of them, as the overview and the front of a week show them.
    """
    asked = _asked(of)
    registered = {metric: _registered(metric) for metric in METRICS.names() if subject_of(metric) in asked}

    def standing(metric: str, number: Number) -> bool:
        return metric in registered and (not registered[metric] or number.as_of in (None, as_of))

    return [
        *(PageNumber(metric, number) for metric, number in draft.metrics.items() if standing(metric, number)),
        *(
            PageNumber(metric, number, RowKey(table, row.code), row.short)
            for table, rows in draft.tables.items()
            for row in rows
            for metric, number in row.numbers.items()
            if standing(metric, number)
        ),
    ]


def _asked(of: Sequence[str] | None) -> Sequence[str]:
    return of or [subject.name for subject in subjects()]


def stands(one: PageNumber, as_of: date, of: Sequence[str] | None = None) -> bool:
    """Whether it is a number of these subjects on this day.

    What is counted in a register is known as it stands now, and of no day before.
    """
    if one.metric not in METRICS or subject_of(one.metric) not in _asked(of):
        return False
    return not _registered(one.metric) or one.number.as_of in (None, as_of)


def page_headline(
    numbers: Sequence[PageNumber], as_of: date, *, period: Period = Period.WEEK, of: Text | None = None
) -> Headline:
    """`of` is whose page it is; without it the day is named. An invented number enters no sentence but one of invented
    numbers alone, which says so at its end."""
    of = name(of, most=LONGEST_PLACE) if of else None
    known = [one for one in numbers if one.number.value is not None]
    real = [one for one in known if sayable(one.number)]
    if real:
        return _told(_first(real), period, of)
    if demo := [one for one in known if one.number.demo]:
        return _told(_first(demo), period, of, invented=True)
    if known:
        return SentenceDraft().say(message("page.unknown_origin", about=_about(of, as_of))).done()
    return SentenceDraft().say(message("page.nothing", about=_about(of, as_of))).done()


def _first(numbers: Sequence[PageNumber]) -> list[PageNumber]:
    """Those that a sentence tells; a unit that stands in two tables is told once."""
    found: dict[tuple[str, str | None], PageNumber] = {}
    for one in numbers:
        found.setdefault((one.metric, one.member.code if one.member else None), one)
    return sorted(found.values(), key=_order)[:MOST]


def _about(of: Text | None, as_of: date) -> Text:
    return of or Text(as_of.isoformat(), as_of.isoformat())


def _order(one: PageNumber) -> tuple[bool, bool]:
    """What data makes before what is merely registered; Python keeps the order of the page among equals."""
    return _registered(one.metric), METRICS[one.metric].measure.kind not in KINDS


def _registered(metric: str) -> bool:
    measure = METRICS[metric].measure
    return not measure.facts and measure.kind != MeasureKind.PUBLISHED


def _told(numbers: Sequence[PageNumber], period: Period, of: Text | None, *, invented: bool = False) -> Headline:
    line = SentenceDraft()
    if of:
        line.say(message("page.about", name=of))
    for one in numbers:
        last = one is numbers[-1]
        over, title = _over(one, period), METRICS[one.metric].title
        said = value(one.metric, one.number, member=one.member)
        if one.called:
            line.say(message("page.number_of", name=name(one.called), over=over or NOTHING, title=lowered(title)))
        else:
            line.say(message("page.number", over=over or NOTHING, title=title))
        end = (message("page.invented") if invented else mark("stop")) if last else mark("clause")
        line.say(message("page.value", number=said.words, over=over or NOTHING, end=end), said, ends=not last)
    return line.done()


def _over(one: PageNumber, period: Period) -> Text | None:
    """The days that a number is over, and how many of them are there; None for a number of one day."""
    if not _flows(one.metric):
        return None
    days, covered = worded(PERIOD_DAYS[period]), one.number.coverage
    if one.number.partial and covered:
        return message("page.over_part", days=days, there=in_words(covered.there))
    return message("page.over", days=days)


def _flows(metric: str) -> bool:
    """Whether it is of the period that the board is of: other rows make it where the period is longer."""
    measure, day = METRICS[metric].measure, date.max
    week, month = (measure.behind(When(day, day - timedelta(days=length))) for length in (7, 30))
    return week != month
