"""The page of the desk where a manager sees every screen and steers it."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

import orjson
from flask import Blueprint, Response, request

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.errors import CockpitError, ScopeWrong
from cockpit.marks.theme import Theme
from cockpit.panels.view import Surface, View
from cockpit.screens import screens_page
from cockpit.screens.screens_page import Screen, ScreenState
from cockpit.units import Text
from cockpit.web import error_pages, html_document
from cockpit.web.address import added, language_of, theme_of
from cockpit.web.pages import version_of
from cockpit.web.refusals import Answer, refusal, told
from cockpit.web.wall.heartbeat import Heartbeat, PageState
from cockpit.web.wall.remote_control import command
from cockpit.web.wall.routes import Wall, named
from cockpit.web.wall.screen_plan import ScreenPlan

log = logging.getLogger(__name__)

SHEETS = ("tokens.css", "desk.css", "tools.css", "live.css", "screens.css")
SCRIPTS = ("address.js", "leaving.js", "live.js", "watch.js", "wall-remote.js", "palette.js")


def blueprint(one: Wall) -> Blueprint:
    remote = Blueprint("screens", __name__)

    @remote.get("/screens")
    def _page() -> Response:
        view = _view()
        title = view.say("大屏", "Screens")
        editors = one.keep.editors
        screen = screens_page.draw(
            _board(one), screens(one), view, authors=editors.names, named=bool(editors.listed)
        ).to_html()
        more = {"data-build": one.build, **added(request.query_string.decode("utf-8", "replace"))}
        text = html_document.document(
            view, title=title, screen=screen, assets=one.assets, sheets=SHEETS, scripts=SCRIPTS, more=more
        )
        return Response(text, mimetype="text/html")

    @remote.get("/screens/states")
    def _states() -> Response:
        drawn = {screen.name: screens_page.status(screen, _view()).to_html() for screen in screens(one)}
        return _json({"states": drawn})

    @remote.post("/screens/<name>")
    def _steer(name: str) -> Response | Answer:
        if refused := foreign():
            return refused
        body = _body()
        author = body.pop("author", "") if isinstance(body, dict) else ""
        if not one.keep.editors.may_write(author):
            return told(screens_page.closed(bool(one.keep.editors.listed)), status=403, field="author")
        named(name)
        if name not in {screen.name for screen in screens(one)}:
            return refusal("There is no such screen.", status=404, field="screen")
        asked = command(body)
        # As loud as a warning, so that it is kept without further settings: who changed what leaders see.
        log.warning("screen %s: %s by %s", name, "released" if asked is None else asked, author)
        if asked is None:
            one.hand.release(name)
        elif not one.hand.steer(name, asked, by=author):
            return refusal("The command could not be kept; the folder of the server may be full.", status=503)
        return _json({"screen": name, "steer": one.hand.on(name)})

    return remote


def foreign() -> Answer | None:
    """Only our own pages steer: a browser says where a request comes from, and no form of another site sends JSON."""
    if request.mimetype != "application/json":
        return refusal("A command is JSON.", status=400, field="Content-Type", allowed="application/json")
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    ours = site == "same-origin" if site else origin is None or urlsplit(origin).netloc == request.host
    return None if ours else told(error_pages.NOT_OURS.line, status=403, field="Origin")


def screens(one: Wall) -> tuple[Screen, ...]:
    """Those of the plan in its order, then those that merely gave a sign."""
    signs = one.signs.all()
    version = version_of(one.keep)
    names = [*one.plans, *(name for name in signs if name not in one.plans)]
    return tuple(_screen(one, name, signs.get(name), version) for name in names)


def _screen(one: Wall, name: str, last: Heartbeat | None, version: str) -> Screen:
    plan = one.plans.get(name, ScreenPlan())
    steer = one.hand.on(name)
    return Screen(
        name=name,
        title=plan.title or Text(name, name),
        state=_state(one, last, version),
        ago=one.signs.ago(last) if last else None,
        scene=last.scene if last else None,
        size=last.size if last else "",
        plan=plan.steps,
        hours=plan.hours,
        steered=_said(steer) if steer else None,
        by=one.hand.by(name) if steer else "",
        left=int(steer["left"]) if steer else 0,
    )


def _state(one: Wall, last: Heartbeat | None, version: str) -> ScreenState:
    if last is None:
        return ScreenState.NEVER
    if one.signs.late(last):
        return ScreenState.LATE
    if last.state != PageState.OK:
        return ScreenState(last.state)
    return ScreenState.OK if last.shown == version or one.signs.ago(last) < 2 else ScreenState.OLD


def _said(steer: dict[str, Any]) -> Text:
    scene = steer["scene"]
    view_zh, view_en = View(Surface.DESKTOP, language="zh"), View(Surface.DESKTOP, language="en")
    where = (
        Text(screens_page.named(scene, view_zh), screens_page.named(scene, view_en))
        if scene
        else Text("当前场景", "this scene")
    )
    if steer["hold"]:
        return Text(f"停留在{where.zh}", f"stays at {where.en}")
    pace = steer["seconds"]
    parts_zh = [*([f"切换到{where.zh}"] if scene else []), *([f"每 {pace} 秒一个场景"] if pace else [])]
    parts_en = [*([f"from {where.en}"] if scene else []), *([f"{pace} s a scene"] if pace else [])]
    return Text("，".join(parts_zh), ", ".join(parts_en))


def _view() -> View:
    query = request.query_string.decode("utf-8", "replace")
    language, theme = language_of(query), theme_of(query, Surface.DESKTOP)
    looks = [*(["lang=en"] if language == "en" else []), *(["theme=dark"] if theme == Theme.DARK else [])]
    return View(Surface.DESKTOP, language=language, theme=theme, query="&".join(looks))


def _board(one: Wall) -> Board | None:
    try:
        return one.keep.board(Scope(one.city))
    except CockpitError:
        return None  # a city without data steers its screens all the same


def _body() -> object:
    try:
        return orjson.loads(request.get_data())
    except ValueError as wrong:
        raise ScopeWrong("body", "This is no JSON.", "a JSON object") from wrong


def _json(value: Any) -> Response:
    response = Response(orjson.dumps(value), mimetype="application/json")
    response.cache_control.no_store = True
    return response
