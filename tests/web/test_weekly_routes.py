"""The desk's page of the sealed weeks: what is whole or altered, any two compared, what is late."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from cockpit.calendar import Week
from cockpit.errors import ScopeWrong
from cockpit.settings import read as read_settings
from cockpit.snapshot.signing import Signer, generate, signer
from cockpit.snapshot.week_catalogue import WeekCatalogue, open_catalogue
from cockpit.snapshot.weekly_plan import WeeklyPlan
from cockpit.web import weekly_routes
from cockpit.web.app import create_app
from cockpit.web.pages import show
from tests.snapshot.weeks import MONDAY, press
from tests.web.living import Handmade
from tests.web.sealed import ASSETS, LANSHAN, OURS, client_of, soup, states

pytestmark = pytest.mark.slow


def test_the_weeks_are_listed_newest_first_with_what_became_of_them(desk: FlaskClient, root: Path) -> None:
    page = soup(desk)
    assert page.h1 and page.h1.text == "已封存3周"
    assert states(page) == [("2020-W39", "完好"), ("2020-W38", "完好"), ("2020-W37", "完好")]
    (root / "snapshots" / "2020-W38" / "report.html").write_text("forged")
    page = soup(desk, "?lang=en")
    assert states(page)[1] == ("2020-W38", "altered: report.html")
    assert page.h1 and page.h1.text == "3 weeks sealed, 1 to be looked into"


def test_a_week_that_nobody_signed_or_a_stranger_did_says_so(root: Path, tmp_path: Path) -> None:
    generate(tmp_path / "other.pem")
    assert states(soup(client_of(root, signer(tmp_path / "other.pem"))))[0] == ("2020-W39", "签名密钥不明")
    press(root, at=MONDAY + timedelta(weeks=1)).run()
    assert states(soup(client_of(root, None)))[0] == ("2020-W40", "完好，未签名")


def test_two_weeks_are_compared_from_what_was_sealed(desk: FlaskClient) -> None:
    page = soup(desk)
    assert "对照 2020-W38" in page.select_one("h2:-soup-contains('变化说明') + .meta").text  # type: ignore[union-attr]
    (line,) = page.select(".said li")
    assert line.text.startswith("交换记录2,000万条，比上周少100万条")
    change = line.select_one("[data-part=change]")
    assert change and (change["data-metric"], change["data-value"]) == ("sharing.records", "-1000000")
    (line,) = soup(desk, "?week=2020-W37&against=2020-W39").select(".said li")
    assert line.text.startswith("交换记录2,000万条，比对照周少200万条")
    (line,) = soup(desk, "?week=2020-W37&against=2020-W39&lang=en").select(".said li")
    assert line.text.startswith("Records exchanged: 20 million, 2 million fewer than in the week compared")


def test_another_look_keeps_the_week_and_a_page_of_the_desk_does_not(desk: FlaskClient) -> None:
    page = soup(desk, "?week=2020-W38&lang=en")
    theme, desk = page.select_one("#theme"), page.select_one("nav a")
    assert theme is not None and theme["href"] == "?lang=en&theme=dark&week=2020-W38&against=2020-W37"
    assert desk is not None and desk["href"] == "/desk?lang=en"


def test_the_first_week_has_nothing_to_be_compared_with(desk: FlaskClient) -> None:
    assert "没有另一个可以对照的封存周" in soup(desk, "?week=2020-W37").text


def test_everyone_chooses_between_the_city_and_the_counties_that_have_a_report(desk: FlaskClient) -> None:
    page = soup(desk)
    hrefs = [str(one["href"]) for one in page.select(".card > header > .end a")]
    assert hrefs == ["/desk/weekly", f"/desk/weekly?unit={LANSHAN}"]
    assert states(soup(desk, f"?unit={LANSHAN}")) == [("2020-W39", "完好")]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?week=2020-W99", 400, "地址中的 week 无法使用"),
        ("?week=2020-W20", 404, "没有这一周的封存周报"),
        ("?unit=../x", 400, "地址中的 unit 无法使用"),
        ("?week=" + "2" * 2_000, 400, "无法使用"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence(desk: FlaskClient, query: str, status: int, said: str) -> None:
    assert said in soup(desk, query, status).text


def test_a_week_that_is_late_stands_over_everything(root: Path, key: Signer) -> None:
    made = WeekCatalogue(
        root / "snapshots", root / "var", WeeklyPlan(), lambda: MONDAY + timedelta(days=8), (key.verifier,)
    )
    assert made.listing(None, None, None).late == (Week(2020, 40),)
    app = Flask("weekly")
    app.register_blueprint(weekly_routes.blueprint(made, Handmade(), city="linyi", assets=ASSETS))
    assert "应封存而未封存：2020-W40" in soup(app.test_client()).text
    for page in ("/desk", "/desk/trust"):
        drawn = show(page, "lang=en", city="linyi", keep=Handmade(), sealed=made).element
        bar = next(one for one in drawn if one.attributes.get("class") == "stale-bar")
        assert bar.text.startswith("Due and not sealed: 2020-W40.")
        assert next(one for one in bar if one.tag == "a").attributes["href"] == "/desk/weekly?lang=en"


def test_without_a_database_what_is_sealed_is_there(root: Path, key: Signer) -> None:
    keep = Handmade()
    keep.never = True
    app = Flask("weekly")
    made = WeekCatalogue(root / "snapshots", root / "var", WeeklyPlan(), lambda: MONDAY, (key.verifier,))
    app.register_blueprint(weekly_routes.blueprint(made, keep, city="linyi", assets=ASSETS))
    page = soup(app.test_client())
    assert len(states(page)) == 3 and page.select("nav") == []


def test_the_app_serves_it_under_its_own_policy_and_the_bar_leads_there(root: Path) -> None:
    settings = read_settings({"COCKPIT_VAR": str(root / "var"), "COCKPIT_SNAPSHOTS": str(root / "snapshots")})
    desk = create_app(settings, Handmade(), open_catalogue(settings, now=lambda: MONDAY)).server.test_client()
    page = desk.get("/desk/weekly")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert states(BeautifulSoup(page.data, "lxml"))[0] == ("2020-W39", "完好，签名未核对")
    assert (
        desk.get("/desk/weekly/2020-W39/report.html?show=1").headers["Content-Security-Policy"] == weekly_routes.POLICY
    )
    bar = BeautifulSoup(desk.get("/desk").data, "lxml").select_one("nav a[href='/desk/weekly']")
    assert bar is not None and bar.text == "周报"


def test_where_nothing_was_handed_in_nothing_is_sealed(tmp_path: Path) -> None:
    settings = read_settings({"COCKPIT_VAR": str(tmp_path)})
    desk = create_app(settings, Handmade()).server.test_client()
    assert "尚未封存任何一周" in desk.get("/desk/weekly").get_data(as_text=True)
    assert desk.get("/desk/weekly/2020-W39/board.json").status_code == 404
    given = {"week": "2020-W40", "author": "张三", "text": "话"}
    assert desk.post("/desk/weekly/remark", data=given, headers=OURS).status_code == 403  # nobody is an editor
    with pytest.raises(ScopeWrong, match="No weeks are sealed here"):
        weekly_routes.Nothing().remark(Week(2020, 40), None, author="张三", text="话")


def test_a_mistake_in_the_plan_or_the_key_stops_no_server(tmp_path: Path) -> None:
    (tmp_path / "weekly.toml").write_text("nonsense")
    given = {
        "COCKPIT_VAR": str(tmp_path),
        "COCKPIT_WEEKLY": str(tmp_path / "weekly.toml"),
        "COCKPIT_SIGNING_KEY": str(tmp_path / "none.pem"),
    }
    made = open_catalogue(read_settings(given), now=lambda: MONDAY)
    assert made.plan == WeeklyPlan() and made.signer is None and made.keys == ()


def test_a_server_that_has_only_the_public_key_checks_and_does_not_sign(tmp_path: Path) -> None:
    public = generate(tmp_path / "key.pem")
    secret = signer(tmp_path / "key.pem")
    for file, signs in ((public, None), (tmp_path / "key.pem", secret.verifier.name)):
        made = open_catalogue(
            read_settings({"COCKPIT_VAR": str(tmp_path), "COCKPIT_SIGNING_KEY": str(file)}), now=lambda: MONDAY
        )
        assert [one.name for one in made.keys] == [secret.verifier.name]
        assert (made.signer.verifier.name if made.signer else None) == signs


def test_what_was_checked_is_remembered_until_a_file_is_touched(root: Path, key: Signer) -> None:
    made = WeekCatalogue(root / "snapshots", root / "var", WeeklyPlan(), lambda: MONDAY, (key.verifier,))
    first = made.listing(None, None, None).weeks
    assert made.listing(None, None, None).weeks[1] is first[1]
    (root / "snapshots" / "2020-W38" / "added.txt").write_text("x")
    assert made.listing(None, None, None).weeks[1].state == "altered"
    assert re.match(r"\d{4}", str(first[0].sealed_at))
