"""What was promised, published, or fell silent."""

from __future__ import annotations

from cockpit.board.records import Row
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.store.vocabulary import Provenance, UnitLevel
from cockpit.units import Text
from tests.handmade.figures import DAY, VALUES, published
from tests.handmade.registers import BUREAU

TARGETS = (
    Row(
        "ishandong",
        Text("爱山东APP", "iShandong app"),
        Text("爱山东APP", "iShandong app"),
        {
            "targets.goal": published("targets.goal", 200, "以上"),
            "targets.current": unknown("item", Note.NOT_CONNECTED, DAY),
            "targets.attainment": unknown("share", Note.NOT_CONNECTED, DAY),
            "targets.days_left": published("targets.days_left", 61),
        },
        {
            "due_on": "2020-11-30",
            "metric": None,
            "action": {"zh": "上线", "en": "online"},
            "qualifier": "以上",
            "standing": False,
            "good": None,
        },
    ),
    Row(
        "updated",
        Text("按期更新", "Updated on time"),
        Text("按期更新", "Updated on time"),
        {
            "targets.goal": Number(0.95, "share", as_of=DAY, provenance=Provenance.DEMO),
            "targets.current": Number(0.874, "share", as_of=DAY, provenance=Provenance.DEMO),
            "targets.attainment": Number(0.92, "share", as_of=DAY, provenance=Provenance.DEMO),
            "targets.days_left": unknown("day", Note.NO_DATA, DAY),
        },
        {
            "due_on": None,
            "metric": "opening.updated_share",
            "action": {"zh": "完成", "en": "done"},
            "qualifier": None,
            "standing": True,
            "good": METRICS["opening.updated_share"].good,
        },
    ),
)


PUBLISHED = tuple(
    Row(
        key,
        Text(zh, en),
        Text(zh, en),
        {
            "published": Number(
                value, METRICS[metric].unit, DAY, Provenance.PUBLISHED, published_qualifier=qualifier, published=value
            ),
            "cockpit": VALUES[metric],
        },
        {
            "text": None,
            "as_of": "2020-09-30",
            "metric": metric,
            "member": None,
            "qualifier": qualifier,
            "agrees": None,
            "publisher": BUREAU.to_json(),
            "verdict": verdict,
        },
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
        {"subject": "opening", "silent_since": "2020-09-02", "level": UnitLevel.COUNTY},
    ),
)
