"""Bringing a week together: its board, the week before as it was sealed, the remark on it, and what is restated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import CockpitError
from cockpit.snapshot import remarks
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition import Edition, gather
from cockpit.snapshot.restated import restated


def edit(
    week: Week, archive: Archive, *, newest: date, ask: Callable[[Week], Board], var: Path, short: bool = False
) -> Edition:
    """The edition as it will be sealed; `ask` answers with the board of a week as it is now, `short` see gather."""

    def as_it_was_said(one: Week) -> Board:
        return ask(one) if one == week else _sealed(one, archive) or ask(one)

    edition = gather(week, newest=newest, ask=as_it_was_said, short=short)
    remark = remarks.read(week, archive, var)
    return replace(edition, remark=remark, restatements=restated(week, archive, ask))


def _sealed(week: Week, archive: Archive) -> Board | None:
    """A week that was sealed before its last days had come is no week to compare with."""
    try:
        board = archive.edition(week).board
    except CockpitError:
        return None
    return board if board.as_of == week.sunday else None
