"""What is opened beside the board of a page: a row of a table, the rows behind a number, a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.board.board import Board
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.comparison.number_comparison import NumberComparison
from cockpit.board.keys import RowKey
from cockpit.board.quarantined_rows import QuarantinePage
from cockpit.board.rows.row_page import RowPage
from cockpit.board.trust.trust_page import Trusted
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week


@dataclass(frozen=True)
class DrawerState:
    """`member` is the row that the drawer is of (libraries:credit); `other` is the board that it is compared with.

    `restated` is what sealed weeks say otherwise than today's data; `sought` is what the handbook is searched for;
    `refused` are rows that wait outside, `barred` says that they may not be read; `failed` is the
    reference under which the log says why some of this could not be read;
    `late` are weeks of the city that should have been sealed; `editors` are those who may write, by name.
    """

    member: RowKey | None = None
    behind: RowPage | None = None
    against: Baseline | None = None
    other: Board | None = None
    compared: NumberComparison | None = None
    trusted: Trusted | None = None
    restated: tuple[Restatement, ...] = ()
    late: tuple[Week, ...] = ()
    refused: QuarantinePage | None = None
    barred: bool = False
    failed: str | None = None
    sought: str = ""
    editors: tuple[str, ...] = ()


NOTHING = DrawerState()
