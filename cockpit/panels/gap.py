"""What stands in a panel that has nothing to show: one line why, one line which filters, one link."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.scope import FILTERS
from cockpit.marks.element import Element, el
from cockpit.panels.link import cleared, here, link
from cockpit.panels.view import View
from cockpit.units import Text

FILTER_NAMES = {
    "unit": Text("单位", "Unit"),
    "scenario": Text("场景", "Scenario"),
    "kind": Text("类型", "Kind"),
    "theme": Text("主题", "Theme"),
    "library": Text("基础库", "Library"),
}
COUNTY = Text("县区", "County")
TABLES = {
    "unit": ("counties", "unit_volumes", "unit_sharing", "unit_opening", "providers", "consumers"),
    "scenario": ("scenarios",),
    "kind": ("resources",),
    "theme": ("themes",),
    "library": ("libraries", "thematic"),
}
"""Where the names of what can be chosen stand; a scenario and a unit may have the same code."""


def empty(board: Board, view: View, why: Text | None = None) -> Element:
    """Without a filter there is nothing to clear, so only the reason stands."""
    filters = board.scope.filters
    reason = why or (
        Text("当前筛选下没有记录", "Nothing matches these filters") if filters else Text("暂无数据", "No data yet")
    )
    lines = [el("p", view.tell(reason), class_="why")]
    if filters:
        chosen = view.say("，", ", ").join(f"{name} {value}" for name, value in chosen_filters(board, view))
        lines.append(el("p", view.say(f"已选：{chosen}", f"Chosen: {chosen}"), class_="help"))
        if view.surface == "desktop":
            lines.append(link(view.say("清除筛选", "Clear filters"), cleared(view), class_="btn"))
    return el("div", [*lines], class_="empty")


def chosen_filters(board: Board, view: View) -> list[tuple[str, str]]:
    """The filters in force with the names that people know; a county is called one."""
    said = []
    for name, code in board.scope.filters.items():
        tables = (board.tables.get(table, ()) for table in TABLES[name])
        row = next((one for rows in tables for one in rows if one.code == code), None)
        county = name == "unit" and any(one.code == code for one in board.tables.get("counties", ()))
        said.append((view.tell(COUNTY if county else FILTER_NAMES[name]), view.tell(row.name) if row else code))
    return said


def of_the_city(view: View, said: Text) -> Element:
    """In the place of what holds for the city alone, on a board of a part of it: one sentence, and the way there."""
    lines = [el("p", view.tell(said), class_="why")]
    if view.surface == "desktop":
        unfiltered: dict[str, str | None] = dict.fromkeys(FILTERS)
        whole = here(view, "", **unfiltered)
        lines.append(link(view.say("查看全市", "Show the whole city"), whole, class_="btn"))
    return el("div", [*lines], class_="empty")
