"""Lines of a log as fields of events, one by one: CSV and NDJSON."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest import ndjson
from cockpit.ingest.decoding import FAULT, no_text
from cockpit.ingest.documents import line_unfit
from cockpit.ingest.exchange import FIELDS, REQUIRED
from cockpit.ingest.field_cell import FieldCell
from cockpit.ingest.json_cells import json_cells
from cockpit.ingest.json_shape import begins, has_fields, is_usual
from cockpit.ingest.refusal import Unfit
from cockpit.store.account import Account, Portion
from cockpit.store.duck import quoted
from cockpit.units import Text

MOST_NAMES = 200
"""So many names of a line that are no fields are looked at."""
NO_FIELD = Text("事件没有这一项", "no event has such a field")
MOST_CELL = 100_000
"""A longer line is read by itself, with the limits of that reader."""
SAMPLE = 200
"""Lines by which it is known whether a field is a text."""
_PLAIN_NAME = re.compile(r"[^\x00-\x1f\x7f\"'\\*]+")
_CELLS = re.compile(rb'(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*')
"""Lines of which every reader of CSV makes the same cells."""
_ODD = re.compile(rb"[\x00\x1e\x1f\r]")
Given = tuple[int | None, Mapping[str, Any] | Unfit]
Lines = Iterable[tuple[int, bytes]]


@dataclass(frozen=True)
class EventNames:
    """How a log calls our fields, which of them are `constants`, and which of ours its source names at all."""

    theirs: Mapping[str, str]
    constants: Mapping[str, str | int]
    named: Collection[str] = ()


@dataclass(frozen=True)
class LineTable:
    """A SELECT of the cells of a file of lines; `usual` holds of rows that say what their cells say.

    `names` are the fields that were found in it, also those that no event has.
    """

    select: str
    cells: dict[str, FieldCell]
    usual: str = "true"
    names: tuple[str, ...] = ()

    @property
    def given(self) -> str:
        """With the number of its `row`, from 0; in a DuckDB of one thread that is the order of the lines."""
        return f"(SELECT row_number() OVER () - 1 AS row, * FROM ({self.select}))"


@dataclass
class NdjsonLines:
    """Objects, one on each line."""

    names: EventNames
    account: Account
    known: set[str] = field(default_factory=set)
    uniform: bool = True
    """Whether no line of another shape has been found yet."""

    def __post_init__(self) -> None:
        self.known.update(self.names.theirs.values())

    def given(self, lines: Lines) -> Iterator[Given]:
        for number, line in lines:
            if not line.strip():
                continue
            found = ndjson.parsed(line)
            if found is not None:
                self.note(found)
                yield number, {ours: found.get(name) for ours, name in self.names.theirs.items()}
            else:
                yield number, line_unfit(line)

    def note(self, found: Collection[str]) -> None:
        if not self.known.issuperset(found):
            for name in set(found) - self.known:
                self.account.leave(NO_FIELD, portion=Portion.COLUMN, name=name)
            self.known.update(list(found)[:MOST_NAMES])

    def mended(self, text: bytes) -> bytes:
        """The lines that no table is made of are replaced by one that is never an event."""
        self.uniform = False
        return _mended(text, lambda line: ndjson.parsed(line) is not None, b"{}")

    def table(self, file: Path, text: bytes) -> LineTable | None:
        """The objects that are written like the first one: the same fields, in quotes or not, and nothing else.

        That is known by the length of the line, for what is read in a value is never longer than what was written.
        """
        shape = self._shape(text)
        if not shape or any(not _PLAIN_NAME.fullmatch(name) for name in shape):
            return None
        ours = {name: field for field, name in self.names.theirs.items() if field not in self.names.constants}
        cut = json_cells(text.partition(b"\n")[0], shape, ours) if self.uniform else None
        if cut:
            columns = ", ".join(f"{column} AS {name}_" for name, column in cut.columns.items())
            select = f"SELECT {columns} FROM {_cells_of(file, len(shape), cut.delimiter, '')}"
            return LineTable(select, dict(cut.cells), names=tuple(shape))
        names = sorted(shape, key=lambda name: name not in ours)
        paths = ", ".join(quoted(f'$."{name}"') for name in names)
        first = b"\n".join(text.split(b"\n", SAMPLE)[:SAMPLE])
        spaced = b'": ' in first.partition(b"\n")[0]
        others = bool({*shape} - {*ours})
        usual = (
            has_fields(shape, others=others) if b"\\" in first else is_usual(shape, names, spaced=spaced, others=others)
        )
        cells = {
            ours[name]: FieldCell(
                f"x[{at}]",
                json=True,
                exact=begins(name, shape[name], f"x[{at}]", spaced=spaced),
                quoted=isinstance(shape[name], str),
            )
            for at, name in enumerate(names, start=1)
            if name in ours
        }
        select = (
            f"SELECT json, json_extract_string(json, [{paths}]) AS x FROM read_csv({quoted(str(file))}, "
            "columns = {'json': 'VARCHAR'}, auto_detect = false, header = false, delim = '\x1f', quote = '', "
            f"escape = '', nullstr = '\x1e', new_line = '\\n', max_line_size = {2 * MOST_CELL})"
        )
        return LineTable(select, cells, usual, tuple(shape))

    @staticmethod
    def _shape(text: bytes) -> dict[str, Any]:
        """The object of the first line; of a field that is null there the first value in the lines after it."""
        shape: dict[str, Any] = {}
        for line in text.split(b"\n", SAMPLE)[:SAMPLE]:
            found = ndjson.parsed(line) or {}
            shape = shape or found
            for name in [name for name, value in shape.items() if value is None]:
                shape[name] = found.get(name)
            if None not in shape.values():
                break
        return shape


@dataclass
class CsvLines:
    """A record is a line: an event has no line breaks in it, so a lost quote costs one line and not the file."""

    path: Path
    names: EventNames
    account: Account
    header: list[str] = field(default_factory=list)
    ours: dict[str, str] = field(default_factory=dict)

    def given(self, lines: Lines) -> Iterator[Given]:
        for number, line in lines:
            try:
                cells = next(csv.reader([line.decode()], strict=True), [])
            except (UnicodeDecodeError, csv.Error) as wrong:
                if not self.header:
                    raise _no_header(self.path) from wrong
                yield number, _unreadable(line, wrong)
                continue
            if not any(cells):
                continue
            if not self.header:
                if any(FAULT in cell for cell in cells):
                    raise _no_header(self.path)
                self.header = [cell.strip() for cell in cells]
                self.ours = fields_by_column(self.path, self.header, self.names, self.account)
            elif len(cells) != len(self.header):
                yield number, _cells(len(cells), len(self.header))
            else:
                ours = self.ours
                yield number, {ours[name]: cell for name, cell in zip(self.header, cells, strict=True) if name in ours}

    def note(self, found: Collection[str]) -> None:
        """The header has said it already."""

    def mended(self, text: bytes) -> bytes:
        """As of NDJSON."""
        return _mended(text, self._whole, b"," * (len(self.header) - 1))

    def _whole(self, line: bytes) -> bool:
        try:
            cells = next(csv.reader([line.decode()], strict=True), [])
        except (UnicodeDecodeError, csv.Error):
            return False
        return len(cells) == len(self.header) and _CELLS.fullmatch(line) is not None

    def table(self, file: Path, text: bytes) -> LineTable | None:
        """Where spaces stand beside quotes, readers differ."""
        if len(self.header) < 2 or b'" ' in text or b' "' in text:
            return None
        said = {self.ours[name]: f"c{number}" for number, name in enumerate(self.header) if name in self.ours}
        cells = {
            name: FieldCell(column, filled=True) for name, column in said.items() if name not in self.names.constants
        }
        quote = '"' if b'"' in text else ""
        select = f"SELECT {', '.join(said.values())} FROM {_cells_of(file, len(self.header), ',', quote)}"
        return LineTable(select, cells)


def _cells_of(file: Path, count: int, delimiter: str, quote: str) -> str:
    """A file of lines as a table of so many texts, c0 and so on, none of which is NULL."""
    columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(count))
    return (
        f"read_csv({quoted(str(file))}, columns = {{{columns}}}, "
        f"auto_detect = false, header = false, delim = {quoted(delimiter)}, quote = '{quote}', escape = '{quote}', "
        f"nullstr = '\x1e', new_line = '\\n', strict_mode = true, max_line_size = {2 * MOST_CELL})"
    )


def _mended(text: bytes, whole: Callable[[bytes], bool], instead: bytes) -> bytes:
    lines = text.split(b"\n")[:-1]
    return b"".join(
        (line if len(line) < MOST_CELL and not _ODD.search(line) and whole(line) else instead) + b"\n" for line in lines
    )


def fields_by_column(path: Path, header: list[str], names: EventNames, account: Account) -> dict[str, str]:
    """Our fields by their columns; SourceWrong where one that is required is not there."""
    for name in names.named:
        if name not in FIELDS:
            raise SourceWrong(
                f"columns names {name!r}, which no event has.",
                f"Fields: {', '.join(FIELDS)}.",
                zh=f"columns写有“{name}”，事件没有这一项。",
            )
    for name in REQUIRED:
        if name not in names.constants and names.theirs[name] not in header:
            raise SourceWrong(
                f"{path.name} has no column {names.theirs[name]!r}.",
                f"Name theirs under columns; it has {', '.join(header)[:120]}.",
                zh=f"{path.name}缺少列“{names.theirs[name]}”。",
            )
    for theirs in header:
        if theirs not in names.theirs.values():
            account.leave(NO_FIELD, portion=Portion.COLUMN, name=theirs)
    return {theirs: ours for ours, theirs in names.theirs.items() if theirs in header}


def _no_header(path: Path) -> SourceWrong:
    return SourceWrong(
        f"{path.name} has no readable header.",
        "Save it as UTF-8, or set encoding.",
        zh=f"{path.name}的表头无法读取。",
    )


def _cells(count: int, columns: int) -> Unfit:
    return Unfit(
        zh=(f"有{count}个单元格，但有{columns}列。", "每列请给一个单元格。"),
        en=(f"there are {count} cells, but {columns} columns.", "Give each column one cell."),
    )


def _unreadable(line: bytes, wrong: UnicodeDecodeError | csv.Error) -> Unfit:
    if isinstance(wrong, UnicodeDecodeError):
        return no_text(None, len(line[: wrong.start].decode("utf-8", "replace")) + 1)
    return Unfit(
        zh=("这一行的双引号不成对。", "请补全双引号。"),
        en=("the line has a double quote that is not closed.", "Close every double quote."),
    )
