"""The last audit: when every number was worked out again by plain SQL, how many there were, and what differs."""

from __future__ import annotations

from collections import Counter

from cockpit.board.audit.audit_result import AuditCheck, AuditDifference, AuditResult
from cockpit.board.board import Board
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine, scrolled
from cockpit.marks.element import Element, Given, el
from cockpit.metrics.metric import METRICS
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content, entry
from cockpit.panels.tabulation import labelled
from cockpit.panels.trust.audit_words import place
from cockpit.panels.trust.unit_lists import nothing
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text, count, day

TITLE = Text("独立复核", "Independent audit")
NONE = Text("还没有复核过。", "No audit has been made yet.")
NOTE = Text("不经汇总表，由明细逐数重算", "every number again from its rows, without sums tables")
CHECKS = {
    AuditCheck.NUMBERS: Text("各范围的数与明细", "Numbers of every scope, and their rows"),
    AuditCheck.PARTS: Text("分项合计与总数", "Parts added up, and the whole"),
    AuditCheck.ROWS: Text("页面所列明细与数", "Rows shown behind a number, and it"),
    AuditCheck.SUMS: Text("汇总表与明细", "Sums tables, and the facts"),
    AuditCheck.RECORDS: Text("明细、登记与载入记录", "Facts and registers, and what was loaded"),
    AuditCheck.WEEKS: Text("封存周报与校验值", "Sealed weeks, and their hashes"),
}
COLUMNS = (
    ValueColumn(Text("核对", "Held against each other")),
    ValueColumn(Text("已核", "Checked")),
    ValueColumn(Text("不符", "Differing")),
)
FOUND = (
    ValueColumn(Text("核对", "Check")),
    ValueColumn(Text("不符之处", "What differs")),
    ValueColumn(Text("范围", "Where")),
    ValueColumn(Text("驾驶舱", "The cockpit says")),
    ValueColumn(Text("复核", "The audit finds")),
)
DIFFERENCES = Text("不符", "Differences")
VERDICT = Text("结论", "Result")
MOST = 8
"""So many differences are written out."""


def data(board: Board, trusted: Trusted) -> Content:
    """Of the last audit; without one, that there was none."""
    result = trusted.audit
    if result is None:
        return content(board, TITLE, Value(ValueKind.TABLE, TITLE, COLUMNS, (), note=NOTE))
    records = tuple(
        Record((CHECKS[check], result.checked[check], result.differing.get(check, 0)))
        for check in CHECKS
        if check in result.checked
    )
    found = tuple(Record(_cells(one)) for one in _first(result.differences))
    return content(
        board,
        TITLE,
        Value(ValueKind.TABLE, TITLE, COLUMNS, records, note=NOTE),
        Value(ValueKind.TABLE, DIFFERENCES, FOUND, found),
        labelled([(VERDICT, _verdict(result, board))]),
    )


def _first(differences: tuple[AuditDifference, ...]) -> list[AuditDifference]:
    """The first of each check, then the second of each, so that one that finds many hides no other."""
    of_check: Counter[AuditCheck] = Counter()
    places = []
    for one in differences:
        of_check[one.check] += 1
        places.append(of_check[one.check])
    ordered = sorted(range(len(differences)), key=lambda at: (places[at], at))
    return [differences[at] for at in ordered[:MOST]]


def _verdict(result: AuditResult, board: Board) -> Text:
    """What came of it and when, and whether the data is the same since."""
    at, of = f"{result.at:%Y-%m-%d %H:%M}", day(result.day, short=False)
    many = result.count
    zh = f"{at} 复核 {of} 的数，" + (f"{many:,}处不符" if many else "全部一致")
    en = f"{at}: the numbers of {of}, " + (
        f"{many:,} of them differ" if many > 1 else "one differs" if many else "all agree"
    )
    if result.unaudited:
        zh += f"；{len(result.unaudited)}个指标无从独立复核"
        en += f"; {len(result.unaudited)} metrics cannot be worked out independently"
    if result.data_version != board.data_version:
        zh, en = f"{zh}；此后数据已更新", f"{en}; the data has changed since"
    return Text(f"{zh}。", f"{en}.")


def _cells(one: AuditDifference) -> tuple[Cell, ...]:
    name = METRICS[one.name].title if one.name in METRICS else Text(one.name, one.name)
    return CHECKS[one.check], name, place(one.place), one.said, one.found


def draw(shown: Content, view: View) -> Element:
    checked, *more = shown.values
    if not checked.records:
        return card(view, TITLE, nothing(NONE, view))
    lines = [_line(record.cells, view) for record in checked.records]
    parts: list[Given] = [
        el("p", words(entry(shown, VERDICT), view.language), class_="figure-note"),
        datatable.table(view.tell(TITLE), _columns(COLUMNS, ("text", "number", "number"), view), lines),
    ]
    if more and more[0].records:
        told = [TableLine(tuple(words(cell, view.language) for cell in record.cells)) for record in more[0].records]
        kinds = ("text", "text", "words", "number", "number")
        table = datatable.table(view.tell(DIFFERENCES), _columns(FOUND, kinds, view), told)
        parts.append(scrolled(table, view.tell(DIFFERENCES)))
    return card(view, TITLE, *parts, meta=view.tell(NOTE))


def _columns(columns: tuple[ValueColumn, ...], kinds: tuple[str, ...], view: View) -> list[datatable.TableColumn]:
    return [datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(columns, kinds, strict=True)]


def _line(cells: tuple[Cell, ...], view: View) -> TableLine:
    name, *counted = cells
    said = [el("span", count(cell) if isinstance(cell, int) else DASH, class_="number") for cell in counted]
    return TableLine((words(name, view.language), *said))
