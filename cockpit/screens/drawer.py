"""The drawer: everything behind one number. What it means, how it is made, how fresh it is, whose it is."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import FlowKey, RowKey
from cockpit.board.table import declared
from cockpit.marks import badge, bars, freshness
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.names import short
from cockpit.metrics.number import Note, Number
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.subject import is_area, subject_of, title_of
from cockpit.panels import difference
from cockpit.panels.cadence import cadence, moment
from cockpit.panels.contributions import contributions
from cockpit.panels.course import course
from cockpit.panels.link import here, link
from cockpit.panels.remarks import remarks
from cockpit.panels.view import View
from cockpit.panels.wordings import meaning
from cockpit.screens import quoting
from cockpit.screens.doors import ROWS
from cockpit.screens.opened import NOTHING, Opened
from cockpit.screens.restated import restated, section
from cockpit.screens.shown import ORIGINS
from cockpit.screens.top import address
from cockpit.units import Text, day

MEMBERS = 5
SKIPPED = {name for one in declared() for name in one.repeats}
"""Tables that repeat a number rather than split it."""

FLOWS, OTHERS = "flows", "others"
FIRST = [name for one in declared() for name in one.whole]
"""Where several tables split a number, the one that adds up to it and says most."""


def drawer(
    board: Board, metric: str | None, view: View, *, opened: Opened = NOTHING, page: str = "overview"
) -> Element | None:
    """None where no metric is asked for, or none of this name is known."""
    if metric is None or metric not in board.definitions or metric not in board.metrics:
        return None
    row = board.find(opened.member)
    title = Text.from_json(board.definitions[metric]["title"])
    back = here(view, address(page), metric=metric)
    noted = remarks(board, metric, view, editors=opened.editors, back=back)
    given = board[metric] if row is None else row[metric]
    return el(
        "aside",
        _crumb(metric, title, row, view),
        el("h2", [f"{short(row, view.language)} · " if row else "", view.tell(title)]),
        kpi(metric, given, view.language, class_="n", tag="div", member=opened.member if row else None),
        _status(board, metric, given, view),
        section(metric, opened.member if row else None, restated(board, opened.restated), view),
        meaning(board, metric, view, editors=opened.editors, back=back),
        _lineage(board, metric, view),
        _care(board, metric, view),
        _course(board, metric, view, title=title) if row is None else None,
        contributions(opened.compared, view, kind=board.definitions[metric]["kind"])
        if opened.compared and row is None
        else _members(board, metric, view, most=MEMBERS - 2 if noted else MEMBERS)
        if row is None
        else None,
        _reconciled(board, metric, view) if row is None and not opened.compared else None,
        noted,
        _further(board, metric, opened, view),
        id="panel-drawer",
        class_="drawer tight" if noted or opened.compared else "drawer",
        aria_label=view.tell(title),
    )


def _crumb(metric: str, title: Text, row: Row | None, view: View) -> Element:
    area = subject_of(metric)
    crumb = view.tell(title_of(area)) if is_area(area) else view.say("目标与对账", "Targets and trust")
    path = [crumb, view.tell(title), *([short(row, view.language)] if row else [])]
    close = link("×", here(view, metric=None), class_="btn ghost")
    closing = Element(
        close.tag, {**close.attributes, "aria-label": view.say("关闭", "Close"), "id": "close"}, close.children
    )
    return el("div", " › ".join(path), closing, class_="crumb")


def _status(board: Board, metric: str, given: Number, view: View) -> Element:
    dot = freshness.dot(freshness.of(given, board.source_of(metric), board.stale), view.language)
    origin = ORIGINS.get(given.provenance or "")
    said: Given = badge.demo(view.language, short=True) if given.demo else None
    if origin and not given.demo:
        said = el("span", view.tell(origin), f" {day(given.as_of, short=False)}")
    about = view.say("公布为约数，照录限定词", "published as a rounded figure") if given.qualifier else None
    return el("div", dot, said, el("span", about) if about else None, class_="st")


def _section(title: str, *content: Given) -> Element:
    return el("section", el("h3", title), content)


def _lineage(board: Board, metric: str, view: View) -> Element | None:
    """From the source to this number, the indicator last."""
    source = board.source_of(metric)
    if source is None:
        return None
    steps = (
        (view.tell(source.name), moment(source.newest_at)),
        (view.say("交换库", "Exchange database"), moment(source.read_at)),
        (view.say("本指标", "This number"), day(board[metric].as_of, short=False) or "—"),
    )
    lines = [el("li", el("span", name), el("span", when, class_="num")) for name, when in steps]
    return _section(view.say("数据血缘", "Lineage"), el("ol", [*lines], class_="lin"))


def _care(board: Board, metric: str, view: View) -> Element:
    definition = board.definitions[metric]
    owner = Text.from_json(definition["owner"])[view.language] if definition.get("owner") else "—"
    hours = definition.get("cadence_hours")
    facts = (
        (view.say("数据截至", "As of"), day(board[metric].as_of, short=False) or "—"),
        (view.say("约定频率", "Agreed"), cadence(hours, view) if hours else "—"),
        (view.say("责任单位", "Owner"), owner),
    )
    return _section(
        view.say("时效与责任", "Freshness and owner"),
        el("dl", [[el("dt", name), el("dd", said)] for name, said in facts], class_="kv"),
    )


def _course(board: Board, metric: str, view: View, *, title: Text) -> Element | None:
    drawn = course(board, view, metric, title=title)
    return _section(view.say("近12周", "Twelve weeks"), drawn) if drawn else None


def _members(board: Board, metric: str, view: View, *, most: int = MEMBERS) -> Element | None:
    """The rows of the first table that splits this number, largest first."""
    for name in sorted(board.tables, key=lambda table: FIRST.index(table) if table in FIRST else len(FIRST)):
        known = [row for row in board.tables[name] if cell(row, metric).value is not None]
        if name in SKIPPED or len(known) < 2:
            continue
        ordered = sorted(known, key=lambda row: -(cell(row, metric).value or 0))
        apart = board[metric].note == Note.NOT_SPLIT
        title = view.say("分项（不相加）" if apart else "分项", "Members (never added)" if apart else "Members")
        rest = len(ordered) - most
        more = el("p", view.say(f"另有{rest}项", f"{rest} more"), class_="help") if rest > 0 else None
        return _section(title, _bars(ordered[:most], metric, view, table=name), more)
    return None


def _bars(rows: list[Row], metric: str, view: View, *, table: str) -> Element:
    most = max(cell(row, metric).value or 0 for row in rows)
    lines = [
        el(
            "li",
            el("span", short(row, view.language, most=16), class_="name"),
            bars.bar((cell(row, metric).value or 0) / most if most else 0, "hi" if row is rows[0] else None),
            el("span", number(metric, cell(row, metric), view.language, member=RowKey(table, row.code)), class_="r"),
        )
        for row in rows
    ]
    return el("ul", [*lines], class_="deps")


def _reconciled(board: Board, metric: str, view: View) -> Element | None:
    one = difference.of_metric(board, metric)
    if one is None:
        return None
    if board.scope.filters:
        return _section(view.say("对账", "Reconciliation"), el("p", view.tell(difference.ALONE), class_="help"))
    said = difference.line(board, view, one.name)
    verdict = view.tell(difference.VERDICTS.get(one.verdict, difference.VERDICTS[Verdict.UNKNOWN]))
    sign = el("i", class_="sig", data_s="info", aria_hidden="true")
    line = said or [sign, f"{verdict}{view.say('：', ': ')}{view.tell(one.remark)}"]
    return _section(view.say("对账", "Reconciliation"), el("p", el("span", line), class_="okline"))


def _further(board: Board, metric: str, opened: Opened, view: View) -> Element:
    """The rows behind it, narrowed to its own row where it is one, its page, and the number to be quoted."""
    area = subject_of(metric)
    page = area if is_area(area) else "trust"
    table, code = (opened.member.table, opened.member.code) if opened.member else ("", "")
    narrowed = {ROWS[table]: code} if table in ROWS else {}
    said = view.say("背后的行", "Rows behind")
    if table == FLOWS:  # rows can be asked for by who gives, not by the two together
        giver = FlowKey.parse(code).provider
        narrowed = {"unit": giver} if giver != OTHERS else {}
        said = view.say("提供方的行", "The provider's rows") if narrowed else view.say("全部的行", "All rows")
    behind = link(said, here(view, metric=metric, rows="open", **narrowed), class_="btn pri")
    there = link(view.say("所在页面", "Its page"), here(view, address(page)), class_="btn")
    return el("div", behind, there, quoting.button(board, metric, view, member=opened.member), class_="cta")
