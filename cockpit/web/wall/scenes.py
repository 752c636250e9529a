"""All scenes of the wall at once: drawn from one board, cut into pieces, each marked by the hash of what it shows."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from threading import Lock

from cockpit.board.board import Board
from cockpit.marks.element import Child, Element, NumberElement, PanelElement
from cockpit.panels.view import View
from cockpit.screens import wall

HELD = 16
"""Questions whose scenes a process holds ready: languages and themes of its screens."""
SLOT = "piece"


@dataclass(frozen=True)
class Piece:
    """A part of a scene with its place and its mark. `broken`: the panel could not be drawn; a page that has an earlier
    one keeps that."""

    element: Element
    mark: str
    broken: bool

    @property
    def html(self) -> str:
        return self.element.to_html()


@dataclass(frozen=True)
class DrawnScene:
    """One scene: its frame with a slot for each piece. `empty`: not one of its numbers is known."""

    name: str
    title: str
    frame: Element
    mark: str
    pieces: tuple[Piece, ...]
    empty: bool

    def to_html(self, *, shown: bool = True) -> str:
        """The whole `<main>`; each piece stands in it with its place and its mark."""
        whole = _filled(self.frame, self.pieces)
        said = {"data-title": self.title, "data-mark": self.mark}
        said |= {name: "" for name, so in (("data-empty", self.empty), ("hidden", not shown)) if so}
        return replace(whole, attributes={**said, **whole.attributes}).to_html()

    @property
    def marks(self) -> list[str]:
        """What a page has to have to need nothing: the mark of the frame, then those of its pieces."""
        return [self.mark, *(piece.mark for piece in self.pieces)]


class Scenes:
    """Draws a board once for each way of looking at it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._held: OrderedDict[tuple[str, str, View, str], tuple[DrawnScene, ...]] = OrderedDict()

    def of(self, board: Board, view: View, *, build: str = "") -> tuple[DrawnScene, ...]:
        """`build`: of what else they are made; scenes of another one are drawn anew."""
        key = (board.id, str(board.stale), view, build)
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        drawn = tuple(draw(board, name, view) for name in wall.names(board))
        if not any(broken(scene) for scene in drawn):  # what failed once is tried again
            with self._lock:
                self._held[key] = drawn
                while len(self._held) > HELD:
                    self._held.popitem(last=False)
        return drawn


def broken(scene: DrawnScene) -> bool:
    return any(piece.broken for piece in scene.pieces)


def draw(board: Board, name: str, view: View) -> DrawnScene:
    whole = wall.draw(board, name, view)
    pieces: list[Piece] = []
    cut = _cut(whole, pieces)
    frame = replace(cut, attributes={"data-scene": name, **cut.attributes})
    title = f"{wall.title_of(board, name, view)} · {board.city['title'][view.language]}"
    known = any(
        one.number is not None and one.number.value is not None for one in whole if isinstance(one, NumberElement)
    )
    # Whether a scene is passed over stands at its frame, so it counts in the mark of the frame.
    return DrawnScene(name, title, frame, _mark(f"{frame.to_html()}{known}"), tuple(pieces), empty=not known)


def _cut(element: Element, pieces: list[Piece]) -> Element:
    """The same element with slots in place of its panels, and of whatever stands beside them."""
    children: list[Child] = []
    for child in element.children:
        if isinstance(child, str):
            children.append(child)
        elif _holds_panels(child):
            children.append(_cut(child, pieces))
        else:
            children.append(Element(SLOT, {"n": str(len(pieces))}))
            pieces.append(_piece(child, len(pieces)))
    return Element(element.tag, element.attributes, tuple(children))


def _piece(element: Element, place: int) -> Piece:
    # The same panel may stand in several scenes, and an id only once in a document.
    attributes = {name: value for name, value in element.attributes.items() if name != "id"}
    if isinstance(element, PanelElement):
        attributes["data-panel"] = element.panel
    plain = Element(element.tag, attributes, element.children)
    mark = _mark(plain.to_html())
    marked = replace(plain, attributes={"data-piece": str(place), "data-mark": mark, **attributes})
    return Piece(marked, mark, broken=isinstance(element, PanelElement) and element.failed)


def _filled(element: Element, pieces: Sequence[Piece]) -> Element:
    """The same element with its pieces in their slots."""
    if element.tag == SLOT:
        return pieces[int(element.attributes["n"])].element
    children = tuple(child if isinstance(child, str) else _filled(child, pieces) for child in element.children)
    return replace(element, children=children)


def _holds_panels(element: Element) -> bool:
    return not isinstance(element, PanelElement) and any(isinstance(one, PanelElement) for one in element)


def _mark(html: str) -> str:
    return sha256(html.encode()).hexdigest()[:10]
