"""How often a dataset is updated, in every spelling that catalogues use, as days between updates."""

from __future__ import annotations

import re
from typing import Any

from cockpit.ingest.known import folded

WORDS = {
    word: days
    for days, words in {
        1: "continuous|continual|cont|update_cont|real time|realtime|real-time|hourly|daily|day|twice daily|every day"
        "|实时|每时|每小时|每日|每天|日更新|按日|1hour|10min|5min|1min|15min|30min|daily_2|hourly_2",
        3: "three times a week|threetimesaweek|weekly_3|semiweekly|biweekly twice|weekly_2|twice a week|每周两次",
        7: "weekly|week|every week|每周|周更新|按周",
        10: "three times a month|threetimesamonth|monthly_3|每旬|按旬",
        14: "biweekly|fortnightly|every two weeks|twice a month|semimonthly|monthly_2|每两周|每半月",
        31: "monthly|month|every month|每月|月更新|按月",
        61: "bimonthly|every two months|每两月",
        92: "quarterly|quarter|every quarter|每季|每季度|季度更新|按季",
        122: "three times a year|threetimesayear|annual_3",
        183: "semiannual|semi-annual|biannual|twice a year|half-yearly|annual_2|每半年|半年更新",
        366: "annual|annually|yearly|year|every year|每年|年更新|按年",
        731: "biennial|every two years|每两年",
        1096: "triennial|every three years|每三年",
    }.items()
    for word in words.split("|")
}
_DAYS = {"Y": 366, "M": 31, "W": 7, "D": 1}
_ISO = re.compile(r"(?:R\d*/)?P(?:(\d+(?:\.\d+)?)([YMWD]))?(T\d+(?:\.\d+)?[HMS])?", re.IGNORECASE)


def days(value: Any) -> int | None:
    """Days between updates; None where nothing is agreed, where it is irregular, and where it is not understood."""
    if isinstance(value, dict):
        value = value.get("@id") or value.get("@value") or value.get("id") or value.get("label")
    if isinstance(value, bool) or not isinstance(value, str) or len(value) > 200:
        return None
    match = _ISO.fullmatch(value.strip())
    if match:
        if match[1] is None:
            return 1 if match[3] else None
        # "P0.33W" is how catalogues write three times a week.
        found = round(float(match[1]) * _DAYS[match[2].upper()])
        return found if found <= 3_660 and found else (1 if float(match[1]) > 0 else None)
    word = folded(value.rstrip("/").rsplit("/", 1)[-1].rsplit("#", 1)[-1])
    return WORDS.get(word) or WORDS.get(word.replace("_", " ")) or WORDS.get(word.replace("-", " "))
