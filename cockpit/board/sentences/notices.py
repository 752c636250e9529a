"""The alert strip: what is broken, what needs a decision, what is not there yet. Worst first."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from cockpit.board.board import BoardReconciliation, Notice, Row, Source
from cockpit.board.keys import NoticeKey
from cockpit.board.sentences.alert_notices import (
    Courses,
    of_audit,
    of_courses,
    of_reconciliations,
    of_sources,
    unannounced,
)
from cockpit.board.sentences.sentence_numbers import Draft, quote
from cockpit.board.sentences.volume_sentences import gap_quotes, widest_gap
from cockpit.board.standing_difference import StandingDifference
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note
from cockpit.metrics.subject import data_of
from cockpit.store.vocabulary import LibraryState
from cockpit.units import Text, day
from cockpit.units.messages import Counted, message

LEVELS = tuple(AlertLevel)


def notices(
    draft: Draft,
    reconciliations: tuple[BoardReconciliation, ...],
    sources: tuple[Source, ...],
    *,
    courses: Courses | None = None,
    owners: Mapping[str, Text] | None = None,
    fallen: Collection[str] = (),
    audited: StandingDifference | None = None,
) -> tuple[Notice, ...]:
    """`owners` are those of the metrics, from the register of sources; `fallen` alerts of daily sums that stand.

    `audited` is what the last audit found, which a live board says.
    """
    found = [
        *of_audit(audited),
        *of_sources(sources),
        *unannounced(sources),
        *_gap(draft),
        *of_reconciliations(reconciliations),
        *of_courses(draft, courses or {}, fallen),
        *_libraries(draft),
        *_sharing(draft),
        *_silent(draft),
        *_meetings(draft, sources),
        *_target(draft),
    ]
    owned = [one if one.owner else replace(one, owner=(owners or {}).get(one.metric or "")) for one in found]
    return tuple(sorted(owned, key=lambda notice: LEVELS.index(notice.level)))


def _gap(draft: Draft) -> list[Notice]:
    row = widest_gap(draft)
    if row is None:
        return []
    _, _, gap = gap_quotes(row)
    text = message("notice.gap", library=row.short, missing=Counted(gap.words, gap.value))
    return [
        Notice(
            AlertLevel.WARNING,
            "volumes",
            gap.metric,
            text,
            ("overview", "volumes"),
            (gap,),
            name=str(NoticeKey("volumes.items_missing", row.code)),
            members=(("library", row.code),),
        )
    ]


def _libraries(draft: Draft) -> list[Notice]:
    found = []
    for row in draft.tables["libraries"]:
        about = (("library", row.code),)
        if row.get("state") == LibraryState.BUILDING:
            text = message("notice.building", library=row.short)
            scenes: tuple[str, ...] = ("overview", "volumes")
            found.append(Notice(AlertLevel.INFORMATION, "volumes", "volumes.records", text, scenes, members=about))
        elif row["volumes.items_stored"].note == Note.NOT_PUBLISHED:
            text = message("notice.stored_unpublished", library=row.short)
            found.append(
                Notice(AlertLevel.INFORMATION, "volumes", "volumes.items_stored", text, ("volumes",), members=about)
            )
    return found


def _sharing(draft: Draft) -> list[Notice]:
    rows = [row for row in draft.tables["scenarios"] if row["sharing.scenario_departments"].value is None]
    unnamed = [row for row in rows if not (row.get("note") or {}).get("zh") or "未公布" in row.get("note")["zh"]]
    if not unnamed or len(rows) == len(draft.tables["scenarios"]):
        return []
    text = message("notice.scenarios", count=len(unnamed))
    members = tuple(("scenario", row.code) for row in unnamed)
    return [Notice(AlertLevel.INFORMATION, "sharing", "sharing.scenarios", text, ("sharing",), members=members)]


def _silent(draft: Draft) -> list[Notice]:
    """By subject, who has stopped to report what; the one unit with its day."""
    held: dict[str, list[tuple[Row, Mapping[str, str]]]] = {}
    for row in draft.tables["quiet"]:
        for owing in row.get("owing", ()):
            held.setdefault(owing["subject"], []).append((row, owing))
    found = []
    for subject, rows in held.items():
        data, (first, owing) = data_of(subject), rows[0]
        text = (
            message("notice.silent", unit=first.short, day=day(owing["since"]), data=data)
            if len(rows) == 1
            else message("notice.silent_units", count=len(rows), data=data)
        )
        members = tuple(("unit", row.code) for row, _ in rows)
        found.append(Notice(AlertLevel.INFORMATION, subject, owing["metric"], text, (subject,), members=members))
    return found


def _meetings(draft: Draft, sources: tuple[Source, ...]) -> list[Notice]:
    found = []
    if draft.metrics["meetings.served"].published_qualifier:
        text = message("notice.served")
        found.append(Notice(AlertLevel.INFORMATION, "meetings", "meetings.served", text, ("meetings",)))
    rooms = METRICS["meetings.endpoints_online"].source
    if any(one.code == rooms and one.state == SourceState.NOT_CONNECTED for one in sources):
        text = message("notice.rooms")
        found.append(Notice(AlertLevel.INFORMATION, "meetings", "meetings.endpoints_online", text, ("meetings",)))
    return found


def _target(draft: Draft) -> list[Notice]:
    days = draft.sayable("targets.days_left")
    if days is None:
        return []
    target = min(
        (row for row in draft.tables["targets"] if row["targets.days_left"].value == days.value),
        key=lambda row: row.code,
    )
    connected = target["targets.current"].value is not None
    left = quote("targets.days_left", days)
    called, counted = Text(target.short.zh, target.name.en), Counted(left.words, left.value)
    text = (
        message("notice.days_left", target=called, days=counted)
        if connected
        else message("notice.days_left_unknown", target=called, days=counted, action=target.get("action")["zh"])
    )
    members = (("target", target.code),)
    return [Notice(AlertLevel.INFORMATION, "targets", "targets.days_left", text, ("phone",), (left,), members=members)]
