"""The table in a worksheet: where its headings stand, which column is which, and what its unit line says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Table

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values
from cockpit.ingest.headings import Heading, columns, is_amount, recognised
from cockpit.ingest.measures import MeasureUnit, factor_for, unit_of
from cockpit.ingest.xlsx_grid import Grid, Uncomputed
from cockpit.store.shared_columns import COUNTED_IN, measured_in
from cockpit.store.translations import chinese

HEADING_WITHIN = 15
HEADING_ROWS = 3
LOOKED_AT = 200
"""Cells of a column that are looked at to see whether it holds units of measure."""
FILLED_IN = ("position", "provenance")
UNIT_LINE = re.compile(
    r"(?<![\w\u4e00-\u9fff])(?:(?:计量|数量|数据|金额)?单位\s*[:：]\s*(?P<zh>[^\s）)；;]+)|"
    r"(?:units?(?:\s+of\s+measure(?:ment)?)?\s*[:：]\s*(?P<en>[^\s）)；;]+(?: [^\s）)；;]+){0,3})|"
    r"(?P<amounts>in\s+(?:thousand|million|billion|trillion)s?)\b))",
    re.IGNORECASE,
)
MEASURE_COLUMN = ("计量单位", "数量单位", "计数单位", "度量单位", "unit of measure", "unit of measurement", "measure")
UNIT_COLUMN = ("单位", "unit", "units")
"""Headings of units of measure, of which the second may be those of offices as well."""
_SPLIT = re.compile(r"[、,，/]|和")


@dataclass(frozen=True)
class FoundTable:
    """The headings of a worksheet and the first row below them; `measures` is the column that holds units of measure.

    `unused` are the names of columns that have cells and are not of the table.
    """

    grid: Grid
    top: int
    below: int
    headings: tuple[Heading, ...]
    measures: int | None = None
    unused: tuple[str, ...] = ()


def table_in(grid: Grid, table: Table, own: Mapping[str, str]) -> FoundTable | None:
    """Of all the places that could be the headings, the one where most columns of the table are called by name."""
    best: tuple[tuple[int, int, int], list[tuple[str, ...]], list[Heading]] | None = None
    for top in range(min(HEADING_WITHIN, len(grid.rows))):
        for height in range(1, min(HEADING_ROWS, len(grid.rows) - top) + 1):
            paths = _paths(grid, top, height)
            said = [recognised(table, path, own, at=at) for at, path in enumerate(paths) if path]
            headings = [one for one in said if one is not None]
            rank = (len({one.name for one in headings}), -height, -top)
            if headings and (best is None or rank > best[0]):
                best = (rank, paths, headings)
    if best is None:
        return None
    (_, height, top), paths, headings = best
    below = -top - height
    measures = _measures(grid, below, headings, paths)
    headings = [one for one in headings if one.at != measures]
    taken = {one.at for one in headings} | ({measures} if measures is not None else set())
    there = [number for number in range(grid.width) if number not in taken and _has_cells(grid, below, number)]
    names = tuple(" / ".join(paths[number]) if paths[number] else f"{number + 1}" for number in there)
    return FoundTable(grid, -top, below, tuple(headings), measures, names)


def _paths(grid: Grid, top: int, height: int) -> list[tuple[str, ...]]:
    """The names of each column above one another; a group heading reaches over the empty cells at its right."""
    rows: list[list[str]] = []
    for number in range(top, top + height):
        rows.append([_name(grid.filled(number, at)) for at in range(grid.width)])
    for number, row in enumerate(rows[:-1]):
        for at in range(1, len(row)):
            if not row[at] and any(below[at] for below in rows[number + 1 :]) and (top + number, at) not in grid.areas:
                row[at] = row[at - 1]
    return [tuple(dict.fromkeys(row[at] for row in rows if row[at])) for at in range(grid.width)]


def _name(value: Any) -> str:
    return "" if cell_values.empty(value) or isinstance(value, Uncomputed) else " ".join(str(value).split())


def _has_cells(grid: Grid, below: int, at: int) -> bool:
    return any(not cell_values.empty(grid.filled(number, at)) for number in range(below, len(grid.rows)))


def _measures(grid: Grid, below: int, headings: list[Heading], paths: list[tuple[str, ...]]) -> int | None:
    """The column 计量单位, or 单位 where it holds units of measure and no unit of the city."""
    held = {one.at for one in headings if one.name != "unit"}
    for at, path in enumerate(paths):
        name = unicodedata.normalize("NFKC", path[-1]).casefold() if path else ""
        if at in held or name not in (*MEASURE_COLUMN, *UNIT_COLUMN):
            continue
        said = [grid.filled(number, at) for number in range(below, min(below + LOOKED_AT, len(grid.rows)))]
        said = [one for one in said if not cell_values.empty(one)]
        if said and (name in MEASURE_COLUMN or all(isinstance(one, str) and unit_of(one) is not None for one in said)):
            return at
    return None


def checked(found: FoundTable, table: Table, name: str) -> FoundTable:
    """One heading for each column, each with a unit that is understood; SourceWrong names what is not clear."""
    headings = []
    for meant in columns(table):
        said = [one for one in found.headings if one.name == meant]
        said = [one for one in said if one.mapped] or said
        if len(said) > 1:
            both = " / ".join(f"{one.said!r}" for one in said[:4])
            raise SourceWrong(
                f"{name} has {len(said)} columns for {meant}: {both}.",
                f'Say which is meant, columns = {{"{said[-1].said}" = "{meant}"}}, or take the others out.',
                zh=f"{name}有{len(said)}列都可作“{chinese(meant)}”：{'、'.join(one.said for one in said[:4])}。",
            )
        headings += said
    for one in headings:
        _clear(one, table, name)
    there = {one.name for one in headings}
    for column in table.columns:
        if column.name in columns(table) and not column.nullable and column.name not in (*FILLED_IN, *there):
            raise SourceWrong(
                f"{name} has no column {chinese(column.name)} ({column.name}).",
                "Add it, or map its heading in columns.",
                zh=f"{name}缺少列“{chinese(column.name)}”（{column.name}）。",
            )
    unused = (*found.unused, *(one.said for one in found.headings if one not in headings))
    return replace(found, headings=tuple(headings), unused=unused)


def _clear(one: Heading, table: Table, name: str) -> None:
    column = table.c[one.name]
    if not is_amount(column):
        return
    unclear = one.unclear[0] if one.unclear and not one.mapped else None
    if unclear is None and one.unit is not None and factor_for(one.unit, measured_in(column)) is None:
        unclear = one.unit.said
    if unclear is not None:
        raise SourceWrong(
            f"{name}: the heading {one.said!r} says {unclear!r}, which is no unit of {one.name}.",
            f'Correct it, or say that it is meant: columns = {{"{one.said}" = "{one.name}"}}.',
            zh=f"{name}：表头“{one.said}”中的“{unclear}”不是“{chinese(one.name)}”的计量单位。",
        )


def with_units(found: FoundTable, table: Table, said: Iterable[MeasureUnit], *, name: str, text: str) -> FoundTable:
    """The units that stand beside the table hold for the amounts whose headings say none and that are so counted.

    SourceWrong where a unit fits no amount, or several units one.
    """
    units, headings, used = list(said), [], set()
    for one in found.headings:
        column = table.c[one.name]
        words = column.info.get(COUNTED_IN, ())
        fits = [
            number
            for number, unit in enumerate(units)
            if one.unit is None
            and is_amount(column)
            and factor_for(unit, measured_in(column)) is not None
            and (not unit.thing or not words or unit.thing in words)
        ]
        used.update(fits)
        headings.append(replace(one, unit=units[fits[0]]) if len(fits) == 1 else one)
        if len(fits) > 1 and len({units[number].factor for number in fits}) > 1:
            used -= set(fits)
    if len(used) < len(units) and any(unit.factor != 1 for unit in units):
        raise SourceWrong(
            f"{name}: 单位：{text} stands beside the table, and for which amounts it holds is not clear.",
            "Write the unit into the headings of the columns that it holds for.",
            zh=f"{name}：表外写有“单位：{text}”，不清楚用于哪几列。",
        )
    return replace(found, headings=tuple(headings))


def units_said(text: str) -> list[MeasureUnit] | None:
    """The units of 单位：万条、项; None where one of them is none."""
    found = [unit_of(part) for part in _SPLIT.split(text) if part]
    return [one for one in found if one is not None] if found and all(found) else None
