"""Lines of JSON as cells of a table: where all objects have one shape they are cut where the next name begins.

A line that is cut into as many pieces as the shape has names, each its name and one value, is that object and no other:
within a value a quote stands behind a backslash, so nothing else is cut.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cockpit.ingest.event_words import WORDS
from cockpit.ingest.field_cell import FieldCell
from cockpit.store.duck import quoted


@dataclass(frozen=True)
class JsonCells:
    """`delimiter` cuts the lines; `columns` are expressions of SQL by name, over the pieces c0, c1 and so on."""

    delimiter: str
    columns: Mapping[str, str]
    cells: Mapping[str, FieldCell]


def json_cells(first: bytes, shape: Mapping[str, Any], ours: Mapping[str, str]) -> JsonCells | None:
    """The cells of lines that are written as the `first`; `ours` are our fields by their names.

    None where it cannot be cut, or has names that are no fields: nobody would look at their values.
    """
    if len(shape) < 2 or any(name not in ours or not name.isascii() for name in shape):
        return None
    if any(value is not None and not isinstance(value, str | int | float) for value in shape.values()):
        return None
    space = " " if b'": ' in first else ""
    delimiter = f',{space}"'
    pieces = first.decode("utf-8", "replace").rstrip("\r").split(delimiter)
    names = list(shape)
    if len(pieces) != len(names):
        return None
    columns, cells = {}, {}
    for at, name in enumerate(names):
        begins = '{"' * (at == 0) + f'{name}":{space}'
        ends = "}" * (at == len(names) - 1)
        if not pieces[at].startswith(begins) or not pieces[at].endswith(ends):
            return None
        field, text = ours[name], isinstance(shape[name], str)
        columns[field] = f"c{at}" if field in WORDS else _value(f"c{at}", begins, ends, text=text)
        token = (begins, ends) if field in WORDS else None
        cells[field] = FieldCell(f"{field}_", token=token, filled=True, quoted=text, strict=True)
    return JsonCells(delimiter, columns, cells)


def _value(piece: str, begins: str, ends: str, *, text: bool) -> str:
    """What stands between the name and the end, of values that are ASCII: an empty text for null, NULL where not so."""
    begins_value, ends_value = begins + '"' * text, '"' * text + ends
    around = len(begins_value) + len(ends_value)
    there = f"starts_with({piece}, {quoted(begins_value)})"
    if ends_value:
        there += f" AND ends_with({piece}, {quoted(ends_value)}) AND strlen({piece}) >= {around}"
    value = f"substr({piece}, {len(begins_value) + 1}, strlen({piece}) - {around})"
    return f"CASE WHEN {there} THEN {value} WHEN {piece} = {quoted(f'{begins}null{ends}')} THEN '' END"
