"""The wall can be read by everybody: measured contrast of every text box, and axe finds nothing."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.calendar import SHANGHAI
from tests import handmade
from tests.web.living import Handmade

HERE = Path(__file__).parent
CONTRAST = (HERE / "contrast.js").read_text(encoding="utf-8")
AXE = (HERE / "axe" / "axe.min.js").read_text(encoding="utf-8")
RUN = """
const done = arguments[0];
const scenes = [...document.querySelectorAll('#page > main')], found = [];
// Fifteen counties are drawn by the same hand: one of them stands for all. Contrast is measured by the other test.
const looked = scenes.filter((one, at) => !one.dataset.scene.startsWith('county-') || at === scenes.length - 1);
const asked = {resultTypes: ['violations'], rules: {'color-contrast': {enabled: false}}};
const was = scenes.find(one => !one.hidden);
(async () => {
  for (const scene of looked) {
    scenes.forEach(one => { one.hidden = one !== scene; });
    const result = await axe.run(document, asked);
    for (const one of result.violations)
      found.push([scene.dataset.scene, one.id, one.nodes.slice(0, 3).map(node => node.html)]);
  }
  scenes.forEach(one => { one.hidden = one !== was; });
  done(found);
})();
"""


ALL = os.environ.get("COCKPIT_AXE") == "all"
"""The suite looks at each state in one language or theme, `make proof` at every state in both."""
STATES: dict[str, Callable[[], Board]] = {
    "normal": handmade.board,
    "stale": handmade.database_lost,
    "source lost": handmade.source_lost,
    "demo": handmade.all_demo,
}
LOOKS = [
    (theme, language, state)
    for at, state in enumerate(STATES)
    for number, (theme, language) in enumerate(itertools.product(("dark", "light"), ("zh", "en")))
    if ALL or state == "normal" or number in (at % 4, 3 - at % 4)
]
NIGHTS = (0.2, 0.45, 1.0)


@pytest.fixture
def wall(chromium: Any, place: str) -> Iterator[Any]:
    shape = {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    yield lambda query: (chromium.get(f"{place}/wall?{query}"), chromium)[1]
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_every_text_stands_out_at_least_four_and_a_half_to_one(wall: Any, keep: Handmade) -> None:
    wrong = {}
    for theme, language, state in LOOKS:
        keep.shown, keep.held = STATES[state], state.replace(" ", "-")
        measured, lowest, under = wall(f"theme={theme}&lang={language}").execute_script(CONTRAST)
        assert measured > 900
        if under or lowest < 4.5:
            wrong[theme, language, state] = (lowest, under[:5])
    assert wrong == {}


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_night_is_never_so_dim_that_it_cannot_be_read(wall: Any, theme: str) -> None:
    begins = (datetime.now(UTC).astimezone(SHANGHAI).hour + 2) % 23
    wrong = {}
    for night in NIGHTS if ALL else NIGHTS[:2]:
        driver = wall(f"theme={theme}&hours={begins:02d}:00-{begins:02d}:30&night={night}")
        assert driver.execute_script("return document.documentElement.hasAttribute('data-night')")
        measured, lowest, under = driver.execute_script(CONTRAST)
        assert measured > 900
        if under or lowest < 4.5:
            wrong[night] = (lowest, under[:5])
    assert wrong == {}


def test_axe_finds_nothing_on_any_scene(wall: Any, keep: Handmade) -> None:
    wrong = {}
    for theme, language, state in LOOKS if ALL else LOOKS[:2]:
        keep.shown, keep.held = STATES[state], state.replace(" ", "-")
        driver = wall(f"theme={theme}&lang={language}")
        driver.execute_script(AXE)
        if found := driver.execute_async_script(RUN):
            wrong[theme, language, state] = found
    assert wrong == {}
