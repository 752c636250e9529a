"""One page of the rows behind a number, with how many there are, what they add up to, and the number they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from cockpit.board import query as database
from cockpit.board.board import Board
from cockpit.board.rows.code_names import CodeNames
from cockpit.board.rows.database_rows import Selected
from cockpit.board.rows.level_rows import standing
from cockpit.board.rows.plain_rows import Lines, Total, lets_in, ordered, total
from cockpit.board.rows.question import Question
from cockpit.board.rows.register_rows import apart, lines_of
from cockpit.board.rows.row_query import keys, rows_of
from cockpit.errors import ScopeWrong
from cockpit.metrics.answer import Answer
from cockpit.metrics.counts import Registered
from cockpit.metrics.difference import rounded
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Note, Number
from cockpit.metrics.reading import Reading
from cockpit.metrics.row_columns import COLUMNS
from cockpit.metrics.row_selection import COUNTED, Accumulation, Behind, FactRows, RegisterLines, UnitsWithout
from cockpit.store.sums import FACTS
from cockpit.units import Text

SHOWN: dict[str, tuple[str, ...]] = {
    "library": ("name", "kind", "state", "provenance", COUNTED),
    "scenario": ("name", "state", "provenance", COUNTED),
    "source": ("name", "owner", "cadence_hours", "newest_at", "state", COUNTED),
    "reconciliation": ("name", "total", "whole", "difference", "verdict", COUNTED),
    "target": ("name", "value", "due_on", "days_left", "current", "reached", "provenance"),
    "published_figure": ("name", "value", "qualifier", "as_of", "publisher", "provenance"),
}
"""The columns of what is listed, in their order."""


@dataclass(frozen=True)
class RowPage:
    """`whole` is over all rows, `found` over those that the conditions let in; `made` is the number of `whole`."""

    question: Question
    number: Number
    columns: tuple[str, ...]
    adds: tuple[str, ...]
    rows: Lines
    whole: Total
    found: Total
    made: int | float | None
    data_version: str
    as_of: date

    @property
    def agrees(self) -> bool:
        """Whether the rows make the number of the board; an unknown number is made by none."""
        return self.made == self.number.value

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.question.metric,
            "as_of": self.as_of.isoformat(),
            "data_version": self.data_version,
            "number": self.number.to_json(),
            "made": self.made,
            "agrees": self.agrees,
            "unknown": self.number.coverage.unknown if self.number.coverage else 0,
            "columns": [_column(name, adds=name in self.adds) for name in self.columns],
            "start": self.question.start,
            "count": self.found.count,
            "totals": dict(self.found.sums),
            "whole": {"count": self.whole.count, "totals": dict(self.whole.sums)},
            "rows": [{name: _plain(value) for name, value in row.items()} for row in self.rows],
        }


def _column(name: str, *, adds: bool) -> dict[str, Any]:
    column = COLUMNS[name]
    return {"name": name, "title": column.title.to_json(), "kind": column.kind, "unit": column.unit, "adds": adds}


def _plain(value: Any) -> Any:
    return value.to_json() if isinstance(value, Text) else value.isoformat() if isinstance(value, date) else value


Kept = Callable[[Any, Callable[[], Any]], Any]
"""Looks something up by a key, or works it out: counting is dearer than a page."""


@dataclass(frozen=True)
class Ground:
    """What a page stands on: which rows make the number, and how they are read."""

    connection: Connection
    board: Board
    question: Question
    kept: Kept
    registers: dict[str, list[dict[str, Any]]]
    behind: Behind

    @property
    def metric(self) -> Metric:
        return METRICS[self.question.metric]

    @property
    def key(self) -> tuple[Any, ...]:
        # Only what the board itself lists moves with its clock; millions of rows are not counted again for that.
        clock = self.board.clock if isinstance(self.behind, RegisterLines) else None
        return (self.board.data_version, clock, self.board.scope, self.question.metric)

    @cached_property
    def names(self) -> CodeNames:
        return CodeNames(self.registers)

    @cached_property
    def selected(self) -> Selected | None:
        """Where the database itself orders and cuts them: the rows of a sum, of which there may be millions."""
        behind = self.behind
        if not isinstance(behind, FactRows) or behind.how == Accumulation.LEVEL or behind.by:
            return None
        rows, adds = rows_of(behind, self.board.scope.filters).subquery(), _columns(behind)[1]
        return Selected(
            self.connection, rows, self.names, adds, kept=lambda more, find: self.kept((*self.key, *more), find)
        )

    @cached_property
    def lines(self) -> Lines:
        """All others: few, so they are read whole."""
        found: Lines = self.kept(
            self.key, lambda: _lines(self.connection, self.behind, self.metric, self.board, self.registers)
        )
        return found

    @cached_property
    def let_in(self) -> Lines:
        only = self.question.only
        return [line for line in self.lines if all(lets_in(line, one, self.names) for one in only)]


def ground(connection: Connection, board: Board, question: Question, *, kept: Kept) -> Ground:
    """ScopeWrong where a column is not one of its rows."""
    # A board of no asked day counts the registers of now; its as-of day may lie before they changed.
    day = board.as_of if board.question.as_of else board.clock.date()
    registers, codes = database.registers_on(connection, database.registered(connection), day)
    registers |= {name: [] for name, known in codes.items() if known is None and name == _listed(question)}
    when = Answer(Reading({}, {}, registers), board.as_of, board.scope.period).when()
    behind = METRICS[question.metric].measure.behind(when)
    _check(question, _columns(behind)[0])
    return Ground(connection, board, question, kept, registers, behind)


def _listed(question: Question) -> str | None:
    """The register whose lines are counted."""
    measure = METRICS[question.metric].measure
    return measure.register if isinstance(measure, Registered) else None


def page(connection: Connection, board: Board, question: Question, *, kept: Kept) -> RowPage:
    """The page of a board that was built from the same database."""
    on = ground(connection, board, question, kept=kept)
    number = board[question.metric]
    columns, adds = _columns(on.behind)
    if number.note == Note.NOT_SPLIT:
        none = Total(0, dict.fromkeys(adds))
        rows, whole, found = [], none, none
    elif selected := on.selected:
        whole = kept(on.key, lambda: selected.total(()))
        found = kept((*on.key, question.only), lambda: selected.total(question.only)) if question.only else whole
        rows = selected.page(question)
    else:
        whole, found = total(on.lines, adds), total(on.let_in, adds)
        rows = ordered(on.let_in, question, on.names)[question.start : question.end]
    return RowPage(
        question=question,
        number=number,
        columns=columns,
        adds=adds,
        rows=[_told(row, on.names) for row in rows],
        whole=whole,
        found=found,
        made=None if number.value is None else made(on.metric, whole),
        data_version=board.data_version,
        as_of=board.as_of,
    )


def every(connection: Connection, board: Board, question: Question, *, kept: Kept) -> Iterator[dict[str, Any]]:
    """All rows that the conditions let in, in their order, one after the other: never all of them in memory."""
    on = ground(connection, board, question, kept=kept)
    if board[question.metric].note == Note.NOT_SPLIT:
        return
    found = on.selected.every(question) if on.selected else ordered(on.let_in, question, on.names)
    for row in found:
        yield _told(row, on.names)


def made(metric: Metric, whole: Total) -> int | float | None:
    """The number that these totals make, as exact as a board keeps it."""
    return rounded(metric.measure.made(whole.sums), metric.unit)


def _columns(behind: Behind) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """All columns in their order, and those that are added up."""
    if isinstance(behind, RegisterLines):
        return SHOWN[behind.table], behind.columns
    if isinstance(behind, UnitsWithout):
        asked = behind.among.columns if behind.among else ()
        return ("unit", "level", *asked, COUNTED), (*asked, COUNTED)
    if behind.by:
        return (behind.by, *behind.columns, COUNTED), (*behind.columns, COUNTED)
    return ("day", *(key.name for key in keys(FACTS[behind.fact])), "provenance", *behind.columns), behind.columns


def _check(question: Question, columns: tuple[str, ...]) -> None:
    for field, asked in (("sort", question.sort), ("filter", question.only)):
        for one in asked:
            if one.column not in columns:
                raise ScopeWrong(field, f"These rows have no column {one.column}.", ", ".join(columns))


def _lines(
    connection: Connection, behind: Behind, metric: Metric, board: Board, registers: dict[str, list[dict[str, Any]]]
) -> Lines:
    if isinstance(behind, FactRows):
        return standing(connection, behind, board.scope.filters)
    if isinstance(behind, UnitsWithout):
        return apart(connection, behind, registers)
    return lines_of(behind.table, metric, board, registers)


def _told(row: dict[str, Any], names: CodeNames) -> dict[str, Any]:
    """Beside every code the name of it, in both languages."""
    called = {f"{name}_name": names.name(name, value) for name, value in row.items()}
    return {**row, **{name: said for name, said in called.items() if said is not None}}
