"""Exchange events out of logs: CSV, NDJSON and Parquet files, one or a whole folder of them, packed or not."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cockpit.errors import SourceWrong
from cockpit.ingest import file_access, ndjson
from cockpit.ingest.decoding import FAULT, no_text
from cockpit.ingest.documents import line_unfit
from cockpit.ingest.exchange import FIELDS, REQUIRED, Checker
from cockpit.ingest.landing_report import MOST_REFUSED, take
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import folded
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, TextOptions, declare
from cockpit.store.account import Account, Portion
from cockpit.store.duck import duck, duck_failures
from cockpit.store.duck import files as parquet
from cockpit.store.event import Event
from cockpit.units import Text

ENDINGS = {".csv": "csv", ".ndjson": "ndjson", ".jsonl": "ndjson", ".json": "ndjson", ".parquet": "parquet"}
STEP = 20_000
MOST_NAMES = 200
"""So many names of a line that are no fields are looked at."""
NO_FIELD = Text("事件没有这一项", "no event has such a field")
Given = tuple[int | None, Mapping[str, Any] | Unfit]


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
    landed = reading.land(_events(fresh, options, reading, checker=checker, delivery=delivery))
    take(delivery, landed, reading)
    if checker.below_zero:
        delivery.notes.append(f"{checker.below_zero:,} durations are below zero, which is not known.")
    return delivery


def _events(
    fresh: list[tuple[Path, Any]],
    options: EventsOptions,
    reading: ReadingContext,
    *,
    checker: Checker,
    delivery: Delivery,
) -> Iterator[Event]:
    far = file_access.Far([state for _, state in fresh])
    given = _given(fresh, options, reading, far=far, account=delivery.account)
    for done, (place, (line, row)) in enumerate(given, start=1):
        delivery.account.read += 1
        if done % STEP == 0:
            reading.progress(done, far.rows(done))
        try:
            if isinstance(row, Unfit):
                raise row
            yield checker.event(row, place=place, line=line)
        except Unfit as unfit:
            raw = None if isinstance(row, Unfit) else row
            delivery.refused.append(Refusal.of(unfit, place=place, line=line, raw=raw))
            if len(delivery.refused) > MOST_REFUSED:
                raise SourceWrong(
                    f"More than {MOST_REFUSED:,} events were refused; the last: {unfit.reason.en}",
                    unfit.remedy.en,
                    zh=f"拒收超过{MOST_REFUSED:,}行，最后一行：{unfit.reason.zh}",
                ) from unfit


def _given(
    fresh: list[tuple[Path, Any]],
    options: EventsOptions,
    reading: ReadingContext,
    *,
    far: file_access.Far,
    account: Account,
) -> Iterator[tuple[str, Given]]:
    for retried in reading.retried:
        yield retried["place"], (retried["line"], retried["raw"])
    for path, state in fresh:
        kind = options.format or _format(path)
        rows = {"csv": _csv, "ndjson": _ndjson, "parquet": _parquet}[kind](path, options, far, account)
        for line, given in rows:
            yield state.name, (line, given if isinstance(given, Unfit) else {**given, **options.constants})
        far.through(state)


def _format(path: Path) -> str:
    ending = path.with_suffix("").suffix if path.suffix == ".gz" else path.suffix
    if ending not in ENDINGS:
        raise SourceWrong(
            f"{path.name} is of no known format.",
            f"Set format, or name it {', '.join(ENDINGS)}.",
            zh=f"{path.name}的格式不认识。",
        )
    return ENDINGS[ending]


def _columns(path: Path, header: list[str], options: EventsOptions, account: Account) -> dict[str, str]:
    """Our fields by their columns; what is required must be there."""
    for name in options.columns:
        if name not in FIELDS:
            raise SourceWrong(
                f"columns names {name!r}, which no event has.",
                f"Fields: {', '.join(FIELDS)}.",
                zh=f"columns写有“{name}”，事件没有这一项。",
            )
    wanted = {name: options.theirs(name) for name in FIELDS}
    for name in REQUIRED:
        if name not in options.constants and wanted[name] not in header:
            raise SourceWrong(
                f"{path.name} has no column {wanted[name]!r}.",
                f"Name theirs under columns; it has {', '.join(header)[:120]}.",
                zh=f"{path.name}缺少列“{wanted[name]}”。",
            )
    for theirs in header:
        if theirs not in wanted.values():
            account.leave(NO_FIELD, portion=Portion.COLUMN, name=theirs)
    return {theirs: ours for ours, theirs in wanted.items() if theirs in header}


def _csv(path: Path, options: EventsOptions, far: file_access.Far, account: Account) -> Iterator[Given]:
    """A record is a line: an event has no line breaks in it, so a lost quote costs one line and not the file."""
    header: list[str] = []
    columns: dict[str, str] = {}
    for number, line in file_access.lines(path, far, options.encoding):
        try:
            cells = next(csv.reader([line.decode()], strict=True), [])
        except (UnicodeDecodeError, csv.Error) as wrong:
            if not header:
                raise _no_header(path) from wrong
            yield number, _unreadable(line, wrong)
            continue
        if not any(cells):
            continue
        if not header:
            if any(FAULT in cell for cell in cells):
                raise _no_header(path)
            header = [cell.strip() for cell in cells]
            columns = _columns(path, header, options, account)
        elif len(cells) != len(header):
            yield (
                number,
                Unfit(
                    zh=(f"有{len(cells)}个单元格，但有{len(header)}列。", "每列请给一个单元格。"),
                    en=(f"there are {len(cells)} cells, but {len(header)} columns.", "Give each column one cell."),
                ),
            )
        else:
            yield number, {columns[name]: cell for name, cell in zip(header, cells, strict=True) if name in columns}


def _no_header(path: Path) -> SourceWrong:
    return SourceWrong(
        f"{path.name} has no readable header.",
        "Save it as UTF-8, or set encoding.",
        zh=f"{path.name}的表头无法读取。",
    )


def _unreadable(line: bytes, wrong: UnicodeDecodeError | csv.Error) -> Unfit:
    if isinstance(wrong, UnicodeDecodeError):
        return no_text(None, len(line[: wrong.start].decode("utf-8", "replace")) + 1)
    return Unfit(
        zh=("这一行的双引号不成对。", "请补全双引号。"),
        en=("the line has a double quote that is not closed.", "Close every double quote."),
    )


def _ndjson(path: Path, options: EventsOptions, far: file_access.Far, account: Account) -> Iterator[Given]:
    ndjson.check(path, options.encoding)
    theirs = {name: options.theirs(name) for name in FIELDS}
    known = set(theirs.values())
    for number, line in file_access.lines(path, far, options.encoding):
        if not line.strip():
            continue
        found = ndjson.parsed(line)
        if found is not None:
            if not known.issuperset(found):
                for name in found.keys() - known:
                    account.leave(NO_FIELD, portion=Portion.COLUMN, name=name)
                known.update(list(found)[:MOST_NAMES])
            yield number, {ours: found.get(name) for ours, name in theirs.items()}
        else:
            yield number, line_unfit(line)


def _parquet(path: Path, options: EventsOptions, far: file_access.Far, account: Account) -> Iterator[Given]:
    try:
        with duck(path.parent) as connection:
            found = connection.execute(f"SELECT * FROM {parquet([path])} LIMIT 0")
            header = [column[0] for column in found.description or ()]
            columns = _columns(path, header, options, account)
            listed = ", ".join(f'"{name.replace(chr(34), chr(34) * 2)}"' for name in columns)
            found = connection.execute(f"SELECT {listed} FROM {parquet([path])}")
            number = 0
            while batch := found.fetchmany(10_000):
                for values in batch:
                    number += 1
                    yield number, dict(zip(columns.values(), values, strict=True))
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
