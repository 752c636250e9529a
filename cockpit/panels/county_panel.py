"""One county's number against the others: its place, a column each, the middle and its part of the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cockpit.board.board import Board, Row
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks import bars, rank
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import cell, kpi, number
from cockpit.marks.zone import zone
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.metrics.subject import title_of
from cockpit.panels.block import heading, nothing, trust
from cockpit.panels.content import Content, content
from cockpit.panels.panel import Panel
from cockpit.panels.proportion import largest
from cockpit.panels.ranking import median, place, total
from cockpit.panels.tabulation import PERIODS, Stated, column, figures, labelled, table
from cockpit.panels.value import Figure, ValueColumn, ValueKind
from cockpit.panels.view import Surface, View
from cockpit.units import Text
from cockpit.units.messages import message

TABLE = "counties"
MIDDLE, WHOLE = Text("县区中位", "Middle county"), Text("县区合计", "All counties")
PORTION = ValueColumn(Text("占县区合计", "Part of the sum"), unit="share")
PLACE = ValueColumn(Text("位次", "Place"))
ORDINALS = {1: "1st", 2: "2nd", 3: "3rd", 21: "21st", 22: "22nd", 23: "23rd"}


def county_panel(name: str, metric: str, *, title: Text, question: Text, note: Text) -> Panel:
    """A panel of a county's scene: its number of a metric among those of all counties, in the area `name`."""
    return Panel(
        f"county_{name}",
        title,
        question,
        metrics=(metric,),
        tables=(TABLE,),
        data=lambda board: _data(board, metric, title),
        draw=lambda shown, view: area(shown, view, title=title_of(name), note=note, metric=metric),
        surfaces=(Surface.WALL,),
    )


def _data(board: Board, metric: str, title: Text) -> Content:
    """All counties with their places; what is in the middle, what they add up to, and which part of it each is."""
    rows = board.rows(TABLE)
    parts = _portions(rows, metric)
    portions = {row.code: Figure(metric, part, RowKey(TABLE, row.code), PartKey("portion")) for row, part in parts}
    places = {row.code: place(rows, metric, row.code) for row in rows}
    columns: list[ValueColumn | Stated] = [column(board, metric), Stated(PLACE, places)]
    if portions:
        columns.append(Stated(PORTION, portions))
    middle, whole = median(rows, metric), total(rows, metric)
    among = [
        (said, Figure(metric, number, RowKey(TABLE), part))
        for said, number, part in ((MIDDLE, middle, PartKey("median")), (WHOLE, whole, PartKey("sum")))
        if number is not None
    ]
    counties = table(title, columns, rows, of=TABLE, kind=ValueKind.RANKING)
    return content(board, title, counties, figures(board, metric), labelled(among))


def _portions(rows: Sequence[Row], metric: str) -> Iterator[tuple[Row, Number]]:
    whole = total(rows, metric)
    for row in rows:
        own = cell(row, metric)
        if own.unit != "share" and whole is not None and whole.value and own.value is not None:
            yield row, Number(own.value / whole.value, "share", as_of=own.as_of, provenance=whole.provenance)


def subject(board: Content, view: View) -> Row | None:
    """The county that the scene is about; where none is named, the first of the register."""
    rows = board.rows(TABLE)
    return next((row for row in rows if row.code == view.subject), rows[0] if rows else None)


def area(board: Content, view: View, *, title: Text, note: Text, metric: str) -> Element:
    """A period stands before the note in Chinese, and in English under the number."""
    row, rows, unit = subject(board, view), board.rows(TABLE), board.definitions[metric]["unit"]
    given = (cell(row, metric, unit) if row else None) or unknown(unit, Note.NO_DATA)
    period = PERIODS[board.scope.period] if METRICS[metric].periodic else Text("", "")
    over = f", {period.en}" if period.en else ""
    return zone(
        heading(
            board, view, view.tell(title), metric=metric, number=given, note=view.say(f"{period.zh}{note.zh}", note.en)
        ),
        kpi(
            metric,
            given,
            view.language,
            member=RowKey(TABLE, row.code) if row else None,
            unit="" if view.language == "en" else None,
            class_="kpi was" if trust(board, metric, given).lost else "kpi",
        ),
        el("p", _place(board, view, row), view.say("", over), class_="subtitle"),
        _evidence(board, view, metric, row) if row and rank.ranked(rows, metric) else nothing(view),
        class_="area",
        tag="article",
    )


def _place(board: Content, view: View, row: Row | None) -> str:
    places = board.stated(TABLE, PLACE)
    at = places.get(row.code) if row else None
    if not isinstance(at, int):
        return view.say("没有可比的数字", "nothing to compare")
    count = len(places)
    return view.tell(message("count.place", place=Text(str(at), ORDINALS.get(at, f"{at}th")), n=count))


def _evidence(board: Content, view: View, metric: str, row: Row) -> Element:
    rows, language = board.rows(TABLE), view.language
    most_first = view.say("县区由多到少", "counties, most first")
    drawn = rank.columns(rows, metric, row.code, language, table=TABLE, label=most_first)
    lines: list[Given] = [el("li", drawn, class_="week-row")]
    if middle := board.figure(metric, RowKey(TABLE), PartKey("median")):
        bar = bars.bar((middle.number.value or 0) / largest(rows, metric), "done")
        lines.append(_line(view.tell(MIDDLE), _number(middle, view), bar=bar))
    lines += _whole(board, view, metric, row)
    return bars.evidence(lines, head=bars.head(most_first))


def _whole(board: Content, view: View, metric: str, row: Row) -> list[Element]:
    """What the number is part of: a share stands beside that of the city, what can be added beside the sum."""
    own, language = cell(row, metric), view.language
    if own.unit == "share":
        city = board[metric]
        bar = bars.bar(city.value if isinstance(city.value, float | int) else None, "done")
        return [_line(view.say("全市", "City"), number(metric, city, language), bar=bar)]
    whole = board.figure(metric, RowKey(TABLE), PartKey("sum"))
    if whole is None or not whole.number.value:
        return []
    lines = [_line(view.tell(WHOLE), _number(whole, view))]
    if part := board.figure(metric, RowKey(TABLE, row.code), PartKey("portion")):
        lines.append(_line(view.tell(PORTION.title), _number(part, view), bar=bars.bar(part.number.value, "hi")))
    return lines


def _number(one: Figure, view: View) -> Element:
    return number(one.metric, one.number, view.language, member=one.member, part=one.part)


def _line(name: str, shown: Element, *, bar: Element | None = None) -> Element:
    return bars.row(bars.name(name), bars.value(shown), bar=bar)
