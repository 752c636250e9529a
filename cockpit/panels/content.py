"""What a panel shows before it is drawn: typed values that the drawing, files, slides and the API all read.

A panel makes its content from a board, and draws from its content alone. A number, a title or a state that is not in
the content can therefore neither be drawn nor be printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from cockpit.board.board import Board, Headline, Notice, Point, Reconciliation, Remark, Row, Source, Stale
from cockpit.board.change import Change
from cockpit.board.quote import Quote
from cockpit.board.scope import Scope
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import NO_DATA, Number, unknown
from cockpit.units import Text

PERIODS = {
    "week": Text("近7天", "last 7 days"),
    "month": Text("近30天", "last 30 days"),
    "quarter": Text("近91天", "last 91 days"),
    "year": Text("近365天", "last 365 days"),
}


FILTER_NAMES = {
    "unit": Text("单位", "Unit"),
    "scenario": Text("场景", "Scenario"),
    "kind": Text("类型", "Kind"),
    "theme": Text("主题", "Theme"),
    "library": Text("基础库", "Library"),
}
COUNTY = Text("县区", "County")
TABLES = {
    "unit": ("counties", "unit_volumes", "unit_sharing", "unit_opening", "providers", "consumers"),
    "scenario": ("scenarios",),
    "kind": ("resources",),
    "theme": ("themes",),
    "library": ("libraries", "thematic"),
}
"""Where the names of what can be chosen stand; a scenario and a unit may have the same code."""


class Kind(StrEnum):
    """What a value is, in the terms of the field; it says how it is drawn, not what is in it."""

    FIGURES = "figures"
    """Single numbers, each with a title of its own."""
    SERIES = "series"
    """One number over time, a row a step."""
    RANKING = "ranking"
    """Members in an order, the first the largest or the worst."""
    TABLE = "table"
    FLOW = "flow"
    """How much goes from one member to another."""
    TILES = "tiles"
    """Members at their places on a map."""
    MATRIX = "matrix"
    """A number for each pair of two axes."""
    LEDGER = "ledger"
    """Numbers held against each other, with a verdict."""
    SENTENCE = "sentence"
    """Numbers that stand in sentences which were written before; the panel does not know them otherwise."""


@dataclass(frozen=True)
class Figure:
    """A number with what it is.

    `metric` is its name, `member` whose it is as table and code (libraries:licence; None: the scope's own), `part` what
    of it is shown (change, course:3, difference …; None: the number itself).
    """

    metric: str
    number: Number
    member: str | None = None
    part: str | None = None


Cell = Figure | Text | str | int | date | None


@dataclass(frozen=True)
class Column:
    """`title` is the heading without what its numbers count; `metric`, `unit` and `period` are those of its numbers."""

    title: Text
    metric: str | None = None
    unit: str | None = None
    period: Text | None = None


@dataclass(frozen=True)
class Record:
    """A row: as many cells as there are columns. `row` is the board's own row where it is one of a table."""

    cells: tuple[Cell, ...]
    row: Row | None = None
    total: bool = False


@dataclass(frozen=True)
class Value:
    """Columns and records, and of which kind they are. `table` names the table of the board that the records are of.

    `hidden` values stand in words or in a drawing and are no table of their own in a file.
    """

    kind: Kind
    title: Text
    columns: tuple[Column, ...]
    records: tuple[Record, ...]
    table: str | None = None
    hidden: bool = False

    def figures(self) -> Iterator[Figure]:
        """Every number of it, row by row."""
        for record in self.records:
            for cell in record.cells:
                if isinstance(cell, Figure):
                    yield cell


@dataclass(frozen=True)
class Frame:
    """What is true of the whole board and no number of it: which question, how fresh, defined how, remarked what."""

    scope: Scope
    as_of: date
    clock: datetime
    city: Mapping[str, Any]
    definitions: Mapping[str, Mapping[str, Any]]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    headline: Mapping[str, Headline]
    remarks: tuple[Remark, ...]
    changes: tuple[Change, ...]
    chosen: tuple[tuple[Text, Text], ...]
    stale: Stale | None

    @classmethod
    def of(cls, board: Board) -> Frame:
        return cls(
            board.scope,
            board.as_of,
            board.clock,
            board.city,
            board.definitions,
            board.sources,
            board.notices,
            board.headline,
            board.remarks,
            board.changes,
            chosen(board),
            board.stale,
        )


@dataclass(frozen=True)
class Content:
    """The values of a panel in the order in which they are shown, and the frame of their board.

    It answers like a board that knows nothing but these values, so what draws a board's parts draws a content's too.
    """

    title: Text
    values: tuple[Value, ...]
    frame: Frame
    reconciliations: tuple[Reconciliation, ...] = ()
    _numbers: Mapping[str, Number] = field(default_factory=dict)
    _courses: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)

    def figures(self) -> Iterator[Figure]:
        for value in self.values:
            yield from value.figures()

    def __getitem__(self, metric: str) -> Number:
        """The number of the scope itself; KeyError where no value holds it."""
        return self._numbers[metric]

    @property
    def metrics(self) -> Mapping[str, Number]:
        return self._numbers

    @property
    def courses(self) -> Mapping[str, tuple[Point, ...]]:
        return self._courses

    def rows(self, table: str) -> tuple[Row, ...]:
        """The board's rows that stand in values of this table, in their order; with the numbers shown, no others."""
        found: dict[str, Row] = {}
        for value in self.values:
            for record in value.records if value.table == table else ():
                if (row := record.row) is not None:
                    known = found.get(row.code)
                    found[row.code] = replace(row, numbers={**known.numbers, **row.numbers}) if known else row
        return tuple(found.values())

    def row(self, table: str, code: str) -> Row | None:
        return next((row for row in self.rows(table) if row.code == code), None)

    def stated(self, table: str, column: Column) -> dict[str, Cell]:
        """The cells of a column of this table by the code of their row; those that are empty are left out."""
        return {
            record.row.code: record.cells[value.columns.index(column)]
            for value in self.values
            if value.table == table and column in value.columns
            for record in value.records
            if record.row is not None and record.cells[value.columns.index(column)] is not None
        }

    def reconciliation(self, name: str) -> Reconciliation | None:
        return next((one for one in self.reconciliations if one.name == name), None)

    @property
    def scope(self) -> Scope:
        return self.frame.scope

    @property
    def as_of(self) -> date:
        return self.frame.as_of

    @property
    def clock(self) -> datetime:
        return self.frame.clock

    @property
    def city(self) -> Mapping[str, Any]:
        return self.frame.city

    @property
    def definitions(self) -> Mapping[str, Mapping[str, Any]]:
        return self.frame.definitions

    @property
    def sources(self) -> tuple[Source, ...]:
        return self.frame.sources

    @property
    def notices(self) -> tuple[Notice, ...]:
        return self.frame.notices

    @property
    def headline(self) -> Mapping[str, Headline]:
        return self.frame.headline

    @property
    def changes(self) -> tuple[Change, ...]:
        return self.frame.changes

    @property
    def stale(self) -> Stale | None:
        return self.frame.stale

    def source_of(self, metric: str) -> Source | None:
        code = self.definitions[metric]["source"]
        return next((source for source in self.sources if source.code == code), None)

    def remarks_on(self, metric: str) -> tuple[Remark, ...]:
        """Newest first: those that stand."""
        return tuple(one for one in self.frame.remarks if one.metric == metric and one.withdrawn is None)


