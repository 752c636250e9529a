"""A sealed week made again from its board.json, and held against its files byte for byte."""

from __future__ import annotations

from pathlib import Path

import orjson

from cockpit import __version__
from cockpit.calendar import Week
from cockpit.errors import CockpitError
from cockpit.snapshot import fonts
from cockpit.snapshot.chromium import printing
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import FORMATS
from cockpit.snapshot.manifest import BOARD, MANIFEST, NAMED, SUM, TRAIL
from cockpit.snapshot.sealed_files import files_of
from cockpit.snapshot.verification import SealState, Verification, read

BY_HAND = {NAMED: None, SUM: None, TRAIL: None}
"""Entries of a manifest that are not made of board.json, and the sum over them."""


def remade(target: Path) -> Verification:
    """Whether every file is what its board.json makes; UNKNOWN where other code, fonts or another printer made it.

    A file that somebody changed, and signed anew with the operator's key, is found by this though no later week was
    sealed.
    """
    name, manifest = target.name, read(target)
    if manifest is None:
        return Verification(name, SealState.ALTERED, f"{MANIFEST} cannot be read", file=MANIFEST)
    present = tuple(one.name for one in FORMATS if any(file in manifest["files"] for _, file in one.files()))
    try:
        if other := _otherwise(manifest.get("inputs", {}), printed=any(FORMATS[one].printed for one in present)):
            return Verification(name, SealState.UNKNOWN, f"it cannot be made again here: {other}")
        edition = Edition.from_bytes((target / BOARD).read_bytes(), week=Week.parse(name))
        files = files_of(edition, formats=present)
    except (CockpitError, OSError) as refused:
        return Verification(name, SealState.UNKNOWN, f"it cannot be made again here: {refused}")
    for file in manifest["files"]:
        if file not in files or files[file] != _content(target / file):
            return Verification(name, SealState.ALTERED, f"{file} is not what {BOARD} makes", file=file)
    if {**orjson.loads(files[MANIFEST]), **BY_HAND} != {**manifest, **BY_HAND}:
        return Verification(name, SealState.ALTERED, f"{MANIFEST} is not what {BOARD} makes", file=MANIFEST)
    return Verification(name, SealState.INTACT, f"made again from {BOARD}, the same in every byte")


def _otherwise(inputs: dict[str, str | None], *, printed: bool) -> str | None:
    with printing(wanted=printed) as printer:
        here = {"code": __version__, "fonts": fonts.digest(), "printer": printer.version}
    for one, is_ in here.items():
        if inputs.get(one) != is_:
            return f"its {one} was {inputs.get(one)} and is {is_}"
    return None


def _content(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except OSError:
        return None
