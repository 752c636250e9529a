"""A manager's remark on a week, kept until the week is sealed: with author and day, signed where there is a key."""

from __future__ import annotations

import base64
import os
import re
import unicodedata
from datetime import date
from pathlib import Path

import orjson

from cockpit.board.week_notes import WeekRemark
from cockpit.calendar import Week
from cockpit.errors import SnapshotRefused
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.signing import Signer
from cockpit.units import Text

LONGEST, LONGEST_AUTHOR = 600, 40


def write(
    week: Week,
    archive: Archive,
    var: Path,
    *,
    author: str,
    text: Text,
    day: date,
    signer: Signer | None = None,
) -> WeekRemark:
    """Kept in place of an earlier one; refused where the week is sealed already or the text cannot be printed.

    SnapshotRefused says which.
    """
    if archive.place(week).exists():
        raise SnapshotRefused(f"{week} is sealed: nothing is added to it any more.", "Remark on the next week.")
    said = Text(_clean(text.zh, LONGEST, "The remark"), _clean(text.en or text.zh, LONGEST, "The remark"))
    remark = WeekRemark(" ".join(_clean(author, LONGEST_AUTHOR, "The author").split()), day, said)
    if signer:
        signature = base64.b64encode(signer.sign(signed(week, remark))).decode()
        remark = WeekRemark(remark.author, day, said, key=signer.verifier.name, signature=signature)
    place = _place(week, archive, var)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(orjson.dumps(remark.to_json(), option=orjson.OPT_SORT_KEYS))
        part.replace(place)
    except OSError as failed:
        raise SnapshotRefused(
            f"The remark cannot be kept ({failed.strerror}).", "Make COCKPIT_VAR writable."
        ) from failed
    return remark


def read(week: Week, archive: Archive, var: Path) -> WeekRemark | None:
    """The remark on a week, None where there is none; SnapshotRefused where its file cannot be read."""
    try:
        return WeekRemark.from_json(orjson.loads(_place(week, archive, var).read_bytes()))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise SnapshotRefused(f"The remark on {week} cannot be read.", "Write it again, or remove its file.") from wrong


def signed(week: Week, remark: WeekRemark) -> bytes:
    """What the signature is over: week, author, day and text, in one order."""
    said = {"week": str(week), "author": remark.author, "day": remark.day.isoformat(), "text": remark.text.to_json()}
    return orjson.dumps(said, option=orjson.OPT_SORT_KEYS)


def _place(week: Week, archive: Archive, var: Path) -> Path:
    return var / "remarks" / (archive.unit or "") / f"{week}.json"


def _clean(text: str, longest: int, what: str) -> str:
    """Plain lines: no control characters, and nothing that turns the direction of the text around."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(one for one in lines if one == "\n" or unicodedata.category(one)[0] not in "CZ" or one == " ")
    kept = re.sub(r"\n{3,}", "\n\n", kept).strip()
    if not kept:
        raise SnapshotRefused(f"{what} is empty.", "Write one.")
    if len(kept) > longest:
        raise SnapshotRefused(f"{what} has {len(kept)} characters.", f"At most {longest} fit into the report.")
    return kept
