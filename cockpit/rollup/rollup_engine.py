"""What an engine of the rollup is, and what both do with the rows that come out of the definition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from cockpit.errors import RollupWrong
from cockpit.rollup.definition import COLUMNS, KEY
from cockpit.store.vocabulary import Provenance

Row = dict[str, Any]


class Engine(Protocol):
    def flows(
        self, parts: Mapping[date, Sequence[Path]], *, distinct: bool, provenance: Provenance
    ) -> Iterator[tuple[date, list[Row]]]:
        """Rows of flow_daily (but its source) by day, in the order of days and keys; a day without events is empty.

        RollupWrong where a part is gone or broken, or a total does not fit.
        """
        ...


def by_day(
    days: Iterable[date], found: Iterable[Sequence[Any]], *, provenance: Provenance
) -> Iterator[tuple[date, list[Row]]]:
    """The rows of an engine, checked and in the one order that every engine gives.

    RollupWrong where a landed part holds what cannot have landed.
    """
    rows: dict[date, list[Row]] = {day: [] for day in sorted(days)}
    for values in found:
        row: Row = {**dict(zip(COLUMNS, values, strict=True)), "provenance": provenance}
        if any(row[name] is None for name in KEY):
            raise RollupWrong(
                "A landed part holds an event without provider, consumer, kind or scenario.",
                LAND_AGAIN,
                zh="已落地的事件缺少提供方、使用方、类型或场景。",
            )
        if row["day"] not in rows:
            raise RollupWrong(
                f"A landed part holds an event of another day, {row['day']}.",
                LAND_AGAIN,
                zh=f"已落地的事件属于另一天：{row['day']}。",
            )
        rows[row["day"]].append(row)
    for day, held in rows.items():
        yield day, sorted(held, key=lambda row: tuple(row[name] for name in KEY[1:]))


LAND_AGAIN = "Restore the folder of landed parts from its backup, or land the source anew."


def missing(parts: Iterable[Path]) -> None:
    """RollupWrong where a landed part is gone."""
    for part in parts:
        if not part.is_file():
            raise RollupWrong(
                f"The landed part {part.name} of {part.parent.name} is gone.",
                LAND_AGAIN,
                zh=f"{part.parent.name}的落地文件{part.name}不见了。",
            )


def broken(reason: str) -> RollupWrong:
    """What an engine said, in one line."""
    line = " ".join(reason.split())[:160]
    if "overflow" in line.lower() or "out of range" in line.lower():
        return RollupWrong(
            "A day's total is too large for a number of the database.",
            "Correct the events of that day.",
            zh="一天的合计超出数据库所能存的数。",
        )
    return RollupWrong(f"The landed events cannot be added up ({line}).", LAND_AGAIN, zh="已落地的事件无法汇总。")
