"""Making and upgrading the tables, with Alembic."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, insert, inspect, select

from cockpit.calendar import Week
from cockpit.errors import DatabaseWrong
from cockpit.store.exchange_database import read_connection, write_connection
from cockpit.store.tables import calendar_day

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2049, 12, 31)
MIGRATIONS = Path(__file__).parent / "migrations"
RELEASED = "1001"
"""The revision of release 1.0.0; those before it (0001 to 0010) were never released."""
ANEW = (
    "Make it anew. The demonstration: python -m cockpit.cli demo --again. Your own data: set COCKPIT_DATABASE to an "
    "empty database, then python -m cockpit.cli load."
)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config


@cache
def _revisions(migrations: Path) -> tuple[str, ...]:
    """All revisions of a folder of migrations, the newest first."""
    return tuple(script.revision for script in ScriptDirectory(str(migrations)).walk_revisions())


def migrate(engine: Engine) -> bool:
    """Bring the database to the newest revision; an empty one gets all its tables.

    Whether one that was there before has changed its shape, so that its rows are to be counted again. DatabaseWrong,
    and nothing is changed, where it is from before release 1.0.0 or of a later release than this cockpit.
    """
    if engine.dialect.name == "sqlite":
        with read_connection(engine) as connection:
            connection.exec_driver_sql("PRAGMA auto_vacuum")  # fails here, in one clear line, where the file is broken
            _revision(connection)
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
    with write_connection(engine, unlinked=True) as connection:
        config = _config()
        config.attributes["connection"] = connection
        before = _revision(connection)
        command.upgrade(config, "head")
        if connection.execute(select(calendar_day.c.day).limit(1)).first() is None:
            days = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
            connection.execute(insert(calendar_day), [{"day": day, "week": Week.of(day).sunday} for day in days])
        return before not in (None, _revisions(MIGRATIONS)[0])


def check(engine: Engine) -> None:
    """Refuse a database of another revision, in words. DatabaseWrong names both."""
    with read_connection(engine) as connection:
        found = _revision(connection)
    newest = _revisions(MIGRATIONS)[0]
    if found is None:
        raise DatabaseWrong("The database has no tables of the cockpit.", "Run: python -m cockpit.cli migrate")
    if found != newest:
        raise DatabaseWrong(
            f"The database is of revision {found}, this cockpit needs {newest}.", "Run: python -m cockpit.cli migrate"
        )


def _revision(connection: Connection) -> str | None:
    """The revision of a database that this cockpit can migrate; None where it is empty."""
    found = MigrationContext.configure(connection).get_current_heads()
    known = _revisions(MIGRATIONS)
    if not found and inspect(connection).has_table(calendar_day.name):
        raise DatabaseWrong("The database has tables of the cockpit and no revision; nothing was changed.", ANEW)
    if not found:
        return None
    if len(found) == 1 and found[0] in known:
        return found[0]
    said = ", ".join(sorted(found))
    if all(len(one) == len(RELEASED) and one < RELEASED for one in found):
        raise DatabaseWrong(
            f"The database is from before release 1.0.0 (revision {said}) and cannot be migrated; nothing was changed.",
            ANEW,
        )
    raise DatabaseWrong(
        f"The database is of revision {said}, which this cockpit does not know (its newest is {known[0]}); "
        "nothing was changed.",
        "Use the release that made it, or a later one.",
    )
