"""Spreadsheets of departments: registers and daily facts as XLSX or CSV, under Chinese or English headings."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import Field, field_validator
from sqlalchemy import BigInteger, Date, Integer, Table

from cockpit.errors import SourceWrong
from cockpit.ingest import cells, delimited, files, workbook
from cockpit.ingest.gather import TABLES, Gathered
from cockpit.ingest.headings import columns, recognised
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source import Delivery, Kind, Options, Reading, declare
from cockpit.ingest.workbook import Grid
from cockpit.store.account import Portion
from cockpit.store.called import called, chinese
from cockpit.units import Text

HEADING_WITHIN = 15
HEADING_ROWS = 3
TOTALS = ("合计", "总计", "小计", "总数", "total", "sum")
NOTES = ("注", "说明", "备注", "填报人", "填表人", "审核人", "联系人", "制表", "note")
FILLED_IN = ("position", "provenance")
NOTE, TOTAL = Text("附注", "a note"), Text("合计行", "a total")
EPOCH_1900 = 693_594  # day 0 of a spreadsheet's calendar, as an ordinal
Heading = dict[int, tuple[str, int]]


class SheetOptions(Options):
    """`table` is one of the contract; `columns` maps own headings to its columns, the others own names to codes."""

    files: str = Field(description="a file, a folder or a pattern; all are read each time")
    table: str = Field(description="table of the contract that the sheet fills")
    sheet: str | None = Field(default=None, description="the only worksheet that is read, by its name")
    encoding: str | None = Field(default=None, description="of a CSV, where it is neither UTF-8 nor GB18030")
    columns: dict[str, str] = Field(default_factory=dict, description="their headings to columns of the table")
    units: dict[str, str] = Field(default_factory=dict, description="their names of units to ours")
    themes: dict[str, str] = Field(default_factory=dict, description="their names of themes to ours")
    libraries: dict[str, str] = Field(default_factory=dict, description="their names of libraries to ours")
    scenarios: dict[str, str] = Field(default_factory=dict, description="their names of scenarios to ours")

    @field_validator("table")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}; use one of {', '.join(TABLES)}")
        return name


def read(options: SheetOptions, reading: Reading) -> Delivery:
    """All files each time: together they are what the source says."""
    table = TABLES[options.table]
    aliases = {
        "unit": options.units,
        "theme": options.themes,
        "library": options.libraries,
        "scenario": options.scenarios,
    }
    gathered = Gathered(table, reading, options.provenance, aliases)
    delivery = Delivery()
    for path in files.found(reading.folder, options.files):
        state = files.state(path, reading.folder)
        before = reading.files.get(state.name)
        if before is not None and before != state:
            delivery.notes.append(f"{state.name} has changed since it was read; it is read again.")
        delivery.files.append(state)
        _one_file(path, state.name, options, gathered, delivery)
    gathered.into(delivery)
    delivery.stated.update(delivery.facts)
    return delivery


def _one_file(path: Path, place: str, options: SheetOptions, gathered: Gathered, delivery: Delivery) -> None:
    grid, below, heading = _table_of(path, options, gathered.table)
    _unused(grid, below, heading, gathered.table, delivery)
    sums: dict[str, Decimal] = {}
    for number in range(below, len(grid.rows)):
        row = grid.rows[number]
        line = grid.line(number)
        first = next((str(cell).strip() for cell in row if not cells.empty(cell)), "")
        if not first:
            continue
        delivery.account.read += 1
        if _is_note(row, first):
            delivery.account.leave(NOTE, name=f"{place} {line}")
            continue
        if first.casefold().startswith(TOTALS):
            delivery.account.leave(TOTAL, name=f"{place} {line}")
            _compare(row, heading, sums, f"{place} line {line}", delivery)
            continue
        try:
            given = _given(row, heading, gathered.table)
        except Unfit as unfit:
            gathered.refused.append(Refusal.of(unfit, place=place, line=line))
            continue
        before = len(gathered.rows)
        gathered.add(given, place=place, line=line)
        if len(gathered.rows) > before:
            _sum(next(reversed(gathered.rows.values())), gathered.table, sums)
        if number % 5_000 == 0:
            gathered.reading.progress(number, len(grid.rows))


def _grids(path: Path, options: SheetOptions) -> list[Grid]:
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        found = workbook.grids(path)
        if options.sheet is None:
            return found
        named = [grid for grid in found if grid.name == options.sheet]
        if not named:
            raise SourceWrong(
                f"{path.name} has no sheet {options.sheet!r}.",
                f"It has {', '.join(g.name for g in found)[:120]}.",
                zh=f"{path.name}没有工作表“{options.sheet}”。",
            )
        return named
    if path.suffix.lower() == ".xls":
        raise SourceWrong(
            f"{path.name} is an old workbook.", "Save it as XLSX or as CSV.", zh=f"{path.name}是旧格式的工作簿。"
        )
    return [delimited.grid(path, encoding=options.encoding)]


def _table_of(path: Path, options: SheetOptions, table: Table) -> tuple[Grid, int, Heading]:
    """The grid, its first row below the headings, and the columns; of all the place where most is recognised."""
    best: tuple[int, Grid, int, Heading] | None = None
    for grid in _grids(path, options):
        for top in range(min(HEADING_WITHIN, len(grid.rows))):
            for height in range(1, HEADING_ROWS + 1):
                heading = _heading(grid.rows[top : top + height], table, options.columns)
                if best is None or len(heading) > best[0]:
                    best = (len(heading), grid, top + height, heading)
    if best is None or not best[3]:
        raise SourceWrong(
            f"{path.name} has no headings of {table.name}.",
            f"Use those of: cockpit template {table.name}",
            zh=f"{path.name}没有{table.name}的表头。",
        )
    _, grid, below, heading = best
    there = {column for column, _ in heading.values()}
    for column in table.columns:
        if column.name in columns(table) and not column.nullable and column.name not in (*FILLED_IN, *there):
            raise SourceWrong(
                f"{path.name} has no column {chinese(column.name)} ({column.name}).",
                "Add it, or map its heading in columns.",
                zh=f"{path.name}缺少列“{chinese(column.name)}”（{column.name}）。",
            )
    return grid, below, heading


def _unused(grid: Grid, below: int, heading: Heading, table: Table, delivery: Delivery) -> None:
    """Columns that have cells and of which nothing is taken, by their lowest name."""
    reason = Text(f"{table.name}没有这样的列", f"no column of {table.name} is called so")
    above, rows = grid.rows[max(below - HEADING_ROWS, 0) : below], grid.rows[below:]
    for number in range(max((len(row) for row in grid.rows), default=0)):
        if number in heading or not any(number < len(row) and not cells.empty(row[number]) for row in rows):
            continue
        names = [str(row[number]).strip() for row in above if number < len(row) and not cells.empty(row[number])]
        delivery.account.leave(reason, portion=Portion.COLUMN, name=names[-1] if names else str(number + 1))


def _heading(rows: list[list[Any]], table: Table, own: dict[str, str]) -> Heading:
    """By the lowest name of a column, or by the names above one another as one."""
    found: Heading = {}
    taken: set[str] = set()
    for number in range(max((len(row) for row in rows), default=0)):
        names = [str(row[number]).strip() for row in rows if number < len(row) and not cells.empty(row[number])]
        names = list(dict.fromkeys(names))
        if not names:
            continue
        said = recognised(table, names[-1], own) or recognised(table, "".join(names), own)
        if said is not None and said[0] not in taken:
            found[number] = said
            taken.add(said[0])
    return found


def _given(row: list[Any], heading: Heading, table: Table) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for number, (name, factor) in heading.items():
        value = row[number] if number < len(row) else None
        if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
            raise Unfit(
                zh=(f"{called(name)}是表格的错误值。", "请更正公式。"),
                en=(f"{name} is an error of the sheet.", "Correct the formula."),
                field=name,
                value=value,
            )
        column = table.c[name]
        if isinstance(column.type, Date) and _is_serial(value):
            value = _of_serial(value)
        elif factor != 1 and isinstance(column.type, (BigInteger, Integer)) and not cells.empty(value):
            value = cells.number(value, field=name) * factor
        given[name] = value
    return given


def _is_serial(value: Any) -> bool:
    try:
        return not isinstance(value, bool) and 36_526 <= float(value) < 60_000
    except (TypeError, ValueError):
        return False


def _of_serial(value: Any) -> date:
    return date.fromordinal(EPOCH_1900 + int(float(value)))


def _is_note(row: list[Any], first: str) -> bool:
    return first.startswith(NOTES) and sum(not cells.empty(cell) for cell in row) <= 2


def _numbers(row: list[Any], heading: Heading) -> Iterator[tuple[str, Decimal]]:
    for number, (name, factor) in heading.items():
        if number < len(row) and not cells.empty(row[number]):
            try:
                yield name, cells.number(row[number], field=name) * factor
            except Unfit:
                continue


def _sum(row: dict[str, Any], table: Table, sums: dict[str, Decimal]) -> None:
    for name, value in row.items():
        if isinstance(table.c[name].type, BigInteger) and value is not None:
            sums[name] = sums.get(name, Decimal(0)) + value


def _compare(row: list[Any], heading: Heading, sums: dict[str, Decimal], place: str, delivery: Delivery) -> None:
    """A total that the sheet states and that its rows do not give is said, and neither is changed."""
    for name, stated in _numbers(row, heading):
        if name in sums and stated != sums[name]:
            delivery.notes.append(
                f"{place}: the total of {chinese(name)} is {stated:,}, its rows add up to {sums[name]:,}."
            )


declare(
    Kind(
        name="sheet",
        summary="Registers and daily facts in spreadsheets: XLSX or CSV, with Chinese or English headings.",
        options=SheetOptions,
        read=read,
        example='kind = "sheet"\nfiles = "departments/*.xlsx"\ntable = "library_daily"\n',
    )
)
