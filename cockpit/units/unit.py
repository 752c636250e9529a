"""Units of measure: what a number counts, and in which style it is written."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.units.text import Text


@dataclass(frozen=True)
class Unit:
    """`style` is volume (万, 亿), count (exact), share (0 to 1, written in %), bytes or milliseconds."""

    name: str
    text: Text
    style: str = "count"


def _units(*units: Unit) -> dict[str, Unit]:
    return {unit.name: unit for unit in units}


UNITS = _units(
    Unit("record", Text("条", "records"), "volume"),
    Unit("item", Text("项", "items")),
    Unit("entry", Text("条", "entries")),
    Unit("resource", Text("个", "resources")),
    Unit("interface", Text("个", "interfaces")),
    Unit("dataset", Text("个", "datasets")),
    Unit("unit", Text("个单位", "units")),
    Unit("department", Text("个", "departments")),
    Unit("library", Text("个", "libraries")),
    Unit("exchange", Text("次", "exchanges"), "volume"),
    Unit("download", Text("次", "downloads"), "volume"),
    Unit("call", Text("次", "calls"), "volume"),
    Unit("meeting", Text("次", "meetings")),
    Unit("minute", Text("分钟", "minutes"), "volume"),
    Unit("fault", Text("次", "faults")),
    Unit("endpoint", Text("个", "rooms")),
    Unit("source", Text("个", "sources")),
    Unit("hour", Text("小时", "hours")),
    Unit("day", Text("天", "days")),
    Unit("scenario", Text("个", "scenarios")),
    Unit("training", Text("次", "trainings")),
    Unit("kind", Text("种", "kinds")),
    Unit("share", Text("%", "%"), "share"),
    Unit("byte", Text("B", "B"), "bytes"),
    Unit("millisecond", Text("毫秒", "ms"), "milliseconds"),
)
