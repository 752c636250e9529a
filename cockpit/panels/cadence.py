"""How often a source is to report, and when it last did."""

from __future__ import annotations

from datetime import datetime

from cockpit.calendar import SHANGHAI
from cockpit.panels.cell import DASH
from cockpit.panels.view import View
from cockpit.units import Text


def every(hours: int) -> Text:
    """每小时, 每日, 每7天; what is no whole number of days stays in hours."""
    if hours % 24:
        return Text("每小时", "hourly") if hours == 1 else Text(f"每{hours}小时", f"every {hours} h")
    days = hours // 24
    return Text("每日", "daily") if days == 1 else Text(f"每{days}天", f"every {days} days")


def cadence(hours: int, view: View) -> str:
    return view.tell(every(hours))


def moment(value: datetime | None) -> str:
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if value else DASH
