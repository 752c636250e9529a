"""The folder of a demonstration, read and checked against its city."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

from cockpit.errors import CityWrong
from cockpit.ingest import csv_table
from cockpit.ingest.city import City
from cockpit.ingest.csv_table import CsvLine
from cockpit.ingest.demonstration.calibration import (
    GROUP,
    WORLD,
    Calibration,
    CalibrationWeek,
    Constants,
    Contributor,
    Link,
    Mark,
)
from cockpit.ingest.demonstration.rhythm import DAY, PlatformOutage, Rhythm
from cockpit.store.shared_columns import PROVENANCES
from cockpit.store.vocabulary import Provenance, ResourceKind
from cockpit.units import Text

KINDS = (ResourceKind.FILE, ResourceKind.TABLE, ResourceKind.API)


def read(folder: Path, city: City) -> Calibration:
    """The calibration of a folder for a city; CityWrong where a file cannot be used."""
    if not folder.is_dir():
        raise CityWrong(folder.name, None, f"there is no demonstration in {folder.parent}.", "Choose another city.")
    constants = Constants(folder / WORLD)
    clock = constants.of("clock", datetime)
    reading = _Reading(folder, city)
    contributors = reading.contributors()
    groups = reading.groups()
    calibration = Calibration(
        city=city,
        constants=constants,
        seed=constants.whole("seed"),
        clock=clock,
        rhythm=Rhythm(constants.of("first_day", date), clock.date(), reading.holidays(), reading.outages()),
        weeks=reading.weeks(list(dict.fromkeys(held.library for held in contributors)), last=clock.date()),
        contributors=contributors,
        links=reading.links(groups),
        groups=groups,
        county_datasets={
            line.one_of("unit", reading.units): line.whole("datasets") for line in reading.open_datasets()
        },
        meeting_hours=reading.meeting_hours(),
        meeting_hosts=reading.meeting_hosts(),
        marks=reading.marks(),
    )
    _check_meetings(calibration)
    return calibration


def _check_meetings(calibration: Calibration) -> None:
    """Every meeting of the weeks has an hour and a host."""
    meetings = sum(week.meetings for week in calibration.weeks)
    for file, found in (
        ("meeting_hours.csv", calibration.meeting_hours),
        ("meeting_hosts.csv", calibration.meeting_hosts),
    ):
        if len(found) != meetings:
            raise CityWrong(
                file, None, f"it has {len(found)} meetings, but weeks.csv has {meetings}.", "Make them the same."
            )


class _Reading:
    """The sheets of the folder, checked against the city."""

    def __init__(self, folder: Path, city: City) -> None:
        self._folder = folder
        self._city = city
        self.units = {unit["code"]: None for unit in city.registers["unit"]}

    def _sheet(self, file: str, *columns: str, optional: tuple[str, ...] = ()) -> list[CsvLine]:
        return csv_table.read(self._folder / file, required=columns, optional=optional)

    def weeks(self, libraries: list[str], *, last: date) -> list[CalibrationWeek]:
        lines = self._sheet("weeks.csv", "ends_on", "exchanged", "meetings", *libraries)
        weeks = [
            CalibrationWeek(
                ends_on=line.day("ends_on"),
                exchanged=line.whole("exchanged"),
                meetings=line.whole("meetings"),
                added={library: line.whole(library) for library in libraries},
            )
            for line in lines
        ]
        if not weeks:
            raise CityWrong("weeks.csv", None, "it has no line below its header.", "Add at least one week.")
        for line, week, back in zip(lines, weeks, range(len(weeks) - 1, -1, -1), strict=True):
            due = last - back * 7 * DAY
            if week.ends_on != due:
                raise line.wrong(f"the week ends on {week.ends_on}.", f"Weeks end on the clock's day: {due} is due.")
        return weeks

    def contributors(self) -> list[Contributor]:
        columns = ("library", "unit", "records_weight", "items_weight", "joined_on", "delivers")
        lines = self._sheet("contributors.csv", *columns)
        csv_table.unique(lines, "library", "unit")
        libraries = {library["code"]: None for library in self._city.registers["library"]}
        return [
            Contributor(
                library=line.one_of("library", libraries),
                unit=line.one_of("unit", self.units),
                records_weight=line.whole("records_weight"),
                items_weight=line.whole("items_weight"),
                joined_on=line.day("joined_on"),
                delivers=line.one_of("delivers", ("daily", "weekly", "monthly")),
            )
            for line in lines
        ]

    def groups(self) -> dict[str, list[tuple[str, int]]]:
        groups: dict[str, list[tuple[str, int]]] = defaultdict(list)
        lines = self._sheet("groups.csv", "group", "unit", "weight")
        csv_table.unique(lines, "group", "unit")
        for line in lines:
            groups[line.text("group")].append((line.one_of("unit", self.units), line.whole("weight")))
        return groups

    def links(self, groups: Mapping[str, object]) -> list[Link]:
        ends = {**self.units, **{GROUP + group: None for group in groups}}
        columns = ("provider", "consumer", "records", "kinds", "since")
        return [
            Link(
                provider=line.one_of("provider", ends),
                consumer=line.one_of("consumer", ends),
                records=line.whole("records"),
                kinds=_kinds(line),
                spread=line.whole("spread") if line.cells.get("spread") else None,
                since=line.day("since"),
            )
            for line in self._sheet("links.csv", *columns, optional=("spread",))
        ]

    def open_datasets(self) -> list[CsvLine]:
        return self._sheet("open_datasets.csv", "unit", "datasets")

    def meeting_hours(self) -> list[tuple[int, int]]:
        """Weekday from 0 and hour of every meeting of the calibrated weeks."""
        hours = [str(hour) for hour in range(8, 19)]
        return [
            (int(line.one_of("weekday", tuple("1234567"))) - 1, int(hour))
            for line in self._sheet("meeting_hours.csv", "weekday", *hours)
            for hour in hours
            for _ in range(line.whole(hour))
        ]

    def meeting_hosts(self) -> list[str]:
        """The host of every meeting of the calibrated weeks."""
        lines = self._sheet("meeting_hosts.csv", "unit", "meetings")
        return [line.one_of("unit", self.units) for line in lines for _ in range(line.whole("meetings"))]

    def holidays(self) -> frozenset[date]:
        days: set[date] = set()
        for line in self._sheet("holidays.csv", "name_zh", "first_day", "last_day"):
            first, last = line.day("first_day"), line.day("last_day")
            days.update(first + number * DAY for number in range((last - first).days + 1))
        return frozenset(days)

    def outages(self) -> dict[date, PlatformOutage]:
        columns = ("day", "percent_left", "failed_permille", "what", "what_en")
        return {
            line.day("day"): PlatformOutage(
                line.whole("percent_left"), line.whole("failed_permille"), Text(line.text("what"), line.text("what_en"))
            )
            for line in self._sheet("outages.csv", *columns)
        }

    def marks(self) -> list[Mark]:
        sources = {source["code"]: None for source in self._city.registers["source"]}
        return [
            Mark(
                source=line.one_of("source", sources),
                newest_at=_moment(line, "newest_at"),
                read_at=_moment(line, "read_at"),
                failure=line.cells.get("failure") or None,
                since=line.day("since") if line.cells.get("since") else None,
                comes_with=line.cells.get("comes_with") or None,
                stops_with_outages=line.cells.get("outages") == "yes",
                provenance=_provenance(line),
            )
            for line in self._sheet(
                "source_marks.csv",
                "source",
                optional=("newest_at", "read_at", "failure", "since", "comes_with", "outages", "provenance"),
            )
        ]


def _kinds(line: CsvLine) -> tuple[ResourceKind, ...]:
    kinds = tuple(line.text("kinds").split())
    for kind in kinds:
        if kind not in KINDS:
            raise line.wrong(f"kinds has {kind!r}, which is unknown.", f"Use {', '.join(KINDS)}, separated by spaces.")
    return tuple(map(ResourceKind, kinds))


def _provenance(line: CsvLine) -> Provenance:
    """Of what the source brings; invented, where the line says nothing."""
    if not line.cells.get("provenance"):
        return Provenance.DEMO
    return Provenance(line.one_of("provenance", PROVENANCES))


def _moment(line: CsvLine, column: str) -> datetime | None:
    found = line.cells.get(column)
    if not found:
        return None
    try:
        return datetime.fromisoformat(found)
    except ValueError as wrong:
        raise line.wrong(f"{column} is {found!r}, not a time.", "Write it as 2020-09-30T18:00:00.") from wrong
