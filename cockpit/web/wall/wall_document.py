"""The document of the wall: every scene stands in it, one is to be seen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import orjson

from cockpit.panels.view import View
from cockpit.web import charts, html_document
from cockpit.web.error_pages import Reply, draw
from cockpit.web.first_paint import address
from cockpit.web.wall.scenes import DrawnScene
from cockpit.web.wall.wall_address import WallRequest

SHEETS = ("tokens.css", "wall.css", "live.css")
NINE = "wall-nine.css"
"""Only for the screens that are nine."""
SCRIPTS = ("live.js", "wall-stage.js", "wall-pulse.js")
WATCHDOG = "wall-watchdog.js"
PLOTS = "wall-plots.js"
"""Fetched, as the charts' library then is, only where a panel has a figure of its own."""


def document(
    asked: WallRequest,
    scenes: Sequence[DrawnScene],
    *,
    shown: str,
    home: str,
    version: str,
    moment: str,
    build: str,
    assets: Path,
) -> str:
    """`home` is where a screen without a plan stands and comes back to, `moment` up to when its data are."""
    tiles = asked.plan.tiles
    more = {
        "data-version": version,
        "data-moment": moment,
        "data-build": build,
        "data-home": home,
        "data-plan": orjson.dumps(asked.plan.to_json()).decode(),
        "data-watchdog": address(assets, WATCHDOG),
        "data-charts": charts.ADDRESS,
        "data-plots": address(assets, PLOTS),
    }
    if asked.screen:
        more["data-screen"] = asked.screen
    if tiles:
        more["data-tiles"] = tiles
        more["style"] = f"--bezel:{asked.plan.bezel}px"
    return html_document.document(
        asked.view,
        title=next(scene.title for scene in scenes if scene.name == shown),
        screen="".join(scene.to_html(shown=scene.name == shown) for scene in scenes),
        assets=assets,
        sheets=(*SHEETS, NINE) if tiles else SHEETS,
        scripts=SCRIPTS,
        more=more,
    )


def sentence(said: Reply, view: View, *, version: str, build: str, assets: Path) -> str:
    """A page of one sentence; it listens too, and becomes the wall as soon as there is one."""
    return html_document.document(
        view,
        title=view.tell(said.title),
        screen=draw(view, said).to_html(),
        assets=assets,
        sheets=SHEETS,
        scripts=SCRIPTS,
        more={"data-version": version, "data-build": build, "data-watchdog": address(assets, WATCHDOG)},
    )
