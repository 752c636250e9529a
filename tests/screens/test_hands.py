"""What hands do at the desk, as the page offers it: highlight, quote, find, menus, paper."""

from __future__ import annotations

from dataclasses import replace

from cockpit.board.scope import Scope
from cockpit.marks.element import Element
from cockpit.panels.view import View
from cockpit.screens import desk, finder, highlight
from cockpit.screens.citation import quote
from cockpit.units.pinyin import spelled
from tests import handmade
from tests.drawn import numbers, panels

BOARD = handmade.board()
LIT = View("desktop", query="highlight=poverty", highlight="poverty")
DESK = View("desktop")


def classed(element: Element, name: str) -> list[Element]:
    return [one for one in element if name in one.attributes.get("class", "").split()]


def test_a_highlight_changes_no_number_on_any_page() -> None:
    for page in desk.PAGES:
        plain, lit = (desk.draw(BOARD, page, view) for view in (DESK, LIT))
        assert numbers(lit) == numbers(plain)


def test_a_highlighted_scenario_is_marked_in_its_table_and_can_be_let_go() -> None:
    drawn = desk.draw(BOARD, "sharing", LIT)
    (row,) = classed(drawn, "lit")
    assert "精准扶贫" in row.text
    (chip,) = classed(drawn, "highlight-chip")
    assert chip.text == "高亮精准扶贫×"
    assert chip.attributes["href"] == "?"
    assert not classed(desk.draw(BOARD, "sharing", DESK), "lit")


def test_every_row_that_can_be_highlighted_has_a_switch_with_a_name() -> None:
    switches = classed(desk.draw(BOARD, "sharing", DESK), "spot")
    names = {one.attributes["aria-label"]: one.attributes["href"] for one in switches}
    assert names["高亮 精准扶贫"] == "?highlight=poverty"
    assert names["高亮 市人社局"] == "?highlight=rsj"


def test_a_unit_that_gives_is_lit_among_the_ribbons() -> None:
    drawn = desk.draw(BOARD, "sharing", View("desktop", highlight="rsj"))
    (end,) = (one for one in classed(drawn, "chosen") if one.tag == "li")
    assert "市人社局" in end.text


def test_what_is_not_on_the_board_has_no_chip() -> None:
    assert highlight.chip(BOARD, View("desktop", highlight="nobody")) is None


def test_a_quoted_number_says_value_day_provenance_filters_and_definition() -> None:
    board = replace(BOARD, scope=Scope("linyi", unit="rsj"))
    version = board.definition_version[:12]
    assert quote(board, "sharing.records", DESK) == (
        "交换记录：2,146万条（21,460,000条）；数据截至 2020-09-30；演示；单位 市人社局；"
        f"口径第1版（{version}）；临沂市大数据局"
    )
    english = quote(BOARD, "volumes.records", View("desktop", language="en"))
    assert "602 million records (601,910,000 records); data to 2020-09-30; published; definition 1" in english


def test_a_number_that_nobody_knows_is_quoted_as_such() -> None:
    board = handmade.nothing()
    assert "无数据" in quote(board, "sharing.records", DESK) or "未公布" in quote(board, "sharing.records", DESK)


def test_the_drawer_offers_to_quote_its_number() -> None:
    drawn = desk.draw(BOARD, "sharing", View("desktop", query="unit=rsj"), metric="sharing.records")
    (button,) = (one for one in drawn if one.attributes.get("id") == "quote")
    assert button.attributes["data-address"] == "?unit=rsj&metric=sharing.records"


def test_every_panel_has_a_menu_in_the_two_forms_of_a_file_and_of_a_picture() -> None:
    for page in desk.PAGES:
        drawn = desk.draw(BOARD, page, View("desktop", query="lang=en", language="en"))
        held = panels(drawn)
        menus = classed(drawn, "out")
        assert len(menus) == len(held)
        links = [one.attributes["href"] for one in menus[0] if one.tag == "a"]
        first = next(iter(held))
        assert links == [f"/export/{page}.{kind}?lang=en&panel={first}" for kind in ("xlsx", "csv")]
        names = [one.attributes["data-name"] for one in menus[0] if one.tag == "button"]
        assert names == [f"linyi-{page}-{first}-2020-09-30"] * 2


def test_paper_says_whose_page_it_is_as_of_when_and_for_whom() -> None:
    board = replace(BOARD, scope=Scope("linyi", unit="rsj", period="month"))
    view = View("desktop", query="unit=rsj&period=month")
    (head,) = classed(desk.draw(board, "sharing", view), "print-head")
    assert [one.text for one in head.children if isinstance(one, Element)] == [
        "临沂市数据驾驶舱 · 共享",
        "数据截至 2020-09-30，近30天，单位 市人社局",
        "/desk/sharing?unit=rsj&period=month",
    ]


def test_everything_is_found_by_chinese_english_pinyin_initials_and_code() -> None:
    found = {(one["kind"], one["code"]): one for one in finder.names(BOARD)}
    assert {"sharing", "共享", "gongxiang", "gx"} <= set(found["page", "sharing"]["keys"])
    metric = found["metric", "sharing.records"]
    assert {"sharing.records", "交换记录", "jiaohuanjilu", "jhjl"} <= set(metric["keys"])
    assert (metric["path"], metric["set"]) == ("/desk/sharing", {"metric": "sharing.records"})
    assert found["scenario", "poverty"]["set"] == {"highlight": "poverty"}
    assert found["unit", "rsj"]["set"] == {"unit": "rsj"}
    assert {one["code"] for one in found.values() if one["kind"] == "metric"} == set(BOARD.definitions)


def test_chinese_is_spelled_and_the_rest_stays() -> None:
    assert spelled("县区 API 12") == ("xianquapi12", "xqa")
