"""Every page of the desk, with its drawer, is whole in both languages, with nothing of the other in it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from cockpit.board.comparison.attribution import Contribution
from cockpit.board.comparison.baseline import parse
from cockpit.board.comparison.number_comparison import NumberComparison, change_of
from cockpit.board.quarantined_rows import QuarantineQuestion
from cockpit.board.rows.question import Question
from cockpit.board.scope import Scope
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import desk
from cockpit.screens.drawer_state import DrawerState
from cockpit.units import Text
from tests import handmade
from tests.web.living import TRUSTED, Handmade

CHINESE = re.compile(r"[\u4e00-\u9fff]+")
WORD = re.compile(r"[A-Za-z][A-Za-z]+")
ALLOWED_CHINESE = {"中"}
"""The link to the Chinese page says so in Chinese."""

ALLOWED_WORDS = {
    "EN", "PDF", "CSV", "XLSX", "PNG", "SVG", "Excel", "JSON", "APP", "API", "Ctrl", "Alt", "Esc",
    "GB", "MB", "KB", "TB", "quarantine",
}  # fmt: skip
"""Formats, keys, sizes, the name of a command, and names that the city writes in Latin letters itself."""

CODE = re.compile(r"[a-z]+→[a-z]+|[a-z]+[._:][a-z0-9_.]+|/[a-z/.?=&_0-9-]+")
"""Names of metrics, addresses, and the codes that stand for units on the handmade board."""


def opened(page: str) -> DrawerState:
    keep = Handmade()
    number = handmade.board()["sharing.records"]
    part = Contribution("hrss", 1, 2, 1, rate=None, mix=None)
    against = parse("week")
    assert against is not None
    compared = NumberComparison(
        "sharing.records", against, number, number, None, change_of(number, number, against), "provider",
        ("provider", "kind"), (part,), {"hrss": Text("人社局", "Human Resources")},
    )  # fmt: skip
    return DrawerState(
        behind=keep.rows(Question("sharing.records", Scope("linyi"), end=50)),
        against=against,
        other=handmade.board(),
        compared=compared,
        trusted=TRUSTED if page == "trust" else None,
        refused=keep.refused(QuarantineQuestion("platform")) if page == "trust" else None,
        editors=("王",),
    )


def words(element: Element) -> str:
    """All that can be seen, hovered over or read out, apart from codes and what is written in a language by name."""
    said = [
        child for one in element if "lang" not in one.attributes for child in one.children if isinstance(child, str)
    ]
    for one in element:
        said += [text for name, text in one.attributes.items() if name in ("title", "aria-label", "placeholder")]
    return CODE.sub(" ", " ".join(text for text in said if text != "王"))


@pytest.mark.parametrize("page", desk.PAGES)
def test_an_english_page_has_no_chinese_but_the_way_to_it(page: str) -> None:
    view = View("desktop", language="en", query="lang=en&compare=week")
    drawn = desk.draw(handmade.board(), page, view, metric="sharing.records", opened=opened(page))
    assert set(CHINESE.findall(words(drawn))) - ALLOWED_CHINESE == set()


@pytest.mark.parametrize("page", desk.PAGES)
def test_a_chinese_page_has_no_bare_english(page: str) -> None:
    view = View("desktop", query="compare=week")
    drawn = desk.draw(handmade.board(), page, view, metric="sharing.records", opened=opened(page))
    assert set(WORD.findall(words(drawn))) - ALLOWED_WORDS == set()


@pytest.mark.slow
@pytest.mark.parametrize(("language", "wrong"), [("en", CHINESE), ("zh", WORD)])
def test_every_drawer_is_whole_in_both_languages(language: str, wrong: re.Pattern[str]) -> None:
    board = replace(handmade.board(), remarks=())
    for metric in board.definitions:
        drawn = desk.draw(board, "overview", View("desktop", language=language), metric=metric)
        (side,) = (one for one in drawn if one.tag == "aside")
        assert set(wrong.findall(words(side))) - ALLOWED_WORDS - ALLOWED_CHINESE == set(), metric
