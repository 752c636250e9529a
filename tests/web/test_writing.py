"""Who writes does so only within what they read: a county's editor changes nothing of the city, by whatever address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import Engine, MetaData, event, select
from werkzeug.test import TestResponse

from cockpit.board.scope import Scope
from cockpit.errors import ReadingRefused, WritingRefused
from cockpit.roles import NOBODY
from cockpit.settings import read
from cockpit.snapshot.signing import Signer
from cockpit.snapshot.week_catalogue import WeekCatalogue
from cockpit.units import Text
from cockpit.web import identity, wall_warm_up
from cockpit.web.app import create_app
from cockpit.web.guard import Guard
from tests import small
from tests.web.living import Handmade
from tests.web.sealed import LANSHAN, catalogue_of
from tests.web.test_callbacks import UPDATE, body
from tests.web.test_rights import client_of, get

pytestmark = pytest.mark.slow

WHOLE, OWN = "wang", "anna"
"""Who reads the whole city, and who reads one county; both are editors."""
READERS = f"""
[[reader]]
name = "{WHOLE}"
units = "all"

[[reader]]
name = "{OWN}"
units = ["371302"]
"""
DAY = "2020-09-20"
FORMS: dict[str, list[dict[str, str]]] = {
    "/edit/remark": [{"metric": "sharing.records", "day": DAY, "text": "one"}, {}],
    "/edit/withdrawal": [{"remark": "1", "reason": "mine now"}, {"remark": "99", "reason": "none"}, {}],
    "/edit/wording": [
        {"metric": "sharing.records", "text_zh": "新", "text_en": "new", "effective_on": DAY, "reason": "why"}
    ],
    "/edit/revision": [
        {"what": "target:app", "value": "0.5", "effective_on": DAY, "reason": "why"},
        {"what": "cadence:platform", "value": "999", "effective_on": DAY, "reason": "why"},
        {"what": "target:none", "value": "0.5", "effective_on": DAY, "reason": "why"},
    ],
    "/desk/weekly/remark": [{"week": "2020-W40", "text": "one"}, {"week": "2020-W40", "text": "one", "unit": "371311"}],
    "/screens/<name>": [{"hold": "true"}, {"release": "true"}, {}],
    "/wall/pieces": [{}],
}
"""Of every address that is written to, what is sent there; an address that is not here fails the test."""
READS = (UPDATE,)
"""It is posted to and writes nothing; what it reads is held to the reader elsewhere."""
METHODS = {"POST", "PUT", "PATCH", "DELETE"}


@dataclass(frozen=True)
class House:
    client: FlaskClient
    engine: Engine
    folder: Path

    def post(self, path: str, form: dict[str, str], name: str, *, method: str = "POST") -> TestResponse:
        headers = {"X-Remote-User": name, "Sec-Fetch-Site": "same-origin"}
        sent: dict[str, Any] = {"data": {**form, "author": name}}
        if path.startswith("/screens"):
            sent = {"json": {**{one: said == "true" for one, said in form.items()}, "author": name}}
        return self.client.open(path, method=method, headers=headers, **sent)

    def get(self, path: str, name: str) -> TestResponse:
        return self.client.get(path, headers={"X-Remote-User": name})

    def state(self) -> dict[str, Any]:
        """Every row of every table, and every file that a person's writing makes."""
        found = MetaData()
        found.reflect(self.engine)
        with self.engine.connect() as connection:
            rows = {
                name: sorted(map(repr, connection.execute(select(table)).all())) for name, table in found.tables.items()
            }
        written = [path for path in self.folder.rglob("*") if path.is_file()]
        kept = {str(path): path.read_bytes() for path in written if {"screens", "root"} & set(path.parts)}
        return {**rows, **kept}


@pytest.fixture
def house(tmp_path: Path, root: Path, key: Signer) -> Iterator[House]:
    (tmp_path / "readers.toml").write_text(READERS, "utf-8")
    (tmp_path / "screens.toml").write_text('[screens.hall]\ntitle_zh = "厅"\ntitle_en = "Hall"\n', "utf-8")
    engine = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    settings = read(
        {
            "COCKPIT_VAR": str(tmp_path / "var"),
            "COCKPIT_READERS": str(tmp_path / "readers.toml"),
            "COCKPIT_SCREENS": str(tmp_path / "screens.toml"),
            "COCKPIT_IDENTITY_HEADER": "X-Remote-User",
            "COCKPIT_EDITORS": f"{WHOLE},{OWN}",
        }
    )
    keep = small.keep(engine, tmp_path / "var")
    keep.editors = identity.editors(settings)
    catalogue: WeekCatalogue = catalogue_of(root, key)
    made = House(create_app(settings, keep, catalogue).server.test_client(), engine, tmp_path)
    made.post("/edit/remark", {"metric": "sharing.records", "day": DAY, "text": "the city's"}, WHOLE)
    yield made
    engine.dispose()


def test_of_all_that_can_be_written_a_countys_editor_writes_nothing_of_the_city(house: House) -> None:
    before = house.state()
    rules = [rule for rule in house.client.application.url_map.iter_rules() if METHODS & (rule.methods or set())]
    tried = 0
    for rule in rules:
        if rule.rule in READS:
            continue
        for form in FORMS[rule.rule]:
            for method in sorted(METHODS & (rule.methods or set())):
                answer = house.post(rule.rule.replace("<name>", "hall"), form, OWN, method=method)
                assert answer.status_code == 403, f"{method} {rule.rule} {form}"
                tried += 1
    assert house.state() == before and tried == 15


