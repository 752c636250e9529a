"""README's table of additions: what it names is there, and an addition is the one file that it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fifth.city import REGISTRIES

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "README.md").read_text("utf-8").partition("## I want to…")[2]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in TABLE.splitlines() if line.startswith("| ")][
    2:
]
CODE = re.compile(r"`([^`]+)`")
PATH = re.compile(r"(?:[\w.<>*-]+/)*[\w.<>*-]+(?:\.(?:py|md|toml|json|geojson)|/)")
OWN = ("readers.toml", "weekly.toml", "screens.toml", "sources.toml", "boundaries.geojson")
"""Files that a city writes for itself, where it wants what they say."""


def named(cell: str) -> list[str]:
    """The paths of a cell; one that is named alone is in the folder of the one before it."""
    found: list[str] = []
    for code in CODE.findall(cell):
        if not PATH.fullmatch(code):
            continue
        before = found[-1].rpartition("/")[0] if found else ""
        found.append(code if "/" in code or not before else f"{before}/{code}")
    return found


PLACES = [(row[0], path) for row in ROWS for cell in row[1:] for path in named(cell)]


def test_the_table_is_read() -> None:
    assert len(ROWS) > 30 and len(PLACES) > 50


@pytest.mark.parametrize(("what", "path"), PLACES)
def test_what_it_names_is_there(what: str, path: str) -> None:
    pattern = re.sub(r"<\w+>", "*", path)
    if pattern.rpartition("/")[2] in OWN:
        pattern = pattern.rpartition("/")[0] or "data/city"
    assert list(ROOT.glob(pattern.rstrip("/"))), f"{what}: {path}"


@pytest.mark.parametrize("package", REGISTRIES.values())
def test_each_addition_of_the_fifth_subject_is_one_file_of_its_row(package: str) -> None:
    folder = package.replace(".", "/")
    rows = [row for row in ROWS if any(path.startswith(f"{folder}/<") for path in named(row[1]))]
    assert rows, package
    for row in rows:
        assert [path for path in named(row[1]) if path.startswith("cockpit/")] == [
            path for path in named(row[1]) if path.startswith(f"{folder}/<")
        ]


def test_the_fifth_subject_is_made_of_such_files_alone() -> None:
    here = ROOT / "tests" / "fifth"
    assert {one.name for one in here.iterdir() if one.is_dir() and one.name != "__pycache__"} == set(REGISTRIES)
    assert all(list((here / folder).glob("parking*.py")) for folder in REGISTRIES)
