"""A document carries the slices that its text needs, and a character without a glyph is named before it is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from cockpit.errors import SnapshotRefused
from cockpit.marks.element import el
from cockpit.panels.view import View
from cockpit.snapshot import faults, fonts
from cockpit.snapshot.edition import Edition, WeekRemark
from cockpit.snapshot.print_document import document, quoted
from cockpit.units import Text
from tests.snapshot.whole import made

SHEET = """
@font-face { font-family: "Cockpit Sans"; font-weight: 400; font-display: block;
  src: url("fonts/sans-rare.woff2?v=1") format("woff2"); unicode-range: U+4E00-9FFF; }
@font-face { font-family: "Cockpit Sans"; font-weight: 400; font-display: block;
  src: url("fonts/sans-core.woff2?v=2") format("woff2"); unicode-range: U+20-7E,U+4E2D; }
@font-face { font-family: "Cockpit Serif"; font-weight: 700; font-display: block;
  src: url("fonts/serif-core.woff2?v=3") format("woff2"); unicode-range: U+4E00-9FFF; }
"""


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Three slices of our own: all of CJK but what the core has, the core, and the serif."""
    (tmp_path / "fonts").mkdir()
    for name in ("sans-rare", "sans-core", "serif-core"):
        (tmp_path / "fonts" / f"{name}.woff2").write_bytes(name.encode())
    (tmp_path / "fonts.css").write_text(SHEET, "utf-8")
    found = fonts.slices(tmp_path / "fonts.css")
    monkeypatch.setattr(fonts, "slices", lambda: found)
    yield


@pytest.mark.usefixtures("three")
def test_only_the_slices_that_the_text_needs_are_inside() -> None:
    assert fonts.inlined("a中").count("@font-face") == 1
    assert fonts.inlined("a中国").count("@font-face") == 2
    assert fonts.inlined("a", serif="国").count("@font-face") == 2
    assert "U+4E2D-4E2D" in fonts.inlined("中") and "data:font/woff2;base64," in fonts.inlined("中")


@pytest.mark.usefixtures("three")
def test_the_serif_is_for_conclusions_only() -> None:
    screen = el("main", el("p", "国"))
    assert "Cockpit Serif" not in document(screen, title="t", view=View("report"), sheets=())
    assert "Cockpit Serif" in document(el("main", el("h1", "国")), title="t", view=View("report"), sheets=())


@pytest.mark.usefixtures("three")
def test_a_character_without_a_glyph_is_named_with_the_package() -> None:
    assert fonts.missing("a中国\u200b") == []
    assert fonts.missing("é中𰻝") == ["é", "𰻝"]
    assert len(fonts.digest()) == 64


@pytest.fixture(scope="module")
def edition() -> Edition:
    remark = WeekRemark("王局长", made().board.as_of, Text("𰻝已核对。", "Checked."))
    return replace(made(), remark=remark)


def test_a_week_with_a_character_that_no_font_has_is_refused_until_somebody_says_why(edition: Edition) -> None:
    with pytest.raises(SnapshotRefused, match=r"no font of the cockpit has 𰻝 \(U\+30EDD\).*fonts-noto-cjk"):
        faults.accepted(edition)
    assert faults.accepted(edition, "人名照录").allowance.reason == "人名照录"
    assert faults.faults(made()) == ()


def test_without_fonts_of_our_own_the_system_must_have_a_chinese_one(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "slices", tuple)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(SnapshotRefused, match="no Chinese font is there: install the package fonts-noto-cjk"):
        faults.accepted(edition)


def test_a_text_in_a_style_sheet_stays_a_text() -> None:
    assert quoted('周报"<\\') == '"周报\\22 \\3c \\5c "'
