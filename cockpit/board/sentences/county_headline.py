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
    """From published and measured numbers alone; where all are invented from these, without a place and called so.

    Where none of them can be told, what the page shows is said instead.

    Nothing opened has no place among the counties, and a number below zero, which counts nothing, is not told.
    """
    line = SentenceDraft()
    given = [one for one in row.numbers.values() if one.value is not None]
    invented = all(one.demo for one in given)
    known = [metric for metric in SPOKEN if _tellable(row, metric, invented=invented)][:MOST]
    called = name(row.name, most=LONGEST_PLACE)
    ranked = 0
    for index, metric in enumerate(known):
        number = row.numbers[metric]
        last = index == len(known) - 1
        end = (message("page.invented") if invented else mark("stop")) if last else mark("clause")
        if not index:  # a phrase of its own: with a long name the line breaks behind it
            line.say(message("county.name", name=called))
        told = quote(metric, number, member=RowKey("counties", row.code))
        at = None if invented else _place(metric, row, rows)
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


def _tellable(row: Row, metric: str, *, invented: bool) -> bool:
    number = row.numbers.get(metric)
    if number is None or number.value is None or number.value < 0:
        return False
    return number.demo if invented else sayable(number)


def _place(metric: str, row: Row, rows: tuple[Row, ...]) -> int | None:
    """Its place among the counties; None where not all of them may be said, for a place is as good as the worst."""
    numbers = [one.numbers[metric] for one in rows if metric in one.numbers]
    if not all(sayable(number) for number in numbers):
        return None
    own = row.numbers[metric].value or 0
    return 1 + sum((number.value or 0) > own for number in numbers)
