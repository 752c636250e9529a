"""A board held against another one: what was said then holds, whatever has been corrected since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cockpit.board.board import Board, Row
from cockpit.board.sentences.change_sentences import WEEK, changes
from cockpit.board.sentences.week_headline import week_headlines
from cockpit.calendar import PERIOD_DAYS
from cockpit.metrics.difference import difference
from cockpit.metrics.number import Note, Number


def compared_with(board: Board, before: Board) -> Board:
    """The same board; `previous` and `change` of its numbers are those against `before`, and its changes are told.

    Where that is of the week before, the conclusions of the report are written from both.
    """
    compared = replace(board, metrics=_numbers(board.metrics, before.metrics), tables=_tables(board, before))
    if (board.as_of - before.as_of).days != PERIOD_DAYS[board.scope.period]:
        compared = replace(compared, metrics={name: _alone(one) for name, one in compared.metrics.items()})
    told = replace(compared, changes=changes(compared, before))
    if board.as_of - before.as_of != WEEK:
        return told
    return replace(told, headline={**board.headline, **week_headlines(told, before)})


def _alone(number: Number) -> Number:
    """Without the days that it has in common with the period before, which is not the one that it is held against."""
    return replace(number, same_days=None) if number.same_days else number


def _tables(board: Board, before: Board) -> dict[str, tuple[Row, ...]]:
    held = {}
    for name, rows in board.tables.items():
        was = {row.code: row for row in before.tables.get(name, ())}
        held[name] = tuple(
            replace(row, numbers=_numbers(row.numbers, was[row.code].numbers if row.code in was else {}))
            for row in rows
        )
    return held


def _numbers(numbers: Mapping[str, Number], was: Mapping[str, Number]) -> dict[str, Number]:
    return {name: _number(number, was.get(name)) for name, number in numbers.items()}


def _number(number: Number, was: Number | None) -> Number:
    """What was not known then cannot be compared with, even if it is known by now; nor what is not whole.

    The days that both have stay beside it where they are those of the period before, which is the other board's.
    """
    if was is None or was.value is None or number.value is None or was.unit != number.unit:
        return replace(number, previous=None, change=None, change_provenance=None)
    if number.partial or was.partial or number.bound or was.bound:
        incomplete = number.partial or was.partial
        bare = replace(number, previous=None, change=None, change_provenance=None)
        return replace(bare, withheld=Note.INCOMPLETE if incomplete else None)
    change = difference(number, was, unit=number.unit)
    return replace(
        number,
        previous=was.value,
        change=change.value,
        change_provenance=change.provenance,
        withheld=None,
        last_whole=None,
        same_days=None,
    )
