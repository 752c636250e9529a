"""CSV and other text tables in the encodings that offices really use, read as plain grids."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from cockpit.errors import SourceWrong
from cockpit.ingest import files
from cockpit.ingest.workbook import MOST_ROWS, Grid

MOST = 200_000_000
ENCODINGS = ("utf-8-sig", "gb18030")


def grid(path: Path, *, encoding: str | None = None) -> Grid:
    """The rows of a text table; SourceWrong where a line cannot be read or there are too many rows."""
    text = decoded(files.content(path, most=MOST), encoding, path.name)
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
    return Grid(path.name, rows, lines)


def decoded(raw: bytes, encoding: str | None, name: str) -> str:
    """UTF-16 by its mark, else UTF-8 with or without one, else GB18030: each only if it fits from end to end.

    SourceWrong where none fits.
    """
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tried: tuple[str, ...] = ("utf-16",)
    else:
        tried = (encoding,) if encoding else ENCODINGS
    for one in tried:
        try:
            return raw.decode(one).replace("\x00", "")
        except (UnicodeError, LookupError):
            continue
    raise SourceWrong(
        f"The text of {name} is neither UTF-8 nor GB18030.",
        "Save it as UTF-8 or as XLSX.",
        zh=f"{name}的文字既不是UTF-8也不是GB18030。",
    )


def _delimiter(text: str) -> str:
    begins = text[:4_000]
    return max(",\t;", key=begins.count)
