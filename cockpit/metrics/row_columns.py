"""The words over a column of rows: what it holds, in both languages, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.metrics.freshness import STATE_NAMES
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.row_selection import COUNTED
from cockpit.store.latency import BUCKETS
from cockpit.store.vocabulary import LibraryKind, LibraryState, Provenance, ResourceKind, ScenarioState, UnitLevel
from cockpit.units import Text


@dataclass(frozen=True)
class RowColumn:
    """`kind` is number (`unit` then says of what), day, moment, text, or the register whose codes stand in it."""

    name: str
    title: Text
    kind: str = "number"
    unit: str | None = None


def _numbers(*given: tuple[str, str, str, str]) -> tuple[RowColumn, ...]:
    return tuple(RowColumn(name, Text(zh, en), "number", unit) for name, zh, en, unit in given)


def _within(upto: int | None, above: int) -> Text:
    return Text(f"{above}毫秒以上", f"over {above} ms") if upto is None else Text(f"≤{upto}毫秒", f"≤ {upto} ms")


_EVERY = (
    *_numbers(
        ("records", "记录", "Records", "record"),
        ("items_catalogued", "编目项", "Catalogued", "item"),
        ("items_stored", "入库项", "Stored", "item"),
        ("items_known", "编目项（入库数已知）", "Catalogued, stored known", "item"),
        ("users", "用户", "Users", "user"),
        ("catalogues", "目录", "Entries", "entry"),
        ("mounted", "挂接资源", "Mounted", "resource"),
        ("value", "数值", "Value", "item"),
        ("exchanges", "交换次数", "Exchanges", "exchange"),
        ("failed", "失败次数", "Failed", "exchange"),
        ("bytes", "字节数", "Bytes", "byte"),
        ("datasets", "数据集", "Datasets", "dataset"),
        ("datasets_dated", "周期已知数据集", "With known cadence", "dataset"),
        ("datasets_judged", "周期与更新已知", "With known cadence and update", "dataset"),
        ("updated_on_time", "按时更新", "Updated on time", "dataset"),
        ("downloads", "下载", "Downloads", "download"),
        ("api_calls", "接口调用", "API calls", "call"),
        ("held", "会议", "Meetings", "meeting"),
        ("minutes", "时长", "Minutes", "minute"),
        ("invited", "应到", "Invited", "unit"),
        ("invited_recorded", "应到（实到已知）", "Invited, attendance known", "unit"),
        ("attended", "实到", "Attended", "unit"),
        ("faults", "故障", "Faults", "fault"),
        ("endpoints", "终端", "Rooms", "endpoint"),
        ("endpoints_checked", "终端（在线已知）", "Rooms, online known", "endpoint"),
        ("endpoints_online", "在线", "Online", "endpoint"),
        ("endpoints_adjusting", "调试", "Being adjusted", "endpoint"),
        ("items", "数据项", "Items", "item"),
        ("days_left", "剩余天数", "Days left", "day"),
        ("current", "当前值", "Current", "item"),
        ("reached", "完成率", "Reached", "share"),
        ("total", "分项合计", "Parts added", "item"),
        ("whole", "公布数", "Published", "item"),
        ("difference", "差额", "Apart", "item"),
        ("cadence_hours", "约定频率，小时", "Agreed, hours", "item"),
        (COUNTED, "计入", "Counted", "item"),
    ),
    *(RowColumn(one.column, _within(one.upto, one.above), "number", "exchange") for one in BUCKETS),
    RowColumn("day", Text("日期", "Day"), "day"),
    RowColumn("due_on", Text("到期日", "Due"), "day"),
    RowColumn("as_of", Text("数据截至", "As of"), "day"),
    RowColumn("newest_at", Text("最新数据", "Newest data"), "moment"),
    RowColumn("unit", Text("单位", "Unit"), "unit"),
    RowColumn("provider", Text("提供方", "Provider"), "unit"),
    RowColumn("consumer", Text("使用方", "Consumer"), "unit"),
    RowColumn("owner", Text("责任单位", "Owner"), "unit"),
    RowColumn("library", Text("基础库", "Library"), "library"),
    RowColumn("theme", Text("主题", "Theme"), "theme"),
    RowColumn("scenario", Text("场景", "Scenario"), "scenario"),
    RowColumn("kind", Text("类型", "Kind"), "word"),
    RowColumn("level", Text("级别", "Level"), "word"),
    RowColumn("state", Text("状态", "State"), "word"),
    RowColumn("figure", Text("计数器", "Counter"), "word"),
    RowColumn("verdict", Text("结论", "Verdict"), "word"),
    RowColumn("provenance", Text("性质", "Origin"), "word"),
    RowColumn("qualifier", Text("限定词", "Qualifier"), "word"),
    RowColumn("name", Text("名称", "Name"), "name"),
    RowColumn("publisher", Text("公布方", "Publisher"), "name"),
    RowColumn("delivered_by", Text("来源", "Source"), "source"),
)
COLUMNS = {column.name: column for column in _EVERY}

WORDS = {
    ResourceKind.FILE: Text("文件", "file"),
    ResourceKind.TABLE: Text("库表", "table"),
    ResourceKind.API: Text("接口", "API"),
    LibraryKind.BASE: Text("基础库", "base"),
    LibraryKind.THEMATIC: Text("专题库", "thematic"),
    LibraryState.PLANNED: Text("规划", "planned"),
    LibraryState.BUILDING: Text("在建", "under way"),
    LibraryState.SERVING: Text("已用", "in service"),
    ScenarioState.SHARED: Text("已共享", "shared"),
    ScenarioState.CONNECTING: Text("对接中", "connecting"),
    ScenarioState.REQUESTED: Text("需求", "requested"),
    UnitLevel.COUNTY: Text("县区、开发区", "county or zone"),
    UnitLevel.MUNICIPAL: Text("市直部门", "municipal"),
    UnitLevel.PROVINCE: Text("省级", "province"),
    Provenance.PUBLISHED: Text("公布", "published"),
    Provenance.MEASURED: Text("实测", "measured"),
    Provenance.DEMO: Text("演示", "demo"),
    Verdict.DIFFERS: Text("待核对", "to be clarified"),
    Verdict.AGREED: Text("一致", "agrees"),
    Verdict.OVERLAPS: Text("含重复", "overlaps"),
    Verdict.UNKNOWN: Text("无法核对", "cannot be checked"),
    "resources": Text("挂接资源", "mounted resources"),
    "portal_interfaces": Text("已发布接口", "published interfaces"),
    "items_confirmed": Text("确认目录", "confirmed items"),
    "other": Text("其他", "other"),
    "hand": Text("人工填入", "by hand"),
    "demonstration": Text("演示数据", "demonstration"),
    "约": Text("约", "about"),
    "多": Text("多", "more than"),
    "余": Text("余", "more than"),
    "以上": Text("以上", "at least"),
    "约…多": Text("约…多", "about, or more"),
    "约…余": Text("约…余", "about, or more"),
}
"""What a code in such a column is called; the codes of registers are called by their register."""

STATES = {**WORDS, **{str(state): said for state, said in STATE_NAMES.items()}}
"""The same in the column `state`, where unknown is the state of a source and not a verdict."""
