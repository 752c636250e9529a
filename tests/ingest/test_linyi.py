"""Linyi as it stands in data/city: its units, tiles and published figures."""

from __future__ import annotations

from cockpit import settings
from cockpit.ingest import city
from cockpit.units import UNITS

LINYI = settings.read({}).city_folder


def test_linyi_has_its_counties_zones_departments_and_figures():
    registers = city.read(LINYI).registers
    levels = [unit["level"] for unit in registers["unit"]]
    assert [levels.count(level) for level in ("county", "municipal", "province")] == [15, 105, 1]
    assert [library["code"] for library in registers["library"][:8]] == [
        "population",
        "legal",
        "licence",
        "credit",
        "macro",
        "spatial",
        "ecology",
        "market",
    ]
    assert [scenario["state"] for scenario in registers["scenario"]] == [
        "shared",
        "shared",
        "shared",
        "connecting",
        "requested",
    ]
    assert len(registers["published_figure"]) == 51
    assert sum(figure["metric"] is None for figure in registers["published_figure"]) == 2


def test_linyi_stands_on_the_tile_map_of_the_design():
    units = city.read(LINYI).registers["unit"]
    tiles = {(unit["tile_row"], unit["tile_column"]): unit["short_zh"] for unit in units if unit["tile_row"]}
    rows = [[tiles.get((row, column), "") for column in range(1, 6)] for row in range(1, 5)]
    assert rows == [
        ["", "蒙阴", "沂南", "沂水", ""],
        ["平邑", "费县", "兰山", "河东", "莒南"],
        ["", "高新", "罗庄", "经开", "临港"],
        ["", "兰陵", "郯城", "临沭", ""],
    ]


def test_a_numbered_unit_of_linyi_is_marked_as_invented():
    for unit in city.read(LINYI).registers["unit"]:
        assert (unit["provenance"] == "demo") == unit["name_zh"].startswith("市直单位"), unit["code"]


def test_no_figure_of_linyi_lost_its_qualifier():
    figures = city.read(LINYI).registers["published_figure"]
    qualified = {figure["code"]: figure["qualifier"] for figure in figures if figure["qualifier"]}
    assert qualified == {
        "video.meetings_served": "余",
        "video.large_meetings_served": "余",
        "base.records": "多",
        "share.approval.records": "约…多",
        "share.disabled.records": "约",
        "share.poverty.records": "约",
        "share.credit.items": "约…余",
        "share.credit.records": "多",
        "share.discipline.records": "多",
        "plan.ishandong_items": "以上",
    }
    assert all(figure["unit_of_measure"] in UNITS for figure in figures if figure["value"] is not None)
