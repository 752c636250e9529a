"""wall-phone.png: the week in one tall picture, 1080 pixels wide, for a phone chat."""

from __future__ import annotations

from cockpit.marks.element import Element
from cockpit.panels.view import Surface, View
from cockpit.screens import phone, report_pages
from cockpit.snapshot import plots
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.print_document import document
from cockpit.snapshot.report import title
from cockpit.units import Text

SHEETS = ("tokens.css", "phone.css")


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return printer.picture(html(edition, language, printer), width=360, height=None, scale=3)


def screen(edition: Edition, language: str) -> Element:
    return phone.draw(report_pages.compared(edition.board, edition.before), View(Surface.REPORT, language=language))


def html(edition: Edition, language: str, printer: Printer | None = None) -> str:
    drawn, looked = screen(edition, language), View(Surface.REPORT, language=language)
    if printer is not None:
        drawn = plots.drawn(drawn, printer, view=looked, sheets=SHEETS, size=(360, 800), surface="phone")
    return document(
        drawn,
        title=title(edition, language),
        view=looked,
        surface="phone",
        sheets=SHEETS,
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
