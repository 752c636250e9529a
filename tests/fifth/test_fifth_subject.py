"""A subject that the cockpit does not have is on every surface, and no file is touched but its own.

Its files stand in the folders beside this one, each of which stands in for a registry: a subject with a metric and an
alert, a table, two panels, a kind of source, a format of the week.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cockpit.settings import ROOT

pytestmark = pytest.mark.slow

LATE_ZH = "停车：最近读取 09-21 18:00，但最新数据停在 09-17 06:00"
LATE_EN = "Parking: last read 09-21 18:00, but no data after 09-17 06:00"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("fifth")
    words = [sys.executable, "-m", "tests.fifth.city", str(folder)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    made: dict[str, Any] = json.loads((folder / "found.json").read_text("utf-8"))
    return made


def page(found: dict[str, Any], name: str) -> BeautifulSoup:
    assert found["status"][name] == 200, name
    return BeautifulSoup(found[name], "lxml")


def shown(page: BeautifulSoup, selector: str) -> str:
    one = page.select_one(selector)
    assert one is not None, selector
    return " ".join(one.text.split())


def test_the_desk_has_its_page_in_the_bar_in_its_place(found: dict[str, Any]) -> None:
    bar = [one.text for one in page(found, "desk").select("header.top nav a")]
    assert bar[:7] == ["Overview", "Volumes", "Sharing", "Opening", "Meetings", "Parking", "Counties"]
    assert "80" in shown(page(found, "desk page"), "#panel-parking_course")
    assert shown(page(found, "desk page"), "h1").startswith("Free spaces 80")


def test_the_overview_of_the_desk_has_its_area_and_its_numbers(found: dict[str, Any]) -> None:
    desk = page(found, "desk")
    assert "80" in shown(desk, ".areas #panel-parking_area")
    assert [one["href"] for one in desk.select("#panel-parking_area a.enter")] == ["/desk/parking?lang=en"]
    assert "Free spaces" in shown(page(found, "desk compared"), ".beside")


def test_its_page_offers_only_the_filters_that_its_facts_know(found: dict[str, Any]) -> None:
    selects = page(found, "desk page").select("form.filters select")
    assert [one["name"] for one in selects] == ["compare"]
    assert "Nothing matches these filters" in page(found, "desk unit").text


def test_a_click_on_its_number_opens_what_is_known_about_it(found: dict[str, Any]) -> None:
    drawer = shown(page(found, "desk drawer"), "#panel-drawer")
    assert drawer.startswith("Parking › Free spaces") and "Parking platform" in drawer
    assert found["rows"]["made"] == 80
    row = found["rows"]["rows"][0]
    assert (row["value"], row["figure_name"]["en"], row["delivered_by"]) == (80, "Free spaces", "parking")


def test_its_area_stands_among_those_of_the_overview_of_the_wall(found: dict[str, Any]) -> None:
    areas = ["volumes_area", "sharing_area", "opening_area", "meetings_area", "parking_area"]
    assert found["overview areas"] == ["goal", *areas]
    assert "80" in shown(page(found, "wall"), "main[data-scene=overview] .many [data-panel=parking_area]")


def test_the_wall_has_its_scene_and_a_plan_may_name_it(found: dict[str, Any]) -> None:
    scene = page(found, "wall scene")
    assert "80" in shown(scene, "main[data-scene=parking] [data-panel=parking_course]")
    assert "Parking" in [one.text for one in page(found, "wall").select("nav a")]
    assert '["parking",30]' in str(page(found, "wall screen").html.get("data-plan"))
    assert "Overview 30 s → Parking 30 s" in page(found, "screens").text


def test_the_handbook_and_the_documentation_define_it(found: dict[str, Any]) -> None:
    assert "Free spaces of the public car parks." in shown(page(found, "handbook"), "#panel-handbook_parking")
    assert "### `parking.free` ↑" in found["docs"] and "`parking.full`" in found["docs"]


def test_the_palette_finds_it(found: dict[str, Any]) -> None:
    names = [(one["kind"], one["code"], one["path"]) for one in found["names"]["names"]]
    assert ("page", "parking", "/desk/parking") in names
    assert ("metric", "parking.free", "/desk/parking") in names


def test_the_api_has_its_metric_table_course_and_description(found: dict[str, Any]) -> None:
    board = found["API"]
    number = board["metrics"]["parking.free"]
    assert (number["value"], number["provenance"], number["change"]) == (80, "measured", -220)
    assert board["tables"]["parking_places"][0]["numbers"]["parking.free"]["value"] == 80
    assert [one["value"] for one in board["courses"]["parking.free"]][-3:] == [400, 300, 80]
    assert "parking.free" in json.dumps(found["openapi"])


def test_its_page_goes_into_files(found: dict[str, Any]) -> None:
    assert ["2020-09-21 00:00:00", "80"] in [row[:2] for row in found["xlsx"]["Free spaces, 12 weeks"]]
    (line,) = [line for line in found["csv"].splitlines() if line.startswith("2020-09-14,300,")]
    assert ",measured," in line


def test_the_report_the_workbook_and_the_picture_have_its_area(found: dict[str, Any]) -> None:
    assert found["report ids"][2:7] == [
        "panel-volumes_area",
        "panel-sharing_area",
        "panel-opening_area",
        "panel-meetings_area",
        "panel-parking_area",
    ]
    assert ["parking.free", "Free spaces", "80"] in [row[3:6] for row in found["workbook"]["parking_area"]]
    assert "80resources" in found["phone"]
    assert "panel-parking_area" in str(page(found, "live week"))


def test_the_slides_have_one_of_it_and_tell_its_change(found: dict[str, Any]) -> None:
    assert found["slides"][8:11] == ["opening", "meetings", "parking"]
    assert found["slide"].startswith("Free spaces80") and found["slide exhibits"] == ["Free spaces, 12 weeks"]
    assert found["slide areas"] == "Five areas" and found["slide broken"] == []
    assert "Free spaces: 80, down 220 in the week; Public car parks 220 of it." in found["told"]


def test_its_alert_and_its_late_source_are_said_by_name_to_their_owner(found: dict[str, Any]) -> None:
    assert found["notices"] == {
        "parking.full": {"zh": "空闲车位80，不足100个", "en": "Free spaces 80, fewer than 100"},
        "trust.source_stopped:parking": {"zh": LATE_ZH, "en": LATE_EN},
    }
    assert set(found["owners"].values()) == {"A"}
    assert LATE_ZH in found["alerts"] and "空闲车位80，不足100个" in found["alerts"]
    assert set(found["notices"]) <= set(found["webhook"])
    assert LATE_EN in page(found, "wall scene").text
    assert LATE_EN in page(found, "wall").text


def test_its_source_is_loaded_by_its_own_kind_and_listed(found: dict[str, Any]) -> None:
    assert "parking_file" in found["kinds"] and found["sources check"] == "1 sources are in order: parking\n"
    (line,) = [one.split() for one in found["sources"].splitlines() if one.strip().startswith("parking")]
    assert line == [
        "parking",
        "stopped",
        "2020-09-17",
        "06:00",
        "2020-09-21",
        "18:00",
        *("4", "4", "0", "0", "0"),
        "-",
        "2020-09-22",
        "18:00",
    ]
    assert "Parking platform" in shown(page(found, "trust"), "#panel-source_table")


def test_its_format_is_sealed_in_both_languages_and_offered_by_its_title(found: dict[str, Any]) -> None:
    assert {"parking.md", "parking-en.md"} < set(found["files"])
    own, other = page(found, "weekly").select(".files")
    listed = [(one["href"].rpartition("/")[2], one.find(string=True)) for one in own.select("a")]
    assert listed[:3] == [
        ("report-en.html", "Report, HTML"),
        ("data-en.xlsx", "Workbook"),
        ("parking-en.md", "Parking in brief"),
    ]
    assert "/desk/weekly/2020-W38/parking.md" in [one["href"] for one in other.select("a")]
    assert (found["file"], found["media type"]) == ("Free spaces: 80\n", "text/markdown")


def test_a_role_that_names_its_format_gets_it_in_both_languages_and_nothing_else(found: dict[str, Any]) -> None:
    assert found["taken"] == {"parking.md": 200, "parking-en.md": 200, "manifest.json": 200, "report.html": 403}


def test_its_metric_is_audited_without_being_named_anywhere(found: dict[str, Any]) -> None:
    assert (found["audit agrees"], found["audit"]) == (True, [])
    assert "numbers: parking.free of the city: 81, not 80" in found["audit of a sum"]
    assert "sums: reported_daily_sum of value, figure parking_free on 2020-09-21: 81, not 80" in found["audit of a sum"]
    assert "numbers: parking.free of the city: 81, not 79" in found["audit of a row"]
