"""A past number that was said otherwise: what was sealed or published then stands beside what it is now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.board.table import filters
from cockpit.board.tables.trust import FigureVerdict
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Period, Week
from cockpit.marks.element import Element, el
from cockpit.marks.figure import told
from cockpit.metrics.number import Number
from cockpit.panels.link import here, link
from cockpit.panels.view import LANGUAGES, View
from cockpit.screens.top_bar import address
from cockpit.units import Text, exact
from cockpit.units.messages import message

SIGN = "r"
"""As statistical offices mark what was revised."""

PLACES = {"city": None, **{dimension: table for table, dimension in reversed(filters().items()) if dimension != "unit"}}
"""In which table of the board a member stands that a figure was published of."""

Whose = tuple[str, RowKey | None]


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

    @property
    def sealed(self) -> str:
        """What it was, exactly; empty where it was not known."""
        return "" if self.published.value is None else exact(self.published.value)


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


def shown_here(one: Restated, board: Board) -> bool:
    """Whether it is a number of the very board: its day, and the seven days that a week is sealed over."""
    return one.day == board.as_of and (one.week is None or board.scope.period == Period.WEEK)


def sign(one: Restated, view: View) -> Element:
    """Behind a number of this day that was said otherwise: it says how."""
    words = view.tell(_words(one))
    return el("sup", SIGN, class_="restated-sign", role="img", aria_label=words, title=words)


def _words(one: Restated) -> Text:
    then, now = (
        {language: told(given, language, unit=True)[1] for language in LANGUAGES}
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
    words = view.tell(message("count.restated", n=len(here_), by=by, sign=SIGN))
    there = link(view.say("全部更正", "All restatements"), here(view, address("trust")))
    return el(
        "p", el("sup", SIGN, class_="restated-sign", aria_hidden="true"), words, " ", there, class_="restated-bar"
    )
