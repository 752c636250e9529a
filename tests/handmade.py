"""A board made by hand, with the numbers of the reference pictures: 30 September 2020, no database needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from cockpit.board.board import Board
from cockpit.board.parts import (
    Headline,
    Notice,
    Part,
    Phrase,
    Point,
    Reconciliation,
    Row,
    Source,
    Stale,
)
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from cockpit.metrics.metric import METRICS as DECLARED
from cockpit.metrics.number import (
    BUILDING,
    NO_DATA,
    NOT_CONNECTED,
    NOT_PUBLISHED,
    NOT_SPLIT,
    Number,
    unknown,
)
from cockpit.units import Text

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

LIBRARY_STEPS = {
    "population": (96, 89.6, 82.3, 75.1, 68, 59.7, 52.4, 43.5, 36, 27.2, 17, 12, 8),
    "legal": (96, 90.3, 81.8, 76.1, 70.5, 59.1, 53.4, 44.9, 36.4, 25, 16.5, 12, 8),
    "licence": (96, 94.1, 91.7, 86.5, 79, 71.4, 64.8, 52.5, 40.2, 28.3, 20.3, 14, 8),
    "credit": (96, 88.9, 80.5, 74.6, 63.9, 59.1, 48.4, 42.5, 34.2, 23.5, 17.5, 12, 8),
    "macro": (96, 96, 96, 96, 67.2, 67.2, 67.2, 67.2, 38.3, 38.3, 38.3, 8, 8),
}


def library(
    code: str, zh: str, en: str, *, records: int, gained: int, departments: int, catalogued: int, stored: int | None
) -> Row:
    steps = LIBRARY_STEPS[code]
    course = tuple(round(records - gained * (height - 8) / 88) for height in steps)
    missing: dict[str, Number] = {
        "volumes.items_stored": unknown("item", NOT_PUBLISHED, DAY),
        "volumes.items_missing": unknown("item", NOT_PUBLISHED, DAY),
        "volumes.stored_share": unknown("share", NOT_PUBLISHED, DAY),
    }
    if stored is not None:
        missing = {
            "volumes.items_stored": published("volumes.items_stored", stored),
            "volumes.items_missing": published("volumes.items_missing", catalogued - stored),
            "volumes.stored_share": published("volumes.stored_share", stored / catalogued),
        }
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "volumes.records": published("volumes.records", records),
            "volumes.growth_12w": demo("volumes.growth_12w", gained),
            "volumes.items_catalogued": published("volumes.items_catalogued", catalogued),
            **missing,
            "volumes.departments": published("volumes.departments", departments),
        },
        {"state": "serving", "kind": "base"},
        course,
    )


SPATIAL = Row(
    "spatial",
    Text("空间地理库", "Spatial"),
    Text("空间地理库", "Spatial"),
    {
        name: unknown(UNIT[name], BUILDING, DAY)
        for name in (
            "volumes.records",
            "volumes.growth_12w",
            "volumes.items_catalogued",
            "volumes.items_stored",
            "volumes.items_missing",
            "volumes.stored_share",
            "volumes.departments",
        )
    },
    {"state": "building", "kind": "base"},
)

LIBRARIES = (
    library(
        "population",
        "人口库",
        "Population",
        records=498_000_000,
        gained=4_120_000,
        departments=14,
        catalogued=85,
        stored=85,
    ),
    library(
        "legal",
        "法人单位库",
        "Legal entities",
        records=23_950_000,
        gained=310_000,
        departments=15,
        catalogued=92,
        stored=92,
    ),
    library(
        "licence",
        "电子证照库",
        "E-licences",
        records=18_500_000,
        gained=1_860_000,
        departments=17,
        catalogued=69,
        stored=29,
    ),
    library(
        "credit",
        "公共信用库",
        "Public credit",
        records=27_950_000,
        gained=740_000,
        departments=13,
        catalogued=101,
        stored=None,
    ),
    library(
        "macro",
        "宏观经济库",
        "Macro-economy",
        records=33_510_000,
        gained=580_000,
        departments=14,
        catalogued=37,
        stored=37,
    ),
    SPATIAL,
)

THEMATIC = tuple(
    Row(code, Text(zh, en), Text(zh, en), {}, {"state": state})
    for code, zh, en, state in (
        ("ecology", "生态环境", "Ecology", "building"),
        ("market", "市场监管", "Market regulation", "building"),
        ("agriculture", "农业农村", "Agriculture", "planned"),
        ("health", "医疗健康", "Health", "planned"),
        ("security", "社会保障", "Social security", "planned"),
        ("education", "教育文化", "Education", "planned"),
        ("transport", "交通运输", "Transport", "planned"),
        ("emergency", "应急管理", "Emergency", "planned"),
        ("housing", "住房城建", "Housing", "planned"),
        ("tourism", "文化旅游", "Tourism", "planned"),
        ("energy", "能源", "Energy", "planned"),
        ("justice", "公共安全", "Public safety", "planned"),
    )
)


def resource(code: str, zh: str, en: str, mounted: int, catalogues: int) -> Row:
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.mounted": published("sharing.mounted", mounted),
            "sharing.catalogues": demo("sharing.catalogues", catalogues),
        },
    )


RESOURCES = (
    resource("file", "文件", "Files", 43_980, 20_110),
    resource("table", "库表", "Tables", 14_899, 7_980),
    resource("api", "接口", "Interfaces", 687, 529),
)


def scenario(
    code: str,
    zh: str,
    en: str,
    *,
    state: str,
    volume: Number,
    consumer: Text,
    items: Number | None = None,
    departments: Number | None = None,
    note: Text | None = None,
    exchanged: int | None = None,
) -> Row:
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.scenario_volume": volume,
            "sharing.scenario_items": items or unknown("item", NOT_PUBLISHED, DAY),
            "sharing.scenario_departments": departments or unknown("department", NOT_PUBLISHED, DAY),
            "sharing.records": demo("sharing.records", exchanged) if exchanged else unknown("record", NO_DATA, DAY),
            "sharing.exchanges": demo("sharing.exchanges", exchanged // 420)
            if exchanged
            else unknown("exchange", NO_DATA, DAY),
        },
        {"state": state, "consumer": consumer.to_json(), "note": note.to_json() if note else None},
    )


SCENARIOS = (
    scenario(
        "poverty",
        "精准扶贫",
        "Poverty alleviation",
        state="shared",
        volume=published("sharing.scenario_volume", 60_000_000, "约"),
        consumer=Text("市扶贫办", "Poverty Alleviation Office"),
        items=published("sharing.scenario_items", 41),
        departments=published("sharing.scenario_departments", 15),
        exchanged=4_860_000,
    ),
    scenario(
        "disabled",
        "市残联",
        "Disabled Persons' Fed.",
        state="shared",
        volume=published("sharing.scenario_volume", 10_000_000, "约"),
        consumer=Text("市残联", "Disabled Persons' Federation"),
        note=Text("人社、民政", "HR, civil affairs"),
        exchanged=1_760_000,
    ),
    scenario(
        "onewindow",
        "一窗受理",
        "One-window service",
        state="shared",
        volume=published("sharing.scenario_volume", 4_000_000, "约…多"),
        consumer=Text("市行政审批局", "Administrative Approval Bureau"),
        exchanged=820_000,
    ),
    scenario(
        "credit",
        "信用临沂",
        "Credit Linyi",
        state="connecting",
        volume=published("sharing.scenario_volume", 37_320_000, "多"),
        consumer=Text("市发展改革委", "Development and Reform Commission"),
        items=published("sharing.scenario_items", 130, "约…余"),
    ),
    scenario(
        "discipline",
        "市纪委",
        "Discipline inspection",
        state="requested",
        volume=published("sharing.scenario_volume", 20_000_000, "多"),
        consumer=Text("市纪委", "Discipline Commission"),
        note=Text("外部信息查询", "external enquiries"),
    ),
)

SIDES = {
    "providers": (
        ("rsj", "市人社局", "Human Resources", 5_120_000),
        ("gaj", "市公安局", "Public Security", 4_680_000),
        ("scjgj", "市市场监管局", "Market Regulation", 3_860_000),
        ("mzj", "市民政局", "Civil Affairs", 2_740_000),
        ("wjw", "市卫健委", "Health", 2_320_000),
        ("swj", "市税务局", "Tax Bureau", 920_000),
        ("zjj", "市住建局", "Housing", 780_000),
        ("others", "其他部门", "Others", 1_040_000),
    ),
    "consumers": (
        ("ybj", "市医保局", "Medical Insurance", 5_680_000),
        ("fpb", "市扶贫办", "Poverty Relief", 4_860_000),
        ("jyj", "市教育局", "Education", 3_720_000),
        ("counties", "县区平台", "County platforms", 3_380_000),
        ("cl", "市残联", "Disabled Persons", 1_760_000),
        ("xzspj", "市行政审批局", "Approval Bureau", 1_240_000),
        ("others", "其他部门", "Others", 820_000),
    ),
}


def side(name: str) -> tuple[Row, ...]:
    extra = {"others": {"members": 27 if name == "providers" else 9}}
    return tuple(
        Row(
            code,
            Text(zh, en),
            Text(zh, en),
            {"sharing.records": demo("sharing.records", records)},
            {
                **extra.get(code, {}),
                **({"scenario": {"zh": "精准扶贫", "en": "Poverty alleviation"} if code == "fpb" else None}),
            }
            if name == "consumers"
            else extra.get(code, {}),
        )
        for code, zh, en, records in SIDES[name]
    )


def flows() -> tuple[Row, ...]:
    """Every provider to every consumer, so that both sides add up exactly."""
    given = [records for *_, records in SIDES["providers"]]
    taken = [records for *_, records in SIDES["consumers"]]
    total = sum(given)
    rows, left = [], list(taken)
    for i, (provider, *_rest) in enumerate(SIDES["providers"]):
        rest = given[i]
        for j, (consumer, *_rest2) in enumerate(SIDES["consumers"]):
            last_row, last_column = i == len(given) - 1, j == len(taken) - 1
            records = left[j] if last_row else rest if last_column else round(given[i] * taken[j] / total)
            rest -= records
            left[j] -= records
            name = Text(f"{provider}→{consumer}", f"{provider}→{consumer}")
            rows.append(
                Row(
                    f"{provider}>{consumer}",
                    name,
                    name,
                    {"sharing.records": demo("sharing.records", records)},
                    {"provider": provider, "consumer": consumer},
                )
            )
    return tuple(rows)


FLOW_KINDS = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.records": demo("sharing.records", records),
            "sharing.exchanges": demo("sharing.exchanges", exchanges),
            "sharing.failure_share": demo("sharing.failure_share", failed),
            "sharing.latency_p95": demo("sharing.latency_p95", latency),
        },
    )
    for code, zh, en, records, exchanges, failed, latency in (
        ("file", "文件", "Files", 6_120_000, 3_410, 0.0041, 2_100),
        ("table", "库表", "Tables", 12_980_000, 8_640, 0.0058, 860),
        ("api", "接口", "Interfaces", 2_360_000, 36_160, 0.0065, 210),
    )
)

COUNTIES = tuple(
    Row(
        code,
        Text(zh + tail, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", datasets * 4),
            "sharing.mounted": demo("sharing.mounted", datasets * 9),
            "sharing.records_received": Number(datasets * 2_380, "record", as_of=DAY, provenance="demo"),
            "meetings.attendance_share": demo("meetings.attendance_share", updated),
        },
        {"tile_row": row, "tile_column": column, "bin": tile, "level": "county"},
    )
    for code, zh, tail, en, row, column, datasets, tile, updated in (
        ("371328", "蒙阴", "县", "Mengyin", 1, 2, 63, 2, 0.921),
        ("371321", "沂南", "县", "Yinan", 1, 3, 88, 3, 0.886),
        ("371323", "沂水", "县", "Yishui", 1, 4, 118, 4, 0.907),
        ("371326", "平邑", "县", "Pingyi", 2, 1, 71, 2, 0.859),
        ("371325", "费县", "", "Feixian", 2, 2, 84, 3, 0.905),
        ("371302", "兰山", "区", "Lanshan", 2, 3, 142, 5, 0.951),
        ("371312", "河东", "区", "Hedong", 2, 4, 104, 4, 0.933),
        ("371327", "莒南", "县", "Junan", 2, 5, 98, 3, 0.898),
        ("hitech", "高新", "区", "High-tech", 3, 2, 41, 1, 0.878),
        ("371311", "罗庄", "区", "Luozhuang", 3, 3, 96, 3, 0.927),
        ("economic", "经开", "区", "ETDZ", 3, 4, 47, 1, 0.894),
        ("harbour", "临港", "区", "Lingang", 3, 5, 25, 1, 0.64),
        ("371324", "兰陵", "县", "Lanling", 4, 2, 92, 3, 0.913),
        ("371322", "郯城", "县", "Tancheng", 4, 3, 76, 2, 0.842),
        ("371329", "临沭", "县", "Linshu", 4, 4, 69, 2, 0.87),
    )
)

THEMES = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", downloads),
            "opening.api_calls": demo("opening.api_calls", downloads * 7),
        },
    )
    for code, zh, en, datasets, updated, downloads in (
        ("livelihood", "社保民生", "Livelihood", 318, 0.9, 2_410),
        ("education", "教育文化", "Education", 276, 0.88, 1_930),
        ("health", "医疗卫生", "Health", 241, 0.91, 1_780),
        ("transport", "交通运输", "Transport", 223, 0.86, 1_650),
        ("environment", "生态环境", "Environment", 196, 0.93, 1_210),
        ("economy", "经济建设", "Economy", 184, 0.84, 1_080),
        ("agriculture", "农业农村", "Agriculture", 171, 0.81, 920),
        ("credit", "信用服务", "Credit", 158, 0.89, 830),
        ("safety", "公共安全", "Safety", 147, 0.85, 670),
    )
)


def unit_opening(code: str, zh: str, en: str, datasets: int, updated: float) -> Row:
    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "opening.datasets": demo("opening.datasets", datasets),
            "opening.updated_share": demo("opening.updated_share", updated),
            "opening.downloads": demo("opening.downloads", datasets * 5),
        },
        {"level": "county" if code.isdigit() or code == "harbour" else "municipal"},
    )


UNIT_OPENING = (
    unit_opening("371302", "兰山区", "Lanshan", 142, 0.951),
    unit_opening("371323", "沂水县", "Yishui", 118, 0.907),
    unit_opening("rsj", "市人社局", "Human Resources", 64, 0.938),
    unit_opening("jtj", "市交通运输局", "Transport", 52, 0.769),
    unit_opening("nyj", "市农业农村局", "Agriculture", 48, 0.708),
    unit_opening("harbour", "临港经开区", "Lingang", 25, 0.64),
    unit_opening("whj", "市文旅局", "Culture and Tourism", 31, 0.806),
)

LEVELS = (
    Row(
        "county",
        Text("县区、开发区", "Counties and zones"),
        Text("县区、开发区", "Counties and zones"),
        {
            "opening.datasets": demo("opening.datasets", 1_214),
            "opening.updated_share": demo("opening.updated_share", 0.9),
            "meetings.units": published("meetings.units", 15),
            "meetings.held": demo("meetings.held", 2),
        },
    ),
    Row(
        "municipal",
        Text("市级单位", "Municipal units"),
        Text("市级单位", "Municipal units"),
        {
            "opening.datasets": demo("opening.datasets", 700),
            "opening.updated_share": demo("opening.updated_share", 0.829),
            "meetings.units": published("meetings.units", 105),
            "meetings.held": demo("meetings.held", 4),
        },
    ),
)

STARTS = {
    1: {9: 2, 10: 1, 14: 2, 15: 2, 16: 1},
    2: {9: 3, 10: 1, 14: 1, 15: 2},
    3: {8: 1, 9: 4, 10: 2, 14: 2, 15: 1, 16: 1},
    4: {9: 2, 10: 1, 14: 2, 15: 1},
    5: {9: 3, 10: 1, 14: 2, 15: 1},
    6: {9: 1, 10: 1, 17: 1},
    7: {14: 1, 18: 1},
}
MEETING_HOURS = tuple(
    Row(
        f"{weekday}-{hour}",
        Text(f"周{'一二三四五六日'[weekday - 1]}{hour}时", f"day {weekday} {hour}:00"),
        Text(f"周{'一二三四五六日'[weekday - 1]}{hour}时", f"day {weekday} {hour}:00"),
        {"meetings.held": demo("meetings.held", held)},
        {"weekday": weekday, "hour": hour},
    )
    for weekday, hours in STARTS.items()
    for hour, held in hours.items()
)

MEETING_HOSTS = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {"meetings.held": demo("meetings.held", held)},
        {"members": 8} if code == "others" else {},
    )
    for code, zh, en, held in (
        ("yjj", "市应急局", "Emergency Mgmt", 9),
        ("wjw", "市卫健委", "Health", 7),
        ("zfb", "市政府办公室", "Government Office", 6),
        ("jyj", "市教育局", "Education", 5),
        ("fxb", "市防汛办", "Flood Control", 4),
        ("others", "其他单位", "Others", 13),
    )
)

ENDPOINT_STATES = tuple(
    Row(code, Text(zh, en), Text(zh, en), {metric: NUMBERS[metric]})
    for code, zh, en, metric in (
        ("online", "在线", "online", "meetings.endpoints_online"),
        ("offline", "离线", "offline", "meetings.endpoints_offline"),
        ("adjusting", "调试", "adjusting", "meetings.endpoints_adjusting"),
    )
)

TARGETS = (
    Row(
        "ishandong",
        Text("爱山东APP", "iShandong app"),
        Text("爱山东APP", "iShandong app"),
        {
            "targets.goal": published("targets.goal", 200, "以上"),
            "targets.current": unknown("item", NOT_CONNECTED, DAY),
            "targets.attainment": unknown("share", NOT_CONNECTED, DAY),
            "targets.days_left": published("targets.days_left", 61),
        },
        {
            "due_on": "2020-11-30",
            "metric": None,
            "action": {"zh": "上线", "en": "online"},
            "qualifier": "以上",
            "standing": False,
        },
    ),
    Row(
        "updated",
        Text("按期更新", "Updated on time"),
        Text("按期更新", "Updated on time"),
        {
            "targets.goal": Number(0.95, "share", as_of=DAY, provenance="demo"),
            "targets.current": Number(0.874, "share", as_of=DAY, provenance="demo"),
            "targets.attainment": Number(0.92, "share", as_of=DAY, provenance="demo"),
            "targets.days_left": unknown("day", NO_DATA, DAY),
        },
        {"due_on": None, "metric": "opening.updated_share", "qualifier": None, "standing": True},
    ),
)


def unit_sharing(code: str, zh: str, en: str, *, mounted: int, given: int | None, taken: int | None) -> Row:
    def records(value: int | None) -> Number:
        return unknown("record", NO_DATA, DAY) if value is None else Number(value, "record", DAY, "demo")

    return Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "sharing.mounted": demo("sharing.mounted", mounted),
            "sharing.records": records(given),
            "sharing.records_received": records(taken),
        },
        {"level": "municipal"},
    )


UNIT_SHARING = (
    unit_sharing("rsj", "市人社局", "Human Resources", mounted=4_210, given=5_120_000, taken=310_000),
    unit_sharing("gaj", "市公安局", "Public Security", mounted=3_980, given=4_680_000, taken=120_000),
    unit_sharing("ybj", "市医保局", "Medical Insurance", mounted=860, given=140_000, taken=5_680_000),
    unit_sharing("fpb", "市扶贫办", "Poverty Relief", mounted=0, given=None, taken=4_860_000),
)

UNIT_VOLUMES = tuple(
    Row(
        code,
        Text(zh, en),
        Text(zh, en),
        {
            "volumes.records": demo("volumes.records", records),
            "volumes.items_catalogued": demo("volumes.items_catalogued", catalogued),
            "volumes.items_stored": demo("volumes.items_stored", stored),
        },
    )
    for code, zh, en, records, catalogued, stored in (
        ("gaj", "市公安局", "Public Security", 312_000_000, 42, 42),
        ("rsj", "市人社局", "Human Resources", 96_000_000, 31, 29),
        ("wjw", "市卫健委", "Health", 54_000_000, 28, 20),
    )
)

PUBLISHED = tuple(
    Row(
        key,
        Text(zh, en),
        Text(zh, en),
        {
            "published": Number(value, UNIT[metric], DAY, "published", qualifier=qualifier, published=value),
            "cockpit": NUMBERS[metric],
        },
        {"text": None, "as_of": "2020-09-30", "metric": metric, "member": None, "verdict": verdict},
    )
    for key, zh, en, metric, value, qualifier, verdict in (
        (
            "base.records",
            "基础库汇集数据量",
            "Records in the base libraries",
            "volumes.records",
            600_000_000,
            "多",
            "agrees",
        ),
        (
            "base.catalogue_items",
            "基础库梳理确认目录",
            "Confirmed items",
            "volumes.items_confirmed",
            368,
            None,
            "equal",
        ),
        ("base.departments", "汇集部门数", "Contributing departments", "volumes.departments", 34, None, "equal"),
        ("platform.resources", "挂载资源", "Resources mounted", "sharing.resources", 59_690, None, "equal"),
        ("platform.catalogues", "平台发布目录", "Catalogue entries", "sharing.catalogues", 28_619, None, "equal"),
        ("open.datasets", "公共数据开放数量", "Open datasets", "opening.datasets", 1_914, None, "equal"),
        ("video.units_total", "视频会议系统累计接入单位", "Units connected", "meetings.units", 120, None, "equal"),
        ("video.meetings_served", "视频会商服务次数", "Meetings served", "meetings.served", 40, "余", "equal"),
    )
)

QUIET = (
    Row(
        "harbour",
        Text("临港经济开发区", "Lingang"),
        Text("临港", "Lingang"),
        {},
        {"subject": "opening", "silent_since": "2020-09-02", "level": "county"},
    ),
)

TABLES: dict[str, tuple[Row, ...]] = {
    "libraries": LIBRARIES,
    "thematic": THEMATIC,
    "resources": RESOURCES,
    "scenarios": SCENARIOS,
    "flows": flows(),
    "providers": side("providers"),
    "consumers": side("consumers"),
    "flow_kinds": FLOW_KINDS,
    "unit_sharing": UNIT_SHARING,
    "unit_volumes": UNIT_VOLUMES,
    "levels": LEVELS,
    "counties": COUNTIES,
    "themes": THEMES,
    "unit_opening": UNIT_OPENING,
    "meeting_hours": MEETING_HOURS,
    "meeting_hosts": MEETING_HOSTS,
    "endpoint_states": ENDPOINT_STATES,
    "targets": TARGETS,
    "published": PUBLISHED,
    "quiet": QUIET,
}

BUREAU = Text("临沂市大数据局", "Linyi Big Data Bureau")


def reconciliation(
    name: str, zh: str, en: str, *, by: tuple[str, str, str], whole: Number, verdict: str, remark: Text
) -> Reconciliation:
    table, part_metric, whole_metric = by
    parts = parts_of(table, part_metric)
    dimension = {"libraries": "library", "resources": "kind", "levels": "level"}[table]
    added = sum(int(number.value or 0) for _, _, number in parts)
    said = int(whole.value or 0)
    return Reconciliation(
        name,
        name.partition(".")[0],
        Text(zh, en),
        part_metric=part_metric,
        whole_metric=whole_metric,
        dimension=dimension,
        parts=tuple(Part(code, title, number) for code, title, number in parts),
        total=Number(added, whole.unit, DAY, parts[0][2].provenance),
        whole=whole,
        publisher=BUREAU,
        difference=said - added,
        share=abs(said - added) / said,
        verdict=verdict,
        remark=remark,
    )


def parts_of(table: str, metric: str) -> list[tuple[str, Text, Number]]:
    return [(row.code, row.name, row[metric]) for row in TABLES[table] if row[metric].value is not None]


RECONCILIATIONS = (
    reconciliation(
        "volumes.records",
        "基础库记录",
        "Base library records",
        by=("libraries", "volumes.records", "volumes.records"),
        whole=Number(600_000_000, "record", DAY, "published", qualifier="多", published=600_000_000),
        verdict="agreed",
        remark=Text("公布为6亿多，与分项合计相符", "Published as more than 600 million; the parts agree"),
    ),
    reconciliation(
        "volumes.departments",
        "供数部门",
        "Contributing departments",
        by=("libraries", "volumes.departments", "volumes.departments"),
        whole=NUMBERS["volumes.departments"],
        verdict="overlaps",
        remark=Text("一个部门可向多个库供数", "A department may contribute to several libraries"),
    ),
    reconciliation(
        "volumes.items",
        "编目数据项",
        "Items catalogued",
        by=("libraries", "volumes.items_catalogued", "volumes.items_confirmed"),
        whole=NUMBERS["volumes.items_confirmed"],
        verdict="differs",
        remark=Text("同一项可能用于两个库", "An item may serve two libraries"),
    ),
    reconciliation(
        "sharing.resources",
        "挂接资源",
        "Resources mounted",
        by=("resources", "sharing.mounted", "sharing.resources"),
        whole=NUMBERS["sharing.resources"],
        verdict="differs",
        remark=Text("差额待核对", "To be clarified"),
    ),
    reconciliation(
        "meetings.units",
        "接入单位",
        "Units connected",
        by=("levels", "meetings.units", "meetings.units"),
        whole=NUMBERS["meetings.units"],
        verdict="agreed",
        remark=Text("与公布总数一致", "Agrees with the published total"),
    ),
    reconciliation(
        "opening.levels",
        "开放数据集",
        "Open datasets",
        by=("levels", "opening.datasets", "opening.datasets"),
        whole=NUMBERS["opening.datasets"],
        verdict="agreed",
        remark=Text("与公布总数一致", "Agrees with the published total"),
    ),
)


def source(code: str, zh: str, en: str, *, state: str = "current", hours: int = 24) -> Source:
    newest = CLOCK - timedelta(hours=3)
    return Source(
        code,
        Text(zh, en),
        BUREAU,
        cadence_hours=hours,
        newest_at=None if state == "none" else newest,
        read_at=None if state == "none" else newest,
        state=state,
        overdue_hours=0,
        failure=None,
        provenance="demo",
    )


SOURCES = (
    source("libraries", "基础库", "Base libraries"),
    source("catalogue", "资源目录", "Catalogue"),
    source("platform", "交换平台", "Exchange platform"),
    source("returns", "省级回流", "Provincial returns", hours=168),
    source("portal", "开放门户", "Open data portal"),
    source("portal_log", "门户日志", "Portal log"),
    source("video", "视频会议", "Video meetings"),
    source("video_rooms", "会场终端", "Rooms"),
    source("bureau", "公布数据", "Published figures", hours=2160),
    source("goals", "爱山东", "iShandong", state="none"),
)

NOTICES = (
    Notice(
        "warn",
        "volumes",
        "volumes.items_missing",
        Text("电子证照库尚有40项未入库", "E-licences: 40 items not yet stored"),
        ("overview", "volumes"),
    ),
    Notice(
        "warn",
        "sharing",
        "sharing.resources",
        Text("资源总数与分项差124，待核对", "Resources: total and parts differ by 124"),
        ("overview", "sharing"),
    ),
    Notice(
        "info",
        "volumes",
        "volumes.items_stored",
        Text("公共信用库已入库项数未公布", "Public credit: items stored not published"),
        ("volumes",),
    ),
    Notice(
        "info",
        "volumes",
        None,
        Text("空间地理库在建", "Spatial library being built"),
        ("overview", "volumes"),
    ),
    Notice(
        "info",
        "sharing",
        "sharing.scenario_departments",
        Text("3个场景的提供方未公布", "Providers of 3 scenarios not published"),
        ("sharing",),
    ),
    Notice(
        "info",
        "opening",
        "opening.datasets",
        Text("县区分布未公布，虚线区为演示", "County split not published; dashed blocks are demo"),
        ("opening",),
    ),
    Notice(
        "info",
        "meetings",
        "meetings.served",
        Text("准确会议次数未公布", "Exact number of meetings not published"),
        ("meetings",),
    ),
    Notice(
        "info",
        "meetings",
        "meetings.endpoints",
        Text("终端状态尚未接入，右侧虚线区为演示", "Room states not connected; dashed blocks are demo"),
        ("meetings",),
    ),
)


def headline(zh: tuple[Phrase, ...], en: tuple[Phrase, ...], numbers: tuple[int, ...]) -> Headline:
    return Headline(zh, en, numbers)


HEADLINES = {
    "overview": headline(
        (
            Phrase("6亿多条数据已归集，"),
            Phrase("34个部门供数；", ends=True),
            Phrase("电子证照库29/69项，"),
            Phrase("还差40项。", em=True),
        ),
        (
            Phrase("More than 600 million records gathered,"),
            Phrase("34 departments contribute;", ends=True),
            Phrase("e-licences 29 of 69 items,"),
            Phrase("40 to go.", em=True),
        ),
        (601_910_000, 34, 29, 69, 40),
    ),
    "volumes": headline(
        (
            Phrase("人口、法人、宏观"),
            Phrase("三库编目项全部入库；", ends=True),
            Phrase("电子证照库29/69项，"),
            Phrase("还差40项。", em=True),
        ),
        (
            Phrase("Population, legal entities and macro-economy"),
            Phrase("have every item stored;", ends=True),
            Phrase("e-licences 29 of 69 items,"),
            Phrase("40 to go.", em=True),
        ),
        (29, 69, 40),
    ),
    "sharing": headline(
        (
            Phrase("三个场景"),
            Phrase("已用上共享数据，", ends=True),
            Phrase("信用临沂"),
            Phrase("正逐步对接，"),
            Phrase("市纪委提出需求。"),
        ),
        (
            Phrase("Three scenarios run on shared data,", ends=True),
            Phrase("Credit Linyi is being connected,"),
            Phrase("the Discipline Commission has asked."),
        ),
        (3,),
    ),
    "opening": headline(
        (
            Phrase("县区和市级部门"),
            Phrase("已向社会开放", ends=True),
            Phrase("1,914个"),
            Phrase("公共数据集。"),
        ),
        (
            Phrase("Counties and municipal departments", ends=True),
            Phrase("have opened 1,914 public datasets."),
        ),
        (1_914,),
    ),
    "meetings": headline(
        (Phrase("120个单位"), Phrase("接入视频会议，", ends=True), Phrase("已保障会议40余次。")),
        (Phrase("120 units are on the video-meeting system,", ends=True), Phrase("more than 40 meetings served.")),
        (120, 40),
    ),
    "report": headline(
        (Phrase("两处公布总数"), Phrase("与分项不等，待核对。")),
        (Phrase("Two published totals"), Phrase("differ from their parts.")),
        (2,),
    ),
}
HEADLINES["lead"] = HEADLINES["overview"]
HEADLINES |= {
    f"county-{row.code}": headline(
        (Phrase(f"{row.name.zh}没有公布或实测的数字；", ends=True), Phrase("所列数字均为演示或空缺。")),
        (
            Phrase(f"Nothing published or measured for {row.name.en};", ends=True),
            Phrase("every figure shown is demonstration data or missing."),
        ),
        (),
    )
    for row in COUNTIES
}

CITY: dict[str, Any] = {
    "code": "linyi",
    "name": {"zh": "临沂市", "en": "Linyi"},
    "title": {"zh": "临沂市数据驾驶舱", "en": "Linyi Data Cockpit"},
    "report_title": {"zh": "临沂市数据周报", "en": "Linyi Data Weekly"},
    "bureau": BUREAU.to_json(),
    "demo_note": {"zh": "演示数据由程序生成", "en": "Demo data are made by a program"},
}


def board() -> Board:
    """The board of the pictures."""
    return Board(
        scope=Scope("linyi"),
        as_of=DAY,
        clock=CLOCK,
        data_version="handmade",
        definition_version="1",
        city=CITY,
        metrics=NUMBERS,
        definitions=definitions(),
        courses=COURSES,
        tables=TABLES,
        reconciliations=RECONCILIATIONS,
        sources=SOURCES,
        notices=NOTICES,
        headline=HEADLINES,
    )


def nothing() -> Board:
    """The same board, but no value is known anywhere."""

    def row(given: Row) -> Row:
        numbers = {name: unknown(number.unit, number.note or NO_DATA) for name, number in given.numbers.items()}
        return replace(given, numbers=numbers, course=(None,) * len(given.course))

    def blank(given: Number) -> Number:
        return unknown(given.unit, given.note or NO_DATA)

    whole = board()
    return replace(
        whole,
        metrics={name: blank(number) for name, number in NUMBERS.items()},
        courses={name: tuple(Point(p.day, None, None) for p in course) for name, course in COURSES.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
        reconciliations=tuple(
            replace(
                one,
                parts=tuple(replace(part, number=blank(part.number)) for part in one.parts),
                total=blank(one.total),
                whole=blank(one.whole),
                difference=None,
                share=None,
                verdict="unknown",
            )
            for one in RECONCILIATIONS
        ),
        sources=(),
        notices=(),
        headline={},
    )


def empty() -> Board:
    """A board whose tables hold no rows and whose courses hold no points."""
    return replace(
        nothing(),
        tables=dict.fromkeys(TABLES, ()),
        courses=dict.fromkeys(COURSES, ()),
        reconciliations=(),
    )


def all_demo() -> Board:
    """The same numbers, all of them invented."""

    def invented(number: Number) -> Number:
        if number.value is None:
            return number
        return replace(number, provenance="demo", qualifier=None, published=None)

    def row(given: Row) -> Row:
        return replace(given, numbers={name: invented(number) for name, number in given.numbers.items()})

    return replace(
        board(),
        metrics={name: invented(number) for name, number in NUMBERS.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
    )


def all_measured() -> Board:
    """The same numbers in a city that measures every one of them."""

    def measured(number: Number) -> Number:
        if not number.demo:
            return number
        change = "measured" if number.change_provenance else None
        return replace(number, provenance="measured", change_provenance=change)

    def row(given: Row) -> Row:
        return replace(given, numbers={name: measured(number) for name, number in given.numbers.items()})

    return replace(
        board(),
        metrics={name: measured(number) for name, number in NUMBERS.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
        courses={
            name: tuple(replace(point, provenance="measured") for point in course) for name, course in COURSES.items()
        },
    )


def source_lost(code: str = "platform") -> Board:
    """The picture wall-stale: one source has not answered since 27 September, 18:00."""
    lost_at = datetime(2020, 9, 27, 18, 0, tzinfo=SHANGHAI)
    why = Text("源库连接中断", "The source database was disconnected")
    lost = tuple(
        replace(one, state="broken", newest_at=lost_at, overdue_hours=72, failure=why) if one.code == code else one
        for one in SOURCES
    )
    first = Notice(
        "crit",
        "sharing",
        "sharing.records",
        Text("共享：数据截至 09-27 18:00，源库连接中断", "Sharing: data to 09-27 18:00, source lost"),
        ("overview", "sharing"),
    )
    return replace(board(), sources=lost, notices=(first, *NOTICES))


def database_lost() -> Board:
    """The last good board, shown while the exchange database does not answer."""
    reason = Text("交换库没有应答", "the exchange database does not answer")
    return board().mark_stale(Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), reason))
