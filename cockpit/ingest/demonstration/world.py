"""The whole demonstration: registers and facts of a city in one load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, select

from cockpit.errors import LoadRefused
from cockpit.ingest import city as city_folder
from cockpit.ingest.demonstration import (
    folder,
    library_volumes,
    reading_history,
    reported_counters,
    resources,
    returns,
    rooms,
    video_meetings,
)
from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.flows import Flows
from cockpit.ingest.demonstration.history import Row
from cockpit.ingest.demonstration.open_data import Opening
from cockpit.store import schema, tables
from cockpit.store.exchange_database import read_connection
from cockpit.store.load_transaction import Load, Loaded, Progress, replace

SOURCE = "demonstration"


def make(engine: Engine, city: Path, *, progress: Progress | None = None) -> Loaded:
    """Fill a database with the demonstration of a city; a second time changes nothing."""
    calibration = folder.read(city.parent.parent / "demonstration" / city.name, city_folder.read(city))
    schema.migrate(engine)
    spare_real_data(engine)
    return replace(engine, build(calibration), at=calibration.clock, progress=progress)


def spare_real_data(engine: Engine) -> None:
    """Refuse a database that began with anything but the demonstration: it would be lost. LoadRefused says so."""
    with read_connection(engine) as connection:
        first = connection.execute(select(tables.load.c.source).order_by(tables.load.c.number).limit(1)).scalar()
        filled = connection.execute(select(tables.unit.c.code).limit(1)).scalar()
    if first not in (None, SOURCE) or (first is None and filled is not None):
        raise LoadRefused(
            "This database holds data of its own, which the demonstration would replace.",
            "Name an empty database in COCKPIT_DATABASE.",
        )


def build(calibration: Calibration) -> Load:
    """What the demonstration delivers; the flows of a day are made only when the load asks for that day."""
    items = library_volumes.items(calibration)
    opening = Opening(calibration)
    found = rooms.rooms(calibration)
    held = video_meetings.meetings(calibration, found)
    moves = resources.changes(calibration)
    register, taking_part = video_meetings.register(held)
    registers: Mapping[str, list[Row]] = {
        **calibration.city.registers,
        "library_item": items,
        "open_dataset": opening.register(),
        "endpoint": rooms.register(calibration, found),
        "meeting": register,
        "meeting_unit": taking_part,
        "source_mark": _marks(calibration),
    }
    facts = {
        "library_daily": library_volumes.history(calibration, items),
        "resource_daily": moves.history(tables.resource_daily),
        "reported_daily": reported_counters.history(
            resources=resources.counted(calibration, moves),
            items_confirmed=library_volumes.confirmed(calibration, items),
            portal_interfaces=reported_counters.portal_interfaces(calibration),
        ),
        "return_daily": returns.changes(calibration).history(tables.return_daily),
        "meeting_daily": video_meetings.history(calibration, found, held),
        "opening_daily": opening.history(),
        "flow_daily": Flows(calibration).history(),
    }
    world = {"city": calibration.city.names, "clock": calibration.clock.isoformat()}
    return Load(
        SOURCE, registers=registers, facts=facts, world=world, readings=reading_history.readings(calibration, facts)
    )


def _marks(calibration: Calibration) -> list[Row]:
    return [
        {
            "source": mark.source,
            "newest_at": mark.newest_at,
            "read_at": mark.read_at,
            "failure": mark.failure,
            "failure_zh": mark.failure,
            "provenance": mark.provenance,
        }
        for mark in calibration.marks
    ]
