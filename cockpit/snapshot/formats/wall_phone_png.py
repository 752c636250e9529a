"""wall-phone.png: the week in one tall picture, 1080 pixels wide, for a phone chat."""

from __future__ import annotations

from cockpit.marks.element import Element
from cockpit.panels.view import Surface, View
from cockpit.screens import phone, week
from cockpit.snapshot.document import document
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.report import title
from cockpit.units import Text


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return printer.picture(html(edition, language), width=360, height=None, scale=3)


def screen(edition: Edition, language: str) -> Element:
    return phone.draw(week.compared(edition.board, edition.before), View(Surface.REPORT, language=language))


def html(edition: Edition, language: str) -> str:
    return document(
        screen(edition, language),
        title=title(edition, language),
        view=View(Surface.REPORT, language=language),
        surface="phone",
        sheets=("tokens.css", "phone.css"),
    )


declare(
    Format(
        "wall_phone_png",
        file="wall-phone.png",
        title=Text("手机图", "Phone picture"),
        media_type="image/png",
        order=6,
        write=write,
        printed=True,
    )
)
