"""Who gave and who took in the period, through the one exchange platform; the width of a ribbon is records."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.keys import PartKey
from cockpit.board.sentences.coverage_sentences import why
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.marks.ribbons import NAMED, REST, fold, ribbons
from cockpit.marks.zone import zone
from cockpit.panels.block import PERIODS, changed, heading, lead, nothing, period, period_before, under
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel, declare
from cockpit.panels.tabulation import column, left_over, table
from cockpit.panels.value import Value, ValueColumn, ValueKind
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "sharing.records"
TITLE = Text("共享流向", "Flows")
GIVERS, TAKERS = Text("谁供", "Who gives"), Text("谁用", "Who takes")


def data(board: Board) -> Content:
    span = PERIODS[board.scope.period][0]
    exchanged = changed(board, METRIC, Text(f"{span.zh}交换", f"Exchanged, {span.en}"))
    given, taken = _side(board, "providers", GIVERS, counted=True), _side(board, "consumers", TAKERS, counted=False)
    return content(board, TITLE, exchanged, given, taken)


def _side(board: Board, of: str, title: Text, *, counted: bool) -> Value:
    """The first of a side and the rest as one; each side adds up to the platform."""
    rows = fold(board.rows(of), METRIC, counted=counted)
    columns = [column(board, METRIC, Text("记录数", "records"))]
    return left_over(
        table(title, columns, rows, of=of, kind=ValueKind.FLOW, name=ValueColumn(title)), REST, PartKey("after", NAMED)
    )


def draw(board: Content, view: View) -> Element:
    span, before = period(board, view), period_before(board, view)
    change = number("sharing.records", board["sharing.records"], view.language, part=PartKey("change"))
    withheld = why(board["sharing.records"])
    against = (
        [view.tell(withheld)] if withheld else [view.say(f"较{before} ", ""), change, view.say("", f" on the {before}")]
    )
    said = under(board, view, "sharing.records", *against, class_="delta")
    drawn = ribbons(
        board.rows("providers"),
        board.rows("consumers"),
        "sharing.records",
        view.language,
        platform=view.say("市共享交换平台", "Exchange platform"),
        label=view.say(f"{span}谁供谁用", f"Who gave and who took, {span}"),
    )
    return zone(
        heading(
            board,
            view,
            view.say(f"{span}交换", f"Exchanged, {span}"),
            metric="sharing.records",
            note=view.say("谁供谁用，带宽＝记录数", "who gives, who takes; width = records"),
        ),
        el("div", lead(board, view, "sharing.records", class_="side-kpi"), said, class_="side-line"),
        drawn or nothing(view),
        class_="flow",
    )


declare(
    Panel(
        name="platform_flow",
        title=TITLE,
        question=Text("谁在供数，谁在用数？", "Who gives data, and who takes it?"),
        metrics=("sharing.records",),
        tables=("providers", "consumers"),
        data=data,
        draw=draw,
    )
)
