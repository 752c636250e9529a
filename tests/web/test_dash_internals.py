"""What of Dash is not promised stands in one file; here is what that file takes for granted, and that no other does."""

from __future__ import annotations

import ast
import re

import dash
import pytest
from dash import Dash
from dash.development.base_component import Component
from flask.testing import FlaskClient

from cockpit.settings import ROOT
from cockpit.web import dash_internals
from cockpit.web.dash_internals import Embedded, Tree

ONE = ROOT / "cockpit" / "web" / "dash_internals.py"
PUBLIC = {"dash"}
"""Modules of Dash that its documentation imports from."""


def private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__")


OF_DASH = {name for thing in (Dash, Dash("none", assets_folder="none"), dash, Component) for name in dir(thing)}
OF_DASH = {name for name in OF_DASH if private(name)}


def taken(source: str) -> list[str]:
    """What a file takes of Dash that is not public."""
    tree = ast.parse(source)
    found: list[str] = []
    uses = False
    for node in ast.walk(tree):
        modules = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            modules = [node.module]
            found += [f"{node.module}.{one.name}" for one in node.names if node.module == "dash" and private(one.name)]
        for module in modules:
            if module.split(".")[0] == "dash":
                uses = True
                found += [module] if module not in PUBLIC else []
    for node in ast.walk(tree):
        if uses and isinstance(node, ast.Attribute) and node.attr in OF_DASH:
            found.append(node.attr)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"/_dash|_js_dist", node.value):
            found.append(node.value)
    return found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from dash import Dash, html", []),
        ("import dash\ndash._callback", ["_callback"]),
        ("from dash.development.base_component import Component", ["dash.development.base_component"]),
        ("from dash import _hooks", ["dash._hooks"]),
        ("from dash import Dash\nclass A(Dash):\n def a(self): self._setup_server()", ["_setup_server"]),
        ("import flask\nflask._callback", []),
        ("PATH = '/_dash-layout'", ["/_dash-layout"]),
    ],
)
def test_what_is_private_is_found(source: str, found: list[str]) -> None:
    assert taken(source) == found


def test_no_other_file_takes_what_dash_does_not_promise() -> None:
    files = [file for file in (ROOT / "cockpit").rglob("*.py") if file != ONE]
    found = {str(file): taken(file.read_text("utf-8")) for file in files}
    assert {file: what for file, what in found.items() if what} == {}


def test_a_component_is_what_the_renderer_of_dash_expects() -> None:
    made = Tree(tree="{}", plotly="/p.js", id="page").to_plotly_json()
    assert made == {"namespace": "cockpit", "type": "Tree", "props": {"id": "page", "tree": "{}", "plotly": "/p.js"}}
    look = {"surface": "desktop", "theme": "light", "language": "zh"}
    made = Embedded(tree="{}", look=look, faces=("a.css",), id=None).to_plotly_json()
    assert made["props"] == {"tree": "{}", "faces": ["a.css"], **look}
    assert Embedded(tree="{}", look=look, faces=(), id="x").id == "x"


def test_the_addresses_of_dash_are_those_that_we_know(client: FlaskClient) -> None:
    client.get("/desk")
    rules = {str(rule) for rule in client.application.url_map.iter_rules()}
    assert dash_internals.UPDATE in rules
    assert any(rule.startswith(dash_internals.SUITES) for rule in rules)


def test_the_scripts_of_a_page_are_listed_whatever_is_asked_for(client: FlaskClient) -> None:
    script = re.search(r'<script src="(/assets/all-and-dash-renderer\.js[^"]*)"', client.get("/desk").text)
    assert script and b"DashRenderer" in client.get(script[1], buffered=True).data
