"""What is asked of a board: whose eyes, which day, which part of the city."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from urllib.parse import parse_qsl, urlencode

from cockpit.calendar import Period, parse_day
from cockpit.errors import ScopeWrong
from cockpit.roles import EVERYONE, VIEWERS
from cockpit.store.vocabulary import ResourceKind

CODE = re.compile(r"[a-z0-9_-]{1,40}")
CODES, CODES_ZH = "lower-case letters, digits, - and _", "小写字母、数字、- 和 _"
FILTERS = ("unit", "scenario", "kind", "theme", "library")
FIELDS = ("as_of", "period", *FILTERS, "county", "defined")
"""What a query may say of a scope; a county is a unit."""


@dataclass(frozen=True)
class Scope:
    """Hashable; round-trips through a URL query. None means: all, or for `as_of` the newest day, judged now.

    `defined` is the second axis of time: targets, cadences and remarks as they were known by the end of that day.
    """

    city: str
    as_of: date | None = None
    period: Period = Period.WEEK
    unit: str | None = None
    scenario: str | None = None
    kind: ResourceKind | None = None
    theme: str | None = None
    library: str | None = None
    viewer: str = EVERYONE.name
    defined: date | None = None

    @property
    def filters(self) -> dict[str, str]:
        """The parts of the city that are asked for, by dimension."""
        return {name: value for name in FILTERS if (value := getattr(self, name)) is not None}

    def on(self, day: date) -> Scope:
        return replace(self, as_of=day)

    def to_query(self) -> str:
        """Only what differs from the whole city today; the viewer is who signed in, never what a link says."""
        given = {
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "period": self.period if self.period != Period.WEEK else None,
            **self.filters,
            "defined": self.defined.isoformat() if self.defined else None,
        }
        return urlencode([(name, value) for name, value in given.items() if value is not None])

    def to_json(self) -> dict[str, str | None]:
        # A board that asks for no other day of knowledge is the same board as before there was one to ask for.
        names = [field.name for field in fields(self) if field.name != "defined" or self.defined is not None]
        values = {name: getattr(self, name) for name in names}
        return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}

    @classmethod
    def from_json(cls, values: Mapping[str, str | None]) -> Scope:
        days = {name: date.fromisoformat(text) for name in ("as_of", "defined") if (text := values.get(name))}
        known = {
            "period": Period(values["period"] or ""),
            "kind": ResourceKind(kind) if (kind := values["kind"]) else None,
        }
        return cls(**{**values, "as_of": None, **days, **known})  # type: ignore[arg-type]


def parse(query: str | Mapping[str, str], *, city: str, viewer: str = EVERYONE.name) -> Scope:
    """A scope from a URL query; ScopeWrong names the field, what was wrong and what is allowed.

    Fields that no scope has are ignored: messengers add their own to every link (from=timeline).

    Whether a unit, scenario, theme or library exists is known only to the database: see `known`.
    """
    given = _given(query)
    _check_words(given)
    if given.get("county"):  # a county is a unit, whichever list it was chosen from
        given["unit"] = _county(given)
    _check_codes(given)
    if viewer not in VIEWERS:
        raise ScopeWrong("viewer", "This viewer is not known.", ", ".join(VIEWERS))
    return Scope(
        city=city,
        as_of=parse_day(given["as_of"]) if given.get("as_of") else None,
        period=Period(given.get("period") or Period.WEEK),
        viewer=viewer,
        defined=parse_day(given["defined"], field="defined") if given.get("defined") else None,
        kind=ResourceKind(given["kind"]) if given.get("kind") else None,
        **{name: given[name] for name in FILTERS if name != "kind" and given.get(name)},
    )


def _given(query: str | Mapping[str, str]) -> dict[str, str]:
    """The fields of a scope in a query, each once."""
    given: dict[str, str] = {}
    pairs = parse_qsl(query.lstrip("?"), keep_blank_values=True) if isinstance(query, str) else list(query.items())
    for name, value in pairs:
        if name in given:
            raise ScopeWrong(
                name, f"{name} is given twice.", "each field once", zh="同一项写了两次。", allowed_zh="每项一次"
            )
        if name in FIELDS:
            given[name] = value
    return given


def _check_words(given: Mapping[str, str]) -> None:
    period = given.get("period") or Period.WEEK
    if period not in list(Period):
        raise ScopeWrong(
            "period", f"{period[:40]!r} is not a period.", ", ".join(Period), zh=f"“{period[:40]}”不是统计期。"
        )
    if given.get("kind") and given["kind"] not in list(ResourceKind):
        raise ScopeWrong(
            "kind",
            f"{given['kind'][:40]!r} is not a kind of resource.",
            ", ".join(ResourceKind),
            zh=f"“{given['kind'][:40]}”不是资源类型。",
        )


def _county(given: Mapping[str, str]) -> str:
    if given.get("unit"):
        raise ScopeWrong(
            "county",
            "A unit and a county are both given.",
            "one of the two",
            zh="单位和县区都写了。",
            allowed_zh="两者之一",
        )
    return given["county"]


def _check_codes(given: Mapping[str, str]) -> None:
    for name in FILTERS:
        if given.get(name) and not CODE.fullmatch(given[name]):
            raise ScopeWrong(
                name,
                f"{given[name][:40]!r} is not a code.",
                CODES,
                zh=f"“{given[name][:40]}”不是代码。",
                allowed_zh=CODES_ZH,
            )
