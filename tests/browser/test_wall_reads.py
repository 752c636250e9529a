"""The wall can be read by everybody: measured contrast of every text box, and axe finds nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.living import Handmade, serving

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


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    with serving(Handmade(), tmp_path) as address:
        yield address


@pytest.fixture
def wall(chromium: Any, place: str) -> Iterator[Any]:
    shape = {"width": 1920, "height": 1080, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    yield lambda query: (chromium.get(f"{place}/wall?{query}"), chromium)[1]
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_every_text_stands_out_at_least_four_and_a_half_to_one(wall: Any, theme: str) -> None:
    measured, lowest, under = wall(f"theme={theme}").execute_script(CONTRAST)
    assert measured > 900
    assert under == []
    assert lowest >= 4.5


@pytest.mark.parametrize("language", ["zh", "en"])
def test_axe_finds_nothing_on_any_scene(wall: Any, language: str) -> None:
    driver = wall(f"lang={language}")
    driver.execute_script(AXE)
    assert driver.execute_async_script(RUN) == []
