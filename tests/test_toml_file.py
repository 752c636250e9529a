"""Files of options: whatever stands for a value, it is read or refused in one line, in every table of every file."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from cockpit import toml_file
from cockpit.errors import CityWrong, CockpitError
from cockpit.ingest import city, sources_file
from cockpit.ingest.source_kind import KINDS
from cockpit.roles import readers
from cockpit.snapshot import weekly_plan
from cockpit.web.wall import screen_plan
from tests.ingest.tiny import CITY, port

pytestmark = pytest.mark.slow

STRANGE = [
    '""', '"x"', '"a\\u0000b"', '"a\\nb"', "1", "-1", "1.5", "inf", "nan", "true", "2020-09-30", "10:00:00",
    "2020-09-30T10:00:00Z", "[]", '[""]', "[1]", "[[]]", '["CN"]', "{}", "{x = 1}", "1" * 30, "9" * 5_000,
    "[" * 3_000 + "]" * 3_000, '"' + "长" * 2_000 + '"',
]  # fmt: skip
CALENDAR = '[calendar]\ncountry = "CN"\nregion = ""\noffice = "08:30-17:30"\nannounced = 2020\n'
WEEKLY = """
seal = {weekday = "monday", time = "07:00", late_after_hours = 3}
keep = {weeks = 0}
[mail]
server = "m.test"
port = 587
security = "tls"
ca_file = "x"
sender = "a@b.test"
sender_name = "x"
link = "https://x"
[[recipient]]
address = "a@b.test"
language = "zh"
files = ["report.pdf"]
unit = "u"
[[recipient]]
address = "c@b.test"
role = "leader"
"""
READERS = """
role = {leader = {files = ["report.pdf"]}}
reader = [{name = "w", units = "all", role = "leader"}, {name = "v", units = ["u"]}]
"""
SCREENS = """
[screens.hall]
title_zh = "x"
scenes = ["overview:60"]
seconds = 30
hours = "07:30-20:00"
days = [1]
night = 0.4
lang = "zh"
theme = "dark"
tiles = "3x3"
bezel = 1
"""
SHARED = """
network = {hosts = ["a"], private = ["b"], timeout_s = 1, most_mb = 1}
rollup = {engine = "duckdb", master = "x", folder = "y", same_id_days = 1}
"""


def of_city(folder: Path) -> Callable[[str], Any]:
    place = port(folder)

    def read(text: str) -> Any:
        (place / "city.toml").write_text(text, "utf-8")
        return city.read(place)

    return read


def of_file(way: Callable[[Path], Any]) -> Callable[[Path], Callable[[str], Any]]:
    def made(folder: Path) -> Callable[[str], Any]:
        def read(text: str) -> Any:
            (folder / "in.toml").write_text(text, "utf-8")
            return way(folder / "in.toml")

        return read

    return made


def sources(path: Path) -> None:
    for name, options in sources_file.read(path, {"EXCHANGE_URL": "sqlite://"}).sources.items():
        options.spelling(name)


def written(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(name)} = {written(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return value.text if isinstance(value, Raw) else json.dumps(value)


class Raw:
    def __init__(self, text: str) -> None:
        self.text = text


def of_source(kind: str) -> str:
    return f"sources = {written({'NAME': tomllib.loads(KINDS[kind].example)})}"


FILES: dict[str, tuple[str, Callable[[Path], Callable[[str], Any]]]] = {
    "city": (CITY["city.toml"] + CALENDAR, of_city),
    "weekly": (WEEKLY, of_file(lambda path: weekly_plan.read(path, roles=lambda: {"leader": ("report.pdf",)}))),
    "readers": (READERS, of_file(lambda path: readers.read(path, units=["u"], files=None))),
    "screens": (SCREENS, of_file(screen_plan.read)),
    "sources": (SHARED, of_file(sources)),
    **{name: (of_source(name), of_file(sources)) for name in KINDS.names()},
}


def strange(held: Any, new: Raw) -> Iterator[Any]:
    """Every table, list and value in turn replaced."""
    parts = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
    for at, one in parts:
        for other in (new, *strange(one, new)):
            yield {**held, at: other} if isinstance(held, dict) else [*held[:at], other, *held[at + 1 :]]


@pytest.mark.parametrize("name", FILES)
def test_whatever_stands_for_a_value_is_read_or_refused_in_one_line(tmp_path: Path, name: str) -> None:
    text, made = FILES[name]
    read = made(tmp_path)
    read(text)
    for new in STRANGE:
        for found in strange(tomllib.loads(text), Raw(new)):
            try:
                read("\n".join(f"{json.dumps(top)} = {written(one)}" for top, one in found.items()))
            except CockpitError as refused:
                assert refused.remedy and str(refused).isprintable() and len(str(refused)) < 2_000


@pytest.mark.parametrize("kind", KINDS.names())
def test_whatever_stands_for_an_option_of_a_source_is_read_or_refused_in_one_line(tmp_path: Path, kind: str) -> None:
    read = of_file(sources)(tmp_path)
    for option in KINDS[kind].options.model_fields:
        for new in STRANGE:
            given = tomllib.loads(KINDS[kind].example)
            try:
                read("sources = {NAME = " + written({**given, option: Raw(new)}) + "}")
            except CockpitError as refused:
                assert refused.remedy and str(refused).isprintable() and len(str(refused)) < 2_000


def test_a_number_of_too_many_digits_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(toml_file.Unreadable) as unreadable:
        toml_file.parsed("a = 1\nb = " + "9" * 5_000)
    assert unreadable.value.line == 2 and "too many digits" in str(unreadable.value)
    read = of_city(tmp_path)
    with pytest.raises(CityWrong, match=r"city\.toml, line 2: the line cannot be read"):
        read("x = 1\nadcode = " + "1" * 4_500)


def test_a_country_that_is_a_list_is_named(tmp_path: Path) -> None:
    with pytest.raises(CityWrong, match=r"\[calendar\] country is \['CN'\], which is unknown"):
        of_city(tmp_path)(CITY["city.toml"] + CALENDAR.replace('"CN"', '["CN"]'))
