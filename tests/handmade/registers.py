"""The registers of the hand-made city: its units that answer for sources, the sources, and the definitions of both."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from cockpit.board.records import Source
from cockpit.metrics.answer import definitions as described
from cockpit.metrics.freshness import SourceState
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from tests.handmade.figures import CLOCK

BUREAU = Text("临沂市大数据局", "Linyi Big Data Bureau")


OWNERS = {
    "bigdata": BUREAU,
    "office": Text("临沂市人民政府办公室", "Government Office"),
    "approval": Text("临沂市行政审批服务局", "Administrative Approval Bureau"),
}


# code, name zh, name en, owner, subject, agreed cadence in hours
ROWS = (
    ("libraries", "基础库", "Base libraries", "bigdata", "volumes", 24),
    ("catalogue", "资源目录", "Catalogue", "bigdata", "sharing", 24),
    ("platform", "交换平台", "Exchange platform", "bigdata", "sharing", 24),
    ("returns", "省级回流", "Provincial returns", "bigdata", "volumes", 168),
    ("portal", "开放门户", "Open data portal", "bigdata", "opening", 24),
    ("portal_log", "门户日志", "Portal log", "bigdata", "opening", 24),
    ("video", "视频会议", "Video meetings", "office", "meetings", 24),
    ("video_rooms", "会场终端", "Rooms", "office", "meetings", 24),
    ("bureau", "公布数据", "Published figures", "bigdata", "trust", 2160),
    ("goals", "爱山东", "iShandong", "approval", "targets", 24),
    ("themes", "主题库", "Thematic libraries", "bigdata", None, 24),
)

SILENT = ("goals", "themes")
"""Sources that are not connected."""


def registers() -> dict[str, list[dict[str, Any]]]:
    """As the database hands them out, as far as a definition asks."""
    columns = ("code", "name_zh", "name_en", "owner", "subject", "cadence_hours")
    units = [{"code": code, "name_zh": name.zh, "name_en": name.en} for code, name in OWNERS.items()]
    return {"source": [dict(zip(columns, row, strict=True)) for row in ROWS], "unit": units}


def definitions() -> dict[str, dict[str, Any]]:
    """Those of the metrics themselves, with the owners and cadences of this city."""
    return described(registers())


def source(code: str, zh: str, en: str, *, owner: str, subject: str | None, hours: int) -> Source:
    """Read three hours ago and current, or never connected."""
    newest = None if code in SILENT else CLOCK - timedelta(hours=3)
    return Source(
        code,
        Text(zh, en),
        OWNERS[owner],
        cadence_hours=hours,
        newest_at=newest,
        read_at=newest,
        state=SourceState.NOT_CONNECTED if code in SILENT else SourceState.CURRENT,
        overdue_hours=0,
        failure=None,
        provenance=None if code in SILENT else Provenance.DEMO,
        subject=subject,
    )


SOURCES = tuple(
    source(code, zh, en, owner=owner, subject=subject, hours=hours) for code, zh, en, owner, subject, hours in ROWS
)
