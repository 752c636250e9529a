"""A past number that was said otherwise: what was sealed or published then stands beside what it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cockpit.board.addenda import Restatement
from cockpit.board.board import Board
from cockpit.board.keys import PartKey, RowKey
from cockpit.board.tables.trust import FigureVerdict
from cockpit.calendar import Period, Week
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.number import Number
from cockpit.metrics.subject import is_area, subject_of
from cockpit.panels.card import card
from cockpit.panels.gap import empty
from cockpit.panels.link import here, link
from cockpit.panels.view import View
from cockpit.screens.doors import ROWS
from cockpit.screens.top import WEEKLY, address
from cockpit.units import Text, exact

SIGN = "r"
"""As statistical offices mark what was revised."""

PLACES = {"city": None, **{dimension: table for table, dimension in reversed(ROWS.items()) if dimension != "unit"}}
"""In which table of the board a member stands that a figure was published of."""

MOST = 4
Whose = tuple[str, str | None]


@dataclass(frozen=True)
class Restated:
    """`said` is who said it first, `week` the sealed one where it was a week, `day` the day that the number is of."""

    metric: str
    member: RowKey | None
    name: Text | None
    day: date
    said: Text
    published: Number
    restated: Number
    week: str | None = None

    @property
    def whose(self) -> Whose:
        return self.metric, self.member


def restated(board: Board, weeks: Iterable[Restatement] = ()) -> tuple[Restated, ...]:
    """Of sealed weeks, newest first, and of the figures that were published for the very day of the board."""
    # What an older cockpit sealed may have had another name.
    return (*_figures(board), *(_week(one) for one in weeks if one.metric in board.definitions))


def _week(one: Restatement) -> Restated:
    said = Text(f"周报 {one.week}", f"Week {one.week}")
    day = Week.parse(one.week).sunday
    return Restated(one.metric, one.member, one.name, day, said, one.published, one.restated, week=one.week)


def _figures(board: Board) -> list[Restated]:
    """A published figure of this day that the data of today does not bear out any more."""
    found = []
    for row in board.tables.get("published", ()):
        if row.get("verdict") != FigureVerdict.DIFFERS or row.get("metric") not in board.definitions:
            continue
        whose = RowKey.parse(row.get("member") or "")
        dimension, code = whose.table, whose.code
        if board.scope.filters or dimension not in ("", *PLACES):
            continue
        by = row.get("publisher") or {}
        said = Text(f"{by.get('zh', '')}公布", f"{by.get('en', '')}, published")
        member = RowKey(place, code) if (place := PLACES.get(dimension)) else None
        name = row.name if dimension else None
        printed, now = row["published"], row["cockpit"]
        found.append(Restated(row.get("metric"), member, name, printed.as_of or board.as_of, said, printed, now))
    return found


def marked(element: Element, board: Board, said: Iterable[Restated], view: View) -> Element:
    """The same tree; a number of this day that was said otherwise bears a sign that says how."""
    known = {one.whose: one for one in said if shown_here(one, board)}
    return _marked(element, known, view) if known else element


def shown_here(one: Restated, board: Board) -> bool:
    """Whether it is a number of the very board: its day, and the seven days that a week is sealed over."""
    return one.day == board.as_of and (one.week is None or board.scope.period == Period.WEEK)


def _marked(element: Element, known: dict[Whose, Restated], view: View) -> Element:
    children = tuple(child if isinstance(child, str) else _marked(child, known, view) for child in element.children)
    told = element.attributes
    one = known.get((told.get("data-metric", ""), told.get("data-member"))) if "data-part" not in told else None
    if one is not None:
        words = view.tell(_words(one))
        children = (*children, el("sup", SIGN, class_="rs", role="img", aria_label=words, title=words))
        told = {**told, "data-sealed": "" if one.published.value is None else exact(one.published.value)}
    return Element(element.tag, told, children, element.figure)


def _words(one: Restated) -> Text:
    then, now = (
        {language: number(one.metric, given, language, unit=True).text for language in ("zh", "en")}
        for given in (one.published, one.restated)
    )
    return Text(
        f"已更正：{one.said.zh}为{then['zh']}，现为{now['zh']}",
        f"Restated: {one.said.en} had {then['en']}, now {now['en']}",
    )


def notice(board: Board, said: Iterable[Restated], view: View) -> Element | None:
    """Over the panels: how many numbers of this day were said otherwise, and where both stand."""
    here_ = [one for one in said if shown_here(one, board)]
    if not here_:
        return None
    by = view.say("、", ", ").join(dict.fromkeys(view.tell(one.said) for one in here_))
    words = view.say(
        f"{len(here_)}个数在{by}之后有更正，标{SIGN}；点开可见前后两值。",
        f"{len(here_)} numbers were restated after {by}, marked {SIGN}; open one to see both values.",
    )
    there = link(view.say("全部更正", "All restatements"), here(view, address("trust")))
    return el("p", el("sup", SIGN, class_="rs", aria_hidden="true"), words, " ", there, class_="restatedbar")


def section(metric: str, member: RowKey | None, said: Iterable[Restated], view: View) -> Element | None:
    """In the drawer: both values side by side, the newest week first."""
    mine = [one for one in said if one.whose == (metric, member)]
    if not mine:
        return None
    rest = len(mine) - MOST
    columns = (
        Column(view.say("何处", "Where")),
        Column(view.say("当时公布", "As published"), "number"),
        Column(view.say("现为", "Restated"), "number"),
    )
    told = table(
        view.say("更正", "Restated"), columns, [Line(_cells(one, view)) for one in mine[:MOST]], class_="twice"
    )
    more = el("p", view.say(f"另有{rest}项", f"{rest} more"), class_="help") if rest > 0 else None
    return el("section", el("h3", view.say("更正", "Restated")), told, more)


def _cells(one: Restated, view: View) -> tuple[Given, ...]:
    where: Given = view.tell(one.said)
    if one.week:
        where = el("a", where, href=here(view, WEEKLY, week=one.week, metric=None))
    then, now = _sides(one, view)
    return where, then, el("b", now)


def _sides(one: Restated, view: View) -> tuple[Element, Element]:
    sides = ((PartKey("sealed"), one.published), (PartKey("restated"), one.restated))
    then, now = (
        number(one.metric, given, view.language, member=one.member, part=part, class_="du" if given.demo else None)
        for part, given in sides
    )
    return then, now


def restatements(board: Board, said: Iterable[Restated], view: View) -> Element:
    """The page of trust: every number that was said otherwise, with a door to the day that it is of."""
    title = Text("更正", "Restatements")
    said = list(said)
    if not said:
        nothing = Text(
            "没有封存的周报或公布的数与现在的数据不一致。",
            "No sealed week or published figure differs from today's data.",
        )
        if board.scope.filters:  # figures were published of the whole city and are held against nothing else
            nothing = Text("没有封存的周报与现在的数据不一致。", "No sealed week differs from today's data.")
        return card(view, title, empty(board, view, nothing))
    columns = (
        Column(view.say("指标", "Number")),
        Column(view.say("所属日期", "Of the day")),
        Column(view.say("何处公布", "Where published")),
        Column(view.say("当时公布", "As published"), "number"),
        Column(view.say("现为", "Restated"), "number"),
        Column(view.say("责任单位", "Owner")),
    )
    meta = view.say("后到的数据不改动已封存的周报", "later data never alters a sealed week")
    return card(view, title, table(view.tell(title), columns, [_line(board, one, view) for one in said]), meta=meta)


def _line(board: Board, one: Restated, view: View) -> Line:
    told = board.definitions[one.metric]
    title = view.tell(Text.from_json(told["title"]))
    area = subject_of(one.metric)
    page = address(area if is_area(area) else "overview")
    there = here(view, page, as_of=one.day.isoformat(), metric=one.metric, member=one.member, period=None)
    name = f"{title}{view.say('，', ', ')}{view.tell(one.name)}" if one.name else title
    where, then, now = _cells(one, view)
    owner = view.tell(Text.from_json(told["owner"])) if told.get("owner") else "—"
    return Line((link(name, there), el("span", one.day.isoformat(), class_="num"), where, then, now, owner))
