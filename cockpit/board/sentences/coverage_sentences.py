"""How much of a period is there, and what stands in the place of a change, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cockpit.metrics.coverage import Coverage, Days
from cockpit.metrics.number import Number
from cockpit.units import Text

WITHHELD = Text("不满一期，暂不比", "incomplete, not compared")
BEFORE = Text("前期不满，暂不比", "the period before is incomplete, not compared")
"""Where this period is whole and the one before it is not."""


def portion(coverage: Coverage) -> Text:
    """5/7天, as it stands after a unit."""
    return Text(f"{coverage.there}/{coverage.due}天", f"{coverage.there}/{coverage.due} days")


def spans(days: Sequence[Days]) -> Text:
    """09-29至09-30、10-02."""
    said = []
    for first, last in days:
        begin, end = (f"{day:%m-%d}" for day in (first, last))
        said.append(Text(begin, begin) if first == last else Text(f"{begin}至{end}", f"{begin} to {end}"))
    return Text("、".join(one.zh for one in said), ", ".join(one.en for one in said))


def _moment(at: datetime) -> str:
    return f"{at:%m-%d %H:%M}"


def told(coverage: Coverage) -> Text | None:
    """What is missing, up to when the source has spoken, and how many rows say nothing; None where nothing lacks."""
    said: list[Text] = []
    if coverage.begun:
        day = coverage.begun.isoformat()
        said.append(Text(f"数据自{day}起", f"data begins on {day}"))
    elif not coverage.whole:
        part, gone = portion(coverage), spans(coverage.missing)
        said.append(Text(f"{part.zh}，不满一期", f"{part.en}, incomplete"))
        if coverage.missing:
            said.append(Text(f"缺{gone.zh}", f"missing {gone.en}"))
        if coverage.until:
            at = _moment(coverage.until)
            said.append(Text(f"数据至{at}", f"data to {at}"))
    if coverage.unknown:
        rows = "row does" if coverage.unknown == 1 else "rows do"
        said.append(Text(f"{coverage.unknown:,}行未填，未计入", f"{coverage.unknown:,} {rows} not say it"))
    return Text("；".join(one.zh for one in said), "; ".join(one.en for one in said)) if said else None


def silent(number: Number) -> Text | None:
    """Why a period that is whole has no number: its source spoke on every day, and had no row of it."""
    covered = number.coverage
    if number.value is not None or covered is None or not covered.whole or covered.begun or covered.unknown:
        return None
    part = portion(covered)
    return Text(
        f"来源{part.zh}均已报送，其中没有这一项的记录",
        f"the source has reported {part.en}, and has no row of this in any",
    )


def why(number: Number) -> Text | None:
    """Why there is no change; None where nothing is withheld."""
    if number.withheld is None:
        return None
    return WITHHELD if number.partial else BEFORE
