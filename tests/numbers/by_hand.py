"""Every number of the overview, by SQL that was written by hand and knows nothing of the cockpit's own sums.

A level is the latest row of each key up to the day; a sum is over the seven days that end on it. The answer is a
dictionary by (metric, member, part), as the pages name their numbers.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, text

Key = tuple[str, str | None, str | None]
Answers = dict[Key, int | float | None]

KEYS = {
    "library_daily": "library, unit",
    "thematic_daily": "library, unit",
    "resource_daily": "unit, kind",
    "reported_daily": "figure",
    "opening_daily": "unit, theme",
    "meeting_daily": "unit",
    "return_daily": "unit",
}


class ByHand:
    """Asks one database about one as-of day."""

    def __init__(self, connection: Connection, day: date) -> None:
        self.connection = connection
        self.day = day

    def rows(self, sql: str, **more: Any) -> list[Any]:
        return [tuple(row) for row in self.connection.execute(text(sql), {"day": self.day, **more})]

    def one(self, sql: str, **more: Any) -> int | None:
        value = self.rows(sql, **more)[0][0]
        return None if value is None else int(value)

    def latest(self, table: str, columns: str, where: str = "1 = 1", rest: str = "", **more: Any) -> list[Any]:
        """The latest row of each key up to the as-of day (or `on`)."""
        numbered = f"ROW_NUMBER() OVER (PARTITION BY {KEYS[table]} ORDER BY day DESC) AS newness"
        held = f"SELECT {table}.*, {numbered} FROM {table} WHERE day <= :on"
        on = more.pop("on", self.day)
        return self.rows(f"SELECT {columns} FROM ({held}) f WHERE newness = 1 AND {where} {rest}", on=on, **more)

    def level(self, table: str, column: str, where: str = "1 = 1", **more: Any) -> int | None:
        value = self.latest(table, f"SUM({column})", where, **more)[0][0]
        return None if value is None else int(value)

    def week(self, table: str, column: str, back: int = 0, where: str = "1 = 1") -> int | None:
        last = self.day - timedelta(days=7 * back)
        return self.one(
            f"SELECT SUM({column}) FROM {table} WHERE day > :first AND day <= :last AND {where}",
            first=last - timedelta(days=7),
            last=last,
        )

    def published(self, metric: str, member: str | None = None) -> int | None:
        same = "member IS NULL" if member is None else "member = :member"
        found = self.rows(
            f"SELECT value FROM published_figure WHERE metric = :metric AND {same} AND as_of <= :day"
            " ORDER BY as_of DESC",
            metric=metric,
            **({} if member is None else {"member": member}),
        )
        return int(found[0][0]) if found else None


def overview(connection: Connection, day: date) -> Answers:
    hand = ByHand(connection, day)
    return {
        **volumes(hand),
        **sharing(hand),
        **opening(hand),
        **meetings(hand),
        **targets(hand),
    }


def volumes(hand: ByHand) -> Answers:
    answers: Answers = {}
    for code, records, catalogued, stored in hand.latest(
        "library_daily",
        "f.library, SUM(f.records), SUM(f.items_catalogued), SUM(f.items_stored)",
        rest="GROUP BY f.library",
    ):
        place = f"libraries:{code}"
        answers["volumes.records", place, None] = int(records)
        answers["volumes.items_catalogued", place, None] = int(catalogued)
        answers["volumes.items_stored", place, None] = None if stored is None else int(stored)
        answers["volumes.items_missing", place, None] = None if stored is None else int(catalogued - stored)
    for name in ("records", "items_catalogued", "items_stored"):
        answers[f"volumes.{name}", "libraries:spatial", None] = None
    answers["volumes.records", None, None] = hand.level("library_daily", "records")
    answers["volumes.records", None, "published"] = hand.published("volumes.records")
    answers["volumes.items_stored", None, None] = hand.level("library_daily", "items_stored")
    week_before = hand.level("library_daily", "items_stored", on=hand.day - timedelta(days=7))
    answers["volumes.items_stored", None, "change"] = difference(
        answers["volumes.items_stored", None, None], week_before
    )
    confirmed = hand.level("reported_daily", "value", "f.figure = 'items_confirmed'")
    listed = hand.level("library_daily", "items_catalogued")
    gap = difference(confirmed, listed)
    answers["volumes.items_confirmed", "reconciliations:volumes.items", "difference"] = gap
    answers["volumes.departments", None, None] = int(
        hand.latest("library_daily", "COUNT(DISTINCT f.unit)", "f.records > 0")[0][0]
    )
    answers["volumes.return_records", None, None] = hand.level("return_daily", "records")
    answers["volumes.return_items", None, None] = hand.level("return_daily", "items")
    return answers


def difference(now: int | float | None, before: int | float | None) -> int | float | None:
    return None if now is None or before is None else now - before


def sharing(hand: ByHand) -> Answers:
    answers: Answers = {}
    now, before = hand.week("flow_daily", "records"), hand.week("flow_daily", "records", back=1)
    answers["sharing.records", None, None] = now
    answers["sharing.records", None, "change"] = difference(now, before)
    for (code,) in hand.rows("SELECT code FROM scenario WHERE :day IS NOT NULL"):
        answers["sharing.scenario_volume", f"scenarios:{code}", None] = hand.published("sharing.scenario_volume", code)
    mounted = hand.level("resource_daily", "mounted")
    counter = hand.level("reported_daily", "value", "f.figure = 'resources'")
    answers["sharing.mounted", None, None] = mounted
    answers["sharing.resources", None, None] = counter
    gap = difference(counter, mounted)
    place = "reconciliations:sharing.resources"
    answers["sharing.resources", place, "difference"] = gap
    answers["sharing.resources", place, "difference_share"] = round(abs(gap) / counter, 6) if gap and counter else 0
    return answers


def opening(hand: ByHand) -> Answers:
    datasets = hand.level("opening_daily", "datasets")
    on_time = sum(on_time_by_unit(hand).values())
    answers: Answers = {
        ("opening.datasets", None, None): datasets,
        ("opening.updated_share", None, None): round(on_time / datasets, 6) if on_time and datasets else None,
    }
    for level in ("county", "municipal"):
        of_level = f"f.unit IN (SELECT code FROM unit WHERE level = '{level}')"
        answers["opening.datasets", f"levels:{level}", None] = hand.level("opening_daily", "datasets", of_level)
    for (code,) in hand.rows("SELECT code FROM unit WHERE level = 'county' AND :day IS NOT NULL"):
        answers["opening.datasets", f"counties:{code}", None] = hand.level(
            "opening_daily", "datasets", "f.unit = :unit", unit=code
        )
    return answers


def on_time_by_unit(hand: ByHand) -> dict[str, int]:
    """Of units that spoke by the day before, what they said; of the others, what the register says of the day."""
    last = "SELECT unit FROM opening_daily WHERE day <= :day GROUP BY unit HAVING MAX(day) < :before"
    silent = {unit for (unit,) in hand.rows(last, before=hand.day - timedelta(days=1))}
    said = hand.latest("opening_daily", "f.unit, SUM(f.updated_on_time)", rest="GROUP BY f.unit")
    found = {unit: int(counted or 0) for unit, counted in said if unit not in silent}
    for unit, day, cadence in hand.rows(
        "SELECT unit, updated_on, cadence_days FROM open_dataset WHERE :day IS NOT NULL"
    ):
        if unit in silent:
            updated = day if isinstance(day, date) else date.fromisoformat(day)
            found[unit] = found.get(unit, 0) + ((hand.day - updated).days <= cadence)
    return found


def meetings(hand: ByHand) -> Answers:
    answers: Answers = {}
    for place, where in (
        (None, "1 = 1"),
        ("levels:county", "f.unit IN (SELECT code FROM unit WHERE level = 'county')"),
        ("levels:municipal", "f.unit IN (SELECT code FROM unit WHERE level = 'municipal')"),
    ):
        counted = hand.latest("meeting_daily", "COUNT(DISTINCT f.unit)", f"f.endpoints > 0 AND {where}")
        answers["meetings.units", place, None] = int(counted[0][0])
    answers["meetings.served", None, None] = hand.published("meetings.served")
    for step in range(12):
        answers["meetings.held", None, f"course:{step}"] = hand.week("meeting_daily", "held", back=11 - step)
    answers["meetings.held", None, None] = hand.week("meeting_daily", "held")
    answers["meetings.endpoints", None, None] = hand.level("meeting_daily", "endpoints")
    answers["meetings.endpoints_online", None, None] = hand.level("meeting_daily", "endpoints_online")
    hosts = hand.rows(
        "SELECT host, COUNT(*) FROM meeting WHERE day > :first AND day <= :day GROUP BY host ORDER BY 2 DESC, 1",
        first=hand.day - timedelta(days=84),
    )
    for code, held in hosts[:5]:
        answers["meetings.held", f"meeting_hosts:{code}", None] = int(held)
    return answers


def targets(hand: ByHand) -> Answers:
    ahead = hand.rows(
        "SELECT code, value, due_on FROM target WHERE due_on >= :day AND effective_on <= :day ORDER BY due_on LIMIT 1"
    )
    answers: Answers = {}
    for code, value, due_on in ahead:
        due = due_on if isinstance(due_on, date) else date.fromisoformat(due_on)
        left = (due - hand.day).days
        for place in (None, f"targets:{code}"):
            answers["targets.goal", place, None] = int(value)
            answers["targets.days_left", place, None] = left
    return answers
