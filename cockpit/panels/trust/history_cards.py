"""Reconciliations over twelve weeks: the difference then and now, and since when it has been what it is."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Board, BoardReconciliation, Row
from cockpit.board.trust.trust_page import Held, Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import written
from cockpit.marks.sparkline import course
from cockpit.metrics.number import Number
from cockpit.metrics.subject import title_of
from cockpit.panels import reconciliation_line
from cockpit.panels.card import card
from cockpit.panels.cell import DASH, counted
from cockpit.panels.content import Content, content
from cockpit.panels.empty_state import of_the_city
from cockpit.panels.link import here
from cockpit.panels.supplement import member
from cockpit.panels.value import Cell, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.units import UNITS, Text, day

TITLE = Text("对账历史", "Reconciliations over twelve weeks")
NOTE = Text(
    "公布数减分项合计；没有公布数的周不对账", "published less parts; weeks without a published total are left out"
)
SUBJECT, BEFORE = ValueColumn(Text("项目", "Subject")), ValueColumn(Text("12周前", "12 weeks ago"))
NOW, VERDICT = ValueColumn(Text("现在", "Now")), ValueColumn(Text("结论", "Verdict"))
OWNER = ValueColumn(Text("责任单位", "Owner"))
COURSE = Text("差额走势", "Course")
NOBODY = Text(DASH, DASH)


def data(board: Board, trusted: Trusted) -> Content:
    """A row a reconciliation, with the course of its difference; none under a filter, for the totals are the city's."""
    every = () if board.scope.filters else board.reconciliations
    records = tuple(
        _record(board, one, trusted.history.get(one.name, ()), trusted.since.get(one.name)) for one in every
    )
    value = Value(ValueKind.LEDGER, TITLE, (SUBJECT, BEFORE, NOW, VERDICT, OWNER), records, note=NOTE)
    return content(board, TITLE, value)


def _record(board: Board, one: BoardReconciliation, steps: tuple[Held, ...], since: date | None) -> Record:
    metric, subject, unit = reconciliation_line.metric_of(one), title_of(one.subject), UNITS[one.whole.unit].text
    named = Text(f"{subject.zh} {one.title.zh}（{unit.zh}）", f"{subject.en} {one.title.en} ({unit.en})")
    differs = reconciliation_line.differs(one)
    since = since if differs else None
    verdict = reconciliation_line.verdict(one)
    said = Text(f"{verdict.zh} {_lasts(since).zh}", f"{verdict.en} {_lasts(since).en}") if since else verdict
    row = member(
        one.name, one.title, metric=metric, subject=subject, unit=one.whole.unit, verdict=verdict, differs=differs
    )
    row = Row(row.code, row.name, row.short, {}, {**row.attributes, "since": since}, _course(steps))
    return Record((named, _first(steps), _last(steps), said, owner(board, metric)), row)


def _course(steps: tuple[Held, ...]) -> tuple[int | None, ...]:
    return tuple(step.difference for step in steps)


def _first(steps: tuple[Held, ...]) -> int | None:
    return steps[0].difference if steps else None


def _last(steps: tuple[Held, ...]) -> int | None:
    return steps[-1].difference if steps else None


def _lasts(since: date) -> Text:
    return Text(f"自{day(since, short=False)}未变", f"unchanged since {day(since, short=False)}")


def owner(board: Board, metric: str) -> Text:
    """Who answers for the number, and so for its difference."""
    known = board.definitions.get(metric, {}).get("owner")
    return Text.from_json(known) if known else NOBODY


def draw(shown: Content, view: View) -> Element:
    if shown.scope.filters:
        return card(view, TITLE, of_the_city(view, reconciliation_line.ALONE))
    columns = (
        datatable.TableColumn(view.tell(SUBJECT.title)),
        datatable.TableColumn(view.tell(BEFORE.title), "number"),
        datatable.TableColumn(view.tell(COURSE), "bar", quiet=True),
        datatable.TableColumn(view.tell(NOW.title), "number"),
        datatable.TableColumn(view.tell(VERDICT.title), "state"),
        datatable.TableColumn(view.tell(OWNER.title)),
    )
    lines = [_line(record, record.row, view) for record in shown.values[0].records if record.row is not None]
    told = datatable.table(view.tell(TITLE), columns, lines, class_="history")
    return card(view, TITLE, told, meta=view.tell(NOTE))


def _line(record: Record, row: Row, view: View) -> TableLine:
    _, before, now, _, answers = record.cells
    since = row.get("since")
    subject = el("span", view.tell(row.get("subject")), class_="subject")
    address = here(view, metric=row.get("metric"), rows="open")
    sign = el("i", class_="signal", data_s="warn", aria_hidden="true") if row.get("differs") else None
    verdict: list[Given] = [
        sign, view.tell(row.get("verdict")), el("small", view.tell(_lasts(since)), class_="gloss") if since else None
    ]  # fmt: skip
    return TableLine(
        (
            el("a", subject, view.tell(row.name), counted(row.get("unit"), view), href=address, class_="door",
               data_link=True),
            _apart(before),
            _drawn(row, view),
            _apart(now),
            verdict,
            words(answers, view.language),
        )
    )  # fmt: skip


def _apart(value: Cell) -> Element:
    return el("span", _signed(value) if isinstance(value, int) else DASH, class_="number")


def _signed(value: int) -> str:
    """As the table of reconciliations writes it."""
    return written(Number(value, "item"), "zh")


def _drawn(row: Row, view: View) -> Given:
    label = view.tell(row.name)
    return course(row.course, label=view.say(f"{label}差额近12周", f"{label}: difference over twelve weeks"))
