"""A table that people edit by hand: a CSV file, read with its line numbers and refused in their words."""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from cockpit.errors import CityWrong

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


@dataclass(frozen=True)
class CsvLine:
    """One line of a sheet; every complaint about it names the file and the line."""

    file: str
    number: int
    cells: dict[str, str]

    def wrong(self, happened: str, remedy: str) -> CityWrong:
        return CityWrong(self.file, self.number, happened, remedy)

    def text(self, column: str) -> str:
        found = self.cells.get(column, "")
        if not found:
            raise self.wrong(f"{column} is empty.", f"Fill in {column}.")
        return found

    def whole(self, column: str) -> int:
        found = self.text(column)
        if not re.fullmatch(r"-?[0-9]{1,18}", found):
            raise self.wrong(f"{column} is {found!r}, not a whole number.", "Write digits only, such as 1914.")
        return int(found)

    def number_of(self, column: str) -> Decimal:
        found = self.text(column)
        if not re.fullmatch(r"-?[0-9]{1,16}(\.[0-9]{1,4})?", found):
            raise self.wrong(f"{column} is {found!r}, not a number.", "Write it as 200 or 0.95, with a point.")
        return Decimal(found)

    def day(self, column: str) -> date:
        found = self.text(column)
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", found):
                return date.fromisoformat(found)
        except ValueError:
            pass
        raise self.wrong(f"{column} is {found!r}, not a day.", "Write it as 2020-09-30.")

    def one_of(self, column: str, allowed: Collection[str], *, where: str = "") -> str:
        found = self.text(column)
        if found not in allowed:
            listed = ", ".join(allowed)
            near = difflib.get_close_matches(found, allowed, n=1, cutoff=0.0)
            remedy = f"Use one of {listed}." if len(listed) <= 100 else f"The nearest is {near[0]!r}."
            raise self.wrong(f"{column} is {found!r}, which is unknown{where}.", remedy)
        return found


def read(path: Path, *, required: Collection[str], optional: Collection[str] = ()) -> list[CsvLine]:
    """The lines of a sheet; it has exactly these columns, of which the optional ones may be left out.

    CityWrong names the line that has not as many cells.
    """
    rows = _rows(path, decoded(path))
    header_at, header = next(rows, (1, []))
    _check_header(path.name, header_at, header, required=required, optional=optional)
    lines = []
    for number, cells in rows:
        if len(cells) != len(header):
            raise CityWrong(
                path.name,
                number,
                f"there are {len(cells)} cells, but {len(header)} columns.",
                "Give every column one cell, and put a text with a comma in double quotes.",
            )
        lines.append(CsvLine(path.name, number, dict(zip(header, cells, strict=True))))
    return lines


def unique(lines: Iterable[CsvLine], *columns: str) -> None:
    """No two lines may have the same key."""
    seen: dict[tuple[str, ...], int] = {}
    for line in lines:
        key = tuple(line.cells.get(column, "") for column in columns)
        if key in seen:
            named = ", ".join(f"{column} {part!r}" for column, part in zip(columns, key, strict=True))
            raise line.wrong(f"{named} stands already on line {seen[key]}.", "Keep one of the two lines.")
        seen[key] = line.number


def decoded(path: Path) -> str:
    """The text of a file; CityWrong where it is missing, cannot be read, is not UTF-8 or holds a control character."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError as missing:
        raise CityWrong(path.name, None, f"there is no such file in {path.parent}.", "Add it.") from missing
    except OSError as failed:
        raise CityWrong(path.name, None, f"it cannot be read ({failed.strerror}).", "Make it readable.") from failed
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        number = raw[: wrong.start].count(b"\n") + 1
        raise CityWrong(path.name, number, "the text is not UTF-8.", "Save the file as UTF-8.") from wrong
    if control := _CONTROL.search(text):
        number = text.count("\n", 0, control.start()) + 1
        raise CityWrong(path.name, number, f"there is the control character {control[0]!r}.", "Remove it.")
    return text


def _rows(path: Path, text: str) -> Iterator[tuple[int, list[str]]]:
    """Line number and stripped cells; empty lines are passed over."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as wrong:
            raise CityWrong(
                path.name, begins, f"the line cannot be read ({wrong}).", "Close every double quote."
            ) from wrong
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield begins, cells
        begins = reader.line_num + 1


def _check_header(
    file: str, number: int, header: list[str], *, required: Collection[str], optional: Collection[str]
) -> None:
    known = [*required, *optional]
    for column in header:
        if column not in known:
            near = difflib.get_close_matches(column, known, n=1, cutoff=0.0)[0]
            raise CityWrong(file, number, f"there is no column {column!r}.", f"Remove it; perhaps {near!r} was meant.")
        if header.count(column) > 1:
            raise CityWrong(file, number, f"the column {column!r} stands there twice.", "Keep one of them.")
    missing = [column for column in required if column not in header]
    if missing:
        raise CityWrong(file, number, f"the column {missing[0]!r} is missing.", f"Columns: {', '.join(known)}.")
