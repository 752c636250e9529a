"""A row that is not let in: where it stands, what is wrong with it, and what its owner can do."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

SHOWN = 200
"""Characters of a text out of the data that a person is shown."""
RAW_MOST = 8_000
"""Characters of a refused row that are kept, so that it can be tried again."""


class Unfit(Exception):
    """A value that cannot be used; whoever reads the row adds the field and the place."""

    def __init__(self, reason: str, remedy: str, *, field: str | None = None, value: Any = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remedy = remedy
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
    raw: str | None = None

    @classmethod
    def of(cls, unfit: Unfit, *, place: str, line: int | None, raw: Mapping[str, Any] | None = None) -> Refusal:
        return cls(
            place=shown(place),
            line=line,
            field=unfit.field,
            value=None if unfit.value is None else shown(unfit.value),
            reason=shown(unfit.reason),
            remedy=shown(unfit.remedy),
            raw=None if raw is None else kept(raw),
        )


def shown(value: Any) -> str:
    """A value out of the data as one short printable line."""
    text = str(value)[: 4 * SHOWN]
    clean = "".join(" " if unicodedata.category(sign).startswith(("C", "Z")) else sign for sign in text)
    clean = " ".join(clean.split())
    return clean if len(clean) <= SHOWN else clean[: SHOWN - 1] + "…"


def kept(raw: Mapping[str, Any]) -> str | None:
    """The row as JSON, or None where it is too long to be kept."""
    try:
        text = orjson.dumps(raw, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
    except (TypeError, ValueError):  # a lone surrogate or a number without end
        return None
    return text if len(text) <= RAW_MOST and "\\u0000" not in text else None
