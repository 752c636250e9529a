"""Open data by theme: what there is, how current it is, what is used."""

from __future__ import annotations

from cockpit.panels.panel import declare
from cockpit.panels.unit_table import MeasureColumn, split_panel
from cockpit.units import Text

COLUMNS = (
    MeasureColumn("opening.datasets", Text("数据集", "Datasets")),
    MeasureColumn("opening.updated_share", Text("按时更新", "Updated on time")),
    MeasureColumn("opening.downloads", Text("下载", "Downloads")),
    MeasureColumn("opening.api_calls", Text("接口调用", "API calls")),
)

declare(
    split_panel(
        "theme_table",
        Text("开放主题", "Open data themes"),
        Text("哪些主题开放得多、用得多？", "Which themes are open, and which are used?"),
        of="themes",
        measured=COLUMNS,
        filters="theme",
    )
)
