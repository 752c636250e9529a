"""plotly.js, from the package that brings it, where our own pages fetch it: only where a figure is to be drawn."""

from __future__ import annotations

from pathlib import Path

import plotly
from flask import Blueprint, request
from werkzeug.wrappers import Response

FILE = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
ADDRESS = f"/assets/plotly.min.js?v={plotly.__version__}"
"""It changes with the version, so that a browser may keep it for ever."""


def blueprint() -> Blueprint:
    charts = Blueprint("charts", __name__, url_prefix="/assets")

    @charts.get("/plotly.min.js")
    def _file() -> Response:
        answer = Response(FILE.read_bytes(), mimetype="text/javascript")
        answer.set_etag(plotly.__version__)
        return answer.make_conditional(request)

    return charts
