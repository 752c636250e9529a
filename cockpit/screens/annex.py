"""The annex of the week's report: what was remarked and restated, every reconciliation, source and definition."""

from __future__ import annotations

from datetime import timedelta

from cockpit.board.board import Board, BoardReconciliation, Source
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.week_notes import Allowance, Restatement, WeekRemark
from cockpit.marks import freshness_dot
from cockpit.marks.datatable import TableColumn, TableLine, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.marks.ledger import side
from cockpit.metrics.freshness import STATE_NAMES, SourceState
from cockpit.metrics.metric import Direction
from cockpit.metrics.number import Number
from cockpit.metrics.subject import place_of, title_of
from cockpit.panels import panel, reconciliation_line
from cockpit.panels.cadence import cadence, moment
from cockpit.panels.cell import DASH
from cockpit.panels.view import View
from cockpit.screens import fault_text
from cockpit.screens.report_pages import Beside
from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS, Text
from cockpit.units.unit import UnitStyle

WEEK = timedelta(days=7)
ORIGINS: dict[str, Text] = {
    Provenance.PUBLISHED: Text("公布", "published"),
    Provenance.MEASURED: Text("实测", "measured"),
    Provenance.DEMO: Text("演示", "demo"),
}
GOOD = {Direction.UP: Text("升", "up"), Direction.DOWN: Text("降", "down"), None: Text("—", "—")}


def draw(
    board: Board,
    view: View,
    *,
    beside: Beside | None = None,
) -> Element:
    """It flows over as many pages as it needs."""
    beside = beside or Beside()
    return el(
        "section",
        el("h1", view.say("附录：说明、对账、来源与口径", "Annex: remarks, reconciliation, sources, definitions")),
        _allowed(beside.allowance, view),
        _remarked(beside.remark, view),
        _noted(board, view),
        panel.draw("week_changes", board, view),
        _restated(beside.restatements, view),
        _reconciled(board, view),
        _sources(board, view),
        _definitions(board, view),
        class_="annex",
    )


def _part(title: str, *content: Given, class_: str = "") -> Element:
    return el("section", el("h2", title), content, class_=f"part {class_}".strip())


def _allowed(allowance: Allowance | None, view: View) -> Element | None:
    """A week that was sealed in spite of a fault says so before anything else."""
    if allowance is None:
        return None
    faults = [el("li", fault_text.said(fault, view)) for fault in allowance.faults]
    return _part(
        view.say("带问题封存", "Sealed in spite of faults"),
        el("ul", [*faults], class_="faults"),
        el("p", view.say("理由：", "Reason: "), allowance.reason),
        class_="allowed",
    )


def _remarked(remark: WeekRemark | None, view: View) -> Element | None:
    if remark is None:
        return None
    signed = view.say(f"，签名密钥 {remark.key}", f", signed with the key {remark.key}") if remark.key else ""
    return _part(
        view.say("附言", "Remark"),
        el("p", view.tell(remark.text), class_="remark"),
        el("p", f"{remark.author}{view.say('，', ', ')}{remark.day}{signed}", class_="figure-note"),
    )


def _noted(board: Board, view: View) -> Element | None:
    """What was said of single metrics at the desk in these seven days."""
    said = [
        one
        for one in board.remarks
        if board.as_of - WEEK < one.day <= board.as_of and one.metric in board.definitions and not one.withdrawn
    ]
    lines: list[Given] = []
    for one in said:
        title = Text.from_json(board.definitions[one.metric]["title"])[view.language]
        by = f"{one.author}{view.say('，', ', ')}{one.day}"
        lines.append(el("li", el("b", title), view.say("：", ": "), one.text, " ", el("small", by)))
    return _part(view.say("指标备注", "Remarks on metrics"), el("ul", lines)) if lines else None


def _restated(restatements: tuple[Restatement, ...], view: View) -> Element | None:
    if not restatements:
        return None
    columns = (
        TableColumn(view.say("周", "Week")),
        TableColumn(view.say("指标", "Number")),
        TableColumn(view.say("当时公布", "As sealed"), "number"),
        TableColumn(view.say("现为", "Restated"), "number"),
    )
    lines = [
        TableLine(
            (
                one.week,
                [view.tell(one.title), f"{view.say('，', ', ')}{view.tell(one.name)}" if one.name else None],
                number(one.metric, one.published, view.language, member=one.member, part=PartKey("sealed"), unit=True),
                number(one.metric, one.restated, view.language, member=one.member, part=PartKey("restated"), unit=True),
            )
        )
        for one in restatements
    ]
    said = view.say("后到的数据不改动已封存的周报。", "Data that came later does not alter a sealed week.")
    title = view.say("更正", "Restatements")
    return _part(title, table(title, columns, lines), el("p", said, class_="figure-note"))


