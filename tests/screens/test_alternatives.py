"""The table behind a picture has the numbers of the picture, and no file takes them twice."""

from __future__ import annotations

import pytest

from cockpit.marks.element import Element
from cockpit.panels.alternative import CLASS, alternative
from cockpit.panels.view import LANGUAGES, View
from cockpit.screens import desk
from tests import handmade
from tests.drawn import panels, rows, tables

DESK = View("desktop")
TOLD_BESIDE = ("course", "ribbons", "cells", "bar stack", "restated-sign", "signal")
"""Pictures that bring their numbers in another form, or have but one."""


def behind(page: str, panel: str, language: str = "zh") -> list[list[str]]:
    drawn = desk.draw(handmade.board(), page, View("desktop", language=language))
    (table,) = [one for one in panels(drawn)[panel] if one.tag == "table" and one.attributes.get("class") == CLASS]
    return [[cell.text for cell in row] for row in rows(table)]


def test_a_tile_map_is_a_line_a_county_with_all_that_its_tile_says() -> None:
    head, *lines = behind("counties", "county_map")
    assert head == ["项", "数"]
    assert len(lines) == 15
    assert lines[0] == ["蒙阴县", "63, 92.1%"]


def test_week_columns_are_a_line_a_week_and_hours_a_line_an_hour() -> None:
    weeks = behind("meetings", "weekly_meetings")[1:]
    assert (len(weeks), weeks[-1][0]) == (12, "09-30")
    assert behind("meetings", "start_hours")[1] == ["周一9时", "2"]
    assert behind("meetings", "room_states", "en")[1:] == [["online", "113"], ["offline", "5"], ["adjusting", "2"]]


def test_a_picture_without_a_number_has_no_table_of_its_own_title() -> None:
    """An English title with a comma in it was once taken for two numbers."""
    drawn = panels(desk.draw(handmade.nothing(), "meetings", View("desktop", language="en")))["start_hours"]
    assert not [one for one in drawn if one.tag == "table"]


def test_one_number_needs_no_table_and_a_wall_has_none() -> None:
    assert alternative(DESK, "在线", [("在线", "3")]) is None
    assert alternative(View("wall"), "在线", [("在线", "3"), ("离线", "1")]) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", desk.PAGES)
def test_every_picture_of_a_page_has_one(page: str, language: str) -> None:
    drawn = desk.draw(handmade.board(), page, View("desktop", language=language))
    for panel in panels(drawn).values():
        pictures = [one for one in panel if is_picture(one)]
        assert len([one for one in panel if one.attributes.get("class") == CLASS]) >= len(pictures)


def is_picture(one: Element) -> bool:
    said = one.attributes.get("aria-label", "")
    heard = one.attributes.get("role") in ("img", "group") and (": " in said or ", " in said)
    return heard and one.attributes.get("class", "") not in TOLD_BESIDE and one.figure is None


def test_no_file_has_the_table_of_a_picture() -> None:
    drawn = desk.draw(handmade.board(), "counties", DESK)
    assert tables(panels(drawn)["county_map"]) == []
