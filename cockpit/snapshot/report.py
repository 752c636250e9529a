"""The report of a week as one tree of elements: the two pages and the annex, for print and for the offline file."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.panels.view import Surface, View
from cockpit.screens import annex, report_pages
from cockpit.screens.report_pages import Beside
from cockpit.snapshot import plots
from cockpit.snapshot.chain_link import printed
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Printer
from cockpit.snapshot.print_document import quoted
from cockpit.units import Text

SHEETS = ("tokens.css", "report.css")
PAGE = (1123, 794)
"""A4 landscape in the pixels of a screen, in which a page is laid out before it is printed."""


def title(edition: Edition, language: str) -> str:
    return f"{report_pages.title(edition.board, language)} {edition.week}"


def drawn(edition: Edition, language: str, printer: Printer) -> Element:
    """The same tree with the figures of panels' own as drawings, where the printer draws."""
    view = View(Surface.REPORT, language=language)
    return plots.drawn(tree(edition, language), printer, view=view, sheets=SHEETS, size=PAGE)


def tree(edition: Edition, language: str) -> Element:
    view = View(Surface.REPORT, language=language)
    pages = report_pages.draw(edition.board, edition.before, view, beside=beside(edition))
    behind = annex.draw(
        report_pages.compared(edition.board, edition.before),
        view,
        beside=beside(edition),
    )
    return el("div", pages, behind, class_="report")


def beside(edition: Edition) -> Beside:
    return Beside(edition.remark, edition.restatements, edition.allowance, basis(edition), chain(edition))


def chain(edition: Edition) -> Text:
    """The codes that whoever holds the printed report can ask `snapshot verify` for."""
    return printed(edition.chain, edition.fingerprint)


def basis(edition: Edition) -> Text | None:
    """Said where a week that lacked days is one of the two that are held together."""
    last = edition.board.as_of
    if last < edition.week.sunday and edition.before.as_of == last - report_pages.WEEK:
        return Text(
            f"各数为截至 {last} 的7天，与此前7天对照。",
            f"The numbers are of the seven days to {last}, held against the seven before.",
        )
    if edition.reached:
        return Text(
            f"上周封存时数据只到 {edition.reached}；本期按现有数据与上周全周对照。",
            f"The week before was sealed with data to {edition.reached}; it is held against as it is known now.",
        )
    return None


def running(edition: Edition, language: str) -> str:
    """What stands at the head and foot of every page of the annex."""
    first, last = report_pages.days(edition.board)
    to, annex_ = ("to", "Annex") if language == "en" else ("至", "附录")
    head = quoted(f"{report_pages.title(edition.board, language)} · {first} {to} {last}")
    bureau = quoted(edition.board.city["bureau"][language])
    note = 'font:7.5pt "Cockpit Sans","Noto Sans CJK SC",sans-serif;color:#646A72'
    rule = f"{note};margin-top:10mm;border-top:.9mm solid #16191D;padding-top:2mm;vertical-align:top"
    return (
        "@page annex{size:A4 landscape;margin:24mm 14mm 15mm;"
        f"@top-left{{content:{head};{rule}}}"
        f"@top-center{{content:'';{rule}}}"
        f"@top-right{{content:{bureau};{rule}}}"
        f"@bottom-left{{content:{quoted(f'{annex_} · {edition.week}')};{note}}}"
        f"@bottom-right{{content:counter(page);{note}}}}}"
    )
