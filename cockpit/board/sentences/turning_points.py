"""What has turned since the board before: targets reached or missed, differences opened or closed, sources late."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from cockpit.board.change import Change, ChangeKind, change
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import name, value, whole
from cockpit.metrics.freshness import OVERDUE, WORST_FIRST, SourceState
from cockpit.metrics.metric import Direction
from cockpit.metrics.number import Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.units import Text

if TYPE_CHECKING:
    from cockpit.board.board import Board, Row
    from cockpit.board.records import BoardReconciliation, Source

BETWEEN = Text("", " between total and parts")
NAMED = 2
OVER = {
    SourceState.LATE: Text("延迟", ""),
    SourceState.STOPPED: Text("停更，超时", "stopped, overdue for "),
    SourceState.BROKEN: Text("中断，超时", "lost for "),
}
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
    ceiling = row.get("good") == Direction.DOWN
    ends = {
        (True, False): (Text("，达到", ": the target of "), Text("的目标", " is reached")),
        (False, False): (Text("，不再达到", ": below the target of "), Text("的目标", "")),
        (True, True): (Text("，回到", ": back within the limit of "), Text("的上限以内", "")),
        (False, True): (Text("，超出", ": above the limit of "), Text("的上限", "")),
    }
    lead, tail = ends[now, ceiling]
    if current.words.zh == goal.words.zh:  # written alike, so only the target is said
        near = Text("略超", " just above the limit of ") if ceiling else Text("略低于", " just below the target of ")
        lead = lead if now else Text(near.zh, f":{near.en}")
        return [Text(called.zh, called.en), Text(lead.zh.removeprefix("，"), lead.en), goal, tail]
    comma = Text(lead.zh, lead.en.replace(": ", ", ", 1))
    return [Text(called.zh, f"{called.en}: "), current, comma, goal, tail]


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
            begun = Text(f"{called.zh}总数与分项新出现差额", f"{called.en}: a new difference of ")
            pieces = [begun, _apart(one), BETWEEN]
        elif gone:
            begun = Text(f"{called.zh}总数与分项的差额", f"{called.en}: the difference of ")
            pieces = [begun, _apart(was, then=True), Text("已消除", f"{BETWEEN.en} is gone")]
        elif one.verdict == was.verdict == Verdict.DIFFERS and _other(one, was):
            begun = Text(f"{called.zh}总数与分项的差额由", f"{called.en}: the difference{BETWEEN.en} went from ")
            pieces = [begun, _apart(was, then=True), Text("变为", " to "), _apart(one)]
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
        said = said if len(behind) <= NAMED else [*said, Text("等", " and others")]
    elif back:
        names = [name(one.name) for one in sorted(back, key=lambda one: one.code)[:NAMED]]
        said = [Text("，" + "、".join(one.zh for one in names) + "已恢复", "; " + " and ".join(one.en for one in names)
                     + (" are back" if len(names) > 1 else " is back"))]  # fmt: skip
    if not said:
        return
    new = any(was.get(one.code) == SourceState.CURRENT for one in behind)
    yield change(
        ChangeKind.SOURCE,
        "trust.sources_current",
        [
            Text("", "Of "),
            value("trust.sources", total),
            Text("数据来源中", " sources, " if total.value != 1 else " source, "),
            value("trust.sources_current", current),
            Text("按时", " in time"),
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
    return [Text("，", ", "), value("trust.sources_unknown", unknown), Text("时效未知", " not known")]


def _place(one: Source) -> int:
    return WORST_FIRST.index(one.state)


def _late(one: Source) -> list[Text | Quote]:
    called = name(one.name)
    like = Number(None, "hour", provenance=one.provenance)
    member = RowKey("sources", one.code)
    late = whole("trust.sources_current", one.overdue_hours, "hour", member=member, part=PartKey("overdue"), like=like)
    state = OVER[one.state]
    hours = f"{' working' if one.on_working_days else ''} {'hour' if one.overdue_hours == 1 else 'hours'}"
    return [
        Text(f"，{called.zh}{state.zh}", f"; {called.en} {state.en}"),
        late,
        Text(
            "（工作时间）" if one.on_working_days else "", f"{hours}{' late' if one.state == SourceState.LATE else ''}"
        ),
    ]
