"""Who has catalogued items that are not stored: the widest gaps first."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell as number_of
from cockpit.marks.names import short
from cockpit.panels.card import card
from cockpit.panels.cell import cell
from cockpit.panels.gap import empty
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("编目未入库", "Catalogued, not stored")
STORED, CATALOGUED = "volumes.items_stored", "volumes.items_catalogued"
MOST = 8


def draw(board: Board, view: View) -> Element:
    known = [row for row in board.rows("unit_volumes") if _missing(row) is not None]
    gaps = sorted((row for row in known if _missing(row)), key=lambda row: -(_missing(row) or 0))
    meta = view.say("按单位，已入库/编目", "by unit, stored/catalogued")
    if not known:
        return card(view, TITLE, empty(board, view), meta=meta)
    if not gaps:
        done = Text("已编目的数据项全部入库", "Every catalogued item is stored")
        return card(view, TITLE, el("p", view.tell(done), class_="why"), meta=meta)
    rest = len(gaps) - MOST
    more = view.say(f"另有{rest}个单位", f"{rest} more units") if rest > 0 else None
    body = bars.evidence([_row(row, view) for row in gaps[:MOST]])
    return card(view, TITLE, body, el("p", more, class_="fignote") if more else None, meta=meta)


def _missing(row: Row) -> float | None:
    stored, catalogued = number_of(row, STORED).value, number_of(row, CATALOGUED).value
    return None if stored is None or catalogued is None else catalogued - stored


def _row(row: Row, view: View) -> Element:
    share = (number_of(row, STORED).value or 0) / (number_of(row, CATALOGUED).value or 1)
    parts: list[Given] = [
        cell(view, "unit_volumes", row, metric=STORED, dashed=False),
        "/",
        cell(view, "unit_volumes", row, metric=CATALOGUED, dashed=False),
    ]
    return bars.row(
        bars.name(short(row, view.language)),
        bars.value(parts),
        bar=bars.bar(share, None if number_of(row, STORED).demo else "warn"),
    )


ITEMS_GAP = declare(
    Panel(
        name="items_gap",
        title=TITLE,
        question=Text("哪些编目的数据项还没有入库？", "Which catalogued items are not stored?"),
        metrics=(STORED, CATALOGUED),
        draw=draw,
        tables=("unit_volumes",),
        surfaces=("desktop",),
    )
)
