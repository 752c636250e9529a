"""Boundaries that an operator supplies: drawn with their review number, refused in one line, never drawn without it.

The shapes are invented squares in the sea; they are no map of anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cockpit.errors import BoundariesWrong
from cockpit.marks import choropleth
from cockpit.marks.labels import apart
from cockpit.panels import boundaries, rings
from cockpit.panels.gallery import county_map, district_map
from cockpit.panels.panel import draw
from cockpit.panels.view import View
from cockpit.web import preflight
from tests import handmade

CODES = ("371302", "371311", "hitech")
SQUARE = [[0.0, 60.0], [2.0, 60.0], [2.0, 61.0], [0.0, 61.0], [0.0, 60.0]]


def feature(code: str, kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"code": code}, "geometry": {"type": kind, "coordinates": coordinates}}


def moved(ring: list[list[float]], east: float) -> list[list[float]]:
    return [[x + east, y] for x, y in ring]


FEATURES = [
    feature("371302", "Polygon", [SQUARE]),
    feature("371311", "MultiPolygon", [[moved(SQUARE, 2)], [moved(SQUARE, 6)[::-1]]]),
    feature("hitech", "Point", [1.0, 60.5]),
]


def written(folder: Path, features: Any = FEATURES, **top: Any) -> Path:
    path = folder / "boundaries.geojson"
    given = {"type": "FeatureCollection", "review_number": "GS(2020)0000号", "features": features, **top}
    path.write_text(json.dumps(given), "utf-8")
    return path


def test_areas_and_points_are_read_with_the_review_number(tmp_path: Path) -> None:
    held = boundaries.read(written(tmp_path), CODES)
    assert held.review == "GS(2020)0000号"
    assert {code: len(rings) for code, rings in held.rings.items()} == {"371302": 1, "371311": 2}
    assert held.points == {"hitech": (1.0, 60.5)}


@pytest.mark.parametrize(
    ("features", "top", "said"),
    [
        (FEATURES, {"review_number": None}, "boundaries.geojson has no review number (审图号)."),
        (FEATURES, {"review_number": " "}, "boundaries.geojson has no review number (审图号)."),
        ("none", {}, "boundaries.geojson is not a GeoJSON FeatureCollection."),
        ([feature("nowhere", "Polygon", [SQUARE])], {}, "boundaries.geojson, feature 1: there is no county 'nowhere'."),
        (
            [feature("hitech", "LineString", SQUARE)],
            {},
            "boundaries.geojson, feature 1: its coordinates cannot be used.",
        ),
        (
            [feature("hitech", "Point", [4_000_000, 3])],
            {},
            "boundaries.geojson, feature 1: its coordinates cannot be used.",
        ),
        (
            [feature("hitech", "Polygon", [SQUARE[:3]])],
            {},
            "boundaries.geojson, feature 1: its coordinates cannot be used.",
        ),
    ],
)
def test_a_broken_file_is_refused_in_one_line(tmp_path: Path, features: Any, top: dict[str, Any], said: str) -> None:
    with pytest.raises(BoundariesWrong) as refused:
        boundaries.read(written(tmp_path, features, **top), CODES)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


def test_what_is_no_json_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "boundaries.geojson"
    path.write_text("{", "utf-8")
    with pytest.raises(BoundariesWrong, match="is not JSON"):
        boundaries.read(path, CODES)
    path.write_bytes(b" " * 5_000_001)
    with pytest.raises(BoundariesWrong, match="larger than 5 MB"):
        boundaries.read(path, CODES)


def test_degrees_lie_north_up_and_narrowed_by_the_latitude() -> None:
    lay, high = choropleth.projected([(0, 60), (2, 61)])
    assert [tuple(round(part) for part in lay(place)) for place in ((0, 61), (2, 60), (1, 60.5))] == [
        (0, 0),
        (1000, 1015),
        (500, 508),
    ]
    assert round(high) == 1015  # two degrees at 60.5° north are 0.985 degrees of latitude wide


def test_the_middle_of_an_area_does_not_depend_on_which_way_its_ring_runs() -> None:
    ring = tuple((x, y) for x, y in SQUARE)
    for one in (ring, ring[::-1]):
        assert [round(part, 6) for part in rings.middle(one)] == [1.0, 60.5]
        assert rings.extent(one) == 2.0


def test_a_name_stands_in_its_area_and_not_in_a_hole_or_a_bay() -> None:
    outer = ((0.0, 0.0), (8.0, 0.0), (8.0, 8.0), (0.0, 8.0), (0.0, 0.0))
    hole = ((2.0, 2.0), (6.0, 2.0), (6.0, 6.0), (2.0, 6.0), (2.0, 2.0))
    assert rings.within((1.0, 1.0), [outer, hole]) and not rings.within((4.0, 4.0), [outer, hole])
    x, y = rings.inside([outer, hole])
    assert rings.within((x, y), [outer, hole])
    assert rings.inside([outer]) == (4.0, 4.0)


def test_a_line_keeps_what_can_be_seen_of_it() -> None:
    straight = [(step / 1000, 0.0) for step in range(1000)]
    ring = (*straight, (1.0, 0.0), (1.0, 0.5), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    assert rings.simpler(ring, 0.001) == ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    bent = ((0.0, 0.0), (1.0, 0.0), (1.2, 0.5), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0))
    assert rings.simpler(bent, 0.001) == bent
    triangle = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0))
    assert rings.simpler(triangle, 5.0) == triangle


def test_names_that_would_stand_over_each_other_give_way() -> None:
    far = [(20.0, 20.0), (80.0, 80.0)]
    assert apart(far, sizes=[(10.0, 10.0)] * 2) == far
    near = apart([(50.0, 50.0), (52.0, 50.0)], sizes=[(20.0, 10.0), (10.0, 10.0)])
    assert near == [(50.0, 45.0), (52.0, 55.0)]
    assert apart([(1.0, 99.0)], sizes=[(10.0, 10.0)], low=90.0) == [(5.0, 85.0)]
    crowd = apart([(50.0, 50.0)] * 6, sizes=[(20.0, 12.0)] * 6)
    assert all(
        abs(a[0] - b[0]) >= 19.9 or abs(a[1] - b[1]) >= 11.9 for at, a in enumerate(crowd) for b in crowd[at + 1 :]
    )


def test_the_map_prints_names_values_and_its_review_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    held = boundaries.read(written(tmp_path), CODES)
    monkeypatch.setattr(district_map, "supplied", lambda city, codes: held)
    drawn = draw("district_map", handmade.board(), View("desktop"))
    assert "审图号：GS(2020)0000号" in drawn.text
    areas = [one for one in drawn if one.tag == "path" and one.attributes["class"] != "lead"]
    assert [one.attributes["class"] for one in areas] == ["bin-5", "bin-3"]
    assert [one.attributes["d"].count("M") for one in areas] == [1, 2]
    assert [one.attributes["class"] for one in drawn if one.tag == "circle"] == ["point"]
    labels = [one for one in drawn if "label" in one.attributes.get("class", "").split()]
    assert [(one.text, one.attributes["class"]) for one in labels] == [
        ("兰山142", "label"),
        ("高新41", "label point"),
        ("罗庄96", "label"),
    ]


def test_a_hole_is_a_hole(tmp_path: Path) -> None:
    hole = [[x / 4 + 0.5, (y - 60) / 4 + 60.2] for x, y in SQUARE]
    held = boundaries.read(written(tmp_path, [feature("371302", "Polygon", [SQUARE, hole])]), CODES)
    assert len(held.rings["371302"]) == 2
    assert rings.within(held.middles["371302"], held.rings["371302"])


def test_the_wall_draws_the_map_in_place_of_the_tiles_but_not_on_nine_screens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = boundaries.read(written(tmp_path), CODES)
    monkeypatch.setattr(county_map, "supplied", lambda city, codes: held)
    board = handmade.board()
    drawn = draw("county_map", board, View("wall", language="en"))
    assert "map review number: GS(2020)0000号" in drawn.text
    assert "Least on time: " in drawn.text  # an area has no room for the second number of a tile
    for view in (View("wall", seams=True), View("desktop")):
        assert [one.tag for one in draw("county_map", board, view) if one.tag == "svg"] == []


def test_without_boundaries_the_map_says_so_and_where_they_belong() -> None:
    drawn = draw("district_map", handmade.board(), View("desktop"))
    assert "尚未提供带审图号的区划底图" in drawn.text and "boundaries.geojson" in drawn.text
    assert "演示" not in drawn.text  # there is no number that could be one


def test_the_city_folder_is_looked_into_and_a_broken_file_draws_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(boundaries, "ROOT", tmp_path)
    folder = tmp_path / "data" / "city" / "sea"
    folder.mkdir(parents=True)
    assert boundaries.supplied("sea", CODES) is None
    written(folder)
    assert boundaries.supplied("sea", CODES).review == "GS(2020)0000号"  # type: ignore[union-attr]
    written(folder, review_number="")
    assert boundaries.supplied("sea", CODES) is None


@dataclass(frozen=True)
class Folder:
    city_folder: Path


def test_a_broken_file_is_a_remark_when_the_server_starts(tmp_path: Path) -> None:
    settings: Any = Folder(tmp_path)
    assert preflight.boundaries(settings) is None
    (tmp_path / "units.csv").write_text("code,level\n371302,county\n371311,county\nhitech,county\n", "utf-8")
    written(tmp_path, review_number="")
    assert "has no review number" in (preflight.boundaries(settings) or "")
    written(tmp_path)
    assert preflight.boundaries(settings) is None


def test_an_area_that_stopped_reporting_has_its_sign_before_its_name() -> None:
    rows = handmade.board().rows("counties")[:2]
    square = [(0.0, 60.0), (2.0, 60.0), (2.0, 61.0)]
    drawn = choropleth.choropleth(
        rows,
        "opening.datasets",
        "zh",
        land=boundaries.Boundaries(
            review="GS(2020)0000号",
            rings={row.code: [[(x + 3 * at, y) for x, y in square]] for at, row in enumerate(rows)},
            points={},
            middles={row.code: (1.0 + 3 * at, 60.5) for at, row in enumerate(rows)},
        ),
        label="开放",
        stopped=lambda row: row.code == rows[1].code,
    ).to_html()
    assert drawn.count('class="signal"') == 1
    assert drawn.index(f'title="{rows[0].name.zh}"') < drawn.index('class="signal"')
