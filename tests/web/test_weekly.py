"""The desk's page of the sealed weeks: what is whole or altered, any two compared, files by name and right."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from cockpit.calendar import Week
from cockpit.errors import ScopeWrong
from cockpit.roles import EVERYONE, Editors, Viewer
from cockpit.settings import read as read_settings
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.plan import Plan
from cockpit.snapshot.remarks import read as read_remark
from cockpit.snapshot.shelf import Shelves, shelves
from cockpit.snapshot.signing import Signer, generate, signer
from cockpit.web import weekly
from cockpit.web.app import create_app
from cockpit.web.pages import show
from tests.snapshot.weeks import MONDAY, board_of, press
from tests.web.living import Handmade

ASSETS = Path(__file__).parents[2] / "assets"
LANSHAN = "371302"
FILES = ("board.json", "report.html", "report-en.html", "manifest.json", "manifest.sig")
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    file = tmp_path_factory.mktemp("key") / "key.pem"
    generate(file)
    return signer(file)


@pytest.fixture
def root(sealed_once: Path, tmp_path: Path) -> Path:
    shutil.copytree(sealed_once, tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture(scope="module")
def sealed_once(tmp_path_factory: pytest.TempPathFactory, key: Signer) -> Path:
    """Three weeks of the city, the last one also of a county; signed."""
    tmp_path = tmp_path_factory.mktemp("sealed")
    mail = {"server": "localhost", "port": 9, "sender": "week@city.test", "tries": 1}
    plan = {"mail": mail, "recipient": [{"address": "a@b.test", "unit": LANSHAN, "files": ["none.pdf"]}]}
    for ago in (2, 1, 0):
        records = 20_000_000 + 1_000_000 * ago
        ask = lambda week, unit, n=records: board_of(week, unit, sharing__records=n)  # noqa: E731
        press(tmp_path, at=MONDAY - timedelta(weeks=ago), ask=ask, signer=key, plan=None if ago else plan).run()
    return tmp_path


def client_of(root: Path, key: Signer | None, viewer: Viewer = EVERYONE) -> FlaskClient:
    keep = Handmade()
    keep.editors = Editors(("张三",))
    keys = (key.verifier,) if key else ()
    made = Shelves(root / "snapshots", root / "var", Plan(), lambda: MONDAY, keys, key)
    app = Flask("weekly")
    app.register_blueprint(weekly.blueprint(made, keep, city="linyi", assets=ASSETS, viewer=lambda: viewer))
    return app.test_client()


@pytest.fixture
def client(root: Path, key: Signer) -> FlaskClient:
    return client_of(root, key)


def soup(client: FlaskClient, query: str = "", status: int = 200) -> BeautifulSoup:
    answer = client.get(f"/desk/weekly{query}")
    assert answer.status_code == status
    return BeautifulSoup(answer.data, "lxml")


def states(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(line.b.text, line.select_one(".fresh").text) for line in page.select(".weeks a")]  # type: ignore[union-attr]


def test_the_weeks_are_listed_newest_first_with_what_became_of_them(client: FlaskClient, root: Path) -> None:
    page = soup(client)
    assert page.h1 and page.h1.text == "已封存3周"
    assert states(page) == [("2020-W39", "完好"), ("2020-W38", "完好"), ("2020-W37", "完好")]
    (root / "snapshots" / "2020-W38" / "report.html").write_text("forged")
    page = soup(client, "?lang=en")
    assert states(page)[1] == ("2020-W38", "altered: report.html")
    assert page.h1 and page.h1.text == "3 weeks sealed, 1 to be looked into"


def test_a_week_that_nobody_signed_or_a_stranger_did_says_so(root: Path, tmp_path: Path) -> None:
    generate(tmp_path / "other.pem")
    assert states(soup(client_of(root, signer(tmp_path / "other.pem"))))[0] == ("2020-W39", "签名密钥不明")
    press(root, at=MONDAY + timedelta(weeks=1)).run()
    assert states(soup(client_of(root, None)))[0] == ("2020-W40", "完好，未签名")


def test_two_weeks_are_compared_from_what_was_sealed(client: FlaskClient) -> None:
    page = soup(client)
    assert "对照 2020-W38" in page.select_one("h2:-soup-contains('变化说明') + .meta").text  # type: ignore[union-attr]
    (line,) = page.select(".said li")
    assert line.text.startswith("交换记录2,000万条，比上周少100万条")
    change = line.select_one("[data-part=change]")
    assert change and (change["data-metric"], change["data-value"]) == ("sharing.records", "-1000000")
    (line,) = soup(client, "?week=2020-W37&against=2020-W39").select(".said li")
    assert line.text.startswith("交换记录2,000万条，比对照周少200万条")
    (line,) = soup(client, "?week=2020-W37&against=2020-W39&lang=en").select(".said li")
    assert line.text.startswith("Records exchanged: 20 million, 2 million fewer than in the week compared")


def test_another_look_keeps_the_week_and_a_page_of_the_desk_does_not(client: FlaskClient) -> None:
    page = soup(client, "?week=2020-W38&lang=en")
    theme, desk = page.select_one("#theme"), page.select_one("nav a")
    assert theme is not None and theme["href"] == "?lang=en&theme=dark&week=2020-W38&against=2020-W37"
    assert desk is not None and desk["href"] == "/desk?lang=en"


def test_the_first_week_has_nothing_to_be_compared_with(client: FlaskClient) -> None:
    assert "没有另一个可以对照的封存周" in soup(client, "?week=2020-W37").text


def test_the_pages_are_shown_in_a_frame_that_can_do_nothing(client: FlaskClient) -> None:
    frame = soup(client).iframe
    assert frame is not None and not frame["sandbox"]
    answer = client.get(str(frame["src"]))
    assert answer.headers["Content-Disposition"] == 'inline; filename="2020-W39-report.html"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_every_file_is_downloaded_as_it_was_sealed(client: FlaskClient, root: Path) -> None:
    links = {str(one["href"]): str(one["download"]) for one in soup(client).select(".files a")}
    assert set(links.values()) == {
        f"2020-W39-{name}" for name in ("board.json", "report.html", "report-en.html", "manifest.json", "manifest.sig")
    }
    for href, name in links.items():
        answer = client.get(href)
        sealed = (root / "snapshots" / "2020-W39" / href.rpartition("/")[2]).read_bytes()
        assert answer.data == sealed
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        again = client.get(href, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert client.get("/desk/weekly/2020-W39/board.json").mimetype == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "2020-W39/../2020-W38/board.json",
        "2020-W39/..%2f..%2fvar%2fweekly.jsonl",
        "2020-W39/.lock",
        "2020-W39/%2e%2e",
        "2020-W39/missing.pdf",
        "2020-W40/board.json",
        "2020-W60/board.json",
        "units/371302/2020-W39/board.json",
        "..%2f..%2fx/2020-W39/board.json",
        "2020-w39/board.json",
    ],
)
def test_no_other_file_is_reached(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/desk/weekly/{path}")
    assert answer.status_code == 404 or "2020-W38" in path, path
    assert b"weekly.jsonl" not in answer.data


def test_a_link_to_a_week_needs_the_right_to_see_it(root: Path, key: Signer) -> None:
    county = client_of(root, key, Viewer("lanshan", frozenset({LANSHAN})))
    for path in ("", "/2020-W39/board.json", "?unit=371311", "/371311/2020-W39/board.json"):
        answer = county.get(f"/desk/weekly{path}")
        assert answer.status_code == 403, path
        assert "没有查看权限" in answer.get_data(as_text=True)
    assert states(soup(county, f"?unit={LANSHAN}")) == [("2020-W39", "完好")]
    assert county.get(f"/desk/weekly/{LANSHAN}/2020-W39/board.json").status_code == 200


def test_everyone_chooses_between_the_city_and_the_counties_that_have_a_report(client: FlaskClient) -> None:
    page = soup(client)
    hrefs = [str(one["href"]) for one in page.select(".card > header > .end a")]
    assert hrefs == ["/desk/weekly", f"/desk/weekly?unit={LANSHAN}"]
    assert states(soup(client, f"?unit={LANSHAN}")) == [("2020-W39", "完好")]


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        ("?week=2020-W99", 400, "地址中的 week 无法使用"),
        ("?week=2020-W20", 404, "没有这一周的封存周报"),
        ("?unit=../x", 400, "地址中的 unit 无法使用"),
        ("?nonsense=1", 400, "地址中的 nonsense 无法使用"),
        ("?week=" + "2" * 2_000, 400, "无法使用"),
    ],
)
def test_an_address_that_leads_nowhere_is_a_sentence(client: FlaskClient, query: str, status: int, said: str) -> None:
    assert said in soup(client, query, status).text


def test_a_remark_is_kept_for_the_week_that_is_sealed_next(client: FlaskClient, root: Path, key: Signer) -> None:
    form = soup(client).select_one("form[method=post]")
    assert form is not None and "为 2020-W40 加一条附言" in form.parent.text  # type: ignore[union-attr]
    given = {"week": "2020-W40", "author": "张三", "text": "<script>停机两小时</script>"}
    answer = client.post("/desk/weekly/remark", data=given, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/weekly?kept=1")
    remark = read_remark(Week(2020, 40), Archive(root / "snapshots"), root / "var")
    assert remark and remark.text.zh == given["text"] and remark.key == key.verifier.name
    page = soup(client, "?kept=1")
    assert "附言已保存" in page.text and "<script>停机两小时</script>（张三）" in page.text
    assert [one.text for one in page.find_all("script")] == [""]  # the one that finds pages, by its address


def test_a_remark_from_elsewhere_or_on_another_week_is_refused(client: FlaskClient) -> None:
    given = {"week": "2020-W40", "author": "张三", "text": "话"}
    strangers: list[dict[str, str]] = [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}]
    for headers in strangers:
        assert client.post("/desk/weekly/remark", data=given, headers=headers).status_code == 403
    own = {"Origin": "http://localhost"}
    stranger = client.post("/desk/weekly/remark", data={**given, "author": "李四"}, headers=OURS)
    assert stranger.status_code == 403 and "没有填写权限" in stranger.get_data(as_text=True)
    for week in ("2020-W39", "2020-W41", "x"):
        answer = client.post("/desk/weekly/remark", data={**given, "week": week, "lang": "en"}, headers=own)
        assert answer.status_code == 400 and "The remark was not kept" in answer.get_data(as_text=True)
    assert client.post("/desk/weekly/remark", data={**given, "text": "长" * 9_000}, headers=OURS).status_code == 403


def test_a_week_that_is_late_stands_over_everything(root: Path, key: Signer) -> None:
    made = Shelves(root / "snapshots", root / "var", Plan(), lambda: MONDAY + timedelta(days=8), (key.verifier,))
    assert made.shelf(None, None, None).late == (Week(2020, 40),)
    app = Flask("weekly")
    app.register_blueprint(weekly.blueprint(made, Handmade(), city="linyi", assets=ASSETS))
    assert "应封存而未封存：2020-W40" in soup(app.test_client()).text
    for page in ("/desk", "/desk/trust"):
        drawn = show(page, "lang=en", city="linyi", keep=Handmade(), sealed=made).element
        bar = next(one for one in drawn if one.attributes.get("class") == "stalebar")
        assert bar.text.startswith("Due and not sealed: 2020-W40.")
        assert next(one for one in bar if one.tag == "a").attributes["href"] == "/desk/weekly?lang=en"


def test_without_a_database_what_is_sealed_is_there(root: Path, key: Signer) -> None:
    keep = Handmade()
    keep.never = True
    app = Flask("weekly")
    made = Shelves(root / "snapshots", root / "var", Plan(), lambda: MONDAY, (key.verifier,))
    app.register_blueprint(weekly.blueprint(made, keep, city="linyi", assets=ASSETS))
    page = soup(app.test_client())
    assert len(states(page)) == 3 and page.select("nav") == []


def test_the_app_serves_it_under_its_own_policy_and_the_bar_leads_there(root: Path) -> None:
    settings = read_settings({"COCKPIT_VAR": str(root / "var"), "COCKPIT_SNAPSHOTS": str(root / "snapshots")})
    client = create_app(settings, Handmade(), shelves(settings, now=lambda: MONDAY)).server.test_client()
    page = client.get("/desk/weekly")
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]
    assert states(BeautifulSoup(page.data, "lxml"))[0] == ("2020-W39", "完好，签名未核对")
    assert client.get("/desk/weekly/2020-W39/report.html?show=1").headers["Content-Security-Policy"] == weekly.POLICY
    bar = BeautifulSoup(client.get("/desk").data, "lxml").select_one("nav a[href='/desk/weekly']")
    assert bar is not None and bar.text == "周报"


def test_where_nothing_was_handed_in_nothing_is_sealed(tmp_path: Path) -> None:
    settings = read_settings({"COCKPIT_VAR": str(tmp_path)})
    client = create_app(settings, Handmade()).server.test_client()
    assert "尚未封存任何一周" in client.get("/desk/weekly").get_data(as_text=True)
    assert client.get("/desk/weekly/2020-W39/board.json").status_code == 404
    given = {"week": "2020-W40", "author": "张三", "text": "话"}
    assert client.post("/desk/weekly/remark", data=given, headers=OURS).status_code == 403  # nobody is an editor
    with pytest.raises(ScopeWrong, match="No weeks are sealed here"):
        weekly.Nothing().remark(Week(2020, 40), None, author="张三", text="话")


def test_a_mistake_in_the_plan_or_the_key_stops_no_server(tmp_path: Path) -> None:
    (tmp_path / "weekly.toml").write_text("nonsense")
    given = {
        "COCKPIT_VAR": str(tmp_path),
        "COCKPIT_WEEKLY": str(tmp_path / "weekly.toml"),
        "COCKPIT_SIGNING_KEY": str(tmp_path / "none.pem"),
    }
    made = shelves(read_settings(given), now=lambda: MONDAY)
    assert made.plan == Plan() and made.signer is None and made.keys == ()


def test_a_server_that_has_only_the_public_key_checks_and_does_not_sign(tmp_path: Path) -> None:
    public = generate(tmp_path / "key.pem")
    secret = signer(tmp_path / "key.pem")
    for file, signs in ((public, None), (tmp_path / "key.pem", secret.verifier.name)):
        made = shelves(
            read_settings({"COCKPIT_VAR": str(tmp_path), "COCKPIT_SIGNING_KEY": str(file)}), now=lambda: MONDAY
        )
        assert [one.name for one in made.keys] == [secret.verifier.name]
        assert (made.signer.verifier.name if made.signer else None) == signs


def test_what_was_checked_is_remembered_until_a_file_is_touched(root: Path, key: Signer) -> None:
    made = Shelves(root / "snapshots", root / "var", Plan(), lambda: MONDAY, (key.verifier,))
    first = made.shelf(None, None, None).weeks
    assert made.shelf(None, None, None).weeks[1] is first[1]
    (root / "snapshots" / "2020-W38" / "added.txt").write_text("x")
    assert made.shelf(None, None, None).weeks[1].state == "altered"
    assert re.match(r"\d{4}", str(first[0].sealed_at))
