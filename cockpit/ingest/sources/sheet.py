"""Spreadsheets of departments: registers and daily facts as XLSX or CSV, under Chinese or English headings."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, field_validator

from cockpit.errors import SourceWrong
from cockpit.ingest import file_access, text_tables, xlsx_grid
from cockpit.ingest.gathered_rows import TABLES, Gathered
from cockpit.ingest.sheet_rows import SheetRows
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, TextOptions, declare
from cockpit.ingest.tabular import FoundTable, checked, table_in
from cockpit.ingest.xlsx_grid import Grid
from cockpit.store.account import Account, Portion
from cockpit.units import Text

HIDDEN = Text("隐藏的工作表", "a hidden worksheet")


class SheetOptions(TextOptions):
    files: str = Field(description="a file, a folder or a pattern such as departments/*.xlsx; all of them are read")
    table: str = Field(description="the table of the contract that they fill, such as library_daily")
    sheet: str | None = Field(
        default=None, description="the one worksheet that is read; where left out, all that have the headings"
    )
    columns: dict[str, str] = Field(
        default_factory=dict, description="own headings to columns of the table; which of two columns is meant"
    )
    units: dict[str, str] = Field(default_factory=dict, description="own names of units to codes")
    themes: dict[str, str] = Field(default_factory=dict, description="own names of themes to codes")
    libraries: dict[str, str] = Field(default_factory=dict, description="own names of libraries to codes")
    scenarios: dict[str, str] = Field(default_factory=dict, description="own names of scenarios to codes")

    @field_validator("table")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in TABLES:
            raise ValueError(f"there is no table {name!r}; use one of {', '.join(TABLES)}")
        return name


def read(options: SheetOptions, reading: ReadingContext) -> Delivery:
    """All files each time: together they are what the source says."""
    aliases = {
        "unit": options.units,
        "theme": options.themes,
        "library": options.libraries,
        "scenario": options.scenarios,
    }
    gathered = Gathered(TABLES[options.table], reading, options.provenance, aliases)
    delivery = Delivery()
    for path, state in file_access.files(reading, options.files):
        before = reading.files.get(state.name)
        if before is not None and before != state:
            delivery.notes.append(f"{state.name} has changed since it was read; it is read again.")
        delivery.files.append(state)
        for found, place in _tables(path, state.name, options, gathered, delivery.account):
            SheetRows(found, place, gathered, delivery).read()
    gathered.into(delivery)
    delivery.stated.update(delivery.facts)
    return delivery


def _tables(
    path: Path, name: str, options: SheetOptions, gathered: Gathered, account: Account
) -> list[tuple[FoundTable, str]]:
    """Every worksheet that has the headings, with how its place is called; the others are named in the account."""
    table, own = gathered.table, options.columns
    every, hidden = _grids(path, options)
    for grid in hidden:
        account.leave(HIDDEN, portion=Portion.SHEET, name=f"{name} {grid.name}")
    tried = [(grid, table_in(grid, table, own)) for grid in every]
    needed = {column.name for column in table.primary_key.columns if column.name != "delivered_by"}
    whole = [(grid, found) for grid, found in tried if found and needed <= {one.name for one in found.headings}]
    best = max((found for _, found in tried if found), key=lambda found: len(found.headings), default=None)
    if best is None:
        raise SourceWrong(
            f"{path.name} has no headings of {table.name}.",
            f"Use those of: cockpit template {table.name}",
            zh=f"{path.name}没有{table.name}的表头。",
        )
    if not whole:
        checked(best, table, path.name)
    named = len(every) + len(hidden) > 1
    for grid, found in tried:
        if (grid, found) not in whole and any(any(row) for row in grid.rows):
            reason = Text(f"没有{table.name}的全部表头", f"it has not all headings of {table.name}")
            account.leave(reason, portion=Portion.SHEET, name=f"{name} {grid.name}")
    return [
        (
            checked(found, table, f"{path.name} {grid.name}" if named else path.name),
            f"{name} {grid.name}" if len(whole) > 1 else name,
        )
        for grid, found in whole
    ]


def _grids(path: Path, options: SheetOptions) -> tuple[list[Grid], list[Grid]]:
    """What may be read, and what is hidden or not asked for."""
    if path.suffix.lower() in (".xlsx", ".xlsm"):
        found = xlsx_grid.grids(path)
        if options.sheet is None:
            return [grid for grid in found if not grid.hidden], [grid for grid in found if grid.hidden]
        named = [grid for grid in found if grid.name == options.sheet]
        if not named:
            raise SourceWrong(
                f"{path.name} has no sheet {options.sheet!r}.",
                f"It has {', '.join(g.name for g in found)[:120]}.",
                zh=f"{path.name}没有工作表“{options.sheet}”。",
            )
        return named, []
    if path.suffix.lower() == ".xls":
        raise SourceWrong(
            f"{path.name} is an old workbook.", "Save it as XLSX or as CSV.", zh=f"{path.name}是旧格式的工作簿。"
        )
    return [text_tables.grid(path, encoding=options.encoding)], []


declare(
    SourceKind(
        name="sheet",
        summary="Registers and daily facts in spreadsheets: XLSX or CSV, with Chinese or English headings.",
        options=SheetOptions,
        read=read,
        example='kind = "sheet"\nfiles = "departments/*.xlsx"\ntable = "library_daily"\n',
    )
)
