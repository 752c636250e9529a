"""The readings of the demonstration's sources: one a day at the hour of the last one, back to the first day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta

from cockpit.errors import CityWrong
from cockpit.ingest.demonstration.calibration import Calibration, Mark
from cockpit.ingest.demonstration.history import Row
from cockpit.ingest.demonstration.rhythm import DAY

LAST_OF_A_DAY = time(23, 45)
"""Of a source that is read several times a day, the reading by which the day is judged."""


def readings(calibration: Calibration, facts: Mapping[str, Iterable[date]]) -> list[Row]:
    """Those before the last, which the marks say; of a source that was never read there is none."""
    hours = {row["code"]: row["cadence_hours"] for row in calibration.city.registers["source"]}
    found: list[Row] = []
    for mark in calibration.marks:
        if mark.newest_at is not None and mark.read_at is not None:
            often = hours[mark.source] < 24
            found += _of(calibration, mark, _arrivals(mark, facts), often=often)
    return found


def _of(calibration: Calibration, mark: Mark, arrivals: list[date] | None, *, often: bool) -> Iterator[Row]:
    assert mark.newest_at is not None
    assert mark.read_at is not None
    at = LAST_OF_A_DAY if often else mark.read_at.time()
    newest: datetime | None = None
    for day in calibration.rhythm.days():
        read_at = datetime.combine(day, at)
        if read_at >= mark.read_at or day < (mark.since or day):
            continue
        outage = calibration.rhythm.outages.get(day) if mark.stops_with_outages else None
        failed = outage if outage is not None and not outage.percent_left else None
        if failed is None:
            newest = _newest(mark, read_at, arrivals, often=often)
        if newest is None:
            continue  # nothing has come yet, so that nobody has connected it
        yield {
            "source": mark.source,
            "read_at": read_at,
            "newest_at": newest,
            "failure": failed.what.en if failed else None,
            "failure_zh": failed.what.zh if failed else None,
            "accepted": None,
            "repeated": None,
            "refused": None,
            "provenance": mark.provenance,
        }


def _arrivals(mark: Mark, facts: Mapping[str, Iterable[date]]) -> list[date] | None:
    """The days on which something came, where that is not every day."""
    if mark.comes_with is None:
        return None
    if mark.comes_with not in facts:
        raise CityWrong(
            "source_marks.csv", None, f"comes_with is {mark.comes_with!r}.", f"Use one of {', '.join(facts)}."
        )
    return sorted(facts[mark.comes_with])


def _newest(mark: Mark, read_at: datetime, arrivals: list[date] | None, *, often: bool) -> datetime | None:
    """The newest data of a reading, as far before it as in the last one."""
    assert mark.newest_at is not None
    assert mark.read_at is not None
    if often:
        return read_at - (mark.read_at - mark.newest_at)
    if arrivals is None:
        newest = datetime.combine(read_at.date(), mark.newest_at.time())
        return newest if newest <= read_at else newest - DAY
    came = [day for day in arrivals if day <= read_at.date()]
    return datetime.combine(came[-1], time()) + timedelta(hours=mark.newest_at.hour) if came else None
