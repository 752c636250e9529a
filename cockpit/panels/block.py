"""A panel's block: its header says where its number comes from, and a number that did not arrive says so in red."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.calendar import Period
from cockpit.marks import badge, freshness_dot, zone
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, quoted, told
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Number
from cockpit.panels.content import Content, Known
from cockpit.panels.tabulation import labelled
from cockpit.panels.value import Figure, Pieces, Pointer, Summary, Value, part_of
from cockpit.panels.view import Evident, View
from cockpit.units import Text
from cockpit.units.messages import Counted

PERIODS = {
    Period.WEEK: (Text("近7天", "last 7 days"), Text("前7天", "7 days before")),
    Period.MONTH: (Text("近30天", "last 30 days"), Text("前30天", "30 days before")),
    Period.QUARTER: (Text("近91天", "last 91 days"), Text("前91天", "91 days before")),
    Period.YEAR: (Text("近365天", "last 365 days"), Text("前365天", "365 days before")),
}
TWELVE_WEEKS = Text("近12周", "last 12 weeks")
NUMERALS = "零一两三四五六七八九十"
"""As they count things: 两项, not 二项."""
LOST = Text("源库连接中断，为最近一次数据", "source lost, last data shown")
AGED = Text("没有新数据，为最近一次数据", "no new data, last data shown")
"""Where the last reading of the source did not fail, and only its data is old."""


def heading(
    board: Known, view: View, title: str, *, metric: str, number: Number | None = None, note: Given = None
) -> Element:
    """Title, what qualifies it, and at the right freshness or badge; a demo whose source is late or lost shows both."""
    given = board[metric] if number is None else number
    known = trust(board, metric, given)
    dot = freshness_dot.dot(known, view.language)
    if not given.demo:
        return zone.header(title, note=note, aside=dot)
    if known.state == SourceState.CURRENT:
        return zone.header(title, note=note, aside=badge.demo(view.language))
    return zone.header(title, beside=badge.demo(view.language), aside=dot)


def trust(board: Known, metric: str, number: Number) -> freshness_dot.FreshnessMark:
    return freshness_dot.of(number, board.source_of(metric), board.stale)


def stopped(board: Known, metric: str) -> Callable[[Row], bool]:
    """Whether a row of a member was due and did not come, though its source is in time."""
    return lambda row: trust(board, metric, cell(row, metric)).state == SourceState.STOPPED


def lead(board: Known, view: View, metric: str, *, unit: str | None = None, class_: str = "kpi") -> Element:
    """The number of the block; the last one that came stays, in grey."""
    given = board[metric]
    lost = " was" if trust(board, metric, given).lost else ""
    return kpi(metric, given, view.language, unit=unit, class_=f"{class_}{lost}")


def changed(board: Board, metric: str, title: Text) -> Value:
    """The number of a block and how it has changed, as values."""
    given, before = board[metric], PERIODS[board.scope.period][1]
    change = Figure(metric, part_of(given, PartKey("change")), part=PartKey("change"))
    return labelled([(title, Figure(metric, given)), (Text(f"较{before.zh}", f"on the {before.en}"), change)])


def under(board: Known, view: View, metric: str, *said: Given, class_: str = "subtitle") -> Element:
    """The line under the number, or in its place that the number did not arrive."""
    if trust(board, metric, board[metric]).lost:
        return el("p", view.tell(_lost(board, metric)), class_=f"{class_} is-critical")
    return el("p", *said, class_=class_)


def _lost(board: Known, metric: str) -> Text:
    source = board.source_of(metric)
    return LOST if board.stale or (source and source.failure) else AGED


def summary(
    board: Board, metric: str, *values: Value, note: Text, under: Mapping[str, Sequence[str | Figure]]
) -> Summary:
    """What the area of this metric says first; `values` are all that it shows."""
    given = board[metric]
    known = trust(board, metric, given)
    said = {language: (_lost(board, metric)[language],) if known.lost else tuple(under[language]) for language in under}
    numbers = [one.number for value in values for one in value.figures() if one.number.value is not None]
    demo = given.demo or (bool(numbers) and all(one.demo for one in numbers))
    late = given.demo and known.state != SourceState.CURRENT
    return Summary(Figure(metric, given), Text("", "") if late else note, known.words, said, demo)


def spoken(
    metric: str, given: Number, *, member: RowKey | None = None, part: PartKey | None = None, sentence: bool = False
) -> Figure:
    """A number in a line; `sentence` writes it in Chinese as it was published."""
    zh, en = (told(given, one, part=part, sentence=sentence and one == "zh")[1] for one in ("zh", "en"))
    return Figure(metric, part_of(given, part), member, part, Text(zh, en))


def line(said: Content, view: View) -> list[Given]:
    """The line under the number of an area, drawn."""
    return sentence(said.summary.under[view.language], view) if said.summary else []


def sentence(pieces: Pieces, view: View) -> list[Given]:
    """Words and numbers in their order, drawn."""
    return [_drawn(one, view) if isinstance(one, Figure) else _words(one, view) for one in pieces]


def _words(said: str, view: View) -> Given:
    if not isinstance(said, Pointer) or view.evidence is Evident.ALWAYS:
        return said
    return el("span", said, class_="below") if view.evidence is Evident.WIDE else None


def _drawn(one: Figure, view: View) -> Element:
    words = view.tell(one.said) if one.said else ""
    mark = quoted(words, one.metric, one.number, view.language, member=one.member, part=one.part)
    return el("b", mark) if one.strong else mark


def split_badge(rows: Sequence[Row], metric: str, view: View, *, within: Number) -> Element | None:
    """The badge of a list of invented numbers that stands under a real one; the whole block says it only once."""
    invented = any(cell(row, metric).demo for row in rows)
    return badge.demo(view.language) if invented and not within.demo else None


def period(board: Known, view: View) -> str:
    return view.tell(PERIODS[board.scope.period][0])


def period_before(board: Known, view: View) -> str:
    return view.tell(PERIODS[board.scope.period][1])


def counted(count: int, view: View) -> str:
    """五, five libraries: small counts of things in a sentence."""
    return NUMERALS[count] if view.language != "en" and count < len(NUMERALS) else str(count)


def nothing(view: View) -> Element:
    return el("p", view.say("无数据", "no data"), class_="why")


def numbered(count: int) -> Counted:
    """The same for a message: 五 in Chinese, 5 in other languages."""
    zh = NUMERALS[count] if count < len(NUMERALS) else str(count)
    return Counted(Text(zh, str(count)), count)