Known = Board | Content
"""What helpers of the drawing are given: they read the same names of both."""


def chosen(board: Known) -> tuple[tuple[Text, Text], ...]:
    """The filters in force, each with the name of what was chosen, as people know them; a county is called one."""
    if isinstance(board, Content):
        return board.frame.chosen
    said = []
    for name, code in board.scope.filters.items():
        tables = (board.tables.get(table, ()) for table in TABLES[name])
        row = next((one for rows in tables for one in rows if one.code == code), None)
        county = name == "unit" and any(one.code == code for one in board.tables.get("counties", ()))
        said.append((COUNTY if county else FILTER_NAMES[name], row.name if row else Text(code, code)))
    return tuple(said)


def content(
    board: Board, title: Text, *values: Value, courses: Sequence[str] = (), reconciliations: Sequence[str] = ()
) -> Content:
    """`courses` and `reconciliations` name those that the drawing needs beside what stands in the values."""
    numbers = {
        one.metric: board.metrics[one.metric]
        for value in values
        if value.kind is not Kind.SENTENCE
        for one in value.figures()
        if one.member is None and one.metric in board.metrics
    }
    shown = {one.metric for value in values if value.kind is Kind.SERIES for one in value.columns if one.metric}
    return Content(
        title,
        values,
        Frame.of(board),
        tuple(one for one in board.reconciliations if one.name in reconciliations),
        numbers,
        {metric: board.courses[metric] for metric in sorted({*shown, *courses}) if metric in board.courses},
    )


