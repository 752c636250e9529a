"""The audit of one day: its numbers, the sums tables and the records of the loads, each against the facts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from cockpit.board.audit.audit_result import MOST, AuditDifference, AuditResult, AuditTally
from cockpit.board.audit.number_audit import NumberAudit, Progress
from cockpit.board.audit.plain_facts import Place
from cockpit.board.audit.record_audit import RecordAudit
from cockpit.board.audit.sum_audit import SumAudit
from cockpit.board.scope import Scope

More = Callable[[], AuditTally]


def audit_day(
    connection: Connection,
    city: str,
    day: date | None,
    *,
    now: datetime,
    more: Iterable[More] = (),
    scopes: Sequence[Place] | None = None,
    progress: Progress | None = None,
) -> AuditResult:
    """Of the newest day, judged now, where none is asked for. `more` are checks of what lies beside the database.

    `scopes` are the parts of the city that are worked out beside the whole; all of them where it is None.

    ScopeWrong where there is no data of the day, DatabaseWrong where nothing is loaded.
    """
    began = time.monotonic()
    numbers = NumberAudit(connection, Scope(city, as_of=day), now, progress)
    board = numbers.run(scopes)
    found = [numbers.numbers, numbers.parts, numbers.rows]
    for step, (name, check) in enumerate(_checks(connection, board.as_of, more), 1):
        if progress:
            progress(name, step, step)
        found.append(check())
    return AuditResult(
        day=board.as_of,
        at=now,
        data_version=board.data_version,
        checked={one.check: one.checked for one in found},
        differing={one.check: one.differing for one in found if one.differing},
        differences=tuple(_first(found)),
        unaudited=tuple(numbers.unaudited),
        seconds=round(time.monotonic() - began, 1),
    )


def _checks(connection: Connection, day: date, more: Iterable[More]) -> Iterator[tuple[str, More]]:
    yield "sums", lambda: SumAudit.of(connection, day)
    yield "records", lambda: RecordAudit.of(connection)
    for one in more:
        yield "weeks", one


def _first(found: list[AuditTally]) -> Iterator[AuditDifference]:
    """Of every check its first differences, so that one that finds many hides no other."""
    each = max(1, MOST // max(1, sum(1 for one in found if one.differing)))
    for one in found:
        yield from one.differences[:each]
