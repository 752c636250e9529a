"""What stands in a panel that has nothing to show: one line why, one line which filters, one link."""

from __future__ import annotations

from cockpit.board.scope import FILTERS
from cockpit.marks.element import Element, el
from cockpit.panels.content import Known, chosen
from cockpit.panels.link import cleared, here, link
from cockpit.panels.view import Surface, View
from cockpit.units import Text


def empty(board: Known, view: View, why: Text | None = None) -> Element:
    """Without a filter there is nothing to clear, so only the reason stands."""
    filters = board.scope.filters
    reason = why or (
        Text("当前筛选下没有记录", "Nothing matches these filters") if filters else Text("暂无数据", "No data yet")
    )
    lines = [el("p", view.tell(reason), class_="why")]
    if filters:
        said = view.say("，", ", ").join(f"{view.tell(name)} {view.tell(value)}" for name, value in chosen(board))
        lines.append(el("p", view.say(f"已选：{said}", f"Chosen: {said}"), class_="help"))
        if view.surface == Surface.DESKTOP:
            lines.append(link(view.say("清除筛选", "Clear filters"), cleared(view), class_="button"))
    return el("div", [*lines], class_="empty")


def of_the_city(view: View, said: Text) -> Element:
    """In the place of what holds for the city alone, on a board of a part of it: one sentence, and the way there."""
    lines = [el("p", view.tell(said), class_="why")]
    if view.surface == Surface.DESKTOP:
        unfiltered: dict[str, str | None] = dict.fromkeys(FILTERS)
        whole = here(view, "", **unfiltered)
        lines.append(link(view.say("查看全市", "Show the whole city"), whole, class_="button"))
    return el("div", [*lines], class_="empty")
