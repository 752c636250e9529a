"""What keeps the sealed weeks, as the desk asks it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Protocol

from cockpit.board.board import Board
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.screens.sealed_weeks import SealedWeekList

Kept = tuple[bytes, str, str]
"""What a file holds, its SHA-256 and its media type."""


class WeekAccess(Protocol):
    """As far as a page asks that shows boards of today. `unit` None stands for the whole city.

    Behind a door (GuardedWeeks in cockpit/web/guard.py) what is asked may raise ReadingRefused.
    """

    def late(self, unit: str | None) -> tuple[Week, ...]:
        """Weeks that should be sealed by now and are not, oldest first. Never fails: none where one may not ask."""
        ...

    def restated(
        self, unit: str | None, ask: Callable[[Week], Board], *, upto: date, only: Week | None = None
    ) -> tuple[Restatement, ...]:
        """What sealed weeks up to a day say otherwise than today's data, newest first; of `only` one of them.

        `ask` gives the board of a week out of today's data; a week of which it gives none is left out.
        """
        ...


class Weeks(WeekAccess, Protocol):
    """All of it: the page of the weeks, their files, and the remark on the week that is coming.

    That of cockpit/snapshot/week_catalogue.py has the folder of the weeks.
    """

    def listing(self, week: Week | None, other: Week | None, unit: str | None) -> SealedWeekList:
        """Without a `week` the newest is opened, without an `other` it is held against the one sealed before it.

        SnapshotRefused where `week` is not sealed.
        """
        ...

    def file(self, week: Week, name: str, unit: str | None) -> Kept | None:
        """None where there is no such file; SnapshotAltered where the week does not verify."""
        ...

    def grants(self) -> Mapping[str, frozenset[str]] | None:
        """The files that a week may have: for each name that readers.toml may give, what may be taken by it.

        None where no weeks are served, so that no name can be checked.
        """
        ...

    def remark(self, week: Week, unit: str | None, *, author: str, text: str) -> None:
        """Keeps the remark in place of an earlier one until its week is sealed.

        SnapshotRefused where it is not the week that is sealed next, or the text cannot be printed or kept; ScopeWrong
        where no weeks are sealed here at all.
        """
        ...
