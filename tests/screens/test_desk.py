"""The desk's pages, whole: every number a mark and a door, every filter in the address."""

import re
from dataclasses import replace

import pytest

from cockpit.board.board import Board
from cockpit.board.rows.question import Question
from cockpit.board.scope import Scope
from cockpit.errors import NameUnknown
from cockpit.marks.element import Element
from cockpit.panels import panel
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.screens import desk
from cockpit.screens.drawer_state import DrawerState
from tests import handmade
from tests.web.living import Handmade

DESK = View("desktop")
ENGLISH = View("desktop", language="en", theme="dark", query="lang=en&theme=dark")
BOARDS = (handmade.board(), handmade.nothing(), handmade.empty(), handmade.all_demo(), handmade.database_lost())


def found(element: Element, class_: str) -> list[Element]:
    return [one for one in element if class_ in one.attributes.get("class", "").split()]


def inside(element: Element, tag: str) -> list[Element]:
    return [one for one in element if one.tag == tag]


@pytest.mark.parametrize("page", desk.PAGES)
@pytest.mark.parametrize("view", [DESK, ENGLISH], ids=["zh", "en"])
@pytest.mark.parametrize("board", BOARDS, ids=["board", "nothing", "empty", "all_demo", "lost"])
def test_every_page_stands_whatever_is_known(page: str, view: View, board: Board) -> None:
    drawn = desk.draw(board, page, view, metric="sharing.records")
    assert not found(drawn, "panel-broken")
    assert len(inside(drawn, "h1")) == 1
    assert len(found(drawn, "drawer")) == 1


@pytest.mark.parametrize("page", desk.PAGES)
def test_every_panel_of_a_page_is_made_for_the_desktop(page: str) -> None:
    for place in desk.PAGES[page]:
        for name in place.panels:
            assert "desktop" in PANELS[name].surfaces


@pytest.mark.parametrize("page", desk.PAGES)
def test_no_id_is_given_twice(page: str) -> None:
    ids = [one.attributes["id"] for one in desk.draw(handmade.board(), page, DESK) if "id" in one.attributes]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("page", desk.PAGES)
def test_every_number_of_the_board_is_as_exact_as_the_board(page: str) -> None:
    board = handmade.board()
    for one in desk.draw(board, page, DESK):
        told = one.attributes
        if "data-metric" in told and "data-member" not in told and "data-part" not in told:
            value = board[told["data-metric"]].value
            assert (float(told["data-value"]) if "data-value" in told else None) == value


def test_a_number_is_a_door_to_its_drawer() -> None:
    drawn = desk.draw(handmade.board(), "overview", View("desktop", query="unit=hrss"))
    kpi = found(drawn, "kpi")[0]
    door = next(one for one in kpi if one.tag == "a")
    assert door.attributes["href"] == "?unit=hrss&metric=volumes.records"
    assert "data-link" in door.attributes


def test_no_link_stands_in_a_link() -> None:
    def nested(element: Element, within: bool = False) -> bool:
        link = element.tag == "a"
        return (link and within) or any(
            nested(child, within or link) for child in element.children if isinstance(child, Element)
        )

    for page in desk.PAGES:
        assert not nested(desk.draw(handmade.board(), page, DESK, metric="volumes.records"))


def test_the_page_that_is_shown_is_marked() -> None:
    current = [one for one in desk.draw(handmade.board(), "sharing", DESK) if "aria-current" in one.attributes]
    assert current[0].text == "共享"


def test_an_unknown_page_is_refused_by_name() -> None:
    with pytest.raises(NameUnknown, match="sharin"):
        desk.draw(handmade.board(), "sharin", DESK)


def test_a_scene_without_a_conclusion_says_its_name() -> None:
    drawn = desk.draw(replace(handmade.board(), headline={}), "opening", DESK)
    assert inside(drawn, "h1")[0].text == "开放"


def test_the_last_good_board_says_why_it_is_shown() -> None:
    drawn = desk.draw(handmade.database_lost(), "volumes", DESK)
    assert "交换库没有应答" in found(drawn, "stale-bar")[0].text
    assert not found(desk.draw(handmade.board(), "volumes", DESK), "stale-bar")


