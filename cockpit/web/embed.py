"""A panel of the cockpit as a component for somebody else's Dash app: `embed.panel("library_table", board)`."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

from cockpit.board.board import Board
from cockpit.board.board_access import BoardAccess
from cockpit.board.scope import Scope
from cockpit.errors import ScopeWrong
from cockpit.marks.element import Element
from cockpit.marks.theme import Theme
from cockpit.panels.panel import PANELS, Panel, draw
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.settings import ROOT
from cockpit.web.components import written
from cockpit.web.dash_internals import Embedded, offer
from cockpit.web.first_paint import with_fonts

ASSETS = "assets"
"""The folder in the package, a link to the one beside it: Dash serves a library's files out of its package."""
SCRIPTS = ("tree.js", "embed.js")
SHEETS = ("tokens.css", "desk.css", "report.css", "wall.css", "live.css", "embed.css")
FACES = with_fonts(ROOT / ASSETS, ())
"""The sheets that declare faces, which only the document can."""
LEADS = ("data-opens", "data-link")
"""What a page of the cockpit follows, and no other page."""


def panel(
    name: str,
    of: Board | BoardAccess,
    *,
    scope: Scope | None = None,
    language: str = "zh",
    theme: str = "light",
    surface: str | None = None,
    address: str | None = None,
    id: str | None = None,
) -> Embedded:
    """The panel `name` of a board, or of the board that a board service has for `scope`.

    `surface` is how it is drawn (desktop, report or wall); without it as on the desk where it stands there. A panel
    about one county is about the unit of the scope. `address` is where a cockpit is served (https://cockpit.city):
    links lead there, and without it there are none. `id` is the component's.

    A panel that cannot be drawn says so in one sentence. NameUnknown names the nearest panel; ScopeWrong where
    language, theme, surface or scope is not one that there is; and what BoardSource.board raises.
    """
    asked = PANELS[name]
    chosen = surface or (Surface.DESKTOP if Surface.DESKTOP in asked.surfaces else asked.surfaces[0])
    for field, given, known in (
        ("language", language, LANGUAGES),
        ("theme", theme, tuple(Theme)),
        ("surface", chosen, asked.surfaces),
    ):
        if given not in known:
            raise ScopeWrong(field, f"{given!r} is not a {field} of {name}.", ", ".join(known))
    board = _board(of, scope)
    view = View(Surface(chosen), language=language, theme=Theme(theme), subject=board.scope.unit or "", whole=False)
    drawn = _led(draw(name, board, view), _base(asked, address))
    look = {"surface": chosen, "theme": theme, "language": language}
    return Embedded(tree=written(drawn), look=look, faces=FACES, id=id)


def _board(of: Board | BoardAccess, scope: Scope | None) -> Board:
    if isinstance(of, Board):
        if scope is not None and scope != of.scope:
            raise ScopeWrong(
                "scope", "This board answers another question.", "the scope of the board, or an administrator"
            )
        return of
    if scope is None:
        raise ScopeWrong("scope", "A board service has a board for every scope.", 'a scope, such as Scope("linyi")')
    return of.board(scope)


def _base(asked: Panel, address: str | None) -> str | None:
    """The page that the links of a panel start from."""
    page = asked.page or asked.subject
    return None if address is None else f"{address.rstrip('/')}/desk{f'/{page}' if page else ''}"


def _led(element: Element, base: str | None) -> Element:
    """With links that lead to the cockpit, or with none."""
    kept = {name: value for name, value in element.attributes.items() if name not in LEADS}
    tag = element.tag
    if "href" in kept:
        href = kept.pop("href")
        if base is None:
            tag = "span" if tag == "a" else tag
        else:
            kept |= {"href": urljoin(base, href), "target": "_top"}
    children = tuple(child if isinstance(child, str) else _led(child, base) for child in element.children)
    return replace(element, tag=tag, attributes=kept, children=children)


offer(
    [f"{ASSETS}/{name}" for name in SCRIPTS],
    [f"{ASSETS}/{name}" for name in (*SHEETS, *FACES)]
    + sorted(f"{ASSETS}/{file.relative_to(ROOT / ASSETS)}" for file in (ROOT / ASSETS / "fonts").rglob("*.woff2")),
)

__all__ = ["panel"]
