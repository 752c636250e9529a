"""What can be taken away: the page and every panel as a file, exactly as it is shown, and paper."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.calendar import Period
from cockpit.marks.element import Element, Given, el
from cockpit.panels.link import here
from cockpit.panels.view import View
from cockpit.units import Text

EXPORT = "/export"
OWN = ("rows", "drawer")
"""The rows behind a number have files of their own; the drawer goes with its page, its number with a quote."""


def page(board: Board, name: str, view: View) -> Element:
    """Excel and CSV come from the server, PDF is the browser's own print, JSON is the board itself."""
    query = board.question.to_query()
    return el(
        "div",
        _file(view, name, "xlsx", view.say("导出 Excel", "Export Excel"), class_="button download"),
        _file(view, name, "csv", "CSV", class_="button"),
        el(
            "button",
            "PDF",
            type="button",
            class_="button",
            data_print=True,
            title=view.say("打印或存为 PDF", "Print or PDF"),
        ),
        el(
            "a",
            "JSON",
            href=f"/api/v1/board?{query}" if query else "/api/v1/board",
            class_="button",
            download=f"board-{board.as_of}.json",
        ),
        class_="button-group take",
        role="group",
        aria_label=view.say("导出本页", "Export this page"),
    )


def menu(drawn: Element, panel: str, title: Text, board: Board, name: str, view: View) -> Element:
    """A panel with a small menu in its corner. A picture is made where the panel stands."""
    return replace(drawn, children=(*drawn.children, _menu(board, panel, view.tell(title), name, view)))


def _menu(board: Board, panel: str, said: str, name: str, view: View) -> Element:
    label = view.say(f"导出：{said}", f"Export: {said}")
    pictures: list[Given] = [
        el(
            "button",
            kind.upper(),
            type="button",
            data_picture=kind,
            data_name=stem(board, name, panel),
            aria_label=f"{label} {kind.upper()}",
        )
        for kind in ("png", "svg")
    ]
    return el(
        "details",
        el("summary", aria_label=label, title=label),
        el(
            "div",
            _file(view, name, "xlsx", "Excel", panel=panel, label=label),
            _file(view, name, "csv", "CSV", panel=panel, label=label),
            pictures,
            class_="menu",
        ),
        class_="out",
    )


def _file(
    view: View,
    name: str,
    kind: str,
    said: str,
    *,
    panel: str | None = None,
    class_: str | None = None,
    label: str | None = None,
) -> Element:
    address = here(view, f"{EXPORT}/{name}.{kind}", panel=panel)
    named = f"{label} {said}" if label else None
    return el("a", said, href=address, class_=class_, download=True, aria_label=named)


def stem(board: Board, page: str, panel: str | None) -> str:
    """linyi-sharing-scenario_table-2020-09-30-unit-hrss: every piece of it was checked before it came here."""
    scope = board.scope
    period = [scope.period] if scope.period != Period.WEEK else []
    chosen = [piece for pair in scope.filters.items() for piece in pair]
    return "-".join([scope.city, page, *([panel] if panel else []), board.as_of.isoformat(), *period, *chosen])
