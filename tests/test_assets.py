"""What must stay true of the scripts and sheets of assets/, whoever changes them."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from cockpit.panels.view import View
from cockpit.screens import desk, report_pages, wall
from cockpit.settings import ROOT
from cockpit.web.app import ASSETS
from tests import handmade

TYPES = ROOT / "types"
SCRIPTS = sorted(ASSETS.glob("*.js"))
SHEETS = sorted(path for path in ASSETS.glob("*.css") if not path.name.startswith("fonts"))
SOURCES = [
    path for place in ("marks", "panels", "screens", "web") for path in sorted((ROOT / "cockpit" / place).rglob("*.py"))
] + SCRIPTS

WORDS = """
    accent actions aid amount apply axis band bin body book byline canvas cap card chevron chip
    chooser choropleth close contributions critical crumb delta detail divider download emphasis flag flush
    fold ghost gloss grid growth heads heat hidden inner kpi label land lede legend lineage lit locator masthead meta
    notch note onward ordinal origin partial phrase pick picker plot primary prose qualities rank receiving
    sankey scroll seek segments selected signal skip span spot stack stacked stage stages stale strong
    subtitle tick tight todo unbroken versus visually warned weekday wordings wrap
"""
"""What a class name is made of beside the words of the prose of docs/."""
PAGES = {"desk", "overview", "report", "week", "phone", "beside"}
"""Classes of a page or of a card as a whole, for whoever looks for it."""


def read(path: Path) -> str:
    return path.read_text("utf-8")


def declared() -> set[str]:
    """The events that types/cockpit.d.ts declares."""
    (block,) = re.findall(r"interface DocumentEventMap \{(.*?)\n\}", read(TYPES / "cockpit.d.ts"), flags=re.DOTALL)
    return set(re.findall(r'"(cockpit:\w+)":', block))


def test_every_event_that_is_sent_or_heard_is_declared_and_every_declared_one_is_heard() -> None:
    sent = {name for path in SCRIPTS for name in re.findall(r'Event\("(cockpit:\w+)"', read(path))}
    heard = {name for path in SCRIPTS for name in re.findall(r'addEventListener\("(cockpit:\w+)"', read(path))}
    assert declared() == heard == {f"cockpit:{name}" for name in ("asked", "drawn", "figures", "found", "lost")}
    assert sent == declared() - {"cockpit:figures"}  # they are asked for by what photographs or measures


def test_every_name_that_begins_as_an_event_does_is_told_of_in_the_one_file() -> None:
    said = read(TYPES / "cockpit.d.ts")
    used = {name for path in SCRIPTS for name in re.findall(r"cockpit:\w+", read(path))}
    assert sorted(name for name in used if name not in said) == []


def test_what_the_scripts_share_is_declared() -> None:
    (block,) = re.findall(r"interface Cockpit \{(.*?)\n\}", read(TYPES / "cockpit.d.ts"), flags=re.DOTALL)
    members = set(re.findall(r"^  (\w+)[(:]", block, flags=re.MULTILINE))
    given = re.compile(r"window\.cockpit = Object\.assign\(window\.cockpit \|\| \{\}, \{(.*?)\}\);", flags=re.DOTALL)
    shared = " ".join(found for path in SCRIPTS for found in given.findall(read(path)))
    names = re.findall(r"(?:^|[,{])\s*(\w+)\b", re.sub(r":\s*\{[^}]*\}|:[^,]*", "", shared.replace("  ", ",")))
    assert set(names) == members


def test_nothing_of_the_types_is_served() -> None:
    assert {path.suffix for path in ASSETS.iterdir() if path.is_file()} == {".css", ".js"}
    assert TYPES.parent == ROOT and not TYPES.is_relative_to(ASSETS)


def bare(sheet: Path) -> str:
    """A sheet without its comments and what it only quotes."""
    return re.sub(r'/\*.*?\*/|"[^"]*"|url\([^)]*\)', "", read(sheet), flags=re.DOTALL)


@pytest.mark.parametrize("name", ["desk.css", "report.css", "phone.css"])
def test_a_surface_is_named_once_in_its_sheet(name: str) -> None:
    assert re.sub(r"/\*.*?\*/", "", read(ASSETS / name), flags=re.DOTALL).count("[data-surface=") == 1
    assert read(ASSETS / name).endswith("\n}\n")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_neighbouring_rules_do_not_repeat_where_they_hang(sheet: Path) -> None:
    lines = re.sub(r"/\*.*?\*/", "", read(sheet), flags=re.DOTALL).splitlines()
    begin = [found[0] if (found := re.match(r"\s*\[data-surface=[^\s{]*(?= )(?! \{)", line)) else "" for line in lines]
    assert [one for one, after in pairwise(begin) if one and one == after] == []


@pytest.mark.parametrize("sheet", [path for path in SHEETS if path.name != "tokens.css"], ids=lambda path: path.name)
def test_a_length_in_pixels_is_a_token(sheet: Path) -> None:
    """But for the conditions of a sheet, which cannot read one."""
    declared = re.sub(r"@(?:media|supports)[^{]*", "", bare(sheet))
    assert [length for length in re.findall(r"(?<![\w-])-?[\d.]+px\b", declared) if float(length[:-2])] == []


def test_a_token_is_used_and_what_is_used_is_a_token() -> None:
    sheets = {path.name: bare(path) for path in SHEETS}
    tokens = set(re.findall(r"(--[\w-]+):", sheets["tokens.css"]))
    used = {name for sheet in sheets.values() for name in re.findall(r"var\((--[\w-]+)", sheet)}
    drawn = {name for path in SOURCES for name in re.findall(r"--[a-z][\w-]*", read(path))}
    own = {name for name, sheet in sheets.items() for name in re.findall(r"(--[\w-]+):", sheet)}
    assert len(tokens) > 150
    assert sorted(used - own - drawn) == []
    scales = {name for name in tokens if re.fullmatch(r"--(sp|c)-\d", name)}  # these are whole, whoever uses a step
    assert sorted(tokens - used - drawn - scales) == []


def test_a_token_is_not_called_after_its_pixels() -> None:
    said = re.findall(r"(--[\w-]+): (-?[\d.]+)px;", bare(ASSETS / "tokens.css"))
    assert len(said) > 100
    assert [name for name, length in said if re.search(rf"(?<!\d){re.escape(length)}(?!\d)", name)] == []


@functools.cache
def named(sheet: Path) -> set[str]:
    """The class names of a sheet."""
    return set(re.findall(r"\.([A-Za-z_][\w-]*)", bare(sheet)))


@functools.cache
def told() -> set[str]:
    """The words of the prose that people read: docs/, without code, and the names in WORDS."""
    pages = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CHANGELOG.md"]
    prose = " ".join(re.sub(r"```.*?```|`[^`]*`|\]\([^)]*\)", "", read(page), flags=re.DOTALL) for page in pages)
    return {*re.findall(r"[a-z]+", prose.lower()), *WORDS.split()}


def unknown(names: Iterable[str]) -> list[str]:
    words, others = told(), re.compile(r"ag-|main-svg")  # of AG Grid and of Plotly
    ours = [name for name in names if not others.match(name)]
    return sorted(name for name in ours if any(one and one not in words for one in re.split(r"[-\d]+", name)))


@functools.cache
def written() -> dict[str, str]:
    """The classes that stand in the Python code, each with a file that writes it."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "cockpit").rglob("*.py")):
        for node in ast.walk(ast.parse(read(path))):
            if isinstance(node, ast.keyword) and node.arg == "class_":
                said = [one.value for one in ast.walk(node.value) if isinstance(one, ast.Constant)]
                found |= {name: path.name for one in said if isinstance(one, str) for name in one.split()}
    return found


