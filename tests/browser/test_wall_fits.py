"""Every text box of every scene, measured on walls of every shape in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.metrics.number import Number
from tests.web.living import Handmade, serving

FITS = (Path(__file__).parent / "fits.js").read_text(encoding="utf-8")
SIZES = (
    (1920, 1080),
    (1280, 720),
    (3840, 2160),
    (7680, 4320),
    (1920, 1200),
    (2560, 1080),
    (3840, 1080),
    (5760, 1080),
    (1080, 1920),
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[str]:
    with serving(Handmade(), tmp_path) as address:
        yield address


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_covered_or_too_small_on_any_wall(chromium: Any, place: str, language: str) -> None:
    wrong: dict[tuple[str, int, int], list[str]] = {}
    chromium.get(f"{place}/wall?lang={language}")
    for width, height in SIZES:
        shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        for scene, measured, found in chromium.execute_async_script(FITS):
            assert measured > 30, scene
            if found:
                wrong[scene, width, height] = found
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_stands_where_the_pictures_of_nine_screens_meet(chromium: Any, place: str, language: str) -> None:
    chromium.get(f"{place}/wall?lang={language}&tiles=3x3&bezel=36")
    shape = {"width": 5760, "height": 3240, "deviceScaleFactor": 1, "mobile": False}
    chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
    found = {scene: wrong for scene, _, wrong in chromium.execute_async_script(FITS)}
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert len(found) == 16
    assert {scene: wrong for scene, wrong in found.items() if wrong} == {}


class Stressed(Handmade):
    """The largest numbers that a city could have, three alarms at once, and a database that is away."""

    def board(self, scope: Scope) -> Board:
        board = super().board(scope)
        tables = {
            name: tuple(replace(row, numbers={key: largest(one) for key, one in row.numbers.items()}) for row in rows)
            for name, rows in board.tables.items()
        }
        metrics = {name: largest(one) for name, one in board.metrics.items()}
        alarms = tuple(replace(one, level="crit") for one in board.notices)
        return replace(board, metrics=metrics, tables=tables, notices=alarms)


LARGEST = {"record": 999_400_000_000, "share": 0.999}


def largest(number: Number) -> Number:
    if number.value is None:
        return number
    most = LARGEST.get(number.unit, 99_999 if number.value >= 1000 else 999 if number.value >= 100 else 99)
    return replace(number, value=most, change=None if number.change is None else most)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_largest_numbers_fit_too(chromium: Any, tmp_path: Path, language: str) -> None:
    wrong: dict[tuple[str, int, int], list[str]] = {}
    with serving(Stressed(), tmp_path) as place:
        chromium.get(f"{place}/wall?lang={language}")
        for width, height in ((1920, 1080), (3840, 1080), (5760, 1080), (1080, 1920)):
            shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
            for scene, _, found in chromium.execute_async_script(FITS):
                if found:
                    wrong[scene, width, height] = found
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}
