"""wall.png: the overview of the wall as it stood, at 3840×2160."""

from __future__ import annotations

from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.snapshot.document import document
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare

VIEW = View("wall", language="zh", theme="dark")


def write(edition: Edition, printer: Printer) -> bytes:
    return printer.picture(html(edition), width=3840, height=2160)


def screen(edition: Edition) -> Element:
    return wall.draw(edition.board, wall.NAMES[0], VIEW)


def html(edition: Edition) -> str:
    return document(
        screen(edition),
        title=f"{edition.board.city['title']['zh']} {edition.board.as_of}",
        surface="wall",
        theme="dark",
        sheets=("tokens.css", "wall.css"),
    )


WALL_PNG = declare(Format("wall_png", file="wall.png", write=write, printed=True))
