"""The conclusion of a county's scene: what it opened, took and mounted, and its place among the counties."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import Headline, Row
from cockpit.board.keys import RowKey
from cockpit.board.sentences.measure_words import name
from cockpit.board.sentences.page_headline import PageNumber, page_headline
from cockpit.board.sentences.sentence_numbers import SentenceDraft, measured, plural, quote, said, sayable
from cockpit.calendar import Period
from cockpit.units import Text

SPOKEN = {
    "opening.datasets": (Text("开放{}数据集", "opened {} dataset"), Text("居县区第{}位", "no. {} of the counties")),
    "sharing.records_received": (Text("取用{}数据", "took {} record"), Text("居第{}位", "no. {}")),
    "sharing.mounted": (Text("挂接{}资源", "mounted {} resource"), Text("居第{}位", "no. {}")),
}
MOST = 2
LONGEST_PLACE = 60
"""Letters: a county or zone is called by its whole name."""
EN = {"；": ";", "。": "."}


def county(row: Row, rows: tuple[Row, ...], as_of: date, *, period: Period = Period.WEEK) -> Headline:
    """From published and measured numbers alone; where none is, the sentence says so instead."""
    line = SentenceDraft()
    known = [metric for metric in SPOKEN if metric in row.numbers and sayable(row.numbers[metric])][:MOST]
    called = name(row.name, most=LONGEST_PLACE)
    for index, metric in enumerate(known):
        number, (what, where) = row.numbers[metric], SPOKEN[metric]
        end = "。" if index == len(known) - 1 else "；"
        at = _place(metric, row, rows)
        thing = what.en.rpartition(" ")[2]
        zh = what.zh.format(measured(number, "条" if number.unit == "record" else "个"))
        en = what.en.format(said(number, "en")).removesuffix(thing) + plural(number, thing)
        if not index:  # a phrase of its own: with a long name the line breaks behind it
            line.say(called.zh, called.en)
        told = quote(metric, number, member=RowKey("counties", row.code))
        ends = end == "；"
        if at is None:
            line.say(f"{zh}{end}", f"{en}{EN[end]}", told, ends=ends)
            continue
        line.say(f"{zh}，", f"{en},", told)
        line.say(f"{where.zh.format(at)}{end}", f"{where.en.format(at)}{EN[end]}", at, ends=ends)
    if line:
        return line.done()
    member = RowKey("counties", row.code)
    return page_headline(
        [PageNumber(metric, one, member) for metric, one in row.numbers.items()], as_of, period=period, of=called
    )


def _place(metric: str, row: Row, rows: tuple[Row, ...]) -> int | None:
    """Its place among the counties; None where not all of them may be said, for a place is as good as the worst."""
    numbers = [one.numbers[metric] for one in rows if metric in one.numbers]
    if not all(sayable(number) for number in numbers):
        return None
    own = row.numbers[metric].value or 0
    return 1 + sum((number.value or 0) > own for number in numbers)
