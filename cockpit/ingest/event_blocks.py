"""Logs read block by block: what is in no doubt is checked set-wise, every other row by itself, in the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cockpit.ingest import file_access
from cockpit.ingest.decoding import encoding_of
from cockpit.ingest.event_checks import SetChecks, named
from cockpit.ingest.event_lines import CsvLines, EventNames, Given, NdjsonLines
from cockpit.store.duck import duck_failures, files
from cockpit.store.event import Event, EventBlock

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

BLOCK = 32_000_000
"""Bytes of a log that are checked at once."""
LEAST = 256_000
"""A smaller file is read row by row: that is done before a block would have begun."""
PIECE = 4_000
"""Lines of a block that are tried again where the whole of it cannot be read as a table."""
NARROW = ("utf-8", "ascii")
One = Callable[[str, int | None, Any], Event | None]
"""An event out of a place, a line and its fields; None where it was refused."""


@dataclass(frozen=True)
class LogReader:
    """What all blocks of a source share: `one` checks a row by itself, `noted` is told what was read."""

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

    @property
    def rows(self) -> int:
        return self.text.count(b"\n")

    def put(self, connection: Duck, folder: Path, take: Callable[[str], int]) -> Iterator[tuple[int, Event]]:
        yield from self._rows(self._tried(connection, folder, self.text, 0, take))

    def _rows(self, doubtful: Iterator[tuple[int, bytes]]) -> Iterator[tuple[int, Event]]:
        numbered = ((self.first + row, line) for row, line in doubtful)
        for number, given in self.lines.given(numbered):
            event = self.reader.one(self.place, number, given)
            if event is not None and number is not None:
                yield number - self.first, event

    def _tried(
        self, connection: Duck, folder: Path, text: bytes, begins: int, take: Callable[[str], int]
    ) -> Iterator[tuple[int, bytes]]:
        """The lines that are to be read by themselves, with their rows."""
        left = self._left(connection, folder, text, begins, take)
        if left == []:
            return
        lines = text.split(b"\n")[:-1]
        if left is not None:
            yield from ((begins + row, lines[row].rstrip(b"\r")) for row in left)
        elif len(lines) <= PIECE:
            yield from enumerate((line.rstrip(b"\r")[: file_access.MOST_LINE] for line in lines), start=begins)
        else:
            for start in range(0, len(lines), PIECE):
                piece = b"".join(line + b"\n" for line in lines[start : start + PIECE])
                yield from self._tried(connection, folder, piece, begins + start, take)

    def _left(
        self, connection: Duck, folder: Path, text: bytes, begins: int, take: Callable[[str], int]
    ) -> list[int] | None:
        """The rows of which something is in doubt; None where the lines are no table."""
        table_text = text.replace(b"\r\n", b"\n") if b"\r" in text else text
        file = folder / "block"
        table = self.lines.table(file, table_text)
        if not table or not _is_plain(table_text):
            return None
        file.write_bytes(table_text)
        count = table_text.count(b"\n")
        try:
            connection.execute("SET preserve_insertion_order = true")
            connection.execute(f"CREATE OR REPLACE TABLE given AS {table}")
            found = connection.execute("SELECT count(*) FROM given").fetchone()
            if found is None or found[0] != count:
                return None
        except duck_failures():
            return None
        finally:
            connection.execute("SET preserve_insertion_order = false")
            file.unlink()
        return self._taken(connection, count, begins, take)

    def _taken(self, connection: Duck, count: int, begins: int, take: Callable[[str], int]) -> list[int]:
        given = "(SELECT rowid AS row, * FROM given)"
        self.reader.checks.learn(connection, "given")
        fine = self.reader.checks.fine(given)
        taken = take(f"SELECT * REPLACE (row + {begins} AS row) FROM ({fine})")
        self.reader.noted(taken)
        if taken == count:
            return []
        left = connection.execute(f"SELECT rowid FROM given ANTI JOIN ({fine}) f ON given.rowid = f.row ORDER BY rowid")
        return [row for (row,) in left.fetchall()]


@dataclass
class ParquetBlock:
    """A whole Parquet file; `columns` are our fields by their columns, `kinds` the SQL types of these."""

    place: str
    path: Path
    rows: int
    columns: dict[str, str]
    kinds: dict[str, str]
    names: EventNames
    reader: LogReader
    first: int = 1

    def put(self, connection: Duck, folder: Path, take: Callable[[str], int]) -> Iterator[tuple[int, Event]]:
        numbered = files([self.path]).removesuffix(")") + ", file_row_number = true)"
        said = {ours: _text(ours, theirs, self.kinds[theirs]) for theirs, ours in self.columns.items()}
        moment = self._moment()
        if moment:
            said["at"] = moment
        given = f"(SELECT file_row_number AS row, {self.names.with_constants(said)}, true AS usual FROM {numbered})"
        checks, left = self.reader.checks, "true"
        if all(said.values()):
            checks.learn(connection, given)
            fine = checks.fine(given, moments=bool(moment))
            taken = take(fine)
            self.reader.noted(taken)
            if taken == self.rows:
                return
            connection.execute(f"CREATE OR REPLACE TABLE taken AS SELECT row FROM ({fine})")
            left = "file_row_number NOT IN (SELECT row FROM taken)"
        listed = ", ".join(named(theirs) for theirs in self.columns)
        cursor = connection.cursor()
        cursor.execute(f"SELECT file_row_number, {listed} FROM {numbered} WHERE {left} ORDER BY 1")
        while batch := cursor.fetchmany(10_000):
            for row, *values in batch:
                given_row = {**dict(zip(self.columns.values(), values, strict=True)), **self.names.constants}
                event = self.reader.one(self.place, row + 1, given_row)
                if event is not None:
                    yield row, event

    def _moment(self) -> str | None:
        """The moment in UTC, where it is stored as such."""
        theirs = self.names.theirs["at"]
        kind = self.kinds.get(theirs, "")
        if kind == "TIMESTAMP WITH TIME ZONE" and "at" not in self.names.constants:
            return f"make_timestamp(epoch_us({named(theirs)}))"
        return None


def _text(ours: str, theirs: str, kind: str) -> str:
    """A column as text, as Python would write it; empty where it is not known how."""
    column = named(theirs)
    if kind in ("VARCHAR", "BOOLEAN") or "INT" in kind:
        return f"CAST({column} AS VARCHAR)"
    if kind in ("DOUBLE", "FLOAT") and ours in ("records", "bytes", "duration_ms"):
        whole = f"{column} = trunc({column}) AND abs({column}) < 1e15"
        return f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE CAST({column} AS VARCHAR) END"
    return "" if kind != "TIMESTAMP WITH TIME ZONE" or ours != "at" else "''"


def _is_plain(text: bytes) -> bool:
    """Whether every line has something in it, and none is longer than a line may be."""
    if any(sign in text for sign in (b"\r", b"\x00", b"\n\n")) or text.startswith(b"\n"):
        return False
    half = file_access.MOST_LINE // 2
    return all(b"\n" in text[at : at + half] for at in range(0, len(text), half))


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
