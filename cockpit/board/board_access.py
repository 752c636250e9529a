"""What keeps the boards, as everybody asks it who draws, serves or exports one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

from cockpit.board.board import Board
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.number_comparison import NumberComparison
from cockpit.board.quarantined_rows import QuarantinePage, QuarantineQuestion
from cockpit.board.rows.question import Question
from cockpit.board.rows.row_page import RowPage
from cockpit.board.scope import Scope
from cockpit.board.trust.trust_page import Trusted
from cockpit.calendar import Week
from cockpit.roles import Editors
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text


class BoardAccess(Protocol):
    """Two classes answer it: that of cockpit/board/board_service.py has the database, that of cockpit/web/guard.py asks
    before it who may.

    Every method raises DatabaseSilent where the database does not answer and DatabaseWrong where it cannot be used,
    unless it says otherwise. Behind a door every question may raise ReadingRefused, and what writes WritingRefused.
    """

    def version(self) -> str:
        """Names the data and, where the clock runs, its step: another version is another board."""
        ...

    def now(self) -> datetime:
        """The clock, in Shanghai: that of the database where it has one, else that of the machine."""
        ...

    def whole(self) -> bool:
        """Whether whoever asks sees the whole city. Never fails."""
        ...

    @property
    def editors(self) -> Editors:
        """Who may write, and who may read refused rows. Never fails."""
        ...

    def board(self, scope: Scope) -> Board:
        """The board of a scope; while the database gives none the last good one, marked stale.

        ScopeWrong where the day or a code is not there; DatabaseSilent and DatabaseWrong only without a last good one.
        """
        ...

    def week(self, week: Week, unit: str | None = None) -> Board:
        """The board of a whole week, of the city or of a unit, as of its Sunday; never a stale one.

        ScopeWrong where the Sunday lies outside the data.
        """
        ...

    def rows(self, question: Question) -> RowPage:
        """One page of the rows behind a number: those from `question.start` up to `question.end`, and totals of all.

        ScopeWrong where the scope is, or these rows have no such column.
        """
        ...

    def every_row(self, question: Question) -> Iterator[dict[str, Any]]:
        """All rows behind a number by column, in its order and by its conditions, whatever its `start` and `end`.

        The same errors as `rows`, when the first row is taken.
        """
        ...

    def trusted(self, board: Board) -> Trusted:
        """What the page of trust says beside a board of the whole city."""
        ...

    def refused(self, asked: QuarantineQuestion) -> QuarantinePage:
        """One page of a source's rows that wait outside, as they are now; empty where there is no such source."""
        ...

    def other(self, board: Board, against: Baseline, metric: str) -> Board:
        """The board that a board is compared with; `metric` decides which unit is in the middle.

        ScopeWrong where there is none: before the first day, or a median without a unit.
        """
        ...

    def compared(self, scope: Scope, against: Baseline, *, metric: str, by: str | None = None) -> NumberComparison:
        """A number beside the other that is asked for, and the members that explain the difference.

        `by` is the dimension of these members; without one it is chosen. ScopeWrong as with `other`.
        """
        ...

    def remark(self, *, metric: str, day: date, text: str, author: str) -> None:
        """Keeps a remark on a metric's number of a day. Metric, author and text were checked by whoever calls."""
        ...

    def withdraw(self, *, number: int, author: str, reason: str) -> None:
        """Withdraws the remark of this number; what it said is kept. ScopeWrong where none of it stands."""
        ...

    def revise(
        self, *, kind: RevisionKind, code: str, value: Decimal, effective_on: date, author: str, reason: str
    ) -> None:
        """Sets the value of a target (`kind` target) or the agreed hours of a source (`kind` cadence) from a day on.

        ScopeWrong where there is no such target or source.
        """
        ...

    def reword(self, *, metric: str, text: Text, effective_on: date, author: str, reason: str) -> None:
        """Words the definition of a metric anew from a day on; the words before it are kept."""
        ...
