"""How often a dataset is updated, in every spelling that catalogues use, as days between updates."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cockpit.ingest.register_lookup import folded

LONGEST = 36_600
"""Days of the longest period that is one: a hundred years."""
DAYS = {"Y": 366, "M": 31, "W": 7, "D": 1}
WORDS = {
    word: days
    for days, words in {
        1: "continuous|continuously|continual|cont|update cont|real time|realtime|live|hourly|daily|twice daily"
        "|business day|bihourly|trihourly|12hrs|1hour|10min|5min|1min|15min|30min|daily 2|hourly 2|minutely"
        "|every minute|every hour"
        "|every day|day|实时|实时更新|准实时|即时|动态|t+1|次日|h|n|i|d",
        3: "three times a week|threetimesaweek|weekly 3|businessweek|工作日|b",
        4: "semiweekly|weekly 2|twice a week",
        7: "w",
        10: "monthly 3|three times a month|threetimesamonth|旬",
        14: "biweekly|fortnightly|fortnight|every two weeks|w2",
        16: "semimonthly|monthly 2|twice a month|半月",
        31: "m",
        61: "bimonthly|every two months|m2",
        92: "quarterly|quarter|q",
        122: "three times a year|threetimesayear|annual 3|triannual",
        183: "semiannual|semiannually|semi-annual|semi-annually|semestral|biannual|biannually|twice a year|half-yearly"
        "|half yearly|annual 2|s|半年",
        366: "annual|annually|yearly|a",
        731: "biennial|biennially|every two years|a2",
        1096: "triennial|every three years|a3",
        1461: "quadrennial|a4",
        1826: "quinquennial|a5",
        3653: "decennial|every ten years|a10",
        7305: "bidecennial|a20",
        10958: "tridecennial|a30",
    }.items()
    for word in words.split("|")
}
NOTHING_AGREED = frozenset(
    word
    for words in (
        "not planned|irregular|irreg|completelyirregular|completely irregular|never|other|unknown|asneeded|on demand",
        "ad hoc|as needed|notplanned|not updated|none|one off|oneoff|once|static|op datpro|unplanned|"
        "not applicable|varies",
        "不定期|不定时|不固定|不更新|不再更新|停止更新|一次性|一次性更新|静态|静态数据|静态更新|按需|按需更新|根据需要|其他|其它",
        "自定义|无|未知|长期|长期有效|暂不更新|有变化时更新|变更时更新|variable",
    )
    for word in words.split("|")
)
ENGLISH = {"minute": 0, "hour": 0, "day": 1, "week": 7, "fortnight": 14, "month": 31, "quarter": 92, "year": 366,
           "decade": 3653, "daily": 1, "weekly": 7, "monthly": 31, "yearly": 366}  # fmt: skip
CHINESE = {
    word: days
    for days, words in {
        0: "分钟|分|小时|时",
        1: "日度|日|天",
        3: "工作日",
        7: "周度|周|星期|礼拜",
        10: "旬",
        31: "月度|月",
        92: "季度|季",
        366: "年度|年",
    }.items()
    for word in words.split("|")
}
UNITS = "|".join(sorted(CHINESE, key=len, reverse=True))
NUMBERS = {"半": 0.5, "half": 0.5, "once": 1, "one": 1, "twice": 2, "two": 2, "other": 2, "second": 2, "两": 2,
           **{sign: number for number, sign in enumerate("一二三四五六七八九十", start=1)},
           **{word: number for number, word in enumerate(("three", "four", "five", "six"), start=3)}}  # fmt: skip
_NUMBER = r"(\d+(?:\.\d+)?|[一二两三四五六七八九十半])"
_ISO = re.compile(r"(?:R\d*/)?(?:[^/]*/)?P(?:(\d.*?))?(?:T(\d.*))?", re.IGNORECASE)
_PIECE = re.compile(r"(\d+(?:[.,]\d+)?)([YMWD])", re.IGNORECASE)
_CHINESE = re.compile(rf"(每|逐|按|隔)?{_NUMBER}?个?({UNITS})(?:{_NUMBER}(?:次|期)|初|末|底)?")
_PER = re.compile(rf"{_NUMBER}?次[/每]({UNITS})")
_SPOKEN = re.compile(
    r"(?:updated )?(?:(?:every|each|per|once per|once a|once every) )?(\d+(?:\.\d+)?|[a-z]+)? ?"
    rf"({'|'.join(ENGLISH)})s?"
)
_TIMES = re.compile(rf"(\d+|[a-z]+) ?(?:times|x)? ?(?:a|per|each|every|/) ?({'|'.join(ENGLISH)})")
_FILLING = re.compile(r"更新|频率|频次|周期|数据|为|:|。|;|\s")


@dataclass(frozen=True)
class Periodicity:
    """`days` are None where nothing is agreed; what is not `understood` is to be named."""

    days: int | None
    understood: bool = True


def read(value: Any) -> Periodicity:
    said = [one for one in _texts(value) if one.strip()]
    for one in said:
        found = _one(one)
        if found.understood:
            return found
    return Periodicity(None, understood=not said)


def iso(value: Any) -> int | None:
    """Days of an ISO 8601 duration or repetition, such as R/P1W; R/P0.33W is written for three times a week."""
    match = _ISO.fullmatch(value.strip()) if isinstance(value, str) and len(value) <= 100 else None
    if match is None or (match[1] is None and match[2] is None):
        return None
    pieces = _PIECE.findall(match[1] or "")
    if "".join(number + unit for number, unit in pieces) != (match[1] or ""):
        return None
    hours = re.match(r"(\d+(?:\.\d+)?)H", match[2] or "", re.IGNORECASE)
    days = sum(float(number.replace(",", ".")) * DAYS[unit.upper()] for number, unit in pieces)
    days += float(hours[1]) / 24 if hours else 0
    if days <= 0 and match[2] is None:
        return None
    return _whole(days)


def _texts(value: Any) -> Iterator[str]:
    """What JSON-LD and portals wrap around it: the address before the label."""
    if isinstance(value, dict):
        for name in ("@id", "@value", "id", "code", "value", "label", "prefLabel", "name", "title"):
            yield from _texts(value.get(name))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)[:200]


def _one(text: str) -> Periodicity:
    days = iso(text)
    if days is not None:
        return Periodicity(days)
    bare = re.sub(r"\(.*?\)|【.*?】|\[.*?\]", "", folded(text)).strip(" .;。、,")
    if "://" in bare or bare.startswith("urn:"):
        bare = re.split(r"[/#:.]", bare.rstrip("/#"))[-1]
    word = re.sub(r"[_\s]+", " ", re.sub(r"^(freq|cld|eu-?freq|sdmx)[-:]", "", bare))
    for one in (word, word.replace("-", " "), _FILLING.sub("", word)):
        if one in WORDS:
            return Periodicity(WORDS[one])
        if one in NOTHING_AGREED:
            return Periodicity(None)
    days = (
        _in_chinese(_FILLING.sub("", word).removeprefix("定期"))
        if not word.isascii()
        else _in_english(word.replace("-", " "))
    )
    return Periodicity(days, understood=days is not None)


def _in_chinese(text: str) -> int | None:
    """每2年一次, 一年两次, 每季度, 每月10次, 2次/年, 隔日."""
    if match := _PER.fullmatch(text):
        return _whole(CHINESE[match[2]] / (_number(match[1]) or 1))
    match = _CHINESE.fullmatch(re.sub(r"(?<=[日天周月旬季度年])(?:一|1)次$|一次$", "", text))
    if match is None:
        return None
    days = CHINESE[match[3]] * (_number(match[2]) or 1) / (_number(match[4]) or 1)
    return _whole(days * 2 if match[1] == "隔" else days)


def _in_english(text: str) -> int | None:
    """every 2 weeks, twice a month, 4 times a year, updated daily."""
    if match := _TIMES.fullmatch(text):
        often = _number(match[1])
        return None if not often else _whole(ENGLISH[match[2]] / often)
    if match := _SPOKEN.fullmatch(text):
        many = _number(match[1]) if match[1] else 1
        return None if not many else _whole(ENGLISH[match[2]] * many)
    return None


def _number(text: str | None) -> float | None:
    if not text:
        return None
    return NUMBERS.get(text) or (float(text) if re.fullmatch(r"\d+(\.\d+)?", text) else None)


def _whole(days: float) -> int | None:
    """Whole days, at least one: what comes within a day is up to date on the day."""
    return max(1, math.ceil(round(days, 2))) if 0 <= days <= LONGEST else None