def test_a_class_name_is_made_of_words() -> None:
    assert len(SHEETS) > 9 and len(named(ASSETS / "desk.css")) > 150
    assert {path.name: names for path in SHEETS if (names := unknown(named(path)))} == {}
    assert unknown(["change-band", "bin-3", "chg", "side-kpi", "wkx", "btn"]) == ["btn", "chg", "wkx"]


def test_a_class_name_that_is_written_is_made_of_words() -> None:
    board = handmade.board()
    drawn = [desk.draw(board, page, View("desktop")) for page in desk.PAGES]
    drawn += [wall.draw(board, scene, View("wall")) for scene in wall.names(board)]
    drawn.append(report_pages.draw(board, handmade.board(), View("report")))
    stood = {name for page in drawn for one in page for name in one.attributes.get("class", "").split()}
    assert len(stood) > 150 and len(written()) > 200
    assert unknown({*stood, *written()}) == []


def test_a_word_of_its_own_is_one_that_a_class_needs() -> None:
    used = {part for path in SHEETS for name in named(path) for part in re.split(r"[-\d]+", name)}
    used |= {part for name in written() for part in re.split(r"[-\d]+", name)}
    assert sorted(set(WORDS.split()) - used) == []


def test_a_class_that_is_written_has_a_rule_or_a_script_that_looks_for_it() -> None:
    """Or names a whole page: one that nothing looks for was forgotten when its rule got another name."""
    looked = {name for path in SHEETS for name in named(path)} | PAGES
    said = "\n".join(read(path) for path in SCRIPTS)
    alone = [name for name in written() if name not in looked and not name.endswith("-")]
    assert sorted(name for name in alone if not re.search(rf"\.{name}(?![\w-])", said)) == []
