"""Exchange events out of logs: CSV, NDJSON and Parquet files, one or a whole folder of them, packed or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cockpit.errors import SourceWrong
from cockpit.ingest import file_access, ndjson
from cockpit.ingest.event_blocks import LogReader, ParquetBlock, blocks
from cockpit.ingest.event_checks import SetChecks, named
from cockpit.ingest.event_lines import CsvLines, EventNames, Given, NdjsonLines, fields_by_column
from cockpit.ingest.exchange import FIELDS, Checker
from cockpit.ingest.landing_report import MOST_REFUSED, take
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import folded
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, TextOptions, declare
from cockpit.store.account import Account
from cockpit.store.duck import duck, duck_failures, quoted
from cockpit.store.duck import files as parquet
from cockpit.store.event import Event, EventBlock

ENDINGS = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "ndjson", ".parquet": "parquet"}
STEP = 20_000
LEAST_ROWS = 1_000
"""A Parquet file of fewer rows is read row by row."""


class Constant(BaseModel):
    """A column that the log does not have: of every event the same value."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    value: str | int


class EventsOptions(TextOptions):
    """`columns` maps our fields to theirs, or to a constant; the other tables map their words to codes and values of
    ours. `success` and `failure` are their words for how an event ended.
    """

    files: str = Field(description="a file, a folder or a pattern; new files are read, changed ones again")
    format: Literal["csv", "ndjson", "parquet"] | None = Field(
        default=None, description="`csv`, `ndjson` or `parquet`, where the name of a file does not say it"
    )
    columns: dict[str, str | Constant] = Field(
        default_factory=dict, description='our fields to their columns, or to a constant: `kind = {value = "api"}`'
    )
    units: dict[str, str] = Field(default_factory=dict, description="their names of units to ours")
    scenarios: dict[str, str] = Field(default_factory=dict, description="their names of scenarios to ours")
    kinds: dict[str, Literal["api", "table", "file"]] = Field(
        default_factory=dict, description="their words to `api`, `table` or `file`"
    )
    statuses: dict[str, bool] = Field(default_factory=dict, description="their words: true where they mean failed")
    success: tuple[str, ...] = Field(default=(), description="their words for an event that succeeded")
    failure: tuple[str, ...] = Field(default=(), description="their words for one that failed")
    duration_unit: Literal["s", "ms", "us"] = Field(default="ms", description="`s`, `ms` or `us`")

    @model_validator(mode="after")
    def _one_meaning(self) -> Self:
        for word in {*self.success} & {*self.failure}:
            raise ValueError(f"{word!r} stands under success and under failure")
        for word, failed in self.statuses.items():
            if word in (self.success if failed else self.failure):
                raise ValueError(f"{word!r} has two meanings")
        return self

    @property
    def constants(self) -> dict[str, str | int]:
        return {name: said.value for name, said in self.columns.items() if isinstance(said, Constant)}

    def theirs(self, name: str) -> str:
        """How the log calls a field of ours."""
        said = self.columns.get(name, name)
        return said if isinstance(said, str) else name

    @property
    def meanings(self) -> dict[str, bool]:
        """Of their words for how an event ended, whether it failed."""
        said = {**dict.fromkeys(self.success, False), **dict.fromkeys(self.failure, True), **self.statuses}
        return {**{folded(word): failed for word, failed in said.items()}, **said}


def read(options: EventsOptions, reading: ReadingContext) -> Delivery:
    fresh, states, notes = file_access.news(reading, options.files)
    delivery = Delivery(files=states, notes=notes, mark=dict(reading.mark), settled={state.name for _, state in fresh})
    where = f"[sources.{reading.source}."
    checker = Checker(
        reading.known,
        reading.now,
        options.units,
        options.scenarios,
        options.kinds,
        options.meanings,
        where=where,
        spelling=reading.spelling,
        duration_unit=options.duration_unit,
    )
    far = file_access.Far([state for _, state in fresh])
    landed = reading.land(_events(fresh, options, reading, _Rows(checker, delivery, reading, far)))
    take(delivery, landed, reading)
    if checker.below_zero:
        delivery.notes.append(f"{checker.below_zero:,} durations are below zero, which is not known.")
    return delivery


@dataclass
class _Rows:
    """Rows that are checked by themselves, and what is counted of all."""

    checker: Checker
    delivery: Delivery
    reading: ReadingContext
    far: file_access.Far

    def one(self, place: str, line: int | None, row: Any) -> Event | None:
        self.noted(1)
        try:
            if isinstance(row, Unfit):
                raise row
            return self.checker.event(row, place=place, line=line)
        except Unfit as unfit:
            raw = None if isinstance(row, Unfit) else row
            refused = self.delivery.refused
            refused.append(Refusal.of(unfit, place=place, line=line, raw=raw))
            if len(refused) > MOST_REFUSED:
                raise SourceWrong(
                    f"More than {MOST_REFUSED:,} events were refused; the last: {unfit.reason.en}",
                    unfit.remedy.en,
                    zh=f"拒收超过{MOST_REFUSED:,}行，最后一行：{unfit.reason.zh}",
                ) from unfit
        return None

    def noted(self, rows: int) -> None:
        """Counts rows that were read."""
        before, account = self.delivery.account.read, self.delivery.account
        account.read += rows
        if account.read // STEP > before // STEP:
            self.reading.progress(account.read, self.far.rows(account.read))


