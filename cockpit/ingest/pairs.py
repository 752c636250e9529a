"""The two sides of one exchange over X-Road, brought together by request id: now, later, or never."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from cockpit.ingest.refusal import Unfit

Record = Mapping[str, Any]
SIDES = {"client": "client", "producer": "producer"}
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


@dataclass
class Exchange:
    """`at_ms` is set where it was closed before with one side: its moment stays, so its day does."""

    request_id: str
    sides: dict[str, dict[str, Any]]
    place: str
    line: int | None
    at_ms: int | None = None
    replaces: bool = False


@dataclass
class Pairs:
    """`held` are sides that wait, `closed` those that were closed alone, `done` ids that are finished; each with the
    moment at which it was first seen here."""

    now: datetime
    wait: timedelta
    keep: timedelta
    held: dict[str, dict[str, Any]] = field(default_factory=dict)
    closed: dict[str, dict[str, Any]] = field(default_factory=dict)
    done: dict[str, str] = field(default_factory=dict)
    repeated: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any], *, now: datetime, wait: timedelta, keep: timedelta) -> Pairs:
        held, closed, done = (dict(kept.get(name, {})) for name in ("held", "closed", "done"))
        return cls(now, wait, keep, held, closed, done)

    def add(self, record: Record, *, place: str, line: int | None) -> Exchange | None:
        """The exchange that the record completes; None where it waits or was there already. Unfit without an id."""
        side = SIDES.get(str(record.get("securityServerType", "")).lower())
        if side is None:
            raise Unfit("securityServerType is neither Client nor Producer.", "Deliver raw operational records.",
                        field="securityServerType", value=record.get("securityServerType"))  # fmt: skip
        request_id = _id(record)
        mark = _short(request_id)
        kept = {name: record[name] for name in KEPT if record.get(name) is not None}
        waiting = self.held.get(request_id) or self.closed.get(request_id)
        if mark in self.done or (waiting and waiting["side"] == side):
            self.repeated += 1
            return None
        if waiting is None:
            seen = self.now.isoformat()
            self.held[request_id] = {"side": side, "record": kept, "seen": seen, "place": place, "line": line}
            return None
        was_closed = self.held.pop(request_id, None) is None
        if was_closed:
            del self.closed[request_id]
        self.done[mark] = self.now.isoformat()
        sides = {waiting["side"]: waiting["record"], side: kept}
        at_ms = waiting["record"].get("requestInTs") if was_closed else None
        return Exchange(request_id, sides, place, line, at_ms, replaces=was_closed)

    def close(self) -> Iterator[Exchange]:
        """The sides that have waited long enough; what was closed or finished too long ago is forgotten."""
        for request_id in [name for name, one in self.held.items() if self._older(one["seen"], self.wait)]:
            one = self.held.pop(request_id)
            self.closed[request_id] = one
            yield Exchange(request_id, {one["side"]: one["record"]}, one["place"], one["line"])
        for request_id in [name for name, one in self.closed.items() if self._older(one["seen"], self.keep)]:
            one = self.closed.pop(request_id)
            self.done[_short(request_id)] = one["seen"]
        for mark in [mark for mark, seen in self.done.items() if self._older(seen, 2 * self.keep)]:
            del self.done[mark]

    def kept(self) -> dict[str, Any]:
        return {"held": self.held, "closed": self.closed, "done": self.done}

    def _older(self, seen: str, than: timedelta) -> bool:
        return self.now - datetime.fromisoformat(seen) >= than


def _id(record: Record) -> str:
    """The request id; older records have none, and are known by message id and ends as correctors of X-Road do it."""
    request_id = record.get("xRequestId")
    if isinstance(request_id, str) and 0 < len(request_id.strip()) <= 120:
        return request_id.strip()
    message_id = record.get("messageId")
    if not isinstance(message_id, str) or not message_id.strip():
        raise Unfit("there is neither xRequestId nor messageId.", "Deliver records with an id.", field="xRequestId")
    ends = [str(record.get(f"{end}{part}")) for end in ("client", "service") for part in IDENTITY]
    whole = "|".join((message_id, *ends, str(record.get("serviceCode"))))
    return f"message-{hashlib.sha256(whole.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _short(request_id: str) -> str:
    return hashlib.sha256(request_id.encode("utf-8", "replace")).hexdigest()[:16]
