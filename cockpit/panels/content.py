"""What a panel shows before it is drawn: typed values that the drawing, files, slides and the API all read.

A panel makes its content from a board, and draws from its content alone. A number, a title or a state that is not in
the content can therefore neither be drawn nor be printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from cockpit.board.board import Board, BoardReconciliation, Headline, Notice, Point, Remark, Row, Source, Stale
from cockpit.board.change import Change
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.scope import Scope
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.number import Number
from cockpit.panels.filter_names import COUNTY, FILTER_NAMES, TABLES
from cockpit.panels.value import Cell, Figure, Pieces, Summary, Value, ValueColumn, ValueKind
from cockpit.units import Text


@dataclass(frozen=True)
class Frame:
    """What is true of the whole board and no number of it: which question, how fresh, defined how, remarked what."""

    scope: Scope
    as_of: date
    clock: datetime
    today: date
    city: Mapping[str, Any]
    definition_version: str
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
            board.today,
            board.city,
            board.definition_version,
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

    `summary` is what an area says first, `lines` are sentences with the numbers of these values, in each language.
    It answers like a board that knows nothing but these values, so what draws a board's parts draws a content's too.
    """

    title: Text
    values: tuple[Value, ...]
    frame: Frame
    reconciliations: tuple[BoardReconciliation, ...] = ()
    summary: Summary | None = None
    lines: Mapping[str, tuple[Pieces, ...]] = field(default_factory=dict)
    _numbers: Mapping[str, Number] = field(default_factory=dict)
    _courses: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    forecasts: Mapping[str, Expected] = field(default_factory=dict)

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

    def figure(self, metric: str, member: RowKey | None, part: PartKey | None) -> Figure | None:
        """The figure of a member, such as a median of a table; None where no value holds it."""
        asked = (metric, member, part)
        return next((one for one in self.figures() if (one.metric, one.member, one.part) == asked), None)

    def row(self, table: str, code: str) -> Row | None:
        return next((row for row in self.rows(table) if row.code == code), None)

    def stated(self, table: str, column: ValueColumn) -> dict[str, Cell]:
        """The cells of a column of this table by the code of their row; those that are empty are left out."""
        return {
            record.row.code: record.cells[value.columns.index(column)]
            for value in self.values
            if value.table == table and column in value.columns
            for record in value.records
            if record.row is not None and record.cells[value.columns.index(column)] is not None
        }

    def reconciliation(self, name: str) -> BoardReconciliation | None:
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

    def remarks_on(self, metric: str, *, withdrawn: bool = False) -> tuple[Remark, ...]:
        """Newest first: those that stand; `withdrawn` asks for the others too."""
        return tuple(one for one in self.frame.remarks if one.metric == metric and (withdrawn or one.withdrawn is None))


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
    board: Board,
    title: Text,
    *values: Value,
    courses: Sequence[str] = (),
    reconciliations: Sequence[str] = (),
    summary: Summary | None = None,
) -> Content:
    """`courses` and `reconciliations` name those that the drawing needs beside what stands in the values."""
    numbers = {
        one.metric: board.metrics[one.metric]
        for value in values
        if value.kind is not ValueKind.SENTENCE
        for one in value.figures()
        if one.member is None and one.metric in board.metrics
    }
    shown = {one.metric for value in values if value.kind is ValueKind.SERIES for one in value.columns if one.metric}
    drawn = sorted({*shown, *courses})
    return Content(
        title,
        values,
        Frame.of(board),
        tuple(one for one in board.reconciliations if one.name in reconciliations),
        summary,
        {},
        numbers,
        {metric: board.courses[metric] for metric in drawn if metric in board.courses},
        {metric: board.forecasts[metric] for metric in drawn if metric in board.forecasts},
    )


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


def entry(shown: Content, title: Text) -> Cell:
    """What stands under a title of its own, a figure or words; None where nothing does."""
    found = (
        record.cells[1]
        for value in shown.values
        if value.kind is ValueKind.FIGURES
        for record in value.records
        if record.cells[0] == title
    )
    return next(found, None)
