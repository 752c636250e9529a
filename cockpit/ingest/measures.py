"""Units of measure as people write them, in headings, beside tables and in cells: one parser for all of them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from cockpit.store.vocabulary import Measured

TENS = {
    "个": 1, "十": 10, "百": 100, "千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7,
    "亿": 10**8, "十亿": 10**9, "百亿": 10**10, "千亿": 10**11, "万亿": 10**12,
    "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
"""个 alone is a thing that is counted, and one of ten, a hundred …"""
_MULTIPLE = "|".join(sorted((name for name in TENS if name != "个"), key=len, reverse=True))
COUNTED = frozenset(
    "条 个 项 次 件 家 人 份 张 场 类 户 台 行 笔 页 册 套 批 组 所 处 辆 栋 宗 例 名 位 种 场次 人次 件次 条次 "  # noqa: SIM905
    "条记录 条数据 数据项 目录项 数据集 记录 接口 单位 文件 record row item time case piece dataset file table api "
    "call exchange meeting people person unit entry entries".split()
)
_SECONDS = {
    "毫秒": Fraction(1, 1_000), "ms": Fraction(1, 1_000), "millisecond": Fraction(1, 1_000),
    "秒": Fraction(1), "秒钟": Fraction(1), "s": Fraction(1), "sec": Fraction(1), "second": Fraction(1),
    "分": Fraction(60), "分钟": Fraction(60), "min": Fraction(60), "minute": Fraction(60),
    "小时": Fraction(3_600), "时": Fraction(3_600), "钟头": Fraction(3_600), "h": Fraction(3_600),
    "hour": Fraction(3_600), "hr": Fraction(3_600), "天": Fraction(86_400), "日": Fraction(86_400),
    "day": Fraction(86_400), "d": Fraction(86_400),
}  # fmt: skip
_BYTES = {"字节": Fraction(1), "b": Fraction(1), "byte": Fraction(1)} | {
    f"{letter}{middle}b": Fraction(base**power)
    for power, letter in enumerate("kmgtp", start=1)
    for middle, base in (("", 1_000), ("i", 1_024))
}
_SHARES = {"%": Fraction(1, 100), "‰": Fraction(1, 1_000), "percent": Fraction(1, 100), "百分比": Fraction(1, 100)}
_MONEY = frozenset(("元", "人民币元", "yuan", "rmb", "cny"))
_OF_A_COLUMN = {
    Measured.HOUR: Fraction(3_600),
    Measured.MILLISECOND: Fraction(1, 1_000),
    Measured.MINUTE: Fraction(60),
    Measured.DAY: Fraction(86_400),
}


@dataclass(frozen=True)
class MeasureUnit:
    """`factor` of what it counts `of`: seconds, bytes, shares of one, money, or things that are called `thing`.

    `said` is how it was written.
    """

    factor: Fraction
    of: str
    thing: str
    said: str = field(default="", compare=False)


def unit_of(said: str) -> MeasureUnit | None:
    """What a text says as a unit, as a whole: 万条, 千元, 小时, MB, %; None where anything of it is not understood."""
    text = re.sub(r"\s+", "", unicodedata.normalize("NFKC", said)).casefold().strip("。.:;,")
    text = re.sub(r"^(in)?((?:thous|milli|billi|trilli)(?:and|on))s?", r"\2", text)
    match = re.fullmatch(rf"({_MULTIPLE})?(?:of)?(.*)", text)
    if not text or match is None:
        return None
    factor, thing = Fraction(TENS.get(match[1] or "", 1)), match[2]
    plain = thing.removesuffix("s") if thing.isascii() and len(thing) > 2 else thing
    if thing in COUNTED or plain in COUNTED or (not thing and match[1]):
        return MeasureUnit(factor, "count", thing, said)
    for of, table in (("time", _SECONDS), ("bytes", _BYTES), ("share", _SHARES)):
        for name in (thing, plain):
            if name in table:
                return MeasureUnit(factor * table[name], of, thing, said)
    return MeasureUnit(factor, "money", thing, said) if thing in _MONEY else None


def factor_for(unit: MeasureUnit, measured: Measured) -> Fraction | None:
    """By what a number in that unit is multiplied to stand in a column; None where the two do not fit."""
    if measured is Measured.ANY:
        return unit.factor
    if unit.of == "time":
        base = _OF_A_COLUMN.get(measured)
        return None if base is None else unit.factor / base
    if measured is Measured.BYTE:
        return unit.factor if unit.of == "bytes" or (unit.of == "count" and not unit.thing) else None
    if measured is Measured.COUNT or not unit.thing:
        return unit.factor if unit.of == "count" else None
    return None


def times(number: Decimal, factor: Fraction) -> Decimal:
    """Exact where the result can be written in digits."""
    found = Fraction(number) * factor
    return Decimal(found.numerator) / Decimal(found.denominator)
