"""A file with a line for each day: the day and the free spaces, with a comma between."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time

from cockpit.ingest.file_access import content, found
from cockpit.ingest.source_kind import Delivery, Options, ReadingContext, Row, SourceKind, declare
from cockpit.store.account import Account


class ParkingOptions(Options):
    file: str


def read(options: ParkingOptions, reading: ReadingContext) -> Delivery:
    days: dict[date, list[Row]] = defaultdict(list)
    for path in found(reading.folder, options.file):
        for line in content(path, most=1_000_000).decode().split():
            day, free = line.split(",")
            row = {"day": date.fromisoformat(day), "figure": "parking_free", "value": int(free)}
            days[row["day"]].append({**row, "provenance": options.provenance})  # type: ignore[index]
    newest = datetime.combine(max(days), time(6))
    return Delivery(
        accepted=len(days), account=Account(read=len(days)), facts={"reported_daily": dict(days)}, newest_at=newest
    )


declare(
    SourceKind(
        name="parking_file",
        summary="A file with a line for each day: the day and the free spaces.",
        options=ParkingOptions,
        read=read,
        example='kind = "parking_file"\nfile = "parking.csv"\n',
    )
)
