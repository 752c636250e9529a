"""Making and upgrading the tables, with Alembic."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, select

from cockpit.calendar import Week
from cockpit.errors import DatabaseWrong
from cockpit.store.engine import reading, writing
from cockpit.store.tables import calendar_day

FIRST_DAY, LAST_DAY = date(2015, 1, 1), date(2049, 12, 31)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def migrate(engine: Engine) -> bool:
    """Bring the database to the newest revision; an empty one gets all its tables.

    Whether one that was there before has changed its shape, so that its rows are to be counted again.
    """
    if engine.dialect.name == "sqlite":
        with reading(engine) as connection:
            connection.exec_driver_sql("PRAGMA auto_vacuum")  # fails here, in one clear line, where the file is broken
        raw = engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA journal_mode=WAL")
        finally:
            raw.close()
    with writing(engine, unlinked=True) as connection:
        config = _config()
        config.attributes["connection"] = connection
        before = MigrationContext.configure(connection).get_current_revision()
        command.upgrade(config, "head")
        if connection.execute(select(calendar_day.c.day).limit(1)).first() is None:
            days = [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]
            connection.execute(insert(calendar_day), [{"day": day, "week": Week.of(day).sunday} for day in days])
        return before not in (None, ScriptDirectory.from_config(config).get_current_head())


def check(engine: Engine) -> None:
    """Refuse a database of another revision, in words."""
    with reading(engine) as connection:
        found = MigrationContext.configure(connection).get_current_revision()
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    if found is None:
        raise DatabaseWrong("The database has no tables of the cockpit.", "Run: python -m cockpit.cli migrate")
    if found != newest:
        raise DatabaseWrong(
            f"The database is of revision {found}, this cockpit needs {newest}.", "Run: python -m cockpit.cli migrate"
        )
