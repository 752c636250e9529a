"""The screens of the house: what each shows, its last sign of life, and the hand that steers it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cockpit.board.board import Board
from cockpit.marks.element import Element, Given, el
from cockpit.metrics.freshness import SourceState
from cockpit.panels.view import View
from cockpit.screens.top_bar import SCREENS, top
from cockpit.screens.wall import COUNTY, SCENES, scene_of
from cockpit.units import Text

SHOWN = (*SCENES, COUNTY)
PACES = (10, 20, 30, 60, 120)
SPANS = (5, 10, 30, 60, 120)
USUAL_SPAN = 10


class ScreenState(StrEnum):
    """How a screen of the house is."""

    OK = "ok"
    OLD = "old"
    LOST = "lost"
    LATE = "late"
    HUNG = "hung"
    NEVER = "never"


STATES = {
    ScreenState.OK: (None, Text("正常", "well")),
    ScreenState.OLD: (SourceState.LATE, Text("数字不是最新的", "shows older numbers")),
    ScreenState.LOST: (SourceState.LATE, Text("刚恢复连接", "has just come back")),
    ScreenState.LATE: (SourceState.BROKEN, Text("没有应答", "gives no sign")),
    ScreenState.HUNG: (SourceState.BROKEN, Text("页面停住，待浏览器重启", "hangs, its browser is to be restarted")),
    ScreenState.NEVER: (SourceState.NOT_CONNECTED, Text("从未应答", "has never given a sign")),
}
"""Each with the shape of its dot; what is well is unlit."""


@dataclass(frozen=True)
class Screen:
    """`ago` are the seconds since its last sign; `steered` says what the desk asked for, `by` whom, with the seconds
    `left`."""

    name: str
    title: Text
    state: ScreenState
    ago: int | None = None
    scene: str | None = None
    size: str = ""
    plan: tuple[tuple[str, int], ...] = ()
    hours: tuple[int, int] | None = None
    steered: Text | None = None
    by: str = ""
    left: int = 0


def draw(
    board: Board | None, screens: tuple[Screen, ...], view: View, *, authors: tuple[str, ...] = (), named: bool = False
) -> Element:
    """The whole page; without a board it has no bar, and steers all the same.

    `authors` are the names under which whoever looks may steer; `named` says whether there is anybody who may.
    """
    title = view.say("大屏", "Screens")
    lead = view.say(
        "每块屏幕按自己的计划轮播；在这里可以让它切换场景、换节奏，或停留在一个场景。到时自动恢复计划。",
        "Each screen turns its scenes over by its plan. From here it shows another one, keeps another pace, or stays; "
        "it goes back to its plan by itself.",
    )
    cards: list[Given] = [_card(one, view, authors) for one in screens]
    main = el(
        "main",
        el("div", el("h1", title, class_="phrase"), class_="head"),
        el("p", lead, class_="why"),
        el("p", view.tell(closed(named)), class_="why") if not authors else None,
        el("div", cards, class_="screens") if cards else el("p", _none(view), class_="why"),
        class_="main",
    )
    return el(
        "div", top(board, SCREENS, view) if board else None, el("div", main, class_="app"), class_="desk screens-page"
    )


def status(one: Screen, view: View) -> Element:
    """What changes by itself; the page asks for it anew every few seconds."""
    shape, words = STATES[one.state]
    dot = el("span", view.tell(words), class_="fresh", data_f=shape)
    lines: list[Given] = [dot]
    if one.ago is not None:
        lines.append(el("span", view.say(f"最近应答 {_ago(one.ago, view)}", f"last sign {_ago(one.ago, view)}")))
    if one.scene and one.state in (ScreenState.OK, ScreenState.OLD):
        lines.append(el("span", view.say(f"正在显示 {named(one.scene, view)}", f"shows {named(one.scene, view)}")))
    if one.size:
        lines.append(el("span", one.size.replace("x", " × ")))
    steered = None
    if one.steered:
        minutes = -(-one.left // 60)
        steered = el(
            "p",
            view.say(
                f"{one.by or '桌面'}控制中：{one.steered.zh}，还剩 {minutes} 分钟",
                f"Steered{f' by {one.by}' if one.by else ''}: {one.steered.en}, {minutes} min left",
            ),
            class_="steered",
        )
    return el("div", el("p", lines, class_="signs"), steered, data_status=one.name, data_state=one.state)


def closed(named: bool) -> Text:
    """Why whoever asks may not steer, and what to do; `named`: others are named who may."""
    if named:
        return Text(
            "控制屏幕只对 COCKPIT_EDITORS 所列的人开放。请用其中的姓名登录，或请管理员将您列入。",
            "Screens are steered by those whom COCKPIT_EDITORS names. Sign in as one of them, or ask the administrator "
            "to name you there.",
        )
    return Text(
        "尚未列出可以控制屏幕的人，所以无人可以控制。请管理员在 COCKPIT_EDITORS 中列出姓名并重新启动，例如："
        "COCKPIT_EDITORS=王芳 make run",
        "Nobody is named who may steer screens, so nobody may. Let the administrator name them in COCKPIT_EDITORS and "
        "start the cockpit anew, for example: COCKPIT_EDITORS=wangfang make run",
    )


def _card(one: Screen, view: View, authors: tuple[str, ...]) -> Element:
    return el(
        "section",
        el(
            "header",
            el("h2", view.tell(one.title)),
            el("a", f"/wall?screen={one.name}", href=f"/wall?screen={one.name}", class_="meta"),
        ),
        status(one, view),
        el("p", _plan(one, view), class_="plan"),
        _form(one, view, authors) if authors else None,
        class_="card screen",
        id=f"screen-{one.name}",
    )


def _form(one: Screen, view: View, authors: tuple[str, ...]) -> Element:
    names: list[Given] = [el("option", name, value=name) for name in authors]
    as_it_is = el("option", view.say("当前场景", "the one it shows"), value="")
    as_planned = el("option", view.say("按计划", "as planned"), value="")
    scenes: list[Given] = [el("option", view.tell(scene.title), value=scene.name) for scene in SHOWN]
    paces: list[Given] = [el("option", view.say(f"每 {pace} 秒", f"{pace} s each"), value=str(pace)) for pace in PACES]
    spans: list[Given] = [
        el("option", view.say(f"{span} 分钟", f"{span} min"), value=str(span), selected=span == USUAL_SPAN)
        for span in SPANS
    ]
    return el(
        "form",
        _field(view.say("场景", "Scene"), el("select", as_it_is, scenes, name="scene")),
        _field(view.say("节奏", "Pace"), el("select", as_planned, paces, name="seconds")),
        _field(view.say("持续", "For"), el("select", spans, name="minutes")),
        _field(view.say("控制人", "By"), el("select", names, name="author")),
        el(
            "span",
            el("button", view.say("切换", "Show"), type="submit", class_="button primary", data_do="show"),
            el("button", view.say("停留", "Stay"), type="submit", class_="button", data_do="hold"),
            el("button", view.say("恢复计划", "Back to plan"), type="submit", class_="button", data_do="release"),
            class_="button-group",
        ),
        el("output", class_="said", aria_live="polite"),
        method="post",
        data_screen=one.name,
        data_steered=view.say("已发出，屏幕在 3 秒内跟随", "Sent; the screen follows within 3 seconds"),
        data_released=view.say("已恢复计划", "Back to its plan"),
        data_refused=view.say("没有发出：", "Not sent: "),
    )


def _field(label: str, control: Element) -> Element:
    return el("label", el("span", label), control)


def _plan(one: Screen, view: View) -> str:
    if not one.plan:
        return view.say("没有计划：停在地址所指的场景", "No plan: it stays at the scene of its address")
    steps = " → ".join(f"{named(name, view)} {seconds}{view.say('秒', ' s')}" for name, seconds in one.plan)
    if one.hours is None:
        return view.say(f"计划：{steps}", f"Plan: {steps}")
    begin, end = (f"{minute // 60:02d}:{minute % 60:02d}" for minute in one.hours)
    return view.say(f"计划：{steps}；{begin}–{end}，其余时间调暗", f"Plan: {steps}; {begin}–{end}, dim outside")


def named(name: str, view: View) -> str:
    """A scene of a family, such as one county, goes by the name of its family."""
    known = next((scene.name for scene in SHOWN if name == scene.name or name.startswith(f"{scene.name}-")), None)
    return view.tell(scene_of(known).title) if known else name


def _ago(seconds: int, view: View) -> str:
    if seconds < 120:
        return view.say(f"{seconds} 秒前", f"{seconds} s ago")
    if seconds < 7200:
        return view.say(f"{seconds // 60} 分钟前", f"{seconds // 60} min ago")
    if seconds < 172_800:
        return view.say(f"{seconds // 3600} 小时前", f"{seconds // 3600} h ago")
    return view.say(f"{seconds // 86_400} 天前", f"{seconds // 86_400} days ago")


def _none(view: View) -> str:
    return view.say(
        "还没有屏幕。在 screens.toml 里写一块，或打开 /wall?screen=名字。",
        "There is no screen yet. Name one in screens.toml, or open /wall?screen=name.",
    )
