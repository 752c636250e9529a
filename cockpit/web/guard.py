"""Boards and sealed weeks, handed only to those who may see them: the one place where every question passes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cockpit.board.board import Board
from cockpit.board.board_access import BoardAccess
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.number_comparison import NumberComparison
from cockpit.board.quarantined_rows import QuarantinePage, QuarantineQuestion
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage
from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import Trusted
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.errors import ReadingRefused, WritingRefused
from cockpit.roles import Editors, Viewer
from cockpit.screens.sealed_weeks import SealedWeekList
from cockpit.screens.week_access import Kept, Weeks
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text

Who = Callable[[], Viewer]


def let(viewer: Viewer, unit: str | None) -> None:
    """ReadingRefused, before anything is looked up, where this viewer may not read this unit (None: the city)."""
    if not viewer.may_read(unit):
        raise ReadingRefused(
            "This is not within what you may see.", "Ask the administrator of the cockpit for the right."
        )


def let_write(viewer: Viewer) -> None:
    """WritingRefused, before anything is looked up, where this viewer does not read the whole city.

    Remarks, targets, cadences and definitions bear no unit: they are the city's.
    """
    if not viewer.may_read(None):
        raise WritingRefused(
            "What is the whole city's is written by those who read the whole city.",
            'Ask the administrator for units = "all" in readers.toml.',
        )


class Guard:
    """A service of boards behind the rights of who asks, reading and writing. Who is an editor is asked elsewhere."""

    def __init__(self, keep: BoardAccess, viewer: Who) -> None:
        self._keep = keep
        self._viewer = viewer

    def version(self) -> str:
        return self._keep.version()

    def now(self) -> datetime:
        return self._keep.now()

    @property
    def editors(self) -> Editors:
        return self._keep.editors

    def whole(self) -> bool:
        return self._viewer().may_read(None)

    def board(self, scope: Scope) -> Board:
        let(self._viewer(), scope.unit)
        return self._keep.board(scope)

    def week(self, week: Week, unit: str | None = None) -> Board:
        let(self._viewer(), unit)
        return self._keep.week(week, unit)

    def rows(self, question: Question) -> RowPage:
        let(self._viewer(), question.scope.unit)
        return self._keep.rows(question)

    def every_row(self, question: Question) -> Iterator[dict[str, Any]]:
        let(self._viewer(), question.scope.unit)
        return self._keep.every_row(question)

    def trusted(self, board: Board) -> Trusted:
        """Every source and every unit: for those who see all."""
        let(self._viewer(), None)
        return self._keep.trusted(board)

    def refused(self, asked: QuarantineQuestion) -> QuarantinePage:
        """Rows that wait outside, for those who see the unit that answers for them."""
        page = self._keep.refused(asked)
        let(self._viewer(), page.owner)
        return page

    def remark(self, *, metric: str, day: date, text: str, author: str) -> None:
        let_write(self._viewer())
        self._keep.remark(metric=metric, day=day, text=text, author=author)

    def revise(
        self, *, kind: RevisionKind, code: str, value: Decimal, effective_on: date, author: str, reason: str
    ) -> None:
        let_write(self._viewer())
        self._keep.revise(kind=kind, code=code, value=value, effective_on=effective_on, author=author, reason=reason)

    def reword(self, *, metric: str, text: Text, effective_on: date, author: str, reason: str) -> None:
        let_write(self._viewer())
        self._keep.reword(metric=metric, text=text, effective_on=effective_on, author=author, reason=reason)

    def withdraw(self, *, number: int, author: str, reason: str) -> None:
        let_write(self._viewer())
        self._keep.withdraw(number=number, author=author, reason=reason)

    def other(self, board: Board, against: Baseline, metric: str) -> Board:
        """Which unit is in the middle is known only afterwards."""
        let(self._viewer(), board.scope.unit)
        other = self._keep.other(board, against, metric)
        let(self._viewer(), other.scope.unit)
        return other

    def compared(self, scope: Scope, against: Baseline, *, metric: str, by: str | None = None) -> NumberComparison:
        self.other(self.board(scope), against, metric)
        return self._keep.compared(scope, against, metric=metric, by=by)


class GuardedWeeks:
    """The sealed weeks behind the same door."""

    def __init__(self, weeks: Weeks, viewer: Who) -> None:
        self._weeks = weeks
        self._viewer = viewer

    def listing(self, week: Week | None, other: Week | None, unit: str | None) -> SealedWeekList:
        let(self._viewer(), unit)
        return self._weeks.listing(week, other, unit)

    def late(self, unit: str | None) -> tuple[Week, ...]:
        return self._weeks.late(unit) if self._viewer().may_read(unit) else ()

    def file(self, week: Week, name: str, unit: str | None) -> Kept | None:
        let(self._viewer(), unit)
        return self._weeks.file(week, name, unit)

    def grants(self) -> Mapping[str, frozenset[str]] | None:
        return self._weeks.grants()

    def remark(self, week: Week, unit: str | None, *, author: str, text: str) -> None:
        let(self._viewer(), unit)
        self._weeks.remark(week, unit, author=author, text=text)

    def restated(
        self, unit: str | None, ask: Callable[[Week], Board], *, upto: date, only: Week | None = None
    ) -> tuple[Restatement, ...]:
        let(self._viewer(), unit)
        return self._weeks.restated(unit, ask, upto=upto, only=only)
