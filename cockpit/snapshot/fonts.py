"""The cockpit's own fonts inside a document: the slices that its text needs, so that no system font is asked."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cockpit.settings import ROOT
from cockpit.snapshot.font_outlines import held, truetype

SHEET = ROOT / "assets" / "fonts.css"
LOCAL = ROOT / "assets" / "fonts-local.css"
"""What cockpit/snapshot/font_supplement.py cut for this machine."""
FACE = re.compile(r"@font-face\s*\{(.*?)\}", re.DOTALL)
FILE = re.compile(r"url\(\"?([^\"?)]+)")
KINDS = {"woff2": "woff2", "truetype": "ttf"}
WEIGHTS = {"400": "Regular", "700": "Bold"}
SILENT = set("\n\r\t\u00ad\u200b")
"""Characters that are never drawn."""


@dataclass(frozen=True)
class Slice:
    """One file of a face: the codes that it holds, as the style sheet declares them."""

    family: str
    weight: str
    file: Path
    ranges: tuple[tuple[int, int], ...]

    def holds(self, code: int) -> bool:
        return any(low <= code <= high for low, high in self.ranges)

    def rule(self, codes: set[int] | None = None) -> str:
        """With the file as it is; with `codes` as a font for print that holds them alone."""
        kind = "woff2" if codes is None else "truetype"
        content = self.file.read_bytes() if codes is None else truetype(self.file, sorted(codes), name=self.called)
        held = base64.b64encode(content).decode()
        declared = ",".join(f"U+{low:X}-{high:X}" for low, high in self.ranges)
        return (
            f'@font-face{{font-family:"{self.family}";font-weight:{self.weight};font-display:block;'
            f'src:url("data:font/{KINDS[kind]};base64,{held}") format("{kind}");unicode-range:{declared}}}'
        )

    @property
    def characters(self) -> frozenset[int]:
        """The codes that the file holds indeed; those between two of a declared range need not be there."""
        return held(self.file)

    @property
    def called(self) -> str:
        return f"{self.family.replace(' ', '')}-{WEIGHTS.get(self.weight, self.weight)}"


@cache
def slices(*sheets: Path) -> tuple[Slice, ...]:
    """In the order of the style sheets, in which a later rule is asked before an earlier one."""
    return tuple(
        _slice(body, sheet)
        for sheet in sheets or (SHEET, LOCAL)
        if sheet.exists()
        for body in FACE.findall(sheet.read_text("utf-8"))
    )


def _slice(body: str, sheet: Path) -> Slice:
    said = {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in _parts(body))}
    file = FILE.search(said["src"])
    if file is None:
        raise ValueError(f"{sheet} has a face without a file")
    declared = [one.strip().removeprefix("U+") for one in said.get("unicode-range", "U+0-10FFFF").split(",")]
    pairs = [one.partition("-") for one in declared]
    ranges = tuple((int(low, 16), int(high or low, 16)) for low, _, high in pairs)
    return Slice(said["font-family"].strip('"'), said["font-weight"], sheet.parent / file[1], ranges)


def _parts(body: str) -> Iterator[str]:
    """The declarations; a data address has semicolons of its own, but the sheet of the cockpit has none."""
    return (part for part in body.split(";") if ":" in part)


def inlined(text: str, *, serif: str = "", printed: bool = False) -> str:
    """The rules for what `text` needs of the sans faces and `serif` of the conclusion's, with the fonts in them.

    `printed`: as fonts that a PDF can hold (cockpit/snapshot/font_outlines.py).
    """
    wanted = {"Cockpit Serif": _codes(serif)}
    return "\n".join(one.rule(codes if printed else None) for one, codes in _needed(wanted, _codes(text)))


def _needed(special: dict[str, set[int]], codes: set[int]) -> Iterator[tuple[Slice, set[int]]]:
    """Slices with what is needed of them; of two that hold a character only the later one is."""
    left: dict[tuple[str, str], set[int]] = {}
    found = []
    for one in reversed(slices()):
        rest = left.setdefault((one.family, one.weight), set(special.get(one.family, codes)))
        held = {code for code in rest if one.holds(code)}
        if held:
            rest -= held
            found.append((one, held))
    return reversed(found)


def missing(text: str) -> list[str]:
    """The characters that no slice of the sans faces holds, in order."""
    faces = [one for one in slices() if one.family == "Cockpit Sans"]
    return [chr(code) for code in sorted(_codes(text)) if not any(one.holds(code) for one in faces)]


def digest(found: Iterable[Slice] | None = None) -> str:
    """One sum over all the files, for the manifest."""
    summed = hashlib.sha256()
    for one in slices() if found is None else found:
        summed.update(one.file.read_bytes())
    return summed.hexdigest()


def _codes(text: str) -> set[int]:
    return {ord(character) for character in set(text) - SILENT}
