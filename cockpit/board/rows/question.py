"""What is asked of the rows behind a number: of which metric and scope, which of them, in what order, from where."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urlencode

from cockpit.board.scope import Scope, parse
from cockpit.calendar import parse_day
from cockpit.errors import ScopeWrong
from cockpit.metrics.metric import METRICS
from cockpit.metrics.row_columns import COLUMNS, RowColumn

MOST = 1_000
"""Rows of one page."""

FURTHEST = 50_000_000
FILTERS, SORTS, LONGEST = 8, 4, 60
COMPARED = ("eq", "ne", "lt", "le", "gt", "ge")
NUMBER = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,6})?")
WHOLE = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class Only:
    """Rows of which a column compares so; `has` looks into names and codes."""

    column: str
    how: str
    value: int | float | str | date


@dataclass(frozen=True)
class Order:
    column: str
    falling: bool = False


@dataclass(frozen=True)
class Question:
    """Rows `start` up to `end` (not included) in the order of `sort`, of those that every one of `only` lets in."""

    metric: str
    scope: Scope
    start: int = 0
    end: int = 100
    sort: tuple[Order, ...] = ()
    only: tuple[Only, ...] = ()


def ask(query: str, *, city: str) -> Question:
    """A question from a URL query; ScopeWrong names the field, what was wrong and what is allowed."""
    given: dict[str, list[str]] = {}
    rest: list[tuple[str, str]] = []
    for name, value in parse_qsl(query.lstrip("?"), keep_blank_values=True):
        if name in ("metric", "start", "end", "sort", "filter"):
            given.setdefault(name, []).append(value)
        else:
            rest.append((name, value))
    for name in ("metric", "start", "end", "sort"):
        if len(given.get(name, ())) > 1:
            raise ScopeWrong(name, f"{name} is given twice.", "once")
    start = _whole(given, "start", 0)
    end = _whole(given, "end", start + 100)
    if not start < end <= start + MOST or end > FURTHEST:
        raise ScopeWrong("end", "These are not the ends of a page.", f"start < end, at most {MOST} rows")
    return Question(
        metric=_metric(given.get("metric", [""])[0]),
        scope=parse(urlencode(rest), city=city),
        start=start,
        end=end,
        sort=_sorted(given.get("sort", [""])[0]),
        only=_only(given.get("filter", [])),
    )


def _metric(name: str) -> str:
    if name not in METRICS:
        raise ScopeWrong("metric", "There is no such metric.", ", ".join(METRICS.names()))
    return name


def _whole(given: dict[str, list[str]], name: str, default: int) -> int:
    text = given.get(name, [str(default)])[0]
    if not WHOLE.fullmatch(text):
        raise ScopeWrong(name, "This is not a whole number.", "a whole number from 0")
    return int(text)


def _sorted(text: str) -> tuple[Order, ...]:
    """`records:desc,day:asc`."""
    orders = []
    for part in text.split(",") if text else ():
        name, _, way = part.partition(":")
        if way not in ("asc", "desc", ""):
            raise ScopeWrong("sort", "This is not an order.", "column:asc or column:desc")
        orders.append(Order(_column("sort", name).name, way == "desc"))
    if len(orders) > SORTS or len({one.column for one in orders}) < len(orders):
        raise ScopeWrong("sort", "Too many columns, or one twice.", f"at most {SORTS} different columns")
    return tuple(orders)


def _only(given: list[str]) -> tuple[Only, ...]:
    """`provider:has:人社` and `records:ge:1000`, each in a field of its own."""
    if len(given) > FILTERS:
        raise ScopeWrong("filter", "Too many conditions.", f"at most {FILTERS}")
    return tuple(_one(text) for text in given)


def _one(text: str) -> Only:
    name, _, rest = text.partition(":")
    how, _, said = rest.partition(":")
    column = _column("filter", name)
    if not said or len(said) > LONGEST:
        raise ScopeWrong("filter", "A condition has no value, or too long a one.", "column:how:value")
    if column.kind == "number" and how in COMPARED and NUMBER.fullmatch(said):
        return Only(name, how, float(said) if "." in said else int(said))
    if column.kind == "day" and how in COMPARED:
        return Only(name, how, parse_day(said, field="filter"))
    if column.kind not in ("number", "day") and how in ("eq", "has"):
        return Only(name, how, said)
    allowed = ", ".join(COMPARED) if column.kind in ("number", "day") else "eq, has"
    raise ScopeWrong("filter", f"This is not a condition on {name}.", f"column:how:value, how one of {allowed}")


def _column(field: str, name: str) -> RowColumn:
    if name not in COLUMNS:
        raise ScopeWrong(field, "There is no such column.", ", ".join(COLUMNS))
    return COLUMNS[name]