def test_the_evidence_of_an_area_stands_behind_its_details() -> None:
    drawn = desk.draw(handmade.board(), "overview", DESK)
    areas = found(found(drawn, "areas")[0], "area")
    assert [area.attributes["id"] for area in areas] == [f"panel-{name}" for name in panel.areas()]
    for area in areas:
        lead, details, body, go, _out = area.children
        assert isinstance(lead, Element)
        assert isinstance(details, Element)
        assert isinstance(body, Element)
        assert isinstance(go, Element)
        assert found(lead, "kpi")
        assert not inside(details, "a")
        assert found(body, "evidence")
        assert not found(lead, "evidence")
        assert go.attributes["href"].startswith("/desk/")


def test_the_export_asks_for_the_same_board() -> None:
    board = replace(handmade.board(), scope=Scope("linyi", unit="hrss"))
    view = View("desktop", query="unit=hrss")
    excel, csv, data = inside(found(desk.draw(board, "sharing", view), "take")[0], "a")
    assert excel.attributes["href"] == "/export/sharing.xlsx?unit=hrss"
    assert csv.attributes["href"] == "/export/sharing.csv?unit=hrss"
    assert data.attributes["href"] == "/api/v1/board?unit=hrss"
    plain = inside(found(desk.draw(handmade.board(), "sharing", DESK), "take")[0], "a")
    assert [one.attributes["href"] for one in plain[1:]] == ["/export/sharing.csv", "/api/v1/board"]


def test_the_rows_behind_a_number_stand_over_the_panels_with_their_sum() -> None:
    keep = Handmade()
    page = keep.rows(Question("sharing.records", Scope("linyi"), end=50))
    drawn = desk.draw(handmade.board(), "sharing", DESK, metric="sharing.records", opened=DrawerState(behind=page))
    (card,) = found(drawn, "rows")
    assert card.attributes["id"] == "panel-rows"
    assert "3行，记录合计21,460,000，得此数 2,146万条" in card.text
    box = found(card, "grid-box")[0]
    assert box.attributes["data-rows"] == "/api/v1/rows?metric=sharing.records"
    assert len(inside(box, "tr")) == 4
    close = next(one for one in card if one.text == "收起")
    assert close.attributes["href"] == "?metric=sharing.records"


def test_a_panel_that_fails_says_when_and_under_which_reference_and_can_be_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(_board: object, _view: object) -> Element:
        raise RuntimeError("secret cause")

    panel = PANELS["scenario_table"]
    monkeypatch.setitem(PANELS._things, panel.name, replace(panel, draw=breaks))
    drawn = desk.draw(handmade.board(), "sharing", View("desktop", query="unit=rsj"))
    (broken,) = found(drawn, "panel-broken")
    assert broken.attributes["id"] == "panel-scenario_table"
    said = re.search(r"\d\d-\d\d \d\d:\d\d，编号 ([0-9A-F]{8})。其他面板不受影响。", broken.text)
    assert said and said[1] in caplog.text and "secret cause" in caplog.text
    assert "secret cause" not in drawn.text
    (retry,) = [one for one in broken if one.attributes.get("class") == "button"]
    assert (retry.text, retry.attributes["href"]) == ("重试", "?unit=rsj")


def test_counties_conclude_from_real_numbers_and_say_so_where_there_are_none() -> None:
    def head(board: Board, language: str = "zh") -> Element:
        return next(one for one in desk.draw(board, "counties", View("desktop", language=language)) if one.tag == "h1")

    invented = head(handmade.board())
    assert invented.text == "分县区的数字尚未公布，表中为演示数据"
    assert head(handmade.board(), "en").text == ("No figures by county are published; those in the table are demo data")
    board = handmade.board()
    rows = tuple(
        replace(row, numbers={name: replace(one, provenance="measured") for name, one in row.numbers.items()})
        for row in board.rows("counties")
    )
    real = replace(board, tables={**board.tables, "counties": rows})
    told = head(real, "en")
    assert [one.attributes["data-metric"] for one in told if "data-metric" in one.attributes] == [
        "opening.datasets",
        "opening.updated_share",
    ]
    most = max(rows, key=lambda row: row["opening.datasets"].value or 0)
    assert told.text.startswith(f"{most.short.en} opened most, ")
