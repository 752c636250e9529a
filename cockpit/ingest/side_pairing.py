"""The two sides of one exchange over X-Road, brought together by request id: now, later, or never."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cockpit.ingest.refusal import Unfit
from cockpit.store.pending_sides import PendingSide, PendingSides, SidesChange, SideState

Record = Mapping[str, Any]
ENDS = {"client": "client", "producer": "producer"}
IDENTITY = ("XRoadInstance", "MemberClass", "MemberCode", "SubsystemCode")
KEPT = (
    "requestInTs",
    "responseOutTs",
    "requestSize",
    "responseSize",
    "requestSoapSize",
    "responseSoapSize",
    "requestRestSize",
    "responseRestSize",
    "responseMimeSize",
    "serviceCode",
    "serviceVersion",
    "succeeded",
    *(f"{end}{part}" for end in ("client", "service") for part in IDENTITY),
)
"""What is needed of a record."""


@dataclass(frozen=True)
class Exchange:
    """`at_ms` is set where it was closed before with one side: its moment stays, so its day does.

    `held` is the side that was known of it before.
    """

    request_id: str
    sides: Mapping[str, Record]
    place: str
    line: int | None
    held: PendingSide
    at_ms: int | None = None
    replaces: bool = False


@dataclass
class Pairs:
    """Brings sides together; `kept` are those of the loads before, of which only the ones are read that are asked for.

    `now` is a moment in Shanghai without an offset.
    """

    now: datetime
    wait: timedelta
    keep: timedelta
    kept: PendingSides
    repeated: int = 0
    paired: int = 0
    known: dict[str, PendingSide | None] = field(default_factory=dict)
    before: dict[str, PendingSide | None] = field(default_factory=dict)

    def look_up(self, records: Iterable[Record]) -> None:
        """Read what is kept of their ids; every record must have been looked up before it is added."""
        keys = set()
        for record in records:
            with suppress(Unfit):
                keys.add(_short(_id(record)))
        keys -= self.known.keys()
        self._found(dict.fromkeys(keys) | {one.key: one for one in self.kept.find(keys)})

    def add(self, record: Record, *, place: str, line: int | None) -> Exchange | None:
        """The exchange that the record completes; None where it waits or was there already. Unfit without an id."""
        end = ENDS.get(str(record.get("securityServerType", "")).lower())
        if end is None:
            raise Unfit(
                zh=("securityServerType既不是Client也不是Producer。", "请提供原始运行记录。"),
                en=("securityServerType is neither Client nor Producer.", "Deliver raw operational records."),
                field="securityServerType",
                value=record.get("securityServerType"),
            )
        request_id = _id(record)
        key = _short(request_id)
        kept = {name: record[name] for name in KEPT if record.get(name) is not None}
        held = self.known[key]
        if held is None:
            self.known[key] = PendingSide(key, SideState.WAITS, self.now, request_id, end, kept, place, line)
            return None
        if held.state == SideState.DONE or held.end == end:
            self.repeated += 1
            return None
        self.known[key] = PendingSide(key, SideState.DONE, self.now)
        closed = held.state == SideState.CLOSED
        at_ms = held.record.get("requestInTs") if closed else None
        self.paired += not closed
        return Exchange(request_id, {held.end: held.record, end: kept}, place, line, held, at_ms, replaces=closed)

    def close(self) -> list[Exchange]:
        """The sides that have waited long enough."""
        until = self.now - self.wait
        waiting = {one.key: one for one in self.kept.waiting_since(until) if one.key not in self.known}
        self._found(waiting)
        found = [one for one in self.known.values() if one and one.state == SideState.WAITS and one.seen <= until]
        for one in found:
            self.known[one.key] = replace(one, state=SideState.CLOSED)
        return [Exchange(one.request_id, {one.end: one.record}, one.place, one.line, one) for one in found]

    def refused(self, exchange: Exchange) -> None:
        """It did not land: its sides count as not delivered, so that they can be tried again."""
        self.known[exchange.held.key] = exchange.held if exchange.replaces else None

    @cached_property
    def waited(self) -> int:
        """How many sides of earlier loads waited when this one began."""
        return self.kept.waiting()

    def waiting(self) -> int:
        """How many sides wait, those of earlier loads with them."""
        counts = [sum(one is not None and one.state == SideState.WAITS for one in held.values())
                  for held in (self.before, self.known)]  # fmt: skip
        return self.waited - counts[0] + counts[1]

    def changed(self) -> SidesChange:
        put = [one for key, one in self.known.items() if one is not None and one != self.before[key]]
        gone = [key for key, one in self.known.items() if one is None and self.before[key] is not None]
        return SidesChange(put, gone, self.now, self.keep)

    def _found(self, sides: Mapping[str, PendingSide | None]) -> None:
        self.before.update(sides)
        self.known.update(sides)


def _id(record: Record) -> str:
    """The request id; older records have none, and are known by message id and ends as correctors of X-Road do it."""
    request_id = record.get("xRequestId")
    if isinstance(request_id, str) and 0 < len(request_id.strip()) <= 120:
        return request_id.strip()
    message_id = record.get("messageId")
    if not isinstance(message_id, str) or not message_id.strip():
        raise Unfit(
            zh=("既没有xRequestId也没有messageId。", "请提供带编号的记录。"),
            en=("there is neither xRequestId nor messageId.", "Deliver records with an id."),
            field="xRequestId",
        )
    ends = [str(record.get(f"{end}{part}")) for end in ("client", "service") for part in IDENTITY]
    whole = "|".join((message_id, *ends, str(record.get("serviceCode"))))
    return f"message-{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _short(request_id: str) -> str:
    return hashlib.sha256(request_id.encode("utf-8", "replace")).hexdigest()[:16]
