"""The JSON API: true to its board, its description and its words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from cockpit.board.board import Board
from cockpit.board.scope import FILTERS, Scope
from cockpit.errors import DatabaseWrong
from cockpit.metrics.metric import METRICS
from cockpit.panels.panel import PANELS, Panel
from cockpit.settings import read
from cockpit.store.exchange_database import open_engine
from cockpit.web.app import create_app
from tests import handmade, small
from tests.web.living import Handmade

GETS = (
    "/api/v1/board",
    "/api/v1/metrics",
    "/api/v1/version",
    "/api/v1/panels",
    "/api/v1/panels/library_table",
    "/api/v1/openapi.json",
)


def error(answer: Any) -> dict[str, Any]:
    value = answer.get_json()
    assert set(value) == {"error"}
    return dict(value["error"])


def test_the_board_is_exactly_its_bytes_and_reads_back_as_the_same_board(client: FlaskClient, keep: Handmade) -> None:
    answer = client.get("/api/v1/board?as_of=2020-09-30&unit=transport")
    assert answer.data == keep.board(keep.asked[0]).to_bytes()
    assert keep.asked[0].unit == "transport"
    assert Board.from_bytes(answer.data).id == answer.headers["ETag"].strip('"')


def test_a_board_that_has_not_changed_is_not_sent_again(client: FlaskClient) -> None:
    tag = client.get("/api/v1/board").headers["ETag"]
    again = client.get("/api/v1/board", headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    assert client.get("/api/v1/board?period=month", headers={"If-None-Match": tag}).status_code == 200


def test_a_stale_board_says_so_under_another_tag(client: FlaskClient, keep: Handmade) -> None:
    tag = client.get("/api/v1/board").headers["ETag"]
    keep.silent = True
    answer = client.get("/api/v1/board", headers={"If-None-Match": tag})
    assert answer.status_code == 200
    assert answer.get_json()["stale"]["reason"]["en"] == "the database does not answer"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as_of=2020-13-01", "as_of"),
        ("kind=fax", "kind"),
        ("unit=%27", "unit"),
        ("unit=nobody", "unit"),
    ],
)
def test_a_bad_question_is_answered_with_field_happened_and_allowed(
    client: FlaskClient, query: str, field: str
) -> None:
    answer = client.get(f"/api/v1/board?{query}")
    told = error(answer)
    assert answer.status_code == 400
    assert told["field"] == field and told["happened"] and told["allowed"]


def test_a_question_that_is_not_utf8_is_refused_in_words(client: FlaskClient) -> None:
    answer = client.get("/api/v1/board?unit=%ff%fe")
    assert answer.status_code == 400 and error(answer)["field"] == "unit"


def test_the_definitions_are_those_of_the_board(client: FlaskClient, keep: Handmade) -> None:
    assert set(client.get("/api/v1/metrics").get_json()["metrics"]) == set(keep.board(Scope("linyi")).definitions)


def test_the_version_is_tiny_and_answers_304(client: FlaskClient, keep: Handmade) -> None:
    first = client.get("/api/v1/version")
    assert first.get_json() == {"version": "first"} and len(first.data) < 100
    assert client.get("/api/v1/version", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    keep.silent = True
    assert client.get("/api/v1/version").get_json() == {"version": "silent"}


@pytest.mark.parametrize("path", ["/api/v1/boards", "/api/v2/board", "/api/"])
def test_an_unknown_path_of_the_api_is_a_404_in_json(client: FlaskClient, path: str) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert "/api/v1/board" in error(answer)["allowed"]


def test_a_wrong_method_is_a_405_in_json(client: FlaskClient) -> None:
    for path in GETS:
        answer = client.delete(path)
        assert (answer.status_code, error(answer)["allowed"]) == (405, "GET")


def test_an_unexpected_failure_is_a_500_with_a_reference_and_no_cause(
    client: FlaskClient, keep: Handmade, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(_scope: Scope) -> Board:
        raise RuntimeError("secret cause")

    monkeypatch.setattr(keep, "board", broken)
    answer = client.get("/api/v1/board")
    told = error(answer)
    assert answer.status_code == 500
    assert re.fullmatch(r"[0-9a-f]{8}", told["reference"]) and told["reference"] in caplog.text
    assert "secret cause" not in answer.text and "secret cause" in caplog.text


def test_silence_without_a_good_board_is_a_503_in_json(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    for path in ("/api/v1/board", "/api/v1/metrics"):
        answer = client.get(path)
        assert answer.status_code == 503 and error(answer)["happened"] == "The database does not answer."


def test_a_database_that_cannot_be_used_is_a_503_without_its_details(
    client: FlaskClient, keep: Handmade, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_scope: Scope) -> Board:
        raise DatabaseWrong("no such table: unit", "Run migrate.")

    monkeypatch.setattr(keep, "board", broken)
    answer = client.get("/api/v1/board")
    assert answer.status_code == 503 and "table" not in answer.text


def test_the_description_is_valid_openapi_and_names_every_route_and_no_other(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    validate(described)
    rules = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in client.application.url_map.iter_rules()
        if rule.rule.startswith("/api/") or rule.rule in ("/healthz", "/readyz")
    }
    assert set(described["paths"]) == rules


def test_the_description_has_the_fields_of_a_scope_and_every_metric(client: FlaskClient) -> None:
    described = client.get("/api/v1/openapi.json").get_json()
    named = [field["name"] for field in described["paths"]["/api/v1/board"]["get"]["parameters"]]
    assert named == ["as_of", "period", *FILTERS, "county", "defined"]
    assert set(described["components"]["schemas"]["Board"]["properties"]["metrics"]["properties"]) == set(
        METRICS.names()
    )


def test_what_is_answered_is_what_is_described(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'exchange.db'}"
    small.fill(url)
    settings = read({"COCKPIT_DATABASE": url, "COCKPIT_VAR": str(tmp_path), "COCKPIT_CITY": "small"})
    client = create_app(settings, small.keep(open_engine(url), tmp_path)).server.test_client()
    described = client.get("/api/v1/openapi.json").get_json()
    panels = [f"/api/v1/panels/{panel.name}" for panel in PANELS]
    for path in (*GETS[:4], *panels):
        operation = described["paths"]["/api/v1/panels/{name}" if path in panels else path]["get"]
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        fits(client.get(path).get_json(), schema, described)
    wrong = client.get("/api/v1/board?kind=fax")
    fits(wrong.get_json(), {"$ref": "#/components/schemas/Error"}, described)


def fits(value: Any, schema: dict[str, Any], described: dict[str, Any]) -> None:
    """A JSON Schema check that knows where the description keeps its parts."""
    from jsonschema import Draft202012Validator

    whole = {**schema, "components": described["components"]}
    Draft202012Validator(whole).validate(value)


def test_every_panel_is_listed_with_its_question(client: FlaskClient) -> None:
    listed = {one["name"]: one for one in client.get("/api/v1/panels").get_json()["panels"]}
    assert set(listed) == set(PANELS.names())
    assert listed["library_table"]["question"]["en"] == "How large is each base library, and how complete?"
    assert listed["library_table"]["surfaces"] == ["desktop", "report"]
    assert listed["library_table"]["metrics"][0] == "volumes.records"


def test_a_panel_is_what_it_shows_with_its_board(client: FlaskClient, keep: Handmade) -> None:
    shown = client.get("/api/v1/panels/library_table?as_of=2020-09-30").get_json()
    assert keep.asked[0].as_of == date(2020, 9, 30)
    assert (shown["board"], shown["as_of"]) == (keep.board(keep.asked[0]).id, "2020-09-30")
    [table] = [one for one in shown["values"] if not one["hidden"]]
    titles = [column["title"]["zh"] for column in table["columns"]]
    assert titles == ["库", "记录", "部门", "已入库项", "编目项", "入库率", "状态", "近12周新增"]
    assert table["columns"][1] == {
        "title": {"zh": "记录", "en": "Records"},
        "metric": "volumes.records",
        "unit": "record",
        "period": None,
        "definition_version": "1",
    }
    first = table["rows"][0]
    assert (first["code"], first["total"], first["cells"][0]) == (
        "population",
        False,
        {"zh": "人口库", "en": "Population"},
    )
    figure = first["cells"][1]
    assert (figure["metric"], figure["member"], figure["part"]) == ("volumes.records", "libraries:population", None)
    assert (figure["number"]["value"], figure["number"]["unit"]) == (498_000_000, "record")
    assert table["rows"][-1]["total"] is True


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel.name)
def test_a_panel_says_every_number_of_its_content_as_the_board_does(client: FlaskClient, panel: Panel) -> None:
    answer = client.get(f"/api/v1/panels/{panel.name}")
    cells = [cell for one in answer.get_json()["values"] for row in one["rows"] for cell in row["cells"]]
    told = [cell for cell in cells if isinstance(cell, dict) and "metric" in cell]
    shown = panel.data(handmade.board())
    assert told == [
        {"metric": one.metric, "member": one.member, "part": one.part, "number": one.number.to_json()}
        for one in shown.figures()
    ]


@pytest.mark.parametrize("name", ["trust_quality", "trust_accounts", "handbook_volumes"])
def test_what_stands_beside_the_panels_is_asked_for_by_its_name(client: FlaskClient, name: str) -> None:
    shown = client.get(f"/api/v1/panels/{name}").get_json()
    assert shown["name"] == name
    [table] = [one for one in shown["values"] if not one["hidden"]]
    assert table["rows"] and all(len(row["cells"]) == len(table["columns"]) for row in table["rows"])


def test_what_only_sealed_weeks_know_is_no_panel(client: FlaskClient) -> None:
    for name in ("trust_restated", "trust_nothing", "handbook_nothing"):
        assert client.get(f"/api/v1/panels/{name}").status_code == 404


def test_a_panel_that_has_not_changed_is_not_sent_again(client: FlaskClient, keep: Handmade) -> None:
    path = "/api/v1/panels/kpis_sharing"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    assert client.get("/api/v1/panels/kpis_volumes", headers={"If-None-Match": tag}).status_code == 200
    keep.silent = True
    answer = client.get(path, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.get_json()["stale"]["reason"]["en"]) == (200, "the database does not answer")


@pytest.mark.parametrize(
    ("name", "nearest"), [("library_tabel", "library_table"), ("kpi_sharing", "kpis_sharing"), ("x", "")]
)
def test_an_unknown_panel_is_a_404_with_the_nearest_name(client: FlaskClient, name: str, nearest: str) -> None:
    answer = client.get(f"/api/v1/panels/{name}")
    told = error(answer)
    assert (answer.status_code, told["field"]) == (404, "panel")
    assert nearest in told["allowed"] and told["allowed"].startswith("The nearest is")


def test_a_panel_is_asked_for_like_a_board(client: FlaskClient) -> None:
    for query, field in (("kind=fax", "kind"), ("unit=nobody", "unit")):
        answer = client.get(f"/api/v1/panels/kpis_sharing?{query}")
        assert (answer.status_code, error(answer)["field"]) == (400, field)


def test_the_process_lives_whatever_the_database_does(client: FlaskClient, keep: Handmade) -> None:
    keep.never = True
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_the_cockpit_is_ready_when_the_database_answers_with_data(client: FlaskClient, keep: Handmade) -> None:
    assert client.get("/readyz").status_code == 200
    keep.silent = True
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.text.count("\n") == 1 and "does not answer" in answer.text


def test_rows_are_described_with_their_columns_and_the_number_they_make(client: FlaskClient) -> None:
    answer = client.get("/api/v1/rows?metric=sharing.records&start=1&end=2")
    told = answer.get_json()
    assert (told["count"], told["made"], told["agrees"], len(told["rows"])) == (3, 21_460_000, True, 1)
    assert told["columns"][0] == {
        "name": "unit",
        "title": {"zh": "单位", "en": "Unit"},
        "kind": "unit",
        "unit": None,
        "adds": False,
    }
    assert client.get("/api/v1/rows?metric=sharing.records", headers={"If-None-Match": "x"}).status_code == 200


@pytest.mark.parametrize("query", ["", "metric=no.such", "metric=sharing.records&sort=;drop", "metric=a&end=-1"])
def test_rows_that_cannot_be_asked_for_are_refused(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/api/v1/rows?{query}")
    assert answer.status_code == 400 and error(answer)["field"] in ("metric", "sort", "end")
