"""Between which units data passes, and between which none does: providers by consumers, as a Plotly figure.

The ribbons beside it show what is large. Here a pair without exchange is an empty cell, so that it can be seen at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from cockpit.board.board import Board, Row
from cockpit.board.sentences.coverage_sentences import portion
from cockpit.marks.axis import scale
from cockpit.marks.figure import cell as number_of
from cockpit.marks.short_names import short
from cockpit.marks.theme import ROLES
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.strip import period
from cockpit.panels.tabulation import Stated, column, matrix
from cockpit.panels.tabulation import table as values_table
from cockpit.panels.value import Value, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text

METRIC = "sharing.records"
TITLE = Text("提供部门 × 使用方", "Providers by consumers")
PROVIDER, CONSUMER = ValueColumn(Text("提供部门", "Provider")), ValueColumn(Text("使用方", "Consumer"))
RECORDS = Text("记录", "records")
ROW = {Surface.DESKTOP: 30, Surface.REPORT: 24, Surface.WALL: 60}
FOOT = {Surface.DESKTOP: 34, Surface.REPORT: 30, Surface.WALL: 56}
"""How high a row and the names under the cells are, in the pixels of the surface."""
NAME = {"zh": 12, "en": 16}
"""So many letters of a name stand at an axis, of which a Chinese character takes two."""
BINS = 5


def data(board: Board) -> Content:
    """A row a pair between which something passed; beside it both sides, in the order of what they give and take."""
    rows = board.rows("flows")
    sides = {side: board.rows(side) for side in ("providers", "consumers")}
    names = {(side, row.code): row.short for side, found in sides.items() for row in found}
    down = Stated(PROVIDER, {row.code: names["providers", row.get("provider")] for row in rows})
    across = Stated(CONSUMER, {row.code: names["consumers", row.get("consumer")] for row in rows})
    pairs = matrix(TITLE, column(board, METRIC, RECORDS), rows, of="flows", down=down, across=across)
    return content(board, TITLE, pairs, *(_side(board, side, rows) for side, rows in sides.items()))


def _side(board: Board, side: str, rows: tuple[Row, ...]) -> Value:
    known = [row for row in rows if number_of(row, METRIC).value]
    return values_table(TITLE, [column(board, METRIC, RECORDS)], known, of=side, kind=ValueKind.TABLE, hidden=True)


def draw(shown: Content, view: View) -> dict[str, Any]:
    """The largest provider on top. What did not pass is no cell; each cell prints its number."""
    givers, takers = shown.rows("providers"), shown.rows("consumers")
    passed = {(row.get("provider"), row.get("consumer")): number_of(row, METRIC).value for row in shown.rows("flows")}
    pairs = [(giver, taker) for giver in givers for taker in takers if passed.get((giver.code, taker.code))]
    values = [passed[giver.code, taker.code] or 0 for giver, taker in pairs]
    written = scale(values, "record", view.language)
    layout = {
        "title": f"{period(shown, view)}{view.say('，', ', ')}{written.label}{_days(shown, view)}",
        "height": ROW[view.surface] * len(givers) + FOOT[view.surface],
        "xaxis": {"tickangle": 0, **_axis(takers, view)},
        "yaxis": {"autorange": "reversed", "showgrid": False, **_axis(givers, view)},
    }
    tints = [ceil(BINS * value / max(values)) for value in values]
    roles, places = (
        ROLES[view.theme],
        {"x": [taker.code for _, taker in pairs], "y": [giver.code for giver, _ in pairs]},
    )
    said = [f"{view.tell(giver.name)} → {view.tell(taker.name)}" for giver, taker in pairs]
    cells = {
        "type": "heatmap",
        **places,
        "z": tints,
        "zmin": 1,
        "zmax": BINS,
        "customdata": [f"{who} {written.write(value)}{written.label}" for who, value in zip(said, values, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    texts = {
        "type": "scatter",
        "mode": "text",
        **places,
        "text": [written.write(value) for value in values],
        "textfont": {"color": [roles[f"seq_t{tint}"] for tint in tints]},
        "hoverinfo": "skip",
    }
    return {"data": [cells, texts], "layout": layout}


def _days(shown: Content, view: View) -> str:
    """How many days of the period are there, where some are missing."""
    number = next((number_of(row, METRIC) for row in shown.rows("flows")), None)
    if number is None or not number.partial or number.coverage is None:
        return ""
    return view.say("，", ", ") + view.tell(portion(number.coverage))


def _axis(rows: Sequence[Row], view: View) -> dict[str, Any]:
    """Places by code, because two short names may be the same."""
    names = [short(row, view.language, most=NAME[view.language]) for row in rows]
    codes = [row.code for row in rows]
    return {"type": "category", "categoryarray": codes, "tickvals": codes, "ticktext": names}


declare(
    Panel(
        name="flow_matrix",
        title=TITLE,
        question=Text(
            "哪些部门之间有数据往来，哪些没有？", "Between which units does data pass, and between which not?"
        ),
        metrics=(METRIC,),
        data=data,
        draw=draw,
        tables=("flows", "providers", "consumers"),
        page="sharing",
    )
)
