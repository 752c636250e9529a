"""Whether two cockpits look the same: every page of the desk and every scene of the wall, photographed at both.

For a change that shall not be seen. Serve the checkout before it and the checkout after it, each with a copy of the
same database, the same COCKPIT_CLOCK and a COCKPIT_VAR of its own, then:

    python -m bench.pixels http://127.0.0.1:8051 http://127.0.0.1:8052 --keep /tmp/pixels

Compared are the pixels of the whole page and, beside them, every computed property of every element, which finds what
no picture shows (a cursor, what a link does to a hand). What differs is named and, with --keep, kept as two pictures
and a list.
"""

from __future__ import annotations

import argparse
import base64
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops
from selenium import webdriver

from cockpit.screens import desk
from cockpit.screens.top_bar import address
from tests.conftest import pytest_setup_options

WIDE, SMALL, PHONE, WALL = (1440, 900), (1280, 800), (390, 844), (1920, 1080)
LOOKS = [f"lang={language}&theme={theme}" for language, theme in product(("zh", "en"), ("light", "dark"))]
STATES = (
    "/desk/sharing?metric=sharing.records&highlight=poverty",
    "/desk/sharing?metric=sharing.resources&rows=open",
    "/desk/sharing?compare=week&metric=sharing.records",
    "/desk/volumes?metric=volumes.records",
    "/desk/trust?rows=refused",
    "/desk?county=371302",
    "/desk?asof=2020-07-01",
    "/desk/nowhere",
    "/weekly",
    "/screens",
    "/week",
)
"""Pages with something open, and those that are no page of the desk's list."""
SCENES = ("overview", "volumes", "sharing", "opening", "meetings", "counties", "county-371302")
STILL = "*,*::before,*::after{animation:none!important;transition:none!important;caret-color:transparent!important}"
READY = """
const done = arguments[0], started = performance.now();
(function look() {
  const root = document.documentElement, desk = document.getElementById("react-entry-point");
  if (desk && !root.classList.contains("live") && performance.now() - started < 20000) return setTimeout(look, 50);
  document.fonts.ready.then(() => setTimeout(done, 400));
})();
"""
STYLES = """
const sides = [null, "::before", "::after"], found = [], whole = arguments[0];
const twice = /^--|(block|inline)-(start|end|size)/;
const names = Array.from(getComputedStyle(document.body)).filter((name) => !twice.test(name));
function mark(text) {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0;
  return String(sum);
}
for (const one of document.querySelectorAll("html, body, body *")) {
  if (one.closest("script, style, .ag-desk")) continue;
  for (const side of sides) {
    const style = getComputedStyle(one, side);
    if (side && style.content === "none") continue;
    const said = names.map((name) => name + ":" + style.getPropertyValue(name)).join(";");
    found.push([one.tagName + "." + one.className + (side || ""), whole ? said : mark(said)]);
  }
}
return found;
"""


@dataclass(frozen=True)
class Shot:
    """A page in one look: its address without the host, the size of the window, on paper or on a screen."""

    path: str
    size: tuple[int, int]
    medium: str = "screen"

    @property
    def name(self) -> str:
        return f"{self.path.strip('/').translate(str.maketrans('/?&=', '----'))}-{self.size[0]}-{self.medium}"


def shots(only: str) -> Iterator[Shot]:
    """Every look of every page whose address holds `only`."""
    pages = [address(page) for page in desk.PAGES]
    for path in (*pages, *STATES):
        for look, size in product(LOOKS, (WIDE, SMALL, PHONE)):
            yield from _named(only, Shot(f"{path}{'&' if '?' in path else '?'}{look}", size))
        yield from _named(only, Shot(path, WIDE, "print"))
    for scene, language in product(SCENES, ("zh", "en")):
        yield from _named(only, Shot(f"/wall/{scene}?lang={language}", WALL))


def _named(only: str, shot: Shot) -> Iterator[Shot]:
    if only in shot.path:
        yield shot


def seen(driver: Any, place: str, shot: Shot, *, whole: bool) -> tuple[Image.Image, list[list[str]]]:
    """The whole page as a picture, and a mark of what is computed for each of its elements."""
    wide, high = shot.size
    size = {"width": wide, "height": high, "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": shot.medium})
    driver.get(f"{place}{shot.path}")
    driver.execute_async_script(READY)
    driver.execute_script(
        f"document.head.append(Object.assign(document.createElement('style'), {{textContent: `{STILL}`}}))"
    )
    how = {"format": "png", "captureBeyondViewport": True, "optimizeForSpeed": True}
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", how)["data"]
    return Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB"), driver.execute_script(STYLES, whole)


def differences(before: Sequence[Sequence[str]], after: Sequence[Sequence[str]]) -> list[str]:
    """One line for each element that is computed otherwise: which, and the properties before and after."""
    found = [] if len(before) == len(after) else [f"{len(before)} elements, {len(after)} afterwards"]
    for (name, was), (_, now) in zip(before, after, strict=False):
        if was != now:
            said = [f"{a} | {b}" for a, b in zip(was.split(";"), now.split(";"), strict=False) if a != b]
            found.append(f"{name}: {said[:4]}")
    return found


def apart(was: Image.Image, now: Image.Image) -> tuple[int, int, int, int] | None:
    """The box around the pixels that differ; one shade of 256 is how a browser draws an edge."""
    if was.size != now.size:
        return (0, 0, *now.size)
    return ImageChops.difference(was, now).point(lambda shade: 0 if shade <= 1 else shade).getbbox()


def compared(driver: Any, places: tuple[str, str], shot: Shot, keep: Path | None) -> str:
    """What differs, in a line; empty where nothing does. A page that moves by itself is looked at again."""
    for whole in (False, False, True):
        (was, styles), (now, others) = (seen(driver, place, shot, whole=whole) for place in places)
        box = apart(was, now)
        said = differences(styles, others)
        if not box and not said:
            return ""
    if keep:
        was.save(keep / f"{shot.name}-before.png")
        now.save(keep / f"{shot.name}-after.png")
        (keep / f"{shot.name}.txt").write_text("\n".join(said), "utf-8")
    return f"{shot}: pixels {box}, {len(said)} elements computed otherwise {said[:2]}"


def main() -> None:
    if driver_path := shutil.which("chromedriver"):  # or selenium looks for one on the network
        os.environ.setdefault("SE_CHROMEDRIVER", driver_path)
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("before")
    asked.add_argument("after")
    asked.add_argument("--only", default="", help="pages whose address holds this")
    asked.add_argument("--keep", type=Path, help="a folder for what differs")
    given = asked.parse_args()
    if given.keep:
        given.keep.mkdir(parents=True, exist_ok=True)
    options = pytest_setup_options()
    options.add_argument("--hide-scrollbars")
    driver = webdriver.Chrome(options=options)
    driver.set_script_timeout(60)
    begun, wrong, every = time.monotonic(), 0, list(shots(given.only))
    try:
        for shot in every:
            if said := compared(driver, (given.before, given.after), shot, given.keep):
                wrong += 1
                print(said, flush=True)
    finally:
        driver.quit()
    print(f"{len(every)} pages looked at in {time.monotonic() - begun:.0f} s, {wrong} differ")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