def column(board: Board, metric: str, title: Text | None = None) -> Column:
    """A column of numbers of a metric, by its own title where no other is given; with its period where it has one."""
    known = board.definitions[metric]
    period = PERIODS[board.scope.period] if METRICS[metric].periodic else None
    return Column(title or Text.from_json(known["title"]), metric, known["unit"], period)


def figures(board: Board, *metrics: str, title: Text | None = None, parts: Sequence[str] = ()) -> Value:
    """Numbers of the scope itself; `parts` (change, previous, published) of each beside it, where it has them."""
    found: list[Figure] = []
    for metric in metrics:
        number = board[metric]
        found.append(Figure(metric, number))
        moved = ((part, part_of(number, part)) for part in parts)
        found += [Figure(metric, shown, part=part) for part, shown in moved if shown.value is not None]
    return labelled([(_title(board, one), one) for one in found], title=title or Text("", ""))


def labelled(pairs: Sequence[tuple[Text, Cell]], *, title: Text | None = None, hidden: bool = True) -> Value:
    """Figures, and words that stand beside them, with titles of their own."""
    columns = (Column(Text("指标", "metric")), Column(Text("数值", "value")))
    records = tuple(Record((said, one)) for said, one in pairs)
    return Value(Kind.FIGURES, title or Text("", ""), columns, records, hidden=hidden)


def _title(board: Board, one: Figure) -> Text:
    return Text.from_json(board.definitions[one.metric]["title"])


def series(board: Board, metric: str, title: Text) -> Value:
    """The course of a metric of the scope, a row a step with the day on which it ends; hidden in no file."""
    unit = board[metric].unit
    columns = (Column(Text("截至", "to")), Column(title, metric, unit))
    records = tuple(
        Record((point.day, Figure(metric, _step(point, unit), part=f"course:{at}")))
        for at, point in enumerate(board.courses.get(metric, ()))
    )
    return Value(Kind.SERIES, title, columns, records)


def _step(point: Point, unit: str) -> Number:
    return Number(point.value, unit, as_of=point.day, provenance=point.provenance, note=NO_DATA)


@dataclass(frozen=True)
class Stated:
    """A column that no metric fills: its cells by the code of the row."""

    column: Column
    cells: Mapping[str, Cell]


NAME = Column(Text("名称", "Name"))


def table(
    title: Text,
    columns: Sequence[Column | Stated],
    rows: Sequence[Row],
    *,
    of: str,
    kind: Kind = Kind.TABLE,
    name: Column = NAME,
    total: Sequence[Cell] | None = None,
    hidden: bool = False,
) -> Value:
    """Rows of the board's table `of`: under `name` what each is called, then a cell for each column.

    `total` are the cells of a last row, as many as there are columns and one for the name.
    """
    records = [_record(row, [_cell(one, row, of) for one in columns]) for row in rows]
    if total is not None:
        records.append(Record(tuple(total), total=True))
    heads = (name, *(one.column if isinstance(one, Stated) else _counting(one, rows) for one in columns))
    return Value(kind, title, heads, tuple(records), table=of, hidden=hidden)


def _counting(column: Column, rows: Sequence[Row]) -> Column:
    """With the unit that its numbers have; without one where each counts something else, as goals do."""
    units = {row.numbers[metric].unit for row in rows if (metric := column.metric) and metric in row.numbers}
    return replace(column, unit=units.pop() if len(units) == 1 else None if units else column.unit)


def _cell(column: Column | Stated, row: Row, of: str) -> Cell:
    if isinstance(column, Stated):
        return column.cells.get(row.code)
    metric = column.metric or ""
    return Figure(metric, number_of(row, metric, column.unit), f"{of}:{row.code}")


def _record(row: Row, cells: Sequence[Cell]) -> Record:
    """The row keeps the numbers that stand in its cells under their own names."""
    shown = {one.metric for one in cells if isinstance(one, Figure) and one.part is None}
    numbers = {metric: given for metric, given in row.numbers.items() if metric in shown}
    return Record((row.name, *cells), replace(row, numbers=numbers))


def number_of(row: Row, metric: str, unit: str | None = None) -> Number:
    """A number of a row; a row that does not carry it does not know it."""
    return row.numbers.get(metric) or unknown(unit or "item", NO_DATA)


