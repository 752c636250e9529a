"""Twelve weeks of one number each: how the libraries grow, what is exchanged, and whether open data is used."""

from __future__ import annotations

from cockpit.panels.course_card import course_panel
from cockpit.panels.panel import declare
from cockpit.units import Text

TRENDS = {
    "volumes_trend": (
        "volumes.records",
        Text("近12周，基础库记录", "Base library records"),
        Text("基础库记录怎样增长？", "How do the base libraries grow?"),
    ),
    "exchange_trend": (
        "sharing.records",
        Text("近12周，每周交换", "Exchanged weekly"),
        Text("每周经平台交换多少记录？", "How many records pass over the platform each week?"),
    ),
    "failure_trend": (
        "sharing.failure_share",
        Text("近12周，交换失败率", "Failure share"),
        Text("交换失败是在变多还是变少？", "Do fewer exchanges fail?"),
    ),
    "download_trend": (
        "opening.downloads",
        Text("近12周，每周下载", "Downloads weekly"),
        Text("开放数据有没有人用？", "Is the open data used?"),
    ),
    "call_trend": (
        "opening.api_calls",
        Text("近12周，每周接口调用", "API calls weekly"),
        Text("开放接口被调用多少？", "How often is the open API called?"),
    ),
}
"""By panel: the metric, the title, the question."""

for name, (metric, title, question) in TRENDS.items():
    declare(course_panel(name, metric, title=title, question=question))
