"""The page of the sealed weeks: which there are and whether they are whole, one of them, and any two compared."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.marks import quotation
from cockpit.marks.element import Element, Given, el
from cockpit.marks.theme import Theme
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import SourceState
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.screens import remark_form, sealed_weeks
from cockpit.screens.sealed_weeks import ListedWeek, OpenedWeek, SealedWeekList, WeekDownload, WeekState
from cockpit.screens.top_bar import WEEKLY, top
from cockpit.units import Text

LIVE = "/week"
STATES = {
    WeekState.INTACT: (None, Text("完好", "intact")),
    WeekState.UNSIGNED: (SourceState.LATE, Text("完好，未签名", "intact, unsigned")),
    WeekState.UNCHECKED: (SourceState.LATE, Text("完好，签名未核对", "intact, signature not checked")),
    WeekState.ALTERED: (SourceState.BROKEN, Text("已被改动", "altered")),
    WeekState.MISPLACED: (SourceState.BROKEN, Text("不是所称的那一份", "not the one it claims to be")),
    WeekState.MISSING: (SourceState.BROKEN, Text("缺少签名", "not signed")),
    WeekState.UNKNOWN: (SourceState.BROKEN, Text("签名密钥不明", "unknown key")),
}
"""Each with the shape of its dot; what is whole and signed is unlit."""

BAD = (WeekState.ALTERED, WeekState.MISPLACED, WeekState.MISSING, WeekState.UNKNOWN)


def draw(board: Board | None, listing: SealedWeekList, view: View) -> Element:
    """The whole page; the database may be gone, what is sealed is there."""
    opened = listing.opened
    main = el(
        "main",
        _head(listing, view),
        _bar(listing.notice, view, AlertLevel.INFORMATION) if listing.notice else None,
        sealed_weeks.late(listing.late, view, href=None),
        el("div", _aside(listing, view), _week(listing, opened, view) if opened else None, class_="weekly"),
        class_="main",
    )
    bar = top(board, WEEKLY, view, kept=_same_week(opened)) if board else None
    return el("div", bar, el("div", main, class_="app"), class_="desk weekly-page")


def _same_week(opened: OpenedWeek | None) -> dict[str, str | None]:
    """The bar leads to the pages of the desk, which know no weeks; only another look or language keeps the week."""
    if opened is None:
        return {}
    return {"week": str(opened.week), **({"against": str(opened.other)} if opened.other else {})}


def _head(listing: SealedWeekList, view: View) -> Element:
    count = len(listing.weeks) + listing.more
    if view.language == "en":
        said = f"{count} week{'' if count == 1 else 's'} sealed" if count else "No week is sealed yet"
    else:
        said = f"已封存{count}周" if count else "尚未封存任何一周"
    broken = sum(one.state in BAD for one in listing.weeks)
    if broken:
        said += view.say(f"，{broken}周须核查", f", {broken} to be looked into")
    if name := dict(listing.units).get(listing.unit or ""):
        said = view.say(f"{name.zh}：", f"{name.en}: ") + said
    live = el("a", view.say("本周实时", "This week, live"), href=here(view, LIVE), class_="button")
    return el("div", el("h1", said, class_="phrase"), el("div", live, class_="actions"), class_="head")


def _bar(said: Text, view: View, level: AlertLevel) -> Element:
    sign = el("i", class_="signal", data_s=level, aria_hidden="true")
    return el(
        "p", sign, view.tell(said), class_="stale-bar" if level == AlertLevel.CRITICAL else "notice-bar", role="status"
    )


def _aside(listing: SealedWeekList, view: View) -> Element:
    return el("div", _list(listing, view), _remark(listing, view), class_="stack")


def _remark(listing: SealedWeekList, view: View) -> Element | None:
    if not listing.remarkable or not listing.authors:
        return None
    return remark_form.draw(
        str(listing.remarkable), view, authors=listing.authors, remark=listing.remark, unit=listing.unit, action=WEEKLY
    )


def _list(listing: SealedWeekList, view: View) -> Element:
    lines: list[Given] = [_line(one, listing, view) for one in listing.weeks]
    more = (
        el("p", view.say(f"另有较早的{listing.more}周。", f"{listing.more} older ones."), class_="why")
        if listing.more
        else None
    )
    empty = el("p", view.say("封存后在这里出现。", "They appear here once they are sealed."), class_="why")
    return el(
        "section",
        el("header", el("h2", view.say("周报", "Weeks")), _units(listing, view)),
        el("ol", lines, class_="weeks") if lines else empty,
        more,
        class_="card",
    )


def _units(listing: SealedWeekList, view: View) -> Element | None:
    """Whose weeks these are, where there is more than one to choose from."""
    every: list[tuple[str | None, Text]] = [*([(None, Text("全市", "City"))] if listing.city else []), *listing.units]
    if len(every) < 2:
        return None
    each: list[Given] = [
        link(view.tell(name), here(view, WEEKLY, week=None, against=None, unit=code), current=code == listing.unit)
        for code, name in every
    ]
    return el("span", each, class_="end")


def _line(one: ListedWeek, listing: SealedWeekList, view: View) -> Element:
    opened = listing.opened is not None and listing.opened.week == one.week
    shape, words = STATES[one.state]
    state = view.tell(words) + (f"{view.say('：', ': ')}{one.what}" if one.what else "")
    days = f"{one.week.monday:%m-%d} – {one.week.sunday:%m-%d}"
    at = view.say(f"封存于 {one.sealed_at:%Y-%m-%d %H:%M}", f"sealed {one.sealed_at:%Y-%m-%d %H:%M}")
    return el(
        "li",
        el(
            "a",
            el("b", str(one.week)),
            el("span", days, class_="days number"),
            el("span", state, class_="fresh", data_f=shape),
            el("span", view.tell(one.said), class_="conclusion") if one.said else None,
            el("small", at),
            href=here(view, WEEKLY, week=str(one.week), against=None),
            aria_current="true" if opened else None,
        ),
    )


def _week(listing: SealedWeekList, opened: OpenedWeek, view: View) -> Element:
    if not opened.sound:
        said = view.say(f"{opened.week} 周报", f"Report of {opened.week}")
        why = el("p", view.tell(sealed_weeks.altered(opened.week, listing.unit)), class_="why", role="alert")
        return el("div", el("section", el("header", el("h2", said)), why, class_="card"), class_="stack")
    own, other = (
        [_file(file, opened.week, view) for file in opened.files if file.foreign(view) == one] for one in (False, True)
    )
    label = el("span", view.say("英文版", "In Chinese"), class_="meta") if other else None
    files: list[Given] = [el("div", own, class_="files"), el("div", label, other, class_="files") if other else None]
    said = view.say(f"{opened.week} 周报", f"Report of {opened.week}")
    frame = None
    if page := opened.page(view):
        frame = el("iframe", src=page, sandbox=True, title=said, loading="lazy")
    return el(
        "div",
        el("section", el("header", el("h2", said)), files, class_="card"),
        _compared(listing, opened, view),
        el("section", el("div", frame, class_="pages"), class_="card") if frame else None,
        class_="stack",
    )


def _file(file: WeekDownload, week: Week, view: View) -> Given:
    return el(
        "a",
        view.tell(file.title),
        el("small", _size(file.size)),
        href=file.href,
        class_="button download",
        download=f"{week}-{file.name}",
    )


def _compared(listing: SealedWeekList, opened: OpenedWeek, view: View) -> Element:
    """Which other week, and what is different; from what was sealed and nothing else."""
    others = [one.week for one in listing.weeks if one.week != opened.week and one.state not in BAD]
    options: list[Given] = [el("option", str(week), value=str(week), selected=week == opened.other) for week in others]
    hidden: list[Given] = [el("input", type="hidden", name="week", value=str(opened.week))]
    hidden += [el("input", type="hidden", name="unit", value=listing.unit)] if listing.unit else []
    hidden += [el("input", type="hidden", name="lang", value="en")] if view.language == "en" else []
    hidden += [el("input", type="hidden", name="theme", value=Theme.DARK)] if view.theme == Theme.DARK else []
    chooser = el(
        "form",
        hidden,
        el("label", el("span", view.say("对照", "Against")), el("select", options, name="against")),
        el("button", view.say("比较", "Compare"), type="submit", class_="button"),
        method="get",
        action=WEEKLY,
        class_="chooser",
    )
    other = view.say(f"对照 {opened.other}", f"against {opened.other}") if opened.other else None
    return el(
        "section",
        el(
            "header",
            el("h2", view.say("变化说明", "What changed")),
            el("span", other, class_="meta") if other else None,
            chooser if options else None,
        ),
        _changes(opened, view),
        class_="card",
    )


def _changes(opened: OpenedWeek, view: View) -> Element:
    changes = opened.compared.changes if opened.compared else ()
    lines: list[Given] = [el("li", *quotation.change(one, view.language)) for one in changes]
    if opened.compared is None and opened.other:
        unread = view.say(
            "这两周无法对照：其中一周被改动过或读不出来。",
            "These two cannot be compared: one of them was altered or cannot be read.",
        )
        return el("p", unread, class_="why")
    if opened.compared is None:
        return el(
            "p",
            view.say("没有另一个可以对照的封存周。", "There is no other sealed week to compare with."),
            class_="why",
        )
    if not lines:
        return el(
            "p",
            view.say("两周之间没有可以说明的变化。", "Nothing that can be told has changed in between."),
            class_="why",
        )
    return el("ol", lines, class_="said")


def _size(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{max(1, round(size / 1e3))} kB"
