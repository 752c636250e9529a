"""Twelve weeks of one number each: how the libraries grow, what is exchanged, and whether open data is used."""

from __future__ import annotations

from cockpit.panels.course import course_panel
from cockpit.panels.panel import declare
from cockpit.units import Text

declare(
    course_panel(
        "volumes_trend",
        "volumes.records",
        title=Text("近12周，基础库记录", "Base library records"),
        question=Text("基础库记录怎样增长？", "How do the base libraries grow?"),
        zero=False,
    )
)
declare(
    course_panel(
        "exchange_trend",
        "sharing.records",
        title=Text("近12周，每周交换", "Exchanged weekly"),
        question=Text("每周经平台交换多少记录？", "How many records pass over the platform each week?"),
    )
)
declare(
    course_panel(
        "failure_trend",
        "sharing.failure_share",
        title=Text("近12周，交换失败率", "Failure share"),
        question=Text("交换失败是在变多还是变少？", "Do fewer exchanges fail?"),
    )
)
declare(
    course_panel(
        "download_trend",
        "opening.downloads",
        title=Text("近12周，每周下载", "Downloads weekly"),
        question=Text("开放数据有没有人用？", "Is the open data used?"),
    )
)
declare(
    course_panel(
        "call_trend",
        "opening.api_calls",
        title=Text("近12周，每周接口调用", "API calls weekly"),
        question=Text("开放接口被调用多少？", "How often is the open API called?"),
    )
)
