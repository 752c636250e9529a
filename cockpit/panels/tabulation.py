"""The values of a panel, made from a board: its figures, courses, tables, ledgers and the numbers in its sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cockpit.board.board import Board, Point, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.calendar import Period
from cockpit.marks.expected_mark import EDGES, HOLIDAY, ForecastPoint, continued
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn, ValueKind, number_of, part_of
from cockpit.units import Text

PERIODS = {
    Period.WEEK: Text("近7天", "last 7 days"),
    Period.MONTH: Text("近30天", "last 30 days"),
    Period.QUARTER: Text("近91天", "last 91 days"),
    Period.YEAR: Text("近365天", "last 365 days"),
}


def column(board: Board, metric: str, title: Text | None = None) -> ValueColumn:
    """A column of numbers of a metric, by its own title where no other is given; with its period where it has one."""
    known = board.definitions[metric]
    period = PERIODS[board.scope.period] if METRICS[metric].periodic else None
    covered = board[metric].coverage if period and metric in board.metrics else None
    if period and covered and not covered.whole and not covered.begun:
        part = portion(covered)
        period = Text(f"{period.zh}，{part.zh}", f"{period.en}, {part.en}")
    return ValueColumn(title or Text.from_json(known["title"]), metric, known["unit"], period)


def figures(board: Board, *metrics: str, title: Text | None = None, parts: Sequence[str] = ()) -> Value:
    """Numbers of the scope itself; `parts` (change, previous, published) of each beside it, where it has them."""
    found: list[Figure] = []
    for metric in metrics:
        number = board[metric]
        found.append(Figure(metric, number))
        moved = ((part, part_of(number, part)) for part in map(PartKey, parts))
        found += [Figure(metric, shown, part=part) for part, shown in moved if shown.value is not None]
    return labelled([(_title(board, one), one) for one in found], title=title or Text("", ""))


def labelled(pairs: Sequence[tuple[Text, Cell]], *, title: Text | None = None, hidden: bool = True) -> Value:
    """Figures, and words that stand beside them, with titles of their own."""
    columns = (ValueColumn(Text("指标", "metric")), ValueColumn(Text("数值", "value")))
    records = tuple(Record((said, one)) for said, one in pairs)
    return Value(ValueKind.FIGURES, title or Text("", ""), columns, records, hidden=hidden)


def _title(board: Board, one: Figure) -> Text:
    return Text.from_json(board.definitions[one.metric]["title"])


def series(board: Board, metric: str, title: Text) -> Value:
    """The course of a metric of the scope, a row a step with the day on which it ends; hidden in no file.

    Where anything was expected, each step says between which values, and the holiday of its week; the last row is then
    the week that comes, of which no more is known than that.
    """
    unit, points = board[metric].unit, continued(board.courses.get(metric, ()), board.forecasts.get(metric))
    columns = [ValueColumn(Text("截至", "to")), ValueColumn(title, metric, unit)]
    records: list[tuple[Cell, ...]] = [
        (point.day, None if isinstance(point, ForecastPoint) else _weekly(metric, point, unit, at))
        for at, point in enumerate(points)
    ]
    bands = [_expected(point.expected) for point in points]
    if any(one is not None for band in bands for one in band):
        columns += [*(ValueColumn(said, unit=unit) for said in EDGES), ValueColumn(HOLIDAY)]
        records = [(*cells, *band) for cells, band in zip(records, bands, strict=True)]
    return Value(ValueKind.SERIES, title, tuple(columns), tuple(Record(cells) for cells in records))


def _expected(one: Expected | None) -> tuple[Cell, Cell, Cell]:
    return (one.low, one.high, one.holiday) if one else (None, None, None)


def _weekly(metric: str, point: Point, unit: str, at: int) -> Figure:
    return Figure(metric, _step(point, unit), part=PartKey("course", at))


def _step(point: Point, unit: str) -> Number:
    note = Note.NO_HISTORY if point.coverage and point.coverage.begun else Note.NO_DATA
    return Number(point.value, unit, as_of=point.day, provenance=point.provenance, note=note, coverage=point.coverage)


@dataclass(frozen=True)
class Stated:
    """A column that no metric fills: its cells by the code of the row."""

    column: ValueColumn
    cells: Mapping[str, Cell]


NAME = ValueColumn(Text("名称", "Name"))


def table(
    title: Text,
    columns: Sequence[ValueColumn | Stated],
    rows: Sequence[Row],
    *,
    of: str,
    kind: ValueKind = ValueKind.TABLE,
    name: ValueColumn = NAME,
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


def _counting(column: ValueColumn, rows: Sequence[Row]) -> ValueColumn:
    """With the unit that its numbers have; without one where each counts something else, as goals do."""
    units = {row.numbers[metric].unit for row in rows if (metric := column.metric) and metric in row.numbers}
    return replace(column, unit=units.pop() if len(units) == 1 else None if units else column.unit)


def _cell(column: ValueColumn | Stated, row: Row, of: str) -> Cell:
    if isinstance(column, Stated):
        return column.cells.get(row.code)
    metric = column.metric or ""
    return Figure(metric, number_of(row, metric, column.unit), RowKey(of, row.code))


def _record(row: Row, cells: Sequence[Cell]) -> Record:
    """The row keeps the numbers that stand in its cells under their own names."""
    shown = {one.metric for one in cells if isinstance(one, Figure) and one.part is None}
    numbers = {metric: given for metric, given in row.numbers.items() if metric in shown}
    return Record((row.short, *cells), replace(row, numbers=numbers))


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
    columns = (ValueColumn(Text("项", "what")), ValueColumn(Text("数值", "value")))
    if one is None:
        return Value(ValueKind.LEDGER, Text("", ""), columns, (), hidden=True)
    member = RowKey("reconciliations", one.name)
    parts = [(part.name, Figure(metric, part.number, member, PartKey("part", at))) for at, part in enumerate(one.parts)]
    sides = [(said, Figure(metric, one.side(which), member, PartKey(which))) for which, said in SIDES.items()]
    records = tuple(Record(pair) for pair in (*parts, *sides))
    return Value(ValueKind.LEDGER, one.title, columns, records, hidden=True)


def quoted(board: Board, quotes: Sequence[Quote]) -> Value:
    """The numbers that stand in written sentences, each under the title of its metric."""
    columns = (ValueColumn(Text("指标", "metric")), ValueColumn(Text("数值", "value")))
    records = tuple(
        Record((_called(board, one.metric), Figure(one.metric, part_of(one.number, one.part), one.member, one.part)))
        for one in quotes
    )
    return Value(ValueKind.SENTENCE, Text("", ""), columns, records, hidden=True)


def _called(board: Board, metric: str) -> Text:
    known = board.definitions.get(metric)
    return Text.from_json(known["title"]) if known else Text(metric, metric)


def left_over(value: Value, code: str, part: PartKey) -> Value:
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


def emptied(value: Value, unsaid: Callable[[Row, ValueColumn], bool]) -> Value:
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


def renamed(value: Value, names: Mapping[str, Text]) -> Value:
    """Rows whose first cell says more than their name: 精准扶贫 扶贫办; others keep it."""
    records = tuple(
        replace(record, cells=(names.get(record.row.code, record.cells[0]), *record.cells[1:]))
        if record.row is not None
        else record
        for record in value.records
    )
    return replace(value, records=records)


def matrix(title: Text, number: ValueColumn, rows: Sequence[Row], *, of: str, down: Stated, across: Stated) -> Value:
    """A record for each pair of the two axes: what the pair is called, its place on either axis, and the number."""
    return table(title, [down, across, number], rows, of=of, kind=ValueKind.MATRIX)
