"""The conclusion of a page whose own sentence has nothing to say: real numbers that it shows, or that it shows none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.board.board import Headline
from cockpit.board.keys import RowKey
from cockpit.board.sentences.measure_words import in_words, name, value
from cockpit.board.sentences.sentence_numbers import Draft, SentenceDraft, sayable
from cockpit.calendar import PERIOD_DAYS, Period
from cockpit.metrics.measure import MeasureKind, When
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Number
from cockpit.metrics.subject import subject_of, subjects
from cockpit.units import Text

KINDS = (MeasureKind.LEVEL, MeasureKind.SUM, MeasureKind.COUNT, MeasureKind.PUBLISHED)
"""Kinds of metric that a sentence tells first; shares, percentiles and gains need their whole beside them."""
MOST = 2
STOPS = {"；": ";", "。": "."}


@dataclass(frozen=True)
class PageNumber:
    """A number that stands on a page: of the city, or of a row of a table, which has a name."""

    metric: str
    number: Number
    member: RowKey | None = None
    called: Text | None = None


def shown(draft: Draft, as_of: date, of: Sequence[str] | None = None) -> list[PageNumber]:
    """Every number of these subjects on this day: those of the city first, then those of the rows of the tables.

    Without subjects it is of all of them, as the overview and the front of a week show them.

    What is counted in a register is known as it stands now, and of no day before.
    """
    of = [one.name for one in subjects()] if of is None else of
    registered = {name: _registered(name) for name in METRICS.names() if subject_of(name) in of}

    def stands(metric: str, number: Number) -> bool:
        return metric in registered and (not registered[metric] or number.as_of in (None, as_of))

    found = [PageNumber(metric, number) for metric, number in draft.metrics.items() if stands(metric, number)]
    found += [
        PageNumber(metric, number, RowKey(table, row.code), row.short)
        for table, rows in draft.tables.items()
        for row in rows
        for metric, number in row.numbers.items()
        if stands(metric, number)
    ]
    return found


def page_headline(
    numbers: Sequence[PageNumber], as_of: date, *, period: Period = Period.WEEK, of: Text | None = None
) -> Headline:
    """`of` is whose page it is; without it the day is named. An invented number never enters the sentence."""
    real = sorted((one for one in numbers if sayable(one.number)), key=_order)[:MOST]
    if real:
        return _told(real, period, of)
    if any(one.number.value is not None for one in numbers):
        return _invented(of, as_of)
    about = of or Text(as_of.isoformat(), as_of.isoformat())
    return SentenceDraft().say(f"{about.zh}没有数据。", f"No data for {about.en}.").done()


def _order(one: PageNumber) -> tuple[bool, bool]:
    """What data makes before what is merely registered; Python keeps the order of the page among equals."""
    return _registered(one.metric), METRICS[one.metric].measure.kind not in KINDS


def _registered(metric: str) -> bool:
    measure = METRICS[metric].measure
    return not measure.facts and measure.kind != MeasureKind.PUBLISHED


def _told(real: Sequence[PageNumber], period: Period, of: Text | None) -> Headline:
    line = SentenceDraft()
    for one in real:
        first, last = one is real[0], one is real[-1]
        stop = "。" if last else "；"
        said = value(one.metric, one.number, member=one.member)
        title, whose = METRICS[one.metric].title, one.called and name(one.called)
        days = in_words(PERIOD_DAYS[period]) if _flows(one.metric) else None
        over = Text(f"近{days.zh}天", f", last {days.en} days") if days else Text("", "")
        if days and one.number.partial and one.number.coverage:
            there = in_words(one.number.coverage.there)
            over = Text(f"{over.zh}（有数{there.zh}天）", f"{over.en}, {there.en} of them there")
        if of and first:
            line.say(of.zh, f"{of.en}:")
        line.say(f"{whose.zh if whose else ''}{over.zh}{title.zh}", f"{f'{whose.en}, ' if whose else ''}{title.en}")
        line.say(f"{said.words.zh}{stop}", f"{said.words.en}{over.en}{STOPS[stop]}", said, ends=not last)
    return line.done()


def _flows(metric: str) -> bool:
    """Whether it is of the period that the board is of: other rows make it where the period is longer."""
    measure, day = METRICS[metric].measure, date.max
    week, month = (measure.behind(When(day, day - timedelta(days=length))) for length in (7, 30))
    return week != month


def _invented(of: Text | None, as_of: date) -> Headline:
    about = of or Text(as_of.isoformat(), as_of.isoformat())
    every = Text("所列数字均为", "every figure shown is") if of else Text("当日数字均为", "its figures are")
    line = SentenceDraft().say(f"{about.zh}没有公布", "Nothing published or measured")
    line.say("或实测的数字；", f"for {about.en};", ends=True)
    return line.say(every.zh, every.en).say("演示或空缺。", "demonstration data or missing.").done()
