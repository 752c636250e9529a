"""The files of the data grid, from the package that brings them: no page names them, the first table asks for them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

FILES = ("dash_ag_grid.min.js", "async-community.js")
PACKAGE = "dash_ag_grid"
DAY = 86_400


def blueprint() -> Blueprint:
    """The package is not imported: Dash would put its 1.3 MB into every page."""
    grid = Blueprint("grid", __name__, url_prefix="/grid")
    spec = find_spec(PACKAGE)
    folder = Path(spec.origin).parent if spec and spec.origin else None

    @grid.get("/<name>")
    def _file(name: str) -> Response:
        if folder is None or name not in FILES:
            abort(404)
        answer = Response((folder / name).read_bytes(), mimetype="application/javascript")
        answer.cache_control.max_age = DAY
        answer.add_etag()
        return answer.make_conditional(request)

    return grid
