"""What no slice has is cut at the first start, once; and where it cannot be had a line says which and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cockpit.settings import ROOT
from cockpit.snapshot import fonts
from cockpit.snapshot.faces import FACES
from cockpit.snapshot.font_supplement import supply, written

pytestmark = pytest.mark.slow

SLICES = ROOT / "assets" / "fonts"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """The collections as Debian brings them, but with one small font in each: what follows U+3434 in our own slices."""
    folder = tmp_path / "noto"
    folder.mkdir()
    for face in FACES:
        font = TTFont(SLICES / f"{face.name}-standard-1.woff2")
        font["name"].setName(face.source, 1, 3, 1, 0x409)
        font["name"].removeNames(nameID=16)
        for table in font["cmap"].tables:
            table.cmap[0xD55C] = table.cmap[0x3447]  # 한 is drawn as 㑇, which is enough here
        font.flavor = None
        font.save(folder / face.file)
    return folder


@pytest.fixture
def city(tmp_path: Path) -> Path:
    folder = tmp_path / "city"
    folder.mkdir()
    (folder / "units.csv").write_text("code,name_zh\na,兰山区\n", "utf-8")
    return folder


def test_the_committed_texts_lack_nothing(tmp_path: Path, city: Path) -> None:
    sheet = tmp_path / "fonts-local.css"
    assert supply(ROOT / "data" / "city" / "linyi", city, sheet=sheet, sources=tmp_path / "none") is None
    assert not sheet.exists()


def test_a_name_with_a_character_beyond_the_slices_gets_a_file_in_each_face_once(
    tmp_path: Path, city: Path, sources: Path
) -> None:
    sheet = tmp_path / "fonts-local.css"
    (city / "units.csv").write_text("code,name_zh\na,한街道\n", "utf-8")
    assert supply(city, sheet=sheet, sources=sources) is None
    found = fonts.slices(sheet)
    assert [(one.family, one.weight, one.file.relative_to(tmp_path)) for one in found] == [
        ("Cockpit Sans", "400", Path("fonts/local/sans-400.woff2")),
        ("Cockpit Sans", "700", Path("fonts/local/sans-700.woff2")),
        ("Cockpit Serif", "700", Path("fonts/local/serif-700.woff2")),
    ]
    assert [one.characters for one in found] == [{0xD55C}] * 3
    assert all(one.ranges == ((0xD55C, 0xD55C),) for one in found)
    before = sheet.stat().st_mtime_ns
    assert supply(city, sheet=sheet, sources=tmp_path / "gone") is None  # nothing lacks any more
    assert sheet.stat().st_mtime_ns == before


def test_what_was_cut_before_stays_when_another_name_comes(tmp_path: Path, city: Path, sources: Path) -> None:
    sheet = tmp_path / "fonts-local.css"
    for name in ("한街道", "彧한"):
        (city / "units.csv").write_text(name, "utf-8")
        supply(city, sheet=sheet, sources=sources)
    assert [one.characters for one in fonts.slices(sheet)] == [{0xD55C}] * 3


def test_without_the_package_a_line_names_characters_and_package(tmp_path: Path, city: Path) -> None:
    sheet = tmp_path / "fonts-local.css"
    (city / "units.csv").write_text("글한", "utf-8")
    assert supply(city, sheet=sheet, sources=tmp_path / "none") == (
        "No font of the cockpit has 글 (U+AE00) 한 (U+D55C): install fonts-noto-cjk and start again."
    )
    assert not sheet.exists()


def test_a_character_that_the_package_lacks_too_is_named_and_the_others_are_cut(
    tmp_path: Path, city: Path, sources: Path
) -> None:
    sheet = tmp_path / "fonts-local.css"
    (city / "units.csv").write_text("한\U0001f600", "utf-8")
    assert supply(city, sheet=sheet, sources=sources) == (
        "No font of the cockpit has \U0001f600 (U+1F600): write them otherwise, or they are shown in another font."
    )
    assert [one.characters for one in fonts.slices(sheet)] == [{0xD55C}] * 3


def test_a_folder_that_may_not_be_written_stops_no_start(tmp_path: Path, city: Path, sources: Path) -> None:
    (tmp_path / "fonts").write_text("a file where the folder should be", "utf-8")
    (city / "units.csv").write_text("한", "utf-8")
    said = supply(city, sheet=tmp_path / "fonts-local.css", sources=sources)
    assert said is not None and said.endswith("so some characters are shown in other fonts.")


def test_a_package_of_other_fonts_is_said(tmp_path: Path, city: Path, sources: Path) -> None:
    first, second = (sources / face.file for face in (FACES[0], FACES[2]))
    first.write_bytes(second.read_bytes())
    (city / "units.csv").write_text("한", "utf-8")
    said = supply(city, sheet=tmp_path / "fonts-local.css", sources=sources)
    assert said is not None and "has no Noto Sans CJK SC" in said


def test_what_is_looked_at_are_the_texts_and_the_names_of_the_city(city: Path) -> None:
    (city / "boundaries.geojson").write_text('{"name": "한"}', "utf-8")
    (city / "picture.bin").write_bytes("鱻".encode())
    found = written(city)
    assert {ord(one) for one in "据兰한"} <= found and ord("鱻") not in found
