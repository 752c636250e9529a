"""report.html: the report as one file that needs nothing else; a click on a number opens what is known about it."""

from __future__ import annotations

from cockpit.panels.view import Surface, View
from cockpit.snapshot import report
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.print_document import document, read
from cockpit.units import Text


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return document(
        report.drawn(edition, language, printer),
        title=report.title(edition, language),
        view=View(Surface.REPORT, language=language),
        sheets=(*report.SHEETS, "offline.css"),
        style=report.running(edition, language),
        script=read("offline.js"),
    ).encode()


declare(
    Format(
        "report_html",
        file="report.html",
        title=Text("报告 HTML", "Report, HTML"),
        media_type="text/html",
        order=2,
        write=write,
        page=True,
    )
)
