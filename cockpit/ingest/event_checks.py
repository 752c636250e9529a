"""Exchange events checked set-wise: the statement that takes those of which nothing is in doubt, in whole columns.

What it takes is what `Checker` would make of the same row, field by field; of whatever is written in any other
way it says nothing, and that row is checked by itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from cockpit.calendar import SHANGHAI
from cockpit.ingest import cell_values
from cockpit.ingest.cell_values import SKEW
from cockpit.ingest.exchange import FIELDS, FINER, Checker
from cockpit.ingest.refusal import Unfit
from cockpit.store.event import MOST
from cockpit.store.schema import FIRST_DAY, LAST_DAY

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

SHANGHAI_HOURS, ONE, TICK = timedelta(hours=8), timedelta(days=1), timedelta(microseconds=1)
A_STATEMENT = 1_000
"""Words that are noted at once."""
WORDS = ("provider", "consumer", "resource", "kind", "scenario", "status")
"""Fields whose every distinct text is looked up once."""
_CLOCK = r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d"
_LOCAL = rf"\d{{4}}-\d\d-\d\d[T ]{_CLOCK}(\.\d{{1,6}})?"
_UTC = _LOCAL.replace("[T ]", "T") + "Z"
_OFFSET = _LOCAL.replace("[T ]", "T") + r"[+-](0\d|1[0-3]):[0-5]\d"
_NUMBER = re.compile(r"-?[0-9.]+([eE][+-]?[0-9]+)?")
TRUTHS = ("true", "false")
_ID = r"[!-*,-~]{1,128}"
_PLACES = {"s": 6, "ms": 3, "us": 0}
"""Decimal places of a duration that are whole microseconds."""


@dataclass
class SetChecks:
    """Of one source; `word` is what its texts mean, kept in the table `word` of the DuckDB it is asked in."""

    checker: Checker

    def learn(self, connection: Duck, given: str) -> None:
        """Look up the texts of `given` that nobody has seen yet."""
        connection.execute("CREATE TABLE IF NOT EXISTS word (field VARCHAR, text VARCHAR, code VARCHAR)")
        for name in WORDS:
            found = connection.execute(
                f"SELECT DISTINCT coalesce(g.\"{name}\", '') AS text FROM {given} g "
                f"ANTI JOIN (SELECT text FROM word WHERE field = '{name}') w ON coalesce(g.\"{name}\", '') = w.text"
            ).fetchall()
            fresh = [(name, text, code) for (text,) in found for code in self._codes(name, text)]
            for start in range(0, len(fresh), A_STATEMENT):
                some = fresh[start : start + A_STATEMENT]
                values = ", ".join(["(?, ?, ?)"] * len(some))
                connection.execute(f"INSERT INTO word VALUES {values}", [one for row in some for one in row])

    def _codes(self, name: str, text: str) -> list[str | None]:
        """What the text means; nothing where it is refused, or where JSON may have meant something else by it."""
        if _is_odd(text) or (name == "resource" and text in TRUTHS):
            return []
        if name == "resource" and cell_values.empty(text):
            return [None]
        try:
            found = self.checker.once(name, text)
            if text in TRUTHS and found != self.checker.once(name, text == "true"):
                return []
        except Unfit:
            return []
        return [str(found).lower() if name == "status" else str(found)]

    def fine(self, given: str, *, moments: bool = False) -> str:
        """Rows of `given` (`row` and a text for each field) that are events; `moments`: `at` is one of UTC already."""
        at = 'g."at"' if moments else self._moment('g."at"')
        joins = " ".join(
            f"JOIN (SELECT text, code FROM word WHERE field = '{name}') w_{name} "
            f"ON coalesce(g.\"{name}\", '') = w_{name}.text"
            for name in WORDS
        )
        latest = self.checker.now.astimezone(UTC).replace(tzinfo=None) + SKEW
        first, last = (datetime.combine(day, time()) - SHANGHAI_HOURS for day in (FIRST_DAY, LAST_DAY + ONE))
        whole = ", ".join(f"{_count(f'g.{name}')} AS {name}" for name in ("records", "bytes"))
        cells = (
            f"SELECT g.row, g.event_id, {at} AS happened_at, {whole}, "
            f"{self._duration('g.duration_ms')} AS duration_us, "
            f"{', '.join(f'g.{name}' for name in WORDS)} FROM {given} g WHERE g.usual "
            f"AND regexp_full_match(g.event_id, '{_ID}') AND (try_cast(g.event_id AS DOUBLE) IS NULL "
            "OR regexp_full_match(g.event_id, '[0-9]{1,18}')) "
            "AND g.event_id NOT IN ('true', 'false') AND g.event_id[1] NOT IN ('{', '[')"
        )
        return (
            "SELECT g.row, g.event_id, g.happened_at, w_provider.code AS provider, w_consumer.code AS consumer, "
            "w_resource.code AS resource, w_kind.code AS kind, w_scenario.code AS scenario, nullif(g.records, -1) AS "
            "records, nullif(g.bytes, -1) AS bytes, nullif(g.duration_us, -1) AS duration_us, w_status.code = 'true' "
            f"AS failed FROM ({cells}) g {joins} WHERE g.records IS NOT NULL AND g.bytes IS NOT NULL "
            f"AND g.duration_us IS NOT NULL AND g.happened_at <= TIMESTAMP '{min(latest, last - TICK)}' "
            f"AND g.happened_at >= TIMESTAMP '{first}'"
        )

    def _moment(self, text: str) -> str:
        minutes = f"(CAST({text}[-5:-4] AS INTEGER) * 60 + CAST({text}[-2:] AS INTEGER))"
        signed = f"CASE {text}[-6:-6] WHEN '-' THEN -{minutes} ELSE {minutes} END"
        # A cast leaves an offset out of account, so it is taken off here.
        cases = [
            f"WHEN regexp_full_match({text}, '{_UTC}') THEN try_cast({text} AS TIMESTAMP)",
            f"WHEN regexp_full_match({text}, '{_OFFSET}') "
            f"THEN try_cast(left({text}, -6) AS TIMESTAMP) - to_minutes({signed})",
        ]
        if str(self.checker.spelling.zone) == str(SHANGHAI):  # which has had one offset since before any event
            local = f"regexp_full_match({text}, '{_LOCAL}') AND {text} >= '2000'"
            cases.append(f"WHEN {local} THEN try_cast({text} AS TIMESTAMP) - INTERVAL 8 HOUR")
        return f"CASE {' '.join(cases)} END"

    def _duration(self, text: str) -> str:
        """Its microseconds: up to nine digits and as many decimals as make them whole; as of `_count`."""
        unit = self.checker.duration_unit
        places = _PLACES[unit]
        whole = f"try_cast({text} AS INTEGER)"
        cases = [f"WHEN coalesce({text}, '') = '' THEN -1"]
        said = f"{whole} BETWEEN 0 AND 999999999 AND CAST({whole} AS VARCHAR) = {text}"
        cases.append(f"WHEN {said} THEN CAST({whole} AS BIGINT) * {FINER[unit]}")
        if places:
            exact = f"CAST(try_cast({text} AS DECIMAL({9 + places}, {places})) * {FINER[unit]} AS BIGINT)"
            cases.append(f"WHEN regexp_full_match({text}, '[0-9]{{1,9}}\\.[0-9]{{1,{places}}}') THEN {exact}")
        return f"CASE {' '.join(cases)} END"


def _count(text: str) -> str:
    """A whole number as it is usually written; -1 where there is none, and empty where it is written in another way."""
    whole = f"try_cast({text} AS BIGINT)"
    usual = f"{whole} BETWEEN 0 AND {MOST - 1} AND CAST({whole} AS VARCHAR) = {text}"
    return f"CASE WHEN coalesce({text}, '') = '' THEN -1 WHEN {usual} THEN {whole} END"


def _is_odd(text: str) -> bool:
    """Lists and objects, numbers that lose their form, and what JSON does not have."""
    if text[:1] in ("{", "[") or text.casefold().lstrip("+-") in ("nan", "inf", "infinity"):
        return True
    number = _NUMBER.fullmatch(text)
    return number is not None and (number[1] is not None or len(text) > 18)


def named(name: str) -> str:
    """A name in a statement."""
    return '"' + name.replace('"', '""') + '"'


def columns(said: dict[str, str]) -> str:
    """The fields of an event, as texts: by their expressions, the others empty."""
    return ", ".join(f"{said.get(name, 'NULL::VARCHAR')} AS {named(name)}" for name in FIELDS)
