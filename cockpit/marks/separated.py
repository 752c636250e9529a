"""A sheet as CSV: UTF-8 with the mark that Excel needs, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import csv
import io

from cockpit.marks.sheet import Amount, Cell, Sheet

TYPE = "text/csv; charset=utf-8"
BEGIN_FORMULAS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "|",
    "%",
    "＝",
    "＋",
    "－",
    "＠",
)  # full-width ones count in Asia


def separated(sheet: Sheet) -> bytes:
    """Lines end as RFC 4180 has it; numbers have all their digits and no separators."""
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([_text(title) for title in sheet.columns])
    writer.writerows([[_cell(value) for value in row] for row in sheet.rows])
    return content.getvalue().encode("utf-8-sig")


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _text(value)
    return str(value.value) if isinstance(value, Amount) else str(value)


def _text(value: str) -> str:
    """An apostrophe before what looks like a formula: every spreadsheet then shows the text as it is."""
    plain = value.replace("\x00", "")
    return f"'{plain}" if plain.startswith(BEGIN_FORMULAS) or plain.lstrip().startswith(BEGIN_FORMULAS) else plain
