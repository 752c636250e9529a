"""Where the city stands: how much is gathered and by how many, and the library that lacks most."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.board import Row
from cockpit.board.items import CATALOGUED, MISSING, STORED, comparable
from cockpit.board.keys import RowKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import amount, name
from cockpit.board.sentences.sentence_numbers import Draft, SentenceDraft, mark, quote, sayable, spoken
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text
from cockpit.units.messages import Counted, message


def overview(draft: Draft) -> SentenceDraft:
    line, gap = SentenceDraft(), widest_gap(draft)
    stand(line, draft, more=gap is not None)
    if gap:
        say_gap(line, gap)
    return line


def stand(line: SentenceDraft, draft: Draft, *, more: bool, without: str = "", stop: str = ";") -> None:
    """`more`: another half of the sentence follows, which tells of the metric `without` itself.

    `stop` parts them in English, where the other half may begin with a capital letter.
    """
    records, departments = (
        None if metric == without else draft.sayable(metric) for metric in ("volumes.records", "volumes.departments")
    )
    clause = Text(mark("clause").zh, stop)
    if records:
        end = mark("comma") if departments else clause if more else mark("stop")
        line.say(
            message("volumes.gathered", records=spoken(records), end=end),
            quote("volumes.records", records),
            ends=more and not departments,
        )
    if departments:
        line.say(
            message("volumes.contribute", departments=spoken(departments), end=clause if more else mark("stop")),
            quote("volumes.departments", departments),
            ends=True,
        )


def widest_gap(draft: Draft) -> Row | None:
    """The library with the most items catalogued and not stored, if that may be said."""
    rows = [
        row
        for row in draft.tables["libraries"]
        if missing(row) > 0
        and comparable(row.numbers)
        and all(sayable(row[metric]) for metric in (STORED, CATALOGUED, MISSING))
    ]
    return max(rows, key=lambda row: (missing(row), row.code), default=None)


def missing(row: Row) -> int:
    return int(row[MISSING].value or 0)


def say_gap(line: SentenceDraft, row: Row, *, moved: bool = False) -> None:
    """`moved`: the board is held against the one of a week before, so that the step of this week can be told."""
    stored, catalogued, gap = gap_quotes(row)
    items = Counted(catalogued.words, catalogued.value)
    named = message("volumes.gap", library=name(row.short), stored=stored.words, catalogued=items)
    line.say(named, stored, catalogued)
    step = amount(STORED, row[STORED], member=stored.member) if moved else None
    if step and step.provenance != Provenance.DEMO:
        way = "gap_up" if (row[STORED].change or 0) > 0 else "gap_down"
        line.say(message(f"volumes.{way}", change=step.words), step)
    line.say(message("volumes.missing", missing=gap.words), gap, em=True)


def gap_quotes(row: Row) -> tuple[Quote, Quote, Quote]:
    """Stored, catalogued and missing items of a library."""
    member, items = RowKey("libraries", row.code), comparable(row.numbers)
    stored, lacking = (quote(metric, row[metric], member=member) for metric in (STORED, MISSING))
    catalogued = quote(CATALOGUED, items.number if items else row[CATALOGUED], member=member)
    return stored, replace(catalogued, part=items.part) if items and items.part else catalogued, lacking
