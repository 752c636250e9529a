"""From an address to a page of the desk or the week: both the first HTML and the live page are drawn here."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from cockpit.board.board import Board
from cockpit.board.board_access import BoardAccess as BoardAccess  # noqa: PLC0414 - the blueprints take it from here
from cockpit.board.quarantined_rows import QuarantinePage, QuarantineQuestion
from cockpit.board.rows.question import Question
from cockpit.board.scope import Scope
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.errors import DatabaseSilent, DatabaseWrong, ReadingRefused, ScopeWrong
from cockpit.marks.element import Element
from cockpit.panels.failure_card import reference
from cockpit.panels.view import Surface, View
from cockpit.roles import VIEWERS
from cockpit.screens import desk, highlight, report_pages, top_bar
from cockpit.screens.drawer_state import DrawerState
from cockpit.screens.moment import moment
from cockpit.screens.rows_card import FIRST
from cockpit.screens.week_access import WeekAccess as WeekAccess  # noqa: PLC0414
from cockpit.web import error_pages
from cockpit.web.address import PageRequest, language_of, read, theme_of

log = logging.getLogger(__name__)

SILENT = "silent"
"""The version of a page that shows the last good board, or none, because the database does not answer."""

SETTLED = ""
"""The version of a page that no data can change: its address is wrong."""

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class WebPage:
    """A screen as it was asked for. `version` is what `/api/v1/version` says as long as nothing has changed.

    `moment` is up to when its data are; "" where it shows none.
    """

    element: Element
    view: View
    title: str
    version: str
    status: int = 200
    moment: str = ""


def place(path: str) -> tuple[Surface, str] | None:
    """The surface and the page that a path leads to; the wall has a way of its own."""
    first, *rest = path.strip("/").split("/")
    scenes = {"desk": (Surface.DESKTOP, tuple(desk.PAGES)), "week": (Surface.REPORT, ("week",))}
    if first not in scenes or len(rest) > 1:
        return None
    surface, names = scenes[first]
    name = rest[0] if rest else names[0]
    return (surface, name) if name in names else None


def show(path: str, query: str, *, city: str, keep: BoardAccess, sealed: WeekAccess | None = None) -> WebPage:
    """The page at an address; whatever is wrong with the address becomes a sentence with its status."""
    found = place(path)
    surface = found[0] if found else Surface.DESKTOP
    plain = View(surface, language=language_of(query), theme=theme_of(query, surface))
    if found is None:
        return only(error_pages.MISSING, plain, status=404)
    try:
        asked = read(query, city=city, surface=surface)
        asked = replace(asked, view=replace(asked.view, whole=keep.whole()))
        version = version_of(keep)  # before the board: what changes in between is drawn once more, never missed
        board = keep.board(asked.scope)
        check(board, asked, keep)
        element = drawn(board, asked, scene=found[1], keep=keep, sealed=sealed)
    except ScopeWrong as refused:
        return only(error_pages.wrong(refused), plain, status=400)
    except ReadingRefused:
        return only(error_pages.FOREIGN, plain, status=403)
    except (DatabaseSilent, DatabaseWrong) as failed:
        log.warning("%s", failed)
        return only(error_pages.SILENT, plain, status=503, version=SILENT)
    return WebPage(
        element=element,
        view=asked.view,
        title=_title(board, asked.view, found[1]),
        version=SILENT if board.stale else version,
        moment=moment(board),
    )


def check(board: Board, asked: PageRequest, keep: BoardAccess) -> None:
    """What only the board knows: whether there is such a number, such a row, such a unit to compare with.

    ScopeWrong names the field where there is not.
    """
    if asked.metric and asked.metric not in board.definitions:
        raise ScopeWrong(
            "metric", "There is no such metric.", ", ".join(sorted(board.definitions)), zh="没有这个指标。"
        )
    lit = asked.view.highlight
    if lit and lit not in highlight.known(board):
        raise ScopeWrong(
            "highlight",
            "There is nothing of this code to highlight.",
            ", ".join(highlight.known(board)),
            zh="没有可以突出显示的这一代码。",
        )
    if asked.member:
        row = board.find(asked.member)
        if row is None or asked.metric not in row.numbers:
            raise ScopeWrong(
                "member",
                "There is no such row.",
                "a row that shows this number",
                zh="没有这一行。",
                allowed_zh="列有这个数的一行",
            )
    if asked.against and asked.against.unit:
        keep.board(asked.against.scope(board))


def version_of(keep: BoardAccess) -> str:
    """What every open page asks for: it changes exactly when the page would."""
    try:
        return keep.version()
    except (DatabaseSilent, DatabaseWrong):
        return SILENT


def drawn(
    board: Board, asked: PageRequest, *, scene: str, keep: BoardAccess, sealed: WeekAccess | None = None
) -> Element:
    """The screen of a board as it was asked for."""
    if asked.view.surface == Surface.DESKTOP:
        found = opened(board, asked, scene=scene, keep=keep, sealed=sealed)
        return desk.draw(board, scene, asked.view, metric=asked.metric, opened=found)
    return report_pages.draw(board, _before(board, asked.scope, keep), asked.view)


def opened(
    board: Board, asked: PageRequest, *, scene: str, keep: BoardAccess, sealed: WeekAccess | None = None
) -> DrawerState:
    """What a page of the desk shows beside its board, with what sealed weeks say of it."""
    found = _opened(board, asked, scene, keep)
    if sealed is None:
        return found
    return replace(found, restated=_restated(board, asked, scene, keep, sealed), late=sealed.late(None))


def _opened(board: Board, asked: PageRequest, page: str, keep: BoardAccess) -> DrawerState:
    """What is asked for beside the board; while the database is silent there is none of it."""
    behind = compared = other = trusted = refused = failed = None
    try:
        if page == "trust":
            trusted = keep.trusted(board)
            refused = keep.refused(QuarantineQuestion(asked.refused, end=FIRST)) if asked.refused else None
        if asked.metric and asked.rows:
            behind = keep.rows(Question(asked.metric, asked.scope, end=FIRST))
        if asked.against:
            other = _other(board, asked, keep)
        if asked.against and asked.metric and other:
            compared = keep.compared(asked.scope, asked.against, metric=asked.metric, by=asked.by)
    except ScopeWrong as nothing:  # a day before the first has no earlier self
        log.info("%s", nothing)
    except (DatabaseSilent, DatabaseWrong) as silent:
        failed = reference()
        log.warning("%s: %s", failed, silent)
    return DrawerState(
        asked.member,
        behind=behind,
        against=asked.against,
        other=other,
        compared=compared,
        trusted=trusted,
        sought=asked.sought,
        failed=failed,
        refused=refused if refused and may_inspect(refused, board.scope, keep) else None,
        barred=refused is not None and not may_inspect(refused, board.scope, keep),
        editors=keep.editors.names if keep.whole() else (),
    )


def may_inspect(page: QuarantinePage, scope: Scope, keep: BoardAccess) -> bool:
    """Whether whoever asks may read refused rows: an editor, who may see the unit that answers for their source."""
    viewer = VIEWERS[scope.viewer]
    return keep.editors.may_inspect() and (viewer.units is None or viewer.may_see(page.owner or ""))


def _restated(
    board: Board, asked: PageRequest, page: str, keep: BoardAccess, sealed: WeekAccess
) -> tuple[Restatement, ...]:
    """Of all sealed weeks where one number is asked about, or trust; else only of the week that the page shows."""
    unit = board.scope.unit
    if set(board.scope.filters) - {"unit"} or board.stale:
        return ()
    week = Week.of(board.as_of)
    whole = asked.metric is not None or page == "trust"
    if not whole and week.sunday != board.as_of:
        return ()
    try:
        ask = partial(keep.week, unit=unit)
        return sealed.restated(unit, ask, upto=board.as_of, only=None if whole else week)
    except (DatabaseSilent, DatabaseWrong) as failed:
        log.warning("%s", failed)
        return ()


def _other(board: Board, asked: PageRequest, keep: BoardAccess) -> Board | None:
    """The board beside; a median is of one number, so a page of many has none."""
    against = asked.against
    if against is None or (against.middle and asked.metric is None):
        return None
    return keep.other(board, against, asked.metric or "")


def _before(board: Board, scope: Scope, keep: BoardAccess) -> Board | None:
    """The board of a week before; None where the data does not reach back there."""
    try:
        return keep.board(scope.on(board.as_of - WEEK))
    except (ScopeWrong, DatabaseSilent, DatabaseWrong):
        return None


def _title(board: Board, view: View, scene: str) -> str:
    if view.surface == Surface.REPORT:
        return f"{board.city['report'][view.language]} {board.as_of}"
    return f"{view.tell(top_bar.NAMES[scene])} · {board.city['title'][view.language]}"


def only(said: error_pages.Reply, view: View, *, status: int, version: str = SETTLED) -> WebPage:
    return WebPage(error_pages.draw(view, said), view, title=view.tell(said.title), version=version, status=status)
