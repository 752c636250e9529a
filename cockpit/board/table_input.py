"""What every table is made from: the answer, and the registers by code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from cockpit.board.board import Row
from cockpit.board.expectations import Expectations
from cockpit.metrics.answer import Answer
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.number import Number
from cockpit.metrics.reading import CITY, Member, Reading
from cockpit.units import Text

OTHERS = "others"


@dataclass(frozen=True)
class TableInput:
    answer: Answer
    days: tuple[Any, ...]
    expectations: Expectations

    @property
    def reading(self) -> Reading:
        return self.answer.reading

    @cached_property
    def units(self) -> dict[str, dict[str, Any]]:
        return {row["code"]: row for row in self.register("unit")}

    def register(self, name: str) -> list[dict[str, Any]]:
        return self.reading.registers.get(name, [])

    def numbers(self, names: Iterable[str], member: Member) -> dict[str, Number]:
        return {name: self.answer.number(name, member) for name in names}

    def unit_row(self, code: str, numbers: dict[str, Number], **attributes: Any) -> Row:
        unit = self.units.get(code)
        if unit is None:
            return Row(code, Text(code, code), Text(code, code), numbers, attributes)
        return named(unit, numbers, level=unit["level"], **attributes)

    def unit_name(self, code: str | None) -> Text | None:
        """The name of a unit; its code where it is not registered."""
        if code is None:
            return None
        unit = self.units.get(code)
        return Text(unit["name_zh"], unit["name_en"]) if unit else Text(code, code)

    def expected(self, metric: str, member: Member) -> tuple[Expected, ...]:
        """What the steps of such a course are expected to be."""
        return self.expectations.weeks(metric, self.days[1:], member)

    def course(self, metric: str, member: Member = CITY) -> tuple[int | float | None, ...]:
        return tuple(step.found.value for step in self.answer.course(metric, member, days=list(self.days[1:])))


def named(row: dict[str, Any], numbers: dict[str, Number], **attributes: Any) -> Row:
    """A row of a register with numbers."""
    return Row(
        code=row["code"],
        name=Text(row["name_zh"], row["name_en"]),
        short=short(row),
        numbers=numbers,
        attributes={name: value for name, value in attributes.items() if name not in ("course", "expected")},
        course=attributes.get("course", ()),
        expected=attributes.get("expected", ()),
    )


def short(row: dict[str, Any]) -> Text:
    """The name of a register's row as it stands on the wall."""
    return Text(row["short_zh"], row["short_en"] or row["name_en"])


def ranked(rows: Iterable[Row], metric: str) -> list[Row]:
    """Largest first; of equals the code decides, so that a board is always in the same order."""
    return sorted(rows, key=lambda row: (-(row.numbers[metric].value or 0), row.code))


def known(rows: Iterable[Row]) -> list[Row]:
    """Rows of which at least one number is known and not zero."""
    return [row for row in rows if any(number.value for number in row.numbers.values())]
