"""Panels in a Dash app that is not ours, in a real browser: they look as at home, and the app looks as before."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from dash import Dash, Input, Output, dcc, html
from werkzeug.serving import make_server

from cockpit.web import embed
from tests import handmade
from tests.browser.patience import until

HOSTILE = """<!DOCTYPE html><html><head><title>host</title><style>
  html { font-size: 20px } body { font: italic 19px serif; color: rgb(1, 2, 3) }
  body { background: rgb(250, 240, 230) }
  table { border: 7px solid red } h2 { color: lime; font-size: 40px } .card, .number { display: none }
</style></head><body>{%app_entry%}{%config%}{%scripts%}{%renderer%}</body></html>"""

LOOKS = """
  const style = getComputedStyle(arguments[0]), names = arguments[1];
  return names.map(name => style.getPropertyValue(name))"""
NAMES = ["font-family", "font-size", "font-style", "color", "background-color", "margin-top", "border-top-width"]

INSIDE = """
  const host = document.getElementById(arguments[0]), root = host && host.shadowRoot;
  const panel = root && root.querySelector('[id^=panel-]');
  if (!panel || getComputedStyle(root.querySelector('.cockpit-panel')).visibility !== 'visible') return null;
  const one = selector => root.querySelector(selector);
  const style = (selector, name) => getComputedStyle(one(selector))[name];
  return {text: panel.innerText, width: panel.getBoundingClientRect().width, room: host.clientWidth,
    title: style('h2', 'color'), card: getComputedStyle(panel).backgroundColor, shown: getComputedStyle(panel).display,
    face: style('h2', 'fontFamily'), italic: style('h2', 'fontStyle'),
    table: one('table') && style('table', 'borderTopWidth')}"""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    app, board = Dash("host", assets_folder="none", index_string=HOSTILE), handmade.board()
    app.layout = html.Div(
        [
            html.H2("Host", id="own"),
            html.Table(html.Tbody(html.Tr(html.Td("1"))), id="table"),
            html.Button("other", id="other"),
            html.Div(embed.panel("library_table", board, id="first"), id="place"),
            embed.panel("exchange_trend", board, theme="dark", language="en", id="second"),
            html.Div(embed.panel("supply", board, surface="wall", theme="dark", id="third"), style={"width": "400px"}),
            dcc.Store(id="said"),
        ]
    )

    @app.callback(Output("place", "children"), Input("other", "n_clicks"), prevent_initial_call=True)
    def _other(_: int | None) -> Any:
        return embed.panel("library_table", board, language="en", id="first")

    server = make_server("127.0.0.1", 0, app.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_panels_stand_in_another_app_and_neither_changes_the_other(desk_browser: Any, host: str) -> None:
    desk_browser.get(host)
    first, second, third = (
        until(lambda name=name: desk_browser.execute_script(INSIDE, name)) for name in ("first", "second", "third")
    )
    assert "人口" in first["text"] and "Exchanged weekly" in second["text"] and "挂接" in third["text"]
    for one in (first, second, third):
        assert one["shown"] != "none" and one["italic"] == "normal" and one["face"].startswith('"Cockpit Sans"')
        assert one["title"] != "rgb(0, 255, 0)" and one["width"] <= one["room"] + 1, one
    assert first["table"] == "0px"
    assert (first["card"], second["card"]) == ("rgb(255, 255, 255)", "rgb(22, 26, 32)")
    assert desk_browser.execute_script("return document.fonts.check('16px \"Cockpit Sans\"')")

    own = {
        "own": ["serif", "40px", "italic", "rgb(0, 255, 0)", "rgba(0, 0, 0, 0)", "33.2px", "0px"],
        "table": ["serif", "19px", "italic", "rgb(1, 2, 3)", "rgba(0, 0, 0, 0)", "0px", "7px"],
    }
    for name, looks in own.items():
        found = desk_browser.execute_script(LOOKS, desk_browser.find_element("id", name), NAMES)
        assert found == looks, name
    body = desk_browser.execute_script(LOOKS, desk_browser.find_element("tag name", "body"), NAMES)
    assert body == ["serif", "19px", "italic", "rgb(1, 2, 3)", "rgb(250, 240, 230)", "8px", "0px"]


def test_a_callback_of_the_app_changes_a_panel_and_its_figure_is_drawn(desk_browser: Any, host: str) -> None:
    desk_browser.get(host)
    until(lambda: desk_browser.execute_script(INSIDE, "first"))
    desk_browser.find_element("id", "other").click()
    # While the new panel waits for its styles it is not to be seen.
    until(lambda: "Population" in (desk_browser.execute_script(INSIDE, "first") or {"text": ""})["text"])
    desk_browser.execute_script("document.dispatchEvent(new Event('cockpit:figures'))")
    drawn = "return Boolean(document.getElementById('second').shadowRoot.querySelector('.drawing:not(.old) .main-svg'))"
    until(lambda: desk_browser.execute_script(drawn))
