"""The declared alerts, held against a board: which of them stand, and in which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from cockpit.board.board import BoardReconciliation, Notice, Point, Source
from cockpit.board.keys import NoticeKey
from cockpit.board.sentences.measure_words import listed
from cockpit.board.sentences.sentence_numbers import Draft, apart, quote
from cockpit.board.standing_difference import StandingDifference
from cockpit.metrics.alert import (
    ALERTS,
    Alert,
    AlertLevel,
    AuditRule,
    ChangeRule,
    DifferenceRule,
    FreshnessRule,
    ThresholdRule,
    raised,
)
from cockpit.metrics.metric import METRICS
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.subject import is_area, title_of
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from cockpit.units.messages import filled, message

REAL = (Provenance.PUBLISHED, Provenance.MEASURED)

NAMED = 2
"""Sources that one line names."""

Courses = Mapping[str, Sequence[Point]]


def of_sources(sources: tuple[Source, ...]) -> list[Notice]:
    """A source that is broken, stopped or late, in the order of the register."""
    rules = [alert for alert in ALERTS if isinstance(alert.rule, FreshnessRule)]
    fed = Counter(source.subject for source in sources)
    return [
        notice
        for source in sources
        for alert in rules
        if isinstance(alert.rule, FreshnessRule) and source.state == alert.rule.state
        for notice in _source(alert, source, alone=fed[source.subject] == 1)
    ]


def _source(alert: Alert, source: Source, *, alone: bool) -> list[Notice]:
    """`alone`: no other source feeds its area."""
    words = alert.text if source.newest_at else alert.empty
    if words is None:
        return []
    newest, read = _moment(source.newest_at), _read(source)
    hours = _hours(source)
    area = _area(source, alone=alone)
    subject = source.subject or alert.subject
    text = filled(words, area=area, source=source.name, newest=newest, hours=hours, read=read)
    # Only what has to be handled stands on the overview too.
    scenes = (subject,) if alert.level == AlertLevel.INFORMATION and is_area(subject) else ("overview", subject)
    return [
        Notice(
            alert.level,
            subject,
            None,
            text,
            scenes,
            name=str(NoticeKey(alert.name, source.code)),
            owner=source.owner,
            members=(("source", source.code),),
        )
    ]


def _hours(source: Source) -> Text:
    """Of a source that delivers on working days alone they are hours of working time."""
    hours = _number(source.overdue_hours)
    return message("freshness.working", hours=hours) if source.on_working_days else hours


def _number(hours: int) -> Text:
    return Text(str(hours), str(hours)) if hours else message("freshness.under_one")


def unannounced(sources: tuple[Source, ...]) -> list[Notice]:
    """Sources of which it depends on days off that are not announced whether they are late."""
    found = [source for source in sources if source.unannounced]
    if not found:
        return []
    more = message("turn.and_others") if len(found) > NAMED else Text("", "")
    text = message("notice.unannounced", sources=listed([one.name for one in found[:NAMED]]), more=more)
    members = tuple(("source", one.code) for one in found)
    return [Notice(AlertLevel.INFORMATION, "trust", None, text, ("overview", "trust"), members=members)]


def _area(source: Source, *, alone: bool) -> Text:
    """What feeds no single area, or feeds one together with others, is called by its own name."""
    if source.subject is None:
        return source.name
    area = title_of(source.subject)
    return area if alone else message("notice.area", subject=area, source=source.name)


def _read(source: Source) -> Text:
    """That it was read, and its data is old; nothing where a mark that was written by hand does not say when."""
    if source.read_at is None:
        return Text("", "")
    return message("notice.read", at=_moment(source.read_at))


def _moment(at: datetime | None) -> str:
    return at.strftime("%m-%d %H:%M") if at else ""


def of_reconciliations(reconciliations: tuple[BoardReconciliation, ...]) -> list[Notice]:
    """Differences to totals that were published or measured: with an invented one there is nothing to check."""
    rules = [alert for alert in ALERTS if isinstance(alert.rule, DifferenceRule)]
    ordered = sorted(reconciliations, key=lambda each: each.subject != "sharing")
    return [
        _difference(alert, one)
        for one in ordered
        for alert in rules
        if isinstance(alert.rule, DifferenceRule)
        and one.verdict == Verdict.DIFFERS
        and not one.whole.demo
        and (one.share or 0) >= alert.rule.raises
    ]


def _difference(alert: Alert, one: BoardReconciliation) -> Notice:
    gap = apart(one)
    text = filled(alert.text, title=one.title, gap=gap.words)
    name = str(NoticeKey(alert.name, one.name))
    scenes = ("overview", one.subject)
    return Notice(
        alert.level,
        one.subject,
        one.whole_metric,
        text,
        scenes,
        (gap,),
        name=name,
        owner=one.publisher,
        members=(("reconciliation", one.name),),
    )


def of_audit(standing: StandingDifference | None) -> list[Notice]:
    """That the last audit found numbers which are not what their rows make."""
    if standing is None:
        return []
    day, count = f"{standing.day:%m-%d}", f"{standing.count:,}"
    return [
        Notice(
            alert.level,
            alert.subject,
            None,
            filled(alert.text, day=day, count=count),
            ("overview", alert.subject),
            name=alert.name,
        )
        for alert in ALERTS
        if isinstance(alert.rule, AuditRule)
    ]


def of_courses(draft: Draft, courses: Courses, fallen: Collection[str] = ()) -> list[Notice]:
    """Thresholds and changes that stand at the end of their courses.

    What is invented raises nothing, nor does a week of which days are missing. A change of a daily sum is judged by
    days: those that stand are `fallen`; that of a level needs the newest week outside what was expected.
    """
    found = []
    for alert in ALERTS:
        if not isinstance(alert.rule, ThresholdRule | ChangeRule) or alert.metric is None:
            continue
        if isinstance(alert.rule, ChangeRule) and METRICS[alert.metric].daily:
            found += [_measured(alert, alert.metric, draft, None)] if alert.name in fallen else []
            continue
        points = courses.get(alert.metric, ())
        if isinstance(alert.rule, ChangeRule) and not (points and points[-1].unusual):
            continue
        real = [point.value if point.provenance in REAL and not point.partial else None for point in points]
        if raised(alert.rule, real):
            found.append(_measured(alert, alert.metric, draft, real[-1]))
    return found


def _measured(alert: Alert, metric: str, draft: Draft, value: float | None) -> Notice:
    """The number stands in the line where it is the one of the board, which over another period it is not."""
    title = METRICS[metric].title
    number = draft.sayable(metric)
    quotes = (quote(metric, number),) if number is not None and value is not None and number.value == value else ()
    text = (
        message("notice.measured", title=title, number=quotes[0].words, words=alert.text)
        if quotes
        else message("notice.unquoted", title=title, words=alert.text)
    )
    return Notice(alert.level, alert.subject, metric, text, ("overview", alert.subject), quotes, name=alert.name)
