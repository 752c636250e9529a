"""A week as sheets: one for each panel with all its numbers, then what was reconciled, the sources, the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from cockpit.board.board import Board
from cockpit.marks.figure import written
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS, Panel
from cockpit.panels.view import View
from cockpit.screens import week
from cockpit.snapshot.edition import Edition
from cockpit.units import UNITS

PANEL = "panel-"
Cell = str | int | float | date | datetime | None

PROVENANCES = {"published": "公布", "measured": "实测", "demo": "演示"}
VERDICTS = {"agreed": "一致", "differs": "待核对", "overlaps": "口径不同", "unknown": "无法核对"}
STATES = {"current": "正常", "late": "延迟", "broken": "中断", "none": "待接入"}
GOOD = {"up": "升", "down": "降", None: ""}
NUMBERS = (
    "表",
    "代码",
    "名称",
    "指标",
    "指标名",
    "数值",
    "写法",
    "单位",
    "截至",
    "性质",
    "限定词",
    "公布数",
    "上期",
    "变化",
)


@dataclass(frozen=True)
class Sheet:
    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def sheets(edition: Edition) -> Iterator[Sheet]:
    """In the order of the report; a panel that shows nothing but words has no sheet."""
    board = week.compared(edition.board, edition.before)
    for name in shown(edition):
        if rows := tuple(_numbers(PANELS[name], board)):
            yield Sheet(name, NUMBERS, rows)
    yield _reconciliations(board)
    yield _sources(board)
    yield _definitions(board)


def shown(edition: Edition) -> list[str]:
    """The panels that stand in the report of the week."""
    report = week.draw(edition.board, edition.before, View("report"))
    ids = [part.attributes.get("id", "") for part in report]
    return [name.removeprefix(PANEL) for name in ids if name.startswith(PANEL)]


def _numbers(panel: Panel, board: Board) -> Iterator[tuple[Cell, ...]]:
    for metric in panel.metrics:
        if metric in board.metrics:
            yield "全市", "", "全市", *_number(metric, board.metrics[metric], board)
    for table in panel.tables:
        for row in board.tables.get(table, ()):
            for metric, number in row.numbers.items():
                yield table, row.code, row.name.zh, *_number(metric, number, board)


def _number(metric: str, number: Number, board: Board) -> tuple[Cell, ...]:
    definition = board.definitions.get(metric)
    return (
        metric,
        definition["title"]["zh"] if definition else metric,
        number.value,
        written(number, "zh"),
        UNITS[number.unit].text.zh,
        number.as_of,
        PROVENANCES.get(number.provenance or "", ""),
        number.qualifier,
        number.published,
        number.previous,
        number.change,
    )


def _reconciliations(board: Board) -> Sheet:
    columns = ("项目", "公布数", "公布单位", "分项合计", "分项", "差额", "占比", "结论", "说明")
    rows = tuple(
        (
            one.title.zh,
            one.whole.value,
            one.publisher.zh,
            one.total.value,
            "＋".join(f"{part.name.zh} {written(part.number, 'zh')}" for part in one.parts),
            one.difference,
            one.share,
            VERDICTS[one.verdict],
            one.remark.zh,
        )
        for one in board.reconciliations
    )
    return Sheet("reconciliations", columns, rows)


def _sources(board: Board) -> Sheet:
    columns = ("来源", "名称", "责任单位", "约定时限（小时）", "最新数据", "最近读取", "状态", "超时（小时）", "性质")
    rows = tuple(
        (
            one.code,
            one.name.zh,
            one.owner.zh,
            one.cadence_hours,
            one.newest_at,
            one.read_at,
            STATES[one.state],
            one.overdue_hours,
            PROVENANCES.get(one.provenance, ""),
        )
        for one in board.sources
    )
    return Sheet("sources", columns, rows)


def _definitions(board: Board) -> Sheet:
    columns = ("指标", "指标名", "口径", "算法", "单位", "向好方向", "来源", "责任单位", "约定时限（小时）")
    rows = tuple(
        (
            name,
            definition["title"]["zh"],
            definition["definition"]["zh"],
            definition["formula"]["zh"],
            UNITS[definition["unit"]].text.zh,
            GOOD[definition["good"]],
            definition["source"],
            definition["owner"]["zh"] if definition.get("owner") else "",
            definition.get("cadence_hours"),
        )
        for name, definition in board.definitions.items()
    )
    return Sheet("definitions", columns, rows)
