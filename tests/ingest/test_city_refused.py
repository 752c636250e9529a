"""What an administrator may not write about a city: each mistake has its file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit import settings
from cockpit.errors import CityWrong
from cockpit.ingest import city
from tests.ingest.tiny import edit

LINYI = settings.read({}).city_folder


def refusal(folder: Path) -> CityWrong:
    with pytest.raises(CityWrong) as refused:
        city.read(folder)
    return refused.value


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
