"""Over made-up cities: no gap is unsaid, nothing absent is 0, parts add up; COCKPIT_WORLDS says how many cities.

pytestmark = pytest.mark.slow

COCKPIT_WORLDS_FROM is the first of them, so that the long proof goes on where it was.
"""

from __future__ import annotations

import os
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from cockpit.board.board import Board
from cockpit.board.builder import build
from cockpit.board.scope import Scope
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Note, Number
from cockpit.store.exchange_database import open_engine, read_connection
from tests.worlds import world as worlds

MANY, FROM = (
    int(os.environ.get(name, least)) for name, least in (("COCKPIT_WORLDS", "12"), ("COCKPIT_WORLDS_FROM", "0"))
)
CHUNKS = 2 if MANY < 1_000 else 20
"""So that the long proof uses all cores, and says how far it is."""
SUMS = {
    "sharing.exchanges": ("platform", "exchanges"),
    "sharing.records": ("platform", "records"),
    "sharing.bytes": ("platform", "bytes"),
    "opening.downloads": ("portal_log", "downloads"),
    "opening.api_calls": ("portal_log", "api_calls"),
    "meetings.held": ("video", "held"),
    "meetings.minutes": ("video", "minutes"),
}
DAYS = {"week": 7, "month": 30}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def make(request: pytest.FixtureRequest, tmp_path: Path):
    """`with make() as url` for every city an empty database of its own."""
    if request.param == "postgres":
        new, tables = (request.getfixturevalue(name) for name in ("new_postgres_database", "postgres_tables"))
        return lambda: new(like=tables)
    return lambda: _Copied(request.getfixturevalue("tables_file"), tmp_path / "world.db")


