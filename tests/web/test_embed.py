"""A panel in somebody else's Dash app: one call, and nothing of that app is touched."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from dash import Dash, html

from cockpit.board.scope import Scope
from cockpit.errors import NameUnknown, ScopeWrong
from cockpit.panels.panel import PANELS
from cockpit.web import embed
from tests import handmade
from tests.web.living import Handmade

BOARD = handmade.board()


def host() -> Dash:
    app = Dash("host", assets_folder="none")
    app.layout = html.Div([html.H1("Host"), embed.panel("library_table", BOARD), embed.panel("goal", BOARD, id="goal")])
    return app


def tree(made: Any) -> str:
    return str(made.to_plotly_json()["props"]["tree"])


def test_an_app_of_somebody_else_answers_with_the_panel_and_all_that_draws_it() -> None:
    client = host().server.test_client()
    document = client.get("/").text
    scripts = re.findall(r'src="(/_dash-component-suites/cockpit/[^"]+)"', document)
    assert [re.sub(r"\.v[^.]+\.", ".", one.rpartition("/")[2]) for one in scripts] == ["tree.js", "embed.js"]
    for one in scripts:
        answer = client.get(one)
        assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    for name in (*embed.SHEETS, *embed.FACES):
        assert client.get(f"/_dash-component-suites/cockpit/assets/{name}").mimetype == "text/css"
    font = re.search(r"fonts/[\w-]+\.woff2", client.get("/_dash-component-suites/cockpit/assets/fonts.css").text)
    assert font and client.get(f"/_dash-component-suites/cockpit/assets/{font[0]}").status_code == 200
    _, table, goal = client.get("/_dash-layout").get_json()["props"]["children"]
    assert (table["namespace"], table["type"]) == ("cockpit", "Embedded") and "id" not in table["props"]
    assert {name: table["props"][name] for name in ("surface", "theme", "language")} == {
        "surface": "desktop",
        "theme": "light",
        "language": "zh",
    }
    assert "人口" in table["props"]["tree"] and goal["props"]["id"] == "goal"


def test_an_app_behind_a_prefix_serves_the_panel_there() -> None:
    app = Dash("host", assets_folder="none", url_base_pathname="/city/")
    app.layout = embed.panel("library_table", BOARD)
    client = app.server.test_client()
    scripts = re.findall(r'src="(/city/_dash-component-suites/cockpit/[^"]+)"', client.get("/city/").text)
    assert [client.get(one).status_code for one in scripts] == [200, 200]


@pytest.mark.parametrize(("language", "theme"), [("zh", "light"), ("en", "dark")])
def test_every_panel_may_be_embedded(language: str, theme: str) -> None:
    for panel in PANELS:
        made = tree(embed.panel(panel.name, BOARD, language=language, theme=theme))
        node = json.loads(made)
        assert node["a"]["id"] == f"panel-{panel.name}" and "panel-broken" not in node["a"].get("className", "")
        assert '"href"' not in made and "data-opens" not in made, panel.name


def test_a_keeper_is_asked_for_the_scope() -> None:
    made = embed.panel("library_table", Handmade(), scope=Scope("linyi"), language="en")
    assert tree(made) == tree(embed.panel("library_table", BOARD, language="en"))


def test_links_lead_to_the_cockpit_where_one_is_named() -> None:
    address = "https://cockpit.example/"
    leads = {
        one
        for name in [panel.name for panel in PANELS]
        for one in re.findall(r'"href":"([^"]*)"', tree(embed.panel(name, BOARD, address=address)))
    }
    assert leads and all(one.startswith("https://cockpit.example/") for one in leads), leads


def test_a_panel_that_cannot_be_drawn_says_so_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> Any:
        raise KeyError("volumes.records")

    monkeypatch.setitem(PANELS._things, "supply", replace(PANELS["supply"], data=fails))
    assert "panel-broken" in tree(embed.panel("supply", BOARD))


def test_what_is_asked_wrongly_is_told_what_there_is() -> None:
    with pytest.raises(NameUnknown, match="library_table"):
        embed.panel("library_tabel", BOARD)
    for wrong in ({"language": "fr"}, {"theme": "blue"}, {"surface": "wall"}, {"scope": Scope("jinan")}):
        with pytest.raises(ScopeWrong):
            embed.panel("library_table", BOARD, **wrong)  # type: ignore[arg-type]
    with pytest.raises(ScopeWrong, match="scope"):
        embed.panel("library_table", Handmade())
