"""What stands in a panel that has nothing to show: one line why, one line which filters, one link."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.panels.content import Known
from cockpit.panels.link import cleared, link
from cockpit.panels.view import View
from cockpit.units import Text

FILTER_NAMES = {
    "unit": Text("单位", "Unit"),
    "scenario": Text("场景", "Scenario"),
    "kind": Text("类型", "Kind"),
    "theme": Text("主题", "Theme"),
    "library": Text("基础库", "Library"),
}


def empty(board: Known, view: View, why: Text | None = None) -> Element:
    """Without a filter there is nothing to clear, so only the reason stands."""
    filters = board.scope.filters
    reason = why or (
        Text("当前筛选下没有记录", "Nothing matches these filters") if filters else Text("暂无数据", "No data yet")
    )
    lines = [el("p", view.tell(reason), class_="why")]
    if filters:
        chosen = view.say("，", ", ").join(
            f"{view.tell(FILTER_NAMES[name])} {value}" for name, value in filters.items()
        )
        lines.append(el("p", view.say(f"已选：{chosen}", f"Chosen: {chosen}"), class_="help"))
        if view.surface == "desktop":
            lines.append(link(view.say("清除筛选", "Clear filters"), cleared(view), class_="btn"))
    return el("div", [*lines], class_="empty")
