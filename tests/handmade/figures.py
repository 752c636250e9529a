"""The numbers of the pictures, their definitions and their courses."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from cockpit.board.parts import Point
from cockpit.calendar import SHANGHAI
from cockpit.metrics.metric import METRICS as DECLARED
from cockpit.metrics.number import NOT_CONNECTED, NOT_SPLIT, Number, unknown

DAY = date(2020, 9, 30)


CLOCK = datetime(2020, 9, 30, 18, 0, tzinfo=SHANGHAI)


# name, title zh, title en, unit, source, good, kind
METRICS = (
    ("volumes.records", "基础库记录", "Base library records", "record", "libraries", "up", "level"),
    ("volumes.growth", "本期新增记录", "Records gained", "record", "libraries", "up", "sum"),
    ("volumes.growth_12w", "近12周新增记录", "Records gained in 12 weeks", "record", "libraries", "up", "sum"),
    ("volumes.items_catalogued", "编目数据项", "Items catalogued", "item", "libraries", "up", "level"),
    ("volumes.items_stored", "入库数据项", "Items stored", "item", "libraries", "up", "level"),
    ("volumes.stored_share", "入库率", "Share stored", "share", "libraries", "up", "share"),
    ("volumes.items_missing", "未入库数据项", "Items not stored", "item", "libraries", "down", "level"),
    ("volumes.items_confirmed", "确认编目数据项", "Items confirmed", "item", "bureau", "up", "published"),
    ("volumes.departments", "供数部门", "Contributing departments", "department", "libraries", "up", "count"),
    ("volumes.base_libraries", "基础库", "Base libraries", "library", "libraries", "up", "count"),
    ("volumes.themes_planned", "规划专题库", "Thematic libraries planned", "library", "libraries", None, "count"),
    ("volumes.themes_building", "在建专题库", "Thematic libraries under way", "library", "libraries", "up", "count"),
    ("volumes.themes_serving", "已建专题库", "Thematic libraries serving", "library", "libraries", "up", "count"),
    ("volumes.return_items", "省级回流数据项", "Items returned by the province", "item", "returns", "up", "level"),
    ("volumes.return_records", "省级回流记录", "Records returned by the province", "record", "returns", "up", "level"),
    ("sharing.catalogues", "资源目录", "Catalogue entries", "entry", "catalogue", "up", "level"),
    ("sharing.mounted", "挂接资源分项合计", "Resources mounted, parts added", "resource", "catalogue", "up", "level"),
    ("sharing.resources", "挂接资源", "Resources mounted", "resource", "catalogue", "up", "published"),
    ("sharing.units_without", "无挂接资源单位", "Units without a resource", "unit", "catalogue", "down", "count"),
    ("sharing.exchanges", "交换次数", "Exchanges", "exchange", "platform", "up", "sum"),
    ("sharing.failure_share", "失败率", "Failure share", "share", "platform", "down", "share"),
    ("sharing.records", "交换记录", "Records exchanged", "record", "platform", "up", "sum"),
    ("sharing.records_received", "接收记录", "Records received", "record", "platform", "up", "sum"),
    ("sharing.bytes", "交换数据量", "Bytes exchanged", "byte", "platform", None, "sum"),
    ("sharing.latency_p50", "响应中位数", "Median latency", "millisecond", "platform", "down", "percentile"),
    ("sharing.latency_p95", "响应95分位", "95th percentile latency", "millisecond", "platform", "down", "percentile"),
    ("sharing.providers", "活跃提供单位", "Active providers", "unit", "platform", "up", "count"),
    ("sharing.consumers", "活跃使用单位", "Active consumers", "unit", "platform", "up", "count"),
    ("sharing.takers_only", "只用不供单位", "Units that only take", "unit", "platform", "down", "count"),
    ("sharing.scenario_volume", "场景公布量", "Published volume", "record", "bureau", "up", "published"),
    ("sharing.scenario_items", "场景数据项", "Scenario items", "item", "bureau", "up", "published"),
    ("sharing.scenario_departments", "场景提供部门", "Departments", "department", "bureau", "up", "published"),
    ("sharing.scenarios", "应用场景", "Scenarios", "scenario", "bureau", "up", "count"),
    ("sharing.portal_interfaces", "已发布接口", "Interfaces published", "interface", "bureau", "up", "published"),
    ("opening.datasets", "开放数据集", "Open datasets", "dataset", "portal", "up", "level"),
    ("opening.units", "开放单位", "Units that open", "unit", "portal", "up", "count"),
    ("opening.updated_share", "按期更新率", "Updated on time", "share", "portal", "up", "share"),
    ("opening.downloads", "下载", "Downloads", "download", "portal_log", "up", "sum"),
    ("opening.api_calls", "接口调用", "API calls", "call", "portal_log", "up", "sum"),
    ("meetings.units", "接入视频会议", "Units connected", "unit", "video", "up", "level"),
    ("meetings.held", "会议次数", "Meetings held", "meeting", "video", None, "sum"),
    ("meetings.minutes", "会议时长", "Meeting minutes", "minute", "video", None, "sum"),
    ("meetings.attendance_share", "到会率", "Attendance", "share", "video", "up", "share"),
    ("meetings.endpoints", "会场终端", "Rooms", "endpoint", "video_rooms", "up", "level"),
    ("meetings.endpoints_online", "在线终端", "Rooms online", "endpoint", "video_rooms", "up", "level"),
    ("meetings.endpoints_offline", "离线终端", "Rooms offline", "endpoint", "video_rooms", "down", "level"),
    ("meetings.endpoints_adjusting", "调试终端", "Rooms being adjusted", "endpoint", "video_rooms", None, "level"),
    ("meetings.online_share", "终端在线率", "Share online", "share", "video_rooms", "up", "share"),
    ("meetings.faults", "故障", "Faults", "fault", "video_rooms", "down", "sum"),
    ("meetings.served", "累计保障会议", "Meetings served", "meeting", "bureau", "up", "published"),
    ("meetings.large_served", "大型会议", "Large meetings served", "meeting", "bureau", "up", "published"),
    ("meetings.trainings", "培训", "Trainings", "training", "bureau", "up", "published"),
    ("targets.goal", "目标", "Goal", "item", "goals", None, "published"),
    ("targets.days_left", "剩余天数", "Days left", "day", "goals", None, "level"),
    ("targets.attainment", "完成率", "Attainment", "share", "goals", "up", "share"),
    ("trust.sources", "数据来源", "Sources", "source", "bureau", None, "count"),
    ("trust.sources_current", "按时来源", "Sources on time", "source", "bureau", "up", "count"),
    ("trust.differences", "待核对差额", "Differences", "item", "bureau", "down", "count"),
)


UNIT = {metric[0]: metric[3] for metric in METRICS}


def published(
    metric: str, value: float, qualifier: str | None = None, *, said: int | None = None, change: float | None = None
) -> Number:
    """A number that the bureau published; `said` where the published figure is rounder than the value."""
    return Number(
        value,
        UNIT[metric],
        as_of=DAY,
        provenance="published",
        qualifier=qualifier,
        published=said if said is not None else (int(value) if qualifier else None),
        previous=None if change is None else value - change,
        change=change,
        change_provenance=None if change is None else "demo",
    )


def demo(metric: str, value: float, change: float | None = None) -> Number:
    return Number(
        value,
        UNIT[metric],
        as_of=DAY,
        provenance="demo",
        previous=None if change is None else value - change,
        change=change,
        change_provenance=None if change is None else "demo",
    )


NUMBERS: dict[str, Number] = {
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
    "sharing.records": demo("sharing.records", 21_460_000, 1_180_000),
    "sharing.records_received": demo("sharing.records_received", 21_460_000, 1_180_000),
    "sharing.bytes": demo("sharing.bytes", 32_400_000_000, 1_100_000_000),
    "sharing.latency_p50": demo("sharing.latency_p50", 38, -2),
    "sharing.latency_p95": demo("sharing.latency_p95", 420, 15),
    "sharing.providers": demo("sharing.providers", 34, 0),
    "sharing.consumers": demo("sharing.consumers", 41, 1),
    "sharing.takers_only": demo("sharing.takers_only", 6, 0),
    "sharing.scenario_volume": unknown("record", NOT_SPLIT, DAY),
    "sharing.scenario_items": unknown("item", NOT_SPLIT, DAY),
    "sharing.scenario_departments": unknown("department", NOT_SPLIT, DAY),
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
    "targets.attainment": unknown("share", NOT_CONNECTED, DAY),
    "trust.sources": published("trust.sources", 10),
    "trust.sources_current": published("trust.sources_current", 9),
    "trust.differences": published("trust.differences", 2),
}


def definitions() -> dict[str, dict[str, Any]]:
    return {
        name: {
            "title": {"zh": zh, "en": en},
            "definition": {"zh": f"{zh}，按日汇总。", "en": f"{en}, by day."},
            "unit": unit,
            "good": good,
            "source": source,
            "owner": {"zh": "临沂市大数据局", "en": "Linyi Big Data Bureau"},
            "cadence_hours": 24,
            "kind": kind,
            "facts": list(DECLARED[name].measure.facts),
            "formula": {"zh": "各单位相加", "en": "sum over units"},
            "version": "1",
        }
        for name, zh, en, unit, source, good, kind in METRICS
    }


def points(first_back: int, values: tuple[float, ...], provenance: str = "demo") -> tuple[Point, ...]:
    days = [DAY - timedelta(days=7 * step) for step in range(first_back, -1, -1)]
    return tuple(Point(day, value, provenance) for day, value in zip(days, values, strict=True))


def flows_of(values: tuple[float, ...]) -> tuple[Point, ...]:
    return points(11, values)


def levels_of(values: tuple[float, ...]) -> tuple[Point, ...]:
    return points(12, values)


RECORDS_12W = (1712, 1755, 1698, 1802, 1836, 1790, 1874, 1921, 1889, 1967, 2028, 2146)


COURSES: dict[str, tuple[Point, ...]] = {
    "sharing.records": flows_of(tuple(value * 10_000 for value in RECORDS_12W)),
    "sharing.exchanges": flows_of(
        (39_120, 40_310, 38_870, 41_220, 41_980, 40_650, 43_010, 44_270, 43_520, 45_160, 46_340, 48_210)
    ),
    "sharing.failure_share": flows_of(
        (0.011, 0.0102, 0.0114, 0.0096, 0.0091, 0.0105, 0.0088, 0.0082, 0.0090, 0.0079, 0.0073, 0.0062)
    ),
    "opening.downloads": flows_of(
        (8_140, 8_420, 8_010, 9_020, 9_360, 8_930, 9_880, 10_410, 10_120, 11_050, 11_840, 12_480)
    ),
    "opening.api_calls": flows_of(
        (61_200, 63_400, 62_100, 66_800, 69_300, 68_000, 72_500, 76_900, 75_100, 80_600, 88_200, 86_300)
    ),
    "meetings.held": flows_of((2, 3, 3, 4, 2, 3, 4, 5, 3, 4, 5, 6)),
    "meetings.minutes": flows_of((180, 255, 270, 360, 165, 285, 345, 450, 240, 375, 465, 540)),
    "volumes.records": levels_of(tuple(594_300_000 + 7_610_000 * step // 12 for step in range(13))),
    "volumes.items_stored": levels_of((216, 218, 220, 221, 224, 226, 228, 231, 233, 236, 238, 240, 243)),
    "sharing.mounted": levels_of(tuple(54_900 + 4_666 * step // 12 for step in range(13))),
    "sharing.catalogues": levels_of(tuple(26_700 + 1_919 * step // 12 for step in range(13))),
    "opening.datasets": levels_of(tuple(1_690 + 224 * step // 12 for step in range(13))),
    "meetings.endpoints_online": levels_of((108, 110, 109, 111, 112, 110, 113, 114, 112, 113, 115, 114, 113)),
}