def _events(
    fresh: list[tuple[Path, Any]], options: EventsOptions, reading: ReadingContext, rows: _Rows
) -> Iterator[Event | EventBlock]:
    for retried in reading.retried:
        event = rows.one(retried["place"], retried["line"], retried["raw"])
        if event:
            yield event
    log = LogReader(SetChecks(rows.checker, options.constants), rows.one, rows.noted)
    for path, state in fresh:
        for found in _file(path, state.name, options, log, rows):
            if not isinstance(found, tuple):
                yield found
                continue
            event = rows.one(found[0], *found[1])
            if event:
                yield event
        rows.far.through(state)


def _file(
    path: Path, place: str, options: EventsOptions, log: LogReader, rows: _Rows
) -> Iterator[EventBlock | tuple[str, Given]]:
    names = EventNames({name: options.theirs(name) for name in FIELDS}, options.constants, tuple(options.columns))
    log = replace(log, one=lambda place, line, row: rows.one(place, line, _with(row, options.constants)))
    account = rows.delivery.account
    kind = options.format or _format(path)
    if kind == "parquet":
        block = _parquet(path, place, names, log, account)
        if block.rows >= LEAST_ROWS:
            yield block
            return
        for number, row in _parquet_rows(block):
            yield place, (number, _with(row, options.constants))
        return
    if kind == "ndjson":
        ndjson.check(path, options.encoding)
    lines = NdjsonLines(names, account) if kind == "ndjson" else CsvLines(path, names, account)
    for found in blocks(path, place, lines, log, encoding=options.encoding, far=rows.far):
        if isinstance(found, tuple):
            yield found[0], (found[1][0], _with(found[1][1], options.constants))
        else:
            yield found


def _with(row: Any, constants: Mapping[str, str | int]) -> Any:
    return row if isinstance(row, Unfit) else {**row, **constants}


def _format(path: Path) -> str:
    ending = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if ending not in ENDINGS:
        raise SourceWrong(
            f"{path.name} is of no known format.",
            f"Set format, or name it {', '.join(ENDINGS)}.",
            zh=f"{path.name}的格式不认识。",
        )
    return ENDINGS[ending]


def _parquet(path: Path, place: str, names: EventNames, log: LogReader, account: Account) -> ParquetBlock:
    with _in_words(path), duck(path.parent) as connection:
        found = connection.execute(f"DESCRIBE SELECT * FROM {parquet([path])}").fetchall()
        counted = connection.execute(
            "SELECT greatest(any_value(f.num_rows), sum(g.row_group_num_rows)) FROM "
            f"parquet_file_metadata({quoted(str(path))}) f, (SELECT DISTINCT row_group_id, row_group_num_rows "
            f"FROM parquet_metadata({quoted(str(path))})) g"
        ).fetchone()
    kinds = {row[0]: row[1] for row in found}
    columns = fields_by_column(path, list(kinds), names, account)
    rows = int(counted[0] or 0) if counted else 0
    return ParquetBlock(place, path, rows, columns, kinds, names, log, _parquet_rows)


def _parquet_rows(block: ParquetBlock) -> Iterator[Given]:
    listed = ", ".join(named(name) for name in block.columns)
    with _in_words(block.path), duck(block.path.parent) as connection:
        connection.execute("SET preserve_insertion_order = true")
        found = connection.execute(f"SELECT {listed} FROM {parquet([block.path])}")
        number = 0
        while batch := found.fetchmany(10_000):
            for values in batch:
                number += 1
                yield number, dict(zip(block.columns.values(), values, strict=True))


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except duck_failures() as failed:
        line = " ".join(str(failed).split())[:120]
        raise SourceWrong(
            f"{path.name} is no readable Parquet ({line}).",
            "Deliver the file again.",
            zh=f"{path.name}不是可读的Parquet文件。",
        ) from failed


declare(
    SourceKind(
        name="events",
        summary="Exchange events as CSV, NDJSON (also gzip) or Parquet: a file, or a folder whose new files are read.",
        options=EventsOptions,
        read=read,
        moments=True,
        example='kind = "events"\nfiles = "exchange/*.csv"\n\n[units]\n"BIGDATA-01" = "bigdata"\n',
    )
)
