"""Cuts the fonts of assets/fonts out of Noto CJK: small files, each with the characters that a page needs together.

What the wall itself can say stands in one **core** file a face, which the first HTML preloads; what the desk, the
report and a city's own names add stands in a second one. All other characters come in slices that a browser fetches
only when one of them is on the page: the most used ones together, the rest by code, so that a rare name costs one
small file.

The sources are those of Debian's package fonts-noto-cjk; FONTS=/some/folder reads them elsewhere. The same sources and
the same texts give the same bytes, so only the slices whose characters have changed are cut: some minutes for a text
that is new. `scripts/fonts.py serif-700` cuts every slice of that face again.
"""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
FOLDER = ROOT / "assets" / "fonts"
SHEET = ROOT / "assets" / "fonts.css"
SOURCES = Path(os.environ.get("FONTS", "/usr/share/fonts/opentype/noto"))
CHARACTERS = ROOT / "scripts" / "characters.txt"
STANDARD = ROOT / "scripts" / "standard.txt"

OFTEN = 2000
"""So many characters are used so often that they are sliced by use; the rest is sliced by code."""

FEATURES = ["calt", "ccmp", "halt", "kern", "liga", "locl", "mark"]
"""halt closes up punctuation at the start of a line; figures have one width in these faces without a feature."""

SIGNS = ((0xA0, 0x24F), (0x2010, 0x2046), (0x20A0, 0x20BF), (0x2100, 0x27BF), (0x3000, 0x303F), (0xFF00, 0xFFEF))


@dataclass(frozen=True)
class Face:
    """One weight of one family. `size` is how many characters stand in a slice; `whole` takes the rare ones too."""

    name: str
    file: str
    source: str
    family: str
    weight: int
    size: int
    whole: bool


