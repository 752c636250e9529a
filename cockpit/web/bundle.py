"""All scripts of a live page as one file and all its sheets as another: a first visit asks a dozen times, not 35.

What Dash names in the document stays in its order; only the file that holds all of it is named instead. Nothing is
written anywhere: each worker joins the files once, out of the same answers that a browser would have had.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from threading import Lock

from flask import Blueprint, Flask, abort, request
from werkzeug.wrappers import Response

from cockpit.web.dash_internals import LIBRARY

log = logging.getLogger(__name__)

SCRIPT = re.compile(r'<script src="([^"]+)"></script>')
UNUSED = ("/dash_table/", LIBRARY)
"""Dash names its own table on every page, and where panels are embedded what draws them; the desk has its own."""
SHEET = "sheets-{}.css"
CODE = "all-and-dash-renderer.js"
"""Dash looks for the name of its renderer in the document before it lets the document out."""


class Bundle:
    """`sheets` are the names of the sheets by surface, `listed` says which scripts Dash would name in a page."""

    def __init__(
        self, server: Flask, assets: Path, sheets: Mapping[str, Sequence[str]], *, listed: Callable[[], str]
    ) -> None:
        self.server, self.assets, self.sheets, self.listed = server, assets, sheets, listed
        self._lock = Lock()
        self._held: dict[tuple[str, ...], tuple[str, bytes]] = {}

    def scripts(self, named: str) -> str:
        """One element instead of those that Dash has written; these as they are where one of them is not there."""
        code = self._code(named)
        return named if code is None else f'<script src="/assets/{CODE}?v={code[0]}"></script>'

    def sheet(self, surface: str) -> str:
        mark, _ = self._sheet(surface)
        return f'<link rel="stylesheet" href="/assets/{SHEET.format(surface)}?v={mark}">'

    def blueprint(self) -> Blueprint:
        """Beside the files that they hold, so that what a sheet names is found, and are kept like those."""
        routes = Blueprint("bundle", __name__, url_prefix="/assets")

        @routes.get(f"/{CODE}")
        def _code() -> Response:
            code = self._code(self.listed())
            return abort(404) if code is None else _answer(*code, "text/javascript")

        for surface in self.sheets:
            routes.add_url_rule(
                f"/{SHEET.format(surface)}",
                endpoint=f"sheet-{surface}",
                view_func=lambda surface=surface: _answer(*self._sheet(surface), "text/css"),
            )
        return routes

    def _code(self, named: str) -> tuple[str, bytes] | None:
        places = tuple(place for place in SCRIPT.findall(named) if not any(one in place for one in UNUSED))
        with self._lock:
            if places not in self._held:
                client = self.server.test_client(use_cookies=False)
                answers = [client.get(place, buffered=True) for place in places]
                if lost := [place for place, answer in zip(places, answers, strict=True) if answer.status_code != 200]:
                    log.error("%s cannot be read", ", ".join(lost))
                    return None
                self._held[places] = _joined([answer.get_data() for answer in answers], b"\n;\n")
            return self._held[places]

    def _sheet(self, surface: str) -> tuple[str, bytes]:
        files = [self.assets / name for name in self.sheets[surface]]
        changed = (surface, *(str(file.stat().st_mtime_ns) for file in files))
        with self._lock:
            if changed not in self._held:
                self._held[changed] = _joined([file.read_bytes() for file in files], b"\n")
            return self._held[changed]


def _joined(contents: Sequence[bytes], between: bytes) -> tuple[str, bytes]:
    content = between.join(contents)
    return sha256(content).hexdigest()[:12], content


def _answer(mark: str, content: bytes, kind: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.set_etag(mark)
    return answer.make_conditional(request)
