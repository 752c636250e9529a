"""What may be done to sealed weeks by whoever can write to their folder, and how each is to be answered."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from cockpit.calendar import Week
from cockpit.snapshot import manifest
from cockpit.snapshot.edition import gather
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import Signer, generate, signer
from tests.snapshot.weeks import board_of

CHEAP = ("report_html",)
COUNTY, OTHER = "371302", "371311"


def seal_all(root: Path, key: Signer | None) -> Path:
    """Weeks 38 and 39 of the city, week 39 of two counties, and beside them (in `small`) week 39 of another city."""
    make(root, Week(2020, 38), key)
    make(root, Week(2020, 39), key)
    for unit in (COUNTY, OTHER):
        make(root / "units" / unit, Week(2020, 39), key, unit=unit)
    make(root / "small", Week(2020, 39), key, city="small")
    return root


def make(folder: Path, week: Week, key: Signer | None, *, unit: str | None = None, city: str = "linyi") -> Path:
    def ask(one: Week) -> Any:
        board = board_of(one, unit)
        return replace(board, scope=replace(board.scope, city=city))

    return seal(gather(week, newest=date(2020, 12, 31), ask=ask), folder, signer=key, formats=CHEAP).folder


def put(source: str, target: str) -> Callable[[Path], None]:
    """A sealed folder copied whole to another place, in place of what is there."""

    def done(root: Path) -> None:
        shutil.rmtree(root / target, ignore_errors=True)
        shutil.copytree(root / source, root / target)

    return done


def rewritten(root: Path, **entries: Any) -> None:
    """The manifest of week 39 with other entries, and its own sum made to fit again."""
    file = root / "2020-W39" / "manifest.json"
    held = {**orjson.loads(file.read_bytes()), **entries}
    file.write_bytes(manifest.written(held))


def nothing(root: Path) -> None:
    pass


def unsign(root: Path) -> None:
    (root / "2020-W39" / "manifest.sig").unlink(missing_ok=True)


def disown(root: Path) -> None:
    rewritten(root, key=None)
    unsign(root)


def disown_only(root: Path) -> None:
    rewritten(root, key=None)


def drop_key(root: Path) -> None:
    """The entry is cut out by hand, and nothing made to fit."""
    file = root / "2020-W39" / "manifest.json"
    held = orjson.loads(file.read_bytes())
    del held["key"]
    file.write_bytes(orjson.dumps(held))


def forge(root: Path) -> None:
    """Another report, its sum corrected, and no word of a signature left."""
    content = b"forged"
    (root / "2020-W39" / "report.html").write_bytes(content)
    files = orjson.loads((root / "2020-W39" / "manifest.json").read_bytes())["files"]
    files["report.html"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    rewritten(root, files=files, key=None)
    unsign(root)


def strangers(root: Path) -> None:
    """Sealed again by somebody else, with a key of their own."""
    generate(root.parent / "stranger.pem")
    shutil.rmtree(root / "2020-W39")
    make(root, Week(2020, 39), signer(root.parent / "stranger.pem"))


def flip(root: Path) -> None:
    file = root / "2020-W39" / "report.html"
    content = bytearray(file.read_bytes())
    content[1_000] ^= 1
    file.write_bytes(content)


def swap(root: Path) -> None:
    """The same size and the same time of change, as far as a program can say it."""
    file = root / "2020-W39" / "report.html"
    was = file.stat()
    flip(root)
    os.utime(file, ns=(was.st_atime_ns, was.st_mtime_ns))


@dataclass(frozen=True)
class Case:
    """`place` is where it is asked for afterwards; `keyed` and `keyless` are the exit of `snapshot verify` and the
    status of the report at the desk, with the operator's key set and without any."""

    name: str
    do: Callable[[Path], None]
    place: str
    keyed: tuple[int, int]
    keyless: tuple[int, int]


W39, BELOW = "2020-W39", f"units/{COUNTY}/2020-W39"
CASES = (
    Case("nothing", nothing, W39, (0, 200), (0, 200)),
    Case("nothing, of a county", nothing, BELOW, (0, 200), (0, 200)),
    Case("a later week by an earlier name", put(W39, "2020-W37"), "2020-W37", (1, 409), (1, 409)),
    Case("an earlier week by a later name", put("2020-W38", W39), W39, (1, 409), (1, 409)),
    Case("the city's week as a county's", put(W39, BELOW), BELOW, (1, 409), (1, 409)),
    Case("a county's week as the city's", put(BELOW, W39), W39, (1, 409), (1, 409)),
    Case("another county's week", put(f"units/{OTHER}/2020-W39", BELOW), BELOW, (1, 409), (1, 409)),
    Case("a county's week by an earlier name", put(BELOW, f"{BELOW[:-1]}8"), f"{BELOW[:-1]}8", (1, 409), (1, 409)),
    Case("another city's week", put("small/2020-W39", W39), W39, (1, 409), (1, 409)),
    Case("another city's week as a county's", put("small/2020-W39", BELOW), BELOW, (1, 409), (1, 409)),
    Case("a byte of the report", flip, W39, (1, 409), (1, 409)),
    Case("a byte of the report, its time put back", swap, W39, (1, 409), (1, 409)),
    Case("the signature deleted", unsign, W39, (2, 409), (1, 409)),
    Case("the key's entry cut out", drop_key, W39, (2, 409), (1, 409)),
    # Without a key nobody can tell these from a week that was sealed without one.
    Case("the key's entry emptied", disown_only, W39, (2, 409), (0, 200)),
    Case("key and signature taken away", disown, W39, (2, 409), (0, 200)),
    Case("another report, its sum corrected, key and signature taken away", forge, W39, (2, 409), (0, 200)),
    Case("signed by a stranger", strangers, W39, (2, 409), (0, 200)),
)