class _Copied:
    def __init__(self, tables: Path, file: Path) -> None:
        self.tables, self.file = tables, file

    def __enter__(self) -> str:
        for old in self.file.parent.glob(f"{self.file.name}*"):
            old.unlink()
        shutil.copy(self.tables, self.file)
        return f"sqlite:///{self.file}"

    def __exit__(self, *raised: object) -> None:
        return None


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_a_window_says_is_what_its_rows_say(make, request, chunk: int) -> None:
    many = MANY if "sqlite" in request.node.name else max(2, MANY // 10)
    for number in range(FROM + chunk, FROM + many, CHUNKS):
        made = worlds.world(number)
        with make() as url:
            engine = open_engine(url)
            worlds.fill(engine, made)
            for period in ("week", "month"):
                with read_connection(engine) as connection:
                    board = build(connection, Scope("small", period=period), now=made.clock)
                assert board.as_of == worlds.newest_day(made)
                for metric in SUMS:
                    _check(board, made, metric, DAYS[period], where=(number, period, metric))
                _parts_add_up(board, (number, period))
                _levels(board, made, (number, period))
            past = made.as_of - timedelta(days=number % 40)
            with read_connection(engine) as connection:
                _as_it_stood(build(connection, Scope("small", as_of=past), now=made.clock), made, (number, past))
            engine.dispose()


def _levels(board: Board, made: worlds.World, where: object) -> None:
    """Of two sources of one level the first counts from where it begins, and a thematic library moves its own alone."""
    better, other = (made.mounted[source] for source in worlds.LEVELS)
    held: dict[str, dict[str, object]] = {}
    for row in sorted([*other, *better], key=lambda one: (one["day"], one in better)):
        ranked = any(one["unit"] == row["unit"] and one["day"] <= row["day"] for one in better)
        if row["day"] <= board.as_of and (row in better or not ranked):
            held[row["unit"]] = row
    number = board["sharing.mounted"]
    assert number.value == (sum(int(row["mounted"]) for row in held.values()) if held else None), where  # type: ignore[call-overload]
    worst = [
        name for name in ("demo", "measured", "published") if any(one["provenance"] == name for one in held.values())
    ]
    assert number.provenance == (worst[0] if worst else None), where
    told = [row["records"] for row in made.thematic if row["day"] <= board.as_of]
    assert board["volumes.theme_records"].value == (told[-1] if told else None), where
    assert board["volumes.records"].value is None, where


def _as_it_stood(board: Board, made: worlds.World, where: object) -> None:
    """Of a past day: names and lists of registers of that day, and no state of a source that nobody can know."""
    name = "新名" if board.as_of >= made.renamed else "旧名"
    named = {row.name.zh for table in board.tables.values() for row in table if row.code == worlds.UNITS[0]}
    assert named <= {name}, where
    assert board["sharing.scenarios"].value == 1 + (board.as_of >= made.begun) + (board.as_of < made.ended), where
    if board.as_of < made.as_of:
        states = {source.state for source in board.sources if source.code in worlds.SOURCES}
        assert states <= {SourceState.UNKNOWN, SourceState.NOT_CONNECTED}, where


def _there(made: worlds.World, source: str, column: str, days: list[date]) -> list[date]:
    """Days on which the source said the column in some row; of meetings every day up to which it has spoken."""
    said = {row["day"] for row in worlds.rows(made, source) if row[column] is not None}
    if source == "video":
        return [day for day in days if min(said) <= day <= made.newest[source].date()]
    return [day for day in days if day in said]


def _said(made: worlds.World, source: str, column: str, days: list[date]) -> int | None:
    """The sum over days; None where no row says it. Of meetings a row is due only where one was held: days without a
    row, of which the source has spoken after its first, are 0."""
    rows = [row for row in worlds.rows(made, source) if row["day"] in set(days)]
    known = [row[column] for row in rows if row[column] is not None]
    if known or source != "video" or rows or not _there(made, source, column, days):
        return sum(known) if known else None
    earlier = [row for row in worlds.rows(made, source) if row["day"] < min(days) and row[column] is not None]
    return 0 if earlier else None


def _check(board: Board, made: worlds.World, metric: str, length: int, *, where: object) -> None:
    source, column = SUMS[metric]
    number = board[metric]
    days = [board.as_of - timedelta(days=back) for back in range(length)]
    before = [day - timedelta(days=length) for day in days]
    rows = [row for row in worlds.rows(made, source) if row["day"] in set(days)]
    known = [row[column] for row in rows if row[column] is not None]
    first = min((row["day"] for row in worlds.rows(made, source) if row[column] is not None), default=None)
    if first is None or first > board.as_of:
        assert number.value is None, where
        return
    there = _there(made, source, column, days)
    assert number.coverage is not None, where
    assert (number.coverage.due, number.coverage.there) == (length, len(there)), where
    assert sum((last - begin).days + 1 for begin, last in number.coverage.missing) == length - len(there), where
    if min(days) < first:
        assert (number.value, number.note) == (None, Note.NO_HISTORY), where
        return
    value = _said(made, source, column, days)
    if value is None:
        assert number.value is None and number.note is Note.NO_DATA, where
        return
    assert number.value == value, where
    assert number.provenance is not None, where
    assert number.coverage.unknown == len(rows) - len(known), where
    assert number.as_of is not None and number.as_of <= made.newest[source].date(), where
    _compared(number, made, source, column, days=days, before=before, there=there, first=first, where=where)


def _compared(
    number: Number,
    made: worlds.World,
    source: str,
    column: str,
    *,
    days: list[date],
    before: list[date],
    there: list[date],
    first: date,
    where: object,
) -> None:
    """A change only between two periods that are whole, of each of which something is known."""
    was = _said(made, source, column, before)
    known = was is not None and min(before) >= first
    whole = len(there) == len(days) and len(_there(made, source, column, before)) == len(before)
    if known and whole:
        assert (number.change, number.withheld) == ((number.value or 0) - (was or 0), None), where
    else:
        assert number.change is None, where
    if known and not whole:
        assert number.withheld is Note.INCOMPLETE, where
    if number.same_days is not None:
        common = [day for begin, last in number.same_days.days for day in _each(begin, last)]
        values = {row["day"]: 0 for row in worlds.rows(made, source)}
        for row in worlds.rows(made, source):
            values[row["day"]] += row[column] or 0
        assert number.same_days.value == sum(values.get(day, 0) for day in common), where
        assert set(common) <= set(there), where


def _each(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _parts_add_up(board: Board, where: object) -> None:
    """The kinds of exchange are the whole; no row of a table is a 0 that no row of the database says."""
    whole = board["sharing.exchanges"]
    parts = [row["sharing.exchanges"].value for row in board.rows("flow_kinds")]
    known = [value for value in parts if value is not None]
    if whole.value is not None:
        assert sum(known) == whole.value, where
    for table in board.tables.values():
        for row in table:
            for name, number in row.numbers.items():
                if number.value == 0:
                    assert number.provenance is not None, (where, name, row.code)
