"""Weeks to be sealed without a database: the hand-made board, moved to the Sunday of a week."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cockpit.board.board import Board
from cockpit.calendar import SHANGHAI, Week
from cockpit.snapshot.weekly_plan import WeeklyPlan
from cockpit.snapshot.weekly_run import Press
from tests import handmade

MONDAY = datetime(2020, 9, 28, 7, 0, tzinfo=SHANGHAI)
"""The moment at which 2020-W39 is sealed."""


def board_of(week: Week, unit: str | None = None, *, version: str = "1", **numbers: float) -> Board:
    """`numbers` (sharing__records=5) stand in place of the hand-made ones."""
    made = handmade.board()
    city = {"report": {"zh": "临沂市数据工作周报", "en": "Linyi weekly data report"}, **made.city}
    other = {name.replace("__", "."): replace(made[name.replace("__", ".")], value=value)
             for name, value in numbers.items()}  # fmt: skip
    scope = replace(made.scope.on(week.sunday), unit=unit)
    clock = datetime.combine(week.sunday, MONDAY.time().replace(hour=23), SHANGHAI)
    return replace(made, as_of=week.sunday, scope=scope, city=city, clock=clock, data_version=version,
                   metrics={**made.metrics, **other})  # fmt: skip


def press(
    root: Path,
    *,
    at: datetime = MONDAY,
    newest: date = date(2020, 12, 31),
    plan: dict[str, Any] | None = None,
    heard: list[str] | None = None,
    ask: Callable[[Week, str | None], Board] = board_of,
    **more: Any,
) -> Press:
    return Press(
        plan=WeeklyPlan.model_validate(plan or {}),
        root=root / "snapshots",
        var=root / "var",
        now=lambda: at,
        newest=lambda: newest,
        ask=ask,
        formats=("report_html",),
        say=(heard if heard is not None else []).append,
        **more,
    )


def sealed(root: Path) -> Sequence[str]:
    folder = root / "snapshots"
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("20*-W*")) if folder.is_dir() else []
