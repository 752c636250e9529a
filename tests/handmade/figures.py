"""The numbers of the pictures and their courses; what each of them is, the metrics themselves say."""

from __future__ import annotations

from datetime import date, datetime

from cockpit.board.records import Point
from cockpit.calendar import SHANGHAI, course_days
from cockpit.metrics.metric import METRICS, Metric
from cockpit.metrics.number import Note, Number, unknown
from cockpit.store.vocabulary import Provenance

DAY = date(2020, 9, 30)


CLOCK = datetime(2020, 9, 30, 18, 0, tzinfo=SHANGHAI)


def published(
    metric: str, value: float, qualifier: str | None = None, *, said: int | None = None, change: float | None = None
) -> Number:
    """A number that the bureau published; `said` where the published figure is rounder than the value."""
    return Number(
        value,
        METRICS[metric].unit,
        as_of=DAY,
        provenance=Provenance.PUBLISHED,
        published_qualifier=qualifier,
        published=said if said is not None else (int(value) if qualifier else None),
        previous=None if change is None else value - change,
        change=change,
        change_provenance=None if change is None else Provenance.DEMO,
    )


def demo(metric: str, value: float, change: float | None = None) -> Number:
    return Number(
        value,
        METRICS[metric].unit,
        as_of=DAY,
        provenance=Provenance.DEMO,
        previous=None if change is None else value - change,
        change=change,
        change_provenance=None if change is None else Provenance.DEMO,
    )


VALUES: dict[str, Number] = {
    "volumes.records": published("volumes.records", 601_910_000, "多", said=600_000_000, change=610_000),
    "volumes.growth": demo("volumes.growth", 610_000, 20_000),
    "volumes.growth_12w": demo("volumes.growth_12w", 7_610_000),
    "volumes.items_catalogued": published("volumes.items_catalogued", 384),
    "volumes.items_stored": published("volumes.items_stored", 243, change=3),
    "volumes.stored_share": published("volumes.stored_share", 243 / 283),
    "volumes.items_missing": published("volumes.items_missing", 40, change=-3),
    "volumes.items_confirmed": published("volumes.items_confirmed", 368),
    "volumes.departments": published("volumes.departments", 34, change=0),
    "volumes.base_libraries": published("volumes.base_libraries", 6),
    **{
        f"volumes.theme_{name}": unknown(unit, Note.NO_DATA)
        for name, unit in (("records", "record"), ("items", "item"), ("users", "user"))
    },
    "volumes.themes_planned": published("volumes.themes_planned", 12),
    "volumes.themes_building": published("volumes.themes_building", 2),
    "volumes.themes_serving": published("volumes.themes_serving", 0),
    "volumes.return_items": published("volumes.return_items", 15),
    "volumes.return_records": published("volumes.return_records", 2_980_000, change=12_000),
    "sharing.catalogues": published("sharing.catalogues", 28_619, change=164),
    "sharing.mounted": published("sharing.mounted", 59_566, change=412),
    "sharing.resources": published("sharing.resources", 59_690, change=412),
    "sharing.units_without": demo("sharing.units_without", 7, 0),
    "sharing.exchanges": demo("sharing.exchanges", 48_210, 1_870),
    "sharing.failure_share": demo("sharing.failure_share", 0.0062, -0.0011),
    "sharing.success_share": demo("sharing.success_share", 0.9938, 0.0011),
    "sharing.records": demo("sharing.records", 21_460_000, 1_180_000),
    "sharing.records_received": demo("sharing.records_received", 21_460_000, 1_180_000),
    "sharing.bytes": demo("sharing.bytes", 32_400_000_000, 1_100_000_000),
    "sharing.latency_p50": demo("sharing.latency_p50", 38, -2),
    "sharing.latency_p95": demo("sharing.latency_p95", 420, 15),
    "sharing.providers": demo("sharing.providers", 34, 0),
    "sharing.consumers": demo("sharing.consumers", 41, 1),
    "sharing.takers_only": demo("sharing.takers_only", 6, 0),
    "sharing.scenario_volume": unknown("record", Note.NOT_SPLIT, DAY),
    "sharing.scenario_items": unknown("item", Note.NOT_SPLIT, DAY),
    "sharing.scenario_departments": unknown("department", Note.NOT_SPLIT, DAY),
    "sharing.scenarios": published("sharing.scenarios", 5),
    "sharing.portal_interfaces": published("sharing.portal_interfaces", 18),
    "opening.datasets": published("opening.datasets", 1_914, change=22),
    "opening.units": demo("opening.units", 98, 1),
    "opening.updated_share": demo("opening.updated_share", 0.874, -0.012),
    "opening.downloads": demo("opening.downloads", 12_480, 640),
    "opening.api_calls": demo("opening.api_calls", 86_300, -1_900),
    "meetings.units": published("meetings.units", 120, change=0),
    "meetings.held": demo("meetings.held", 6, 1),
    "meetings.minutes": demo("meetings.minutes", 540, 75),
    "meetings.attendance_share": demo("meetings.attendance_share", 0.936, 0.004),
    "meetings.endpoints": demo("meetings.endpoints", 120, 0),
    "meetings.endpoints_online": demo("meetings.endpoints_online", 113, -1),
    "meetings.endpoints_offline": demo("meetings.endpoints_offline", 5, 1),
    "meetings.endpoints_adjusting": demo("meetings.endpoints_adjusting", 2, 0),
    "meetings.online_share": demo("meetings.online_share", 113 / 120),
    "meetings.faults": demo("meetings.faults", 3, -2),
    "meetings.served": published("meetings.served", 40, "余"),
    "meetings.large_served": published("meetings.large_served", 40, "余"),
    "meetings.trainings": published("meetings.trainings", 1),
    "targets.goal": published("targets.goal", 200, "以上"),
    "targets.days_left": published("targets.days_left", 61),
    "targets.attainment": unknown("share", Note.NOT_CONNECTED, DAY),
    "trust.sources": published("trust.sources", 11),
    "trust.sources_current": published("trust.sources_current", 9),
    "trust.differences": published("trust.differences", 2),
}


