"""The overview of a city with a subject of its own: five areas, and six, on walls of every shape."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit.settings import ROOT

FITS = (Path(__file__).parent / "fits.js").read_text(encoding="utf-8")
SEEN = """
const numbers = [...document.querySelectorAll("main[data-scene=overview] .area .kpi")];
return numbers.filter(one => one.checkVisibility()).length;
"""
POINTS = """
const found = (name) => [...document.querySelectorAll(`main[data-scene=overview] ${name}`)];
const seen = (name) => found(name).some(one => one.checkVisibility());
return [seen(".evidence"), seen(".below")];
"""
SIZES = ((1920, 1080), (3840, 2160), (3840, 1080), (5760, 1080), (1080, 1920))


@pytest.fixture(params=[5, 6], scope="module")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    folder = tmp_path_factory.mktemp("areas")
    words = [sys.executable, "-m", "tests.fifth.wall", str(request.param), str(folder)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdout is not None
        yield request.param, server.stdout.readline().strip()
        server.communicate()


@pytest.mark.parametrize("query", ["lang=zh", "lang=en", "lang=zh&tiles=3x3"])
def test_every_area_of_the_overview_has_its_place(chromium: Any, place: tuple[int, str], query: str) -> None:
    areas, address = place
    chromium.get(f"{address}/wall/overview?{query}")
    wrong: dict[tuple[int, int], list[str]] = {}
    for width, height in SIZES if "tiles" not in query else ((1920, 1080),):
        shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        assert chromium.execute_script(SEEN) == areas
        evidence, pointer = chromium.execute_script(POINTS)
        assert evidence == pointer == (width > 2.6 * height), (width, height)
        for scene, _, found in chromium.execute_async_script(FITS):
            if scene == "overview" and found:
                wrong[width, height] = found
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}
