"""The drawer: everything behind one number. What it means, how it is made, how fresh it is, whose it is."""

from __future__ import annotations

from datetime import date
from functools import partial

from cockpit.board.board import Board, Row
from cockpit.board.keys import FlowKey
from cockpit.marks import badge, bars, freshness_dot
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import kpi, number
from cockpit.marks.short_names import short
from cockpit.metrics.number import Number
from cockpit.metrics.subject import is_area, subject_of, title_of
from cockpit.panels import coverage_section, reconciliation_line
from cockpit.panels.cadence import cadence, moment
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, entry
from cockpit.panels.contributions import contributions
from cockpit.panels.course_card import course
from cockpit.panels.link import here, link
from cockpit.panels.remarks_section import remarks
from cockpit.panels.supplement import Supplement
from cockpit.panels.value import Value, ValueKind, words
from cockpit.panels.view import View
from cockpit.panels.wordings_section import meaning
from cockpit.screens import citation, measured_number, restatements
from cockpit.screens.affordances import ROWS
from cockpit.screens.drawer_content import AS_OF, QUOTE, data
from cockpit.screens.drawer_state import NOTHING, DrawerState
from cockpit.screens.exported_number import ORIGINS
from cockpit.screens.top_bar import address
from cockpit.units import Text, day

FLOWS, OTHERS = "flows", "others"


def drawer(
    board: Board, metric: str | None, view: View, *, opened: DrawerState = NOTHING, page: str = "overview"
) -> Element | None:
    """None where no metric is asked for, or none of this name is known."""
    found = supplement(board, metric, opened, page=page)
    return found.drawn(view) if found else None


def supplement(board: Board, metric: str | None, opened: DrawerState, *, page: str) -> Supplement | None:
    if metric is None or metric not in board.definitions or metric not in board.metrics:
        return None
    drawing = partial(draw, opened=opened, page=page)
    return Supplement("drawer", data(board, metric, opened), drawing)


def draw(shown: Content, view: View, *, opened: DrawerState, page: str) -> Element:
    number = shown.values[0]
    (figure,), row = number.figures(), number.records[0].row
    metric, given = figure.metric, figure.number
    kind, back = shown.definitions[metric]["kind"], here(view, address(page), metric=metric)
    noted = remarks(shown, metric, view, editors=opened.editors, back=back)
    compared = opened.compared if row is None else None
    return el(
        "aside",
        _crumb(metric, number.title, row, view),
        el("h2", view.tell(shown.title)),
        kpi(metric, given, view.language, class_="amount", tag="div", member=figure.member),
        _status(shown, metric, given, view),
        coverage_section.section(metric, given, view, member=figure.member),
        *(restatements.section(one, view) for one in shown.values if one.kind is ValueKind.LEDGER),
        meaning(shown, metric, view, editors=opened.editors, back=back),
        measured_number.section(shown, metric, view),
        _lineage(shown, metric, view),
        _care(shown, metric, given, view),
        _course(shown, metric, view, title=number.title) if row is None else None,
        contributions(compared, view, kind=kind) if compared else None,
        *(_ranked(one, view) for one in shown.values if one.kind is ValueKind.RANKING),
        _reconciled(shown, metric, view) if row is None and compared is None else None,
        noted,
        _further(shown, metric, opened, view),
        class_="drawer tight" if noted or opened.compared else "drawer",
        aria_label=view.tell(number.title),
    )


def _crumb(metric: str, title: Text, row: Row | None, view: View) -> Element:
    area = subject_of(metric)
    crumb = view.tell(title_of(area)) if is_area(area) else view.say("目标与对账", "Targets and trust")
    path = [crumb, view.tell(title), *([short(row, view.language)] if row else [])]
    close = link("×", here(view, metric=None), class_="button ghost")
    closing = close.having(**{"aria-label": view.say("关闭", "Close"), "id": "close"})
    return el("div", " › ".join(path), closing, class_="crumb")


def _status(shown: Content, metric: str, given: Number, view: View) -> Element:
    source = shown.source_of(measured_number.behind(shown, metric))
    dot = freshness_dot.dot(freshness_dot.of(given, source, shown.stale), view.language)
    origin = ORIGINS.get(given.provenance or "")
    said: Given = badge.demo(view.language, short=True) if given.demo else None
    if origin and not given.demo:
        said = el("span", view.tell(origin), f" {day(given.as_of, short=False)}")
    about = view.say("公布为约数，照录限定词", "published as a rounded figure") if given.published_qualifier else None
    return el("div", dot, said, el("span", about) if about else None, class_="state")


