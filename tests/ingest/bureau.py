"""A bureau that connects its sources: the city of Port with a database, a folder for files and a clock that stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, select, text

from cockpit.calendar import SHANGHAI
from cockpit.ingest import city, sources_file
from cockpit.ingest.http_client import Fetch
from cockpit.ingest.source_run import Outcome, Tools, take_in, take_in_city
from cockpit.rollup.duck_engine import DuckEngine
from cockpit.rollup.landing import Landing, sweep
from cockpit.store import tables
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.schema import migrate
from cockpit.store.source_records import refused_rows
from tests.ingest.tiny import port

NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
SOURCES = """code,name_zh,short_zh,name_en,owner,cadence_hours
libraries,基础库,基础库,Libraries,harbour,24
catalogue,目录,目录,Catalogue,harbour,24
platform,交换平台,交换平台,Platform,harbour,24
returns,返还,返还,Returns,harbour,720
portal,开放网,开放网,Portal,harbour,24
portal_log,日志,日志,Portal log,harbour,24
video,视频会议,视频会议,Meetings,harbour,24
video_rooms,终端,终端,Rooms,harbour,1
goals,事项,事项,Goals,harbour,24
bureau,公布数,公布数,Figures,harbour,2208
"""


@dataclass
class Bureau:
    engine: Engine
    folder: Path
    city: Path
    fetch: Any = field(default_factory=Fetch)
    now: datetime = NOW

    def options(self, name: str, toml: str) -> Any:
        head, _, tables_below = toml.partition("\n[")
        below = ("\n[" + tables_below) if tables_below else ""
        below = below.replace("\n[[", f"\n[[sources.{name}.").replace("\n[", f"\n[sources.{name}.")
        below = below.replace(f"[sources.{name}.[sources.{name}.", f"[[sources.{name}.")
        file = self.folder / "sources.toml"
        file.write_text(f"[sources.{name}]\n{head}{below}", encoding="utf-8")
        return sources_file.read(file, environment={}).sources[name]

    def load(self, name: str, toml: str, **more: Any) -> Outcome:
        return take_in(name, self.options(name, toml), self.tools(), **more)

    def tools(self) -> Tools:
        landed = self.folder / "landed"
        return Tools(
            engine=self.engine,
            folder=self.folder,
            now=self.now,
            land=lambda source, provenance, parts: Landing(
                landed, source, parts, DuckEngine(landed / ".spill"), provenance
            ),
            sweep=lambda source, parts: sweep(landed, source, parts),
            fetch=self.fetch,
            progress=lambda done, total=None: None,
        )

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def rows(self, table: str) -> list[dict[str, Any]]:
        asked = tables.metadata.tables[table]
        with read_connection(self.engine) as connection:
            query = select(asked).order_by(*asked.primary_key.columns)
            return [dict(row) for row in connection.execute(query).mappings()]

    def one(self, sql: str) -> Any:
        with read_connection(self.engine) as connection:
            return connection.execute(text(sql)).scalar()

    def refused(self, source: str | None = None) -> list[dict[str, Any]]:
        with read_connection(self.engine) as connection:
            return refused_rows(connection, source)

    def state(self) -> dict[str, Any]:
        """Everything that a load may change, but the moments at which it happened."""
        names = (
            "flow_daily",
            "meeting_daily",
            "opening_daily",
            "meeting",
            "open_dataset",
            "part",
            "world",
            "quarantine",
        )
        away = ("number", "refused_at")
        return {
            name: [{key: value for key, value in row.items() if key not in away} for row in self.rows(name)]
            for name in names
        }


def bureau(folder: Path, url: str) -> Bureau:
    """Over a new database."""
    made = opened(folder, url)
    migrate(made.engine)
    take_in_city(made.engine, city.read(made.city), at=NOW)
    return made


def opened(folder: Path, url: str) -> Bureau:
    """Over a database that holds the registers of Port."""
    place = port(folder / "data")
    (place / "sources.csv").write_text(SOURCES, encoding="utf-8")
    inputs = folder / "inputs"
    inputs.mkdir()
    return Bureau(open_engine(url), inputs, place)
