"""What has turned since the board before: targets reached or missed, differences opened or closed, sources late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.board.change import Change, ChangeKind, change
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import listed, name, value, whole
from cockpit.metrics.freshness import OVERDUE, WORST_FIRST, SourceState
from cockpit.metrics.metric import Direction
from cockpit.metrics.number import Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.units import Text
from cockpit.units.messages import Counted, message, unwritten

if TYPE_CHECKING:
    from cockpit.board.board import Board, Row
    from cockpit.board.records import BoardReconciliation, Source

NAMED = 2
NOTHING = Text("", "")
NEW = 20.0
"""A source that has only just become late weighs that much more than one that was late already."""


def targets(board: Board, before: Board) -> Iterator[Change]:
    for row in board.tables.get("targets", ()):
        was = before.row("targets", row.code) if "targets" in before.tables else None
        now, then = _reached(row), _reached(was) if was else None
        if now is None or then is None or now == then:
            continue
        member = RowKey("targets", row.code)
        current = value("targets.current", row.numbers["targets.current"], member=member)
        goal = value("targets.goal", row.numbers["targets.goal"], member=member)
        said = _crossed(row, current, goal, now=now)
        yield change(ChangeKind.TARGET, row.get("metric") or "targets.goal", said, weight=0.0, adverse=not now)


def _reached(row: Row) -> bool | None:
    """None where the target, the number or how far it has come is not known."""
    needed = [row.numbers.get(f"targets.{name}") for name in ("goal", "current", "attainment")]
    known = [number.value for number in needed if number is not None and number.value is not None]
    return known[-1] >= 1 if len(known) == len(needed) else None


def _crossed(row: Row, current: Quote, goal: Quote, *, now: bool) -> list[Text | Quote]:
    called = name(row.short)
    kind = "limit" if row.get("good") == Direction.DOWN else "goal"
    way = f"{kind}_reached" if now else f"{kind}_missed"
    if current.words.zh == goal.words.zh:  # written alike, so only the target is said
        lead = message(f"turn.{way}_alike" if now else f"turn.{kind}_near", name=called)
        return [lead, goal, message(f"turn.{way}_end")]
    return [message("move.title", title=called), current, message(f"turn.{way}"), goal, message(f"turn.{way}_end")]


def differences(board: Board, before: Board) -> Iterator[Change]:
    held = {one.name: one for one in before.reconciliations}
    for one in board.reconciliations:
        was = held.get(one.name)
        if was is None or one.verdict == was.verdict == Verdict.AGREED:
            continue
        called = name(one.title)
        new = one.verdict == Verdict.DIFFERS and was.verdict in (Verdict.AGREED, Verdict.OVERLAPS) and one.difference
        gone = one.verdict in (Verdict.AGREED, Verdict.OVERLAPS) and was.verdict == Verdict.DIFFERS and was.difference
        pieces: list[Text | Quote] = []
        if new:
            pieces = [message("turn.opened", name=called), _apart(one), message("turn.opened_end")]
        elif gone:
            pieces = [message("turn.closed", name=called), _apart(was, then=True), message("turn.closed_end")]
        elif one.verdict == was.verdict == Verdict.DIFFERS and _other(one, was):
            begun = message("turn.changed", name=called)
            pieces = [begun, _apart(was, then=True), message("turn.changed_to"), _apart(one)]
        if pieces:
            yield change(ChangeKind.DIFFERENCE, one.whole_metric, pieces, weight=0.0, adverse=not gone)


def _other(one: BoardReconciliation, was: BoardReconciliation) -> bool:
    return bool(one.difference and was.difference and abs(one.difference) != abs(was.difference))


def _apart(one: BoardReconciliation, *, then: bool = False) -> Quote:
    """`then`: the number is one of the board before."""
    part = PartKey("before", "difference") if then else PartKey("difference")
    member = RowKey("reconciliations", one.name)
    return whole(one.whole_metric, one.difference or 0, one.whole.unit, member=member, part=part, like=one.whole)


def sources(board: Board, before: Board) -> Iterator[Change]:
    """One sentence for all of them: how many are in time, and which are not."""
    counted = (board.metrics[name] for name in ("trust.sources", "trust.sources_current"))
    total, current = (replace(number, published=None, qualifier=None) for number in counted)
    if current.value is None or not 0 <= current.value <= (total.value or -1):
        return
    was = {source.code: source.state for source in before.sources}
    behind = [one for one in board.sources if one.state in OVERDUE and one.overdue_hours > 0]
    behind.sort(key=lambda one: (was.get(one.code) != SourceState.CURRENT, _place(one), -one.overdue_hours, one.code))
    back = [one for one in board.sources if one.state == SourceState.CURRENT and was.get(one.code) in OVERDUE]
    said: list[Text | Quote] = []
    if behind:
        said = [piece for one in behind[:NAMED] for piece in _late(one)]
        said = said if len(behind) <= NAMED else [*said, message("turn.and_others")]
    elif back:
        names = [name(one.name) for one in sorted(back, key=lambda one: one.code)[:NAMED]]
        said = [message("turn.back", names=Counted(listed(names), len(names)))]
    if not said:
        return
    new = any(was.get(one.code) == SourceState.CURRENT for one in behind)
    yield change(
        ChangeKind.SOURCE,
        "trust.sources_current",
        [
            message("turn.of"),
            value("trust.sources", total),
            message("turn.sources", sources=unwritten(total.value)),
            value("trust.sources_current", current),
            message("turn.in_time"),
            *_unknown(board),
            *said,
        ],
        weight=NEW if new or back else 0.0,
        adverse=bool(behind),
    )


def _unknown(board: Board) -> list[Text | Quote]:
    """How many are counted in neither way; a board that was sealed before there was such a state has none."""
    unknown = board.metrics.get("trust.sources_unknown")
    if unknown is None or not unknown.value:
        return []
    return [message("turn.then"), value("trust.sources_unknown", unknown), message("turn.unknown")]


def _place(one: Source) -> int:
    return WORST_FIRST.index(one.state)


def _late(one: Source) -> list[Text | Quote]:
    called = name(one.name)
    like = Number(None, "hour", provenance=one.provenance)
    member = RowKey("sources", one.code)
    late = whole("trust.sources_current", one.overdue_hours, "hour", member=member, part=PartKey("overdue"), like=like)
    hours = unwritten(one.overdue_hours)
    working = message("freshness.working_end") if one.on_working_days else NOTHING
    end = message(f"turn.{one.state}_end", hours=hours, working=working)
    return [message(f"turn.{one.state}", name=called), late, end]
