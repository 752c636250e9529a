"""The conclusion of a county's scene: what it opened, received and mounted, and its place among the counties."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Headline, Row
from cockpit.board.keys import RowKey
from cockpit.board.sentences.measure_words import name
from cockpit.board.sentences.page_headline import LONGEST_PLACE, PageNumber, page_headline
from cockpit.board.sentences.sentence_numbers import SentenceDraft, mark, quote, sayable, spoken
from cockpit.calendar import Period
from cockpit.units import Text
from cockpit.units.messages import Counted, message

SPOKEN = {"opening.datasets": "datasets", "sharing.records_received": "records", "sharing.mounted": "resources"}
"""Which numbers the sentence tells, the first first, and the key of their words."""
MOST = 2


def county(row: Row, rows: tuple[Row, ...], as_of: date, *, period: Period = Period.WEEK) -> Headline:
    """From published and measured numbers alone; where none is, what the page shows is said instead.

    Nothing opened has no place among the counties, and a number below zero, which counts nothing, is not told.
    """
    line = SentenceDraft()
    known = [metric for metric in SPOKEN if _tellable(row, metric)][:MOST]
    called = name(row.name, most=LONGEST_PLACE)
    ranked = 0
    for index, metric in enumerate(known):
        number = row.numbers[metric]
        last = index == len(known) - 1
        end = mark("stop" if last else "clause")
        if not index:  # a phrase of its own: with a long name the line breaks behind it
            line.say(message("county.name", name=called))
        told = quote(metric, number, member=RowKey("counties", row.code))
        at = _place(metric, row, rows)
        if not told.value:
            line.say(message(f"county.no_{SPOKEN[metric]}", end=end), ends=not last)
        elif at is None:
            line.say(_words(metric, spoken(number), end), told, ends=not last)
        else:
            line.say(_words(metric, spoken(number), mark("comma")), told)
            key = "county.place" if ranked else "county.first_place"
            line.say(message(key, place=at, end=end), at, ends=not last)
            ranked += 1
    if line:
        return line.done()
    member = RowKey("counties", row.code)
    return page_headline(
        [PageNumber(metric, one, member) for metric, one in row.numbers.items()], as_of, period=period, of=called
    )


def _words(metric: str, number: Counted, end: Text) -> Text:
    return message(f"county.{SPOKEN[metric]}", number=number, end=end)


def _tellable(row: Row, metric: str) -> bool:
    number = row.numbers.get(metric)
    return number is not None and sayable(number) and (number.value or 0) >= 0


def _place(metric: str, row: Row, rows: tuple[Row, ...]) -> int | None:
    """Its place among the counties; None where not all of them may be said, for a place is as good as the worst."""
    numbers = [one.numbers[metric] for one in rows if metric in one.numbers]
    if not all(sayable(number) for number in numbers):
        return None
    own = row.numbers[metric].value or 0
    return 1 + sum((number.value or 0) > own for number in numbers)
