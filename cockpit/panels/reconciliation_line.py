"""What the parts add up to beside what was published, in one line: nothing is scaled to fit."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import BoardReconciliation
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks import ledger
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import told
from cockpit.marks.ledger import ADDED, AGREES, OPEN, PUBLISHED, side
from cockpit.metrics.reconciliation import Verdict
from cockpit.panels.content import Known
from cockpit.panels.value import Cell, Figure, Record, Value, ValueColumn
from cockpit.panels.view import View
from cockpit.units import Text

VERDICTS = {
    Verdict.AGREED: Text("一致", "agrees"),
    Verdict.DIFFERS: Text("待核对", "to be clarified"),
    Verdict.OVERLAPS: Text("口径不同", "parts overlap"),
    Verdict.UNKNOWN: Text("暂不能对账", "cannot be checked"),
}
INVENTED = Text("总数为演示，不作核对", "demo total, not checked")
ALONE = Text(
    "对账只对全市的公布总数，当前有筛选，不作对账。",
    "Reconciliations are against published totals of the whole city; under a filter nothing is reconciled.",
)
WHOLE = {"volumes.items": "volumes.items_confirmed", "opening.levels": "opening.datasets"}
"""The metric of the published total, where the reconciliation has a name of its own."""


def verdict(one: BoardReconciliation) -> Text:
    """In words; with an invented total there is nothing to check, whatever the two differ by."""
    return INVENTED if one.whole.demo else VERDICTS.get(one.verdict, VERDICTS[Verdict.UNKNOWN])


def differs(one: BoardReconciliation | None) -> bool:
    """Whether there is something to be clarified."""
    return one is not None and one.verdict == Verdict.DIFFERS and not one.whole.demo


def written(one: BoardReconciliation, which: str, view: View) -> Element:
    """One of its numbers: total, whole, difference or difference_share."""
    return side(one, which, view.language, metric=metric_of(one))


def words(one: BoardReconciliation, which: str, view: View) -> str:
    """The same as text; how far apart two numbers are has no sign."""
    given = one.side(which)
    if which == "difference" and given.value is not None:
        given = replace(given, value=abs(given.value))
    return told(given, view.language)[1]


def heading(board: Known) -> Text:
    """Of the column of wholes: an invented or a measured total is none that was published."""
    wholes = [one.whole for one in board.reconciliations if one.whole.value is not None]
    printed = all(whole.published is not None for whole in wholes)
    return Text("公布数", "Published") if printed else Text("总数", "Total")


def metric_of(one: BoardReconciliation) -> str:
    return WHOLE.get(one.name, one.name)


def of_metric(board: Known, metric: str) -> BoardReconciliation | None:
    return next((one for one in board.reconciliations if metric_of(one) == metric), None)


def line(board: Known, view: View, name: str) -> Given:
    """◆ 与分项合计59,566差124. None where the two agree or nothing can be said."""
    one = board.reconciliation(name)
    if one is None or not differs(one) or one.difference is None:
        return None
    sign = el("i", class_="signal", data_s="warn", aria_hidden="true")
    total, apart = written(one, "total", view), ledger.apart(one, view.language, metric=metric_of(one))
    if view.language == "en":
        return [sign, "parts add up to ", total, ", ", apart, " apart"]
    return [sign, "与分项合计", total, "差", apart]


TITLES = {
    "total": ADDED,
    "whole": PUBLISHED,
    "difference": OPEN,
    "difference_share": Text("差额占比", "Difference, share"),
}
NOTE = ValueColumn(Text("说明", "Note"))


def figure(one: BoardReconciliation, which: str) -> Figure:
    """One of its numbers: total, whole, difference or difference_share."""
    return Figure(metric_of(one), one.side(which), RowKey("reconciliations", one.name), PartKey(which))


def sides(one: BoardReconciliation | None, *which: str) -> list[tuple[Text, Figure]]:
    """Its numbers with their titles; what is between the two only where the verdict is that they differ."""
    if one is None:
        return []
    return [(TITLES[name], figure(one, name)) for name in which if name in ("total", "whole") or _apart(one)]


def closed(value: Value, one: BoardReconciliation | None) -> Value:
    """The parts in `value` (name and number), then their sum and, where that is not the published total, that and what
    is between the two; a note says that they agree, or how large the difference is."""
    if one is None:
        return value
    agreed, apart = one.verdict == Verdict.AGREED, _apart(one)
    ends: list[tuple[Cell, ...]] = [(ADDED, figure(one, "total"), AGREES if agreed else None)]
    ends += [] if agreed else [(PUBLISHED, figure(one, "whole"), None)]
    ends += [(OPEN, figure(one, "difference"), figure(one, "difference_share"))] if apart else []
    parts = (replace(record, cells=(*record.cells, None)) for record in value.records)
    closing = (Record(cells, total=True) for cells in ends)
    return replace(value, columns=(*value.columns, NOTE), records=(*parts, *closing))


def _apart(one: BoardReconciliation) -> bool:
    return differs(one)
