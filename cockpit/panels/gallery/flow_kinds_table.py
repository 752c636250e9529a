"""How data travels: by file, by table, by API, and how well each way works."""

from __future__ import annotations

from cockpit.panels.content import Content
from cockpit.panels.panel import declare
from cockpit.panels.strip import period
from cockpit.panels.unit_table import MeasureColumn, split_panel
from cockpit.panels.view import View
from cockpit.units import Text

COLUMNS = (
    MeasureColumn("sharing.records", Text("记录", "Records")),
    MeasureColumn("sharing.exchanges", Text("次数", "Exchanges")),
    MeasureColumn("sharing.failure_share", Text("失败率", "Failed")),
    MeasureColumn("sharing.latency_p95", Text("95分位耗时", "95th pct")),
)


def _meta(shown: Content, view: View) -> str:
    return view.say(f"{period(shown, view)}，耗时为毫秒", f"{period(shown, view)}, in ms")


declare(
    split_panel(
        "flow_kinds_table",
        Text("交换方式", "Ways of exchange"),
        Text("数据用什么方式交换，哪种容易失败？", "By which way does data travel, and which fails?"),
        of="flow_kinds",
        measured=COLUMNS,
        filters="kind",
        meta=_meta,
    )
)
