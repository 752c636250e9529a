"""A sentence over a page states no number, state or direction that does not stand beneath it, on whatever board."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from cockpit.board.board import Board, Row
from cockpit.board.board_comparison import compared_with
from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.marks.element import Element, NumberElement
from cockpit.metrics.number import Note, unknown
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.screens import desk, phone, report_pages, wall
from tests import chance, handmade, small
from tests.board.test_finding import MOODS, coloured

pytestmark = pytest.mark.slow

NOTHING = unknown("item", Note.NOT_SPLIT)
Key = tuple[str, str, bool]
"""Metric, code of the member, and whether it is the change that is said."""
DIGITS = re.compile(r"\d+(?:,\d{3})*")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def boards(seed: int, mood: str) -> Iterator[Board]:
    """Of the city and, as if it were one, of a unit; each with the sentences that are its own."""
    board, before = chance.pair(seed) if seed else (handmade.board(), handmade.board())
    board, before = coloured(board, mood, seed), coloured(before, mood, seed)
    county = board.rows("counties")[0] if board.rows("counties") else None
    for unit in filter(None, ("whole", county)):
        row = unit if isinstance(unit, Row) else None
        written = headlines(
            Draft(board.metrics, board.tables), board.reconciliations, board.as_of, of=row.name if row else None
        )
        metrics = {**board.metrics, **({"trust.differences": NOTHING} if row else {})}
        scope = replace(board.scope, unit=row.code if row else None)
        yield replace(board, scope=scope, headline=written, metrics=metrics)
    yield compared_with(replace(board, headline=written), replace(before, as_of=before.as_of))


def pictures(board: Board, language: str) -> Iterator[tuple[str, Element]]:
    view = View(Surface.DESKTOP, language=language)
    for page in desk.PAGES:
        yield f"desk {page}", desk.draw(board, page, view)
    for scene in wall.names(board)[:8]:
        yield f"wall {scene}", wall.draw(board, scene, View(Surface.WALL, language=language))
    yield "phone", phone.draw(board, View(Surface.WALL, language=language))
    for at, page_ in enumerate(
        one
        for one in report_pages.draw(board, None, View(Surface.REPORT, language=language))
        if "page" in one.attributes.get("class", "").split()
    ):
        yield f"report {at}", page_


@pytest.mark.parametrize("seed", range(len(MOODS)))
def test_what_a_sentence_says_stands_beneath_it(seed: int) -> None:
    for board in boards(seed, MOODS[seed]):
        for language in LANGUAGES:
            _holds(board, language)


SCOPES = [
    {},
    {"unit": "a"},
    {"unit": "d"},
    {"scenario": "window"},
    {"kind": "api"},
    {"theme": "roads"},
    {"library": "people"},
    {"period": "year"},
    {"as_of": small.day(8)},
]


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardService]:
    engine = small.fill(f"sqlite:///{tmp_path_factory.mktemp('small')}/exchange.db")
    yield small.keep(engine, tmp_path_factory.mktemp("var"))
    engine.dispose()


@pytest.mark.parametrize("asked", SCOPES, ids=str)
def test_it_does_so_under_every_filter(keep: BoardService, asked: dict[str, Any]) -> None:
    board = keep.board(Scope("small", **asked))
    for language in LANGUAGES:
        _holds(board, language)


def test_under_the_filter_of_a_unit_the_sentence_names_it(keep: BoardService) -> None:
    """d gives nothing and opened nothing; that is said of d, and not of the day."""
    board = keep.board(Scope("small", unit="d"))
    page = desk.draw(board, "opening", View(Surface.DESKTOP, language="en"))
    assert next(one for one in page if one.tag == "h1").text.startswith("No data for D")
    page = desk.draw(board, "volumes", View(Surface.DESKTOP))
    assert next(one for one in page if one.tag == "h1").text.startswith("d单位")


def _holds(board: Board, language: str) -> None:
    for where, page in pictures(board, language):
        head = next((one for one in page if one.tag == "h1"), None)
        if head is None:
            continue
        within = {id(one) for one in head}
        beneath = [one for one in page if id(one) not in within]
        lacking = said(head) - {key for key in map(_key, beneath) if key}
        lacking -= {one for one in lacking if _counted(one, head, page) or _less(one, beneath)}
        assert not lacking, (where, language, head.text, lacking)
        _digits(head, beneath, board, (where, language))


def said(place: Element) -> set[Key]:
    return {key for key in map(_key, place) if key}


def _key(one: Element) -> Key | None:
    if not isinstance(one, NumberElement):
        return None
    return one.metric, one.member.code if one.member else "", one.part == "change"


def _counted(key: Key, head: Element, page: Element) -> bool:
    """How many differences are open stands in the head of the table that lists them."""
    (mark,) = [one for one in head if isinstance(one, NumberElement) and _key(one) == key]
    heads = ("项待核对", " to be clarified")
    return key[0] == "trust.differences" and any(page.text.count(f"{mark.text}{one}") > 1 for one in heads)


def _less(key: Key, beneath: list[Element]) -> bool:
    """29/69 says that 40 are missing."""
    sides = {(name, key[1], False) for name in ("volumes.items_stored", "volumes.items_catalogued")}
    return key[0] == "volumes.items_missing" and sides <= set(map(_key, beneath))


def _digits(head: Element, beneath: list[Element], board: Board, where: object) -> None:
    """What is written in digits and is no number of the board is a day, or stands as it is beneath."""
    marks = [one.text for one in head if isinstance(one, NumberElement)]
    text = DAY.sub("", head.text)
    for one in marks:
        text = text.replace(one, " ", 1)
    whole = " ".join(one.text for one in beneath if not one.children or any(isinstance(c, str) for c in one.children))
    for digits in DIGITS.findall(text):
        assert re.search(rf"(?<!\d){re.escape(digits)}(?!\d)", whole) or _rows(digits, board), (
            where,
            head.text,
            digits,
        )


def _rows(digits: str, board: Board) -> bool:
    """A place among the counties, and how many of them are known."""
    return 0 <= int(digits) <= len(board.rows("counties"))


def _overview() -> dict[str, str]:
    """The headline of the overview of the wall, by language."""
    board = handmade.board()
    board = replace(board, headline=headlines(Draft(board.metrics, board.tables), (), board.as_of))
    return {
        language: next(
            one.text for one in wall.draw(board, "overview", View(Surface.WALL, language=language)) if one.tag == "h1"
        )
        for language in LANGUAGES
    }


def test_the_overview_tells_what_stands_over_and_among_its_libraries() -> None:
    said = _overview()
    assert said["zh"] == "6亿多条数据已归集，34个部门供数；电子证照库29/69项，还差40项。"
    assert said["en"] == (
        "More than 600 million records gathered, 34 departments contribute; E-licences 29/69 items, 40 still missing."
    )


def test_a_page_leaves_out_what_it_does_not_show_and_keeps_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cockpit.panels.gallery.volumes_area._departments", lambda shown, view: "")
    said = _overview()
    assert said["zh"] == "6亿多条数据已归集；电子证照库29/69项，还差40项。"
    assert said["en"] == "More than 600 million records gathered; E-licences 29/69 items, 40 still missing."
