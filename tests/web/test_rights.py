"""Who may read what, behind a proxy that signs people in: the city, a county, a role, nobody; in every form."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cockpit.errors import ReadersWrong
from cockpit.roles import EVERYONE
from cockpit.settings import read
from cockpit.snapshot.signing import Signer
from cockpit.snapshot.week_files import grants
from cockpit.web import identity, preflight
from cockpit.web.app import create_app
from tests.web import test_fuzz as forged
from tests.web.living import Handmade, cockpit
from tests.web.sealed import LANSHAN, OURS, catalogue_of, states
from tests.web.test_callbacks import UPDATE, body

pytestmark = pytest.mark.slow

READERS = f"""
[role.leader]
files = ["report.html"]

[[reader]]
name = "王芳"
units = "all"

[[reader]]
name = "zhang"
units = "all"
role = "leader"

[[reader]]
name = "lanshan"
units = ["{LANSHAN}"]
"""
OTHER = "371311"


def settings_of(folder: Path, **more: str) -> dict[str, str]:
    (folder / "readers.toml").write_text(READERS, "utf-8")
    given = {"COCKPIT_READERS": str(folder / "readers.toml"), "COCKPIT_IDENTITY_HEADER": "X-Remote-User"}
    return {"COCKPIT_VAR": str(folder), **given, "COCKPIT_EDITORS": "lanshan", **more}


def client_of(keep: Handmade, root: Path, key: Signer, **more: str) -> FlaskClient:
    settings = read(settings_of(root, **more))
    keep.editors = identity.editors(settings)
    return create_app(settings, keep, catalogue_of(root, key)).server.test_client()


@pytest.fixture
def behind(keep: Handmade, root: Path, key: Signer) -> FlaskClient:
    return client_of(keep, root, key)


def get(client: FlaskClient, path: str, name: str | None) -> TestResponse:
    return client.get(path, headers={"X-Remote-User": name.encode().decode("latin-1")} if name else {})


def card(answer: TestResponse) -> list[str]:
    return [str(one["href"]) for one in BeautifulSoup(answer.data, "lxml").select(".files a")]


FORMS = (
    "/desk/weekly?week=2020-W39{and_unit}", "/desk/weekly{in_unit}/2020-W39/report.html",
    "/desk/sharing?as_of=2020-09-30{and_unit}",
    "/week?as_of=2020-09-30{and_unit}", "/api/v1/board{unit}", "/api/v1/panels/kpis_sharing{unit}",
    "/api/v1/rows?metric=sharing.records{and_unit}",
    "/export/sharing.csv{unit}", "/export/sharing.xlsx{unit}", "/export/rows.csv?metric=sharing.records{and_unit}",
    "/desk/sharing?metric=sharing.records&compare=week{and_unit}",
)  # fmt: skip
"""Every way in which a number leaves the cockpit."""


def form(form: str, unit: str | None) -> str:
    said = {"unit": f"?unit={unit}", "and_unit": f"&unit={unit}", "in_unit": f"/{unit}"}
    return form.format(**said if unit else dict.fromkeys(said, ""))


@pytest.mark.parametrize("path", FORMS)
def test_the_city_reads_all_a_county_its_own_and_nobody_else_anything(behind: FlaskClient, path: str) -> None:
    for unit in (None, LANSHAN):
        assert get(behind, form(path, unit), "王芳").status_code == 200
    assert get(behind, form(path, LANSHAN), "lanshan").status_code == 200
    assert get(behind, form(path, OTHER), "lanshan").status_code == 403
    assert get(behind, form(path, None), "lanshan").status_code in (403, 302)
    for stranger in (None, "stranger", "lanshan,王芳"):
        for unit in (None, LANSHAN, OTHER):
            assert get(behind, form(path, unit), stranger).status_code == 403


def test_a_page_that_names_no_unit_leads_a_county_to_its_own(behind: FlaskClient) -> None:
    for path, there in (
        ("/", f"/desk?unit={LANSHAN}"),
        ("/desk", f"/desk?unit={LANSHAN}"),
        ("/desk/sharing?lang=en", f"/desk/sharing?lang=en&unit={LANSHAN}"),
        ("/week", f"/week?unit={LANSHAN}"),
        ("/desk/weekly", f"/desk/weekly?unit={LANSHAN}"),
    ):
        assert get(behind, path, "lanshan").headers["Location"] == there
        assert get(behind, there, "lanshan").status_code == 200
    assert get(behind, "/desk?county=371311", "lanshan").status_code == 403
    assert get(behind, "/desk/weekly?week=2020-W39", "lanshan").status_code == 403


def test_the_list_offers_only_what_is_for_the_reader(behind: FlaskClient) -> None:
    whole = get(behind, "/desk/weekly", "王芳")
    assert len(card(whole)) == 5 and len(states(BeautifulSoup(whole.data, "lxml"))) == 3
    leader = get(behind, "/desk/weekly", "zhang")
    names = ["report.html", "report-en.html", "manifest.json", "manifest.sig"]
    assert sorted(card(leader)) == sorted(f"/desk/weekly/2020-W39/{name}" for name in names)
    county = get(behind, f"/desk/weekly?unit={LANSHAN}", "lanshan")
    assert {href.rsplit("/", 1)[0] for href in card(county)} == {f"/desk/weekly/{LANSHAN}/2020-W39"}
    page = BeautifulSoup(county.data, "lxml")
    assert page.h1 is not None and page.h1.text == "兰山区：已封存1周"
    assert page.select(".card > header > .end a") == [] and page.select_one("nav") is not None
    for there, name, offered in (("/desk", "王芳", True), (f"/desk?unit={LANSHAN}", "lanshan", False)):
        for path in (there, f"/desk/weekly?unit={LANSHAN}"):
            links = BeautifulSoup(get(behind, path, name).data, "lxml").select("nav a")
            bar = {str(one["href"]).partition("?")[0] for one in links}
            assert ({"/desk/trust", "/screens"} <= bar) is offered and "/desk/sharing" in bar
        found = {one["path"] for one in get(behind, "/api/v1/names", name).get_json()["names"]}
        assert ({"/desk/trust", "/screens"} <= found) is offered and "/desk/sharing" in found
    for path in ("board.json", "none.pdf"):
        assert get(behind, f"/desk/weekly/2020-W39/{path}", "zhang").status_code == 403
        assert get(behind, f"/desk/weekly/2020-W01/{path}", "zhang").status_code == 403


def test_a_refusal_says_what_to_do_and_not_whether_the_week_exists(behind: FlaskClient) -> None:
    said = []
    for week in ("2020-W39", "2020-W01"):
        answer = get(behind, f"/desk/weekly/{week}/board.json", "lanshan")
        assert answer.status_code == 403 and answer.headers["Cache-Control"] == "no-store, private"
        said.append(BeautifulSoup(answer.data, "lxml").main)
    assert said[0] == said[1] and "如需查看，请管理员在 readers.toml 中" in str(said[0])
    english = get(behind, "/desk/weekly/2020-W39/board.json?lang=en", None).get_data(as_text=True)
    assert "Please sign in" in english and "ask the administrator to list your name in readers.toml" in english
    assert "请先登录" in get(behind, "/desk", "stranger").get_data(as_text=True)
    assert (
        get(behind, "/api/v1/board", "lanshan").get_json()["error"]["happened"]
        == "This is not within what you may see."
    )


def test_what_compares_is_looked_at_on_both_sides(behind: FlaskClient, keep: Handmade) -> None:
    other = f"/desk/sharing?unit={LANSHAN}&compare=unit:{OTHER}"
    assert get(behind, other, "王芳").status_code == 200
    assert get(behind, other, "lanshan").status_code == 403
    assert get(behind, f"{other}&metric=sharing.records", "lanshan").status_code == 403
    assert get(behind, f"/desk/trust?unit={LANSHAN}", "lanshan").status_code == 403  # every source and every unit
    assert get(behind, "/api/v1/refused?source=platform", "lanshan").status_code == 403  # of another unit


def test_the_live_page_asks_at_the_same_door(behind: FlaskClient) -> None:
    def live(path: str, search: str, name: str) -> TestResponse:
        return behind.post(UPDATE, json=body(path, search), headers={"X-Remote-User": name})

    assert "没有查看权限" in live("/desk", "", "lanshan").get_data(as_text=True)
    assert "没有查看权限" not in live("/desk", f"?unit={LANSHAN}", "lanshan").get_data(as_text=True)
    assert live("/desk", f"?unit={LANSHAN}", "stranger").status_code == 403


def test_a_remark_needs_the_right_to_read_that_week(behind: FlaskClient) -> None:
    given = {"week": "2020-W40", "author": "lanshan", "text": "话"}
    headers = {**OURS, "X-Remote-User": "lanshan"}
    assert behind.post("/desk/weekly/remark", data=given, headers=headers).status_code == 403
    mine = behind.post("/desk/weekly/remark", data={**given, "unit": LANSHAN}, headers=headers)
    assert mine.headers["Location"] == f"/desk/weekly?kept=1&unit={LANSHAN}"


def test_of_hundreds_of_forged_requests_none_asks_for_what_is_not_the_readers(
    behind: FlaskClient, keep: Handmade
) -> None:
    """Whatever the address, The service of boards is only ever asked for the one unit that this reader may see."""
    rules = [rule for rule in behind.application.url_map.iter_rules() if not rule.rule.startswith("/_dash-component")]
    answered = 0
    for seed in range(forged.FORGED // 2):
        chance = Random(seed)
        pairs = [(chance.choice(forged.FIELDS), forged.value(chance)) for _ in range(chance.randint(0, 2))]
        pairs += [(chance.choice(("unit", "county")), chance.choice((LANSHAN, LANSHAN, OTHER, "hrss")))]
        asked = forged.encoded([pair for pair in pairs if chance.random() < 0.8])
        there = chance.choice(("/desk/sharing", "/week", forged.path(chance.choice(rules), chance)))
        keep.asked.clear()
        answer = behind.get(f"{there}?{asked}", headers={"X-Remote-User": "lanshan"})
        assert answer.status_code < 500 or there == "/wall/alive", f"seed {seed}: {there}?{asked}"
        assert {scope.unit for scope in keep.asked} <= {LANSHAN}, f"seed {seed}: {there}?{asked}"
        answered += bool(keep.asked)
    assert answered > forged.FORGED // 20


def test_names_and_definitions_are_for_all_who_are_listed(behind: FlaskClient) -> None:
    for path in ("/api/v1/names", "/api/v1/metrics", "/api/v1/version"):
        assert get(behind, path, "lanshan").status_code == 200
        assert get(behind, path, None).status_code == 403
    described = get(behind, "/api/v1/openapi.json", "lanshan").get_json()["paths"]
    assert "403" in described["/api/v1/board"]["get"]["responses"]
    for path in ("/healthz", "/readyz", "/assets/desk.css"):
        with get(behind, path, None) as answer:
            assert answer.status_code == 200


def test_a_wall_is_for_who_sees_the_city_or_for_a_screen_with_a_token(keep: Handmade, root: Path, key: Signer) -> None:
    open_ = client_of(keep, root, key)
    for path in ("/wall", "/wall/pulse", "/screens"):
        assert [get(open_, path, name).status_code for name in ("王芳", "lanshan", None)] == [200, 403, 403]
    token = "a-token-of-the-hall"
    kiosk = client_of(keep, root, key, COCKPIT_KIOSK_TOKENS=token)
    assert kiosk.get("/wall", headers={"X-Cockpit-Token": token}).status_code == 200
    assert get(kiosk, "/wall", "王芳").status_code == 401
    assert get(kiosk, "/screens", None).status_code == 403


def test_no_cache_may_hand_it_to_somebody_else(behind: FlaskClient, keep: Handmade, tmp_path: Path) -> None:
    for path in FORMS:
        answer = get(behind, form(path, LANSHAN), "lanshan")
        assert "private" in answer.headers["Cache-Control"], path
        assert {"X-Remote-User", "Authorization", "Cookie"} <= set(answer.vary), path
    mark = get(behind, "/desk/weekly/2020-W39/board.json", "王芳").headers["ETag"]
    asked = {"If-None-Match": mark, "X-Remote-User": "lanshan"}
    assert behind.get("/desk/weekly/2020-W39/board.json", headers=asked).status_code == 403
    assert "X-Remote-User" not in cockpit(keep, tmp_path).server.test_client().get("/desk").vary


def test_without_a_header_or_without_a_file_everybody_reads(keep: Handmade, root: Path, tmp_path: Path) -> None:
    assert identity.viewer(read({"COCKPIT_VAR": str(tmp_path)}), grants())() is EVERYONE
    signed = read({"COCKPIT_VAR": str(tmp_path), "COCKPIT_IDENTITY_HEADER": "X-Remote-User"})
    assert identity.viewer(signed, grants())() is EVERYONE
    assert preflight.readers(signed, grants()) == (
        "People are signed in and no readers.toml says who may read what: everybody reads everything."
    )


def test_readers_who_are_never_signed_in_stop_the_start(root: Path) -> None:
    unsigned = read(settings_of(root, COCKPIT_IDENTITY_HEADER=""))
    with pytest.raises(ReadersWrong, match=r"nobody signs in\. Set COCKPIT_IDENTITY_HEADER to the header of the proxy"):
        preflight.check(unsigned, grants())
    (root / "readers.toml").write_text("[[reader]]\nname = 'a'\nunits = ['bigdat']\n")
    with pytest.raises(ReadersWrong, match=r"there is no unit 'bigdat'\. Perhaps 'bigdata' was"):
        preflight.check(read({"COCKPIT_VAR": str(root), "COCKPIT_READERS": str(root / "readers.toml")}), grants())
    with pytest.raises(ReadersWrong, match="There is no file"):
        preflight.check(read({"COCKPIT_VAR": str(root), "COCKPIT_READERS": str(root / "none.toml")}), grants())
