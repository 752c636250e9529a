"""A city small enough to be computed by hand: four units, two libraries, three weeks in September 2020.

Everything is on paper here: the tests state sums that anybody can check with a pencil.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections import defaultdict
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from cockpit.board.board_service import BoardService
from cockpit.calendar import SHANGHAI
from cockpit.store.exchange_database import open_engine
from cockpit.store.latency import BUCKETS
from cockpit.store.load_transaction import REGISTERS, Load, Loaded, replace
from cockpit.store.schema import migrate
from cockpit.store.vocabulary import LibraryKind, Provenance, ResourceKind

NOW = datetime(2020, 9, 21, 18, tzinfo=SHANGHAI)
Rows = list[dict[str, Any]]


FED = {"libraries": "volumes", "platform": "sharing", "portal": "opening", "video": "meetings", "bureau": "trust"}
"""The sources, and which subject each feeds."""


def day(number: int) -> date:
    return date(2020, 9, number)


def unit(code: str, level: str, position: int, **more: Any) -> dict[str, Any]:
    names = {"name_zh": f"{code}单位", "short_zh": code, "name_en": code.title()}
    return {"code": code, "level": level, "position": position, "provenance": Provenance.MEASURED, **names, **more}


def mark(source: str, newest_at: datetime, failure: str | None = None) -> dict[str, Any]:
    return {
        "source": source,
        "newest_at": newest_at,
        "read_at": None,
        "failure": failure,
        "provenance": Provenance.MEASURED,
    }


def registers() -> dict[str, Rows]:
    named = {"name_zh": "名", "short_zh": "名", "name_en": "Name"}
    library = {"kind": LibraryKind.BASE, "provenance": Provenance.MEASURED, **named}
    scenario = {
        "consumer_zh": "丙",
        "consumer_en": "C",
        "consumer": "c",
        "note_zh": None,
        "note_en": None,
        "provenance": Provenance.MEASURED,
        **named,
    }
    figure = {"title_zh": "数", "title_en": "Figure", "publisher_zh": "局", "publisher_en": "Bureau", "text": None}
    filled: dict[str, Rows] = {table.name: [] for table in REGISTERS}
    filled.update(
        unit=[
            unit("a", "municipal", 1),
            unit("b", "municipal", 2),
            unit("c", "county", 3, tile_row=1, tile_column=1),
            unit("d", "county", 4, tile_row=1, tile_column=2),
            unit("p", "province", 5),
        ],
        library=[
            {"code": "people", "state": "serving", "position": 1, **library},
            {"code": "firms", "state": "serving", "position": 2, **library},
            {"code": "space", "state": "building", "position": 3, **library},
            {**library, "code": "theme", "kind": LibraryKind.THEMATIC, "state": "planned", "position": 4},
        ],
        scenario=[{"code": "window", "state": "shared", "position": 1, **scenario}],
        theme=[{"code": "health", "position": 1, **named}, {"code": "roads", "position": 2, **named}],
        target=[
            {
                "code": "app",
                **named,
                "metric": None,
                "value": 200,
                "unit_of_measure": "item",
                "qualifier": "以上",
                "effective_on": day(1),
                "due_on": date(2020, 10, 1),
                "position": 1,
                "provenance": Provenance.PUBLISHED,
            }
        ],
        published_figure=[
            {"code": "records", "as_of": day(21), "value": 1_000, "qualifier": "多", "unit_of_measure": "record",
             "metric": "volumes.records", "dimension": None, "member": None, **figure},
            {"code": "mounted", "as_of": day(21), "value": 13, "qualifier": None, "unit_of_measure": "resource",
             "metric": "sharing.resources", "dimension": None, "member": None, **figure},
            {"code": "window", "as_of": day(14), "value": 60_000_000, "qualifier": "约", "unit_of_measure": "record",
             "metric": "sharing.scenario_volume", "dimension": "scenario", "member": "window", **figure},
            {"code": "letter", "as_of": day(21), "value": None, "qualifier": None, "unit_of_measure": None,
             "metric": None, "dimension": None, "member": None, **{**figure, "text": "403"}},
        ],
        source=[
            {"code": code, **named, "owner": "a", "subject": subject, "cadence_hours": 24, "position": number}
            for number, (code, subject) in enumerate(FED.items(), 1)
        ],
        source_mark=[
            mark("libraries", datetime(2020, 9, 20, 6)),
            mark("platform", datetime(2020, 9, 21, 6)),
            mark("portal", datetime(2020, 9, 17, 6)),
            mark("video", datetime(2020, 9, 21, 6), failure="refused"),
        ],
    )  # fmt: skip
    return filled


def flow(number: int, provider: str, consumer: str, *, kind: str, exchanges: int, **more: Any) -> dict[str, Any]:
    buckets = dict.fromkeys((bucket.column for bucket in BUCKETS), 0)
    buckets["ms_upto_100"] = exchanges
    return {
        "day": day(number),
        "provider": provider,
        "consumer": consumer,
        "kind": kind,
        "scenario": "other",
        "exchanges": exchanges,
        "failed": 0,
        "records": 10 * exchanges,
        "bytes": 1_000 * exchanges,
        "provenance": Provenance.MEASURED,
        **buckets,
        **more,
    }


def facts() -> dict[str, dict[date, Rows]]:
    def volume(number: int, library: str, of: str, *held: int | None) -> dict[str, Any]:
        records, catalogued, stored = held
        return {"day": day(number), "library": library, "unit": of, "records": records, "items_catalogued": catalogued,
                "items_stored": stored, "provenance": Provenance.MEASURED}  # fmt: skip

    def resource(number: int, of: str, kind: str, held: int) -> dict[str, Any]:
        return {
            "day": day(number),
            "unit": of,
            "kind": kind,
            "catalogues": 2,
            "mounted": held,
            "provenance": Provenance.MEASURED,
        }

    def opened(number: int, of: str, theme: str, *held: int) -> dict[str, Any]:
        datasets, updated, downloads, calls = held
        return {"day": day(number), "unit": of, "theme": theme, "datasets": datasets, "datasets_dated": datasets,
                "updated_on_time": updated,
                "downloads": downloads, "api_calls": calls, "provenance": Provenance.DEMO}  # fmt: skip

    def met(number: int, of: str, *counted: int) -> dict[str, Any]:
        held, minutes, invited, attended, faults, endpoints, online, adjusting = counted
        return {"day": day(number), "unit": of, "held": held, "minutes": minutes, "invited": invited,
                "attended": attended, "faults": faults, "endpoints": endpoints, "endpoints_online": online,
                "endpoints_adjusting": adjusting, "provenance": Provenance.MEASURED}  # fmt: skip

    rows: dict[str, Rows] = {
        "library_daily": [
            volume(1, "people", "a", 900, 10, 10),
            volume(1, "people", "b", 50, 4, 2),
            volume(1, "firms", "b", 40, 6, None),
            volume(16, "people", "a", 960, 10, 10),
            volume(21, "people", "b", 60, 4, 3),
        ],
        "resource_daily": [
            resource(1, "a", "file", 7),
            resource(1, "a", "api", 1),
            resource(1, "b", "table", 3),
            resource(20, "b", "table", 4),
        ],
        "reported_daily": [
            {"day": day(1), "figure": "resources", "value": 12, "provenance": Provenance.MEASURED},
            {"day": day(21), "figure": "resources", "value": 13, "provenance": Provenance.MEASURED},
        ],
        "flow_daily": [
            flow(1, "a", "c", kind=ResourceKind.API, exchanges=1),
            flow(8, "a", "c", kind=ResourceKind.API, exchanges=4, failed=1),
            flow(14, "b", "c", kind=ResourceKind.FILE, exchanges=6),
            flow(15, "a", "c", kind=ResourceKind.API, exchanges=10, failed=1, scenario="window"),
            flow(15, "a", "d", kind=ResourceKind.FILE, exchanges=5),
            flow(21, "b", "a", kind=ResourceKind.API, exchanges=5, failed=4, ms_upto_100=0, ms_upto_1000=5),
            flow(21, "a", "c", kind=ResourceKind.API, exchanges=20, provenance=Provenance.DEMO),
        ],
        "opening_daily": [
            opened(1, "a", "health", 10, 8, 5, 1),
            opened(1, "c", "roads", 4, 4, 2, 0),
            opened(18, "a", "health", 12, 9, 7, 3),
            opened(21, "c", "roads", 5, 5, 1, 1),
        ],
        "meeting_daily": [
            met(1, "a", 1, 60, 1, 1, 0, 1, 1, 0),
            met(1, "c", 0, 0, 1, 0, 0, 2, 1, 1),
            met(16, "a", 2, 90, 2, 2, 0, 1, 1, 0),
            met(16, "c", 0, 0, 2, 1, 3, 2, 0, 1),
        ],
        "return_daily": [
            {"day": day(3), "unit": "p", "items": 15, "records": 2_980, "provenance": Provenance.MEASURED}
        ],
    }
    by_day: dict[str, dict[date, Rows]] = {}
    for name, listed in rows.items():
        days: dict[date, Rows] = defaultdict(list)
        for row in listed:
            days[row["day"]].append(row)
        by_day[name] = dict(days)
    # Of every other day these two say that there was nothing: a day of which they say nothing is a day that is missing.
    for name in ("flow_daily", "opening_daily"):
        by_day[name] = {day(number): by_day[name].get(day(number), []) for number in range(1, 22)}
    return by_day


def load() -> Load:
    return Load("small", registers=registers(), facts=facts(), world={"clock": NOW.isoformat()})


def fill(url: str) -> Engine:
    """An SQLite file is made once and copied from then on."""
    if url.startswith("sqlite:///"):
        shutil.copy(_filled(), url.removeprefix("sqlite:///"))
        return open_engine(url)
    engine = open_engine(url)
    migrate(engine)
    put(engine)
    return engine


@cache
def _filled() -> Path:
    folder = tempfile.mkdtemp(prefix="cockpit-small-")
    atexit.register(shutil.rmtree, folder)
    engine = open_engine(f"sqlite:///{folder}/exchange.db")
    migrate(engine)
    put(engine)
    engine.dispose()
    return Path(folder) / "exchange.db"


def put(engine: Engine) -> Loaded:
    return replace(engine, load(), at=NOW)


def keep(engine: Engine, var: Path) -> BoardService:
    return BoardService(engine, city="small", var=var, now=lambda: NOW)