def _reconciled(board: Board, view: View) -> Element:
    columns = (
        TableColumn(view.say("项目", "Subject")),
        TableColumn(view.tell(reconciliation_line.heading(board)), "number"),
        TableColumn(view.say("性质", "Origin")),
        TableColumn(view.say("公布单位", "Publisher")),
        TableColumn(view.say("分项合计", "Parts added"), "number"),
        TableColumn(view.say("性质", "Origin")),
        TableColumn(view.say("差额", "Apart"), "number"),
        TableColumn(view.say("结论", "Verdict"), "state"),
        TableColumn(view.say("分项", "Parts"), "words"),
        TableColumn(view.say("说明", "Remark"), "words"),
    )
    title = view.say("对账", "Reconciliation")
    lines = [_reconciliation(one, view) for one in board.reconciliations]
    nothing = el("p", view.say("没有可以对账的公布数。", "No published total to check against."), class_="why")
    return _part(title, table(title, columns, lines, class_="all-reconciliations") if lines else nothing)


def _reconciliation(one: BoardReconciliation, view: View) -> TableLine:
    metric, member = reconciliation_line.metric_of(one), RowKey("reconciliations", one.name)
    said = view.tell(reconciliation_line.verdict(one))
    parts: list[Given] = []
    for at, part in enumerate(one.parts):
        shown = number(metric, part.number, view.language, member=member, part=PartKey("part", at))
        parts += [
            view.say("＋", " + ") if at else None,
            el("span", view.tell(part.name), " ", shown, class_="unbroken"),
        ]
    return TableLine(
        (
            [view.tell(title_of(one.subject)), " ", view.tell(one.title)],
            number(metric, one.whole, view.language, member=member, part=PartKey("whole"), sentence=True),
            _origin(one.whole.provenance, view),
            view.tell(one.publisher) if one.publisher else DASH,
            side(one, "total", view.language, metric=metric),
            _origin(one.total.provenance, view),
            side(one, "difference", view.language, metric=metric) if one.difference is not None else DASH,
            el("span", said, class_="warned"),
            parts,
            view.tell(one.remark),
        ),
        state="highlighted" if reconciliation_line.differs(one) else None,
    )


def _sources(board: Board, view: View) -> Element:
    columns = (
        TableColumn(view.say("来源", "Source")),
        TableColumn(view.say("责任单位", "Owner")),
        TableColumn(view.say("约定频率", "Agreed")),
        TableColumn(view.say("最新数据", "Newest data")),
        TableColumn(view.say("最近读取", "Last read")),
        TableColumn(view.say("时效", "State"), "state"),
        TableColumn(view.say("性质", "Origin")),
    )
    title = view.say("数据来源", "Sources")
    return _part(title, table(title, columns, [_source(one, view) for one in board.sources], class_="sources"))


def _source(one: Source, view: View) -> TableLine:
    late = one.state == SourceState.LATE
    said = view.tell(
        freshness_dot.overdue(one.overdue_hours, working=one.on_working_days) if late else STATE_NAMES[one.state]
    )
    state = el("span", said, class_="fresh", data_f=None if one.state == SourceState.CURRENT else one.state)
    return TableLine(
        (
            view.tell(one.name),
            view.tell(one.owner),
            cadence(one.cadence_hours, view, working=one.on_working_days),
            el("span", moment(one.newest_at), class_="number"),
            el("span", moment(one.read_at), class_="number"),
            [state, f"{view.say('：', ': ')}{view.tell(one.failure)}" if one.failure else None],
            view.tell(STATE_NAMES[one.state])
            if one.state == SourceState.NOT_CONNECTED
            else _origin(one.provenance, view),
        )
    )


def _definitions(board: Board, view: View) -> Element:
    """Every metric of the board, in the order of the areas."""
    columns = (
        TableColumn(view.say("指标", "Metric")),
        TableColumn(view.say("数", "Number"), "number"),
        TableColumn(view.say("性质", "Origin")),
        TableColumn(view.say("口径", "Definition"), "words"),
        TableColumn(view.say("算法", "Formula"), "words"),
        TableColumn(view.say("来源", "Source")),
        TableColumn(view.say("责任单位", "Owner")),
    )
    names = sorted(board.definitions, key=lambda name: (place_of(name), name))
    title = view.say("指标口径", "Definitions")
    return _part(
        title, table(title, columns, [_definition(board, name, view) for name in names], class_="all-definitions")
    )


def _definition(board: Board, metric: str, view: View) -> TableLine:
    said = board.definitions[metric]
    given = board.metrics.get(metric) or Number(None, said["unit"])
    owner = Text.from_json(said["owner"])[view.language] if said.get("owner") else DASH
    source = board.source_of(metric)
    title = Text.from_json(said["title"])[view.language]
    return TableLine(
        (
            el("span", title, data_defines=metric),
            number(metric, given, view.language, unit=UNITS[given.unit].style != UnitStyle.SHARE),
            _origin(given.provenance, view),
            Text.from_json(said["definition"])[view.language],
            Text.from_json(said["formula"])[view.language],
            view.tell(source.name) if source else DASH,
            owner,
        )
    )


def _origin(provenance: Provenance | None, view: View) -> Element:
    said = view.tell(ORIGINS.get(provenance or "", Text(DASH, DASH)))
    return el("span", said, class_="origin demo" if provenance == Provenance.DEMO else "origin")
