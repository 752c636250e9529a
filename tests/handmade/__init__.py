"""A board made by hand, with the numbers of the reference pictures: 30 September 2020, no database needed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from cockpit.board.board import Board
from cockpit.board.builder import definition_version
from cockpit.board.records import Notice, Point, Row
from cockpit.board.scope import Scope
from cockpit.board.stale import Stale
from cockpit.calendar import SHANGHAI
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.freshness import SourceState
from cockpit.metrics.number import Note, Number, unknown
from cockpit.metrics.reconciliation import Verdict
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from tests.handmade.agreed import TARGETS
from tests.handmade.figures import CLOCK, DAY, courses, demo, numbers, published
from tests.handmade.meetings import MEETING_HOURS
from tests.handmade.opening import COUNTIES
from tests.handmade.registers import BUREAU, SOURCES, definitions
from tests.handmade.sharing import side
from tests.handmade.trust import TABLES, reconciliations
from tests.handmade.words import HEADLINES, NOTICES

__all__ = [
    "CITY",
    "CLOCK",
    "COUNTIES",
    "DAY",
    "MEETING_HOURS",
    "SOURCES",
    "TABLES",
    "TARGETS",
    "all_demo",
    "all_measured",
    "board",
    "database_lost",
    "demo",
    "empty",
    "nothing",
    "published",
    "side",
    "source_lost",
]

CITY: dict[str, Any] = {
    "code": "linyi",
    "adcode": "371300",
    "name": {"zh": "临沂市", "en": "Linyi"},
    "title": {"zh": "临沂市数据驾驶舱", "en": "Linyi data cockpit"},
    "report": {"zh": "临沂市数据工作周报", "en": "Linyi weekly data report"},
    "bureau": BUREAU.to_json(),
}


def board() -> Board:
    """The board of the pictures. What is declared and not on them is there, with no data."""
    words = definitions()
    return Board(
        scope=Scope("linyi"),
        as_of=DAY,
        clock=CLOCK,
        data_version="handmade",
        definition_version=definition_version(words),
        city=CITY,
        metrics=numbers(),
        definitions=words,
        courses=courses(),
        tables=TABLES,
        reconciliations=reconciliations(),
        sources=SOURCES,
        notices=NOTICES,
        headline=HEADLINES,
    )


def nothing() -> Board:
    """The same board, but no value is known anywhere."""

    def row(given: Row) -> Row:
        numbers = {name: unknown(number.unit, number.note or Note.NO_DATA) for name, number in given.numbers.items()}
        return replace(given, numbers=numbers, course=(None,) * len(given.course))

    def blank(given: Number) -> Number:
        return unknown(given.unit, given.note or Note.NO_DATA)

    whole = board()
    return replace(
        whole,
        metrics={name: blank(number) for name, number in whole.metrics.items()},
        courses={name: tuple(Point(p.day, None, None) for p in course) for name, course in whole.courses.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
        reconciliations=tuple(
            replace(
                one,
                parts=tuple(replace(part, number=blank(part.number)) for part in one.parts),
                total=blank(one.total),
                whole=blank(one.whole),
                difference=None,
                share=None,
                verdict=Verdict.UNKNOWN,
            )
            for one in whole.reconciliations
        ),
        sources=(),
        notices=(),
        headline={},
    )


def empty() -> Board:
    """A board whose tables hold no rows and whose courses hold no points."""
    return replace(
        nothing(),
        tables=dict.fromkeys(TABLES, ()),
        courses=dict.fromkeys(courses(), ()),
        reconciliations=(),
    )


def all_demo() -> Board:
    """The same numbers, all of them invented."""

    def invented(number: Number) -> Number:
        if number.value is None:
            return number
        return replace(number, provenance=Provenance.DEMO, published_qualifier=None, published=None)

    def row(given: Row) -> Row:
        return replace(given, numbers={name: invented(number) for name, number in given.numbers.items()})

    whole = board()
    return replace(
        whole,
        metrics={name: invented(number) for name, number in whole.metrics.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
    )


def all_measured() -> Board:
    """The same numbers in a city that measures every one of them."""

    def measured(number: Number) -> Number:
        if not number.demo:
            return number
        change = Provenance.MEASURED if number.change_provenance else None
        return replace(number, provenance=Provenance.MEASURED, change_provenance=change)

    def row(given: Row) -> Row:
        return replace(given, numbers={name: measured(number) for name, number in given.numbers.items()})

    whole = board()
    return replace(
        whole,
        metrics={name: measured(number) for name, number in whole.metrics.items()},
        tables={name: tuple(row(one) for one in rows) for name, rows in TABLES.items()},
        courses={
            name: tuple(replace(p, provenance=p.provenance and Provenance.MEASURED) for p in course)
            for name, course in whole.courses.items()
        },
    )


def source_lost(code: str = "platform") -> Board:
    """The picture wall-stale: one source has not answered since 27 September, 18:00."""
    lost_at = datetime(2020, 9, 27, 18, 0, tzinfo=SHANGHAI)
    why = Text("源库连接中断", "The source database was disconnected")
    lost = tuple(
        replace(one, state=SourceState.BROKEN, newest_at=lost_at, overdue_hours=72, failure=why)
        if one.code == code
        else one
        for one in SOURCES
    )
    first = Notice(
        AlertLevel.CRITICAL,
        "sharing",
        "sharing.records",
        Text("共享：数据截至 09-27 18:00，源库连接中断", "Sharing: data to 09-27 18:00, source lost"),
        ("overview", "sharing"),
        name=f"trust.source_broken:{code}",
        members=(("source", code),),
    )
    return replace(board(), sources=lost, notices=(first, *NOTICES))


def database_lost() -> Board:
    """The last good board, shown while the exchange database does not answer."""
    reason = Text("交换库没有应答", "the exchange database does not answer")
    return board().mark_stale(Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), reason))
