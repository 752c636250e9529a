"""The supplement to the fonts: characters that no slice has, cut at the first start into files that are not committed.

The slices of assets/fonts are fixed. A text or a name with a character beyond them is found here before anything is
served: its glyphs are cut once out of this machine's Noto CJK, and a sheet beside fonts.css declares them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from cockpit.settings import ROOT
from cockpit.snapshot.faces import FACES, PACKAGE, RULE, SOURCES, Face, cut, ranges, source
from cockpit.snapshot.font_outlines import held
from cockpit.snapshot.fonts import LOCAL, SHEET, SILENT, slices

FOLDER = "local"
"""Where the files stand within `fonts/`, beside the sheet."""
TEXTS = ((ROOT / "cockpit", "*.py"), (ROOT / "assets", "*.js"), (ROOT / "assets", "*.css"))
NAMES = ("*.csv", "*.toml", "*.geojson")
HEAD = "/* Characters that no slice of fonts.css has, cut for this machine at its start. */\n"
SHOWN = 12


def supply(*cities: Path, sheet: Path = LOCAL, sources: Path = SOURCES) -> str | None:
    """Cut what is lacking for the product's texts and the cities' names; a remark where a character cannot be had.

    Nothing is done where nothing lacks, which is the rule.
    """
    wanted = written(*cities)
    try:
        due = {face: lost for face in FACES if (lost := lacking(face, wanted, sheet))}
        return _cut(due, sheet, sources) if due else None
    except ImportError:
        return None  # fontTools comes with the extra `weekly`; without it nobody can say what a file holds
    except OSError as failed:
        return f"{failed.filename} cannot be used ({failed.strerror}), so some characters are shown in other fonts."


def written(*cities: Path) -> frozenset[int]:
    """Every character of the product's texts and of the files of these cities."""
    places = [*TEXTS, *((city, pattern) for city in cities for pattern in NAMES)]
    texts = (file.read_text("utf-8-sig", "replace") for folder, pattern in places for file in folder.rglob(pattern))
    return frozenset(ord(one) for text in texts for one in set(text) - SILENT if one.isprintable())


def lacking(face: Face, characters: Iterable[int], sheet: Path) -> set[int]:
    """Those that no file of the face holds. Declared ranges are wider than the files, so they are not asked."""
    own = [one for one in slices(SHEET, sheet) if (one.family, one.weight) == (face.family, str(face.weight))]
    own.reverse()  # what is asked first holds most
    return {code for code in characters if not any(one.holds(code) and code in one.characters for one in own)}


def _cut(due: Mapping[Face, set[int]], sheet: Path, sources: Path) -> str | None:
    if not sources.is_dir():
        return _said(set().union(*due.values()), f"install {PACKAGE} and start again")
    folder = sheet.parent / "fonts" / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    lost: set[int] = set()
    rules = []
    for face in FACES:
        file = folder / f"{face.name}.woff2"
        font = source(face, sources)
        drawn = set(font.getBestCmap())
        lost |= due.get(face, set()) - drawn
        if due.get(face, set()) & drawn:
            file.write_bytes(cut(font, (held(file) | due[face]) & drawn, flavor="woff2"))
            held.cache_clear()
        if file.is_file():
            rules.append(_rule(face, file))
    if rules:
        sheet.write_text(HEAD + "\n".join(rules) + "\n", "utf-8")
        slices.cache_clear()
    return _said(lost, "write them otherwise, or they are shown in another font") if lost else None


def _rule(face: Face, file: Path) -> str:
    mark = sha256(file.read_bytes()).hexdigest()[:12]
    declared = ranges(held(file))
    return RULE.format(
        family=face.family, weight=face.weight, file=f"{FOLDER}/{file.name}", mark=mark, declared=declared
    )


def _said(codes: set[int], remedy: str) -> str:
    shown = " ".join(f"{chr(code)} (U+{code:04X})" for code in sorted(codes)[:SHOWN])
    more = f" and {len(codes) - SHOWN} more" if len(codes) > SHOWN else ""
    return f"No font of the cockpit has {shown}{more}: {remedy}."
