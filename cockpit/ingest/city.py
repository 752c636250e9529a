"""The city as data: a folder of hand-edited files becomes the rows of the registers, or is refused in words."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import CheckConstraint, Column, Date, Integer, Numeric, Table

from cockpit.errors import CityWrong
from cockpit.ingest import csv_table, days_off, toml
from cockpit.ingest.csv_table import CsvLine
from cockpit.store import tables
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.vocabulary import DeliveryDays, ResourceKind, UnitLevel
from cockpit.units import UNITS, Text

Row = Mapping[str, Any]
Cell = str | int | Decimal | date | None

FILES: dict[str, Table] = {
    "units.csv": tables.unit,
    "libraries.csv": tables.library,
    "scenarios.csv": tables.scenario,
    "themes.csv": tables.theme,
    "targets.csv": tables.target,
    "published-figures.csv": tables.published_figure,
    "sources.csv": tables.source,
}
"""The columns of a file are those of its register; `units.csv` is first because others name units."""

ABOUT = "city.toml"
POSITION = "position"  # the order of the lines, so that nobody has to number them

MEMBERS = {"library": "library", "scenario": "scenario", "unit": "unit", "target": "target", "theme": "theme"}
"""The dimensions of a published figure whose members are codes of a register."""
FIXED_MEMBERS = {
    "kind": (ResourceKind.FILE, ResourceKind.TABLE, ResourceKind.API),
    "level": (UnitLevel.MUNICIPAL, UnitLevel.COUNTY, UnitLevel.PROVINCE),
}


@dataclass(frozen=True)
class City:
    """`code` is the name of its folder; `registers` are rows by table name, ready to be loaded."""

    code: str
    adcode: str
    name: Text
    bureau: Text
    title: Text
    report: Text
    registers: Mapping[str, list[Row]]

    @property
    def names(self) -> str:
        """What every board of this city carries, as the JSON that stands in the table `world`."""
        texts = {"name": self.name, "title": self.title, "report": self.report, "bureau": self.bureau}
        named = {name: text.to_json() for name, text in texts.items()}
        return json.dumps({"code": self.code, "adcode": self.adcode, **named}, ensure_ascii=False, sort_keys=True)


def read(folder: Path) -> City:
    """The city of a folder; CityWrong says file, line and what to do."""
    registers: dict[str, list[Row]] = {}
    lines: dict[str, list[CsvLine]] = {}
    for file, table in FILES.items():
        lines[file] = _lines(folder / file, table)
        registers[table.name] = [
            _row(line, table, registers, position=number) for number, line in enumerate(lines[file], start=1)
        ]
    _check_tiles(lines["units.csv"], registers["unit"])
    _check_figures(lines["published-figures.csv"], registers)
    about = toml.read(folder / ABOUT)
    registers.update(days_off.read(folder, about))
    _check_delivery_days(lines["sources.csv"], registers)
    texts = {name: _text(about, name) for name in ("name", "bureau", "title", "report")}
    return City(code=folder.name, adcode=_adcode(about), registers=registers, **texts)


def _lines(path: Path, table: Table) -> list[CsvLine]:
    columns = [column for column in table.columns if column.name not in (POSITION, DELIVERED_BY)]
    lines = csv_table.read(
        path,
        required=[column.name for column in columns if not column.nullable],
        optional=[column.name for column in columns if column.nullable],
    )
    if not lines:
        raise CityWrong(path.name, None, "it has no line below its header.", "Add at least one.")
    csv_table.unique(lines, *(column.name for column in table.primary_key.columns))
    return lines


def _row(line: CsvLine, table: Table, registers: Mapping[str, list[Row]], *, position: int) -> dict[str, Cell]:
    row: dict[str, Cell] = {}
    for column in table.columns:
        if column.name == DELIVERED_BY:
            continue
        if column.name == POSITION:
            row[column.name] = position
        elif column.nullable and not line.cells.get(column.name):
            row[column.name] = None
        else:
            row[column.name] = _cell(line, column, registers)
    return row


def _cell(line: CsvLine, column: Column[Any], registers: Mapping[str, list[Row]]) -> Cell:
    name = column.name
    if isinstance(column.type, Date):
        return line.day(name)
    if isinstance(column.type, Integer):
        return line.whole(name)
    if isinstance(column.type, Numeric):
        return line.number_of(name)
    found = line.text(name)
    length = getattr(column.type, "length", None)
    if length and len(found) > length:
        raise line.wrong(f"{name} has {len(found)} characters.", f"Use at most {length}.")
    if name == "code" and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", found):
        raise line.wrong(f"code is {found!r}.", "Use letters without accents, digits, points, - and _ only.")
    if name == "unit_of_measure":
        return line.one_of(name, UNITS)
    for key in column.foreign_keys:
        register = key.column.table.name
        return line.one_of(name, _codes(registers[register]), where=f" among the {register}s")
    allowed = _allowed(column)
    return line.one_of(name, allowed) if allowed else found


def _codes(rows: list[Row]) -> dict[str, None]:
    return dict.fromkeys(row["code"] for row in rows)


def _allowed(column: Column[Any]) -> list[str]:
    """The values that the table itself allows, so that they are written in one place."""
    for constraint in column.table.constraints:
        if isinstance(constraint, CheckConstraint):
            match = re.fullmatch(rf"{column.name} IN \((.*)\)", str(constraint.sqltext))
            if match:
                return re.findall(r"'([^']*)'", match[1])
    return []


def _check_tiles(lines: list[CsvLine], units: list[Row]) -> None:
    held: dict[tuple[int, int], str] = {}
    for line, unit in zip(lines, units, strict=True):
        row, column = unit["tile_row"], unit["tile_column"]
        if row is None and column is None:
            continue
        if row is None or column is None or row < 1 or column < 1:
            raise line.wrong("half a place on the tile map.", "Give tile_row and tile_column from 1, or neither.")
        if unit["level"] != UnitLevel.COUNTY:
            raise line.wrong("only counties and zones stand on the tile map.", "Empty tile_row and tile_column.")
        if (row, column) in held:
            raise line.wrong(f"the tile of {held[row, column]} is taken.", "Give each its own tile.")
        held[row, column] = unit["code"]


def _check_delivery_days(lines: list[CsvLine], registers: Mapping[str, list[Row]]) -> None:
    for line, source in zip(lines, registers["source"], strict=True):
        if source["delivery_days"] == DeliveryDays.WORKING and not registers["calendar_year"]:
            raise line.wrong(
                "delivery_days is 'working', but city.toml names no calendar.",
                'Add [calendar] with country = "CN" and office = "08:30-17:30", or write every.',
            )


def _check_figures(lines: list[CsvLine], registers: Mapping[str, list[Row]]) -> None:
    for line, figure in zip(lines, registers["published_figure"], strict=True):
        if (figure["value"] is None) == (figure["text"] is None):
            raise line.wrong("a figure is either a value or a text.", "Fill in one of value and text.")
        if figure["value"] is not None and figure["unit_of_measure"] is None:
            raise line.wrong("unit_of_measure is empty.", "Say what the value counts.")
        if (figure["dimension"] is None) != (figure["member"] is None):
            raise line.wrong("half a scope.", "Give dimension and member, or neither for the whole city.")
        if figure["dimension"] is not None:
            dimension = line.one_of("dimension", [*MEMBERS, *FIXED_MEMBERS])
            members = FIXED_MEMBERS.get(dimension) or _codes(registers[MEMBERS[dimension]])
            line.one_of("member", members, where=f" as a {dimension}")


def _text(about: Mapping[str, Any], name: str) -> Text:
    found = about.get(name)
    if not isinstance(found, dict) or not all(isinstance(found.get(tongue), str) for tongue in ("zh", "en")):
        raise CityWrong(ABOUT, None, f"[{name}] is missing or not in both languages.", f"Give [{name}] zh and en.")
    return Text.from_json(found)


def _adcode(about: Mapping[str, Any]) -> str:
    found = about.get("adcode")
    if not isinstance(found, str) or not re.fullmatch(r"\d{6}", found):
        raise CityWrong(ABOUT, None, "adcode is missing or not six digits.", 'Write it as adcode = "371300".')
    return found
