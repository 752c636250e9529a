"""wall-phone.png: the week in one tall picture, 1080 pixels wide, for a phone chat."""

from __future__ import annotations

from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import phone, week
from cockpit.snapshot.document import document
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.report import title

VIEW = View("report", language="zh", theme="light")


def write(edition: Edition, printer: Printer) -> bytes:
    return printer.picture(html(edition), width=360, height=None, scale=3)


def screen(edition: Edition) -> Element:
    return phone.draw(week.compared(edition.board, edition.before), VIEW)


def html(edition: Edition) -> str:
    return document(screen(edition), title=title(edition), surface="phone", sheets=("tokens.css", "phone.css"))


WALL_PHONE_PNG = declare(Format("wall_phone_png", file="wall-phone.png", write=write, printed=True))
