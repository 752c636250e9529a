"""X-Road operational monitoring: raw records of both sides of an exchange become one event each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import Any

from pydantic import Field

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, file_access, opmon
from cockpit.ingest.landing_report import MOST_REFUSED, take
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.side_pairing import IDENTITY, KEPT, Exchange, Pairs
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, TextOptions, declare
from cockpit.ingest.unused_fields import UnusedFields
from cockpit.store.event import MOST, OTHER, Event
from cockpit.store.vocabulary import ResourceKind
from cockpit.units import Text

BATCH = 2_000
OWN_SERVICES = (
    "listMethods allowedMethods getWsdl getOpenAPI listClients listCentralServices getSecurityServerMetrics "
    "getSecurityServerOperationalData getSecurityServerHealthData clientReg clientDeletion clientDisable clientEnable "
    "clientRename authCertReg authCertDeletion ownerChange addressChange maintenanceModeEnable maintenanceModeDisable"
)
OWN = Text("X-Road自身的服务，不共享数据", "a service of X-Road itself, which shares no data")
WAITS = Text("等待另一端的记录", "waiting for the record of the other side")
BOTH = Text("与另一端的记录合为一次交换", "one exchange together with the record of the other side")
USED = frozenset(KEPT) | {*opmon.DURATIONS.values(), "securityServerType", "messageId", "xRequestId"}
SIZES = ("responseSize", "responseSoapSize", "responseRestSize")


class XRoadOptions(TextOptions):
    """`members` maps INSTANCE/CLASS/CODE/SUBSYSTEM, or the beginning of it, to units; the longest counts.

    A side whose partner has not come after `wait_minutes` is closed alone; a partner within `keep_days` completes it.
    `leave_out` are codes of services that share no data: those by which X-Road describes, manages and watches itself.
    """

    files: str = Field(description="a file, a folder or a pattern; new files are read, changed ones again")
    members: dict[str, str] = Field(
        default_factory=dict,
        description="INSTANCE/CLASS/CODE/SUBSYSTEM, or the beginning of it, to units; the longest counts",
    )
    services: dict[str, str] = Field(default_factory=dict, description="service code to scenario")
    wait_minutes: int = Field(
        default=60, ge=0, description="how long a side waits for its partner before it counts alone"
    )
    keep_days: int = Field(default=7, ge=1, le=60, description="how long a partner may still complete it")
    leave_out: tuple[str, ...] = Field(
        default=tuple(OWN_SERVICES.split()),
        description="codes of services that share no data: those by which X-Road describes, manages and watches itself",
    )


def read(options: XRoadOptions, reading: ReadingContext) -> Delivery:
    fresh, states, notes = file_access.news(reading, options.files)
    wait, keep = timedelta(minutes=options.wait_minutes), timedelta(days=options.keep_days)
    pairs = Pairs(reading.now.replace(tzinfo=None), wait, keep, reading.sides)
    delivery = Delivery(files=states, notes=notes, mark=dict(reading.mark), settled={state.name for _, state in fresh})
    unused = UnusedFields(USED)
    landed = reading.land(_events(fresh, options, reading, pairs=pairs, delivery=delivery, unused=unused))
    take(delivery, landed, reading)
    unused.into(delivery.account)
    # A record is a side: those that waited are in the source too, and those that wait now are left out until then.
    delivery.repeated += pairs.repeated
    delivery.account.read += pairs.waited
    delivery.account.leave(WAITS, count=pairs.waiting())
    delivery.account.leave(BOTH, count=pairs.paired)
    delivery.sides = pairs.changed()
    return delivery


def _events(
    fresh: list[Any],
    options: XRoadOptions,
    reading: ReadingContext,
    *,
    pairs: Pairs,
    delivery: Delivery,
    unused: UnusedFields,
) -> Iterator[Event]:
    far = file_access.Far([state for _, state in fresh])
    records, done = _records(fresh, options, reading, far), 0
    while batch := list(islice(records, BATCH)):
        pairs.look_up(record for _, _, record in batch if not isinstance(record, Unfit))
        for place, line, record in batch:
            delivery.account.read += 1
            if not isinstance(record, Unfit):
                unused.look(record)
            if not isinstance(record, Unfit) and record.get("serviceCode") in options.leave_out:
                delivery.account.leave(OWN, entry=True)
                continue
            try:
                if isinstance(record, Unfit):
                    raise record
                exchange = pairs.add(record, place=place, line=line)
            except Unfit as unfit:
                _refuse(delivery, unfit, place, line, None if isinstance(record, Unfit) else record)
                continue
            if exchange is not None:
                yield from _event(exchange, options, reading, delivery=delivery, pairs=pairs)
        done += len(batch)
        reading.progress(done, far.rows(done))
    for exchange in pairs.close():
        yield from _event(exchange, options, reading, delivery=delivery, pairs=pairs)


def _refuse(delivery: Delivery, unfit: Unfit, place: str, line: int | None, raw: Mapping[str, Any] | None) -> None:
    delivery.refused.append(Refusal.of(unfit, place=place, line=line, raw=raw))
    if len(delivery.refused) > MOST_REFUSED:
        raise SourceWrong(
            f"More than {MOST_REFUSED:,} records were refused; the last: {unfit.reason.en}",
            unfit.remedy.en,
            zh=f"拒收超过{MOST_REFUSED:,}条，最后一条：{unfit.reason.zh}",
        )


def _records(
    fresh: list[Any], options: XRoadOptions, reading: ReadingContext, far: file_access.Far
) -> Iterator[tuple[str, int | None, Any]]:
    for retried in reading.retried:
        raw = retried["raw"]
        sides = raw.get("sides")
        for side in sides if isinstance(sides, list) else [raw]:
            yield retried["place"], retried["line"], side
    for path, state in fresh:
        for line, record in opmon.records(path, far, options.encoding):
            yield state.name, line, record
        far.through(state)


def _event(
    exchange: Exchange, options: XRoadOptions, reading: ReadingContext, *, delivery: Delivery, pairs: Pairs
) -> Iterator[Event]:
    try:
        yield event(exchange, options, reading)
    except Unfit as unfit:
        pairs.refused(exchange)
        sides = [{**record, "securityServerType": side, "xRequestId": exchange.request_id}
                 for side, record in exchange.sides.items()]  # fmt: skip
        _refuse(delivery, unfit, exchange.place, exchange.line, {"sides": sides})


def event(exchange: Exchange, options: XRoadOptions, reading: ReadingContext) -> Event:
    """The client's word goes before the producer's; what neither says stays empty."""
    client, producer = exchange.sides.get("client", {}), exchange.sides.get("producer", {})
    said = {**producer, **client}
    at_ms = exchange.at_ms if exchange.at_ms is not None else said.get("requestInTs")
    succeeded = said.get("succeeded")
    if not isinstance(succeeded, bool):
        raise Unfit(
            zh=("succeeded既不是true也不是false。", "请写明是否成功。"),
            en=("succeeded is neither true nor false.", "Deliver whether it succeeded."),
            field="succeeded",
            value=succeeded,
        )
    return Event(
        event_id=cell_values.text(exchange.request_id, most=128, field="xRequestId"),
        at=cell_values.moment(at_ms, field="requestInTs", now=reading.now),
        provider=_unit(said, "service", options, reading),
        consumer=_unit(said, "client", options, reading),
        resource=_resource(said),
        kind=ResourceKind.API,
        scenario=_scenario(said, options, reading),
        records=None,
        bytes=_size(said),
        duration_us=_duration(client) if _duration(client) is not None else _duration(producer),
        failed=not succeeded,
        place=exchange.place,
        line=exchange.line,
        replaces=exchange.replaces,
    )


def _unit(said: Mapping[str, Any], end: str, options: XRoadOptions, reading: ReadingContext) -> str:
    parts = [str(said.get(f"{end}{part}") or "") for part in IDENTITY]
    while parts and not parts[-1]:
        parts.pop()
    for length in range(len(parts), 0, -1):
        mapped = options.members.get("/".join(parts[:length]))
        if mapped is not None:
            return reading.known.code("unit", mapped, field=f"{end}MemberCode")
    where = f"[sources.{reading.source}.members]"
    return reading.known.code("unit", "/".join(parts), field=f"{end}MemberCode", where=where)


def _resource(said: Mapping[str, Any]) -> str | None:
    code = said.get("serviceCode")
    if cell_values.empty(code):
        return None
    version = said.get("serviceVersion")
    return cell_values.text(code if cell_values.empty(version) else f"{code}.{version}", most=200, field="serviceCode")


def _scenario(said: Mapping[str, Any], options: XRoadOptions, reading: ReadingContext) -> str:
    named = options.services.get(str(said.get("serviceCode")))
    return OTHER if named is None else reading.known.code("scenario", named, field="serviceCode")


def _size(said: Mapping[str, Any]) -> int | None:
    """The answer; with attachments its MIME size, which contains them."""
    found = [said[name] for name in (*SIZES, "responseMimeSize") if said.get(name) is not None]
    return max((cell_values.whole(one, field="responseSize") for one in found), default=None)


def _duration(side: Mapping[str, Any]) -> int | None:
    """Microseconds from the request that came in to the answer that went out; clocks that run backwards say nothing."""
    began, ended = side.get("requestInTs"), side.get("responseOutTs")
    if began is None or ended is None:
        return None
    span = cell_values.whole(ended, field="responseOutTs") - cell_values.whole(began, field="requestInTs")
    return span * 1000 if 0 <= span * 1000 <= MOST else None


declare(
    SourceKind(
        name="xroad",
        summary="X-Road operational monitoring: raw records of both sides, paired by request id.",
        options=XRoadOptions,
        read=read,
        example='kind = "xroad"\nfiles = "opmon/*.ndjson.gz"\n\n[members]\n"CN/GOV/3713" = "bigdata"\n',
    )
)
