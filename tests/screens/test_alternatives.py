"""The table behind a picture has the numbers of the picture, and no file takes them twice."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.panels.view import View
from cockpit.screens import desk, shown
from cockpit.screens.alternatives import alternatives
from tests import handmade

DESK = View("desktop")


def behind(page: str, panel: str) -> list[list[str]]:
    drawn = desk.draw(handmade.board(), page, DESK)
    card = shown.panels(drawn)[panel]
    (table,) = [one for one in card if one.tag == "table" and one.attributes.get("class") == "alt"]
    return [[cell.text for cell in row] for row in shown.rows(table)]


def test_a_tile_map_is_a_line_a_county_with_all_that_its_tile_says() -> None:
    head, *lines = behind("counties", "county_map")
    assert head == ["项", "数"]
    assert len(lines) == 15
    assert lines[0] == ["蒙阴县", "63, 92.1%"]


def test_week_columns_are_a_line_a_week_and_hours_a_line_an_hour() -> None:
    weeks = behind("meetings", "weekly_meetings")[1:]
    assert (len(weeks), weeks[-1][0]) == (12, "09-30")
    assert all(name and value for name, value in behind("meetings", "start_hours")[1:])


def test_a_map_of_boundaries_has_its_table_too_and_one_number_needs_none() -> None:
    drawn = alternatives(el("div", el("svg", role="img", aria_label="Open: Lanshan 3, Feixian 1,204")), DESK)
    (table,) = [one for one in drawn if one.tag == "table"]
    assert [[cell.text for cell in row] for row in shown.rows(table)][1:] == [["Lanshan", "3"], ["Feixian", "1,204"]]
    one = el("div", el("span", class_="stack", role="img", aria_label="online 3"))
    assert isinstance(one, Element) and alternatives(one, DESK) == one


def test_no_file_has_the_table_of_a_picture() -> None:
    drawn = desk.draw(handmade.board(), "counties", DESK)
    assert shown.tables(shown.panels(drawn)["county_map"]) == []
