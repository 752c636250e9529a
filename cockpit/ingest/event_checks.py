"""Exchange events checked set-wise: the statement that takes those of which nothing is in doubt, in whole columns.

What it takes is what `Checker` would make of the same row, field by field; of whatever is written in any other
way it says nothing, and that row is checked by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest.cell_values import SKEW
from cockpit.ingest.event_words import WORDS, EventWords
from cockpit.ingest.exchange import FINER, Checker
from cockpit.ingest.field_cell import TEXTS, FieldCell
from cockpit.store.duck import quoted
from cockpit.store.event import MOST
from cockpit.store.schema import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

SHANGHAI_HOURS, ONE, TICK = timedelta(hours=8), timedelta(days=1), timedelta(microseconds=1)
AMOUNTS = ("records", "bytes")
UNKNOWN = -1
"""What stands for an amount that was not said, while rows are checked: no amount is below zero."""
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_LOCAL = rf"\d{{4}}-\d\d-\d\d[T ]{_CLOCK}(\.\d{{1,6}})?"
_UTC = _LOCAL.replace("[T ]", "T") + "Z"
_OFFSET = _LOCAL.replace("[T ]", "T") + r"[+-](0\d|1[0-3]):[0-5]\d"
_ID = r"[!-*,-~]{1,128}"
_TEXT_ID = r"[!#-*,-\[\]-~]{1,128}"
"""As in a text of JSON, in which nothing is escaped."""
_JSON_ID = r"[0-9]{1,18}|[!-*,-Z\\\]-z|}~]*[!-*,/:-DF-Z\\\]-df-z|}~][!-*,-~]*"
"""What was surely a text, or a number that is written in one way only; neither list nor object."""
_NO_TEXTS = "'nan', '-nan', 'inf', '-inf', 'infinity', '-infinity', 'true', 'false'"
_DIGITS = {"s": 9, "ms": 12, "us": 15}
"""Digits of a duration that is surely no longer than the longest."""
_PLACES = {"s": 6, "ms": 3, "us": 0}
"""Decimal places of a duration that are whole microseconds."""
_WHOLE = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT")


@dataclass
class SetChecks:
    """Of one source; used by several threads at once, each with a connection that has its own tables of words."""

    checker: Checker
    constants: Mapping[str, str | int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.words = EventWords(self.checker)

    def knows(self, cells: Mapping[str, FieldCell]) -> bool:
        """Whether rows with these cells can be checked so at all."""
        if any(name not in WORDS for name in self.constants) or not {"event_id", "at"} <= {*cells}:
            return False
        if any(not self.words.codes(name, self.constants.get(name)) for name in WORDS if name not in cells):
            return False
        return all(self._reads(name, cell.kind) for name, cell in cells.items())

    def _reads(self, name: str, kind: str) -> bool:
        if name == "at":
            zone = str(self.checker.spelling.zone) == str(SHANGHAI)
            return kind in (*TEXTS, "TIMESTAMP WITH TIME ZONE") or (kind == "TIMESTAMP" and zone)
        return kind in (*TEXTS, *_WHOLE) or (kind == "BOOLEAN" and name in WORDS and name != "resource")

    def fine(self, connection: Duck, given: str, cells: Mapping[str, FieldCell], usual: str) -> str:
        """A statement over `given`, which has `row`, of the rows that are events; `usual` is a condition of them."""
        words = self.words.columns(connection, cells)
        codes = {name: f"g.{name}" for name in words}
        if "resource" in words:
            codes["resource"] = "CASE WHEN g.resource = '' THEN NULL ELSE g.resource END"
        for name in WORDS:
            if name not in cells:
                codes[name] = _literal(self.words.codes(name, self.constants.get(name))[0])
        codes["failed"] = codes.pop("status")
        amounts = {name: _amount(cells[name]) if name in cells else str(UNKNOWN) for name in AMOUNTS}
        amounts["duration_us"] = self._duration(cells["duration_ms"]) if "duration_ms" in cells else str(UNKNOWN)
        inner = {
            "event_id": _id(cells["event_id"]),
            "happened_at": self._moment(cells["at"]),
            **amounts,
            **{name: cells[name].said for name in words},
        }
        latest = self.checker.now.astimezone(UTC).replace(tzinfo=None) + SKEW
        first, last = (datetime.combine(day, time()) - SHANGHAI_HOURS for day in (FIRST_DAY, LAST_DAY + ONE))
        listed = ", ".join(f"{expression} AS {name}" for name, expression in inner.items())
        said = ", ".join(f"{code} AS {name}" for name, code in codes.items())
        numbers = ", ".join(f"nullif(g.{name}, {UNKNOWN}) AS {name}" for name in amounts)
        there = " AND ".join(f"g.{name} IS NOT NULL" for name in ("event_id", *amounts, *words))
        known = ", ".join(
            f"{words.get(name, f'g.{name}')} AS {name}" for name in ("row", "event_id", "happened_at", *amounts, *words)
        )
        return (
            f"SELECT g.row, g.event_id, g.happened_at, {said}, {numbers} "
            f"FROM (SELECT {known} FROM (SELECT row, {listed} FROM {given} WHERE {usual}) g) g WHERE {there} "
            f"AND g.happened_at BETWEEN TIMESTAMP '{first}' AND TIMESTAMP '{min(latest, last - TICK)}'"
        )

    def _moment(self, cell: FieldCell) -> str:
        """In UTC, as far as DuckDB reads it as Python does."""
        text = cell.column
        if cell.kind == "TIMESTAMP WITH TIME ZONE":
            return f"make_timestamp(epoch_us({text}))"
        if cell.kind == "TIMESTAMP":
            return f"{text} - INTERVAL 8 HOUR"
        minutes = f"(CAST({text}[-5:-4] AS INTEGER) * 60 + CAST({text}[-2:] AS INTEGER))"
        signed = f"CASE {text}[-6:-6] WHEN '-' THEN -{minutes} ELSE {minutes} END"
        # A cast leaves an offset out of account, so it is taken off here.
        cases = [
            f"WHEN regexp_full_match({text}, '{_UTC}') THEN try_cast({text} AS TIMESTAMP)",
            f"WHEN regexp_full_match({text}, '{_OFFSET}') "
            f"THEN try_cast(left({text}, -6) AS TIMESTAMP) - to_minutes({signed})",
            f"WHEN regexp_full_match({text}, '1[0-9]{{9}}') THEN make_timestamp(CAST({text} AS BIGINT) * 1000000)",
            f"WHEN regexp_full_match({text}, '1[0-9]{{12}}') THEN make_timestamp(CAST({text} AS BIGINT) * 1000)",
        ]
        if str(self.checker.spelling.zone) == str(SHANGHAI):  # which has had one offset since before any event
            local = f"regexp_full_match({text}, '{_LOCAL}') AND {text} >= '2000'"
            cases.append(f"WHEN {local} THEN try_cast({text} AS TIMESTAMP) - INTERVAL 8 HOUR")
        return f"CASE {' '.join(cases)} END"

    def _duration(self, cell: FieldCell) -> str:
        """Its microseconds: as many digits and decimals as make them whole; as of `_amount`."""
        unit, column = self.checker.duration_unit, cell.column
        places, digits = _PLACES[unit], _DIGITS[unit]
        if cell.kind not in TEXTS:
            most = 10**digits
            return (
                f"CASE WHEN {column} IS NULL THEN {UNKNOWN} WHEN {column} BETWEEN 0 AND {most - 1} "
                f"THEN CAST({column} AS BIGINT) * {FINER[unit]} END"
            )
        whole = (
            f"WHEN regexp_full_match({column}, '{cell.digits(digits)}') THEN CAST({column} AS BIGINT) * {FINER[unit]}"
        )
        cases = [whole, f"WHEN {cell.said} = '' THEN {UNKNOWN}"]
        if places:
            exact = f"CAST(CAST({column} AS DECIMAL({9 + places}, {places})) * {FINER[unit]} AS BIGINT)"
            also = f" AND {cell.exact}" if cell.exact else ""
            cases.append(
                f"WHEN regexp_full_match({column}, '{cell.digits(9)}[.][0-9]{{1,{places}}}'){also} THEN {exact}"
            )
        return f"CASE {' '.join(cases)} END"


def _literal(code: Any) -> str:
    return "NULL" if code is None else str(code).lower() if isinstance(code, bool) else quoted(code)


def _id(cell: FieldCell) -> str:
    """Empty where it is not written in the usual way."""
    if cell.kind not in TEXTS:
        return f"CASE WHEN {cell.column} >= 0 THEN CAST({cell.column} AS VARCHAR) END"
    if cell.strict:
        usual = _TEXT_ID if cell.quoted else cell.digits(18)
        return f"CASE WHEN regexp_full_match({cell.column}, '{usual}') THEN {cell.column} END"
    if not cell.json:
        return f"CASE WHEN regexp_full_match({cell.column}, '{_ID}') THEN {cell.column} END"
    no_number = f"length({cell.column}) > 9 OR lower({cell.column}) NOT IN ({_NO_TEXTS})"
    usual = f"length({cell.column}) <= 128 AND regexp_full_match({cell.column}, '{_JSON_ID}') AND ({no_number})"
    text = f"WHEN {cell.exact} AND regexp_full_match({cell.column}, '{_ID}') THEN {cell.column}" if cell.quoted else ""
    return f"CASE WHEN {usual} THEN {cell.column} {text} END"


def _amount(cell: FieldCell) -> str:
    """A whole number as it is usually written; UNKNOWN where there is none, and empty where it is written otherwise."""
    column = cell.column
    if cell.kind not in TEXTS:
        said = f"WHEN {column} BETWEEN 0 AND {MOST - 1} THEN CAST({column} AS BIGINT)"
        return f"CASE WHEN {column} IS NULL THEN {UNKNOWN} {said} END"
    return f"CASE {_whole(cell, 15)} THEN CAST({column} AS BIGINT) WHEN {cell.said} = '' THEN {UNKNOWN} END"


def _whole(cell: FieldCell, digits: int) -> str:
    """The conditions of a CASE under which a text is a whole number of so many digits at most.

    That a number is written as DuckDB writes it is found sooner than that it matches an expression.
    """
    column = cell.column
    same = f"CAST(try_cast({column} AS UBIGINT) AS VARCHAR) = {column} AND strlen({column}) <= {digits}"
    return f"WHEN {same} OR regexp_full_match({column}, '{cell.digits(digits)}')"


def named(name: str) -> str:
    """A name in a statement."""
    return '"' + name.replace('"', '""') + '"'
