"""A value of a panel as a sheet: its columns with what they count, its records with numbers exact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.marks.figure import word
from cockpit.marks.spreadsheet import Amount, Cell, Sheet
from cockpit.metrics.number import Note
from cockpit.panels.content import Content
from cockpit.panels.panel_json import version
from cockpit.panels.value import Figure, Record, Value, ValueColumn
from cockpit.panels.view import View
from cockpit.screens.exported_number import ORIGINS, plain
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle

UNIT = Text("单位", "unit")
PROVENANCE = Text("性质", "provenance")
QUALIFIER = Text("限定词", "qualifier")
DASH = "—"
"""What does not apply, as tables on the desk have it."""


def visible(shown: Content) -> Value | None:
    """The one table of a panel; None where it has none, or more than one."""
    found = [one for one in shown.values if not one.hidden]
    return found[0] if len(found) == 1 and found[0].records else None


def tabled(value: Value, shown: Content, view: View) -> Sheet:
    """Columns of words in which nothing stands are left out; behind them stand units, provenance and qualifiers."""
    kept = [
        at
        for at, column in enumerate(value.columns)
        if column.metric or any(one.cells[at] is not None for one in value.records)
    ]
    columns = [heading(value, at, shown.definitions, view) for at in kept]
    rows = [[_cell(value, record, at, view) for at in kept] for record in value.records]
    told = (
        (UNIT, [_units(value, record, view) for record in value.records]),
        (PROVENANCE, [_origins(record, view) for record in value.records]),
        (QUALIFIER, [_qualified(value, record, view) for record in value.records]),
    )
    more = [(view.tell(name), said) for name, said in told if any(said)]
    cells = tuple((*row, *(said[at] for _, said in more)) for at, row in enumerate(rows))
    return Sheet(view.tell(shown.title), (*columns, *(name for name, _ in more)), cells)


def heading(value: Value, at: int, definitions: Mapping[str, Mapping[str, Any]], view: View) -> str:
    """接收记录（条，近7天，口径v1）: the words of the screen, and what its numbers are."""
    column = value.columns[at]
    unit, metric = _unit(value, at), column.metric or _only({one.metric for one in _figures(value, at)})
    known = version(metric, definitions)
    said = [
        None if unit is None or UNITS[unit].style == UnitStyle.SHARE else view.tell(UNITS[unit].text),
        view.tell(column.period) if column.period and not _says(column, column.period, view) else None,
        view.say(f"口径v{known}", f"v{known}") if known else None,
    ]
    told = view.say("，", ", ").join(one for one in said if one)
    title = view.tell(column.title)
    return view.say(f"{title}（{told}）", f"{title} ({told})") if told else title


def _says(column: ValueColumn, period: Text, view: View) -> bool:
    """A heading that is its own period does not say it twice."""
    return view.tell(period) in view.tell(column.title)


def _figures(value: Value, at: int) -> list[Figure]:
    """The numbers of a column; none of one that holds words, and no metric of its own."""
    cells = [record.cells[at] for record in value.records if record.cells[at] is not None]
    found = [one for one in cells if isinstance(one, Figure) and one.said is None]
    return found if value.columns[at].metric or len(found) == len(cells) else []


def _unit(value: Value, at: int) -> str | None:
    """What all numbers of a column count; None where each row counts something else."""
    return _only({one.number.unit for one in _figures(value, at)})


def _only(found: set[str]) -> str | None:
    return next(iter(found)) if len(found) == 1 else None


def _cell(value: Value, record: Record, at: int, view: View) -> Cell:
    """A row that has no number in a column of numbers has a dash there, as on the desk."""
    cell = record.cells[at]
    if isinstance(cell, Figure):
        return view.tell(cell.said) if cell.said else _amount(cell, view, total=record.total)
    if cell is None:
        counts = any(isinstance(one.cells[at], int | float) for one in value.records)
        numbers = value.columns[at].metric or counts or _figures(value, at)
        return DASH if numbers and not record.total else None
    if isinstance(cell, Text):
        return cell[view.language]
    unit = value.columns[at].unit
    return Amount(cell, unit) if unit and isinstance(cell, int | float) else cell


def _amount(figure: Figure, view: View, *, total: bool) -> Cell:
    """The exact number; where it is not known the word for it, or a dash for what a row does not have."""
    given = figure.number
    if given.value is not None:
        return Amount(plain(given.value), given.unit)
    lacking = given.note in (Note.NO_DATA, Note.BUILDING) and figure.part is None and not total
    return DASH if lacking else word(given, view.language)


def _units(value: Value, record: Record, view: View) -> str:
    """Of the columns in which each row counts something else."""
    mixed = [cell for at, cell in enumerate(record.cells) if isinstance(cell, Figure) and _unit(value, at) is None]
    units = (UNITS[one.number.unit] for one in mixed if one.said is None and one.number.value is not None)
    return view.say("、", ", ").join(
        dict.fromkeys(view.tell(one.text) for one in units if one.style != UnitStyle.SHARE)
    )


def _origins(record: Record, view: View) -> str:
    given = (cell.number.provenance for cell in record.cells if isinstance(cell, Figure))
    return view.say("、", ", ").join(dict.fromkeys(view.tell(ORIGINS[one]) for one in given if one in ORIGINS))


def _qualified(value: Value, record: Record, view: View) -> str:
    """公布量 约: which of its numbers were published as rounded; a qualifier is never dropped."""
    said = [
        f"{view.tell(column.title)} {cell.number.qualifier}"
        for column, cell in zip(value.columns, record.cells, strict=True)
        if isinstance(cell, Figure) and cell.number.qualifier
    ]
    return view.say("、", ", ").join(said)