def numbers() -> dict[str, Number]:
    """One of every metric that there is; no data where nothing is on the pictures."""
    return {metric.name: VALUES.get(metric.name, unknown(metric.unit, Note.NO_DATA, DAY)) for metric in METRICS}


RECORDS_12W = (1712, 1755, 1698, 1802, 1836, 1790, 1874, 1921, 1889, 1967, 2028, 2146)


STEPS: dict[str, tuple[float, ...]] = {
    "sharing.records": (tuple(value * 10_000 for value in RECORDS_12W)),
    "sharing.exchanges": (
        (39_120, 40_310, 38_870, 41_220, 41_980, 40_650, 43_010, 44_270, 43_520, 45_160, 46_340, 48_210)
    ),
    "sharing.failure_share": (
        (0.011, 0.0102, 0.0114, 0.0096, 0.0091, 0.0105, 0.0088, 0.0082, 0.0090, 0.0079, 0.0073, 0.0062)
    ),
    "opening.downloads": ((8_140, 8_420, 8_010, 9_020, 9_360, 8_930, 9_880, 10_410, 10_120, 11_050, 11_840, 12_480)),
    "opening.api_calls": (
        (61_200, 63_400, 62_100, 66_800, 69_300, 68_000, 72_500, 76_900, 75_100, 80_600, 88_200, 86_300)
    ),
    "meetings.held": ((2, 3, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6)),
    "meetings.minutes": ((180, 255, 270, 360, 165, 285, 345, 450, 240, 375, 465, 540)),
    "volumes.records": (tuple(594_300_000 + 7_610_000 * step // 12 for step in range(13))),
    "volumes.items_stored": ((216, 218, 220, 221, 224, 226, 228, 231, 233, 236, 238, 240, 243)),
    "sharing.mounted": (tuple(54_900 + 4_666 * step // 12 for step in range(13))),
    "sharing.catalogues": (tuple(26_700 + 1_919 * step // 12 for step in range(13))),
    "opening.datasets": (tuple(1_690 + 224 * step // 12 for step in range(13))),
    "meetings.endpoints_online": ((108, 110, 109, 111, 112, 110, 113, 114, 112, 113, 115, 114, 113)),
}


def courses() -> dict[str, tuple[Point, ...]]:
    """One of every metric that has a course; of nothing where none is on the pictures."""
    return {metric.name: course(metric) for metric in METRICS if metric.course}


def course(metric: Metric) -> tuple[Point, ...]:
    days = course_days(DAY)[1:]
    values = STEPS.get(metric.name)
    if values is None:
        return tuple(Point(day, None, None) for day in days)
    return tuple(Point(day, value, Provenance.DEMO) for day, value in zip(days, values[-len(days) :], strict=True))
