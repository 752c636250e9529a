"""How old a number is: a dot whose shape and colour say the same, and the day beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cockpit.board.board import Source, Stale
from cockpit.calendar import SHANGHAI
from cockpit.marks.element import Element, el
from cockpit.metrics.freshness import STATE_NAMES, SourceState
from cockpit.metrics.number import Note, Number
from cockpit.store.vocabulary import DeliveryMode, Provenance
from cockpit.units import Text, day
from cockpit.units.messages import message


@dataclass(frozen=True)
class FreshnessMark:
    """A number that is `lost` is the last one that came."""

    state: SourceState
    words: Text
    lost: bool = False


NOT_YET = FreshnessMark(SourceState.NOT_CONNECTED, STATE_NAMES[SourceState.NOT_CONNECTED])
SILENT = FreshnessMark(SourceState.NOT_CONNECTED, Text("", ""))
UNKNOWN = Text("时效未知", "age not known")
UNANNOUNCED = Text("放假安排未公布", "days off not announced")
LOST = (SourceState.BROKEN, SourceState.STOPPED)


def of(number: Number, source: Source | None, stale: Stale | None = None) -> FreshnessMark:
    """A published number is as good as the day it was published for; any other is as good as its source."""
    if number.value is None:
        return NOT_YET if number.note == Note.NOT_CONNECTED else SILENT
    if number.provenance != Provenance.PUBLISHED:
        if stale is not None:
            return FreshnessMark(SourceState.BROKEN, _moment(stale.since), lost=True)
        if source is not None and (found := _of_source(number, source)):
            return found
    return FreshnessMark(SourceState.CURRENT, Text(day(number.as_of), day(number.as_of)))


def _of_source(number: Number, source: Source) -> FreshnessMark | None:
    """None where nothing is overdue."""
    if source.state in LOST:
        return FreshnessMark(source.state, _moment(source.newest_at), lost=True)
    if source.state == SourceState.LATE:
        return FreshnessMark(SourceState.LATE, overdue(source.overdue_hours, working=source.on_working_days))
    if source.state == SourceState.UNKNOWN:
        return FreshnessMark(SourceState.UNKNOWN, UNKNOWN)
    if _missed(number, source):
        return FreshnessMark(SourceState.STOPPED, Text(day(number.since), day(number.since)))
    return None


def _missed(number: Number, source: Source) -> bool:
    """Whether a row of its own was due by its day and did not come, though its source is in time."""
    if source.delivers != DeliveryMode.DAYS or number.since is None or number.as_of is None:
        return False
    return (number.as_of - number.since).days * 24 >= source.cadence_hours


def dot(freshness: FreshnessMark, language: str) -> Element | None:
    if not freshness.words[language]:
        return None
    state = None if freshness.state == SourceState.CURRENT else freshness.state
    return el("span", freshness.words[language], class_="fresh", data_f=state)


def overdue(hours: int, *, working: bool = False) -> Text:
    """`working`: they are hours of working time, which are not made days."""
    said = hours or message("freshness.under_one")
    if working:
        return message("freshness.working_hours", hours=said)
    if hours < 48:
        return message("freshness.hours", hours=said)
    return message("freshness.days", days=hours // 24)


def _moment(moment: datetime | None) -> Text:
    if moment is None:
        return Text("中断", "lost")
    written = moment.astimezone(SHANGHAI).strftime("%m-%d %H:%M")
    return Text(written, written)
