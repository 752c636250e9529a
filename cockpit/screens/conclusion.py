"""The conclusion of a page that no scene of the wall has: one sentence with numbers that can be asked about."""

from __future__ import annotations

from cockpit.board.board import Board, Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Given, el
from cockpit.marks.figure import number
from cockpit.marks.short_names import short
from cockpit.metrics.reconciliation import Verdict
from cockpit.panels.view import View
from cockpit.units import Text
from cockpit.units.messages import message, unwritten

UNPUBLISHED = Text(
    "分县区的数字尚未公布，表中为演示数据", "No figures by county are published; those in the table are demo data"
)
NOTHING = Text("分县区没有数据", "There are no figures by county")


def conclusion(board: Board, page: str, view: View) -> Given:
    """None where the page has nothing to conclude."""
    if page == "counties":
        return _counties(board, view)
    if page == "trust":
        return _trust(board, view)
    if page == "metrics":
        count = len(board.definitions)
        return view.tell(message("conclusion.metrics", n=count))
    return None


def concluded(board: Board, page: str, view: View) -> str:
    """The same as text, for a file; empty where the page has nothing to conclude."""
    return el("p", conclusion(board, page, view)).text


def _counties(board: Board, view: View) -> Given:
    """Who opened most and who keeps least to its word; what is invented enters no sentence, which then says so."""
    rows = board.tables.get("counties", ())
    most = _first(rows, "opening.datasets", falling=True)
    least = _first(rows, "opening.updated_share", falling=False)
    if most is None or least is None:
        return view.tell(_known(rows))
    opened, kept = (
        number(
            metric, row[metric], view.language, member=RowKey("counties", row.code), unit=metric == "opening.datasets"
        )
        for metric, row in (("opening.datasets", most), ("opening.updated_share", least))
    )
    if view.language == "en":
        first = f"{short(most, 'en', most=30)} opened most, "
        return [first, opened, "; ", f"{short(least, 'en', most=30)} is updated on time least, ", kept]
    return [f"{short(most, 'zh')}开放最多，", opened, f"；{short(least, 'zh')}按时更新率最低，", kept]


def _known(rows: tuple[Row, ...]) -> Text:
    """Whether the table is of real numbers, of invented ones or of none."""
    numbers = [(row.code, number) for row in rows for number in row.numbers.values() if number.value is not None]
    real = len({code for code, number in numbers if not number.demo})
    if not numbers:
        return NOTHING
    if not real:
        return UNPUBLISHED
    return message("conclusion.known", rows=len(rows), real=real)


def _first(rows: tuple[Row, ...], metric: str, *, falling: bool) -> Row | None:
    """The first of all rows in this order; None where one of them is not known or invented."""
    numbers = [row.numbers.get(metric) for row in rows]
    if not rows or any(one is None or one.value is None or one.demo for one in numbers):
        return None
    return sorted(rows, key=lambda row: ((-1 if falling else 1) * (row[metric].value or 0), row.code))[0]


def _trust(board: Board, view: View) -> Given:
    named = ("trust.differences", "trust.sources_current", "trust.sources")
    if any(board[name].value is None for name in named):
        return None
    current, sources = (number(name, board[name], view.language) for name in named[1:])
    reckoned = _reckoned(board, view)
    if view.language == "en":
        in_time = message("conclusion.in_time", n=unwritten(board["trust.sources"].value))
        return [*reckoned, "; ", current, " of ", sources, in_time.en, *_unknown(board, view)]
    return [*reckoned, "；", sources, "个来源中", current, "个按时", *_unknown(board, view)]


def _unknown(board: Board, view: View) -> list[Given]:
    """How many are counted in neither way; a board that was sealed before there was such a state has none."""
    given = board.metrics.get("trust.sources_unknown")
    if given is None or not given.value:
        return []
    said = number("trust.sources_unknown", given, view.language)
    return [view.say("，", ", "), said, view.say("个未知", " not known")]


def _reckoned(board: Board, view: View) -> list[Given]:
    """How many totals were held against their parts; between invented numbers there is nothing to check."""
    real = [one for one in board.reconciliations if not one.whole.demo]
    if not any(one.verdict != Verdict.UNKNOWN for one in real):
        return [view.say("没有可以对账的公布数字", "No published figure to reconcile")]
    given, open_ = board["trust.differences"], sum(one.verdict == Verdict.DIFFERS for one in real)
    apart = number("trust.differences", given, view.language) if given.value == open_ else str(open_)
    found = el("em", apart, view.say("项待核对", " to be clarified")) if open_ else view.say("全部一致", "all agree")
    return [view.tell(message("conclusion.reconciliations", n=len(real))), found]
