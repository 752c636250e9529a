"""Units of measure: what a number counts, and in which style it is written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from cockpit.units.text import Text


class UnitStyle(StrEnum):
    """How a number of a unit is written."""

    COUNT = "count"
    """Exact."""
    VOLUME = "volume"
    """In 万 and 亿."""
    SHARE = "share"
    """From 0 to 1, in percent."""
    BYTES = "bytes"
    MILLISECONDS = "milliseconds"


@dataclass(frozen=True)
class Unit:
    name: str
    text: Text
    style: UnitStyle = UnitStyle.COUNT


def _units(*units: Unit) -> dict[str, Unit]:
    return {unit.name: unit for unit in units}


UNITS = _units(
    Unit("record", Text("条", "records"), UnitStyle.VOLUME),
    Unit("item", Text("项", "items")),
    Unit("entry", Text("条", "entries")),
    Unit("resource", Text("个", "resources")),
    Unit("interface", Text("个", "interfaces")),
    Unit("dataset", Text("个", "datasets")),
    Unit("unit", Text("个单位", "units")),
    Unit("department", Text("个", "departments")),
    Unit("library", Text("个", "libraries")),
    Unit("exchange", Text("次", "exchanges"), UnitStyle.VOLUME),
    Unit("download", Text("次", "downloads"), UnitStyle.VOLUME),
    Unit("call", Text("次", "calls"), UnitStyle.VOLUME),
    Unit("meeting", Text("次", "meetings")),
    Unit("minute", Text("分钟", "minutes"), UnitStyle.VOLUME),
    Unit("fault", Text("次", "faults")),
    Unit("endpoint", Text("个", "rooms")),
    Unit("user", Text("个", "accounts")),
    Unit("source", Text("个", "sources")),
    Unit("hour", Text("小时", "hours")),
    Unit("day", Text("天", "days")),
    Unit("scenario", Text("个", "scenarios")),
    Unit("training", Text("次", "trainings")),
    Unit("kind", Text("种", "kinds")),
    Unit("share", Text("%", "%"), UnitStyle.SHARE),
    Unit("byte", Text("B", "B"), UnitStyle.BYTES),
    Unit("millisecond", Text("毫秒", "ms"), UnitStyle.MILLISECONDS),
)
