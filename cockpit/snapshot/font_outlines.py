"""A slice of a font for print: the glyphs that a text needs, as TrueType outlines.

Chromium puts a web font with PostScript outlines into a PDF as drawings (Type 3), one with TrueType outlines as a font.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from cockpit.errors import SnapshotRefused

FEATURES = ["calt", "ccmp", "halt", "kern", "liga", "locl", "mark"]
FINEST = 0.5
"""How far an outline may stray, in units of which an em has a thousand: less than a printer's dot."""
LIMITS = (
    *("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements"),
    *("maxSizeOfInstructions", "maxComponentElements", "maxPoints", "maxContours", "maxCompositePoints"),
    *("maxCompositeContours", "maxComponentDepth"),
)
"""What the tables of TrueType count; those that are not 0 are counted when the font is written."""


@lru_cache(maxsize=256)
def held(file: Path) -> frozenset[int]:
    """The codes of the characters that a file holds; none where there is no file."""
    from fontTools.ttLib import TTFont

    return frozenset(TTFont(io.BytesIO(file.read_bytes()), lazy=True).getBestCmap()) if file.is_file() else frozenset()


def truetype(file: Path, codes: Iterable[int], *, name: str) -> bytes:
    """The font of `file` with the glyphs of `codes` alone. `name` is what the PDF calls it: letters and hyphens.

    SnapshotRefused where the packages for it are not installed.
    """
    try:
        from fontTools import subset
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen
        from fontTools.ttLib import TTFont, newTable
    except ImportError as missing:
        raise SnapshotRefused(
            "The packages that set the fonts of the report are not installed.", "Run: pip install -e '.[weekly]'"
        ) from missing
    font = TTFont(file, recalcTimestamp=False)
    options = subset.Options(layout_features=FEATURES, notdef_outline=True, name_IDs=[1, 2], glyph_names=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=codes)
    cut.subset(font)
    if "CFF " in font:
        order, drawn = font.getGlyphOrder(), font.getGlyphSet()
        glyphs = {}
        for glyph in order:
            pen = TTGlyphPen(None)
            drawn[glyph].draw(Cu2QuPen(pen, FINEST, reverse_direction=True))
            glyphs[glyph] = pen.glyph()
        font["loca"], font["glyf"] = newTable("loca"), newTable("glyf")
        font["glyf"].glyphOrder, font["glyf"].glyphs = order, glyphs
        widths = font["hmtx"].metrics
        for glyph, outline in glyphs.items():
            outline.recalcBounds(font["glyf"])
            widths[glyph] = (widths[glyph][0], getattr(outline, "xMin", 0))
        font["maxp"].tableVersion, font["maxp"].maxZones = 0x00010000, 1
        vars(font["maxp"]).update(dict.fromkeys(LIMITS, 0))
        font["post"].formatType = 3.0
        font["head"].glyphDataFormat = 0
        font.sfntVersion = "\x00\x01\x00\x00"
        del font["CFF "]
    for number, said in ((1, name), (2, "Regular"), (4, name), (6, name)):
        font["name"].setName(said, number, 3, 1, 0x409)
    font.flavor = None
    held = io.BytesIO()
    font.save(held)
    return held.getvalue()
