"""The contact sheets of the desk: pages in both themes and languages, every page in every look, and answers."""

from __future__ import annotations

import logging
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from PIL import Image
from sheet import GAP, GROUND, ROOT, browser, picture
from werkzeug.serving import make_server

from cockpit.screens import desk
from cockpit.screens.top_bar import address
from cockpit.settings import read
from cockpit.web.app import create_app
from cockpit.web.preflight import keep

FOLDER = ROOT / "build" / "sheets" / "desk"
WIDE, LARGE, PHONE = (1440, 900), (1920, 1080), (390, 844)
HEIGHT = 520
QUALITY = 80
PAGES = (
    (("/desk", WIDE), ("/desk/sharing?highlight=poverty&metric=sharing.records", WIDE)),
    (
        ("/desk/sharing?theme=dark&lang=en", LARGE),
        ("/desk?theme=dark", PHONE),
        ("/desk", PHONE),
        ("/desk?lang=en", PHONE),
    ),
    (("/desk/trust", WIDE), ("/desk/counties?theme=dark", WIDE)),
)
ANSWERS = (
    (("/desk/sharing?compare=week&metric=sharing.records", WIDE), ("/desk?metric=sharing.records&rows=open", WIDE)),
    (("/desk/sharing?metric=sharing.resources", WIDE), ("/desk/volumes?lang=en&metric=volumes.records", WIDE)),
)

EVERY = tuple(
    tuple(
        (f"{address(page)}?lang={language}&theme={theme}", size)
        for size in (WIDE, LARGE, PHONE)
        for theme in ("light", "dark")
        for language in ("zh", "en")
    )
    for page in desk.PAGES
)
"""A line a page, in every look."""
SMALL = 170


def shot(driver: Any, address: str, size: tuple[int, int], *, height: int) -> Image.Image:
    wide, high = size
    shape = {"width": wide, "height": high, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    driver.get(address)
    patience = time.monotonic() + 60
    while time.monotonic() < patience and not driver.execute_script(
        "return document.documentElement.classList.contains('live')"
    ):
        time.sleep(0.1)
    driver.execute_async_script("document.fonts.ready.then(() => setTimeout(arguments[0], 600))")
    return picture(driver, size, height)


def sheet(driver: Any, place: str, lines: Any, *, height: int) -> Image.Image:
    drawn = [[shot(driver, f"{place}{there}", size, height=height) for there, size in line] for line in lines]
    wide = max(sum(one.width + GAP for one in line) for line in drawn) + GAP
    whole = Image.new("RGB", (wide, (height + GAP) * len(drawn) + GAP), GROUND)
    for number, line in enumerate(drawn):
        left = GAP
        for one in line:
            whole.paste(one, (left, number * (height + GAP) + GAP))
            left += one.width + GAP
    return whole


def main() -> None:
    settings = read({"COCKPIT_CLOCK": "2020-09-30T18:00", **os.environ})
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var:
        app = create_app(settings, keep(settings.model_copy(update={"var": Path(var)})))
        server = make_server("127.0.0.1", 0, app.server, threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        driver = browser()
        try:
            for name, lines, height in (
                ("pages", PAGES, HEIGHT),
                ("answers", ANSWERS, HEIGHT),
                ("every", EVERY, SMALL),
            ):
                file = FOLDER / f"{name}.webp"
                sheet(driver, f"http://127.0.0.1:{server.port}", lines, height=height).save(
                    file, quality=QUALITY, method=6
                )
                print(f"build/sheets/desk/{name}.webp {file.stat().st_size // 1000} kB")
        finally:
            driver.quit()
            server.shutdown()


if __name__ == "__main__":
    main()
