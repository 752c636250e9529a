"""The numbers of a page beside those that it is compared with: one line each, a door to who explains the change."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Board
from cockpit.board.comparison.baseline import NAMES, Baseline
from cockpit.board.comparison.number_comparison import change_of
from cockpit.board.keys import PartKey, RowKey
from cockpit.calendar import Period
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.metrics.metric import OVERVIEW, listed
from cockpit.metrics.number import Note
from cockpit.metrics.subject import is_area
from cockpit.panels.card import card, title_of
from cockpit.panels.cell import counted
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import empty
from cockpit.panels.link import here, link
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import Text

NONE = Text(
    "没有可比的数据：早于最早一天，或需先选定单位。",
    "Nothing to compare with: before the first day, or no unit is chosen.",
)
METRIC, APART = ValueColumn(Text("指标", "Metric")), ValueColumn(Text("差", "Apart"))


def data(board: Board, other: Board | None, against: Baseline, page: str) -> Content:
    """`other` is None where there is nothing to compare with, as before the first day; then no value stands here."""
    code = against.unit or ""
    name = NAMES.get(against.asked) or Text(code, code)
    title = Text(f"对比{name.zh}", f"Against {name.en}")
    if other is None:
        return content(board, title)
    title = _with_holidays(title, board, other) if against.days else title
    day = str(board.as_of)
    columns = (METRIC, ValueColumn(Text(day, day)), ValueColumn(name), APART)
    records = tuple(_record(board, other, metric, against) for metric in metrics(board, other, page))
    return content(board, title, Value(ValueKind.LEDGER, title, columns, records))


def _with_holidays(title: Text, board: Board, other: Board) -> Text:
    """That of two weeks one holds a holiday that the other does not."""
    now, then = board.holiday, other.holiday
    if board.scope.period is not Period.WEEK or now == then:
        return title
    said = [
        Text(f"{which.zh}含{name.zh}", f"{which.en} holds {name.en}")
        for which, name in ((Text("本周", "this week"), now), (Text("对照周", "the other week"), then))
        if name is not None
    ]
    if len(said) == 1:
        other_one = Text("对照周不含", "the other does not") if now else Text("本周不含", "this one does not")
        said.append(other_one)
    zh, en = "，".join(one.zh for one in said), ", ".join(one.en for one in said)
    return Text(f"{title.zh}（{zh}）", f"{title.en} ({en})")


def metrics(board: Board, other: Board, page: str) -> list[str]:
    """Those of the page that both sides know and that have an earlier self."""
    if is_area(page):
        names = [one for one in board.metrics if one.startswith(f"{page}.") and board.definitions[one].get("facts")]
    else:
        names = [one.name for one in listed(OVERVIEW)]
    return [name for name in names if board[name].value is not None and other[name].value is not None]


def _record(board: Board, other: Board, metric: str, against: Baseline) -> Record:
    now, then = board[metric], other[metric]
    apart = change_of(now, then, against)
    withheld = apart.note if apart.note is Note.INCOMPLETE else None
    changed = replace(apart, change=apart.value, change_provenance=apart.provenance, withheld=withheld)
    return Record(
        (
            title_of(board, metric),
            Figure(metric, now),
            Figure(metric, then, part=PartKey("compared")),
            Figure(metric, changed, RowKey("compared"), PartKey("change")),
        )
    )


def draw(shown: Content, view: View) -> Element:
    if not shown.values:
        return card(view, shown.title, empty(shown, view, NONE), class_="beside")
    value = shown.values[0]
    if not value.records:
        return card(view, shown.title, empty(shown, view), class_="beside")
    first, *others = value.columns
    columns = [
        datatable.TableColumn(view.tell(first.title)),
        *(datatable.TableColumn(view.tell(one.title), "number") for one in others),
    ]
    meta = view.say("点开任一数看谁贡献了多少", "open a number to see who explains how much")
    told = datatable.table(view.tell(shown.title), columns, [_line(one, view) for one in value.records])
    return card(view, shown.title, told, meta=meta, class_="beside")


def _line(record: Record, view: View) -> TableLine:
    title, *figures = record.cells
    now, then, apart = (one for one in figures if isinstance(one, Figure))
    name = link(words(title, view.language), here(view, metric=now.metric))
    return TableLine(
        ([name, counted(now.number.unit, view)], _number(now, view), _number(then, view), el("b", _number(apart, view)))
    )


def _number(one: Figure, view: View) -> Element:
    class_ = "dashed" if one.number.demo else None
    return number(one.metric, one.number, view.language, member=one.member, part=one.part, class_=class_)
