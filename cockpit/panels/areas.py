"""The four areas, always in this order on every surface."""

from __future__ import annotations

from cockpit.units import Text

AREAS = {
    "volumes": Text("归集", "Volumes"),
    "sharing": Text("共享", "Sharing"),
    "opening": Text("开放", "Opening"),
    "meetings": Text("会议", "Meetings"),
}
