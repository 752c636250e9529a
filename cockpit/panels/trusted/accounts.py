"""The account of each source's last load: what was in it, and what became of every record and column."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.trusted.page import Trusted
from cockpit.marks.datatable import Column, Line, scrolled, table
from cockpit.marks.element import Element, Given, el
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.store.account import Account
from cockpit.units import Text, count

TITLE = Text("来源账目", "Accounts of the sources")
COUNTED = ("read", "accepted", "repeated", "refused", "left_out")
MOST = 6
"""So many reasons of one source are written out."""


def accounts(board: Board, trusted: Trusted, view: View) -> Element:
    """Accepted, repeated, refused and left out add up to what was in the source."""
    named = {source.code: view.tell(source.name) for source in board.sources}
    held = [(code, account) for code, account in trusted.accounts.items() if code in named]
    if not held:
        said = view.say("还没有来源载入过数据。", "No source has been loaded yet.")
        return card(view, TITLE, el("div", el("p", said, class_="why"), class_="empty"))
    titles = (
        view.say("源中", "In the source"),
        view.say("接受", "Accepted"),
        view.say("重复", "Repeated"),
        view.say("拒收", "Refused"),
        view.say("未采用", "Left out"),
    )
    columns = (
        Column(view.say("来源", "Source")),
        *(Column(title, "number") for title in titles),
        Column(view.say("未采用的内容和原因", "What was left out, and why"), "words"),
    )
    lines = [_line(code, account, view, name=named[code]) for code, account in held]
    meta = view.say("每条记录只有一个去向，四项相加等于源中条数", "each record once; the four add up to the source")
    return card(view, TITLE, scrolled(table(view.tell(TITLE), columns, lines), view.tell(TITLE)), meta=meta)


def _line(code: str, account: Account, view: View, *, name: str) -> Line:
    cells: list[Given] = [el("span", count(getattr(account, one)), class_="num") for one in COUNTED]
    if account.refused:
        cells[COUNTED.index("refused")] = link(count(account.refused), here(view, refused=code))
    return Line((name, *cells, _left(account, view)))


def _left(account: Account, view: View) -> Given:
    said: list[Given] = [el("small", one.told(view.language), class_="n") for one in account.left[:MOST]]
    more = len(account.left) - MOST
    if more > 0:
        said.append(el("small", view.say(f"另有{more}项", f"{more} more"), class_="n"))
    return said or DASH
