"""One reading of one source, from its mark to the exchange database: all of it or nothing, and nothing twice."""

from __future__ import annotations

import json
import logging
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, select

from cockpit.calendar import in_shanghai
from cockpit.errors import CockpitError, LoadRefused, SourcesWrong, SourceWrong
from cockpit.ingest import refused_share
from cockpit.ingest.file_store import cleared
from cockpit.ingest.refusal import shown
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.shrinkage import Accepted, Loss, beyond, losses, refusal
from cockpit.ingest.source_kind import KINDS, Delivery, FileState, Land, Options, Progress, ReadingContext
from cockpit.ingest.window import keep
from cockpit.store import landed_parts, pending_sides, tables
from cockpit.store.exchange_database import read_connection
from cockpit.store.landed_parts import LandedPart
from cockpit.store.load_transaction import Load, Loaded, replace
from cockpit.store.pending_sides import PendingSides
from cockpit.store.source_records import SourceRecords, leave, refuse, refused_places, source_records, tried
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

log = logging.getLogger(__name__)

KNOWN = ("unit", "library", "scenario", "theme", "meeting", "open_dataset", "library_item", "source", "endpoint")
"""Registers by whose codes and names a source may call what it delivers; the others nobody refers to."""


@dataclass(frozen=True)
class Tools:
    """What a reading needs from outside: how events land, how the network is asked, how far it is, what time it is.

    `spool` is where files of a storage are copied to while they are read.
    """

    engine: Engine
    folder: Path
    now: datetime
    land: Callable[[str, Provenance, Sequence[LandedPart]], Land]
    fetch: Any
    progress: Progress
    sweep: Callable[[str, Sequence[LandedPart]], object] = lambda _source, _parts: None
    spool: Path = field(default_factory=lambda: Path(tempfile.gettempdir()) / f"cockpit-{os.getuid()}")


@dataclass(frozen=True)
class Outcome:
    source: str
    loaded: Loaded
    delivery: Delivery
    notes: list[str] = field(default_factory=list)
    accepted: Accepted | None = None


def take_in(
    name: str,
    options: Options,
    tools: Tools,
    *,
    retried: Sequence[Mapping[str, Any]] = (),
    anew: bool = False,
    accept: str | None = None,
) -> Outcome:
    """Read a source and put what it says into the database; call it under the lock of the loads.

    `retried` are rows of the quarantine to be tried again; `anew` forgets the marks and reads everything; `accept` is
    the reason why it may take away more than the source allows. Where it fails the old facts stay, and the failure
    stands in the source's mark.
    """
    try:
        reading, parts = _reading(name, options, tools, retried=retried, anew=anew)
        tools.sweep(name, parts)
        cleared(tools.spool / name)
        delivery = _read(options, reading)
        with read_connection(tools.engine) as connection:
            keep(connection, name, delivery)
        _nothing_vanished(delivery)
        refused_share.check(name, options, delivery)
        too_much = _too_much(name, options, tools, delivery)
        if too_much and accept is None:
            raise refusal(name, too_much, options)
        tools.progress(delivery.rows, delivery.rows)
        accepted = Accepted(accept, too_much) if accept is not None and too_much else None
        return _load(name, options, tools, delivery, retried=retried, anew=anew, accepted=accepted)
    except CockpitError as failed:
        _failed(name, options, tools, failed)
        raise
    finally:
        cleared(tools.spool / name)


def _reading(
    name: str, options: Options, tools: Tools, *, retried: Sequence[Mapping[str, Any]], anew: bool
) -> tuple[ReadingContext, list[LandedPart]]:
    with read_connection(tools.engine) as connection:
        known = RegisterLookup({register: _rows(connection, register) for register in KNOWN})
        before = source_records(connection, name)
        parts = landed_parts.listed(connection, name)
    if known.find("source", name) != name:
        raise SourcesWrong(
            f"[sources.{name}]: the register of sources has no {name!r}.",
            "Add it with its owner and cadence to sources.csv of the city, or use a name that stands there.",
        )
    reading = ReadingContext(
        source=name,
        now=in_shanghai(tools.now),
        folder=tools.folder,
        known=known,
        land=tools.land(name, options.provenance, parts),
        fetch=tools.fetch,
        progress=tools.progress,
        mark={} if anew else before.mark,
        sides=PendingSides(tools.engine, name, anew=anew),
        files={} if anew else _files(before, retried),
        spelling=options.spelling(name),
        retried=[{**row, "raw": json.loads(row["raw"])} for row in retried if row.get("raw")],
        storage=getattr(options, "storage", None),
        spool=tools.spool / name,
    )
    return reading, parts


def _files(before: SourceRecords, retried: Sequence[Mapping[str, Any]]) -> dict[str, FileState]:
    """A file with a refused row that can only be read again with its file counts as not read."""
    again = {row["place"] for row in retried if not row.get("raw")}
    return {name: FileState(name, *held) for name, held in before.files.items() if name not in again}


def _rows(connection: Connection, register: str) -> list[dict[str, Any]]:
    return [dict(row) for row in connection.execute(select(tables.metadata.tables[register])).mappings()]


def _read(options: Options, reading: ReadingContext) -> Delivery:
    """The one place that promises that no source breaks another: whatever it stumbles over is said in words."""
    try:
        return KINDS[options.kind].read(options, reading)
    except (CockpitError, KeyboardInterrupt):
        raise
    except MemoryError as failed:
        raise SourceWrong(
            "What it delivers does not fit into memory.", "Deliver it in smaller files.", zh="所提供的内容超出内存。"
        ) from failed
    except Exception as failed:
        log.exception("source %s could not be read", reading.source)
        raise SourceWrong(
            f"What it delivers cannot be read ({type(failed).__name__}).",
            "Look at what it delivers; the log says more.",
            zh=f"所提供的内容无法读取（{type(failed).__name__}）。",
        ) from failed


