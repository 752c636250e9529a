"""The sentence over a page: that of its board, where every number in it stands beneath; else what does stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cockpit.board.board import Board, Headline
from cockpit.board.keys import SceneKey
from cockpit.board.quote import Quote
from cockpit.board.sentences.page_headline import PageNumber, page_headline, stands
from cockpit.marks.element import Element, NumberElement
from cockpit.metrics.subject import areas
from cockpit.panels.content import Content

CHANGE = "change"
Place = tuple[str, str, str]
"""Metric, code of its member, and `change` where that is what is shown of it."""


def over(board: Board, page: str, drawn: Iterable[Element | None]) -> Headline | None:
    """Over what was drawn; None where the board has no sentence of this page."""
    marks = (one for whole in drawn for one in whole or () if isinstance(one, NumberElement))
    return _told(board, page, [_number(board, one) for one in marks])


def over_contents(board: Board, page: str, contents: Iterable[Content]) -> Headline | None:
    """Over the values of panels, for a file."""
    numbers = []
    for content in contents:
        for one in content.figures():
            row = board.find(one.member)
            numbers.append(PageNumber(one.metric, one.number, one.member, row.short if row else None, one.part))
    return _told(board, page, numbers)


def _number(board: Board, mark: NumberElement) -> PageNumber:
    assert mark.number is not None
    row = board.find(mark.member)
    return PageNumber(mark.metric, mark.number, mark.member, row.short if row else None, mark.part)


def _told(board: Board, page: str, beneath: list[PageNumber]) -> Headline | None:
    said = board.headline.get(page)
    if said is None or not beneath:
        return said
    known = [one for one in beneath if one.number.value is not None]
    there = {_place(one) for one in known}
    if said.numbers and all(_found(one, there) for one in _quotes(said)):
        return said
    return _of_page(board, page, beneath) if said.numbers or known else said


def _quotes(said: Headline) -> Iterator[Quote]:
    for phrase in (*said.zh, *said.en):
        yield from phrase.quotes


def _place(one: PageNumber) -> Place:
    return one.metric, one.member.code if one.member else "", CHANGE if one.part == CHANGE else ""


def _found(one: Quote, there: set[Place]) -> bool:
    return (one.metric, one.member.code if one.member else "", CHANGE if one.part == CHANGE else "") in there


def _of_page(board: Board, page: str, beneath: list[PageNumber]) -> Headline:
    """What stands there itself, and no part, change or step of it; on the scene of a county its own numbers alone."""
    subjects = {one.name for one in areas()}
    own = [one for one in beneath if one.part is None and (one.member is None or board.find(one.member) is not None)]
    own = [one for one in own if stands(one, board.as_of, (page,) if page in subjects else None)]
    key, of = SceneKey.parse(page), board.unit
    if key.second:
        row = board.row("counties", key.code)
        own = [one for one in own if one.member is not None and one.member.code == key.code]
        of = row.name if row else of
    code = key.code if key.second else board.scope.unit
    mine = [_unnamed(one) if one.member is not None and one.member.code == code else one for one in own]
    ordered = sorted(mine, key=lambda one: one.member is not None)
    return page_headline(ordered, board.as_of, period=board.scope.period, of=of)


def _unnamed(one: PageNumber) -> PageNumber:
    return PageNumber(one.metric, one.number, one.member, None)
