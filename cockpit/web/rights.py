"""The door: who is listed nowhere reads nothing, who may see one county begins there, and no cache passes it on."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from cockpit.panels.view import Surface, View
from cockpit.roles import EVERYONE, NOBODY, Viewer
from cockpit.screens.top_bar import WEEKLY
from cockpit.web import error_pages, html_document, weekly_routes
from cockpit.web.address import known, language_of, theme_of
from cockpit.web.dash_internals import SUITES
from cockpit.web.error_pages import Reply
from cockpit.web.guard import Who
from cockpit.web.refusals import spoken_to_a_program, told

OPEN = ("/assets/", SUITES, "/healthz", "/readyz")
"""What holds no number of anybody."""
PAGES = ("/desk", "/week")
SHEETS = ("tokens.css", "desk.css", "tools.css", "live.css")

Answer = BaseResponse | tuple[Response, int]


def register(server: Flask, *, viewer: Who, header: str | None, kiosks: bool, assets: Path) -> None:
    """`header` is the one that names who is signed in, `kiosks`: the screens of the wall have tokens of their own."""

    @server.before_request
    def _look() -> Answer | None:
        who, path = viewer(), request.path
        if who is EVERYONE or path.startswith(OPEN) or (kiosks and _below(path, "/wall")):
            return None
        if who is NOBODY:
            return refused(error_pages.STRANGER, assets)
        if who.home and request.method == "GET" and (home := _home(path, who)):
            return redirect(home)
        return refused(error_pages.FOREIGN, assets) if not who.may_read(None) and _whole(path) else None

    @server.after_request
    def _own(response: Response) -> Response:
        if header is not None and not request.path.startswith(OPEN):
            response.cache_control.private = True
            response.vary.update((header, "Authorization", "Cookie"))
        return response


def refused(said: Reply, assets: Path) -> Answer:
    """403 in the reader's language, and in JSON for a program."""
    if spoken_to_a_program(request.path) or request.method != "GET":
        return told(said.line, status=403)
    query = request.query_string.decode("utf-8", "replace")
    return page(said, query, assets)


def page(said: Reply, query: str, assets: Path) -> Response:
    """403 as a page that looks as `query` asks."""
    view = View(Surface.DESKTOP, language=language_of(query), theme=theme_of(query, Surface.DESKTOP))
    title, screen = view.tell(said.title), error_pages.draw(view, said).to_html()
    text = html_document.document(view, title=title, screen=screen, assets=assets, sheets=SHEETS, scripts=(), more={})
    return Response(text, status=403, mimetype="text/html")


def _home(path: str, who: Viewer) -> str | None:
    """Where a page that names no unit leads whoever may not see the whole city; a link to a week stays as it is."""
    if path not in ("/", *PAGES) and not (path.startswith("/desk/") and path.count("/") == 2):
        return None
    given = parse_qsl(known(request.query_string.decode("utf-8", "replace"), *weekly_routes.FIELDS))
    if who.may_read(None) or {name for name, value in given if value} & {"unit", "county"}:
        return None
    if path == WEEKLY and "week" in request.args:
        return None
    return f"{'/desk' if path == '/' else path}?{urlencode([*given, ('unit', who.home or '')])}"


def _whole(path: str) -> bool:
    """What shows the whole city and nothing less."""
    return path == "/" or _below(path, "/wall") or _below(path, "/screens")


def _below(path: str, root: str) -> bool:
    return path == root or path.startswith(f"{root}/")
