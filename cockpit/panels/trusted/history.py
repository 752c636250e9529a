"""Reconciliations over twelve weeks, rows that were not let in, and what the province handed back."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.trusted.page import Held, Trusted
from cockpit.marks.course import course
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.subject import title_of
from cockpit.panels import difference
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.gap import of_the_city
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.units import Text, count, day
from cockpit.units import change as signed

MOST = 6


def history(board: Board, trusted: Trusted, view: View) -> Element:
    title = Text("对账历史", "Reconciliations over twelve weeks")
    if board.scope.filters:
        return card(view, title, of_the_city(view, difference.ALONE))
    columns = (
        Column(view.say("项目", "Subject")),
        Column(view.say("12周前", "12 weeks ago"), "number"),
        Column(view.say("差额走势", "Course"), "bar", quiet=True),
        Column(view.say("现在", "Now"), "number"),
        Column(view.say("结论", "Verdict"), "state"),
        Column(view.say("责任单位", "Owner")),
    )
    lines = []
    for one in board.reconciliations:
        steps = trusted.history.get(one.name, ())
        metric = difference.metric_of(one)
        said = view.tell(difference.VERDICTS.get(one.verdict, difference.VERDICTS[Verdict.UNKNOWN]))
        differs = one.verdict == Verdict.DIFFERS and not one.whole.demo
        sign = el("i", class_="sig", data_s="warn", aria_hidden="true") if differs else None
        subject = view.tell(title_of(one.subject))
        unit = counted(one.whole.unit, view)
        name: list[Given] = [el("span", subject, class_="subject"), view.tell(one.title), unit]
        lines.append(
            Line(
                (
                    el("a", *name, href=here(view, metric=metric, rows="open"), class_="door", data_link=True),
                    _apart(steps[0] if steps else None),
                    _drawn(steps, view, view.tell(one.title)),
                    _apart(steps[-1] if steps else None),
                    [sign, said, _since(steps, view) if differs else None],
                    _owner(board, metric, view),
                )
            )
        )
    meta = view.say(
        "公布数减分项合计；没有公布数的周不对账", "published less parts; weeks without a published total are left out"
    )
    return card(view, title, table(view.tell(title), columns, lines, class_="hist"), meta=meta)


def _owner(board: Board, metric: str, view: View) -> str:
    """Who answers for the number, and so for its difference."""
    owner = board.definitions.get(metric, {}).get("owner")
    return view.tell(Text.from_json(owner)) if owner else DASH


def _apart(step: Held | None) -> Given:
    return el("span", DASH if step is None or step.difference is None else _signed(step.difference), class_="num")


def _signed(value: int) -> str:
    return "0" if value == 0 else signed(value, "item")


def _drawn(steps: tuple[Held, ...], view: View, label: str) -> Given:
    said = view.say(f"{label}差额近12周", f"{label}: difference over twelve weeks")
    return course([step.difference for step in steps], label=said)


def _since(steps: tuple[Held, ...], view: View) -> Element | None:
    """Since when the difference has been what it is."""
    same = [step.day for step in reversed(steps)]
    now = steps[-1].difference if steps else None
    first = None
    for step, at in zip(reversed(steps), same, strict=True):
        if step.difference != now:
            break
        first = at
    if first is None:
        return None
    return el(
        "small", view.say(f"自{day(first, short=False)}未变", f"unchanged since {day(first, short=False)}"), class_="n"
    )


def refusals(board: Board, trusted: Trusted, view: View) -> Element:
    """Rows that wait outside until somebody corrects or dismisses them."""
    title = Text("隔离区", "Quarantine")
    waiting = dict(trusted.refused)
    names = {source.code: view.tell(source.name) for source in board.sources}
    total = sum(waiting.values())
    meta = view.say(f"{count(total)}行待处理", f"{count(total)} rows wait")
    if not waiting:
        said = view.say("没有被拒绝而待处理的行。", "No refused row waits.")
        return card(view, title, el("div", el("p", said, class_="why"), class_="empty"))
    columns = (
        Column(view.say("来源", "Source")),
        Column(view.say("责任单位", "Owner")),
        Column(view.say("行", "Rows"), "number"),
    )
    owners = {source.code: view.tell(source.owner) for source in board.sources}
    lines = [
        Line(
            (
                link(names.get(code, code), here(view, refused=code)),
                owners.get(code, DASH),
                el("a", count(rows), href=here(view, refused=code), class_="door num", data_link=True),
            )
        )
        for code, rows in trusted.refused
    ]
    help_ = view.say(
        "点开可见每一行的出处、字段、值、问题和处理办法；由管理员用 quarantine 命令更正、重试或放弃。",
        "Open one to see from where each row came, what is wrong and what to do; its keeper corrects, retries or "
        "dismisses them (quarantine).",
    )
    return card(view, title, table(view.tell(title), columns, lines), el("p", help_, class_="fignote"), meta=meta)


def returned(board: Board, trusted: Trusted, view: View) -> Element:
    """What the province handed back, and what became of it."""
    title = Text("省级回流及去向", "Returned by the province, and what became of it")
    columns = (
        Column(view.say("返还日", "Handed back")),
        Column(view.say("累计数据项", "Items so far"), "number"),
        Column(view.say("累计记录", "Records so far"), "number"),
    )
    lines = [
        Line(
            (
                el("span", day(one.day, short=False), class_="num"),
                el("span", count(one.items), class_="num"),
                el("span", count(one.records), class_="num"),
            )
        )
        for one in trusted.returned[:MOST]
    ]
    now = number("volumes.return_records", board["volumes.return_records"], view.language, unit=True)
    passed = count(trusted.passed_on)
    became = el(
        "p",
        view.say("现有 ", "Held now: "),
        now,
        view.say(
            f"；期内经平台转供各单位 {passed} 条。"
            if trusted.passed_on
            else "；期内没有经平台转供各单位的记录，去向待各单位登记。",
            f"; passed on over the platform in the period: {passed} records."
            if trusted.passed_on
            else "; none was passed on over the platform in the period; what became of it is still to be registered.",
        ),
        view.say(" 责任单位：", " Owner: "),
        _owner(board, "volumes.return_records", view),
        view.say("。", "."),
        class_="fignote",
    )
    rows = link(view.say("背后的行", "Rows behind"), here(view, metric="volumes.return_records", rows="open"))
    return card(view, title, table(view.tell(title), columns, lines), became, end=rows)