def _day(shown: Content) -> str:
    at = entry(shown, AS_OF)
    return day(at, short=False) if isinstance(at, date) else DASH


def _section(title: str, *content: Given) -> Element:
    return el("section", el("h3", title), content)


def _lineage(shown: Content, metric: str, view: View) -> Element | None:
    """From the source to this number, the indicator last; of an attainment by way of the number that is measured."""
    name = measured_number.behind(shown, metric)
    source = shown.source_of(name)
    if source is None:
        return None
    title = view.tell(Text.from_json(shown.definitions[name]["title"]))
    steps = (
        (view.tell(source.name), moment(source.newest_at)),
        (view.say("交换库", "Exchange database"), moment(source.read_at)),
        *([(title, day(shown[name].as_of, short=False))] if name != metric else []),
        (view.say("本指标", "This number"), _day(shown)),
    )
    lines = [el("li", el("span", name), el("span", when, class_="number")) for name, when in steps]
    return _section(view.say("数据血缘", "Lineage"), el("ol", [*lines], class_="lineage"))


def _care(shown: Content, metric: str, given: Number, view: View) -> Element:
    definition = shown.definitions[measured_number.behind(shown, metric)]
    owner = Text.from_json(definition["owner"])[view.language] if definition.get("owner") else "—"
    hours = definition.get("cadence_hours")
    facts = (
        (view.say("数据截至", "As of"), _day(shown)),
        *([(view.say("未更新", "Not updated"), _since(given, view))] if given.since else []),
        (view.say("约定频率", "Agreed"), cadence(hours, view) if hours else "—"),
        (view.say("责任单位", "Owner"), owner),
    )
    return _section(
        view.say("时效与责任", "Freshness and owner"),
        el("dl", [[el("dt", name), el("dd", said)] for name, said in facts], class_="facts"),
    )


def _since(given: Number, view: View) -> str:
    return view.say(f"自 {day(given.since, short=False)}", f"since {day(given.since, short=False)}")


def _course(shown: Content, metric: str, view: View, *, title: Text) -> Element | None:
    drawn = course(shown, view, metric, title=title)
    return _section(view.say("近12周", "Twelve weeks"), drawn) if drawn else None


def _ranked(value: Value, view: View) -> Element:
    more = el("p", view.tell(value.note), class_="help") if value.note else None
    return _section(view.tell(value.title), _bars(value, view), more)


def _bars(value: Value, view: View) -> Element:
    figures_ = list(value.figures())
    most = max(one.number.value or 0 for one in figures_)
    lines = [
        el(
            "li",
            el("span", short(record.row, view.language, most=16), class_="name"),
            bars.bar((one.number.value or 0) / most if most else 0, "hi" if one is figures_[0] else None),
            el("span", number(one.metric, one.number, view.language, member=one.member), class_="flush-right"),
        )
        for record, one in zip(value.records, figures_, strict=True)
        if record.row is not None
    ]
    return el("ul", [*lines], class_="parts")


def _reconciled(shown: Content, metric: str, view: View) -> Element | None:
    one = reconciliation_line.of_metric(shown, metric)
    if one is None:
        return None
    if shown.scope.filters:
        return _section(
            view.say("对账", "Reconciliation"), el("p", view.tell(reconciliation_line.ALONE), class_="help")
        )
    said = reconciliation_line.line(shown, view, one.name)
    verdict = view.tell(reconciliation_line.verdict(one))
    sign = el("i", class_="signal", data_s="info", aria_hidden="true")
    line = said or [sign, f"{verdict}{view.say('：', ': ')}{view.tell(one.remark)}"]
    return _section(view.say("对账", "Reconciliation"), el("p", el("span", line), class_="agreed-line"))


def _further(shown: Content, metric: str, opened: DrawerState, view: View) -> Element:
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
    behind = link(said, here(view, metric=metric, rows="open", **narrowed), class_="button primary")
    there = link(view.say("所在页面", "Its page"), here(view, address(page)), class_="button")
    return el(
        "div",
        behind,
        there,
        citation.button(words(entry(shown, QUOTE), view.language), metric, view, member=opened.member),
        class_="onward",
    )
