"""Bringing a week together: its board, the week before as it was sealed, the remark on it, and what is restated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import CockpitError
from cockpit.snapshot import week_remarks
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.archive import before as week_before
from cockpit.snapshot.edition import Edition, gather
from cockpit.snapshot.week_restatements import restated


def edit(
    week: Week,
    archive: Archive,
    *,
    newest: date,
    ask: Callable[[Week], Board],
    var: Path,
    short: bool = False,
    earlier: Callable[[Week], Board] | None = None,
) -> Edition:
    """The edition as it will be sealed; `ask` answers with the board of a week as it is now, the others see gather."""
    before = week_before(week)
    held = _sealed(before, archive)
    whole = held if held and held.as_of == before.sunday else None

    def as_it_was_said(one: Week) -> Board:
        return whole if whole and one == before else ask(one)

    edition = gather(week, newest=newest, ask=as_it_was_said, short=short, earlier=earlier)
    # Sealed before its last days had come, it is no week to compare with: what is known of it by now is.
    lacked = held.as_of if held and not whole and edition.before.as_of == before.sunday else None
    remark = week_remarks.read(week, archive, var)
    return replace(edition, remark=remark, restatements=restated(week, archive, ask), reached=lacked)


def _sealed(week: Week, archive: Archive) -> Board | None:
    try:
        return archive.verified(week).board
    except CockpitError:
        return None
