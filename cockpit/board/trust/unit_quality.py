"""What registers and facts say of a unit's data, each by a rule that is said here; none says that it is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, func, select

from cockpit.board.board import Board
from cockpit.board.comparison.member_totals import behind
from cockpit.board.running_totals import Totals, running_totals
from cockpit.metrics.answer import Answer
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Number
from cockpit.metrics.row_selection import FactRows
from cockpit.store import tables
from cockpit.store.sums import FACTS
from cockpit.store.vocabulary import UnitLevel
from cockpit.units import Text

RULES = {
    "volumes.stored_share": Text(
        "完整性：已编目的数据项中已入库的比例", "Completeness: catalogued items that are stored"
    ),
    "sharing.success_share": Text(
        "交换成功率：该单位提供的交换中成功的比例，不表示数据准确",
        "Success of exchanges: those it provides that succeed, which does not say that the data is right",
    ),
    "opening.updated_share": Text(
        "时效性：开放数据集按约定周期更新的比例", "Timeliness: open datasets updated as agreed"
    ),
}
CONSISTENT = Text(
    "一致性：登记册与日报的数量相同，无可比的不计",
    "Consistency: registers and daily facts count the same, where there is something to compare",
)

WAYS = {"sharing.success_share": "provider"}
"""As what a unit is asked for where an exchange has two of them; elsewhere there is one."""

CHECKS: tuple[tuple[Text, Table, str], ...] = (
    (Text("数据项", "items"), tables.library_item, "volumes.items_catalogued"),
    (Text("数据集", "datasets"), tables.open_dataset, "opening.datasets"),
    (Text("终端", "rooms"), tables.endpoint, "meetings.endpoints"),
)
"""What is counted in a register and reported as a level as well; on the newest day both must be the same."""


@dataclass(frozen=True)
class Check:
    what: Text
    metric: str
    registered: int
    reported: int | None
    """None where nothing was reported."""

    @property
    def agrees(self) -> bool:
        return self.registered == self.reported


@dataclass(frozen=True)
class Quality:
    """`numbers` by the metric of the rule; `checks` are those in which the unit has something."""

    unit: str
    numbers: Mapping[str, Number]
    checks: tuple[Check, ...]


def facts() -> frozenset[str]:
    """The facts that an answer has to have read for the numbers of the units."""
    return frozenset(fact for name in RULES for fact in METRICS[name].measure.facts)


def qualities(
    connection: Connection, board: Board, registers: dict[str, list[dict[str, Any]]], *, answer: Answer
) -> tuple[Quality, ...]:
    """Every unit of which at least one dimension is known, in the order of the register.

    `answer` is of the whole city: what it says of a unit is what the board of that unit says.
    """
    ordered = [row["code"] for row in registers.get("unit", []) if row["level"] != UnitLevel.PROVINCE]
    numbers = {code: _numbers(answer, code) for code in ordered}
    checks = _checks(connection, board)
    return tuple(
        Quality(code, numbers[code], tuple(checks.get(code, ()))) for code in ordered if numbers[code] or code in checks
    )


def _numbers(answer: Answer, unit: str) -> dict[str, Number]:
    found = {name: answer.number(name, (WAYS.get(name, "unit"), unit)) for name in RULES}
    return {name: number for name, number in found.items() if number.value is not None}


def _totals(connection: Connection, metric: Metric, board: Board) -> Totals:
    made = behind(metric, board)
    assert isinstance(made, FactRows)
    return running_totals(connection, made, "unit")


def _checks(connection: Connection, board: Board) -> dict[str, list[Check]]:
    """Registers are known as they stand now, so they are held against the facts of the newest day only."""
    held: dict[str, list[Check]] = {}
    for what, table, name in CHECKS:
        metric = METRICS[name]
        (fact,) = (FACTS[fact] for fact in metric.measure.facts)
        query = select(table.c.unit, func.count()).group_by(table.c.unit)
        if fact.membership and fact.membership.column in table.c:
            query = query.where(fact.membership.of(table))
        counted = dict(tuple(row) for row in connection.execute(query))
        totals = _totals(connection, metric, board)
        reported = {code: int(metric.measure.made(one) or 0) for code, one in totals.items()}
        for code in sorted({*counted, *reported}):
            registered, told = int(counted.get(code, 0)), reported.get(code)
            # Where neither holds anything, or nobody fills the other side, there is nothing to compare.
            if counted and reported and (registered or told):
                held.setdefault(code, []).append(Check(what, name, registered, told))
    return held
