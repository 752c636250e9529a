"""Any database with an SQLAlchemy dialect: a SELECT for each table of the contract, read from its mark on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator
from sqlalchemy import Connection, RowMapping, text

from cockpit.calendar import SHANGHAI
from cockpit.errors import SourceWrong
from cockpit.ingest import database, statement
from cockpit.ingest.gathered_rows import FACTS, TABLES, Gathered
from cockpit.ingest.source_kind import Delivery, Options, ReadingContext, SourceKind, declare

STEP = 5_000


class Read(BaseModel):
    """`select` gives the columns of `table`, or others that `columns` maps to them; `mark` is one that only grows.

    A reading from the mark on does not see what was moved to another day or deleted: after `reread_days` everything is
    read again, and without them always. Where the SELECT gives only the newest days, `window_days` says how many.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    table: str = Field(description="table of the contract")
    select: str = Field(description="one SELECT, run as it is written")
    mark: str | None = Field(
        default=None,
        description="column that only grows: only days are read that something at or after it touches",
    )
    reread_days: int = Field(
        default=0,
        ge=0,
        le=366,
        description="days after which all is read again, which finds what was moved or deleted; 0: always",
    )
    window_days: int | None = Field(
        default=None, ge=1, le=36_600, description="where the SELECT gives only the newest days: how many"
    )
    columns: dict[str, str] = Field(default_factory=dict, description="our columns to theirs")

    @field_validator("table")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}; use one of {', '.join(TABLES)}")
        return name

    @field_validator("select")
    @classmethod
    def _only_reads(cls, said: str) -> str:
        return statement.checked(said)

    @field_validator("mark")
    @classmethod
    def _a_name(cls, name: str | None) -> str | None:
        if name is not None and not re.fullmatch(r"[A-Za-z_]\w*", name):
            raise ValueError("it must be the plain name of a column")
        return name


class SqlOptions(Options):
    url: str = Field(description="the database, as SQLAlchemy writes it")
    reads: tuple[Read, ...] = Field(min_length=1, description="the SELECTs, each a table of its own below")
    timeout_s: int = Field(default=60, ge=1, le=3_600, description="seconds that a SELECT may take")
    units: dict[str, str] = Field(default_factory=dict, description="their names of units to ours")
    scenarios: dict[str, str] = Field(default_factory=dict, description="their names of scenarios to ours")
    themes: dict[str, str] = Field(default_factory=dict, description="their names of themes to ours")
    libraries: dict[str, str] = Field(default_factory=dict, description="their names of libraries to ours")

    @field_validator("reads")
    @classmethod
    def _each_table_once(cls, reads: tuple[Read, ...]) -> tuple[Read, ...]:
        names = [one.table for one in reads]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"{name} is read twice; put both into one SELECT with UNION ALL")
        return reads


def read(options: SqlOptions, reading: ReadingContext) -> Delivery:
    aliases = {
        "unit": options.units,
        "scenario": options.scenarios,
        "theme": options.themes,
        "library": options.libraries,
    }
    delivery = Delivery(mark=dict(reading.mark))
    with database.opened(options.url, timeout_s=options.timeout_s) as connection:
        for one in options.reads:
            gathered = Gathered(TABLES[one.table], reading, options.provenance, aliases)
            _gather(one, connection, gathered, delivery)
            gathered.into(delivery)
    return delivery


def _gather(one: Read, connection: Connection, gathered: Gathered, delivery: Delivery) -> None:
    reading, fact = gathered.reading, one.table in FACTS
    held = RowMark.kept(delivery.mark.get(one.table)) if one.mark and fact else None
    now = reading.now.astimezone(SHANGHAI).date()
    whole = held is None or (now - held.whole_on).days >= one.reread_days
    mark = RowMark(now if whole or held is None else held.whole_on, None if whole or held is None else held.value)
    rows = _all(one, connection) if whole or held is None else _since(one, connection, held.value)
    unmarked = 0
    for number, row in enumerate(rows, start=1):
        delivery.account.read += 1
        unmarked += mark.look(row, one.mark) if one.mark and fact else 0
        gathered.add(_mapped(one, row), place=f"SELECT for {one.table}", line=number)
        if number % STEP == 0:
            reading.progress(number)
    if unmarked:
        delivery.notes.append(f"{unmarked:,} rows of {one.table} have an empty {one.mark}: they are read every time.")
    if not fact:
        return
    if one.mark and mark.value is not None:
        delivery.mark[one.table] = mark.to_json()
    if whole:
        delivery.whole_from[one.table] = now - timedelta(days=one.window_days - 1) if one.window_days else date.min
    if whole or gathered.rows:  # nothing new since the mark is no empty delivery
        delivery.stated.add(one.table)


def _all(one: Read, connection: Connection) -> Iterator[RowMapping]:
    """The statement as it is written."""
    plain = connection.execution_options(stream_results=True, no_parameters=True)
    yield from plain.exec_driver_sql(one.select).mappings()


def _since(one: Read, connection: Connection, value: Any) -> Iterator[RowMapping]:
    """The days that something at or after the mark touches, whole; by the database where every dialect lets it."""
    day, mark = one.columns.get("day", "day"), str(one.mark)
    if statement.can_be_wrapped(one.select):
        plain = connection.execution_options(stream_results=True)
        yield from plain.execute(text(statement.since(one.select, day=day, mark=mark)), {"mark": value}).mappings()
        return
    touched = {row[day] for row in _all(one, connection) if row[mark] is None or row[mark] >= value}
    yield from (row for row in _all(one, connection) if row[day] in touched)


@dataclass
class RowMark:
    """How far a table was read: the largest value of its mark, and the day on which all of it was read."""

    whole_on: date
    value: Any

    @classmethod
    def kept(cls, said: Mapping[str, str] | None) -> RowMark | None:
        if not said or "whole_on" not in said:
            return None
        return cls(date.fromisoformat(said["whole_on"]), _from_mark(said))

    def look(self, row: RowMapping, name: str) -> bool:
        """Whether the mark of the row is empty. SourceWrong where the row has no such column."""
        if name not in row:
            raise SourceWrong(
                f"The SELECT gives no column {name!r}, which mark names.",
                "Add it to the SELECT.",
                zh=f"查询结果没有mark所写的列“{name}”。",
            )
        value = row[name]
        if value is None or value == "":
            return True
        self.value = value if self.value is None or value > self.value else self.value
        return False

    def to_json(self) -> dict[str, str]:
        return {"whole_on": self.whole_on.isoformat(), **_to_mark(self.value)}


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
    kind, value = next((name, held) for name, held in mark.items() if name != "whole_on")
    if kind == "moment":
        return datetime.fromisoformat(value)
    if kind == "day":
        return date.fromisoformat(value)
    return (Decimal(value) if "." in value else int(value)) if kind == "number" else value


declare(
    SourceKind(
        name="sql",
        summary="Any database that SQLAlchemy speaks to: one SELECT for each table, incremental by a mark column.",
        options=SqlOptions,
        read=read,
        example='kind = "sql"\nurl = "${EXCHANGE_URL}"\n\n[[reads]]\ntable = "return_daily"\n'
        'select = "SELECT day, unit, items, records, updated_at FROM returns"\nmark = "updated_at"\nreread_days = 7\n',
    )
)
