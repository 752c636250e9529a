"""The one callback: an address in, the page out. Nothing that a browser sends is believed."""

from __future__ import annotations

from typing import Any

import orjson
from dash import ClientsideFunction, Dash, Input, Output, html
from dash import dcc as dash_core
from flask import request

from cockpit.board.board_access import BoardAccess
from cockpit.screens.week_access import WeekAccess
from cockpit.web.address import LONGEST
from cockpit.web.components import empty, written
from cockpit.web.dash_internals import UPDATE
from cockpit.web.pages import show
from cockpit.web.refusals import Answer, refusal

INPUTS = (("address", "pathname"), ("address", "search"), ("changed", "data"))
OUTPUTS = (("tree", "tree"), ("frame", "data"))
OUTPUT = "..{}..".format("...".join(f"{name}.{what}" for name, what in OUTPUTS))
LARGEST_BODY = 32_768


def layout() -> html.Div:
    """Empty, so that no visitor's data is in it: the callback fills it."""
    return html.Div(
        [
            dash_core.Location(id="address", refresh=False),
            dash_core.Store(id="changed"),
            dash_core.Store(id="frame"),
            html.Div(empty("tree"), id="page"),
        ]
    )


def register(app: Dash, *, city: str, keep: BoardAccess, sealed: WeekAccess) -> None:
    @app.callback(*(Output(*output) for output in OUTPUTS), *(Input(*given) for given in INPUTS))
    def _page(path: str | None, search: str | None, _changed: str | None) -> tuple[str, dict[str, Any]]:
        page = show(path or "/", (search or "").lstrip("?"), city=city, keep=keep, sealed=sealed)
        frame = {
            "lang": "en" if page.view.language == "en" else "zh-CN",
            "surface": page.view.surface,
            "theme": page.view.theme,
            "title": page.title,
            "version": page.version,
            "moment": page.moment,
        }
        return written(page.element), frame

    follow = ClientsideFunction("cockpit", "frame")
    app.clientside_callback(follow, Output("frame", "id"), Input("frame", "data"))  # type: ignore[no-untyped-call]

    app.server.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.server.before_request(_guard)


def _guard() -> Answer | None:
    """Refuse what no page of ours would send, before Dash looks at it."""
    if request.path != UPDATE or request.method != "POST":
        return None
    wrong = forged()
    return refusal("This is not a request of the page.", status=400, field=wrong) if wrong else None


def forged() -> str | None:
    """Which part of a callback request did not come from the page as it is served; None where all did."""
    try:
        body = orjson.loads(request.get_data())
    except ValueError:
        return "body"
    if not isinstance(body, dict):
        return "body"
    expected = {"output": OUTPUT, "outputs": [{"id": name, "property": what} for name, what in OUTPUTS]}
    for field, value in expected.items():
        if body.get(field) != value:
            return field
    names = [f"{name}.{what}" for name, what in INPUTS]
    changed = body.get("changedPropIds", [])
    if body.get("state") or not isinstance(changed, list) or any(name not in names for name in changed):
        return "state" if body.get("state") else "changedPropIds"
    return _forged_input(body.get("inputs"))


def _forged_input(inputs: object) -> str | None:
    if not isinstance(inputs, list) or len(inputs) != len(INPUTS):
        return "inputs"
    for given, (name, what) in zip(inputs, INPUTS, strict=True):
        if not isinstance(given, dict) or set(given) - {"id", "property", "value"}:
            return "inputs"
        if (given.get("id"), given.get("property")) != (name, what):
            return "inputs"
        value = given.get("value")
        if value is not None and not (isinstance(value, str) and len(value) <= LONGEST + 1):
            return f"{name}.{what}"
    return None
