"""Cuts the fonts of assets/fonts out of Noto CJK: small files, each with the characters that a page needs together.

Which characters stand in which file is fixed by published orders and one list, and does not follow the texts: the
8,105 characters of 通用规范汉字表 and GB 2312 by their use and by code, signs and letters by code, and what the first
HTML preloads (`first.toml`). So a new character in a text changes no file. What no file has, a start of the cockpit
cuts by itself (cockpit/snapshot/font_supplement.py).

FONTS=/some/folder reads the sources elsewhere. Only the slices whose characters have changed are cut;
`scripts/fonts.py serif-700` cuts every slice of that face again.
"""

from __future__ import annotations

import io
import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from cockpit.snapshot.faces import FACES, RULE, SOURCES, Face, cut, ranges, source  # noqa: E402
from cockpit.snapshot.font_outlines import held  # noqa: E402

FOLDER = ROOT / "assets" / "fonts"
SHEET = ROOT / "assets" / "fonts.css"
CHARACTERS = ROOT / "scripts" / "characters.txt"
STANDARD = ROOT / "scripts" / "standard.txt"
FIRST = ROOT / "scripts" / "first.toml"
KEPT = ("OFL.txt", "local")

OFTEN = 2000
"""So many characters are used so often that they are sliced by use; the rest is sliced by code."""

SIGNS = ((0xA0, 0x24F), (0x2010, 0x2046), (0x20A0, 0x20BF), (0x2100, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF))
"""Latin with accents, punctuation, currencies, arrows, mathematics, boxes, shapes, and their full-width forms."""
LETTERS = ((0x250, 0x45F), (0x2000, 0x200A), (0x2047, 0x209F), (0x2B00, 0x2BFF), (0x3380, 0x33DF))
"""Greek and Cyrillic, raised and lowered figures, more arrows, and units of measure in one character."""


@dataclass(frozen=True)
class Slice:
    """The characters of one file, and the range that the sheet declares for it."""

    name: str
    characters: frozenset[int]
    declared: str


def first() -> dict[str, set[int]]:
    """The fixed lists by name."""
    lists = tomllib.loads(FIRST.read_text("utf-8"))
    return {name: {ord(character) for line in lines for character in line} for name, lines in lists.items()}


def listed(file: Path) -> list[int]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [ord(character) for line in lines for character in line]


def slices(face: Face, has: set[int]) -> Iterator[Slice]:
    """In the order of the sheet: where two ranges hold a character the later one is asked first, so core comes last.

    The slices by use and by code hold what core holds too. What only the national standard has comes first, so it is
    asked when no other slice has it. The serif has no characters of its own beyond both standards.
    """
    sans = "serif" not in face.name
    size = 190 if sans else 120
    ranked = [code for code in listed(CHARACTERS) if code in has]
    rare = sorted(ranked[OFTEN:] if sans else filter(_in_gb2312, ranked[OFTEN:]))
    beyond = sorted(set(listed(STANDARD)) & has - set(rare) - set(ranked[:OFTEN]))
    for number, group in enumerate(_groups(beyond, size), start=1):
        yield Slice(f"standard-{number}", frozenset(group), f"U+{group[0]:X}-{group[-1]:X}")
    for group in _groups(rare, size):
        yield Slice(f"{group[0]:x}", frozenset(group), f"U+{group[0]:X}-{group[-1]:X}")
    for name, spans in (("letters", LETTERS), ("signs", SIGNS)):
        yield _by_use(name, {code for low, high in spans for code in range(low, high + 1)} & has)
    for number, group in enumerate(_groups(ranked[:OFTEN], size), start=1):
        yield _by_use(f"often-{number}", set(group))
    lists = first()
    if sans:
        yield _by_use("interface", lists["interface"])
    yield _by_use("core", lists["core" if sans else "conclusion"])


def _by_use(name: str, characters: set[int]) -> Slice:
    return Slice(name, frozenset(characters), ranges(characters))


def _in_gb2312(code: int) -> bool:
    try:
        return bool(chr(code).encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _groups(codes: list[int], size: int) -> list[list[int]]:
    """As few groups of about the same length as keep to the size."""
    count = max(-(-len(codes) // size), 1)
    return [codes[len(codes) * at // count : len(codes) * (at + 1) // count] for at in range(count)]


def main() -> None:
    sources = Path(os.environ.get("FONTS", SOURCES))
    if not sources.is_dir():
        raise SystemExit(f"There are no fonts in {sources}. Install fonts-noto-cjk, or set FONTS to their folder.")
    anew = set(sys.argv[1:])
    rules, written = [], set(KEPT)
    for face in FACES:
        font = source(face, sources)
        made = list(slices(face, set(font.getBestCmap())))
        files = {one.name: FOLDER / f"{face.name}-{one.name}.woff2" for one in made}
        due = [one for one in made if face.name in anew or one.characters != held(files[one.name])]
        small = cut(font, {code for one in due for code in one.characters}, flavor=None) if due else b""
        for one in made:
            file = files[one.name]
            if one in due:
                again = TTFont(io.BytesIO(small), lazy=True, recalcTimestamp=False)
                file.write_bytes(cut(again, one.characters, flavor="woff2"))
            content = file.read_bytes()
            written.add(file.name)
            said = {"family": face.family, "weight": face.weight, "declared": one.declared}
            rules.append(RULE.format(**said, file=file.name, mark=sha256(content).hexdigest()[:12]))
            print(f"{file.name:28} {len(one.characters):5} characters {len(content) / 1000:6.1f} kB")
    for path in FOLDER.iterdir():
        if path.name not in written:
            path.unlink()
    head = "/* The fonts of assets/fonts, in slices, by `make fonts`. A later rule is asked before an earlier one. */\n"
    SHEET.write_text(head + "\n".join(rules) + "\n", "utf-8")


if __name__ == "__main__":
    main()
