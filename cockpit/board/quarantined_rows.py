"""Rows that wait outside, page by page: from where, what is wrong with each, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl

from sqlalchemy import ColumnElement, Connection, func, or_, select

from cockpit.board.rows.plain_rows import COMPARE
from cockpit.board.rows.question import FILTERS, MOST, SORTS, WHOLE
from cockpit.board.scope import CODE
from cockpit.errors import ScopeWrong
from cockpit.store.tables import quarantine, source
from cockpit.store.translations import chinese
from cockpit.units import Text

LONGEST = 60
SAID = ("reason", "remedy")
"""What is said in both languages; a row that was refused before Chinese was kept says it in English twice."""
COLUMNS: dict[str, tuple[Text, str]] = {
    "place": (Text("文件或地址", "File or address"), "text"),
    "line": (Text("行号", "Line"), "number"),
    "field": (Text("字段", "Field"), "text"),
    "value": (Text("值", "Value"), "text"),
    "reason": (Text("问题", "What is wrong"), "said"),
    "remedy": (Text("怎么办", "What to do"), "said"),
    "refused_at": (Text("拒收时间", "Refused"), "moment"),
}
"""What of a refused row is shown, and its kind; `said` are sentences. The row as read is not shown."""


@dataclass(frozen=True)
class QuarantineQuestion:
    """Rows `start` up to `end` of a source; `sort` and `only` as in docs of /api/v1/rows."""

    source: str
    start: int = 0
    end: int = 100
    sort: tuple[tuple[str, bool], ...] = ()
    only: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True)
class QuarantinePage:
    """`rows` by column, reason and remedy in both languages; `whole` counts all rows of the source, `count` those that
    conditions let in; `owner` is the unit behind it."""

    asked: QuarantineQuestion
    rows: tuple[dict[str, Any], ...]
    count: int
    whole: int
    owner: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "source": self.asked.source,
            "start": self.asked.start,
            "count": self.count,
            "whole": {"count": self.whole, "totals": {}},
            "totals": {},
            "columns": columns(),
            "rows": [dict(row) for row in self.rows],
        }


def columns() -> list[dict[str, Any]]:
    return [
        {"name": name, "title": title.to_json(), "kind": kind, "unit": None, "adds": False}
        for name, (title, kind) in COLUMNS.items()
    ]


def ask(query: str) -> QuarantineQuestion:
    """A question from a URL query; ScopeWrong names the field, what was wrong and what is allowed."""
    given: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        given.setdefault(name, []).append(value)
    for name in ("source", "start", "end", "sort"):
        if len(given.get(name, ())) > 1:
            raise ScopeWrong(name, f"{name} is given twice.", "once")
    source = given.get("source", [""])[0]
    if not CODE.fullmatch(source):
        raise ScopeWrong("source", "This is not a code.", "lower-case letters, digits, - and _")
    start = _whole(given, "start", 0)
    end = _whole(given, "end", start + 100)
    if not start < end <= start + MOST:
        raise ScopeWrong("end", "These are not the ends of a page.", f"start < end, at most {MOST} rows")
    return QuarantineQuestion(source, start, end, _sorted(given.get("sort", [""])[0]), _only(given.get("filter", [])))


def _whole(given: dict[str, list[str]], name: str, default: int) -> int:
    text = given.get(name, [str(default)])[0]
    if not WHOLE.fullmatch(text):
        raise ScopeWrong(name, "This is not a whole number.", "a whole number from 0")
    return int(text)


def _sorted(text: str) -> tuple[tuple[str, bool], ...]:
    orders = []
    for part in text.split(",") if text else ():
        name, _, way = part.partition(":")
        if name not in COLUMNS or way not in ("asc", "desc", ""):
            raise ScopeWrong("sort", "This is not an order.", "column:asc or column:desc")
        orders.append((name, way == "desc"))
    if len(orders) > SORTS:
        raise ScopeWrong("sort", "Too many columns.", f"at most {SORTS}")
    return tuple(orders)


def _only(given: list[str]) -> tuple[tuple[str, str, str], ...]:
    if len(given) > FILTERS:
        raise ScopeWrong("filter", "Too many conditions.", f"at most {FILTERS}")
    found = []
    for text in given:
        name, _, rest = text.partition(":")
        how, _, said = rest.partition(":")
        kind = COLUMNS[name][1] if name in COLUMNS else ""
        fits = (
            how in COMPARE and WHOLE.fullmatch(said) if kind == "number" else how == "has" and kind in ("text", "said")
        )
        if not fits or not said or len(said) > LONGEST:
            raise ScopeWrong("filter", "This is not a condition.", "line:eq:7, or column:has:words")
        found.append((name, how, said))
    return tuple(found)


def page(connection: Connection, asked: QuarantineQuestion) -> QuarantinePage:
    table = quarantine
    mine = table.c.source == asked.source
    where = [
        _holds(name, said) if how == "has" else COMPARE[how](table.c[name], int(said)) for name, how, said in asked.only
    ]
    order = [table.c[name].desc().nulls_last() if falls else table.c[name].asc() for name, falls in asked.sort]
    query = select(*(table.c[name] for name in COLUMNS), *(table.c[f"{name}_zh"] for name in SAID)).where(mine, *where)
    query = query.order_by(*order, table.c.place, table.c.line, table.c.number)
    found = connection.execute(query.limit(asked.end - asked.start).offset(asked.start)).mappings()
    rows = tuple({name: _told(row, name) for name in COLUMNS} for row in found)
    count, whole = (
        int(connection.execute(select(func.count()).select_from(table).where(mine, *more)).scalar() or 0)
        for more in (where, ())
    )
    owner = connection.execute(select(source.c.owner).where(source.c.code == asked.source)).scalar()
    return QuarantinePage(asked, rows, count, whole, owner)


def _holds(name: str, words: str) -> ColumnElement[bool]:
    """In either language, whatever the page is written in."""
    told = [quarantine.c[one] for one in ((name, f"{name}_zh") if name in SAID else (name,))]
    return or_(*(one.contains(words, autoescape=True) for one in told))


def _told(row: Mapping[Any, Any], name: str) -> Any:
    value = row[name]
    if name == "field":
        return None if value is None else Text("、".join(map(chinese, value.split(", "))), value).to_json()
    if name in SAID:
        return Text(row[f"{name}_zh"] or value, value).to_json()
    return value.isoformat(sep=" ", timespec="minutes") if isinstance(value, datetime) else value
