"""CSV and other text tables in the encodings that offices really use, read as plain grids."""

from __future__ import annotations

import csv
import io
from bisect import bisect_right
from pathlib import Path

from cockpit.errors import SourceWrong
from cockpit.ingest import file_access
from cockpit.ingest.decoding import FAULT, decoded
from cockpit.ingest.xlsx_grid import MOST_ROWS, Grid

MOST = 200_000_000


def grid(path: Path, *, encoding: str | None = None) -> Grid:
    """The rows of a text table; SourceWrong where a line cannot be read or there are too many rows."""
    text = decoded(file_access.content(path, most=MOST), encoding).replace("\x00", "")
    rows: list[list[object]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    begins = 1
    try:
        for row in reader:
            if len(rows) >= MOST_ROWS:
                raise SourceWrong(
                    f"{path.name} has more than {MOST_ROWS:,} rows.",
                    "Deliver it in smaller files.",
                    zh=f"{path.name}超过{MOST_ROWS:,}行。",
                )
            rows.append(list(row))
            lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as wrong:
        raise SourceWrong(
            f"{path.name}, line {begins}: the line cannot be read.",
            "Close every double quote.",
            zh=f"{path.name}第{begins}行无法读取。",
        ) from wrong
    return Grid(path.name, rows, lines, faults=_faults(text, lines))


def _faults(text: str, lines: list[int]) -> dict[int, tuple[int, int]]:
    """Line and character of the first bytes that are no text, by rows that have such."""
    found: dict[int, tuple[int, int]] = {}
    if FAULT in text:
        for number, line in enumerate(text.split("\n"), start=1):
            if FAULT in line:
                found.setdefault(bisect_right(lines, number) - 1, (number, line.index(FAULT) + 1))
    return found


def _delimiter(text: str) -> str:
    begins = text[:4_000]
    return max(",\t;", key=begins.count)
