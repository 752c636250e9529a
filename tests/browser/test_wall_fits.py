"""Every text box of every scene, measured on walls of four shapes in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash.testing.browser import Browser

from tests.browser.test_live import open_live
from tests.web.living import Handmade, serving

FITS = (Path(__file__).parent / "fits.js").read_text(encoding="utf-8")
SCENES = ("overview", "volumes", "sharing", "opening", "meetings")
SIZES = ((1920, 1080), (3840, 2160), (1280, 720), (2560, 720))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    with serving(Handmade(), tmp_path) as address:
        yield address


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_covered_or_too_small_on_any_wall(dash_br: Browser, place: str, language: str) -> None:
    driver: Any = dash_br.driver
    for scene in SCENES:
        open_live(driver, f"{place}/wall/{scene}?lang={language}", SIZES[0])
        for width, height in SIZES:
            shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
            driver.execute_script("return document.fonts.ready")
            measured, wrong = driver.execute_script(FITS)
            assert wrong == [], (scene, width, height)
            assert measured > 30, scene
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
