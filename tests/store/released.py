"""Databases as each release left them: the small city in SQLite, packed, one for every migration that was released.

`python -m tests.store.released` adds the one of the newest migration. One that is there is never made anew: a later
release has to take over what an earlier one wrote.
"""

from __future__ import annotations

import lzma
import sys
import tempfile
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import delete

from cockpit.store import schema
from cockpit.store.exchange_database import write_connection
from cockpit.store.tables import calendar_day
from tests import small

FOLDER = Path(__file__).parent / "releases"


def revisions() -> list[str]:
    """Every revision, the oldest first."""
    config = Config()
    config.set_main_option("script_location", str(schema.MIGRATIONS))
    return [one.revision for one in ScriptDirectory.from_config(config).walk_revisions()][::-1]


def packed(revision: str) -> Path:
    return FOLDER / f"{revision}.db.xz"


def unpack(revision: str, place: Path) -> str:
    """The URL of a copy of it at `place`, to be written to."""
    place.write_bytes(lzma.decompress(packed(revision).read_bytes()))
    return f"sqlite:///{place}"


def make(revision: str) -> Path:
    """Without the days of the calendar, which every migration fills where they lack: a fiftieth of the size."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "exchange.db"
        engine = small.fill(f"sqlite:///{file}")
        with write_connection(engine) as connection:
            connection.execute(delete(calendar_day))
        with engine.connect() as connection:
            connection.connection.driver_connection.isolation_level = None
            connection.connection.driver_connection.execute("VACUUM")
            connection.connection.driver_connection.execute("PRAGMA journal_mode=DELETE")
        engine.dispose()
        FOLDER.mkdir(exist_ok=True)
        packed(revision).write_bytes(lzma.compress(file.read_bytes(), preset=9))
    return packed(revision)


if __name__ == "__main__":
    newest = revisions()[-1]
    if packed(newest).exists():
        sys.exit(f"{packed(newest)} is there already and stays as it is.")
    print(f"{make(newest)} has {packed(newest).stat().st_size:,} bytes.")
