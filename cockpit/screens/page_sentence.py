"""The sentence over a page: that of its board, where every number in it stands beneath; else what does stand there."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cockpit.board.board import Board, Headline, Row
from cockpit.board.items import CATALOGUED, MISSING, STORED
from cockpit.board.keys import PartKey, RowKey, SceneKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.headlines import sentences
from cockpit.board.sentences.page_headline import PageNumber, page_headline, stands
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.board.sentences.week_headline import WEEK, front
from cockpit.marks.element import Element, NumberElement
from cockpit.metrics.number import Note, Number, unknown
from cockpit.metrics.subject import areas
from cockpit.panels.content import Content

PUBLISHED, BEFORE, CHANGE = "published", "before", "change"
Place = tuple[str, str, str]
"""Metric, code of its member, and what of it is shown; nothing for the number itself, computed or as published."""


def over(board: Board, page: str, drawn: Iterable[Element | None]) -> Headline | None:
    """Over what was drawn; None where the board has no sentence of this page."""
    marks = (one for whole in drawn for one in whole or () if isinstance(one, NumberElement))
    return _told(
        board, page, [PageNumber(one.metric, one.number, one.member, part=one.part) for one in marks if one.number]
    )


def over_contents(board: Board, page: str, contents: Iterable[Content]) -> Headline | None:
    """Over the values of panels, for a file."""
    numbers = []
    for content in contents:
        for one in content.figures():
            numbers.append(PageNumber(one.metric, one.number, one.member, part=one.part))
    return _told(board, page, numbers)


def _told(board: Board, page: str, beneath: list[PageNumber]) -> Headline | None:
    said = board.headline.get(page)
    known = {place for one in beneath if one.number.value is not None for place in _places(board, one)}
    if said is None or not known:
        return None if said and said.numbers else said
    own = [said] if said.numbers else []
    for one in itertools.chain(own, _written(board, page, known)):
        if all(_stands(quote, known) for quote in _quotes(one)):
            return one
    return _of_page(board, page, beneath)


def _written(board: Board, page: str, known: set[Place]) -> Iterator[Headline]:
    """The sentences that the page would have if nothing were known but what stands beneath."""
    draft = _draft(board, known)
    if page == WEEK and (line := front(board, draft)):
        yield line.done()
    own = sentences(draft).get("overview" if page == WEEK else page)
    if own:
        yield own.done()


def _draft(board: Board, known: set[Place]) -> Draft:
    def row(table: str, one: Row) -> Row:
        key = RowKey(table, one.code)
        numbers = {name: given if _has(name, key, known) else _unknown(given) for name, given in one.numbers.items()}
        return replace(one, numbers=numbers)

    metrics = {name: given if _has(name, None, known) else _unknown(given) for name, given in board.metrics.items()}
    tables = {name: tuple(row(name, one) for one in rows) for name, rows in board.tables.items()}
    return Draft(metrics, defaultdict(tuple, tables))


def _unknown(given: Number) -> Number:
    return unknown(given.unit, given.note or Note.NO_DATA)


def _quotes(said: Headline) -> Iterator[Quote]:
    for phrase in (*said.zh, *said.en):
        yield from phrase.quotes


def _place(metric: str, member: RowKey | None, part: PartKey | None) -> Place:
    code = member.code if member else ""
    if part is None or part == PUBLISHED:
        return metric, code, ""
    return metric, code, part.which if part.kind == BEFORE else str(part)


def _places(board: Board, one: PageNumber) -> Iterator[Place]:
    yield _place(one.metric, one.member, one.part)
    if _itself(board, one) is not None:
        yield _place(one.metric, one.member, None)


def _itself(board: Board, one: PageNumber) -> PageNumber | None:
    """The number itself, also where a step of its course, or another part, says the same; None where it does not."""
    if one.part is None or one.part == CHANGE:
        return None if one.part else one
    row = board.find(one.member)
    own = row.numbers.get(one.metric) if row else board.metrics.get(one.metric) if one.member is None else None
    same = own is not None and own.value == one.number.value
    return replace(one, number=own, part=None) if own and same else None


def _has(metric: str, member: RowKey | None, known: set[Place]) -> bool:
    """Items that are missing stand there where those that are stored and those that are catalogued do."""
    if metric == MISSING and all(_has(one, member, known) for one in (STORED, CATALOGUED)):
        return True
    return _place(metric, member, None) in known


def _stands(one: Quote, known: set[Place]) -> bool:
    plain = one.part is None or one.part == PUBLISHED
    return _has(one.metric, one.member, known) if plain else _place(one.metric, one.member, one.part) in known


def _of_page(board: Board, page: str, beneath: list[PageNumber]) -> Headline:
    """What stands there itself, and no part, change or step of it; on the scene of a county its own numbers alone."""
    subjects = {one.name for one in areas()}
    own = [one for given in beneath if (one := _itself(board, given)) is not None]
    own = [one for one in own if stands(one, board.as_of, (page,) if page in subjects else None)]
    key, of, code = SceneKey.parse(page), board.unit, board.scope.unit
    if key.second:
        row, code = board.row("counties", key.code), key.code
        own = [one for one in own if one.member is not None and one.member.code == code]
        of = row.name if row else of
    named = [one for given in own if (one := _named(board, given, of=code)) is not None]
    ordered = sorted(named, key=lambda one: one.member is not None)
    return page_headline(ordered, board.as_of, period=board.scope.period, of=of)


def _named(board: Board, one: PageNumber, *, of: str | None) -> PageNumber | None:
    """With the name of its row; without one where the page is about it, and none where the board has no such row."""
    if one.member is None or one.member.code == of:
        return one
    row = board.find(one.member)
    return replace(one, called=row.short) if row else None
