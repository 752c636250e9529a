"""The city as data: what a keeper may write, and what is refused with file, line and remedy."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from cockpit import settings
from cockpit.calendar import end_of
from cockpit.errors import CityWrong
from cockpit.ingest import city
from cockpit.store import schema, tables
from cockpit.store.engine import open_engine, reading
from cockpit.store.load import Load, replace
from cockpit.units import UNITS, Text
from tests.ingest.tiny import port

LINYI = settings.read({}).city_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return port(tmp_path)


def edit(folder: Path, file: str, old: str, new: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")


def refusal(folder: Path) -> CityWrong:
    with pytest.raises(CityWrong) as refused:
        city.read(folder)
    return refused.value


def test_a_second_city_is_another_folder(folder):
    found = city.read(folder)
    assert dataclasses.replace(found, registers={}) == city.City(
        code="port",
        adcode="370999",
        name=Text("港市", "Port"),
        bureau=Text("港市大数据局", "Port Data Bureau"),
        title=Text("港市数据驾驶舱", "Port data cockpit"),
        report=Text("港市周报", "Port weekly report"),
        registers={},
    )
    assert [unit["code"] for unit in found.registers["unit"]] == [
        "north",
        "south",
        "harbour",
        "fish",
        "light",
        "shandong",
    ]


def test_a_row_has_the_types_of_its_register(folder):
    registers = city.read(folder).registers
    assert registers["unit"][1] == {
        "code": "south",
        "level": "county",
        "name_zh": "南港区",
        "short_zh": "南港",
        "name_en": "South Port",
        "short_en": None,
        "adcode": "370902",
        "tile_row": 2,
        "tile_column": 1,
        "position": 2,
        "provenance": "published",
    }
    assert registers["target"][0]["value"] == Decimal("0.9")
    assert registers["target"][0]["effective_on"] == date(2020, 1, 1)
    assert registers["target"][0]["due_on"] is None
    letter = registers["published_figure"][-1]
    assert (letter["value"], letter["text"]) == (None, "港〔2020〕7号")


def test_its_registers_can_be_loaded_as_they_are(folder, database_url):
    engine = open_engine(database_url)
    schema.migrate(engine)
    replace(engine, Load("city", registers=city.read(folder).registers), at=end_of(date(2020, 9, 30)))
    with reading(engine) as connection:
        held = connection.execute(select(tables.unit.c.code).order_by(tables.unit.c.position)).scalars().all()
    engine.dispose()
    assert held == ["north", "south", "harbour", "fish", "light", "shandong"]


def test_the_order_of_the_lines_is_the_order_of_the_rows(folder):
    edit(folder, "themes.csv", "sea,海洋,海洋,Sea\n", "wind,风,风,Wind\nsea,海洋,海洋,Sea\n")
    themes = city.read(folder).registers["theme"]
    assert [(theme["code"], theme["position"]) for theme in themes] == [("wind", 1), ("sea", 2)]


def test_a_column_that_may_be_empty_may_be_left_out(folder):
    (folder / "themes.csv").write_text("code,name_zh,short_zh,name_en\nsea,海,海,Sea\n", encoding="utf-8")
    edit(folder, "sources.csv", "log,访问日志", "\n  \nlog,访问日志")
    edit(folder, "targets.csv", ",qualifier,", ",")
    edit(folder, "targets.csv", "share,,2020", "share,2020")
    assert city.read(folder).registers["target"][0]["qualifier"] is None


def test_a_byte_order_mark_of_a_spreadsheet_is_no_fault(folder):
    file = folder / "units.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert city.read(folder).registers["unit"][0]["code"] == "north"


REFUSALS = [
    (
        "units.csv",
        ("code,level,name_zh", "code,name_zh"),
        "units.csv, line 1: the column 'level' is missing.",
        "Columns: code, level, name_zh, short_zh, name_en, provenance, short_en, adcode, tile_row, tile_column.",
    ),
    (
        "units.csv",
        ("short_zh,name_en", "short_zh,name_english"),
        "units.csv, line 1: there is no column 'name_english'.",
        "Remove it; perhaps 'name_en' was meant.",
    ),
    (
        "themes.csv",
        ("short_zh,name_en", "name_zh,name_en"),
        "themes.csv, line 1: the column 'name_zh' stands there twice.",
        "Keep one of them.",
    ),
    (
        "units.csv",
        ("fish,municipal", "harbour,municipal"),
        "units.csv, line 5: code 'harbour' stands already on line 4.",
        "Keep one of the two lines.",
    ),
    (
        "published-figures.csv",
        ("ships.items,2020", "ships.records,2020"),
        "published-figures.csv, line 3: code 'ships.records', as_of '2020-09-30' stands already on line 2.",
        "Keep one of the two lines.",
    ),
    (
        "units.csv",
        ("fish,municipal", "fish,town"),
        "units.csv, line 5: level is 'town', which is unknown.",
        "Use one of municipal, county, province.",
    ),
    (
        "sources.csv",
        ("日志,Portal log,harbour,", "日志,Portal log,harbor,"),
        "sources.csv, line 3: owner is 'harbor', which is unknown among the units.",
        "Use one of north, south, harbour, fish, light, shandong.",
    ),
    (
        "scenarios.csv",
        ("Bureau,light,", "Bureau,dark,"),
        "scenarios.csv, line 2: consumer is 'dark', which is unknown among the units.",
        "Use one of north, south, harbour, fish, light, shandong.",
    ),
    (
        "sources.csv",
        ("Ships,harbour,24", "Ships,harbour,daily"),
        "sources.csv, line 2: cadence_hours is 'daily', not a whole number.",
        "Write digits only, such as 1914.",
    ),
    (
        "targets.csv",
        (",0.9,", ',"0,9",'),
        "targets.csv, line 2: value is '0,9', not a number.",
        "Write it as 200 or 0.95, with a point.",
    ),
    (
        "targets.csv",
        ("2020-01-01", "1.1.2020"),
        "targets.csv, line 2: effective_on is '1.1.2020', not a day.",
        "Write it as 2020-09-30.",
    ),
    (
        "targets.csv",
        ("2020-01-01", "2020-02-30"),
        "targets.csv, line 2: effective_on is '2020-02-30', not a day.",
        "Write it as 2020-09-30.",
    ),
    (
        "targets.csv",
        (",share,,", ",percent,,"),
        "targets.csv, line 2: unit_of_measure is 'percent', which is unknown.",
        "The nearest is 'department'.",
    ),
    (
        "units.csv",
        ("灯塔局,Lighthouse Bureau", "灯塔局,"),
        "units.csv, line 6: name_en is empty.",
        "Fill in name_en.",
    ),
    (
        "units.csv",
        ("fish,municipal", "渔业,municipal"),
        "units.csv, line 5: code is '渔业'.",
        "Use letters without accents, digits, points, - and _ only.",
    ),
    (
        "units.csv",
        ("370901,1,1", "3709010,1,1"),
        "units.csv, line 2: adcode has 7 characters.",
        "Use at most 6.",
    ),
    (
        "units.csv",
        ("370902,2,1", "370902,1,1"),
        "units.csv, line 3: the tile of north is taken.",
        "Give each its own tile.",
    ),
    (
        "units.csv",
        ("370902,2,1", "370902,2,"),
        "units.csv, line 3: half a place on the tile map.",
        "Give tile_row and tile_column from 1, or neither.",
    ),
    (
        "units.csv",
        ("Fisheries Bureau,,,", "Fisheries Bureau,,3,1"),
        "units.csv, line 5: only counties and zones stand on the tile map.",
        "Empty tile_row and tile_column.",
    ),
    (
        "published-figures.csv",
        ("Ships,9000,,record", "Ships,9000,九千,record"),
        "published-figures.csv, line 2: a figure is either a value or a text.",
        "Fill in one of value and text.",
    ),
    (
        "published-figures.csv",
        ("Ships,9000,,record", "Ships,9000,,"),
        "published-figures.csv, line 2: unit_of_measure is empty.",
        "Say what the value counts.",
    ),
    (
        "published-figures.csv",
        ("volumes.records,library,ships", "volumes.records,library,"),
        "published-figures.csv, line 2: half a scope.",
        "Give dimension and member, or neither for the whole city.",
    ),
    (
        "published-figures.csv",
        ("volumes.records,library,ships", "volumes.records,book,ships"),
        "published-figures.csv, line 2: dimension is 'book', which is unknown.",
        "Use one of library, scenario, unit, target, theme, kind, level.",
    ),
    (
        "published-figures.csv",
        ("volumes.records,library,ships", "volumes.records,library,boats"),
        "published-figures.csv, line 2: member is 'boats', which is unknown as a library.",
        "Use one of ships.",
    ),
    (
        "published-figures.csv",
        ("sharing.mounted,kind,api", "sharing.mounted,kind,app"),
        "published-figures.csv, line 10: member is 'app', which is unknown as a kind.",
        "Use one of file, table, api.",
    ),
    (
        "units.csv",
        ("Harbour Bureau,,,,published", "Harbour Bureau,,,published"),
        "units.csv, line 4: there are 8 cells, but 9 columns.",
        "Give every column one cell, and put a text with a comma in double quotes.",
    ),
    (
        "units.csv",
        ("Lighthouse Bureau,,", '"Lighthouse Bureau,,'),
        "units.csv, line 6: the line cannot be read (unexpected end of data).",
        "Close every double quote.",
    ),
    (
        "city.toml",
        ('zh = "港市周报"\n', ""),
        "city.toml: [report] is missing or not in both languages.",
        "Give [report] zh and en.",
    ),
    (
        "city.toml",
        ('adcode = "370999"', "adcode = 370999"),
        "city.toml: adcode is missing or not six digits.",
        'Write it as adcode = "371300".',
    ),
    (
        "city.toml",
        ('zh = "港市周报"', "zh = 港市周报"),
        "city.toml, line 12: the line cannot be read.",
        'Write it as name = "value".',
    ),
]


@pytest.mark.parametrize(("file", "change", "happened", "remedy"), REFUSALS)
def test_what_cannot_be_right_is_refused_with_file_line_and_remedy(folder, file, change, happened, remedy):
    edit(folder, file, *change)
    refused = refusal(folder)
    assert (refused.happened, refused.remedy) == (happened, remedy)
    assert refused.file == file
    assert refused.line == (int(happened.split(", line ")[1].split(":")[0]) if ", line " in happened else None)


def test_an_unknown_unit_code_among_many_is_answered_with_the_nearest(tmp_path):
    folder = tmp_path / "linyi"
    folder.mkdir()
    for file in LINYI.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    edit(folder, "scenarios.csv", ",disabled,shared,", ",disable,shared,")
    assert str(refusal(folder)) == (
        "scenarios.csv, line 3: consumer is 'disable', which is unknown among the units. The nearest is 'disabled'."
    )


@pytest.mark.parametrize("file", ["units.csv", "published-figures.csv", "city.toml"])
def test_a_missing_file_is_named_with_its_folder(folder, file):
    (folder / file).unlink()
    assert str(refusal(folder)) == f"{file}: there is no such file in {folder}. Add it."


def test_a_file_that_cannot_be_read_is_named(folder):
    (folder / "themes.csv").unlink()
    (folder / "themes.csv").mkdir()
    assert str(refusal(folder)) == "themes.csv: it cannot be read (Is a directory). Make it readable."


def test_a_file_in_another_encoding_says_how_to_save_it(folder):
    file = folder / "units.csv"
    file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    assert str(refusal(folder)) == "units.csv, line 2: the text is not UTF-8. Save the file as UTF-8."


def test_a_file_without_a_line_is_refused(folder):
    (folder / "themes.csv").write_text("code,name_zh,short_zh,name_en\n\n", encoding="utf-8")
    assert str(refusal(folder)) == "themes.csv: it has no line below its header. Add at least one."


def test_an_empty_file_misses_its_first_column(folder):
    (folder / "themes.csv").write_text("", encoding="utf-8")
    assert refusal(folder).happened == "themes.csv, line 1: the column 'code' is missing."


def test_a_line_is_counted_as_an_editor_counts_it(folder):
    edit(folder, "units.csv", "North Port,", '"North\nPort",')
    edit(folder, "units.csv", "fish,municipal", "fish,town")
    assert refusal(folder).line == 6


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
