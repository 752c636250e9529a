"""Reconciliation, written like a ledger: parts, what they add up to, what was published, and ◆ what is between them."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import BoardReconciliation
from cockpit.board.keys import PartKey, RowKey
from cockpit.marks import bars
from cockpit.marks.element import Element, el
from cockpit.marks.figure import number
from cockpit.metrics.reconciliation import Verdict
from cockpit.units import Text

ADDED = Text("分项合计", "Sum of parts")
PUBLISHED = Text("公布总数", "Published total")
AGREES = Text("与公布总数一致", "as published")
OPEN = Text("差额待核对", "Difference")


def side(one: BoardReconciliation, which: str, language: str, *, metric: str, unit: bool = False) -> Element:
    """One of its numbers: total (the parts added), whole (as published), difference or difference_share.

    A difference is the whole less its parts, so it keeps its sign, here as in files.
    """
    given, member, part = one.side(which), RowKey("reconciliations", one.name), PartKey(which)
    return number(metric, given, language, member=member, part=part, unit=unit)


def apart(one: BoardReconciliation, language: str, *, metric: str) -> Element:
    """How far apart the two are, for a sentence that says so in words; the sign stays in data-value."""
    given = one.side("difference")
    shown = side(one, "difference", language, metric=metric)
    if given.value is None:
        return shown
    return replace(shown, children=number("", replace(given, value=abs(given.value)), language).children)


def closing(one: BoardReconciliation | None, language: str, *, metric: str) -> list[Element]:
    """The rows under the parts: the sum, and where it is not the published total, the total and what is between."""
    if one is None:
        return []
    total = bars.value(side(one, "total", language, metric=metric))
    if one.verdict == Verdict.AGREED:
        return [bars.row(bars.name(ADDED[language], small=AGREES[language]), total, rule=True)]
    whole = bars.value(side(one, "whole", language, metric=metric))
    rows = [
        bars.row(bars.name(ADDED[language]), total, rule=True),
        bars.row(bars.name(PUBLISHED[language]), whole),
    ]
    return [*rows, *difference(one, language, metric=metric, rule=True)]


def difference(one: BoardReconciliation | None, language: str, *, metric: str, rule: bool = False) -> list[Element]:
    """◆ 差额待核对 0.21% … 124; nothing where nothing differs."""
    if one is None or one.verdict != Verdict.DIFFERS or one.whole.demo:
        return []
    share = el("small", side(one, "difference_share", language, metric=metric))
    name = bars.name(OPEN[language], small=share, signal="warn")
    amount = bars.value(side(one, "difference", language, metric=metric), warn=True)
    return [bars.row(name, amount, rule=rule)]
