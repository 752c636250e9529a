"""The bar at the top of the desk: whose cockpit, where one can go, what is to be handled, how it looks."""

from __future__ import annotations

from collections.abc import Mapping

from cockpit.board.board import Board
from cockpit.marks import badge
from cockpit.marks.element import Element, el
from cockpit.marks.theme import Theme
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.subject import areas
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text, day

DESK, WEEKLY, SCREENS = "/desk", "/desk/weekly", "/screens"
NAMES = {
    "overview": Text("总览", "Overview"),
    **{one.name: one.title for one in areas()},
    "counties": Text("县区", "Counties"),
    "trust": Text("可信", "Trust"),
    "metrics": Text("指标", "Metrics"),
}
"""The pages of the desk in the order of the bar."""

ELSEWHERE = {WEEKLY: Text("周报", "Weekly"), SCREENS: Text("大屏", "Screens")}
"""What stands in the bar and is no page of the desk."""

LOUD = (AlertLevel.CRITICAL, AlertLevel.WARNING)


def address(page: str) -> str:
    return DESK if page == "overview" else f"{DESK}/{page}"


def offered(path: str, view: View) -> bool:
    """Whether a page is for this reader: what shows every source or every screen is for who sees the whole city."""
    return view.whole or path not in (address("trust"), SCREENS)


def top(board: Board, page: str, view: View, *, kept: Mapping[str, str | None] | None = None) -> Element:
    """`inner` on every page but the first: on the phone these show their way back. `kept` are parts of the address that
    another look or language keeps."""
    shown = {
        name: link(view.tell(text), here(view, address(name)), current=name == page)
        for name, text in NAMES.items()
        if offered(address(name), view)
    }
    others = [
        el("a", view.tell(text), href=here(view, place), aria_current="page" if place == page else None)
        for place, text in ELSEWHERE.items()
        if offered(place, view)
    ]
    as_of = day(board.as_of, short=False)
    return el(
        "header",
        el("b", link(board.city["title"][view.language], here(view, DESK))),
        el("nav", [*shown.values()], [*others], aria_label=view.say("页面", "Pages")),
        el(
            "span",
            badge.all_demo(view.language) if board.all_demo else None,
            view.say(f"数据截至 {as_of}", f"Data to {as_of}"),
            class_="as-of",
        ),
        el(
            "div",
            _find(view),
            _notices(board, view),
            _theme(view, kept or {}),
            _language(view, kept or {}),
            class_="right",
        ),
        class_="top" if page == "overview" else "top inner",
    )


def _notices(board: Board, view: View) -> Element:
    """How many points are open; the sign is lit only by what has to be handled."""
    count = len(board.notices) + (1 if board.stale else 0)
    loud = (
        AlertLevel.CRITICAL
        if board.stale
        else next((one.level for one in board.notices if one.level in LOUD), AlertLevel.INFORMATION)
    )
    sign = el("i", class_="signal", data_s=loud, aria_hidden="true") if count else None
    said = view.say(f"提示 {count}", f"Notices {count}")
    return link([sign, said], f"{here(view, DESK)}#panel-notice_list", class_="notice-count")


def _find(view: View) -> Element:
    """The visible door of the command palette; it needs a script, so the button does too."""
    shortcut = el("kbd", "Ctrl K", aria_hidden="true")
    label = view.say("查找指标、单位、页面", "Find a metric, unit or page")
    keys = "Control+K Meta+K /"
    return el(
        "button",
        view.say("查找", "Find"),
        shortcut,
        type="button",
        id="find",
        class_="find",
        title=label,
        aria_keyshortcuts=keys,
    )


def _theme(view: View, kept: Mapping[str, str | None]) -> Element:
    other = Theme.LIGHT if view.theme == Theme.DARK else Theme.DARK
    said = {Theme.LIGHT: view.say("浅色", "Light"), Theme.DARK: view.say("深色", "Dark")}[other]
    # A plain link works without script; `id` lets the live page switch without asking the server.
    return el("a", said, id="theme", href=here(view, "", look=other, **kept), data_link=True)


def _language(view: View, kept: Mapping[str, str | None]) -> Element:
    other, said, name = ("zh", "中", "zh-CN") if view.language == "en" else ("en", "EN", "en")
    return el(
        "a", said, id="language", href=here(view, "", lang=other, **kept), data_link=True, hreflang=name, lang=name
    )
