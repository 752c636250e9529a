"""The rows that make a level, and the members that make a count: few, so they are read whole and kept."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, func, select

from cockpit.board.query import registers
from cockpit.board.rows.aging import recounted
from cockpit.board.rows.level import level
from cockpit.board.rows.plain_rows import Lines
from cockpit.board.rows.row_query import rows_of
from cockpit.metrics.revisions import in_force
from cockpit.metrics.row_selection import COUNTED, Accumulation, FactRows


def standing(connection: Connection, behind: FactRows, filters: Mapping[str, str]) -> Lines:
    """The rows of a level, or one line a member with more than nothing."""
    if not behind.by:
        return _lines(connection, behind, filters)
    if behind.how == Accumulation.LEVEL:
        totals: dict[str, dict[str, int]] = {}
        for line in _lines(connection, behind, filters):
            held = totals.setdefault(line[behind.by], dict.fromkeys(behind.columns, 0))
            for name in behind.columns:
                held[name] += line[name] or 0
    else:
        rows = rows_of(behind, filters).subquery()
        member = rows.c[behind.by]
        query = select(member, *(func.sum(rows.c[name]) for name in behind.columns)).group_by(member)
        totals = {
            code: dict(zip(behind.columns, (int(total or 0) for total in held), strict=True))
            for code, *held in connection.execute(query)
        }
    more = {code: held[behind.columns[0]] - (held[behind.less] if behind.less else 0) for code, held in totals.items()}
    ordered = sorted(totals, key=lambda code: (-more[code], code))
    return [{behind.by: code, **totals[code], COUNTED: 1} for code in ordered if more[code] > 0]


def _lines(connection: Connection, behind: FactRows, filters: Mapping[str, str]) -> Lines:
    """A level that ages is counted anew where a unit has been silent for longer than agreed."""
    lines = level(connection, behind, filters)
    if behind.ages is None:
        return lines
    held = in_force(registers(connection), behind.day)
    recount = recounted(connection, held, behind, filters)
    return [one for one in lines if one["unit"] not in recount.silent] + recount.counted
