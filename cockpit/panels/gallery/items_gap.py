"""Who has catalogued items that are not stored: the widest gaps first."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.items import CATALOGUED, MISSING, STORED, comparable
from cockpit.board.keys import RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.short_names import short
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.omission import footnote, items, listed
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, table
from cockpit.panels.value import ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text
from cockpit.units.messages import message

TITLE = Text("编目未入库", "Catalogued, not stored")
ALL_STORED = Text("已编目的数据项全部入库", "Every catalogued item is stored")
KNOWN_STORED = Text("入库数已知的数据项全部入库", "Every item whose stored count is known is stored")
MOST = 8


def data(board: Board) -> Content:
    """The widest gaps first; who has none of those that are known stands in no row."""
    known = [row for row in board.rows("unit_volumes") if _missing(row) is not None]
    gaps = sorted(known, key=lambda row: -(_missing(row) or 0))
    columns = [column(board, metric) for metric in (STORED, CATALOGUED, MISSING)]
    shown = table(TITLE, columns, gaps, of="unit_volumes", kind=ValueKind.RANKING, hidden=True)
    return content(board, TITLE, shown, *items(board, "unit_volumes", gaps), *items(board, "libraries"))


def draw(shown: Content, view: View) -> Element:
    known = shown.rows("unit_volumes")
    gaps = [row for row in known if _missing(row)]
    meta = view.say("按单位，已入库/编目", "by unit, stored/catalogued")
    if not known:
        return card(view, TITLE, empty(shown, view), footnote(shown, view), meta=meta)
    if not gaps:
        without = footnote(shown, view)
        done = el("p", view.tell(KNOWN_STORED if without else ALL_STORED), class_="why")
        return card(view, TITLE, done, without, meta=meta)
    rest = len(gaps) - MOST
    more = el("p", view.tell(message("count.more_units", n=rest)), class_="figure-note") if rest > 0 else None
    body = bars.evidence([_row(row, view) for row in gaps[:MOST]])
    return card(view, TITLE, body, more, footnote(shown, view), meta=meta)


def _missing(row: Row) -> float | None:
    return number_of(row, MISSING).value


def _row(row: Row, view: View) -> Element:
    every = comparable(row.numbers)
    share = (number_of(row, STORED).value or 0) / ((every.number.value if every else None) or 1)
    parts: list[Given] = [
        cell(view, "unit_volumes", row, metric=STORED, dashed=False),
        "/",
        listed(row, view, member=RowKey("unit_volumes", row.code)),
    ]
    return bars.row(
        bars.name(short(row, view.language)),
        bars.value(parts),
        bar=bars.bar(share, None if number_of(row, STORED).demo else "warn"),
    )


declare(
    Panel(
        name="items_gap",
        title=TITLE,
        question=Text("哪些编目的数据项还没有入库？", "Which catalogued items are not stored?"),
        metrics=(STORED, CATALOGUED, MISSING),
        data=data,
        draw=draw,
        tables=("unit_volumes", "libraries"),
        surfaces=(Surface.DESKTOP,),
    )
)
