"""report.pdf: the report on A4 landscape with real text, tags, an outline and its fonts inside."""

from __future__ import annotations

from cockpit.snapshot import pdf, report
from cockpit.snapshot.document import document
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare


def write(edition: Edition, printer: Printer) -> bytes:
    html = document(
        report.tree(edition),
        title=report.title(edition),
        surface="report",
        sheets=report.SHEETS,
        style=report.running(edition),
        printed=True,
    )
    printed = printer.pdf(html)
    return pdf.fixed(
        printed,
        title=report.title(edition),
        author=edition.board.city["bureau"]["zh"],
        identity=edition.board.id,
        moment=edition.board.clock,
    )


REPORT_PDF = declare(Format("report_pdf", file="report.pdf", write=write, printed=True))
