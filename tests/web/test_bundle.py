"""A live page names one file of scripts and one of sheets, and they hold what Dash and we would have named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.settings import read
from cockpit.web.app import ASSETS, Cockpit, create_app
from tests.web.living import Handmade


@pytest.fixture
def app(tmp_path: Path) -> Cockpit:
    made = create_app(read({"COCKPIT_VAR": str(tmp_path)}), Handmade())
    assert isinstance(made, Cockpit)
    return made


@pytest.fixture
def client(app: Cockpit) -> Iterator[FlaskClient]:
    with app.server.test_client() as client:
        yield client


def named(client: FlaskClient, path: str) -> list[str]:
    return re.findall(r'(?:src|rel="stylesheet" href)="([^"]+)"', client.get(path).text)


@pytest.mark.parametrize(("path", "own"), [("/desk", "desk.css"), ("/week", "report.css")])
def test_one_sheet_and_one_script_stand_for_all(client: FlaskClient, path: str, own: str) -> None:
    sheet, script = named(client, path)
    styles, code = client.get(sheet, buffered=True), client.get(script, buffered=True)
    assert (styles.mimetype, code.mimetype) == ("text/css", "text/javascript")
    for name in ("fonts.css", "tokens.css", own, "live.css"):
        assert (ASSETS / name).read_text("utf-8").strip() in styles.text
    for name in ("tree.js", "grid.js", "keys.js"):
        assert (ASSETS / name).read_text("utf-8").strip() in code.text
    assert "DashRenderer" in code.text and "dash_core_components" in code.text
    assert "dash_table=" not in code.text
    for answer in (styles, code):
        assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"


def test_another_worker_answers_with_the_same_file(client: FlaskClient, tmp_path: Path) -> None:
    _, script = named(client, "/desk")
    other = create_app(read({"COCKPIT_VAR": str(tmp_path)}), Handmade()).server.test_client()
    assert other.get(script, buffered=True).data == client.get(script, buffered=True).data


def test_a_sheet_that_changes_is_another_address(app: Cockpit, tmp_path: Path) -> None:
    first = tmp_path / "tokens.css"
    first.write_text("a {}", "utf-8")
    app.bundle.assets, app.bundle.sheets = tmp_path, {"desktop": ("tokens.css",)}
    before = app.bundle.sheet("desktop")
    first.write_text("b { color: red }", "utf-8")
    assert app.bundle.sheet("desktop") != before


def test_where_a_script_is_not_there_the_page_names_them_one_by_one(
    app: Cockpit, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = '<script src="/assets/tree.js"></script><script src="/assets/gone.js"></script>'
    assert app.bundle.scripts(named) == named
    monkeypatch.setattr(app.bundle, "listed", lambda: named)
    assert client.get("/assets/all-and-dash-renderer.js").status_code == 404
