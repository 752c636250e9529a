"""The filters: a plain form whose every choice is in the address."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cockpit.board.scope import Scope
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens.filters import filters, fold
from tests import handmade


def form(page: str = "sharing", *, query: str = "", **scope: Any) -> Element:
    board = replace(handmade.board(), scope=Scope("linyi", **scope))
    return filters(board, page, View("desktop", query=query), action=f"/desk/{page}")


def named(element: Element, name: str) -> list[Element]:
    return [one for one in element if one.attributes.get("name") == name]


def chosen(element: Element, name: str) -> list[str]:
    (select,) = named(element, name)
    return [one.attributes["value"] for one in select if "selected" in one.attributes]


def test_it_is_a_form_that_works_without_script() -> None:
    element = form()
    assert (element.attributes["method"], element.attributes["action"]) == ("get", "/desk/sharing")
    assert [one.text for one in element if one.attributes.get("type") == "submit"] == ["查看"]


def test_each_page_has_its_own_filters() -> None:
    every = {"unit", "county", "compare"}
    for page, more in (("sharing", {"scenario", "kind"}), ("volumes", {"library"}), ("opening", {"theme"})):
        assert {one.attributes["name"] for one in form(page) if one.tag == "select"} == every | more
    assert {one.attributes["name"] for one in form("trust") if "name" in one.attributes} == {
        "as_of",
        "compare",
        "defined",
    }


def test_a_county_is_chosen_from_a_list_of_its_own() -> None:
    element = form("opening", query="unit=371302", unit="371302")
    assert (chosen(element, "county"), chosen(element, "unit")) == (["371302"], [""])
    assert chosen(form("opening", query="unit=hrss", unit="hrss"), "county") == [""]


def test_a_day_of_knowledge_that_was_chosen_stays_on_every_page() -> None:
    element = form("volumes", query="defined=2020-09-01", defined=date(2020, 9, 1))
    (known,) = named(element, "defined")
    assert known.attributes["value"] == "2020-09-01"
    assert named(form("volumes"), "defined") == []


def test_what_is_chosen_is_selected() -> None:
    assert chosen(form(), "scenario") == [""]
    assert chosen(form(query="scenario=poverty", scenario="poverty"), "scenario") == ["poverty"]


def test_a_choice_that_no_table_holds_stays_selectable() -> None:
    assert chosen(form(query="unit=elsewhere", unit="elsewhere"), "unit") == ["elsewhere"]


def test_what_is_not_on_this_page_is_kept_unseen() -> None:
    element = form(query="theme=health&lang=en&theme=dark&period=month&unit=hrss", unit="hrss", theme="health")
    hidden = [
        (one.attributes["name"], one.attributes["value"]) for one in element if one.attributes.get("type") == "hidden"
    ]
    assert hidden == [("theme", "health"), ("lang", "en"), ("theme", "dark"), ("period", "month")]


def test_a_look_is_kept_where_the_theme_of_data_is_chosen() -> None:
    element = form("opening", query="theme=health&theme=dark", theme="health")
    assert [one.attributes["value"] for one in named(element, "theme") if one.tag == "input"] == ["dark"]


def test_a_day_that_was_chosen_is_marked() -> None:
    assert 'class="button pick chosen"' in form(query="as_of=2020-09-01").to_html()
    assert 'value="2020-09-30"' in form().to_html()


def test_a_form_of_a_live_page_whose_data_is_of_an_earlier_day_shows_that_day_and_sends_none() -> None:
    later = replace(handmade.board(), clock=handmade.CLOCK + timedelta(days=15))
    for query, value, placeholder in (("", "", "2020-09-30"), ("as_of=2020-09-30", "2020-09-30", "年-月-日")):
        view = View("desktop", query=query)
        (field,) = named(filters(later, "sharing", view, action="/desk/sharing"), "as_of")
        assert (field.attributes["value"], field.attributes["placeholder"]) == (value, placeholder)


def test_periods_are_links_that_need_no_button() -> None:
    element = form(query="period=month&unit=hrss", period="month", unit="hrss")
    current = [one for one in element if "aria-current" in one.attributes]
    assert [one.text for one in current] == ["近30天"]
    assert [one.attributes["href"] for one in element if one.text == "近7天" and one.tag == "a"] == ["?unit=hrss"]


def test_reset_clears_all_filters() -> None:
    element = form(query="as_of=2020-09-01&unit=hrss&lang=en", unit="hrss")
    reset = [one.attributes["href"] for one in element if one.text == "重置"]
    assert reset == ["/desk/sharing?lang=en"]


def test_the_line_on_the_phone_counts_what_is_chosen() -> None:
    board = handmade.board()
    assert fold(board, View("desktop")).text == "筛选"
    narrowed = replace(board, scope=Scope("linyi", unit="hrss"))
    assert fold(narrowed, View("desktop")).text == "筛选，已选1项"
