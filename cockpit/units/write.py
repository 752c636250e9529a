"""Numbers as people read them. Everything here is exact decimal arithmetic: a written number never drifts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from cockpit.units.text import Text
from cockpit.units.unit import UNITS, Unit, UnitStyle

MINUS = "\u2212"
NOT_PUBLISHED = Text("未公布", "not published")
NO_DATA = Text("无数据", "no data")
FLAT = Text("持平", "flat")
MORE = ("多", "余", "以上")
BEFORE_SCALE = ("多", "余")

LEAST = Decimal("0.01")
"""In percent: the smallest share that is written with its digits."""

Number = int | float


@dataclass(frozen=True)
class Written:
    """`before` and `after` hold the qualifier; `scale` is 万, 亿, M …; `unit` is what is counted."""

    digits: str
    scale: str = ""
    unit: str = ""
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        gap = " " if self.scale and self.scale[0].isascii() and len(self.scale) > 1 else ""
        return f"{self.before}{self.digits}{self.after}{gap}{self.scale}"


def _round(value: Decimal, places: int, rounding: str = ROUND_HALF_UP) -> str:
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=rounding)
    # There is no minus zero, and a minus is no hyphen.
    return f"{rounded if rounded else abs(rounded):,f}".replace("-", MINUS)


def _volume(value: Decimal, language: str, *, floor: bool) -> tuple[str, str]:
    rounding = ROUND_DOWN if floor else ROUND_HALF_UP
    size = abs(value)
    if language == "en":
        for limit, scale, places in (
            (10**9, "billion", 2 if size < 10**11 else 0),
            (10**6, "million", 2 if size < 10**8 else 0),
        ):
            if size >= limit:
                return _trim(_round(value / limit, places, rounding)), scale
        return _round(value, 0, rounding), ""
    if size >= 10**8 - 5000:  # below, it would be written 10,000万
        return _round(value / 10**8, 2 if size < 10**10 else 1 if size < 10**11 else 0, rounding), "亿"
    if size >= 10**6:
        return _round(value / 10**4, 0, rounding), "万"
    if size >= 10**4:  # a few 万 without a decimal would be off by up to a third
        return _trim(_round(value / 10**4, 1, rounding)), "万"
    return _round(value, 0, rounding), ""


def _trim(digits: str) -> str:
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def figure(value: Number, unit: str, language: str = "zh", qualifier: str | None = None) -> Written:
    """A number in its unit's style; the caller has already dealt with None."""
    kind: Unit = UNITS[unit]
    number = Decimal(str(value))
    before, after = qualified(qualifier, language)
    if kind.style == UnitStyle.VOLUME:
        # "3,732万余" must not be rounded up past what was published.
        digits, scale = _volume(number, language, floor=bool(after))
        # A printed figure is as exact as it was printed: 6+亿, not 6.00+亿.
        digits = _trim(digits) if qualifier else digits
        return Written(digits, scale, _counted(kind, value, language), before, after)
    if kind.style == UnitStyle.SHARE:
        return Written(share(value), "", "", before, after)
    if kind.style == UnitStyle.BYTES:
        digits, scale = _bytes(number)
        return Written(digits, scale, "", before, after)
    # A tenth of a millisecond says nothing beside hundreds; the buckets behind a percentile are wider than that.
    whole = number == number.to_integral_value() or (kind.style == UnitStyle.MILLISECONDS and abs(number) >= 100)
    places = 0 if whole else 1
    return Written(_round(number, places), "", _counted(kind, value, language), before, after)


def _counted(kind: Unit, value: Number, language: str) -> str:
    """What is counted; 1 and −1 are of one thing in English."""
    return _one_of(kind.text.en) if language == "en" and abs(value) == 1 else kind.text[language]


def _one_of(things: str) -> str:
    """1 unit, not 1 units."""
    return f"{things.removesuffix('ies')}y" if things.endswith("ies") else things.removesuffix("s")


