"""归集 of one county: what it has mounted on the exchange platform; the base libraries are filled by the city."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.element import Element
from cockpit.panels.county import TABLE, area
from cockpit.panels.panel import Panel, declare
from cockpit.panels.view import View
from cockpit.units import Text

METRIC = "sharing.mounted"
TITLE = Text("归集", "Volumes")


def draw(board: Board, view: View) -> Element:
    return area(board, view, title=TITLE, note=Text("挂接资源", "mounted"), metric=METRIC, unit="resource")


COUNTY_VOLUMES = declare(
    Panel(
        name="county_volumes",
        title=Text("县区归集", "Volumes of a county"),
        question=Text(
            "这个县区挂接了多少资源，在县区中排第几？", "How much has this county mounted, and where does it stand?"
        ),
        metrics=(METRIC,),
        tables=(TABLE,),
        draw=draw,
    )
)
