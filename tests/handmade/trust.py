"""All tables together, the reconciliations over them, and the sources."""

from __future__ import annotations

from datetime import timedelta

from cockpit.board.parts import Part, Reconciliation, Row, Source
from cockpit.metrics.number import Number
from cockpit.units import Text
from tests.handmade.agreed import PUBLISHED, QUIET, TARGETS
from tests.handmade.figures import CLOCK, DAY, NUMBERS
from tests.handmade.meetings import ENDPOINT_STATES, MEETING_HOSTS, MEETING_HOURS
from tests.handmade.opening import COUNTIES, LEVELS, THEMES, UNIT_OPENING
from tests.handmade.sharing import FLOW_KINDS, RESOURCES, SCENARIOS, UNIT_SHARING, flows, side
from tests.handmade.volumes import LIBRARIES, THEMATIC, UNIT_VOLUMES

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


def source(
    code: str, zh: str, en: str, *, subject: str | None = None, state: str = "current", hours: int = 24
) -> Source:
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
        subject=subject,
    )


SOURCES = (
    source("libraries", "基础库", "Base libraries", subject="volumes"),
    source("catalogue", "资源目录", "Catalogue", subject="sharing"),
    source("platform", "交换平台", "Exchange platform", subject="sharing"),
    source("returns", "省级回流", "Provincial returns", subject="volumes", hours=168),
    source("portal", "开放门户", "Open data portal", subject="opening"),
    source("portal_log", "门户日志", "Portal log", subject="opening"),
    source("video", "视频会议", "Video meetings", subject="meetings"),
    source("video_rooms", "会场终端", "Rooms", subject="meetings"),
    source("bureau", "公布数据", "Published figures", subject="trust", hours=2160),
    source("goals", "爱山东", "iShandong", subject="targets", state="none"),
)
