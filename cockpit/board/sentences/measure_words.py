"""Numbers and names as they stand inside a sentence: with measure words, without a sign that the words already say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cockpit.board.keys import PartKey, RowKey
from cockpit.board.quote import Quote
from cockpit.metrics.number import Number
from cockpit.units import UNITS, Text, sentence, share
from cockpit.units.messages import OWN, Counted, languages, message
from cockpit.units.unit import UnitStyle
from cockpit.units.write import MINUS

FLOOR = "以上"
LONGEST_NAME = 24
MARKS = '。，；：！？（）“”,;:!?()"{}'
BETWEEN_CHINESE = re.compile(r" (?![A-Za-z0-9])|(?<![A-Za-z0-9]) ")
UNNAMED = Text("未命名", "unnamed")
NOTHING = set("0.,% ")
NUMERALS = 13
"""Counts that have a word in every catalogue."""


def in_words(count: int) -> Text:
    """Small counts that are no number of the board."""
    return message(f"numeral.{count}") if 0 <= count < NUMERALS else Text(str(count), str(count))


def worded(count: int) -> Counted:
    """The same for a message that chooses its plural by it."""
    return Counted(in_words(count), count)


def lowered(text: Text) -> Text:
    """As it stands inside an English sentence, where an abbreviation keeps its capitals: API calls."""
    return text if text.en[1:2].isupper() else Text(text.zh, text.en[:1].lower() + text.en[1:], text.others)


def listed(texts: Sequence[Text]) -> Text:
    """人口、法人; population, firms and space."""
    between, last = (message(f"mark.{name}") for name in ("between", "last"))
    said = {one: [text[one] for text in texts] for one in languages()}
    joined = {
        one: last[one].join(filter(None, (between[one].join(names[:-1]), names[-1]))) for one, names in said.items()
    }
    return Text(joined["zh"], joined["en"], tuple((one, words) for one, words in joined.items() if one not in OWN))


def name(text: Text, *, most: int = LONGEST_NAME) -> Text:
    """A name out of the data: one line, at most so many letters, and without a mark that would end the sentence."""
    zh, en = _plain(text.zh, most), _plain(text.en, most)
    return Text(BETWEEN_CHINESE.sub("", zh) or UNNAMED.zh, en or UNNAMED.en)


def _plain(said: str, most: int) -> str:
    kept = "".join(letter if letter.isprintable() and letter not in MARKS else " " for letter in said)
    whole = " ".join(kept.split())
    if len(whole) > most:  # English is cut between words
        room = whole[: most + 1]
        whole = (room.rpartition(" ")[0] or room[:most]).removesuffix(" and").removesuffix(" of")
    return whole.strip(" .、")


def value(metric: str, number: Number, *, member: RowKey | None = None) -> Quote:
    """The number itself, as it was published where it was."""
    printed = number.published if number.published is not None else number.value or 0
    qualifier = number.qualifier if number.published is not None else None
    part = PartKey("published") if number.published is not None and number.published != number.value else None
    words = Text(_said(printed, number.unit, "zh", qualifier), _said(printed, number.unit, "en", qualifier))
    return Quote(words, metric, number, member=member, part=part)


def amount(metric: str, number: Number, *, member: RowKey | None = None) -> Quote | None:
    """How far it has moved, without its sign; None where it would read as nothing."""
    if not number.change:
        return None
    size = abs(number.change)
    if UNITS[number.unit].style == UnitStyle.SHARE:
        points = share(size, places=1).removesuffix("%")
        words = message("change.points", points=points)
        unsaid = not set(points) - NOTHING
    else:
        words = Text(_said(size, number.unit, "zh"), _said(size, number.unit, "en"))
        unsaid = not set(words.en.partition(" ")[0]) - NOTHING
    return None if unsaid else Quote(words, metric, number, member=member, part=PartKey("change"))


def whole(metric: str, count: int, unit: str, *, member: RowKey, part: PartKey, like: Number) -> Quote:
    """A whole number that is part of something on the board, such as a difference or how late a source is."""
    words = Text(f"{abs(count):,}{UNITS[unit].text.zh}", f"{abs(count):,}")
    number = replace(
        like, value=count, unit=unit, published=None, qualifier=None, previous=None, change=None, note=None
    )
    return Quote(words, metric, number, member=member, part=part)


def _said(number: int | float, unit: str, language: str, qualifier: str | None = None) -> str:
    """6亿多条, 95.3%, 2.4 million; in English the title before it says what is counted."""
    text = sentence(number, unit, language, qualifier).replace("-", MINUS)
    style = UNITS[unit].style
    if style in {UnitStyle.SHARE, UnitStyle.BYTES}:
        return text
    if language == "zh":  # 200项以上: what is counted stands before a floor
        counted = UNITS[unit].text.zh
        return f"{text.removesuffix(FLOOR)}{counted}{FLOOR}" if text.endswith(FLOOR) else text + counted
    return f"{text} {UNITS[unit].text.en}" if style == UnitStyle.MILLISECONDS else text
