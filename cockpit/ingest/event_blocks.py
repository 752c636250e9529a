"""Logs read block by block: what is in no doubt is checked set-wise, every other row by itself, in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.ingest import file_access
from cockpit.ingest.decoding import encoding_of
from cockpit.ingest.event_checks import SetChecks, named
from cockpit.ingest.event_lines import MOST_CELL, CsvLines, EventNames, Given, LineTable, NdjsonLines
from cockpit.ingest.field_cell import FieldCell
from cockpit.store.duck import files
from cockpit.store.event import Event, EventBlock

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

BLOCK = 32_000_000
"""Bytes of a log that are checked at once."""
LEAST = 256_000
"""A smaller file is read row by row: that is done before a block would have begun."""
NARROW = ("utf-8", "ascii")
One = Callable[[str, int | None, Any], Event | None]
"""An event out of a place, a line and its fields; None where it was refused."""


@dataclass(frozen=True)
class LogReader:
    """What all blocks of a source share: `one` checks a row by itself, `noted` is told how many were checked so."""

    checks: SetChecks
    one: One
    noted: Callable[[int], None]


@dataclass
class TextBlock:
    """Lines of an NDJSON or CSV file, each with its end."""

    place: str
    first: int
    text: bytes
    lines: NdjsonLines | CsvLines
    reader: LogReader
    table: LineTable | None = None

    def __post_init__(self) -> None:
        self.rows = self.text.count(b"\n")

    def select(self, connection: Duck, folder: Path) -> str:
        text = self.text.replace(b"\r\n", b"\n") if b"\r" in self.text else self.text
        if _is_plain(text):
            return self._written(connection, folder, text)
        return self.mend(connection, folder, failed=True) or ""

    def mend(self, connection: Duck, folder: Path, *, failed: bool) -> str | None:
        if not failed and (self._is_a_row_a_line() or self._counted(connection) == self.rows):
            return None
        text = self.text.replace(b"\r\n", b"\n") if b"\r" in self.text else self.text
        select = self._written(connection, folder, self.lines.mended(text))
        return select if select and self._counted(connection) == self.rows else ""

    def _is_a_row_a_line(self) -> bool:
        """Whether no line can have been skipped, and none taken together with the next."""
        blank = b"\n\n" in self.text or b"\n\r" in self.text or self.text[:1] in (b"\n", b"\r")
        return not blank and (isinstance(self.lines, NdjsonLines) or b'"' not in self.text)

    def _written(self, connection: Duck, folder: Path, text: bytes) -> str:
        file, checks = folder / "block", self.reader.checks
        self.table = self.lines.table(file, text)
        if self.table is None or not checks.knows(self.table.cells):
            return ""
        file.write_bytes(text)
        return checks.fine(connection, self.table.given, self.table.cells, self.table.usual)

    def _counted(self, connection: Duck) -> int:
        found = connection.execute(f"SELECT count(*) FROM {self.table.given}").fetchone() if self.table else None
        return int(found[0]) if found else 0

    def learn(self, connection: Duck, left: str) -> bool:
        table = self.table
        return table is not None and self.reader.checks.words.learn(connection, table.given, table.cells, left=left)

    def rest(self, left: Sequence[int]) -> Iterator[tuple[int, Event]]:
        self.reader.noted(self.rows - len(left))
        self.lines.note(self.table.names if self.table else ())
        if not left:
            return
        lines = self.text.split(b"\n")
        numbered = ((self.first + row, lines[row].rstrip(b"\r")[: file_access.MOST_LINE]) for row in left)
        for number, given in self.lines.given(numbered):
            event = self.reader.one(self.place, number, given)
            if event is not None and number is not None:
                yield number - self.first, event


@dataclass
class ParquetBlock:
    """A whole Parquet file; `columns` are our fields by their columns, `kinds` the SQL types of these.

    It is read again where some of its rows are in doubt, as it is where it is damaged. `rows` is the most that it may
    have.
    """

    place: str
    path: Path
    rows: int
    columns: dict[str, str]
    kinds: dict[str, str]
    names: EventNames
    reader: LogReader
    rows_of: Callable[[ParquetBlock], Iterator[Given]]
    first: int = 1
    cells: dict[str, FieldCell] = field(default_factory=dict)

    @property
    def given(self) -> str:
        numbered = files([self.path]).removesuffix(")") + ", file_row_number = true)"
        listed = ", ".join(f"{named(theirs)} AS {ours}_" for theirs, ours in self.columns.items())
        return f"(SELECT file_row_number AS row, {listed} FROM {numbered})"

    def select(self, connection: Duck, folder: Path) -> str:
        ours = {ours: theirs for theirs, ours in self.columns.items() if ours not in self.names.constants}
        self.cells = {name: _cell(name, self.kinds[theirs]) for name, theirs in ours.items()}
        checks = self.reader.checks
        return checks.fine(connection, self.given, self.cells, "true") if checks.knows(self.cells) else ""

    def mend(self, connection: Duck, folder: Path, *, failed: bool) -> str | None:
        return "" if failed else None

    def learn(self, connection: Duck, left: str) -> bool:
        return self.reader.checks.words.learn(connection, self.given, self.cells, left=left)

    def rest(self, left: Sequence[int]) -> Iterator[tuple[int, Event]]:
        self.reader.noted(self.rows - len(left))
        wanted = set(left)
        for number, row in self.rows_of(self) if wanted else ():
            if number is not None and number - 1 in wanted:
                event = self.reader.one(self.place, number, row)
                if event is not None:
                    yield number - 1, event


def _cell(name: str, kind: str) -> FieldCell:
    column = f"{name}_"
    if kind == "DOUBLE" and name in ("records", "bytes", "duration_ms"):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return FieldCell(
            f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
        )
    return FieldCell(column, kind)


def _is_plain(text: bytes) -> bool:
    """Whether no line is longer than one that is read as the others are, nor has signs that end cells or texts."""
    if any(sign in text for sign in (b"\r", b"\x00", b"\x1e", b"\x1f")):
        return False
    half = MOST_CELL // 2
    return all(text.find(b"\n", at, at + half) >= 0 for at in range(0, len(text) - half, half))


def blocks(
    path: Path,
    place: str,
    lines: NdjsonLines | CsvLines,
    reader: LogReader,
    *,
    encoding: str | None,
    far: file_access.Far,
) -> Iterator[EventBlock | tuple[str, Given]]:
    """A text file as blocks; as rows where it is small, in an encoding of its own, or until its header is read."""
    with file_access.opened(path) as handle:
        begins = handle.read(LEAST)
    if len(begins) < LEAST or encoding_of(begins, encoding) not in NARROW:
        for given in lines.given(file_access.lines(path, far, encoding)):
            yield place, given
        return
    with file_access.opened(path) as handle:
        number = 1
        if begins.startswith(b"\xef\xbb\xbf"):
            handle.read(3)
        while isinstance(lines, CsvLines) and not lines.header and (line := handle.readline(file_access.MOST_LINE)):
            for given in lines.given([(number, line.rstrip(b"\r\n"))]):
                yield place, given
            number += 1
        while text := handle.read(BLOCK):
            text += handle.readline()
            block = TextBlock(place, number, text if text.endswith(b"\n") else text + b"\n", lines, reader)
            far.reads(handle)
            yield block
            number += block.rows
