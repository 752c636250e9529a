"""One county against the others in each area: what it has mounted, takes, opens and attends."""

from __future__ import annotations

from cockpit.panels.county_panel import county_panel
from cockpit.panels.panel import declare
from cockpit.units import Text

COUNTIES = {
    # The base libraries are filled by the city, so what a county gathers is what it has mounted on the platform.
    "volumes": (
        "sharing.mounted",
        Text("县区归集", "Volumes of a county"),
        Text("这个县区挂接了多少资源，在县区中排第几？", "How much has this county mounted, and where does it stand?"),
        Text("挂接资源", "mounted"),
    ),
    "sharing": (
        "sharing.records_received",
        Text("县区共享", "Sharing of a county"),
        Text(
            "这个县区用了多少共享数据，在县区中排第几？",
            "How much shared data does this county take, and where does it stand?",
        ),
        Text("接收", "records received"),
    ),
    "opening": (
        "opening.datasets",
        Text("县区开放", "Opening of a county"),
        Text(
            "这个县区开放了多少数据集，在县区中排第几？",
            "How many datasets has this county opened, and where does it stand?",
        ),
        Text("开放数据集", "open datasets"),
    ),
    "meetings": (
        "meetings.attendance_share",
        Text("县区会议", "Meetings of a county"),
        Text(
            "请这个县区参加的会议，它到了多少？",
            "Of the meetings that this county was invited to, how many did it attend?",
        ),
        Text("参会率", "attendance"),
    ),
}
"""By area: the metric, the title, the question, what stands beside the title of the area."""

for area, (metric, title, question, note) in COUNTIES.items():
    declare(county_panel(area, metric, title=title, question=question, note=note))
