"""The addresses of the wall: the page itself, the pulse that asks whether it is still true, the pieces that are not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
from flask import Blueprint, Response, request

from cockpit.board.board_access import BoardAccess
from cockpit.errors import DatabaseSilent, DatabaseWrong, ScopeWrong
from cockpit.panels import boundaries
from cockpit.panels.view import Surface, View
from cockpit.screens import wall
from cockpit.screens.moment import moment
from cockpit.web import error_pages as words
from cockpit.web import refusals
from cockpit.web.address import language_of, theme_of
from cockpit.web.pages import SETTLED, SILENT, version_of
from cockpit.web.refusals import Answer, refusal
from cockpit.web.wall import wall_address as question
from cockpit.web.wall import wall_document
from cockpit.web.wall.heartbeat import Heartbeats, PageState, heartbeat
from cockpit.web.wall.remote_control import RemoteControl
from cockpit.web.wall.scenes import DrawnScene, Scenes, broken
from cockpit.web.wall.screen_plan import NAME, ScreenPlan
from cockpit.web.wall.wall_address import WallRequest

FAILED = "failed"
"""The version of a page that failed or lacks a panel: no board has it, so the page is asked for again."""


class Wall:
    """The wall of one city, for every screen that shows it."""

    def __init__(
        self, keep: BoardAccess, *, city: str, plans: Mapping[str, ScreenPlan], build: str, assets: Path, var: Path
    ) -> None:
        self.keep = keep
        self.hand = RemoteControl(var / "screens" / "steered")
        self.signs = Heartbeats(var / "screens" / "signs", planned=plans)
        self.city = city
        self.plans = plans
        self._build = build
        self.assets = assets
        self._scenes = Scenes()

    @property
    def build(self) -> str:
        """The release, and the boundaries that the operator supplied: a page that is made of others reloads."""
        drawn = boundaries.stamp(self.city)
        return self._build if drawn is None else f"{self._build}-{drawn:x}"

    def page(self, scene: str | None, query: str) -> Response:
        """The document, or a sentence with its status; this is one of the places that promise to carry on."""
        view = View(Surface.WALL, language=language_of(query), theme=theme_of(query, Surface.WALL))
        try:
            asked = question.read(query, city=self.city, known=self.plans)
            version, upto, scenes = self._drawn(asked)
            first = scene or (asked.plan.steps[0][0] if asked.plan.steps else wall.NAMES[0])
            family = (one.name for one in scenes if one.name == first or one.name.startswith(f"{first}-"))
            home = next(family, None)
            if home is None:
                return self._only(words.MISSING, view, status=404)
        except ScopeWrong as refused:
            return self._only(words.wrong(refused), view, status=400)
        except (DatabaseSilent, DatabaseWrong):
            return self._only(words.SILENT, view, status=503, version=SILENT)
        except Exception as failed:
            said = words.failed(refusals.recorded(failed))
            return self._only(said, view, status=500, version=FAILED)
        text = wall_document.document(
            asked, scenes, shown=home, home=home, version=version, moment=upto, build=self.build, assets=self.assets
        )
        return Response(text, mimetype="text/html")

    def pieces(self, query: str, have: Mapping[str, Any]) -> Response:
        """What a page lacks that has these marks: whole scenes where their frame changed, else single pieces."""
        asked = question.read(query, city=self.city, known=self.plans)
        version, upto, scenes = self._drawn(asked)
        changed = {one.name: found for one in scenes if (found := _lacking(one, have.get(one.name)))}
        return _json(
            {
                "version": version,
                "moment": upto,
                "build": self.build,
                "order": [one.name for one in scenes],
                "titles": {one.name: one.title for one in scenes},
                "scenes": changed,
            }
        )

    def pulse(self, said: Mapping[str, str]) -> Response:
        """Everything that a page asks for all the time, in one small answer; what it says of itself is noted."""
        answer: dict[str, Any] = {"version": version_of(self.keep), "build": self.build, "now": round(time.time(), 1)}
        screen = said.get("screen")
        if screen is not None:
            named(screen)
            self.signs.note(screen, heartbeat(said))
            if steered := self.hand.on(screen):
                answer["steer"] = steered
        return _json(answer)

    def alive(self, screen: str) -> Response:
        """For the kiosk itself, which starts its browser anew at 503: 200 while its page gives signs of life, and while
        nothing is known because they cannot be kept."""
        named(screen)
        last = self.signs.of(screen)
        if last is not None and not self.signs.late(last):
            status, words = (503, "hung") if last.state == PageState.HUNG else (200, "alive")
        elif not self.signs.known(screen):
            status, words = 200, "unknown: signs of life cannot be kept"
        else:
            status, words = 503, f"no sign for {self.signs.ago(last)} s" if last else "never seen"
        return Response(f"{words}\n", status=status, mimetype="text/plain")

    def _drawn(self, asked: WallRequest) -> tuple[str, str, tuple[DrawnScene, ...]]:
        version = version_of(self.keep)  # before the board: what changes in between is drawn once more, never missed
        board = self.keep.board(asked.scope)
        scenes = self._scenes.of(board, asked.view, build=self.build)
        if any(broken(scene) for scene in scenes):
            return FAILED, moment(board), scenes
        return SILENT if board.stale else version, moment(board), scenes

    def _only(self, said: words.Reply, view: View, *, status: int, version: str = SETTLED) -> Response:
        text = wall_document.sentence(said, view, version=version, build=self.build, assets=self.assets)
        return Response(text, status=status, mimetype="text/html")


def blueprint(one: Wall) -> Blueprint:
    routes = Blueprint("wall", __name__)

    @routes.get("/wall")
    @routes.get("/wall/<scene>")
    def _page(scene: str | None = None) -> Response:
        return one.page(scene, request.query_string.decode("utf-8", "replace"))

    @routes.get("/wall/pulse")
    def _pulse() -> Response:
        return one.pulse(request.args)

    @routes.get("/wall/alive")
    def _alive() -> Response:
        return one.alive(request.args.get("screen", ""))

    @routes.post("/wall/pieces")
    def _pieces() -> Response | Answer:
        have = marks(request.get_data())
        if have is None:
            return refusal("This is not a request of the page.", status=400, field="body")
        return one.pieces(request.query_string.decode("utf-8", "replace"), have)

    return routes


def named(screen: str) -> None:
    """The name of the screen; ScopeWrong where it is none."""
    if not NAME.fullmatch(screen):
        raise ScopeWrong("screen", "This is not the name of a screen.", question.ALLOWED["screen"])


def marks(body: bytes) -> dict[str, list[str]] | None:
    """The marks that a page says it has; None where no page of ours would say so."""
    try:
        given = orjson.loads(body)
    except ValueError:
        return None
    if not isinstance(given, dict) or not all(isinstance(one, list) for one in given.values()):
        return None
    return given if all(isinstance(mark, str) for one in given.values() for mark in one) else None


def _lacking(scene: DrawnScene, have: Any) -> dict[str, Any] | None:
    if have is None or have[:1] != [scene.mark] or len(have) != len(scene.marks):
        return {"html": scene.to_html(shown=False)}
    pairs = enumerate(zip(scene.pieces, have[1:], strict=True))
    pieces = {
        str(place): {"html": piece.html, "broken": piece.broken} for place, (piece, mark) in pairs if piece.mark != mark
    }
    return {"pieces": pieces} if pieces else None


def _json(value: Any) -> Response:
    response = Response(orjson.dumps(value), mimetype="application/json")
    response.cache_control.no_store = True
    return response
