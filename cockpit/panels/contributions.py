"""What a number is compared with, how far apart they are, and who explains how much of it, down to the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cockpit.board.comparison.baseline import NAMES
from cockpit.board.comparison.member_totals import ITSELF
from cockpit.board.comparison.number_comparison import NumberComparison
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.sentences.coverage_sentences import WITHHELD
from cockpit.marks import bars
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.number import Note, Number
from cockpit.metrics.partial_comparison import SameDays
from cockpit.metrics.row_columns import COLUMNS
from cockpit.panels import coverage_section
from cockpit.panels.link import here, link
from cockpit.panels.tabulation import labelled
from cockpit.panels.value import Cell, Figure, Value
from cockpit.panels.view import View
from cockpit.units import Text, change, day
from cockpit.units.messages import message

MOST = 4
THEN, APART = Text("对比值", "compared"), Text("差", "apart")
METHODS = {
    MeasureKind.SHARE: Text(
        "比率之差按各成员的自身比率变化与构成变化分解，两者相加即差额。",
        "A difference of shares is taken apart by rate and by mix; together they are the difference.",
    ),
    MeasureKind.PERCENTILE: Text(
        "按规模从大到小连环替代。", "Members are replaced one after another, the largest first."
    ),
}


def named(found: NumberComparison, view: View) -> str:
    """上周, 市民政局, 中位单位市民政局."""
    said = NAMES.get(found.against.asked)
    if found.then_place is None:
        return view.tell(said) if said else found.against.asked
    place = view.tell(found.then_place)
    return view.say(f"中位单位{place}", f"the median unit, {place}") if found.against.middle else place


def figures(found: NumberComparison) -> Value:
    """The number beside, how far apart the two are, and what each member that is shown explains of it."""
    pairs: list[tuple[Text, Cell]] = []
    if found.same_days is not None:
        given = replace(found.now, same_days=found.same_days)
        pairs = [
            (said, Figure(found.metric, one.number, RowKey("compared"), one.part))
            for said, one in coverage_section.figures(found.metric, replace(given, last_whole=None))
        ]
        pairs += [(one.name, _figure(found, one.change, RowKey(found.by, one.code))) for one in _lines(found)]
    elif found.change.value is not None:
        then = Figure(found.metric, found.then, part=PartKey("compared"))
        pairs = [(THEN, then), (APART, _figure(found, found.change.value, RowKey("compared")))]
        pairs += [(one.name, _figure(found, one.change, RowKey(found.by, one.code))) for one in _lines(found)]
    return labelled(pairs)


def _figure(found: NumberComparison, value: int | float, member: RowKey) -> Figure:
    origin = found.same_days.provenance if found.same_days else found.change.provenance
    number = replace(
        found.now, value=value, provenance=origin, qualifier=None, published=None, coverage=None, withheld=None
    )
    return Figure(found.metric, number, member, PartKey("change"))


def contributions(found: NumberComparison, view: View, *, kind: MeasureKind) -> Element:
    """A section of the drawer."""
    name = named(found, view)
    when = f"（{day(found.then.as_of, short=False)}）" if found.then.as_of and found.against.days else ""
    head = el("h3", view.say(f"对比{name}{when}", f"Against {name}{when.replace('（', ' (').replace('）', ')')}"))
    if found.same_days is not None:
        return _over_same_days(found, found.same_days, view, head=head)
    if found.change.value is None:
        why = view.say("有一方没有数据，无法比较。", "One side has no data, so there is nothing to compare.")
        if found.change.note is Note.INCOMPLETE:
            why = view.tell(WITHHELD)
        return el("section", head, el("p", why, class_="help"))
    then = number(found.metric, found.then, view.language, part=PartKey("compared"), unit=True)
    apart = number(found.metric, _changed(found), view.language, part=PartKey("change"), member=RowKey("compared"))
    line = el(
        "p",
        view.say("当时 " if found.against.days else "其值 ", "then " if found.against.days else "there "),
        then,
        view.say("，差 ", "; apart "),
        el("b", apart),
        class_="apart",
    )
    method = METHODS.get(kind)
    return el(
        "section",
        head,
        line,
        _ways(found, view) if len(found.ways) > 1 else None,
        _bars(found, view) if found.by != ITSELF else None,
        el("p", view.tell(method), class_="help") if method and found.parts else None,
        class_="contributions",
    )


def _over_same_days(found: NumberComparison, same: SameDays, view: View, *, head: Element) -> Element:
    """Days are missing on one side: what both have is compared, and its days are named."""
    given = replace(found.now, same_days=same)
    return el(
        "section",
        head,
        el("p", view.tell(WITHHELD), class_="help"),
        coverage_section.same_days(found.metric, given, view, member=RowKey("compared")),
        _ways(found, view) if len(found.ways) > 1 else None,
        _bars(found, view) if found.by != ITSELF else None,
        class_="contributions",
    )


def _changed(found: NumberComparison) -> Number:
    return replace(found.now, change=found.change.value, change_provenance=found.change.provenance, withheld=None)


def _ways(found: NumberComparison, view: View) -> Element:
    """By what it is taken apart, as links."""
    links = [
        link(view.tell(COLUMNS[way].title), here(view, metric=found.metric, by=way), current=way == found.by)
        for way in found.ways
    ]
    return el("div", [*links], class_="segments", role="group", aria_label=view.say("按何拆分", "Taken apart by"))


@dataclass(frozen=True)
class _Line:
    """A member and what it explains; `rate` and `mix` of a share."""

    code: str
    name: Text
    change: int | float
    rate: int | float | None = None
    mix: int | float | None = None


def _lines(found: NumberComparison) -> list[_Line]:
    """The largest by name, the rest as one line, so that what stands here adds up to the change."""
    if found.by == ITSELF:
        return []
    moved = [one for one in found.parts if one.change]
    shown = moved[:MOST] if len(moved) > MOST + 1 else moved
    rest = moved[len(shown) :]
    lines = [_Line(one.code, found.names[one.code], one.change, one.rate, one.mix) for one in shown]
    if rest:
        name = message("count.others", n=len(rest))
        lines.append(_Line("others", name, round(sum(one.change for one in rest), 6)))
    return lines


def _bars(found: NumberComparison, view: View) -> Element:
    lines = _lines(found)
    if not lines:
        return el("p", view.say("各成员均无变化。", "No member has changed."), class_="help")
    most = max(abs(one.change) for one in lines if one.code != "others")
    drawn = [_drawn(found, one, view, share=abs(one.change) / most, first=one is lines[0]) for one in lines]
    return el("ul", [*drawn], class_="parts")


def _drawn(found: NumberComparison, one: _Line, view: View, *, share: float, first: bool) -> Element:
    title = None
    if one.rate is not None and one.mix is not None:
        rate, mix = (change(part, found.now.unit, view.language) for part in (one.rate, one.mix))
        title = view.say(f"自身比率 {rate}，构成 {mix}", f"by rate {rate}, by mix {mix}")
    name, value = view.tell(one.name), one.change
    origin = found.same_days.provenance if found.same_days else found.change.provenance
    given = replace(found.now, change=value, change_provenance=origin, withheld=None)
    against = (value < 0) != ((found.explained or 0) < 0)
    shown: Given = number(found.metric, given, view.language, part=PartKey("change"), member=RowKey(found.by, one.code))
    return el(
        "li",
        el("span", name, class_="name", title=name),
        bars.bar(min(share, 1), "done" if against else "hi" if first else None),
        el("span", shown, class_="flush-right", title=title),
    )
