"""Every text box of every scene, measured on walls of every shape in both languages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.board import Board, Notice, Row, Stale
from cockpit.board.scope import Scope
from cockpit.board.sentences.headlines import headlines
from cockpit.board.sentences.sentence_numbers import Draft
from cockpit.calendar import SHANGHAI
from cockpit.metrics.number import Number
from cockpit.panels import boundaries
from cockpit.screens import wall
from cockpit.units import Text
from tests import handmade
from tests.browser.patience import console
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


NINE = ((5760, 3240, 0), (5760, 3240, 36), (1920, 1080, 12))
"""Nine screens of full resolution without and with frames between them, and nine that one player feeds."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_stands_where_the_pictures_of_nine_screens_meet(chromium: Any, place: str, language: str) -> None:
    wrong: dict[tuple[str, int, int], list[str]] = {}
    for width, height, bezel in NINE:
        shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
        chromium.get(f"{place}/wall?lang={language}&tiles=3x3&bezel={bezel}")
        scenes = chromium.execute_async_script(FITS)
        assert len(scenes) == 20 and min(measured for _, measured, _ in scenes) > 30
        wrong |= {(scene, width, bezel): found for scene, _, found in scenes if found}
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}


class Stressed(Handmade):
    """The longest names and notices and the largest numbers that a city could have, and a database that is away."""

    silent = True

    def board(self, scope: Scope) -> Board:
        self.silent = False
        board = super().board(scope)
        self.silent = True
        tables = {name: tuple(longest(row) for row in rows) for name, rows in board.tables.items()}
        metrics = {name: largest(one) for name, one in board.metrics.items()}
        said = headlines(Draft(metrics, tables), (), board.as_of)
        scenes = (*wall.NAMES, wall.COUNTY.name)
        alarms = (Notice("crit", "trust", None, NOTICE, scenes),) * 4
        return replace(board, metrics=metrics, tables=tables, headline=said, notices=alarms).mark_stale(AWAY)


NAME = Text("临沂市人民政府国有资产监督管理委员会", "Discipline Inspection and Supervision Commission")
NOTICE = Text(
    "临沂市人民政府国有资产监督管理委员会停止报送开放数据，已超过约定周期12天",
    "Discipline Inspection and Supervision Commission has stopped reporting, 12 days over its cadence",
)
AWAY = Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), Text("数据库无应答", "the database does not answer"))
LARGEST = {"record": 999_900_000_000, "share": 0.999}


def longest(row: Row) -> Row:
    noted = {**row.attributes, "note": NAME.to_json()} if row.get("note") else row.attributes
    numbers = {key: largest(one) for key, one in row.numbers.items()}
    missing = numbers.get("volumes.items_missing")
    if missing and missing.value is not None:  # 99 of 99 are stored
        numbers["volumes.items_missing"] = replace(missing, value=0)
    return replace(row, name=NAME, short=NAME, numbers=numbers, attributes=noted)


def largest(number: Number) -> Number:
    if number.value is None:
        return number
    most = LARGEST.get(number.unit, 99_999 if number.value >= 1000 else 999 if number.value >= 100 else 99)
    return replace(number, value=most, change=None if number.change is None else most)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_longest_names_and_the_largest_numbers_fit_too(chromium: Any, tmp_path: Path, language: str) -> None:
    wrong: dict[tuple[str, int, int], list[str]] = {}
    with serving(Stressed(), tmp_path) as place:
        for width, height in (*SIZES, NINE[1][:2]):
            shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
            nine = "&tiles=3x3&bezel=36" if (width, height) == NINE[1][:2] else ""
            chromium.get(f"{place}/wall?lang={language}{nine}")
            for scene, _, found in chromium.execute_async_script(FITS):
                if found:
                    wrong[scene, width, height] = found
        chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}


def test_a_map_of_boundaries_fits_and_prints_its_review_number(
    chromium: Any, place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Invented squares in the sea stand for the counties, points for the three zones."""
    folder = tmp_path / "data" / "city" / "linyi"
    folder.mkdir(parents=True)
    found = [square(row) for row in handmade.board().rows("counties")]
    collection = {"type": "FeatureCollection", "review_number": "GS(2020)0000号", "features": found}
    (folder / "boundaries.geojson").write_text(json.dumps(collection), "utf-8")
    monkeypatch.setattr(boundaries, "ROOT", tmp_path)
    wrong = {}
    for language in ("zh", "en"):
        chromium.get(f"{place}/wall/opening?lang={language}")
        drawn = chromium.find_element("css selector", ".scene-opening .land")
        assert "GS(2020)0000号" in drawn.text
        for width, height in ((1920, 1080), (1280, 720), (3840, 1080), (1080, 1920)):
            shape = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            chromium.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", shape)
            wrong |= {(scene, language, width): said for scene, _, said in chromium.execute_async_script(FITS) if said}
    chromium.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert wrong == {}
    chromium.get(f"{place}/wall/opening?tiles=3x3")
    assert chromium.find_elements("css selector", ".scene-opening .land") == []
    assert console(chromium) == []


def square(row: Row) -> dict[str, Any]:
    x, y = float(row.get("tile_column")), 60 - row.get("tile_row") / 2
    kind, places = "Point", [x + 0.5, y]
    if row.code not in ("hitech", "economic", "harbour"):
        kind, places = "Polygon", [[[x, y], [x + 1, y], [x + 1, y + 0.5], [x, y + 0.5], [x, y]]]
    return {"type": "Feature", "properties": {"code": row.code}, "geometry": {"type": kind, "coordinates": places}}
