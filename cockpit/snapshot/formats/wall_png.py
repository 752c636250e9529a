"""wall.png: the overview of the wall as it stood, at 3840×2160."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.marks.theme import Theme
from cockpit.panels.view import Surface, View
from cockpit.screens import wall
from cockpit.snapshot import plots
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.print_document import document
from cockpit.units import Text

SHEETS = ("tokens.css", "wall.css")


def view(language: str) -> View:
    return View(Surface.WALL, language=language, theme=Theme.DARK)


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return printer.picture(html(edition, language, printer), width=3840, height=2160)


def screen(edition: Edition, language: str) -> Element:
    drawn = wall.draw(edition.board, wall.NAMES[0], view(language))
    return _of(drawn, edition.board.unit[language]) if edition.board.unit else drawn


def _of(drawn: Element, unit: str) -> Element:
    """Whose picture it is stands where the wall has its scenes: a picture leads nowhere."""
    if drawn.tag == "nav":
        return el("span", unit, class_="unit")
    children = tuple(one if isinstance(one, str) else _of(one, unit) for one in drawn.children)
    return Element(drawn.tag, drawn.attributes, children, drawn.figure)


def html(edition: Edition, language: str, printer: Printer | None = None) -> str:
    drawn, looked = screen(edition, language), view(language)
    if printer is not None:
        drawn = plots.drawn(drawn, printer, view=looked, sheets=SHEETS, size=(3840, 2160))
    return document(
        drawn,
        title=f"{edition.board.city['title'][language]} {edition.board.as_of}",
        view=looked,
        sheets=SHEETS,
    )


declare(
    Format(
        "wall_png",
        file="wall.png",
        title=Text("大屏图", "Wall picture"),
        media_type="image/png",
        order=5,
        write=write,
        printed=True,
    )
)
