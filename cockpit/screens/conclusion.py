"""The conclusion of a page that no scene of the wall has: one sentence with numbers that can be asked about."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Given, el
from cockpit.marks.figure import number
from cockpit.panels.view import View


def conclusion(board: Board, page: str, view: View) -> Given:
    """None where the page has nothing to conclude, or its numbers are invented: these enter no sentence."""
    if page == "trust":
        return _trust(board, view)
    if page == "metrics":
        count = len(board.definitions)
        return view.say(f"{count}个指标，每个只有一个口径", f"{count} metrics, each with one definition")
    return None


def _trust(board: Board, view: View) -> Given:
    named = ("trust.differences", "trust.sources_current", "trust.sources")
    if any(board[name].value is None for name in named):
        return None
    apart, current, sources = (number(name, board[name], view.language) for name in named)
    total = len(board.reconciliations)
    differ = bool(board["trust.differences"].value)
    found = el("em", apart, view.say("项待核对", " to be clarified")) if differ else view.say("全部一致", "all agree")
    if view.language == "en":
        return [f"{total} reconciliations, ", found, "; ", current, " of ", sources, " sources in time"]
    return [f"{total}项对账，", found, "；", sources, "个来源中", current, "个按时"]
