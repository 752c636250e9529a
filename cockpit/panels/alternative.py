"""Behind a picture stands a table of the same numbers, for those who hear the page or walk it by keys."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, el
from cockpit.panels.view import Surface, View

CLASS = "alt"


def alternative(view: View, title: str | None, lines: Sequence[tuple[str, str]]) -> Element | None:
    """On the desk alone, and for more than one number; `lines` are names and numbers as they are written."""
    if view.surface != Surface.DESKTOP or len(lines) < 2:
        return None
    heads = (TableColumn(view.say("项", "What")), TableColumn(view.say("数", "Number"), "number"))
    told = table(
        title or view.say("图中的数", "Numbers of the picture"), heads, [TableLine(one) for one in lines], class_=CLASS
    )
    return el("div", told, class_="visually-hidden")
