"""The JSON API: the board exactly as it is, panels before they are drawn, definitions, the version of everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import orjson
from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response as BaseResponse

from cockpit.board import quarantined_rows
from cockpit.board.rows.question import ask
from cockpit.board.scope import Scope, parse
from cockpit.errors import NameUnknown
from cockpit.panels.panel import PANELS
from cockpit.panels.panel_json import answered, described
from cockpit.roles import EVERYONE, Viewer
from cockpit.screens import finder, supplements
from cockpit.web import parameters
from cockpit.web.openapi import describe
from cockpit.web.pages import BoardAccess, may_inspect, version_of
from cockpit.web.refusals import refusal

API = "/api/v1"
LONGEST = 4_000


def blueprint(keep: BoardAccess, *, city: str, viewer: Callable[[], Viewer] = lambda: EVERYONE) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix=API)

    @api.before_request
    def _values() -> None:
        """Of every parameter that an address here knows, on those too that make no use of it."""
        query = request.query_string.decode("utf-8", "replace")
        parameters.check(query)
        parse(query, city=city)

    @api.get("/board")
    def _board() -> BaseResponse:
        board = keep.board(parse(request.query_string.decode("utf-8", "replace"), city=city))
        # A stale board is the same board with another word in it, so its bytes need another tag.
        return _tagged(board.to_bytes(), board.id + ("-stale" if board.stale else ""))

    @api.get("/panels")
    def _panels() -> BaseResponse:
        return _tagged(_bytes({"panels": [described(one) for one in PANELS]}))

    @api.get("/panels/<name>")
    def _panel(name: str) -> ResponseReturnValue:
        if name not in PANELS.names() and not name.startswith(supplements.NAMED):
            return _no_panel(name)
        board = keep.board(parse(request.query_string.decode("utf-8", "replace"), city=city))
        if name in PANELS.names():
            return _tagged(_bytes(answered(name, PANELS[name].data(board), board)))
        found = supplements.named(name, board, partial(keep.trusted, board))
        return _tagged(_bytes(answered(name, found.shown, board))) if found else _no_panel(name)

    @api.get("/rows")
    def _rows() -> BaseResponse:
        question = ask(request.query_string.decode("utf-8", "replace")[:LONGEST], city=city)
        return _tagged(_bytes(keep.rows(question).to_json()))

    @api.get("/refused")
    def _refused() -> BaseResponse:
        asked = quarantined_rows.ask(request.query_string.decode("utf-8", "replace")[:LONGEST])
        page = keep.refused(asked)
        if not may_inspect(page, Scope(city), keep):
            abort(403, "Refused rows may hold personal data; editors who are signed in may read them.")
        answer = Response(_bytes(page.to_json()), mimetype="application/json")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    _about(api, keep, city=city, viewer=viewer)
    return api


def _about(api: Blueprint, keep: BoardAccess, *, city: str, viewer: Callable[[], Viewer]) -> None:
    """What is known about the numbers: definitions, names, the version of everything, the description of the API."""

    @api.get("/metrics")
    def _metrics() -> BaseResponse:
        board = keep.board(Scope(city, unit=viewer().home))  # definitions are the same in every scope
        definitions = {name: dict(definition) for name, definition in board.definitions.items()}
        return _tagged(_bytes({"definition_version": board.definition_version, "metrics": definitions}))

    @api.get("/version")
    def _version() -> BaseResponse:
        version = version_of(keep)
        return _tagged(_bytes({"version": version}), version)

    @api.get("/names")
    def _names() -> BaseResponse:
        board = keep.board(Scope(city, unit=viewer().home))
        return _tagged(
            _bytes({"names": finder.names(board, whole=keep.whole())}),
            f"{board.definition_version}-{board.data_version}-{keep.whole():d}",
        )

    @api.get("/openapi.json")
    def _openapi() -> BaseResponse:
        return _tagged(_bytes(describe()))


def _no_panel(name: str) -> ResponseReturnValue:
    try:
        PANELS[name]
    except NameUnknown as unknown:
        return refusal("There is no such panel.", status=404, field="panel", allowed=unknown.remedy)
    abort(404)


def _bytes(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def _tagged(content: bytes, tag: str | None = None) -> BaseResponse:
    """An answer that a client may keep and has to ask about: 304 where it has not changed."""
    response = Response(content, mimetype="application/json")
    response.cache_control.no_cache = True
    if tag:
        response.set_etag(tag)
    else:
        response.add_etag()
    return response.make_conditional(request)
