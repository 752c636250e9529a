"""report.pdf: the report on A4 landscape with real text, tags, an outline and its fonts inside."""

from __future__ import annotations

from cockpit.panels.view import Surface, View
from cockpit.snapshot import pdf, report
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.snapshot.print_document import document
from cockpit.units import Text


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    html = document(
        report.drawn(edition, language, printer),
        title=report.title(edition, language),
        view=View(Surface.REPORT, language=language),
        sheets=report.SHEETS,
        style=report.running(edition, language),
        printed=True,
    )
    printed = printer.pdf(html)
    return pdf.fixed(
        printed,
        title=report.title(edition, language),
        author=edition.board.city["bureau"][language],
        identity=edition.board.id,
        language=language,
        moment=edition.board.clock,
    )


declare(
    Format(
        "report_pdf",
        file="report.pdf",
        title=Text("报告 PDF", "Report, PDF"),
        media_type="application/pdf",
        order=1,
        write=write,
        printed=True,
    )
)
