"""A row that is not let in: where it stands, what is wrong with it, and what its owner can do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from cockpit.units import Text, one_line

SHOWN = 200
"""Characters of a text out of the data that a person is shown."""
RAW_MOST = 8_000
"""Characters of a refused row that are kept, so that it can be tried again."""


class Unfit(Exception):
    """A value that cannot be used; whoever reads the row adds the field and the place.

    `zh` and `en` are what is wrong and what to do, a sentence each: a manager reads them on the desk in the language of
    the page, an administrator at the command line in English.
    """

    def __init__(
        self, *, zh: tuple[str, str], en: tuple[str, str], field: str | None = None, value: Any = None
    ) -> None:
        super().__init__(en[0])
        self.reason = Text(zh[0], en[0])
        self.remedy = Text(zh[1], en[1])
        self.field = field
        self.value = value


@dataclass(frozen=True)
class Refusal:
    """`line` counts from 1: a line of a text, a row of a sheet, the position in a list.

    `raw` is the row as it was read, where trying it again alone makes sense (events); else None.
    """

    place: str
    line: int | None
    field: str | None
    value: str | None
    reason: str
    remedy: str
    reason_zh: str
    remedy_zh: str
    raw: str | None = None

    @classmethod
    def of(cls, unfit: Unfit, *, place: str, line: int | None, raw: Mapping[str, Any] | None = None) -> Refusal:
        return cls(
            place=shown(place),
            line=line,
            field=unfit.field,
            value=None if unfit.value is None else shown(unfit.value),
            reason=shown(unfit.reason.en),
            remedy=shown(unfit.remedy.en),
            reason_zh=shown(unfit.reason.zh),
            remedy_zh=shown(unfit.remedy.zh),
            raw=None if raw is None else kept(raw),
        )


def shown(value: Any) -> str:
    """A value out of the data as one short printable line."""
    return one_line(value, SHOWN)


def kept(raw: Mapping[str, Any]) -> str | None:
    """The row as JSON, or None where it is too long to be kept."""
    try:
        text = orjson.dumps(raw, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except (TypeError, ValueError):  # a lone surrogate or a number without end
        return None
    return text if len(text) <= RAW_MOST and "\\u0000" not in text else None
