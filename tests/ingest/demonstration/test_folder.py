"""The folder of a demonstration: what does not fit its city is refused with file, line and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import CityWrong
from cockpit.ingest import city, demonstration
from cockpit.ingest.demonstration import folder as demonstration_folder
from tests.ingest.tiny import port


@pytest.fixture
def data(tmp_path: Path) -> Path:
    port(tmp_path)
    return tmp_path


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


def refusal(data: Path) -> str:
    with pytest.raises(CityWrong) as refused:
        read(data)
    return str(refused.value)


def read(data: Path) -> demonstration_folder.Calibration:
    return demonstration_folder.read(data / "demonstration" / "port", city.read(data / "city" / "port"))


REFUSALS = [
    (
        "weeks.csv",
        ("2020-09-23,", "2020-09-22,"),
        "weeks.csv, line 2: the week ends on 2020-09-22. Weeks end on the clock's day: 2020-09-23 is due.",
    ),
    (
        "weeks.csv",
        (",ships\n", ",boats\n"),
        "weeks.csv, line 1: there is no column 'boats'. Remove it; perhaps 'meetings' was meant.",
    ),
    (
        "contributors.csv",
        ("ships,fish,1,1", "ships,fisch,1,1"),
        "contributors.csv, line 3: unit is 'fisch', which is unknown. "
        "Use one of north, south, harbour, fish, light, shandong.",
    ),
    (
        "contributors.csv",
        ("ships,fish,1,1", "ships,harbour,1,1"),
        "contributors.csv, line 3: library 'ships', unit 'harbour' stands already on line 2. "
        "Keep one of the two lines.",
    ),
    (
        "links.csv",
        ("fish,@counties", "fish,@towns"),
        "links.csv, line 3: consumer is '@towns', which is unknown. "
        "Use one of north, south, harbour, fish, light, shandong, @openers, @counties.",
    ),
    (
        "links.csv",
        ("api table", "api, table"),
        "links.csv, line 2: there are 7 cells, but 6 columns. "
        "Give every column one cell, and put a text with a comma in double quotes.",
    ),
    (
        "links.csv",
        ("api table", "api tables"),
        "links.csv, line 2: kinds has 'tables', which is unknown. Use file, table, api, separated by spaces.",
    ),
    (
        "meeting_hours.csv",
        ("3,0,0,0,0,0,0,1", "8,0,0,0,0,0,0,1"),
        "meeting_hours.csv, line 3: weekday is '8', which is unknown. Use one of 1, 2, 3, 4, 5, 6, 7.",
    ),
    (
        "meeting_hosts.csv",
        ("light,1", "light,2"),
        "meeting_hosts.csv: it has 4 meetings, but weeks.csv has 3. Make them the same.",
    ),
    (
        "source_marks.csv",
        ("2020-09-30T06:00:00", "this morning"),
        "source_marks.csv, line 2: newest_at is 'this morning', not a time. Write it as 2020-09-30T18:00:00.",
    ),
    (
        "world.toml",
        ("seed = 7", 'seed = "7"'),
        "world.toml: seed is missing or not of type int. Give seed.",
    ),
    (
        "world.toml",
        ("clock = 2020-09-30T18:00:00+08:00", "clock = six in the evening"),
        'world.toml, line 3: the line cannot be read. Write it as name = "value".',
    ),
]


@pytest.mark.parametrize(("file", "change", "words"), REFUSALS)
def test_what_does_not_fit_is_refused_with_file_line_and_remedy(data, file, change, words):
    edit(data / "demonstration" / "port" / file, *change)
    assert refusal(data) == words


def test_weeks_are_needed(data):
    (data / "demonstration" / "port" / "weeks.csv").write_text("ends_on,exchanged,meetings,ships\n", encoding="utf-8")
    assert refusal(data) == "weeks.csv: it has no line below its header. Add at least one week."


def test_a_city_without_a_demonstration_says_so(data):
    (data / "demonstration" / "port").rename(data / "demonstration" / "elsewhere")
    assert refusal(data) == f"port: there is no demonstration in {data / 'demonstration'}. Choose another city."


def test_a_figure_that_the_demonstration_is_to_end_in_must_be_published(data):
    file = data / "city" / "port" / "published-figures.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text("".join(line for line in text.splitlines(True) if "kind,api" not in line), encoding="utf-8")
    with pytest.raises(CityWrong) as refused:
        demonstration.build(read(data))
    assert str(refused.value) == (
        "published-figures.csv: there is no figure for sharing.mounted of kind api. "
        "Add the one that the demonstration is to end in."
    )


def test_of_several_published_figures_the_newest_by_the_clock_counts(data):
    file = data / "city" / "port" / "published-figures.csv"
    older = "ships.records,2019-12-31,船舶记录,Ships,5000,,record,,volumes.records,library,ships,局,Bureau\n"
    newer = "ships.records,2020-12-31,船舶记录,Ships,9900,,record,,volumes.records,library,ships,局,Bureau\n"
    file.write_text(file.read_text(encoding="utf-8") + older + newer, encoding="utf-8")
    assert read(data).published("volumes.records", dimension="library", member="ships") == 9000
