"""The manifest of a sealed week: its entries by format, the one way in which it is written, and the sum over itself."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

import orjson

from cockpit.snapshot.chain_link import SHA256, proper
from cockpit.snapshot.week_file import WeekFile
from cockpit.units import Text

FORMAT = 4
SUMMED = 3
"""The first format with a sum over itself."""
MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
TIMESTAMP = "manifest.tsr"
BOARD = "board.json"
OWN = (
    WeekFile(BOARD, Text("数据 JSON", "Board, JSON"), "application/json", called=BOARD),
    WeekFile(MANIFEST, Text("清单", "Manifest"), "application/json", called=MANIFEST),
    WeekFile(SIGNATURE, Text("签名", "Signature"), "application/octet-stream", called=SIGNATURE),
    WeekFile(TIMESTAMP, Text("时间戳", "Time stamp"), "application/timestamp-reply", called=TIMESTAMP),
)
"""The files that every week has, whatever formats it is made in."""
SEALS = (MANIFEST, SIGNATURE, TIMESTAMP)
"""They go with every file, for without them nobody can check it."""
NAMED = "key"
"""The entry that names the key it was signed with; None where it was sealed without one."""
SUM = "sha256"
"""The entry with the SHA-256 of the manifest as it would be written without this entry; since format 3."""

CHAIN = "chain"
"""The entry with the place of the week in the chain of its folder; None for one made again from a board.json of before
there was a chain."""
TRAIL = "trail"
"""The entry for the SHA-256 that an access trail had reached when the week was sealed; None where none is kept."""

SECOND = frozenset({"format", "week", "inputs", "allowance", "files", NAMED})
ENTRIES = {
    1: frozenset({"format", "week", "code", "board", "before", "data_version", "files"}),
    2: SECOND,
    3: SECOND | {"city", "unit", SUM},
    FORMAT: SECOND | {"city", "unit", SUM, CHAIN, TRAIL},
}
"""What the manifest of each format holds, no more and no less."""
LONGEST = 80
"""Characters of a file's name."""
INPUTS = frozenset({"board", "before", "data_version", "definition_version", "code", "fonts", "printer"})


def written(entries: Mapping[str, Any]) -> bytes:
    """The content of the file: the entries and the sum over them."""
    return canonical({**entries, SUM: sum_of(entries)})


def canonical(entries: Mapping[str, Any]) -> bytes:
    """Sorted keys, two spaces, UTF-8, no line break at the end."""
    return orjson.dumps(entries, option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2)


def sum_of(entries: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical({name: held for name, held in entries.items() if name != SUM})).hexdigest()


def whole(content: bytes, manifest: Mapping[str, Any]) -> bool:
    """Whether `content` is, byte for byte, how a manifest of its format is written, and its own sum fits.

    Formats 1 and 2 have no sum over themselves.
    """
    form = manifest.get("format")
    if not isinstance(form, int) or ENTRIES.get(form, frozenset()) != set(manifest) or canonical(manifest) != content:
        return False
    if not all(set(said) == {"sha256", "bytes"} for said in manifest["files"].values()):
        return False
    if form > 1 and not _made_from(manifest["inputs"], form):
        return False
    if form >= SUMMED and manifest[SUM] != sum_of(manifest):
        return False
    return form < FORMAT or _chained(manifest)


def _chained(manifest: Mapping[str, Any]) -> bool:
    link, trail = manifest[CHAIN], manifest[TRAIL]
    reached = trail is None or (isinstance(trail, str) and SHA256.fullmatch(trail) is not None)
    return reached and (link is None or proper(link))


def _made_from(inputs: Any, form: int) -> bool:
    """The first weeks of format 2 do not name their fonts."""
    return isinstance(inputs, dict) and set(inputs) in (INPUTS, INPUTS - ({"fonts"} if form == 2 else set()))


def plain(name: str) -> bool:
    """Whether it is the name of a file in the folder itself."""
    return len(name) <= LONGEST and name not in ("", ".", "..", *SEALS) and "/" not in name and "\0" not in name
