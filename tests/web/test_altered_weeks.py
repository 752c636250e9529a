"""Nothing of a sealed week that does not verify is handed out at the desk, from the request after it was altered."""

from __future__ import annotations

import shutil
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from cockpit.calendar import Week
from cockpit.settings import read as read_settings
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition import gather
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import Signer
from cockpit.snapshot.week_catalogue import open_catalogue
from tests.snapshot.manipulated import BELOW, CASES, COUNTY, W39, Case, flip, forge, put, seal_all, swap
from tests.snapshot.weeks import MONDAY, board_of
from tests.web.sealed import catalogue_of, client_of, soup, states

pytestmark = pytest.mark.slow

BAD = [case for case in CASES if case.keyed[1] != 200]


@pytest.fixture(scope="module")
def _several(tmp_path_factory: pytest.TempPathFactory, key: Signer) -> Path:
    root = tmp_path_factory.mktemp("several")
    seal_all(root / "snapshots", key)
    return root


@pytest.fixture
def several(_several: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_several, tmp_path / "several")


def address(place: str, name: str = "report.html") -> str:
    return f"/desk/weekly/{place.removeprefix('units/')}/{name}"


def page_of(place: str) -> str:
    *unit, week = place.removeprefix("units/").split("/")
    return f"?week={week}" + (f"&unit={unit[0]}" if unit else "")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_done_to_a_week_is_the_status_of_its_files_from_the_next_request(
    several: Path, key: Signer, case: Case
) -> None:
    keyed, keyless = client_of(several, key), client_of(several, None)
    for desk in (keyed, keyless):
        desk.get(address(case.place))
        desk.get(f"/desk/weekly{page_of(case.place)}")
    case.do(several / "snapshots")
    for desk, (_, status) in ((keyed, case.keyed), (keyless, case.keyless)):
        for name in ("report.html", "report.html?show=1", "report-en.html", "board.json", "manifest.json"):
            assert desk.get(address(case.place, name)).status_code == status, name
        assert desk.get(f"/desk/weekly{page_of(case.place)}").status_code == status


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_the_page_and_the_file_say_in_both_languages_what_is_and_what_to_do(
    several: Path, key: Signer, case: Case
) -> None:
    case.do(several / "snapshots")
    desk = client_of(several, key)
    week = case.place[-8:]
    verb = f"snapshot verify {week}" + (f" --unit {COUNTY}" if "units" in case.place else "")
    for looks, words in (("", "不予提供；请管理员用"), ("lang=en", "so it is not shown; ask the administrator")):
        answer = desk.get(f"{address(case.place)}?{looks}")
        assert words in answer.text and verb in answer.text
        page = soup(desk, f"{page_of(case.place)}&{looks}".rstrip("&"), 409)
        assert words in page.text and verb in page.text
        assert not page.select("iframe, .files a, .said")


def test_a_week_sealed_anew_with_the_key_is_not_the_one_that_the_next_was_sealed_after(
    several: Path, key: Signer
) -> None:
    desk, snapshots = client_of(several, key), several / "snapshots"
    assert desk.get(address("2020-W38")).status_code == 200
    shutil.move(snapshots / "2020-W39", several / "2020-W39")
    shutil.rmtree(snapshots / "2020-W38")
    ask = partial(board_of, sharing__records=5)
    other = gather(Week(2020, 38), newest=date(2020, 12, 31), ask=ask)
    seal(other, snapshots, signer=key, formats=("report_html",))
    assert desk.get(address("2020-W38")).status_code == 200
    shutil.move(several / "2020-W39", snapshots / "2020-W39")
    assert desk.get(address("2020-W38")).status_code == 409
    assert desk.get(address(W39)).status_code == 200
    assert dict(states(soup(desk)))["2020-W38"] == "已被改动：manifest.json"


def test_a_browser_that_has_the_file_is_not_told_that_it_is_still_the_same(several: Path, key: Signer) -> None:
    desk = client_of(several, key)
    tag = desk.get(address(W39)).headers["ETag"]
    assert desk.get(address(W39), headers={"If-None-Match": tag}).status_code == 304
    swap(several / "snapshots")
    assert desk.get(address(W39), headers={"If-None-Match": tag}).status_code == 409
    assert desk.get(address(W39, "board.json")).status_code == 409


def test_a_week_that_is_put_back_is_served_again_and_the_others_always_were(several: Path, key: Signer) -> None:
    desk = client_of(several, key)
    good = (several / "snapshots" / W39 / "report.html").read_bytes()
    flip(several / "snapshots")
    assert [desk.get(address(one)).status_code for one in (W39, "2020-W38", BELOW)] == [409, 200, 200]
    (several / "snapshots" / W39 / "report.html").write_bytes(good)
    assert desk.get(address(W39)).status_code == 200


def test_the_list_stands_with_each_state_and_no_conclusion_of_what_does_not_verify(several: Path, key: Signer) -> None:
    put(W39, "2020-W37")(several / "snapshots")
    forge(several / "snapshots")
    page = soup(client_of(several, key), "?lang=en")
    assert states(page) == [
        ("2020-W39", "not signed: manifest.sig"), ("2020-W38", "intact"), ("2020-W37", "not the one it claims to be")
    ]  # fmt: skip
    assert [bool(line.select_one(".conclusion")) for line in page.select(".weeks a")] == [False, True, False]
    assert "其中一周被改动过或读不出来" in soup(client_of(several, key), "?week=2020-W38&against=2020-W39").text


def test_a_week_that_does_not_verify_restates_nothing(several: Path, key: Signer) -> None:
    def today(week: Week) -> object:
        return board_of(week, version="2", sharing__records=5)

    catalogue = catalogue_of(several, key)
    assert {one.week for one in catalogue.restated(None, today, upto=MONDAY.date())} == {"2020-W38", "2020-W39"}  # type: ignore[arg-type]
    forge(several / "snapshots")
    assert {one.week for one in catalogue.restated(None, today, upto=MONDAY.date())} == {"2020-W38"}  # type: ignore[arg-type]


def test_where_the_key_that_is_set_cannot_be_read_nothing_passes_for_signed(several: Path, tmp_path: Path) -> None:
    given = {
        "COCKPIT_VAR": str(several / "var"),
        "COCKPIT_SNAPSHOTS": str(several / "snapshots"),
        "COCKPIT_SIGNING_KEY": str(tmp_path / "none.pem"),
    }
    made = open_catalogue(read_settings(given), now=lambda: MONDAY)
    assert made.city == "linyi"
    assert {one.state for one in made.listing(None, None, None).weeks} == {"unknown"}


def test_a_week_is_verified_once_until_something_of_it_changes(several: Path, key: Signer) -> None:
    catalogue = catalogue_of(several, key)
    archive, week = Archive(several / "snapshots"), Week(2020, 39)
    first = catalogue._verdict(archive, week)
    assert catalogue.file(week, "report.html", None) and catalogue._verdict(archive, week) is first
    swap(several / "snapshots")
    assert catalogue._verdict(archive, week).said == "report.html was altered"
