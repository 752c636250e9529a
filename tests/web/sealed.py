"""Sealed weeks behind the desk: three of the city and one of a county, signed, and a browser's view of their page."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient

from cockpit.roles import EVERYONE, Editors, Viewer
from cockpit.snapshot.signing import Signer
from cockpit.snapshot.week_catalogue import WeekCatalogue
from cockpit.snapshot.weekly_plan import WeeklyPlan
from cockpit.web import weekly_routes
from tests.snapshot.weeks import MONDAY, board_of, press
from tests.web.living import Handmade

ASSETS = Path(__file__).parents[2] / "assets"
LANSHAN = "371302"
OURS = {"Sec-Fetch-Site": "same-origin"}


def seal_three(folder: Path, key: Signer) -> Path:
    """Three weeks of the city, the last one also of a county; signed."""
    mail = {"server": "localhost", "port": 9, "sender": "week@city.test", "tries": 1}
    plan = {"mail": mail, "recipient": [{"address": "a@b.test", "unit": LANSHAN, "files": ["none.pdf"]}]}
    for ago in (2, 1, 0):
        records = 20_000_000 + 1_000_000 * ago
        ask = lambda week, unit, n=records: board_of(week, unit, sharing__records=n)  # noqa: E731
        press(folder, at=MONDAY - timedelta(weeks=ago), ask=ask, signer=key, plan=None if ago else plan).run()
    return folder


def catalogue_of(root: Path, key: Signer | None) -> WeekCatalogue:
    keys = (key.verifier,) if key else ()
    return WeekCatalogue(root / "snapshots", root / "var", WeeklyPlan(), lambda: MONDAY, keys, key, city="linyi")


def client_of(root: Path, key: Signer | None, viewer: Viewer = EVERYONE) -> FlaskClient:
    keep = Handmade()
    keep.editors = Editors(("张三",))
    app = Flask("weekly")
    routes = weekly_routes.blueprint(catalogue_of(root, key), keep, city="linyi", assets=ASSETS, viewer=lambda: viewer)
    app.register_blueprint(routes)
    return app.test_client()


def soup(client: FlaskClient, query: str = "", status: int = 200) -> BeautifulSoup:
    answer = client.get(f"/desk/weekly{query}")
    assert answer.status_code == status
    return BeautifulSoup(answer.data, "lxml")


def states(page: BeautifulSoup) -> list[tuple[str, str]]:
    return [(line.b.text, line.select_one(".fresh").text) for line in page.select(".weeks a")]  # type: ignore[union-attr]