def part_of(number: Number, part: str | None) -> Number:
    """The change, the period before or the published figure of a number, as a number."""
    if part in ("change", "previous"):
        value = number.change if part == "change" else number.previous
        return replace(number, value=value, provenance=number.change_provenance, qualifier=None, published=None)
    if part == "published":
        return replace(number, value=number.published, provenance="published")
    return number


SIDES = {
    "total": Text("分项合计", "Sum of parts"),
    "whole": Text("公布总数", "Published total"),
    "difference": Text("差额", "Difference"),
    "difference_share": Text("差额占比", "Difference, share"),
}


def ledger(board: Board, name: str, metric: str) -> Value:
    """What the parts of a reconciliation add up to, what was published and what lies between; empty without one.

    `metric` is the one that it is shown with.
    """
    one = board.reconciliation(name)
    columns = (Column(Text("项", "what")), Column(Text("数值", "value")))
    if one is None:
        return Value(Kind.LEDGER, Text("", ""), columns, (), hidden=True)
    member = f"reconciliations:{one.name}"
    parts = [(part.name, Figure(metric, part.number, member, f"part:{at}")) for at, part in enumerate(one.parts)]
    sides = [(said, Figure(metric, one.side(which), member, which)) for which, said in SIDES.items()]
    records = tuple(Record(pair) for pair in (*parts, *sides))
    return Value(Kind.LEDGER, one.title, columns, records, hidden=True)


def quoted(board: Board, quotes: Sequence[Quote]) -> Value:
    """The numbers that stand in written sentences, each under the title of its metric."""
    columns = (Column(Text("指标", "metric")), Column(Text("数值", "value")))
    records = tuple(
        Record((_called(board, one.metric), Figure(one.metric, part_of(one.number, one.part), one.member, one.part)))
        for one in quotes
    )
    return Value(Kind.SENTENCE, Text("", ""), columns, records, hidden=True)


def _called(board: Board, metric: str) -> Text:
    known = board.definitions.get(metric)
    return Text.from_json(known["title"]) if known else Text(metric, metric)


def telling(
    shown: Content,
    *,
    notices: Sequence[Notice] | None = None,
    changes: Sequence[Change] | None = None,
    headline: Mapping[str, Headline] | None = None,
) -> Content:
    """The same content, of whose frame only these notices, changes or conclusions are told, in this order."""
    frame = shown.frame
    frame = frame if notices is None else replace(frame, notices=tuple(notices))
    frame = frame if changes is None else replace(frame, changes=tuple(changes))
    frame = frame if headline is None else replace(frame, headline=headline)
    return replace(shown, frame=frame)


def words(cell: Cell, language: str) -> str:
    """A cell that is no number, as text; an empty one says nothing."""
    if cell is None:
        return ""
    return cell[language] if isinstance(cell, Text) else str(cell)


def entry(shown: Content, title: Text) -> Cell:
    """What stands under a title of its own, a figure or words; None where nothing does."""
    found = (
        record.cells[1]
        for value in shown.values
        if value.kind is Kind.FIGURES
        for record in value.records
        if record.cells[0] == title
    )
    return next(found, None)


def left_over(value: Value, code: str, part: str) -> Value:
    """The figures of the row `code` are what is left over after the others: part after:5, after the first five."""
    records = tuple(
        replace(
            record, cells=tuple(replace(one, part=part) if isinstance(one, Figure) else one for one in record.cells)
        )
        if record.row is not None and record.row.code == code
        else record
        for record in value.records
    )
    return replace(value, records=records)


def emptied(value: Value, unsaid: Callable[[Row, Column], bool]) -> Value:
    """Without the cells that say nothing of their row, such as what was not asked for; the row keeps its numbers."""
    records = tuple(
        replace(
            record,
            cells=tuple(
                None if record.row is not None and unsaid(record.row, column) else cell
                for column, cell in zip(value.columns, record.cells, strict=True)
            ),
        )
        for record in value.records
    )
    return replace(value, records=records)


def named_at(value: Value, at: int) -> Value:
    """The column of names stands at another place than the first."""

    def moved(line: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*line[1 : at + 1], line[0], *line[at + 1 :])

    records = tuple(replace(record, cells=moved(record.cells)) for record in value.records)
    return replace(value, columns=moved(value.columns), records=records)


def matrix(title: Text, number: Column, rows: Sequence[Row], *, of: str, down: Stated, across: Stated) -> Value:
    """A record for each pair of the two axes: what the pair is called, its place on either axis, and the number."""
    return table(title, [down, across, number], rows, of=of, kind=Kind.MATRIX)
