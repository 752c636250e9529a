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
from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from cockpit.metrics.alert import ALERTS
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.settings import ROOT
from cockpit.snapshot.faces import FACES, SOURCES, Face, cut, source
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
SERIF = ("Cockpit Serif", 700)
MOST_BESIDE = 600_000
"""So many bytes a first visit of the wall may fetch beside the cores: it grows with texts that are new since the lists
of scripts/first.toml were chosen."""


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


def nowhere(characters: set[str], family: str, weight: int) -> list[str]:
    """What no slice has, and what a start could not cut either (cockpit/snapshot/font_supplement.py)."""
    lost = missing(characters, family, weight)
    if not lost:
        return []
    (face,) = (one for one in FACES if (one.family, one.weight) == (family, weight))
    assert SOURCES.is_dir(), f"no slice has {lost}: install fonts-noto-cjk"
    has = source(face).getBestCmap()
    return [one for one in lost if ord(one) not in has]


@pytest.mark.parametrize(("family", "weight"), SANS)
def test_every_character_of_the_interface_is_in_the_fonts(family: str, weight: int) -> None:
    said = "".join(text for path in (ROOT / "cockpit").rglob("*.py") for text in strings(path))
    assert "数据截至" in said
    assert nowhere(printable(said), family, weight) == []


@pytest.mark.parametrize(("family", "weight"), SANS)
@pytest.mark.parametrize("folder", ["city", "demonstration"])
def test_every_character_of_the_cities_is_in_the_fonts(folder: str, family: str, weight: int) -> None:
    files = [path for path in (ROOT / "data" / folder).rglob("*") if path.suffix in {".csv", ".toml"}]
    assert files
    held = "".join(path.read_text("utf-8-sig") for path in files)
    assert nowhere(printable(held), family, weight) == []


@pytest.mark.parametrize(("family", "weight"), [*SANS, SERIF])
def test_a_character_that_no_text_has_yet_needs_no_new_file(family: str, weight: int) -> None:
    said = {
        *"镕堃犇鬯彧锺㛃䶮",
        *"àéüßñ",
        *"αβγΔΣμπ",
        *"Жю",
        *"→⇒↑⬆≈≠≤∑√∞±×÷",
        *"①Ⅳ℃‰№㎡㎞㎏",
        *"《》【】〔〕·…—～￥％¥€",
    }
    files = [Path(rule.file).name for rule in rules() if (rule.family, rule.weight) == (family, weight)]
    assert [one for one in sorted(said) if not any(ord(one) in glyphs(file) for file in files)] == []
    written = "".join(path.read_text("utf-8") for path in (ROOT / "cockpit").rglob("*.py"))
    assert not {"犇", "鬯", "㎏", "Ж"} & set(written)


@pytest.mark.slow
@pytest.mark.parametrize(("family", "weight"), [*SANS, SERIF])
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


def beside(characters: set[str], *faces: tuple[str, int]) -> dict[str, int]:
    """The files that a page with these characters asks for beside the cores, if all of them stood in each face."""
    files = {
        next(rule.file for rule in reversed(rules()) if (rule.family, rule.weight) == face and rule.declares(ord(one)))
        for face in faces
        for one in characters
    }
    named = {Path(file).stem: (ROOT / "assets" / file).stat().st_size for file in files}
    return {name: size for name, size in named.items() if name not in CORES}


def fetched(board: Board) -> dict[str, int]:
    wall_says, serif_says = drawn(board)
    return beside(wall_says, *SANS) | beside(serif_says, SERIF)


AWAY = Stale(datetime(2020, 9, 30, 18, 20, tzinfo=SHANGHAI), Text("数据库无应答", "the database does not answer"))
REMEDY = "write today's characters into scripts/first.toml and run `make fonts`; once for a release is enough"


@pytest.mark.parametrize("stale", [None, AWAY])
def test_what_the_wall_draws_is_nearly_all_in_the_cores(stale: Stale | None) -> None:
    board = replace(handmade.board(), notices=())  # whose words are those of the tests
    files = fetched(board.mark_stale(stale) if stale else board)
    assert sum(files.values()) < MOST_BESIDE, f"{files}: {REMEDY}"


@pytest.mark.demo
def test_what_the_wall_of_the_demonstration_draws_is_nearly_all_in_the_cores(
    demo_engine: Engine, tmp_path: Path
) -> None:
    board = BoardService(demo_engine, city="linyi", var=tmp_path).board(Scope("linyi"))
    assert len(drawn(board)[0]) > 250
    files = fetched(board)
    assert sum(files.values()) < MOST_BESIDE, f"{files}: {REMEDY}"


def test_what_the_page_itself_says_is_nearly_all_in_the_core() -> None:
    scripts = "".join(path.read_text("utf-8") for path in (ROOT / "assets").glob("wall-*.js"))
    alarms = "".join(one.text.zh for one in ALERTS)
    said = {one for one in scripts + alarms if one > "\u3000"}
    assert {"令", "牌", "延"} <= said
    files = beside(said, SANS[0])
    assert sum(files.values()) < MOST_BESIDE / 2, f"{files}: {REMEDY}"


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


def script() -> Any:
    """scripts/fonts.py, which is no package."""
    found = importlib.util.spec_from_file_location("fonts", ROOT / "scripts" / "fonts.py")
    assert found is not None and found.loader is not None
    module: Any = importlib.util.module_from_spec(found)
    sys.modules["fonts"] = module
    found.loader.exec_module(module)
    return module


def test_the_same_characters_are_cut_to_the_same_bytes() -> None:
    held = (FOLDER / "sans-400-core.woff2").read_bytes()
    first, second = (
        cut(TTFont(BytesIO(held), lazy=True, recalcTimestamp=False), {ord(one) for one in "归集12"}, flavor="woff2")
        for _ in range(2)
    )
    assert first == second
    assert {ord(one) for one in "归集12"} == set(TTFont(BytesIO(first)).getBestCmap())


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_every_file_holds_what_the_published_orders_say_and_no_text_decides(face: Face) -> None:
    own = {Path(rule.file).name: rule for rule in rules() if (rule.family, rule.weight) == (face.family, face.weight)}
    has = {code for file in own for code in glyphs(file)}
    made = {f"{face.name}-{one.name}.woff2": one for one in script().slices(face, has)}
    assert list(made) == list(own)
    assert [name for name, one in made.items() if one.characters != glyphs(name)] == []
    assert [name for name, one in made.items() if not all(own[name].declares(code) for code in one.characters)] == []
