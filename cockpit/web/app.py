"""The app of the cockpit: the wall is plain HTML; Dash draws desk and week, whose first HTML holds everything."""

from __future__ import annotations

import logging
from typing import Any

from dash import Dash
from flask import Response, g, redirect, request

from cockpit.board.board_access import BoardAccess
from cockpit.errors import ScreensWrong
from cockpit.panels.view import Surface, View
from cockpit.screens.week_access import Weeks
from cockpit.settings import ROOT, Settings
from cockpit.units import Text
from cockpit.web import (
    api,
    callbacks,
    charts,
    compression,
    desk_writing,
    error_pages,
    export,
    first_paint,
    grid,
    headers,
    health,
    identity,
    refusals,
    rights,
    wall_warm_up,
    weekly_routes,
)
from cockpit.web.address import added, known, language_of, theme_of
from cockpit.web.bundle import Bundle
from cockpit.web.deployment import build_of
from cockpit.web.guard import Guard, GuardedWeeks
from cockpit.web.pages import WebPage, show
from cockpit.web.wall import control_page, routes, screen_plan, token, wall_address
from cockpit.web.wall.routes import Wall
from cockpit.web.week_warm_up import WeekWarmUp
from cockpit.web.weekly_routes import Nothing

log = logging.getLogger(__name__)

ASSETS = ROOT / "assets"

FAILED = "failed"
"""The version of a page that failed: no board has it, so the page is tried again."""


class Cockpit(Dash):
    """A Dash whose index is the page that was asked for, with its own status."""

    city: str
    keep: BoardAccess
    sealed: Weeks
    bundle: Bundle

    def index(self, *_args: Any, **_kwargs: Any) -> Any:
        if request.path == "/":
            query = known(request.query_string.decode("utf-8", "replace"), *wall_address.FIELDS, token.FIELD)
            return redirect(f"/wall?{query}" if query else "/wall")
        if refusals.spoken_to_a_program(request.path):
            return refusals.no_such_path()
        g.page = self._page(request.path, request.query_string.decode("utf-8", "replace"))
        drawn = super().index()  # type: ignore[no-untyped-call]
        return Response(drawn, status=g.page.status, mimetype="text/html")

    def listed(self) -> str:
        """The scripts that Dash names in a page, whatever is asked for."""
        with self.server.test_request_context():
            super().index()  # type: ignore[no-untyped-call]
            return str(g.scripts)

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        if "page" not in g:
            g.scripts = parts["scripts"]
            return "\n".join(map(str, parts.values()))
        given = {name: parts[name] for name in ("config", "renderer")}
        sheet = self.bundle.sheet(g.page.view.surface)
        return first_paint.document(
            g.page,
            assets=ASSETS,
            sheet=sheet,
            scripts=self.bundle.scripts(parts["scripts"]),
            more=added(request.query_string.decode("utf-8", "replace")),
            **given,
        )

    def _page(self, path: str, query: str) -> WebPage:
        """The page, or a sentence with a reference: this is one of the places that promise to carry on."""
        try:
            return show(path, query, city=self.city, keep=self.keep, sealed=self.sealed)
        except Exception as failed:
            view = View(Surface.DESKTOP, language=language_of(query), theme=theme_of(query, Surface.DESKTOP))
            drawn = error_pages.draw(view, error_pages.failed(refusals.recorded(failed)))
            return WebPage(drawn, view, title=view.tell(Text("出错", "Failed")), version=FAILED, status=500)


def create_app(settings: Settings, keep: BoardAccess, weeks: Weeks | None = None) -> Dash:
    """`weeks` are the sealed ones; printing and serving do not know each other, so they are handed in."""
    app = Cockpit(
        "cockpit",
        assets_folder=str(ASSETS),
        # The first HTML names its sheets itself, the wall and the sealed report their own scripts.
        assets_ignore=r".*\.css$|^wall-.*\.js$|^(offline|embed|print-plots)\.js$",
        compress=False,
        enable_mcp=False,
        serve_locally=True,
        suppress_callback_exceptions=True,  # or Dash would embed one visitor's page in everybody's
        title="",
        update_title="",
        add_log_handler=False,
    )
    viewer = identity.viewer(settings, (weeks or Nothing()).grants())
    wall = wall_of(settings, keep)
    ahead = WeekWarmUp(keep, weeks or Nothing(), city=settings.city)
    keep, weeks = Guard(keep, viewer), GuardedWeeks(weeks or Nothing(), viewer)
    app.city, app.keep, app.sealed = settings.city, keep, weeks
    app.layout = callbacks.layout
    server = app.server
    server.extensions[wall_warm_up.AHEAD] = ahead
    server.json.sort_keys = False
    refusals.register(server)
    tokens = token.Tokens(settings.kiosk_tokens)
    rights.register(server, viewer=viewer, header=settings.identity_header, kiosks=bool(tokens), assets=ASSETS)
    callbacks.register(app, city=settings.city, keep=keep, sealed=weeks)
    token.register(server, tokens, assets=ASSETS)
    server.register_blueprint(routes.blueprint(wall))
    server.register_blueprint(control_page.blueprint(wall))
    server.register_blueprint(api.blueprint(keep, city=settings.city, viewer=viewer))
    server.register_blueprint(export.blueprint(keep, city=settings.city, sealed=weeks))
    server.register_blueprint(health.blueprint(keep))
    server.register_blueprint(grid.blueprint())
    server.register_blueprint(charts.blueprint())
    sheets = {surface: first_paint.with_fonts(ASSETS, names) for surface, names in first_paint.SHEETS.items()}
    app.bundle = Bundle(server, ASSETS, sheets, listed=app.listed)
    server.register_blueprint(app.bundle.blueprint())
    server.register_blueprint(desk_writing.blueprint(keep, assets=ASSETS))
    server.register_blueprint(weekly_routes.blueprint(weeks, keep, city=settings.city, assets=ASSETS, viewer=viewer))
    # Flask runs these last to first: what is compressed has its headers already.
    compression.register(server)
    headers.register(server, policy=headers.policy(list(app.csp_hashes())))
    return app


def wall_of(settings: Settings, keep: BoardAccess) -> Wall:
    """A mistake in the file of screens never stops the wall: every screen then shows what its address says."""
    try:
        plans = screen_plan.read(settings.screens)
    except ScreensWrong as wrong:
        log.error("%s", wrong)
        plans = {}
    return Wall(
        keep, city=settings.city, plans=plans, build=build_of(settings.screens), assets=ASSETS, var=settings.var
    )


__all__ = ["Cockpit", "create_app"]
