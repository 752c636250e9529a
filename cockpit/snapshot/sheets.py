"""A week as sheets: one for each panel with all its numbers, then what was said, reconciled and defined."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.board.board import Board
from cockpit.marks.figure import written
from cockpit.marks.sheet import Cell, Chart, Sheet
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS, Panel
from cockpit.panels.view import View
from cockpit.screens import week
from cockpit.snapshot.edition import Edition
from cockpit.units import UNITS

PANEL = "panel-"

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


WEEKS = "近12周"
ENOUGH = 4
"""So many bars make a chart worth looking at."""


def sheets(edition: Edition) -> Iterator[Sheet]:
    """About the week first, then in the order of the report; a panel that shows nothing but words has no sheet."""
    board = week.compared(edition.board, edition.before)
    yield _about(edition)
    for name in shown(edition):
        if rows := tuple(_numbers(PANELS[name], board)):
            yield Sheet(name, NUMBERS, rows, tuple(_charts(rows)))
    if board.changes:
        told = tuple((at, one.plain("zh")) for at, one in enumerate(board.changes, start=1))
        yield Sheet("week_changes", ("序", "变化"), told)
    if edition.restatements:
        yield _restatements(edition)
    yield _reconciliations(board)
    yield _parts(board)
    yield _sources(board)
    yield _definitions(board)


def _about(edition: Edition) -> Sheet:
    first, last = week.days(edition.board)
    rows: list[tuple[Cell, ...]] = [
        ("周", str(edition.week)),
        ("起", first),
        ("止", last),
        ("编制", edition.board.city["bureau"]["zh"]),
        ("看板", edition.board.id),
        ("上周看板", edition.before.id),
        ("数据版本", edition.board.data_version),
        ("口径版本", edition.board.definition_version),
        ("程序版本", edition.code),
        ("数值", "为准确值，不是显示值；“写法”列是报告中的写法。率为 0 至 1，按百分比显示，其变化为百分点。"),
        ("空格", "未知，不是 0；原因见“写法”列。"),
        ("性质", "公布、实测或演示；演示数据为灰色，不作决策依据。"),
    ]
    if edition.remark:
        rows.append((f"附言（{edition.remark.author}，{edition.remark.day}）", edition.remark.text.zh))
    if edition.allowance:
        rows += [("带问题封存", fault) for fault in edition.allowance.faults]
        rows.append(("理由", edition.allowance.reason))
    return Sheet("about", ("项", "内容"), tuple(rows))


def _charts(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Chart]:
    """The twelve weeks of each number, and the first number of each table, where enough of it is known."""
    groups: dict[tuple[Cell, Cell], list[int]] = {}
    for at, row in enumerate(rows):
        groups.setdefault((row[0], row[3]), []).append(at)
    charted = set()
    for (table, _metric), places in groups.items():
        known = sum(rows[at][5] is not None for at in places)
        together = places[-1] - places[0] == len(places) - 1
        alike = len({rows[at][7] for at in places}) == 1
        again = table in charted and table != WEEKS
        if table == "全市" or known < ENOUGH or not together or not alike or again:
            continue
        charted.add(table)
        title = f"{rows[places[0]][4]}（{rows[places[0]][7]}）"
        yield Chart("column" if table == WEEKS else "bar", title, places[0], places[-1])


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
        rows = board.tables.get(table, ())
        for metric in dict.fromkeys(metric for row in rows for metric in row.numbers):
            for row in rows:
                if metric in row.numbers:
                    yield table, row.code, row.name.zh, *_number(metric, row.numbers[metric], board)
    for metric in panel.metrics:
        unit = board.metrics[metric].unit if metric in board.metrics else "item"
        for point in board.courses.get(metric, ()):
            number = Number(point.value, unit, as_of=point.day, provenance=point.provenance)
            day = point.day.isoformat()
            yield WEEKS, day, day, *_number(metric, number, board)


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


def _parts(board: Board) -> Sheet:
    """What each reconciliation adds up, one row a part."""
    rows = tuple(
        (one.title.zh, part.code, part.name.zh, part.number.value, written(part.number, "zh"), part.number.as_of)
        for one in board.reconciliations
        for part in one.parts
    )
    return Sheet("parts", ("项目", "代码", "分项", "数值", "写法", "截至"), rows)


def _restatements(edition: Edition) -> Sheet:
    columns = ("周", "指标", "指标名", "分项", "当时公布", "现为", "单位", "截至")
    rows = tuple(
        (
            one.week,
            one.metric,
            one.title.zh,
            one.name.zh if one.name else "",
            one.published.value,
            one.restated.value,
            UNITS[one.restated.unit].text.zh,
            one.published.as_of,
        )
        for one in edition.restatements
    )
    return Sheet("restatements", columns, rows)


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
    """Every metric of the board with its number, whether or not a panel shows it."""
    columns = (
        "指标",
        "指标名",
        "数值",
        "写法",
        "单位",
        "截至",
        "性质",
        "口径",
        "算法",
        "向好方向",
        "来源",
        "责任单位",
        "约定时限（小时）",
    )
    rows = []
    for name, definition in board.definitions.items():
        number = board.metrics.get(name) or Number(None, definition["unit"])
        _, title, value, said, unit, as_of, provenance, *_ = _number(name, number, board)
        rows.append(
            (
                name,
                title,
                value,
                said,
                unit,
                as_of,
                provenance,
                definition["definition"]["zh"],
                definition["formula"]["zh"],
                GOOD[definition["good"]],
                definition["source"],
                definition["owner"]["zh"] if definition.get("owner") else "",
                definition.get("cadence_hours"),
            )
        )
    return Sheet("definitions", columns, tuple(rows))