def test_the_same_writes_are_made_by_an_editor_who_reads_the_city(house: House) -> None:
    """So the test above can fail: each of these is a write that is possible."""
    for path in ("/edit/withdrawal", "/edit/remark", "/edit/wording", "/edit/revision", "/screens/hall"):
        before = house.state()
        form = FORMS[path.replace("hall", "<name>")][0]
        if path == "/edit/revision":
            form = FORMS[path][1]
        answer = house.post(path, form, WHOLE)
        assert answer.status_code in (200, 303), f"{path} {answer.text}"
        assert house.state() != before, path


def test_a_countys_editor_remarks_on_the_week_of_the_county(house: House) -> None:
    before = house.state()
    given = {"week": "2020-W40", "text": "one", "unit": "371302"}
    assert house.post("/desk/weekly/remark", given, OWN).status_code == 303
    assert house.state() != before


@pytest.mark.parametrize("path", [path for path in FORMS if path.startswith("/edit")])
def test_a_refusal_says_in_both_languages_what_to_do_before_anything_is_looked_up(house: House, path: str) -> None:
    asked: list[str] = []
    event.listen(house.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    for form in ({}, *FORMS[path]):
        for back, said in (
            ("/desk/sharing", '管理员在 readers.toml 中为您写上 units = "all"'),
            ("/desk/sharing?lang=en", 'ask the administrator for units = "all" in readers.toml'),
        ):
            answer = house.post(path, {**form, "back": back}, OWN)
            assert answer.status_code == 403 and answer.mimetype == "text/html"
            assert said in BeautifulSoup(answer.data, "lxml").text
    assert asked == []
    stranger = house.post(path, {"back": "/desk?lang=en", "author": WHOLE}, "nobody-listed").get_json()["error"]
    assert "list your name in readers.toml" in stranger["happened"]
    assert "readers.toml" in stranger["zh"]


def test_steering_by_a_countys_editor_is_refused_with_what_to_do(house: House) -> None:
    told = house.post("/screens/hall", {"hold": "true"}, OWN).get_json()["error"]
    assert "ask the administrator to add it for you in readers.toml" in told["happened"]
    assert "请管理员在 readers.toml 中" in told["zh"]
    for name in ("none", "..%2Fhall", "Hall"):
        assert house.post(f"/screens/{name}", {"hold": "true"}, OWN).status_code == 403


DRAWERS = (
    "/desk?metric=sharing.records",
    "/desk/sharing?metric=sharing.records&rows=open",
    "/desk/metrics?metric=sharing.records",
)


def test_no_form_is_offered_to_who_may_not_use_it(keep: Handmade, root: Path, key: Signer) -> None:
    client = client_of(keep, root, key, COCKPIT_EDITORS="王芳,lanshan")
    for page in DRAWERS:
        whole, own = get(client, page, "王芳"), get(client, f"{page}&unit={LANSHAN}", "lanshan")
        assert "/edit/remark" in whole.text and "/edit/wording" in whole.text and whole.status_code == 200, page
        assert "/edit/" not in own.text and own.status_code == 200, page
    assert "/edit/revision" in get(client, "/desk/trust", "王芳").text
    assert get(client, f"/desk/trust?unit={LANSHAN}", "lanshan").status_code == 403
    sent = body("/desk/sharing", f"?metric=sharing.records&unit={LANSHAN}")
    live = client.post(UPDATE, json=sent, headers={"X-Remote-User": "lanshan"})
    assert live.status_code == 200 and "/edit/" not in live.text
    week = get(client, f"/desk/weekly?unit={LANSHAN}", "lanshan").text
    assert 'action="/desk/weekly/remark"' in week and 'value="371302"' in week


SAID: dict[str, Any] = {"author": OWN, "reason": "x"}
WRITES: list[tuple[str, dict[str, Any]]] = [
    ("remark", {"metric": "sharing.records", "day": small.day(20), "text": "x", "author": OWN}),
    ("revise", {"kind": "target", "code": "app", "value": 1, "effective_on": small.day(20), **SAID}),
    ("reword", {"metric": "sharing.records", "text": Text("新", "new"), "effective_on": small.day(20), **SAID}),
    ("withdraw", {"number": 1, **SAID}),
]


@pytest.mark.parametrize(("name", "given"), WRITES)
def test_the_door_itself_lets_no_write_through(house: House, name: str, given: dict[str, Any]) -> None:
    before = house.state()
    keep = Guard(small.keep(house.engine, house.folder / "var"), lambda: NOBODY)
    with pytest.raises(WritingRefused, match=r'Ask the administrator for units = "all" in readers\.toml'):
        getattr(keep, name)(**given)
    assert house.state() == before


def test_outside_a_request_nobody_asks(house: House, tmp_path: Path) -> None:
    given = {"COCKPIT_READERS": str(tmp_path / "readers.toml"), "COCKPIT_IDENTITY_HEADER": "X-Remote-User"}
    viewer = identity.viewer(read({"COCKPIT_VAR": str(tmp_path), **given}), None)
    assert viewer() is NOBODY
    keep = Guard(small.keep(house.engine, tmp_path / "var"), viewer)
    with pytest.raises(ReadingRefused):
        keep.board(Scope("small"))


def test_a_worker_warms_up_as_one_who_reads_the_city_and_no_header_says_the_same(house: House) -> None:
    files = wall_warm_up.look(house.client.application)
    assert any("wall.css" in file for file in files) and any("sheets-desktop.css" in file for file in files)
    for header in ("cockpit.viewer", "Cockpit-Viewer", "HTTP_COCKPIT_VIEWER", "cockpit_viewer"):
        for said in ("everyone", "EVERYONE", WHOLE):
            assert house.client.get("/desk", headers={header: said}).status_code == 403
    assert house.client.get("/desk", environ_overrides={"cockpit.viewer": "everyone"}).status_code == 403
