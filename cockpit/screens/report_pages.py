"""The week's report: two A4 pages of the same panels as everywhere, for print and for the sealed file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cockpit.board.board import Board, Headline
from cockpit.board.board_comparison import compared_with
from cockpit.board.sentences import week_headline
from cockpit.board.week_notes import Allowance, Restatement, WeekRemark
from cockpit.marks import badge
from cockpit.marks.element import Element, Given, PanelElement, el
from cockpit.marks.phrases import headline
from cockpit.panels import panel
from cockpit.panels.view import Surface, View
from cockpit.screens import fault_text, page_sentence
from cockpit.screens.page_origins import compiled, origins
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

LEFT = ("reconciliation_table", "quality", "library_table")
RIGHT = ("definitions_table", "watch_list", "reading_aid")
PAGES = 2
NOTE = 60
"""So much of a remark stands on the pages; the annex has all of it."""
WEEK = timedelta(days=7)

Noted = tuple[tuple[str, str | None], ...]


def draw(board: Board, before: Board | None, view: View, *, beside: Beside | None = None) -> Element:
    """`before` is the board of the week before as it was sealed; the changes are those against it.

    The first page says above its foot what was remarked, and why a week with a fault was sealed all the same.
    """
    beside = beside or Beside()
    said, noted = compared(board, before), notes(beside, view)
    chain = view.tell(beside.chain) if beside.chain else None
    return el("main", _first(said, view, noted, chain), _second(said, view, chain), class_="week")


def panels() -> list[str]:
    """The panels of both pages, in their order."""
    return ["report_lead", "changes", *panel.areas(), *LEFT, *RIGHT]


@dataclass(frozen=True)
class Beside:
    """What stands beside the boards of a sealed week."""

    remark: WeekRemark | None = None
    restatements: tuple[Restatement, ...] = ()
    allowance: Allowance | None = None
    basis: Text | None = None
    """With which days these are held together, where those are not the week before as it was sealed."""
    chain: Text | None = None
    """The codes of the chain of sealed weeks, which stand in the foot; None where nothing is sealed."""


def notes(beside: Beside, view: View) -> tuple[tuple[str, str | None], ...]:
    """Short lines with their level, the fault first: what nobody may miss who sees the first page alone."""
    lines: list[tuple[str, str | None]] = []
    if allowed := beside.allowance:
        what = view.say("；", "; ").join(fault_text.said(one, view) for one in allowed.faults)
        said = view.say(
            f"带问题封存：{what}。理由：{allowed.reason}", f"Sealed in spite of: {what}. Why: {allowed.reason}"
        )
        lines.append((said, "warn"))
    if beside.basis:
        lines.append((view.tell(beside.basis), None))
    if remark := beside.remark:
        text = view.tell(remark.text)
        short = text if len(text) <= NOTE else f"{text[: NOTE - 1]}…"
        more = view.say("（全文见附录）", " (in full in the annex)") if short != text else ""
        said = view.say(f"附言（{remark.author}）：{short}{more}", f"Remark ({remark.author}): {short}{more}")
        lines.append((said, None))
    return tuple(lines)


def compared(board: Board, before: Board | None) -> Board:
    """Against the week before and no other; what changed is told."""
    return board if before is None or before.as_of != board.as_of - WEEK else compared_with(board, before)


def _first(board: Board, view: View, noted: Noted, chain: str | None) -> Element:
    lead, changes, *drawn = front(board, view)
    return _page(
        board,
        view,
        headline(conclusion(board, [lead, changes, *drawn]), view.language),
        lead,
        changes,
        el("div", [*drawn], class_="four"),
        number=1,
        noted=noted,
        chain=chain,
    )


def _second(board: Board, view: View, chain: str | None) -> Element:
    columns = [el("div", [panel.draw(name, board, view) for name in side], class_="column") for side in (LEFT, RIGHT)]
    return _page(
        board,
        view,
        headline(page_sentence.over(board, "report", columns), view.language),
        el("div", [*columns], class_="two-columns"),
        number=2,
        chain=chain,
    )


def _page(board: Board, view: View, *content: Given, number: int, noted: Noted = (), chain: str | None) -> Element:
    lines: list[Given] = [
        el("p", el("i", class_="signal", data_s=level, aria_hidden="true") if level else None, said, class_=level)
        for said, level in noted
    ]
    above = el("div", lines, class_="notes") if lines else None
    return el(
        "section",
        _masthead(board, view),
        content,
        above,
        _foot(board, view, number, chain, origins([el("div", *content)])),
        class_=f"page page-{number}",
    )


def conclusion(board: Board, beneath: Sequence[Element] | None = None) -> Headline | None:
    """From both boards where there is one of the week before, else from this one alone.

    `beneath` is what was drawn under it; without it, what the first page draws.
    """
    page = week_headline.WEEK if week_headline.WEEK in board.headline else "overview"
    drawn = front(board, View(Surface.REPORT)) if beneath is None else beneath
    return page_sentence.over(board, page, drawn)


def front(board: Board, view: View) -> list[PanelElement]:
    """The panels of the first page: what it tells in brief, the changes, and an area for each subject."""
    return [panel.draw(name, board, view) for name in ("report_lead", "changes", *panel.areas())]


def days(board: Board) -> tuple[date, date]:
    return board.as_of - WEEK + timedelta(days=1), board.as_of


def title(board: Board, language: str) -> str:
    """临沂市数据工作周报 · 兰山区: whose week it is."""
    said = (board.city.get("report") or board.city["title"])[language]
    return f"{said} · {board.unit[language]}" if board.unit else str(said)


def _masthead(board: Board, view: View) -> Element:
    first, last = days(board)
    end = last.isoformat() if first.year != last.year else last.isoformat()[5:]
    return el(
        "header",
        el("b", title(board, view.language)),
        el("span", view.say(f"{first} 至 {end}", f"{first} to {end}")),
        badge.all_demo(view.language, printed=True) if board.all_demo else None,
        el("span", board.city["bureau"][view.language], class_="flush-right"),
        class_="masthead",
    )


def _foot(board: Board, view: View, number: int, chain: str | None, found: tuple[Provenance, ...]) -> Element:
    said, codes = source(board, view, found), el("span", chain, class_="chain") if chain else None
    return el("footer", el("span", said), codes, el("span", f"{number} / {PAGES}", class_="number"), class_="foot")


def source(board: Board, view: View, found: tuple[Provenance, ...]) -> str:
    """Who compiled it, and the origins of the numbers on it."""
    by = compiled(board, found, view)
    return view.say(
        f"{by}，数据截至 {board.as_of}。“条”为记录数，不等于人数或户数。",
        f"{by}, data to {board.as_of}. Records are not people or households.",
    )
