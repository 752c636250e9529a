"""What earlier weeks would say otherwise by now: published then against restated now. The sealed weeks stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cockpit.board.board import Board
from cockpit.board.keys import RowKey
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.errors import CockpitError
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.number import Number
from cockpit.screens.affordances import ROWS
from cockpit.snapshot.archive import Archive
from cockpit.units import Text

WEEKS = 8
"""So many sealed weeks before the new one are looked at again."""
TABLES = ("libraries",)
"""Rows whose numbers are looked at besides those of the whole scope."""

Key = tuple[str, str, str | None]


def restated(week: Week, archive: Archive, ask: Callable[[Week], Board]) -> tuple[Restatement, ...]:
    """Oldest week first. What an earlier report has listed already is listed again only if it changed once more."""
    held = [one for one in archive.weeks() if one.monday < week.monday][-WEEKS:]
    listed = _listed(archive, held)
    found: list[Restatement] = []
    for one in held:
        try:
            then, now = archive.verified(one).board, ask(one)
        except CockpitError:
            continue  # what was damaged is for `verify` to say
        if then.data_version != now.data_version:
            found += [each for each in _differing(str(one), then, now) if listed.get(_key(each)) != each.restated.value]
    return tuple(found)


def differing(week: Week, then: Board, now: Board) -> tuple[Restatement, ...]:
    """What a sealed week says otherwise than today's data, the rows of the desk's tables as well."""
    return tuple(_differing(str(week), then, now, tables=tuple(ROWS)))


def _listed(archive: Archive, held: list[Week]) -> dict[Key, Any]:
    """What each number was last restated to."""
    said: dict[Key, Any] = {}
    for one in held:
        try:
            said.update({_key(each): each.restated.value for each in archive.verified(one).restatements})
        except CockpitError:
            continue
    return said


def _key(one: Restatement) -> Key:
    return one.week, one.metric, one.member


def _differing(week: str, then: Board, now: Board, *, tables: tuple[str, ...] = TABLES) -> Iterator[Restatement]:
    for metric, was, is_ in _pairs(then, now, then.metrics, now.metrics):
        title = Text.from_json(now.definitions[metric]["title"])
        yield Restatement(week, metric, title, published=was, restated=is_)
    for table in tables:
        for row in then.tables.get(table, ()):
            other = now.row(table, row.code) if table in now.tables else None
            for metric, was, is_ in _pairs(then, now, row.numbers, other.numbers if other else {}):
                title = Text.from_json(now.definitions[metric]["title"])
                member = RowKey(table, row.code)
                yield Restatement(week, metric, title, published=was, restated=is_, member=member, name=row.short)


def _pairs(
    then: Board, now: Board, was: Mapping[str, Number], is_: Mapping[str, Number]
) -> Iterator[tuple[str, Number, Number]]:
    """Numbers made of facts of that week by the same definition; what is only registered is of today anyway."""
    for metric, number in was.items():
        before, after = then.definitions.get(metric), now.definitions.get(metric)
        other = is_.get(metric)
        if not before or not after or other is None or before["version"] != after["version"]:
            continue
        if (after["facts"] or after["kind"] == MeasureKind.PUBLISHED) and number.value != other.value:
            yield metric, number, other
