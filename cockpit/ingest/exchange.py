"""The fields of an exchange event, checked: what a platform logged becomes an Event, or Unfit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from cockpit.ingest import cell_values
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.register_lookup import RegisterLookup, folded
from cockpit.ingest.spelling import Spelling
from cockpit.store.event import KINDS, MOST, OTHER, Event
from cockpit.store.translations import translated_name
from cockpit.store.vocabulary import Measured, ResourceKind

FIELDS = (
    "event_id",
    "at",
    "provider",
    "consumer",
    "resource",
    "kind",
    "scenario",
    "records",
    "bytes",
    "duration_ms",
    "status",
)
REQUIRED = ("event_id", "at", "provider", "consumer", "kind", "status")

KIND_WORDS = {
    "接口": ResourceKind.API,
    "service": ResourceKind.API,
    "库表": ResourceKind.TABLE,
    "数据库": ResourceKind.TABLE,
    "文件": ResourceKind.FILE,
}
STATUS_WORDS = {
    word: failed
    for failed, words in {
        False: "success succeeded successful ok done complete completed true yes 成功 正常 完成",
        True: "failure failed fail error timeout rejected aborted false no 失败 异常 错误 超时",
    }.items()
    for word in words.split()
}
"""No bare 0 and no bare 1: one gateway writes 0 for success, the next for false."""
BARE = ("0", "1")
HTTP = re.compile(r"([1-5])\d\d(?:\.0|\s.*)?")
ROUNDED = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
"""How a spreadsheet writes a long number that it has rounded: 1.30123E+18."""
TRIES = re.compile(r",\s+|\s+:\s+")
"""Between the times of the servers that a web server has asked one after the other."""
FINER = {"s": 1_000_000, "ms": 1_000, "us": 1}
"""Microseconds of a unit of duration."""


@dataclass
class Checker:
    """Checks events of one source; every distinct name is looked up once."""

    known: RegisterLookup
    now: datetime
    units: Mapping[str, str]
    scenarios: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, bool] = field(default_factory=dict)
    where: str = ""
    spelling: Spelling = cell_values.PLAIN
    duration_unit: str = "ms"
    below_zero: int = 0
    _held: dict[tuple[str, type, Any], Any] = field(default_factory=dict)

    def event(self, given: Mapping[str, Any], *, place: str, line: int | None) -> Event:
        """An event out of fields by their names here, or Unfit."""
        get = given.get
        resource = get("resource")
        return Event(
            event_id=self._id(get("event_id")),
            at=cell_values.moment(get("at"), field="at", now=self.now, spelling=self.spelling),
            provider=self.once("provider", get("provider")),
            consumer=self.once("consumer", get("consumer")),
            resource=None if cell_values.empty(resource) else self.once("resource", resource),
            kind=self.once("kind", get("kind")),
            scenario=self.once("scenario", get("scenario")),
            records=_amount(get("records"), "records"),
            bytes=_amount(get("bytes"), "bytes"),
            duration_us=self._duration(get("duration_ms")),
            failed=self.once("status", get("status")),
            place=place,
            line=line,
        )

    def _id(self, value: Any) -> str:
        if (
            type(value) is str
            and 0 < len(value) <= 128
            and value.isascii()
            and value.isprintable()
            and " " not in value
            and "+" not in value
        ):
            return value
        text = cell_values.text("" if value is None else value, most=128, field="event_id")
        if isinstance(value, float) or ROUNDED.fullmatch(text):
            raise Unfit(
                zh=("编号已被表格软件改成科学计数（E+18），不能再区分事件。", "请将该列设为文本后重新导出。"),
                en=(
                    "the id was rounded to scientific notation (E+18) and tells events no longer apart.",
                    "Export the column as text.",
                ),
                field="event_id",
                value=value,
            )
        return text

    def once(self, field_name: str, value: Any) -> Any:
        """What a text means, looked up the first time it is asked for; Unfit where it means nothing."""
        try:
            key = (field_name, type(value), value if type(value) in (str, int, bool) else str(value))
            found = self._held.get(key, self)
            if found is self:
                if len(self._held) > 100_000:
                    self._held.clear()
                found = self._held[key] = self._look(field_name, value)
            return found
        except UnicodeError:
            raise Unfit(
                zh=(f"{translated_name(field_name)}不是文本。", "请以UTF-8提供。"),
                en=(f"{field_name} is no text.", "Deliver it as UTF-8."),
                field=field_name,
            ) from None

    def _look(self, field_name: str, value: Any) -> Any:
        if field_name == "resource":
            return cell_values.text(value, most=200, field=field_name)
        if cell_values.empty(value):
            if field_name == "scenario":
                return OTHER
            raise cell_values.missing(field_name)
        text = cell_values.text(value, most=200, field=field_name)
        if field_name in ("provider", "consumer"):
            return self.known.code("unit", text, field=field_name, aliases=self.units, where=f"{self.where}units]")
        if field_name == "scenario":
            return self._scenario(text)
        return self._kind(text) if field_name == "kind" else self._failed(text)

    def _scenario(self, text: str) -> str:
        if folded(text) == OTHER:
            return OTHER
        return self.known.code(
            "scenario", text, field="scenario", aliases=self.scenarios, where=f"{self.where}scenarios]"
        )

    def _kind(self, text: str) -> str:
        word = self.kinds.get(text) or KIND_WORDS.get(folded(text)) or folded(text)
        if word not in KINDS:
            raise Unfit(
                zh=("类型不认识。", f"请用{'、'.join(KINDS)}，或在{self.where}kinds]中对应。"),
                en=("kind is unknown.", f"Use {', '.join(KINDS)}, or map it in {self.where}kinds]."),
                field="kind",
                value=text,
            )
        return word

    def _failed(self, text: str) -> bool:
        word = folded(text)
        found = self.statuses.get(text, self.statuses.get(word, STATUS_WORDS.get(word)))
        if found is None and (match := HTTP.fullmatch(word)):
            found = match[1] in "45"
        if found is None:
            bare = word in BARE
            raise Unfit(
                zh=(
                    "状态0和1可作两种理解。" if bare else "状态不认识。",
                    f"请在{self._mapped}中写明success或failure。",
                ),
                en=(
                    "status 0 or 1 can be read in two ways." if bare else "status is unknown.",
                    f'Say which it is in {self._mapped}: success = ["{text[:20]}"], or failure.',
                ),
                field="status",
                value=text,
            )
        return found

    @property
    def _mapped(self) -> str:
        return self.where.rstrip(".") + "]"

    def _duration(self, value: Any) -> int | None:
        """Whole microseconds; a finer duration is rounded, half to even. Below zero it is not known."""
        if value is None or value == "":
            return None
        finer = FINER[self.duration_unit]
        if type(value) is str and len(value) < 12 and value.isascii() and value.isdigit():
            return _possible(Decimal(value) * finer, value)
        parts = TRIES.split(value) if isinstance(value, str) and TRIES.search(value) else [value]
        known = [cell_values.number(part, field="duration_ms") for part in parts if not cell_values.empty(part)]
        self.below_zero += any(one < 0 for one in known)
        known = [one for one in known if one >= 0]
        return _possible(sum(known, Decimal(0)) * finer, value) if known else None


def _amount(value: Any, name: str) -> int | None:
    if value is None or value == "":
        return None
    if type(value) is str and len(value) < 16 and value.isascii() and value.isdigit():
        return int(value)
    measured = Measured.BYTE if name == "bytes" else Measured.COUNT
    return None if cell_values.empty(value) else cell_values.whole(value, field=name, measured=measured)


def _possible(microseconds: Decimal, value: Any) -> int:
    if microseconds > MOST:
        raise Unfit(
            zh=("耗时不可能如此。", "请提供毫秒数，或设置duration_unit。"),
            en=("duration_ms cannot be.", "Deliver milliseconds, or set duration_unit."),
            field="duration_ms",
            value=value,
        )
    return int(microseconds.to_integral_value(ROUND_HALF_EVEN))