def _nothing_vanished(delivery: Delivery) -> None:
    account = delivery.closed()
    if account.missing:
        raise LoadRefused(
            f"{account.read:,} records were read: {account.accepted:,} accepted, {account.repeated:,} repeated, "
            f"{account.refused:,} refused and {account.left_out:,} left out, which do not add up.",
            "It is a fault of the cockpit: report it. The old facts stay.",
            zh=f"读到{account.read:,}条，接受{account.accepted:,}条、重复{account.repeated:,}条、拒收{account.refused:,}条、"
            f"未采用{account.left_out:,}条，合计不符。",
        )


def _too_much(name: str, options: Options, tools: Tools, delivery: Delivery) -> list[Loss]:
    with read_connection(tools.engine) as connection:
        return beyond(losses(connection, name, delivery), options)


def _failed(name: str, options: Options, tools: Tools, failed: CockpitError) -> None:
    """The failure into the source's mark, so that wall and desk show it; its newest data stays what it was."""
    at = in_shanghai(tools.now).replace(tzinfo=None)
    refused = failed.delivery.refused if isinstance(failed, refused_share.TooMany) else []
    settled = failed.delivery.settled if isinstance(failed, refused_share.TooMany) else set()
    try:
        with read_connection(tools.engine) as connection:
            query = select(tables.source.c.code).where(tables.source.c.code == name)
            if connection.execute(query).first() is None:
                return
            mark = tables.source_mark
            newest = connection.execute(select(mark.c.newest_at).where(mark.c.source == name)).scalar()

        def also(connection: Connection) -> None:
            refuse(connection, name, refused, settled=settled, at=at)
            tried(connection, name, refused=len(refused), at=at)

        marks = [_mark(name, options, newest=newest, at=at, failure=_said(failed))]
        load = Load(name, registers={"source_mark": marks}, accepted=0, refused=len(refused))
        replace(tools.engine, load, at=at, also=also)
    except CockpitError as again:
        log.warning("the failure of %s could not be noted: %s", name, again)


UNSAID = "读取未成功，原因见管理员的日志。"
"""In Chinese, of a failure that is said in English only: the administrator's business, such as a full disk."""


def _said(failed: CockpitError) -> Text:
    return Text(shown(failed.zh or UNSAID), shown(failed.happened))


def _mark(
    name: str, options: Options, *, newest: datetime | None, at: datetime, failure: Text | None
) -> dict[str, Any]:
    return {
        "source": name,
        "newest_at": newest,
        "read_at": at.replace(microsecond=0),
        "failure": failure.en if failure else None,
        "failure_zh": failure.zh if failure else None,
        "provenance": options.provenance,
    }


def _load(
    name: str,
    options: Options,
    tools: Tools,
    delivery: Delivery,
    *,
    retried: Sequence[Mapping[str, Any]],
    anew: bool,
    accepted: Accepted | None,
) -> Outcome:
    at = in_shanghai(tools.now).replace(tzinfo=None)
    with read_connection(tools.engine) as connection:
        mark = tables.source_mark
        newest = connection.execute(select(mark.c.newest_at).where(mark.c.source == name)).scalar()
    newest = delivery.newest_at or newest
    registers = {**delivery.registers, "source_mark": [_mark(name, options, newest=newest, at=at, failure=None)]}
    load = Load(
        name,
        registers=registers,
        facts=delivery.facts,
        whole_from=delivery.whole_from,
        accepted=delivery.accepted,
        repeated=delivery.repeated,
        refused=len(delivery.refused),
        reason=accepted.reason if accepted else None,
        lost=shown(accepted.lost) if accepted else None,
        account=delivery.closed(),
    )
    left = SourceRecords(delivery.mark, {file.name: (file.size, file.sha256) for file in delivery.files})

    def also(connection: Connection) -> None:
        if delivery.landed is not None:
            landed_parts.change(connection, name, delivery.landed.parts)
        if delivery.sides is not None:
            pending_sides.change(connection, name, delivery.sides, anew=anew)
        numbers = [row["number"] for row in retried]
        settled = _settled(delivery, refused_places(connection, name))
        refuse(connection, name, delivery.refused, settled=settled, numbers=numbers, at=at)
        leave(connection, name, left=left, account=delivery.closed(), at=at)

    loaded = replace(tools.engine, load, at=at, also=also)
    if delivery.landed is not None and delivery.landed.parts.removed:
        with read_connection(tools.engine) as connection:
            tools.sweep(name, landed_parts.listed(connection, name))
    return Outcome(name, loaded, delivery, delivery.notes, accepted)


def _settled(delivery: Delivery, waiting: set[str]) -> set[str] | None:
    """Also the files that were refused as a whole and have been taken away: nobody can correct them any more."""
    if delivery.settled is None:
        return None
    taken_in = {shown(file.name) for file in delivery.files}
    return {shown(place) for place in delivery.settled} | (waiting - taken_in)


def take_in_city(engine: Engine, city: Any, *, at: datetime) -> Loaded:
    """The registers that the city keeps by hand, and its names."""
    load = Load("city", registers=city.registers, world={"city": city.names})
    return replace(engine, load, at=at)


__all__ = ["Outcome", "Tools", "take_in", "take_in_city"]
