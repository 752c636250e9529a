"""What a board is compared with: an earlier day of itself, another unit, or the unit in the middle of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from cockpit.board.board import Board
from cockpit.board.scope import CODE, Scope
from cockpit.calendar import Period
from cockpit.errors import ScopeWrong
from cockpit.units import Text

BACK = {Period.WEEK: 7, Period.MONTH: 30, Period.YEAR: 364}
"""Days back; a year is 52 whole weeks, so that a week is held against the same week of the year before."""

MEDIAN = "median"
UNIT = "unit:"
ALLOWED = "week, month, year, median, or unit: and the code of a unit"
NAMES = {
    Period.WEEK: Text("上周", "a week before"),
    Period.MONTH: Text("上月", "a month before"),
    Period.YEAR: Text("去年同周", "the same week last year"),
    MEDIAN: Text("各单位中位", "the median unit"),
}


@dataclass(frozen=True)
class Baseline:
    """`days` back, or `unit` that it is held against; where neither is given, the unit in the middle."""

    asked: str
    days: int = 0
    unit: str | None = None

    @property
    def middle(self) -> bool:
        return not self.days and self.unit is None

    def scope(self, board: Board) -> Scope:
        """The scope of the other side, where the question alone says which it is."""
        if self.unit is not None:
            return replace(board.question, unit=self.unit)
        return board.scope.on(board.as_of - timedelta(days=self.days))


def parse(text: str | None) -> Baseline | None:
    """ScopeWrong where this is no comparison; that a unit exists is known only to the board of its scope."""
    if not text:
        return None
    if text in list(BACK):
        return Baseline(text, days=BACK[Period(text)])
    if text == MEDIAN:
        return Baseline(text)
    code = text.removeprefix(UNIT)
    if text.startswith(UNIT) and CODE.fullmatch(code):
        return Baseline(text, unit=code)
    raise ScopeWrong("compare", "This is not a comparison.", ALLOWED, zh=f"“{text[:40]}”不是对比。")


def no_unit() -> ScopeWrong:
    """The whole city has no other to be in the middle of."""
    return ScopeWrong(
        "compare",
        "Only a unit has a median to be compared with.",
        "median, together with a unit",
        zh="只有单位可以与中位对比。",
        allowed_zh="median，并选单位",
    )


def no_value() -> ScopeWrong:
    """No unit has the number that is compared."""
    return ScopeWrong(
        "compare",
        "No unit has this number.",
        "week, month or year",
        zh="这个指标不分单位。",
        allowed_zh="week、month 或 year",
    )


def middle(values: Mapping[str, int | float]) -> str | None:
    """The unit in the middle when all are put in order; of an even number the lower one, so that it has rows."""
    ordered = sorted(values, key=lambda code: (values[code], code))
    return ordered[(len(ordered) - 1) // 2] if ordered else None
