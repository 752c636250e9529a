"""The report of a week as one tree of elements: the two pages and the annex, for print and for the offline file."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.panels.view import View
from cockpit.screens import annex, week
from cockpit.snapshot.document import quoted
from cockpit.snapshot.edition import Edition

SHEETS = ("tokens.css", "report.css")
VIEW = View("report", language="zh", theme="light")


def title(edition: Edition) -> str:
    return f"{week.title(edition.board, VIEW.language)} {edition.week}"


def tree(edition: Edition) -> Element:
    pages = week.draw(edition.board, edition.before, VIEW)
    behind = annex.draw(
        week.compared(edition.board, edition.before),
        VIEW,
        remark=edition.remark,
        restatements=edition.restatements,
        allowance=edition.allowance,
    )
    return el("div", pages, behind, class_="report")


def running(edition: Edition) -> str:
    """What stands at the head and foot of every page of the annex."""
    first, last = week.days(edition.board)
    head = quoted(f"{week.title(edition.board, VIEW.language)} · {first} 至 {last}")
    bureau = quoted(edition.board.city["bureau"]["zh"])
    note = 'font:7.5pt "Cockpit Sans","Noto Sans CJK SC",sans-serif;color:#646A72'
    rule = f"{note};margin-top:10mm;border-top:.9mm solid #16191D;padding-top:2mm;vertical-align:top"
    return (
        "@page annex{size:A4 landscape;margin:24mm 14mm 15mm;"
        f"@top-left{{content:{head};{rule}}}"
        f"@top-center{{content:'';{rule}}}"
        f"@top-right{{content:{bureau};{rule}}}"
        f"@bottom-left{{content:{quoted(f'附录 · {edition.week}')};{note}}}"
        f"@bottom-right{{content:counter(page);{note}}}}}"
    )
