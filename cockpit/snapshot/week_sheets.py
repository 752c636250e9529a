"""A week as sheets: one for each panel with all its numbers, then what was said, reconciled and defined."""

from __future__ import annotations

from collections.abc import Iterator

from cockpit.board.board import Board
from cockpit.marks.chart import ChartKind
from cockpit.marks.expected_mark import EDGES
from cockpit.marks.spreadsheet import Cell, Sheet, SheetChart
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS, Panel
from cockpit.panels.view import Surface, View
from cockpit.screens import fault_text, report_pages
from cockpit.snapshot import annex_sheets, report
from cockpit.snapshot.edition import Edition
from cockpit.units import Text

NUMBERS = {
    "zh": (
        *("表", "代码", "名称", "指标", "指标名", "数值", "写法", "单位", "截至", "性质"),
        *("限定词", "公布数", "上期", "变化", "未更新自", "完整天数", *(said.zh for said in EDGES)),
    ),
    "en": (
        *("table", "code", "name", "metric", "title", "value", "written", "unit", "as of", "origin"),
        *(
            "qualifier",
            "published",
            "before",
            "change",
            "not updated since",
            "whole days",
            *(said.en for said in EDGES),
        ),
    ),
}
WEEKS = Text("近12周", "12 weeks")
CITY = Text("全市", "whole city")
TOLD = {"zh": ("序", "变化"), "en": ("no.", "change")}
ABOUT = {"zh": ("项", "内容"), "en": ("item", "content")}
ENOUGH = 4
"""So many bars make a chart worth looking at."""


def sheets(edition: Edition, language: str) -> Iterator[Sheet]:
    """About the week first, then in the order of the report; a panel that shows nothing but words has no sheet."""
    board, view = report_pages.compared(edition.board, edition.before), View(Surface.REPORT, language=language)
    yield _about(edition, view)
    for name in report_pages.panels():
        if rows := tuple(_numbers(PANELS[name], board, view)):
            yield Sheet(name, NUMBERS[language], rows, tuple(_charts(rows, view)))
    if board.changes:
        told = tuple((at, one.plain(language)) for at, one in enumerate(board.changes, start=1))
        yield Sheet("week_changes", TOLD[language], told)
    if edition.restatements:
        yield annex_sheets.restatements(edition, view)
    yield annex_sheets.reconciliations(board, view)
    yield annex_sheets.parts(board, view)
    yield annex_sheets.sources(board, view)
    yield annex_sheets.definitions(board, view)


def _about(edition: Edition, view: View) -> Sheet:
    first, last = report_pages.days(edition.board)
    exact = view.say(
        "为准确值，不是显示值；“写法”列是报告中的写法。率为 0 至 1，按百分比显示，其变化为百分点。",
        "Exact, not as shown; the column “written” says how the report writes them. A share runs from 0 to 1.",
    )
    empty = view.say("未知，不是 0；原因见“写法”列。", "Not known, which is not 0; the column “written” says why.")
    origins = view.say(
        "公布、实测或演示；演示数据为灰色，不作决策依据。",
        "Published, measured or demo; what is demo is grey and no basis for a decision.",
    )
    rows: list[tuple[Cell, ...]] = [
        (view.say("周", "week"), str(edition.week)),
        (view.say("起", "first day"), first),
        (view.say("止", "last day"), last),
        (view.say("编制", "by"), edition.board.city["bureau"][view.language]),
        (view.say("看板", "board"), edition.board.id),
        (view.say("上周看板", "board of the week before"), edition.before.id),
        (view.say("数据版本", "data version"), edition.board.data_version),
        (view.say("口径版本", "definition version"), edition.board.definition_version),
        (view.say("程序版本", "code"), edition.code),
        (view.say("数值", "value"), exact),
        (view.say("空格", "empty cell"), empty),
        (view.say("性质", "origin"), origins),
    ]
    if edition.remark:
        by = f"{edition.remark.author}{view.say('，', ', ')}{edition.remark.day}"
        rows.append((view.say(f"附言（{by}）", f"remark ({by})"), view.tell(edition.remark.text)))
    if edition.allowance:
        title = view.say("带问题封存", "sealed in spite of")
        rows += [(title, fault_text.said(fault, view)) for fault in edition.allowance.faults]
        rows.append((view.say("理由", "reason"), edition.allowance.reason))
    if said := report.basis(edition):
        rows.append((view.say("对照", "held against"), view.tell(said)))
    return Sheet("about", ABOUT[view.language], tuple(rows))


def _charts(rows: tuple[tuple[Cell, ...], ...], view: View) -> Iterator[SheetChart]:
    """The twelve weeks of each number, and the first number of each table, where enough of it is known."""
    groups: dict[tuple[Cell, Cell], list[int]] = {}
    for at, row in enumerate(rows):
        groups.setdefault((row[0], row[3]), []).append(at)
    charted = set()
    for (table, _metric), places in groups.items():
        known = sum(rows[at][5] is not None for at in places)
        together = places[-1] - places[0] == len(places) - 1
        alike = len({rows[at][7] for at in places}) == 1
        again = table in charted and table != view.tell(WEEKS)
        if table == view.tell(CITY) or known < ENOUGH or not together or not alike or again:
            continue
        charted.add(table)
        title = view.say("{}（{}）", "{} ({})").format(rows[places[0]][4], rows[places[0]][7])
        yield SheetChart(ChartKind.COLUMN if table == view.tell(WEEKS) else ChartKind.BAR, title, places[0], places[-1])


def _numbers(panel: Panel, board: Board, view: View) -> Iterator[tuple[Cell, ...]]:
    for metric in panel.metrics:
        if metric in board.metrics:
            said = annex_sheets.row(metric, board.metrics[metric], board, view)
            yield view.tell(CITY), "", view.tell(CITY), *said, None, None
    for table in panel.tables:
        rows = board.tables.get(table, ())
        for metric in dict.fromkeys(metric for row in rows for metric in row.numbers):
            for row in rows:
                if metric in row.numbers:
                    yield (
                        table,
                        row.code,
                        view.tell(row.name),
                        *annex_sheets.row(metric, row.numbers[metric], board, view),
                        None,
                        None,
                    )
    for metric in panel.metrics:
        unit = board.metrics[metric].unit if metric in board.metrics else "item"
        for point in board.courses.get(metric, ()):
            number = Number(point.value, unit, as_of=point.day, provenance=point.provenance, coverage=point.coverage)
            day = point.day.isoformat()
            band = (point.expected.low, point.expected.high) if point.expected else (None, None)
            yield view.tell(WEEKS), day, day, *annex_sheets.row(metric, number, board, view), *band
