"""Any database with an SQLAlchemy dialect: a SELECT for each table of the contract, read from its mark on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import Connection, RowMapping, create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from cockpit.errors import SourceSilent, SourceWrong
from cockpit.ingest.gather import FACTS, TABLES, Gathered
from cockpit.ingest.refusal import shown
from cockpit.ingest.source import Delivery, Kind, Options, Reading, declare
from cockpit.store.engine import open_engine

STEP = 5_000
DAYS_AT_ONCE = 200


class Read(BaseModel):
    """`select` gives the columns of `table`, or others that `columns` maps to them; `mark` is one that only grows."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: str
    select: str
    mark: str | None = None
    columns: dict[str, str] = Field(default_factory=dict)

    @field_validator("table")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}; use one of {', '.join(TABLES)}")
        return name

    @field_validator("select")
    @classmethod
    def _only_reads(cls, statement: str) -> str:
        bare = re.sub(r"--[^\n]*|/\*.*?\*/", " ", statement, flags=re.DOTALL).strip().rstrip(";").strip()
        if not re.match(r"(?i)(select|with)\b", bare) or ";" in bare:
            raise ValueError("it must be one SELECT")
        return bare

    @field_validator("mark")
    @classmethod
    def _a_name(cls, name: str | None) -> str | None:
        if name is not None and not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise ValueError("it must be the plain name of a column")
        return name


class SqlOptions(Options):
    url: str
    reads: tuple[Read, ...] = Field(min_length=1)
    timeout_s: int = Field(default=60, ge=1, le=3_600)
    units: dict[str, str] = Field(default_factory=dict)
    scenarios: dict[str, str] = Field(default_factory=dict)
    themes: dict[str, str] = Field(default_factory=dict)
    libraries: dict[str, str] = Field(default_factory=dict)

    @field_validator("reads")
    @classmethod
    def _each_table_once(cls, reads: tuple[Read, ...]) -> tuple[Read, ...]:
        names = [one.table for one in reads]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} is read twice; put both into one SELECT with UNION ALL")
        return reads


def read(options: SqlOptions, reading: Reading) -> Delivery:
    aliases = {
        "unit": options.units,
        "scenario": options.scenarios,
        "theme": options.themes,
        "library": options.libraries,
    }
    delivery = Delivery(mark=dict(reading.mark))
    with _connected(options) as connection:
        for one in options.reads:
            gathered = Gathered(TABLES[one.table], reading, options.provenance, aliases)
            whole = one.mark is None or one.table not in delivery.mark
            for number, row in enumerate(_rows(connection, one, delivery), start=1):
                delivery.account.read += 1
                gathered.add(_mapped(one, row), place=f"SELECT for {one.table}", line=number)
                if number % STEP == 0:
                    reading.progress(number)
            gathered.into(delivery)
            if one.table in FACTS and (whole or gathered.rows):  # nothing new since the mark is no empty delivery
                delivery.stated.add(one.table)
    return delivery


def _rows(connection: Connection, one: Read, delivery: Delivery) -> Iterator[RowMapping]:
    """All rows; of a fact with a mark only those of the days that something at or after it touches, whole."""
    inner = f"SELECT * FROM ({one.select}) picked"
    if one.mark is None or one.table not in FACTS:
        yield from connection.execution_options(stream_results=True).execute(text(inner)).mappings()
        return
    day = one.columns.get("day", "day")
    before = delivery.mark.get(one.table)
    newest = connection.execute(text(f"SELECT max({one.mark}) FROM ({one.select}) picked")).scalar()
    if before is None:
        found = connection.execution_options(stream_results=True).execute(text(inner)).mappings()
        yield from found
    else:
        since = _from_mark(before)
        days = connection.execute(
            text(f"SELECT DISTINCT {day} FROM ({one.select}) picked WHERE {one.mark} >= :mark"), {"mark": since}
        )
        touched = [row[0] for row in days if row[0] is not None]
        for start in range(0, len(touched), DAYS_AT_ONCE):
            some = touched[start : start + DAYS_AT_ONCE]
            named = {f"day_{number}": value for number, value in enumerate(some)}
            listed = ", ".join(f":{name}" for name in named)
            yield from connection.execute(text(f"{inner} WHERE {day} IN ({listed})"), named).mappings()
    if newest is not None:
        delivery.mark[one.table] = _to_mark(newest)


def _mapped(one: Read, row: RowMapping) -> dict[str, Any]:
    theirs = {their: our for our, their in one.columns.items()}
    return {theirs.get(str(name), str(name)): value for name, value in row.items()}


def _to_mark(value: Any) -> dict[str, str]:
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, (int, Decimal)):
        return {"number": str(value)}
    return {"text": str(value)}


def _from_mark(mark: Mapping[str, str]) -> Any:
    (kind, value) = next(iter(mark.items()))
    if kind == "moment":
        return datetime.fromisoformat(value)
    if kind == "day":
        return date.fromisoformat(value)
    return (Decimal(value) if "." in value else int(value)) if kind == "number" else value


@contextmanager
def _connected(options: SqlOptions) -> Iterator[Connection]:
    """A connection that cannot write where the database can be told so, and whose transaction is never committed."""
    try:
        url = make_url(options.url)
        dialect = url.get_backend_name()
        if dialect in ("sqlite", "postgresql"):
            engine = open_engine(options.url, timeout=10)
        else:
            engine = create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as wrong:
        raise SourceWrong(
            "url names no database that can be opened.",
            "Install its driver, or correct it.",
            zh="url所指的数据库无法打开。",
        ) from wrong
    try:
        with engine.connect() as plain:
            connection = plain.execution_options(postgresql_readonly=True) if dialect == "postgresql" else plain
            if dialect == "sqlite":
                connection.exec_driver_sql("PRAGMA query_only=ON")
            if dialect == "postgresql":
                connection.exec_driver_sql(f"SET LOCAL statement_timeout = '{options.timeout_s}s'")
            yield connection
            connection.rollback()
    except OperationalError as failed:
        raise SourceSilent(
            f"The database does not answer ({_line(failed)}).", "It is tried again when due.", zh="源数据库无应答。"
        ) from failed
    except (DBAPIError, SQLAlchemyError) as failed:
        raise SourceWrong(
            f"The database refused the SELECT ({_line(failed)}).", "Correct the SELECT.", zh="源数据库拒绝了查询语句。"
        ) from failed
    finally:
        engine.dispose()


def _line(failed: SQLAlchemyError) -> str:
    return shown(str(getattr(failed, "orig", failed)).splitlines()[0] if str(failed) else type(failed).__name__)[:120]


declare(
    Kind(
        name="sql",
        summary="Any database that SQLAlchemy speaks to: one SELECT for each table, incremental by a mark column.",
        options=SqlOptions,
        read=read,
        example='kind = "sql"\nurl = "${EXCHANGE_URL}"\n\n[[reads]]\ntable = "return_daily"\n'
        'select = "SELECT day, unit, items, records, updated_at FROM returns"\nmark = "updated_at"\n',
    )
)
