"""How often a source is to report, and when it last did."""

from __future__ import annotations

from datetime import datetime

from cockpit.calendar import SHANGHAI
from cockpit.panels.cell import DASH
from cockpit.panels.view import View
from cockpit.units import Text


def every(hours: int, *, working: bool = False) -> Text:
    """每小时, 每日, 每7天; what is no whole number of days stays in hours. `working`: on working days alone."""
    if working:
        return _working(every(hours), daily=hours == 24)
    if hours % 24:
        return Text("每小时", "hourly") if hours == 1 else Text(f"每{hours}小时", f"every {hours} h")
    days = hours // 24
    return Text("每日", "daily") if days == 1 else Text(f"每{days}天", f"every {days} days")


def _working(said: Text, *, daily: bool) -> Text:
    if daily:
        return Text("每工作日", "every working day")
    return Text(f"{said.zh}（工作日）", f"{said.en} (working days)")


def cadence(hours: int, view: View, *, working: bool = False) -> str:
    return view.tell(every(hours, working=working))


def moment(value: datetime | None) -> str:
    return value.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M") if value else DASH
