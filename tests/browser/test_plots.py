"""Figures of panels' own, drawn by plotly.js where they stand: on desk, wall, paper and in pictures; else as tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cockpit.panels.panel import PANELS
from cockpit.screens import wall
from tests.browser.patience import open_live, until
from tests.web.living import Handmade, serving

BOX = """
  const box = document.querySelector('#page #panel-flow_matrix [data-own], #page [data-panel=flow_matrix] [data-own]');
  if (!box) return null;
  const table = box.querySelector('table').getBoundingClientRect(), svg = box.querySelector('.main-svg');
  const texts = [...box.querySelectorAll('.main-svg text')];
  return {failed: 'failed' in box.dataset, drawn: Boolean(svg), heard: box.querySelector('.drawing')?.ariaLabel,
    seen: getComputedStyle(box.querySelector('.told')).position !== 'absolute', height: box.clientHeight,
    high: svg && svg.getBoundingClientRect().height, texts: texts.map(one => one.textContent),
    size: texts.length && texts[0].getBoundingClientRect().height,
    face: texts.length && getComputedStyle(texts[0]).fontFamily}"""

SEEN = "document.querySelector('#page #panel-flow_matrix')?.scrollIntoView()"

PICTURES = """
  const done = arguments[0], panel = document.querySelector('#page #panel-flow_matrix');
  cockpit.figured(panel).then(async () => {
    const made = cockpit.picture(panel), blob = await cockpit.drawn(made);
    done([made.text, cockpit.shapes(panel), blob.size]);
  }).catch(failed => done(String(failed)))"""


def drawn(browser: Any) -> Any:
    browser.execute_script(SEEN)
    return until(lambda: (found := browser.execute_script(BOX)) and found["drawn"] and found)


def test_on_the_desk_a_figure_is_drawn_once_seen_and_its_table_is_heard(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    assert not desk_browser.execute_script(BOX)["drawn"]
    found = drawn(desk_browser)
    assert not found["failed"] and not found["seen"] and found["high"] == pytest.approx(found["height"], abs=1)
    assert "市人社局" in found["texts"] and "136" in found["texts"] and found["face"].startswith('"Cockpit Sans"')
    assert found["heard"].startswith("提供部门 × 使用方：")
    open_live(desk_browser, f"{desk_place}/desk/sharing?lang=en&theme=dark")
    assert "Human Resources" in drawn(desk_browser)["texts"]


def test_pictures_and_paper_hold_the_figure(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    drawn(desk_browser)
    page, shapes, size = desk_browser.execute_async_script(PICTURES)
    for text in (page, shapes):
        assert ">市人社局</text>" in text and ">136</text>" in text and "data:image/png" in text
        assert "http://" not in text.replace("http://www.w3.org/", "")
    assert size > 20_000


@pytest.mark.parametrize(("theme", "figure"), [("light", "block"), ("dark", "none")])
def test_on_paper_stands_the_figure_or_its_table_where_the_page_is_dark(
    desk_browser: Any, desk_place: str, theme: str, figure: str
) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing?theme={theme}")
    drawn(desk_browser)
    desk_browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    desk_browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    shown = desk_browser.execute_script("return getComputedStyle(document.querySelector('.plot > .drawing')).display")
    assert (shown, desk_browser.execute_script(BOX)["seen"]) == (figure, figure == "none")
    desk_browser.execute_script("dispatchEvent(new Event('afterprint'))")
    desk_browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    found = desk_browser.execute_script(BOX)
    assert not found["failed"] and not found["seen"]


def test_on_paper_a_figure_that_was_never_seen_is_its_table(desk_browser: Any, desk_place: str) -> None:
    open_live(desk_browser, f"{desk_place}/desk/sharing")
    desk_browser.execute_script("dispatchEvent(new Event('beforeprint'))")
    assert desk_browser.execute_script(BOX)["seen"]
    desk_browser.execute_script("dispatchEvent(new Event('afterprint'))")
    assert not desk_browser.execute_script(BOX)["seen"]


@pytest.mark.parametrize("address", ["desk/sharing", "wall/sharing"])
def test_where_plotly_cannot_be_had_the_table_is_seen(browser: Any, scenes: str, address: str) -> None:
    browser.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["*plotly.min.js*"]})
    browser.get(f"{scenes}/{address}")
    until(lambda: browser.execute_script(f"{SEEN}; {BOX}"))
    found = until(lambda: (box := browser.execute_script(BOX)) and box["failed"] and box)
    assert found["seen"] and not found["drawn"] and found["height"] > 300


def test_on_the_wall_a_figure_is_drawn_in_logical_pixels_once_its_scene_is_seen(browser: Any, scenes: str) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {**WALL_4K, "width": 1920, "height": 1080})
    browser.get(f"{scenes}/wall")
    assert not until(lambda: browser.execute_script(BOX))["drawn"]
    browser.execute_script("cockpit.show('sharing', true)")
    small = drawn(browser)
    assert small["high"] == pytest.approx(small["height"], abs=1)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", WALL_4K)
    large = until(lambda: (box := browser.execute_script(BOX)) and box["size"] > small["size"] * 1.8 and box)
    assert large["height"] == pytest.approx(2 * small["height"], abs=2) and large["texts"] == small["texts"]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


WALL_4K = {"width": 3840, "height": 2160, "deviceScaleFactor": 1, "mobile": False}


@pytest.fixture
def scenes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A wall on whose scene of sharing the figure stands."""
    placed = wall.WallSection(("flow_matrix",), 1, span=2)
    made = (replace(one, sections=(placed, *one.sections[1:])) if one.name == "sharing" else one for one in wall.SCENES)
    monkeypatch.setattr(wall, "SCENES", tuple(made))
    assert "wall" in PANELS["flow_matrix"].surfaces
    with serving(Handmade(), tmp_path) as address:
        yield address
