"""Who gave and who took in the period, through the one exchange platform; the width of a ribbon is records."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.marks.ribbons import ribbons
from cockpit.marks.zone import zone
from cockpit.panels.block import heading, lead, nothing, period, period_before, under
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text


def draw(board: Board, view: View) -> Element:
    span, before = period(board, view), period_before(board, view)
    change = number("sharing.records", board["sharing.records"], view.language, part="change")
    said = under(
        board,
        view,
        "sharing.records",
        view.say(f"较{before} ", ""),
        change,
        view.say("", f" on the {before}"),
        class_="dl",
    )
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
        el("div", lead(board, view, "sharing.records", class_="rkpi"), said, class_="rline"),
        drawn or nothing(view),
        class_="flow",
    )


PLATFORM_FLOW = declare(
    Panel(
        name="platform_flow",
        title=Text("共享流向", "Flows"),
        question=Text("谁在供数，谁在用数？", "Who gives data, and who takes it?"),
        metrics=("sharing.records",),
        tables=("providers", "consumers"),
        draw=draw,
    )
)
