"""Lines of a log as fields of events, one by one: CSV and NDJSON."""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import ndjson
from cockpit.ingest.decoding import FAULT, no_text
from cockpit.ingest.documents import line_unfit
from cockpit.ingest.event_checks import columns as as_columns
from cockpit.ingest.exchange import FIELDS, REQUIRED
from cockpit.ingest.refusal import Unfit
from cockpit.store.account import Account, Portion
from cockpit.store.duck import quoted
from cockpit.units import Text

MOST_NAMES = 200
"""So many names of a line that are no fields are looked at."""
NO_FIELD = Text("事件没有这一项", "no event has such a field")
SAMPLE = 200
"""Lines of a block by which the usual shapes of its objects are known."""
_NO_JSON = r"[:\[,]\s*-?([nN][aA]|[iI][nN]|[0-9.]+[eE])|,\s*[}\]]"
"""What DuckDB takes for JSON and JSON is not; a number with an exponent may be too large."""
Given = tuple[int | None, Mapping[str, Any] | Unfit]
Lines = Iterable[tuple[int, bytes]]


@dataclass(frozen=True)
class EventNames:
    """How a log calls our fields, which of them are `constants`, and which of ours its source names at all."""

    theirs: Mapping[str, str]
    constants: Mapping[str, str | int]
    named: Collection[str] = ()

    def with_constants(self, expressions: Mapping[str, str]) -> str:
        """Expressions of our fields, as columns."""
        return as_columns({**expressions, **{name: quoted(str(value)) for name, value in self.constants.items()}})


@dataclass
class NdjsonLines:
    """Objects, one on each line."""

    names: EventNames
    account: Account
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.known.update(self.names.theirs.values())

    def given(self, lines: Lines) -> Iterator[Given]:
        for number, line in lines:
            if not line.strip():
                continue
            found = ndjson.parsed(line)
            if found is not None:
                self._note(found)
                yield number, {ours: found.get(name) for ours, name in self.names.theirs.items()}
            else:
                yield number, line_unfit(line)

    def _note(self, found: Collection[str]) -> None:
        if not self.known.issuperset(found):
            for name in set(found) - self.known:
                self.account.leave(NO_FIELD, portion=Portion.COLUMN, name=name)
            self.known.update(list(found)[:MOST_NAMES])

    def table(self, file: Path, text: bytes) -> str:
        """A SELECT of the texts of our fields, in the order of the lines, and whether the object is a usual one."""
        shapes = {tuple(found) for line in text.split(b"\n", SAMPLE)[:SAMPLE] if (found := ndjson.parsed(line))}
        shapes = {shape for shape in shapes if all(name.isprintable() for name in shape)}
        for shape in shapes:
            self._note(shape)
        theirs = {ours: name for ours, name in self.names.theirs.items() if any(name in shape for shape in shapes)}
        paths = ", ".join(quoted("$." + orjson.dumps(name).decode()) for name in theirs.values())
        said = {ours: f"x[{number}]" for number, ours in enumerate(theirs, start=1)}
        listed = ", ".join("[" + ", ".join(map(quoted, shape)) + "]" for shape in sorted(shapes))
        usual = f"list_contains([{listed}], k) AND ends_with(json, '}}') AND json[-2:-2] NOT IN (',', ' ', '\t')"
        if any(name not in theirs.values() for shape in shapes for name in shape):
            usual += f" AND NOT regexp_matches(json, {quoted(_NO_JSON)})"
        if not theirs:
            return ""
        return (
            f"SELECT {self.names.with_constants(said)}, coalesce({usual}, false) AS usual FROM (SELECT json, "
            f"json_extract_string(json, [{paths}]) AS x, json_keys(json) AS k FROM read_ndjson_objects("
            f"{quoted(str(file))}, format = 'newline_delimited', ignore_errors = true, maximum_object_size = 4000000))"
        )


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

    def table(self, file: Path, text: bytes) -> str:
        """As of NDJSON; where spaces stand beside quotes, readers differ."""
        if b'" ' in text or b' "' in text:
            return ""
        columns = ", ".join(f"'c{number}': 'VARCHAR'" for number in range(len(self.header)))
        said = {self.ours[name]: f"c{number}" for number, name in enumerate(self.header) if name in self.ours}
        return (
            f"SELECT {self.names.with_constants(said)}, true AS usual FROM read_csv({quoted(str(file))}, "
            f"columns = {{{columns}}}, auto_detect = false, header = false, delim = ',', quote = '\"', escape = '\"', "
            "nullstr = '', new_line = '\\n', strict_mode = true, max_line_size = 4000000)"
        )


def fields_by_column(path: Path, header: list[str], names: EventNames, account: Account) -> dict[str, str]:
    """Our fields by their columns; what is required must be there."""
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
