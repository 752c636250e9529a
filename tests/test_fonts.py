"""The fonts that the cockpit brings: every character it can say is in a file, and nothing is fetched from elsewhere."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from sqlalchemy import Engine

from cockpit.board.board import Board, Stale
from cockpit.board.keep import Keep
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from cockpit.metrics.alerts import ALERTS
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.settings import ROOT
from cockpit.units import Text
from cockpit.web.app import ASSETS
from cockpit.web.first_paint import CORES, address, links
from tests import handmade

FOLDER = ROOT / "assets" / "fonts"
RULE = re.compile(
    r'@font-face \{ font-family: "([^"]+)"; font-weight: (\d+); font-display: block;\s+'
    r'src: url\("(fonts/[\w-]+\.woff2)\?v=(\w{12})"\) format\("woff2"\); unicode-range: ([^;]+); \}'
)
SANS = [("Cockpit Sans", 400), ("Cockpit Sans", 700)]


@dataclass(frozen=True)
class Rule:
    family: str
    weight: int
    file: str
    mark: str
    ranges: tuple[tuple[int, int], ...]

    def declares(self, code: int) -> bool:
        return any(low <= code <= high for low, high in self.ranges)


def bounds(written: str) -> tuple[int, int]:
    low, _, high = written.strip().removeprefix("U+").partition("-")
    return int(low, 16), int(high or low, 16)


@cache
def rules() -> tuple[Rule, ...]:
    sheet = (ROOT / "assets" / "fonts.css").read_text("utf-8")
    found = tuple(
        Rule(family, int(weight), file, mark, tuple(bounds(one) for one in ranges.split(",")))
        for family, weight, file, mark, ranges in RULE.findall(sheet)
    )
    assert len(found) == sheet.count("@font-face")
    return found


def opened(file: str) -> TTFont:
    return TTFont(BytesIO((FOLDER / file).read_bytes()), lazy=True, recalcTimestamp=False)


@cache
def glyphs(file: str) -> frozenset[int]:
    return frozenset(opened(file).getBestCmap())


def missing(characters: set[str], family: str, weight: int) -> list[str]:
    """What a browser would not find: it asks the last rule that declares the character, as CSS says."""
    face = [rule for rule in reversed(rules()) if (rule.family, rule.weight) == (family, weight)]
    lost = []
    for character in sorted(characters):
        asked = next((rule for rule in face if rule.declares(ord(character))), None)
        if asked is None or ord(character) not in glyphs(Path(asked.file).name):
            lost.append(character)
    return lost


def strings(path: Path) -> Iterator[str]:
    """Every text in a file but the sentence that opens it, which nobody sees on a screen."""
    module = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(module):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and node is not getattr(module.body[0], "value", None)
        ):
            yield node.value


def printable(text: str) -> set[str]:
    return {character for character in text if character.isprintable()}


@pytest.mark.parametrize(("family", "weight"), SANS)
def test_every_character_of_the_interface_is_in_the_fonts(family: str, weight: int) -> None:
    said = "".join(text for path in (ROOT / "cockpit").rglob("*.py") for text in strings(path))
    assert "数据截至" in said
    assert missing(printable(said), family, weight) == []


@pytest.mark.parametrize(("family", "weight"), SANS)
@pytest.mark.parametrize("folder", ["city", "demonstration"])
def test_every_character_of_the_cities_is_in_the_fonts(folder: str, family: str, weight: int) -> None:
    files = [path for path in (ROOT / "data" / folder).rglob("*") if path.suffix in {".csv", ".toml"}]
    assert files
    held = "".join(path.read_text("utf-8-sig") for path in files)
    assert missing(printable(held), family, weight) == []


@pytest.mark.slow
@pytest.mark.parametrize(("family", "weight"), [*SANS, ("Cockpit Serif", 700)])
def test_every_character_of_the_national_standards_is_in_the_fonts(family: str, weight: int) -> None:
    """GB 2312, and the 8,105 characters of 通用规范汉字表, which names of people and places are written in."""
    rows = (bytes([high, low]) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF))
    coded = {text for row in rows if (text := row.decode("gb2312", "ignore"))}
    lines = (ROOT / "scripts" / "standard.txt").read_text("utf-8").splitlines()
    general = {character for line in lines if not line.startswith("#") for character in line}
    assert (len(coded), len(general)) == (6763, 8105)
    face = [rule for rule in rules() if (rule.family, rule.weight) == (family, weight)]
    held = {
        character
        for character in coded | general
        if any(rule.declares(ord(character)) and ord(character) in glyphs(Path(rule.file).name) for rule in face)
    }
    assert sorted((coded | general) - held) == []
    if (family, weight) in SANS:  # found in the first file that is asked
        assert missing(coded | set("镕堃喆玥昇旸珺赟翀祎垚骉䶮"), family, weight) == []


def test_every_conclusion_is_in_the_serif() -> None:
    spoken = handmade.board().headline
    said = "".join(phrase.text for one in spoken.values() for phrase in (*one.zh, *one.en))
    assert "归集" in said
    assert missing(printable(said), "Cockpit Serif", 700) == []


def drawn(board: Board) -> tuple[set[str], set[str]]:
    """Every character of every scene in both languages, and those of the conclusions."""
    wall_says, serif_says = set(), set()
    for view in (View("wall"), View("wall", language="en")):
        for scene in wall.names(board):
            main = wall.draw(board, scene, view)
            said = "".join(one.text for one in main if one.tag == "h1")
            wall_says |= printable(main.text.replace(said, ""))
            serif_says |= printable(said)
    return wall_says, serif_says


def lacking(board: Board) -> dict[str, list[str]]:
    """What stands on the wall and not in a core: each such character costs a request after the first HTML."""
    wall_says, serif_says = drawn(board)
    found = {name: sorted(wall_says - {chr(code) for code in glyphs(f"{name}.woff2")}) for name in CORES[:2]}
    return found | {CORES[2]: sorted(serif_says - {chr(code) for code in glyphs(f"{CORES[2]}.woff2")})}


AWAY = Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), Text("数据库无应答", "the database does not answer"))


@pytest.mark.parametrize("stale", [None, AWAY])
def test_what_the_wall_draws_is_in_the_cores(stale: Stale | None) -> None:
    board = replace(handmade.board(), notices=())  # whose words are those of the tests
    assert lacking(board.mark_stale(stale) if stale else board) == {name: [] for name in CORES}


@pytest.mark.demo
def test_what_the_wall_of_the_demonstration_draws_is_in_the_cores(demo_engine: Engine, tmp_path: Path) -> None:
    board = Keep(demo_engine, city="linyi", var=tmp_path).board(Scope("linyi"))
    assert len(drawn(board)[0]) > 250
    assert lacking(board) == {name: [] for name in CORES}


def test_what_the_page_itself_says_is_in_the_cores() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "assets").glob("wall-*.js"))
    alarms = "".join(one.text.zh for one in ALERTS)
    said = {one for one in scripts + alarms if one > "\u3000"}
    assert {"令", "牌", "延"} <= said
    assert [one for one in sorted(said) if ord(one) not in glyphs(f"{CORES[0]}.woff2")] == []


def test_a_common_character_is_in_the_serif_too() -> None:
    common = {bytes([high, low]).decode("gb2312", "ignore") for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF)}
    assert missing(common - {""}, "Cockpit Serif", 700) == []


def test_the_address_of_a_font_changes_with_its_bytes() -> None:
    assert {rule.file: sha256((ROOT / "assets" / rule.file).read_bytes()).hexdigest()[:12] for rule in rules()} == {
        rule.file: rule.mark for rule in rules()
    }
    assert {path.name for path in FOLDER.glob("*.woff2")} == {Path(rule.file).name for rule in rules()}


def test_nothing_is_fetched_from_elsewhere() -> None:
    sheets = list((ROOT / "assets").glob("*.css"))
    assert len(sheets) > 4
    assert [
        path.name for path in sheets if re.search(r"url\(\s*[\"']?(https?:|//)|@import", path.read_text("utf-8"))
    ] == []


def test_a_page_loads_three_small_files_and_all_of_them_together_stay_small() -> None:
    assert [name for name in CORES if (FOLDER / f"{name}.woff2").stat().st_size > 130_000] == []
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 14_000_000
    assert max(path.stat().st_size for path in FOLDER.glob("*.woff2")) < 130_000


def test_a_page_asks_for_the_cores_before_it_has_read_the_sheets() -> None:
    sheet = (ROOT / "assets" / "fonts.css").read_text("utf-8")
    asked = links(ASSETS, ["tokens.css"])
    wanted = [address(ASSETS, f"fonts/{name}.woff2") for name in CORES]
    assert [re.findall('as="font".*crossorigin href="(.+?)"', link) for link in asked[:3]] == [[one] for one in wanted]
    assert [one for one in wanted if one.removeprefix("/assets/") not in sheet] == []
    assert re.findall(r"/assets/(\w+\.css)", "".join(asked[3:])) == ["fonts.css", "tokens.css"]


def test_our_families_stand_first_and_the_fonts_of_the_system_after_them() -> None:
    tokens = (ROOT / "assets" / "tokens.css").read_text("utf-8")
    assert re.search(r'--font-sans: "Cockpit Sans", "Noto Sans CJK SC", .*sans-serif;', tokens)
    assert re.search(r'--font-serif: "Cockpit Serif", "Noto Serif CJK SC", .*serif;', tokens)


@pytest.mark.parametrize("name", ["sans-400-core", "sans-700-core"])
def test_figures_have_one_width(name: str) -> None:
    font = opened(f"{name}.woff2")
    widths = font["hmtx"]
    assert len({widths[font.getBestCmap()[ord(figure)]][0] for figure in "0123456789"}) == 1


def test_the_licence_is_beside_the_fonts_and_in_them() -> None:
    licence = (FOLDER / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Noto Sans CJK SC" in licence
    for name in CORES:
        names = opened(f"{name}.woff2")["name"]
        assert names.getBestFamilyName() in {"Cockpit Sans", "Cockpit Serif"}
        assert "Adobe" in names.getDebugName(0)
        assert "Open Font License" in names.getDebugName(13)


def test_the_same_characters_are_cut_to_the_same_bytes() -> None:
    script = importlib.util.spec_from_file_location("fonts", ROOT / "scripts" / "fonts.py")
    assert script is not None and script.loader is not None
    fonts: Any = importlib.util.module_from_spec(script)
    sys.modules["fonts"] = fonts
    script.loader.exec_module(fonts)
    held = (FOLDER / "sans-400-core.woff2").read_bytes()
    first, second = (
        fonts.cut(
            TTFont(BytesIO(held), lazy=True, recalcTimestamp=False), {ord(one) for one in "归集12"}, flavor="woff2"
        )
        for _ in range(2)
    )
    assert first == second
    assert {ord(one) for one in "归集12"} == set(TTFont(BytesIO(first)).getBestCmap())
