"""The three faces of the cockpit, and how files are cut for them out of Noto CJK.

The sources are those of Debian's package fonts-noto-cjk; the environment's FONTS names another folder for `make fonts`.
The same sources and the same characters give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING

from cockpit.snapshot.font_outlines import FEATURES

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

PACKAGE = "fonts-noto-cjk"
SOURCES = Path("/usr/share/fonts/opentype/noto")
FONTS = 5
"""A collection holds at least the five regional ones; ours is among them."""
RULE = """@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block;
  src: url("fonts/{file}?v={mark}") format("woff2"); unicode-range: {declared}; }}"""
"""A rule of a sheet in assets/; `declared` are the ranges for which a browser asks the file."""


@dataclass(frozen=True)
class Face:
    """One weight of one family, and the collection that it is cut from."""

    name: str
    file: str
    source: str
    family: str
    weight: int


FACES = (
    Face("sans-400", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Cockpit Sans", 400),
    Face("sans-700", "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "Cockpit Sans", 700),
    Face("serif-700", "NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "Cockpit Serif", 700),
)


def source(face: Face, folder: Path = SOURCES) -> TTFont:
    """The font that the face is cut from, with our family name; FileNotFoundError where it is not there.

    What is cut is another font, so it is named anew; it keeps its copyright and licence.
    """
    from fontTools.ttLib import TTFont

    collection = io.BytesIO((folder / face.file).read_bytes())
    for number in range(FONTS):
        font = TTFont(collection, fontNumber=number, lazy=True, recalcTimestamp=False)
        if font["name"].getBestFamilyName() == face.source:
            break
    else:
        raise FileNotFoundError(ENOENT, f"it has no {face.source}", str(folder / face.file))
    weight = "Bold" if face.weight == 700 else "Regular"
    for place, text in ((1, face.family), (2, weight), (4, f"{face.family} {weight}")):
        font["name"].setName(text, place, 3, 1, 0x409)
    return font


def cut(font: TTFont, characters: Iterable[int], *, flavor: str | None) -> bytes:
    """A file with these characters and nothing that a page does not use. woff2 for pages, None for cutting again."""
    from fontTools import subset

    options = subset.Options(
        desubroutinize=True, hinting=False, layout_features=FEATURES, notdef_outline=True, name_IDs=[0, 1, 2, 4, 13, 14]
    )
    options.drop_tables.extend(["BASE", "VORG", "vhea", "vmtx"])
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)
    font.flavor = flavor
    held = io.BytesIO()
    font.save(held, reorderTables=False)
    return held.getvalue()


def ranges(codes: Iterable[int]) -> str:
    """Codes as a sheet declares them."""
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in runs)
