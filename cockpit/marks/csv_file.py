"""A sheet as CSV: UTF-8 with the mark that Excel needs, and no cell that a spreadsheet would take for a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator

from cockpit.marks.spreadsheet import Amount, Cell, Sheet

TYPE = "text/csv; charset=utf-8"
MARK = codecs.BOM_UTF8
PIECE = 65_536
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


SIGNED = re.compile(r"[+-](?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?")


def separated(sheet: Sheet) -> bytes:
    """Lines end as RFC 4180 has it; numbers have all their digits and no separators."""
    return b"".join(streamed(sheet.columns, sheet.rows))


def streamed(columns: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> Iterator[bytes]:
    """The same piece by piece, for a table that nobody wants in memory whole."""
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([harmless(title) for title in columns])
    yield MARK
    for row in rows:
        writer.writerow([_cell(value) for value in row])
        if content.tell() > PIECE:
            yield content.getvalue().encode()
            content.seek(0)
            content.truncate()
    yield content.getvalue().encode()


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    return str(value.value) if isinstance(value, Amount) else str(value)


def harmless(value: str) -> str:
    """An apostrophe before what looks like a formula: every spreadsheet then shows the text as it is.

    A number with its sign is none: spreadsheets take it for the number that it is, and would show the apostrophe.
    """
    plain = value.replace("\x00", "")
    if SIGNED.fullmatch(plain):
        return plain
    return f"'{plain}" if plain.startswith(BEGIN_FORMULAS) or plain.lstrip().startswith(BEGIN_FORMULAS) else plain
