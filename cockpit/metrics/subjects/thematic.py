"""Thematic libraries: how many stand in which state, and what they hold; apart from the base libraries."""

from cockpit.metrics.counts import Registered
from cockpit.metrics.measure import Level
from cockpit.metrics.metric import Direction, Metric, Told, declare
from cockpit.store.vocabulary import LibraryKind, LibraryState
from cockpit.units import Text

_FACT = "thematic_daily"
_SOURCE = "themes"

THEMES_PLANNED = declare(
    Metric(
        name="volumes.themes_planned",
        title=Text("专题库规划", "Thematic libraries planned"),
        definition=Text(
            "首批规划的专题库，含在建与已用。", "Thematic libraries of the first batch, whatever their state."
        ),
        formula=Text("专题库登记数", "Thematic libraries in the register"),
        unit="library",
        measure=Registered("library", lambda row: row["kind"] == LibraryKind.THEMATIC),
        source="bureau",
    )
)
THEMES_BUILDING = declare(
    Metric(
        name="volumes.themes_building",
        title=Text("专题库在建", "Thematic libraries being built"),
        definition=Text("正在建设的专题库。", "Thematic libraries that are being built."),
        formula=Text("状态为在建的专题库数", "Thematic libraries in the state building"),
        unit="library",
        measure=Registered(
            "library", lambda row: row["kind"] == LibraryKind.THEMATIC and row["state"] == LibraryState.BUILDING
        ),
        source="bureau",
        good=Direction.UP,
    )
)
THEMES_SERVING = declare(
    Metric(
        name="volumes.themes_serving",
        title=Text("专题库已用", "Thematic libraries in service"),
        definition=Text("已投入使用的专题库。", "Thematic libraries that are in service."),
        formula=Text("状态为已用的专题库数", "Thematic libraries in the state serving"),
        unit="library",
        measure=Registered(
            "library", lambda row: row["kind"] == LibraryKind.THEMATIC and row["state"] == LibraryState.SERVING
        ),
        source="bureau",
        good=Direction.UP,
    )
)
THEME_RECORDS = declare(
    Metric(
        name="volumes.theme_records",
        title=Text("主题库记录", "Thematic library records"),
        definition=Text(
            "已汇集到各主题库的记录条数，不计入基础库记录；同一对象可有多条。",
            "Records gathered in the thematic libraries, not part of the base libraries; one person or firm may have "
            "several.",
        ),
        formula=Text("各主题库、各单位最新记录数之和", "Sum of the latest records by thematic library and unit"),
        unit="record",
        measure=Level(_FACT, "records"),
        source=_SOURCE,
        good=Direction.UP,
        told=Told(("thematic",)),
    )
)
THEME_ITEMS = declare(
    Metric(
        name="volumes.theme_items",
        title=Text("主题库数据项", "Items of the thematic libraries"),
        definition=Text(
            "各主题库的数据项，不计入基础库；同一项可服务两个主题库，分库相加会重复。",
            "Data items of the thematic libraries, not part of the base libraries; an item that serves two libraries "
            "counts in both.",
        ),
        formula=Text("各主题库、各单位最新数据项之和", "Sum of the latest items by thematic library and unit"),
        unit="item",
        measure=Level(_FACT, "items"),
        source=_SOURCE,
        good=Direction.UP,
    )
)
THEME_USERS = declare(
    Metric(
        name="volumes.theme_users",
        title=Text("主题库用户", "Users of the thematic libraries"),
        definition=Text(
            "可使用各主题库的用户账号；同一人在两个主题库各有账号时计两次。",
            "Accounts that may use the thematic libraries; one person with an account in two libraries counts twice.",
        ),
        formula=Text("各主题库、各单位最新用户账号数之和", "Sum of the latest accounts by thematic library and unit"),
        unit="user",
        measure=Level(_FACT, "users"),
        source=_SOURCE,
        good=Direction.UP,
    )
)
