"""Writing at the desk: only who is named, only from here, only what can be meant."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.roles import Editors
from cockpit.settings import read
from cockpit.units import Text
from cockpit.web import identity
from tests.web.living import Handmade, cockpit

REMARK = {
    "metric": "sharing.records",
    "day": "2020-09-16",
    "text": "迟报  一周",
    "author": "王",
    "back": "/desk/sharing?lang=en",
}
REVISION = {"what": "target:app", "value": "0.95", "effective_on": "2020-10-01", "reason": "调整", "author": "王"}


WORDING = {
    "metric": "sharing.records",
    "text_zh": "只计成功的交换。",
    "text_en": "Successful exchanges only.",
    "effective_on": "2020-10-01",
    "reason": "统一口径",
    "author": "王",
}
WITHDRAWAL = {"remark": "7", "reason": "核实无误", "author": "王"}
FORMS = {"remark": REMARK, "revision": REVISION, "wording": WORDING, "withdrawal": WITHDRAWAL}


@pytest.fixture
def writer(client: FlaskClient, keep: Handmade) -> FlaskClient:
    keep.editors = Editors(("王", "李"))
    return client


def test_a_remark_is_kept_and_leads_back(writer: FlaskClient, keep: Handmade) -> None:
    answer = writer.post("/edit/remark", data={**REMARK, "back": "/desk/sharing?lang=en"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/sharing?lang=en")
    assert keep.written == [
        {"metric": "sharing.records", "day": date(2020, 9, 16), "text": "迟报 一周", "author": "王"}
    ]


def test_a_revision_is_kept_with_its_day_of_effect(writer: FlaskClient, keep: Handmade) -> None:
    assert writer.post("/edit/revision", data=REVISION).status_code == 303
    (row,) = keep.written
    assert (row["kind"], row["code"], row["value"], row["effective_on"]) == (
        "target",
        "app",
        Decimal("0.95"),
        date(2020, 10, 1),
    )


def test_a_wording_is_kept_in_both_languages(writer: FlaskClient, keep: Handmade) -> None:
    assert writer.post("/edit/wording", data=WORDING).status_code == 303
    (row,) = keep.written
    assert (row["text"], row["effective_on"]) == (
        Text("只计成功的交换。", "Successful exchanges only."),
        date(2020, 10, 1),
    )


def test_a_remark_is_withdrawn_by_its_number(writer: FlaskClient, keep: Handmade) -> None:
    assert writer.post("/edit/withdrawal", data=WITHDRAWAL).status_code == 303
    assert keep.written == [{"number": 7, "author": "王", "reason": "核实无误"}]


@pytest.mark.parametrize(
    "back", ["//evil.example/desk", "https://evil.example/", "javascript:alert(1)", "/desk//evil", ""]
)
def test_an_address_of_another_site_is_never_followed(writer: FlaskClient, back: str) -> None:
    assert writer.post("/edit/remark", data={**REMARK, "back": back}).headers["Location"].startswith("/desk")
    assert "evil" not in writer.post("/edit/remark", data={**REMARK, "back": back}).headers["Location"]


def test_who_is_not_named_and_who_comes_from_elsewhere_may_not_write(client: FlaskClient, keep: Handmade) -> None:
    assert client.post("/edit/remark", data=REMARK).status_code == 403
    keep.editors = Editors(("王",))
    assert client.post("/edit/remark", data={**REMARK, "author": "张"}).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers={"Origin": "https://evil.example"}).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers={"Origin": "http://localhost"}).status_code == 303
    assert len(keep.written) == 1


@pytest.mark.parametrize(
    ("path", "changed"),
    [
        ("remark", {"metric": "no.such"}),
        ("remark", {"day": "yesterday"}),
        ("remark", {"day": "2020-10-01"}),
        ("remark", {"text": "   "}),
        ("remark", {"text": 301 * "长"}),
        ("remark", {"text": "bell\x07"}),
        ("revision", {"what": "app"}),
        ("revision", {"what": "target:'"}),
        ("revision", {"value": "much"}),
        ("revision", {"value": "NaN"}),
        ("revision", {"value": "-1"}),
        ("revision", {"value": "1e20"}),
        ("revision", {"what": "cadence:platform", "value": "1.5"}),
        ("revision", {"effective_on": ""}),
        ("revision", {"reason": ""}),
        ("wording", {"metric": "no.such"}),
        ("wording", {"text_zh": ""}),
        ("wording", {"text_en": 601 * "x"}),
        ("wording", {"effective_on": "soon"}),
        ("withdrawal", {"remark": "-1"}),
        ("withdrawal", {"remark": "7; DROP TABLE remark"}),
        ("withdrawal", {"reason": "\x00"}),
    ],
)
def test_what_cannot_be_meant_is_refused(
    writer: FlaskClient, keep: Handmade, path: str, changed: dict[str, str]
) -> None:
    data = {**FORMS[path], **changed}
    assert writer.post(f"/edit/{path}", data=data).status_code == 400
    assert keep.written == []


def test_the_forms_stand_only_where_somebody_may_write(client: FlaskClient, keep: Handmade) -> None:
    address = "/desk/sharing?metric=sharing.records"
    assert "/edit/remark" not in client.get(address).text
    keep.editors = Editors(("王",))
    assert "/edit/remark" in client.get(address).text
    assert "/edit/wording" in client.get(address).text
    assert "/edit/revision" in client.get("/desk/trust").text


def signed(keep: Handmade, tmp_path: Path, *, proxies: str = "127.0.0.1") -> FlaskClient:
    given = {
        "COCKPIT_EDITORS": "王,li",
        "COCKPIT_IDENTITY_HEADER": "X-Remote-User",
        "COCKPIT_TRUSTED_PROXIES": proxies,
    }
    keep.editors = identity.editors(read(given))
    return cockpit(keep, tmp_path, **given).server.test_client()


def test_who_is_signed_in_by_the_proxy_writes_under_the_own_name_only(keep: Handmade, tmp_path: Path) -> None:
    client = signed(keep, tmp_path)
    wang = {"X-Remote-User": "王".encode().decode("latin-1")}
    assert client.post("/edit/remark", data=REMARK).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers={"X-Remote-User": "li"}).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers={"X-Remote-User": "stranger"}).status_code == 403
    assert client.post("/edit/remark", data=REMARK, headers=wang).status_code == 303
    assert len(keep.written) == 1
    page = client.get("/desk/sharing?metric=sharing.records", headers=wang).text
    assert '<option value="王">' in page and '<option value="li">' not in page
    assert "/edit/remark" not in client.get("/desk/sharing?metric=sharing.records").text


def test_a_name_that_comes_by_another_way_than_the_proxy_is_only_a_claim(keep: Handmade, tmp_path: Path) -> None:
    client = signed(keep, tmp_path, proxies="10.0.0.7")
    assert (
        client.post("/edit/remark", data={**REMARK, "author": "li"}, headers={"X-Remote-User": "li"}).status_code == 403
    )
    through = {"environ_base": {"REMOTE_ADDR": "10.0.0.7"}}
    two = [("X-Remote-User", "li"), ("X-Remote-User", "li")]
    asked = {**REMARK, "author": "li"}
    assert client.post("/edit/remark", data=asked, headers=two, **through).status_code == 403
    assert client.post("/edit/remark", data=asked, headers={"X-Remote-User": "li"}, **through).status_code == 303


def test_refused_rows_are_read_by_editors_who_are_signed_in_where_people_sign_in(
    client: FlaskClient, keep: Handmade, tmp_path: Path
) -> None:
    assert client.get("/api/v1/refused?source=platform").get_json()["whole"]["count"] == 2
    assert "log.csv" in client.get("/desk/trust?refused=platform").text
    behind = signed(keep, tmp_path)
    assert behind.get("/api/v1/refused?source=platform").status_code == 403
    assert "log.csv" not in behind.get("/desk/trust?refused=platform").text
    assert "登录的编辑人员才能查看" in behind.get("/desk/trust?refused=platform").text
    assert behind.get("/api/v1/refused?source=platform", headers={"X-Remote-User": "li"}).status_code == 200
    assert client.get("/desk/trust?refused=A'").status_code == 400
