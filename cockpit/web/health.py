"""Whether the process lives, and whether it has something to show."""

from __future__ import annotations

from flask import Blueprint, Response

from cockpit.board.board_access import BoardAccess
from cockpit.errors import CockpitError


def blueprint(keep: BoardAccess) -> Blueprint:
    health = Blueprint("health", __name__)

    @health.get("/healthz")
    def _lives() -> Response:
        return _line("ok")

    @health.get("/readyz")
    def _ready() -> Response:
        try:
            keep.version()
        except CockpitError as refused:
            return _line(str(refused), status=503)
        return _line("ready")

    return health


def _line(words: str, *, status: int = 200) -> Response:
    response = Response(f"{' '.join(words.split())}\n", status=status, mimetype="text/plain")
    response.cache_control.no_store = True
    return response
