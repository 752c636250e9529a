"""From an address to a screen: the one place that both the first HTML and the live page are drawn by."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.errors import DatabaseSilent, DatabaseWrong, ScopeWrong
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import desk, wall
from cockpit.units import Text
from cockpit.web import sentence
from cockpit.web.address import Asked, language_of, read, theme_of

log = logging.getLogger(__name__)

SILENT = "silent"
"""The version of a page that shows the last good board, or none, because the database does not answer."""

SETTLED = ""
"""The version of a page that no data can change: its address is wrong."""

NAMES = {
    "overview": Text("总览", "Overview"),
    "volumes": Text("归集", "Volumes"),
    "sharing": Text("共享", "Sharing"),
    "opening": Text("开放", "Opening"),
    "meetings": Text("会议", "Meetings"),
}
PAGES = tuple(NAMES)


class Keeper(Protocol):
    """What keeps the boards; see cockpit/board/keep.py."""

    def board(self, scope: Scope) -> Board: ...

    def version(self) -> str: ...


@dataclass(frozen=True)
class Page:
    """A screen as it was asked for. `version` is what `/api/v1/version` says as long as nothing has changed."""

    element: Element
    view: View
    title: str
    version: str
    status: int = 200
    play: int = 0
    scene: str = ""


def place(path: str) -> tuple[str, str] | None:
    """The surface and the scene that a path leads to."""
    parts = path.strip("/").split("/")
    surface = {"wall": "wall", "desk": "desktop"}.get(parts[0])
    name = parts[1] if len(parts) == 2 else "overview"
    return (surface, name) if surface and len(parts) <= 2 and name in PAGES else None


def show(path: str, query: str, *, city: str, keep: Keeper) -> Page:
    """The page at an address; whatever is wrong with the address becomes a sentence with its status."""
    found = place(path)
    surface = found[0] if found else "desktop"
    plain = View(surface, language=language_of(query), theme=theme_of(query, surface))
    if found is None:
        return _only(sentence.missing(plain), plain, status=404)
    try:
        asked = read(query, city=city, surface=surface)
        version = version_of(keep)  # before the board: what changes in between is drawn once more, never missed
        board = keep.board(asked.scope)
        if asked.metric and asked.metric not in board.definitions:
            raise ScopeWrong("metric", "There is no such metric.", ", ".join(sorted(board.definitions)))
    except ScopeWrong as refused:
        return _only(sentence.wrong(refused, plain), plain, status=400)
    except (DatabaseSilent, DatabaseWrong) as failed:
        log.warning("%s", failed)
        return _only(sentence.silent(plain), plain, status=503, version=SILENT)
    return _drawn(board, asked, scene=found[1], version=version)


def version_of(keep: Keeper) -> str:
    """What every open page asks for: it changes exactly when the page would."""
    try:
        return keep.version()
    except (DatabaseSilent, DatabaseWrong):
        return SILENT


def _drawn(board: Board, asked: Asked, *, scene: str, version: str) -> Page:
    draw: dict[str, Callable[[], Element]] = {
        "wall": lambda: wall.draw(board, scene, asked.view),
        "desktop": lambda: desk.draw(board, scene, asked.view, metric=asked.metric),
    }
    title = board.city["title"][asked.view.language]
    return Page(
        element=draw[asked.view.surface](),
        view=asked.view,
        title=f"{NAMES[scene][asked.view.language]} · {title}",
        version=SILENT if board.stale else version,
        play=asked.play if asked.view.surface == "wall" else 0,
        scene=scene,
    )


def _only(element: Element, view: View, *, status: int, version: str = SETTLED) -> Page:
    title = next(part.text for part in element if part.tag == "h1")
    return Page(element, view, title=title, version=version, status=status)