FACES = (
    Face("sans-400", "NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "Cockpit Sans", 400, size=190, whole=True),
    Face("sans-700", "NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "Cockpit Sans", 700, size=190, whole=True),
    Face("serif-700", "NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "Cockpit Serif", 700, size=120, whole=False),
)
WALL = (
    "board/keep.py",
    "board/tables/*.py",
    "board/words/*.py",
    "marks/*.py",
    "panels/*.py",
    "screens/wall.py",
    "units/*.py",
)
SCRIPTS = ("assets/wall-*.js",)
SHOWN = ("scenarios.csv", "targets.csv", "sources.csv", "libraries.csv", "themes.csv", "city.toml")
"""What a city says in these files stands on its wall, in an alert or under a number; its units stand there by name."""
CONCLUSIONS = (
    "board/words/headline.py",
    "board/words/reckoned.py",
    "board/words/standing.py",
    "board/words/county.py",
    "board/words/sayable.py",
    "units/*.py",
    "web/sentence.py",
)


@dataclass(frozen=True)
class Slice:
    """The characters of one file, and the range that the sheet declares for it."""

    name: str
    characters: frozenset[int]
    declared: str


def said(*patterns: str) -> set[int]:
    """Every character that can be seen in these files of the repository."""
    texts = (path.read_text("utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern)) if path.is_file())
    return {ord(character) for text in texts for character in text if character.isprintable()}


def short_names() -> set[int]:
    """What a city calls its units, libraries and themes where there is little room, and a county in its conclusion."""
    names: set[str] = set()
    for path in sorted(ROOT.glob("data/city/*/*.csv")):
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))):
            names |= set("".join(value or "" for name, value in row.items() if name and name.startswith("short_")))
            names |= set(row["name_zh"] if row.get("level") == "county" else "")
    return {ord(name) for name in names}


def alerts() -> set[int]:
    """What an alert says: its own words, and the title of the metric that it is about."""
    from cockpit.metrics.alerts import ALERTS
    from cockpit.metrics.metric import METRICS

    texts = [text for one in ALERTS for text in (one.text, METRICS[one.metric].title if one.metric else one.text)]
    return {ord(character) for text in texts for character in text.zh + text.en}


def core(face: Face) -> set[int]:
    latin = set(range(0x20, 0x7F))
    if "serif" in face.name:
        return latin | short_names() | said(*(f"cockpit/{file}" for file in CONCLUSIONS), "data/city/*/city.toml")
    from cockpit.screens import wall

    scenes = (*wall.SCENES, wall.COUNTY)
    panels = {name for scene in scenes for section in scene.sections for name in section.panels}
    asides = {scene.aside for scene in scenes if scene.aside}
    shown = [f"cockpit/panels/gallery/{name}.py" for name in sorted(panels | asides)]
    files = [*(f"cockpit/{file}" for file in WALL), *shown, *SCRIPTS, *(f"data/city/*/{file}" for file in SHOWN)]
    return latin | short_names() | alerts() | said(*files)


def interface() -> set[int]:
    """All that the product and its cities can say."""
    return said("cockpit/**/*.py", "assets/*.css", "assets/*.js", "data/city/*/*", "data/demonstration/*/*")


def listed(file: Path) -> list[int]:
    lines = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("#")]
    return [ord(character) for line in lines for character in line]


def slices(face: Face, has: set[int]) -> Iterator[Slice]:
    """In the order of the sheet: where two ranges hold a character the later one is asked first, so core comes last.

    The slices by use and by code hold what core holds too, so that a new text changes core and nothing else. What only
    the national standard has comes first, so it is asked when no other slice has it.
    """
    ranked = [code for code in listed(CHARACTERS) if code in has]
    rare = sorted(ranked[OFTEN:] if face.whole else filter(_in_gb2312, ranked[OFTEN:]))
    beyond = sorted(set(listed(STANDARD)) & has - set(rare) - set(ranked[:OFTEN]))
    first = core(face) & has
    for number, group in enumerate(_groups(beyond, face.size), start=1):
        yield Slice(f"standard-{number}", frozenset(group), f"U+{group[0]:X}-{group[-1]:X}")
    for group in _groups(rare, face.size):
        yield Slice(f"{group[0]:x}", frozenset(group), f"U+{group[0]:X}-{group[-1]:X}")
    if face.whole:
        signs = {code for low, high in SIGNS for code in range(low, high + 1)} & has
        yield Slice("signs", frozenset(signs), _ranges(signs))
    for number, group in enumerate(_groups(ranked[:OFTEN], face.size), start=1):
        yield Slice(f"often-{number}", frozenset(group), _ranges(group))
    if face.whole:
        second = interface() & has - first
        yield Slice("interface", frozenset(second), _ranges(second))
    yield Slice("core", frozenset(first), _ranges(first))


def _in_gb2312(code: int) -> bool:
    try:
        return bool(chr(code).encode("gb2312"))
    except UnicodeEncodeError:
        return False


def _groups(codes: list[int], size: int) -> list[list[int]]:
    """As few groups of about the same length as keep to the size."""
    count = max(-(-len(codes) // size), 1)
    return [codes[len(codes) * at // count : len(codes) * (at + 1) // count] for at in range(count)]


def _ranges(codes: Iterable[int]) -> str:
    runs: list[list[int]] = []
    for code in sorted(codes):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return ",".join(f"U+{low:X}" if low == high else f"U+{low:X}-{high:X}" for low, high in runs)


def source(face: Face) -> TTFont:
    for number in range(20):
        font = TTFont(SOURCES / face.file, fontNumber=number, lazy=True, recalcTimestamp=False)
        if font["name"].getBestFamilyName() == face.source:
            return font
    raise SystemExit(f"{SOURCES / face.file} has no {face.source}. Install fonts-noto-cjk, or set FONTS.")


def cut(font: TTFont, characters: Iterable[int], *, flavor: str | None) -> bytes:
    """A file with these characters and nothing that a page does not use. woff2 for pages, None for cutting again."""
    options = subset.Options(
        desubroutinize=True, hinting=False, layout_features=FEATURES, notdef_outline=True, name_IDs=[0, 1, 2, 4, 13, 14]
    )
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    worker = subset.Subsetter(options)
    worker.populate(unicodes=characters)
    worker.subset(font)
    font.flavor = flavor
    held = io.BytesIO()
    font.save(held, reorderTables=False)
    return held.getvalue()


def named(face: Face, font: TTFont) -> TTFont:
    """What is cut is another font: it has our family name, and keeps its copyright and licence."""
    weight = "Bold" if face.weight == 700 else "Regular"
    for number, text in ((1, face.family), (2, weight), (4, f"{face.family} {weight}")):
        font["name"].setName(text, number, 3, 1, 0x409)
    return font


def held(face: Face, one: Slice) -> frozenset[int]:
    """What its file holds; nothing where there is none."""
    file = FOLDER / f"{face.name}-{one.name}.woff2"
    return frozenset(TTFont(file, lazy=True).getBestCmap()) if file.is_file() else frozenset()


RULE = """@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block;
  src: url("fonts/{file}?v={mark}") format("woff2"); unicode-range: {declared}; }}"""


def main() -> None:
    if not SOURCES.is_dir():
        raise SystemExit(f"There are no fonts in {SOURCES}. Install fonts-noto-cjk, or set FONTS to their folder.")
    anew = set(sys.argv[1:])
    rules, written = [], {"OFL.txt"}
    for face in FACES:
        font = named(face, source(face))
        made = list(slices(face, set(font.getBestCmap())))
        due = [one for one in made if face.name in anew or one.characters != held(face, one)]
        small = cut(font, {code for one in due for code in one.characters}, flavor=None) if due else b""
        for one in made:
            file = f"{face.name}-{one.name}.woff2"
            if one in due:
                again = TTFont(io.BytesIO(small), lazy=True, recalcTimestamp=False)
                (FOLDER / file).write_bytes(cut(again, one.characters, flavor="woff2"))
            content = (FOLDER / file).read_bytes()
            written.add(file)
            mark = sha256(content).hexdigest()[:12]
            rules.append(
                RULE.format(family=face.family, weight=face.weight, file=file, mark=mark, declared=one.declared)
            )
            print(f"{file:28} {len(one.characters):5} characters {len(content) / 1000:6.1f} kB")
    for path in FOLDER.iterdir():
        if path.name not in written:
            path.unlink()
    head = "/* The fonts of assets/fonts, in slices, by `make fonts`. A later rule is asked before an earlier one. */\n"
    SHEET.write_text(head + "\n".join(rules) + "\n", "utf-8")


if __name__ == "__main__":
    main()
