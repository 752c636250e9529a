"""The contact sheets of the wall: every scene of the wall at eight sizes, in zh and en, normal, stale and demo.

`make sheet` serves the demonstration on a free port, at its own clock, and photographs it with Chromium. It needs the
tools of the tests, and the browser and its driver that `sh scripts/system.sh` installs. The sheets are not committed.
"""

from __future__ import annotations

import base64
import io
import logging
import os
import sys
import tempfile
import threading
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL import Image
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from cockpit.board.board import Board, Stale
from cockpit.board.scope import Scope
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.calendar import SHANGHAI
from cockpit.settings import read
from cockpit.units import Text
from cockpit.web.app import create_app
from cockpit.web.preflight import keep

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "build" / "sheets" / "wall"
SCENES = ("overview", "volumes", "sharing", "opening", "meetings", "county-371302")
LINES = (
    ((1280, 720), (1920, 1080), (3840, 2160), (5760, 3240), (1080, 1920)),
    ((2560, 1080), (3840, 1080), (5760, 1080)),
)
HEIGHTS = (212, 148)
WIDTH, GAP = 1716, 10
QUALITIES, LARGEST = (76, 66, 56, 46), 320_000
GROUND = "#4A4F55"
CHROMIUM = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars")


class States:
    """The service of boards, which shows them as they are, as old ones, or as nothing but invented ones."""

    def __init__(self, kept: Any) -> None:
        self.kept, self.state = kept, "normal"

    def version(self) -> str:
        return f"{self.kept.version()}-{self.state}"

    def board(self, scope: Scope) -> Board:
        return {"normal": same, "stale": stale, "demo": invented}[self.state](self.kept.board(scope))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.kept, name)


def same(board: Board) -> Board:
    return board


def stale(board: Board) -> Board:
    since = datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI)
    return board.mark_stale(Stale(since, Text("数据库无应答", "the database does not answer")))


def invented(board: Board) -> Board:
    def demo(number: Any) -> Any:
        return number if number.value is None else replace(number, provenance="demo", qualifier=None, published=None)

    metrics = {name: demo(number) for name, number in board.metrics.items()}
    tables = {
        name: tuple(replace(row, numbers={key: demo(one) for key, one in row.numbers.items()}) for row in rows)
        for name, rows in board.tables.items()
    }
    said = headlines(Draft(metrics, tables), (), board.as_of)
    return replace(board, metrics=metrics, tables=tables, headline=said)


def browser() -> Any:
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in CHROMIUM:
        options.add_argument(argument)
    return webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def picture(driver: Any, size: tuple[int, int], height: int) -> Image.Image:
    """Drawn at twice the height that is wanted, so that small letters stay letters."""
    wide, high = size
    clip = {"x": 0, "y": 0, "width": wide, "height": high, "scale": min(1, 2 * height / high)}
    shot = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png", "clip": clip})["data"]
    whole = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
    return whole.resize((wide * height // high, height), Image.Resampling.LANCZOS)


def line(driver: Any, address: str, scene: str, sizes: Any, height: int) -> list[Image.Image]:
    found = []
    for wide, high in sizes:
        tiles = "&tiles=3x3&bezel=24" if (wide, high) == (5760, 3240) else ""
        shape = {"width": wide, "height": high, "deviceScaleFactor": 1, "mobile": False}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        driver.get(f"{address.replace('SCENE', scene)}{tiles}")
        driver.execute_async_script("document.fonts.ready.then(arguments[0])")
        found.append(picture(driver, (wide, high), height))
    return found


def sheet(driver: Any, address: str) -> Image.Image:
    tall = sum(HEIGHTS) + GAP * 3
    whole = Image.new("RGB", (WIDTH, tall * len(SCENES) + GAP), GROUND)
    for number, scene in enumerate(SCENES):
        top = tall * number + GAP
        for sizes, height in zip(LINES, HEIGHTS, strict=True):
            left = GAP
            for one in line(driver, address, scene, sizes, height):
                whole.paste(one, (left, top))
                left += one.width + GAP
            top += height + GAP
    return whole


def main() -> None:
    wanted = sys.argv[1:] or [
        f"{state}-{language}" for state in ("normal", "stale", "demo") for language in ("zh", "en")
    ]
    settings = read({"COCKPIT_CLOCK": "2020-09-30T18:00", **os.environ})
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var:
        states = States(keep(settings.model_copy(update={"var": Path(var)})))
        server = make_server("127.0.0.1", 0, create_app(settings, states).server, threaded=True)  # type: ignore[arg-type]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        driver = browser()
        try:
            for name in wanted:
                states.state, language = name.split("-")
                made = sheet(driver, f"http://127.0.0.1:{server.port}/wall/SCENE?lang={language}")
                for quality in QUALITIES:
                    made.save(FOLDER / f"{name}.webp", quality=quality, method=6)
                    if (FOLDER / f"{name}.webp").stat().st_size <= LARGEST:
                        break
                print(f"build/sheets/wall/{name}.webp {(FOLDER / f'{name}.webp').stat().st_size // 1000} kB")
        finally:
            driver.quit()
            server.shutdown()


if __name__ == "__main__":
    main()