def _bytes(number: Decimal) -> tuple[str, str]:
    for power, scale in ((4, "TB"), (3, "GB"), (2, "MB"), (1, "KB")):
        if abs(number) >= 1000**power:
            return _round(number / 1000**power, 1), scale
    return _round(number, 0), "B"


def qualified(qualifier: str | None, language: str = "zh") -> tuple[str, str]:
    """What stands before and after the digits: 约 before, + after for 多, 余 and 以上; both for 约…多."""
    if not qualifier:
        return "", ""
    before = ("约" if language == "zh" else "about ") if qualifier.startswith("约") else ""
    after = "+" if any(word in qualifier for word in ("多", "余", "以上")) else ""
    return before, after


def sentence(value: Number, unit: str, language: str = "zh", qualifier: str | None = None) -> str:
    """A number inside a sentence: the published word instead of the sign, trailing zeros of 亿 dropped."""
    plain = figure(value, unit, language)
    if qualifier:  # a floor is never rounded up
        digits, scale = (
            _volume(Decimal(str(value)), language, floor=True)
            if UNITS[unit].style == UnitStyle.VOLUME
            else (plain.digits, plain.scale)
        )
        plain = Written(digits, scale, plain.unit)
    digits = _trim(plain.digits)
    near, more = bool(qualifier and qualifier.startswith("约")), any(word in (qualifier or "") for word in MORE)
    if language != "zh":
        words = " ".join(part for part in (digits, plain.scale) if part)
        if near:
            return f"about {words} or more" if more else f"about {words}"
        return f"at least {words}" if qualifier == "以上" else f"more than {words}" if more else words
    lead, tail = "约" if near else "", next((word for word in MORE if qualifier and word in qualifier), "")
    # 6亿多 and 3,732万多, but 400多万: behind a round number the word stands before the scale.
    if tail in BEFORE_SCALE and plain.scale and digits.endswith("0") and "." not in digits:
        return f"{lead}{digits}{tail}{plain.scale}"
    return f"{lead}{digits}{plain.scale}{tail}"


def share(value: Number, *, places: int | None = None) -> str:
    """A share from 0 to 1 in percent: one decimal, two below 1 %; what would read as nothing is said to be less."""
    percent = Decimal(str(value)) * 100
    if places is None and 0 < percent < LEAST:
        return f"<{LEAST}%"
    if places is None:
        places = 2 if 0 < abs(percent) < 1 else 1
    written = _round(percent, places)
    return f"{'100' if written in ('100.0', '100.00') else written}%".replace("-", MINUS)


def change(value: Number, unit: str, language: str = "zh") -> str:
    """Always signed, with a true minus; zero is 持平, and nothing else reads as zero.

    A change of a share is in percentage points.
    """
    if value == 0:
        return FLAT[language]
    sign = "+" if value > 0 else MINUS
    if UNITS[unit].style == UnitStyle.SHARE:
        size = abs(Decimal(str(value)) * 100)
        places = 1 if size >= Decimal("0.05") else 2 if size >= Decimal("0.005") else 4
        points = _round(size, places)
        if not Decimal(points):
            return FLAT[language]
        return f"{sign}{points} {'个百分点' if language == 'zh' else 'pp'}"
    return f"{sign}{figure(abs(value), unit, language)}"


def count(value: Number) -> str:
    return _round(Decimal(str(value)), 0)


def exact(value: Number) -> str:
    """The value of `data-value`: plain digits, no grouping, integers without a point."""
    number = Decimal(str(value))
    return str(int(number)) if number == number.to_integral_value() else f"{number.normalize():f}"


def ratio(part: Number | None, whole: Number | None, language: str = "zh") -> str:
    """Progress such as 29/69; an unknown part is 未公布/101."""
    words = [NOT_PUBLISHED[language] if side is None else count(side) for side in (part, whole)]
    return "/".join(words)


def day(value: date | str | None, *, short: bool = True) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else value.isoformat()
    return text[5:] if short else text
