"""Whether a sealed week is what was sealed and what its place says: sums, signature, city, unit and week."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import orjson

from cockpit.snapshot.manifest import BOARD, CHAIN, MANIFEST, NAMED, SEALS, SIGNATURE, TIMESTAMP, plain, whole
from cockpit.snapshot.signing import LENGTH, Verifier
from cockpit.snapshot.timestamp import belongs

__all__ = ["MANIFEST", "NAMED", "SIGNATURE", "SealState", "Verification", "read", "verify"]


class SealState(StrEnum):
    """Whether a sealed week is what was sealed."""

    INTACT = "intact"
    ALTERED = "altered"
    MISPLACED = "misplaced"
    """It is the week of another name, unit or city."""
    UNKNOWN = "unknown"
    """It is signed with a key that is not at hand, or not at all where a key is set."""


@dataclass(frozen=True)
class Verification:
    """`file` is the one that was altered. `key` names the key that signed, None for a week without a signature."""

    week: str
    state: SealState
    said: str
    file: str | None = None
    key: str | None = None

    @property
    def intact(self) -> bool:
        return self.state == SealState.INTACT


def verify(
    target: Path,
    keys: Sequence[Verifier] = (),
    *,
    signed: bool = False,
    unit: str | None = None,
    city: str | None = None,
) -> Verification:
    """The folder of a week against its manifest, its own name, `unit` (None: the whole city) and `city` (None: any).

    `keys` ask for a signature by one of them; `signed` asks for one even where no key could be read, so that nothing
    passes. Without either the sums and the place alone are checked, which shows damage but not a forgery.
    """
    manifest = read(target)
    if manifest is None:
        return _altered(target, MANIFEST, "cannot be read")
    if found := _files(target, manifest):
        return found
    seal = _signature(target, manifest.get(NAMED), keys, signed=signed or bool(keys))
    if not seal.intact:
        return seal
    if not whole((target / MANIFEST).read_bytes(), manifest):
        return _altered(target, MANIFEST, "was altered", key=seal.key)
    return _stamp(target) or _bound(target, manifest, unit=unit, city=city) or seal


def read(target: Path) -> dict[str, Any] | None:
    """The manifest of a sealed week; None where it cannot be used. Whether it is whole is for `verify` to say."""
    try:
        manifest: dict[str, Any] = orjson.loads((target / MANIFEST).read_bytes())
        usable = all(plain(name) and isinstance(said["sha256"], str) for name, said in manifest["files"].items())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if usable else None


def _files(target: Path, manifest: dict[str, Any]) -> Verification | None:
    for name, said in manifest["files"].items():
        try:
            content = (target / name).read_bytes()
        except OSError as failed:
            missing = isinstance(failed, FileNotFoundError)
            return _altered(target, name, "is missing" if missing else f"cannot be read ({failed.strerror})")
        if hashlib.sha256(content).hexdigest() != said["sha256"]:
            return _altered(target, name, "was altered")
        if said.get("bytes") != len(content):
            return _altered(target, MANIFEST, f"gives {name} another size")
    known = {*SEALS, *manifest["files"]}
    added = sorted(path.name for path in target.iterdir() if path.name not in known)
    return _altered(target, added[0], "was added") if added else None


def _signature(target: Path, key: str | None, keys: Sequence[Verifier], *, signed: bool) -> Verification:
    """Whether the signature is one that is known, or none where none is asked for.

    A week sealed without a key names none, and may have been signed afterwards: then any of `keys` will do.
    """
    try:
        signature = (target / SIGNATURE).read_bytes()
    except OSError:
        return _unsigned(target, key, signed=signed)
    if len(signature) != LENGTH:
        return _altered(target, SIGNATURE, "was altered", key=key)
    if not signed:
        by = f"with the key {key}" if key else "after it was sealed"
        return Verification(target.name, SealState.INTACT, f"signed {by}, which was not checked", key=key)
    content = (target / MANIFEST).read_bytes()
    known = [one for one in keys if key in (None, one.name)]
    if fitting := next((one for one in known if one.fits(signature, content)), None):
        return Verification(target.name, SealState.INTACT, f"signed with the key {fitting.name}", key=fitting.name)
    if key and known:
        return _altered(target, MANIFEST, "does not fit its signature", key=key)
    said = f"it is signed with the key {key}, which is not known here" if key else "no known key fits its signature"
    return Verification(target.name, SealState.UNKNOWN, said, key=key)


def _stamp(target: Path) -> Verification | None:
    """Where there is a time stamp it is of this manifest; by whom it is, `timestamp.stamped_at` says."""
    try:
        answer = (target / TIMESTAMP).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as failed:
        return _altered(target, TIMESTAMP, f"cannot be read ({failed.strerror})")
    fits = belongs(answer, (target / MANIFEST).read_bytes())
    return None if fits else _altered(target, TIMESTAMP, f"is not of this {MANIFEST}")


def _unsigned(target: Path, key: str | None, *, signed: bool) -> Verification:
    said = f"{SIGNATURE} is missing" if key else "it is not signed"
    if signed:
        said += ", and where a key is set every week must be signed"
        return Verification(target.name, SealState.UNKNOWN, said, file=SIGNATURE)
    if key:
        return Verification(target.name, SealState.ALTERED, said, file=SIGNATURE, key=key)
    return Verification(target.name, SealState.INTACT, "not signed")


def _bound(target: Path, manifest: dict[str, Any], *, unit: str | None, city: str | None) -> Verification | None:
    """What the manifest says of the week is what board.json holds, and that is what the place says."""
    try:
        held = orjson.loads((target / BOARD).read_bytes())
        board, of_unit = held["board"], held["board"]["scope"]["unit"]
        of_city, of_week = board["scope"]["city"], held["week"]
        pairs = [
            (manifest["week"], of_week),
            *((manifest[name], value) for name, value in (("city", of_city), ("unit", of_unit)) if name in manifest),
            *_inputs(manifest, held),
        ]
    except (OSError, ValueError, KeyError, TypeError):
        return _altered(target, BOARD, "cannot be read")
    if any(said != is_ for said, is_ in pairs):
        return _altered(target, MANIFEST, f"does not fit {BOARD}")
    if of_week != target.name:
        return Verification(target.name, SealState.MISPLACED, f"it is the week {of_week}")
    if of_unit != unit:
        owner = [f"of the unit {one}" if one else "of the whole city" for one in (of_unit, unit)]
        return Verification(target.name, SealState.MISPLACED, f"it is {owner[0]} and not {owner[1]}")
    if city not in (None, of_city):
        return Verification(target.name, SealState.MISPLACED, f"it is of the city {of_city} and not of {city}")
    return None


def _inputs(manifest: dict[str, Any], held: dict[str, Any]) -> list[tuple[Any, Any]]:
    """What the manifest says that the week was made from, each with the same in board.json."""
    board, inputs = held["board"], manifest.get("inputs", manifest)
    pairs = [(inputs["board"], board["id"]), (inputs["before"], held["before"]["id"])]
    pairs += [(inputs[name], board[name]) for name in ("data_version", "definition_version") if name in inputs]
    pairs += [(manifest[CHAIN], held.get(CHAIN))] if CHAIN in manifest else []
    return [*pairs, (manifest.get("allowance"), held.get("allowance"))]


def _altered(target: Path, name: str, what: str, key: str | None = None) -> Verification:
    return Verification(target.name, SealState.ALTERED, f"{name} {what}", file=name, key=key)
