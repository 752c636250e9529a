"""Every number of the county scenes, by SQL that was written by hand; see by_hand.py for its terms."""

from __future__ import annotations

import math
import statistics
from datetime import date

from sqlalchemy import Connection

from tests.numbers.by_hand import Answers, ByHand

COUNTY = "unit IN (SELECT code FROM unit WHERE level = 'county')"


def counties(connection: Connection, day: date) -> Answers:
    hand = ByHand(connection, day)
    codes = [code for (code,) in hand.rows("SELECT code FROM unit WHERE level = 'county' AND :day IS NOT NULL")]
    found: dict[str, dict[str, int | float | None]] = {
        "sharing.mounted": {
            code: hand.level("resource_daily", "mounted", "f.unit = :unit", unit=code) for code in codes
        },
        "sharing.records_received": {
            code: hand.week("flow_daily", "records", where=f"consumer = '{code}'") for code in codes
        },
        "opening.datasets": {
            code: hand.level("opening_daily", "datasets", "f.unit = :unit", unit=code) for code in codes
        },
        "meetings.attendance_share": {code: attendance(hand, f"unit = '{code}'") for code in codes},
    }
    answers: Answers = {("meetings.attendance_share", None, None): attendance(hand, "1 = 1")}
    for metric, values in found.items():
        known = [value for value in values.values() if value is not None]
        middle = statistics.median(known)
        whole = all(isinstance(value, int) for value in known)
        answers[metric, "counties", "median"] = math.floor(middle + 0.5) if whole else middle
        answers[metric, "counties", "sum"] = sum(known)
        for code, value in values.items():
            answers[metric, f"counties:{code}", None] = value
            answers[metric, f"counties:{code}", "portion"] = None if value is None else value / sum(known)
    return answers


def attendance(hand: ByHand, where: str) -> float | None:
    invited, attended = (
        hand.week("meeting_daily", column, where=f"{where} AND attended IS NOT NULL")
        for column in ("invited", "attended")
    )
    return round(attended / invited, 6) if invited and attended is not None else None
