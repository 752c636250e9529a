"""The whole demonstration: registers and facts of a city in one load."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import Engine, select

from cockpit.errors import LoadRefused
from cockpit.ingest import city as city_folder
from cockpit.ingest.demonstration import folder, meetings, readings, reported, resources, returns, rooms, volumes
from cockpit.ingest.demonstration.calibration import Calibration
from cockpit.ingest.demonstration.flows import Flows
from cockpit.ingest.demonstration.history import Row
from cockpit.ingest.demonstration.opening import Opening
from cockpit.store import schema, tables
from cockpit.store.engine import reading
from cockpit.store.load import Load, Loaded, Progress, replace

SOURCE = "demonstration"


def make(engine: Engine, city: Path, *, progress: Progress | None = None) -> Loaded:
    """Fill a database with the demonstration of a city; a second time changes nothing."""
    calibration = folder.read(city.parent.parent / "demonstration" / city.name, city_folder.read(city))
    schema.migrate(engine)
    spare_real_data(engine)
    return replace(engine, build(calibration), at=calibration.clock, progress=progress)


def spare_real_data(engine: Engine) -> None:
    """Refuse a database that began with anything but the demonstration: it would be lost. LoadRefused says so."""
    with reading(engine) as connection:
        first = connection.execute(select(tables.load.c.source).order_by(tables.load.c.number).limit(1)).scalar()
        filled = connection.execute(select(tables.unit.c.code).limit(1)).scalar()
    if first not in (None, SOURCE) or (first is None and filled is not None):
        raise LoadRefused(
            "This database holds data of its own, which the demonstration would replace.",
            "Name an empty database in COCKPIT_DATABASE.",
        )


def build(calibration: Calibration) -> Load:
    """What the demonstration delivers; the flows of a day are made only when the load asks for that day."""
    items = volumes.items(calibration)
    opening = Opening(calibration)
    found = rooms.rooms(calibration)
    held = meetings.meetings(calibration, found)
    moves = resources.changes(calibration)
    register, taking_part = meetings.register(held)
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
        "library_daily": volumes.history(calibration, items),
        "resource_daily": moves.history(tables.resource_daily),
        "reported_daily": reported.history(
            resources=resources.counted(calibration, moves),
            items_confirmed=volumes.confirmed(calibration, items),
            portal_interfaces=reported.portal_interfaces(calibration),
        ),
        "return_daily": returns.changes(calibration).history(tables.return_daily),
        "meeting_daily": meetings.history(calibration, found, held),
        "opening_daily": opening.history(),
        "flow_daily": Flows(calibration).history(),
    }
    world = {"city": calibration.city.names, "clock": calibration.clock.isoformat()}
    return Load(SOURCE, registers=registers, facts=facts, world=world, readings=readings.readings(calibration, facts))


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
