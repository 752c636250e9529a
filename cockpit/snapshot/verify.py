"""Whether a sealed week is what was sealed: every file has its sum, and the signature is one that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from cockpit.snapshot.signing import Verifier

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
INTACT, ALTERED, UNKNOWN = "intact", "altered", "unknown"
NAMED = "key"
"""The entry of the manifest that names the key it was signed with; None where it was not."""


@dataclass(frozen=True)
class Verdict:
    """`state` is intact, altered (`file` says which) or unknown (signed with a key that is not at hand, or not at all
    where a key was asked for). `key` names the key that signed, None for a week without a signature."""

    week: str
    state: str
    said: str
    file: str | None = None
    key: str | None = None

    @property
    def intact(self) -> bool:
        return self.state == INTACT


def verify(target: Path, keys: Sequence[Verifier] = (), *, signed: bool = False) -> Verdict:
    """The folder of a week against its manifest and `keys`; `signed` asks for a signature by one of them.

    Without keys the sums alone are checked, which shows damage but not a forgery.
    """
    manifest = read(target)
    if manifest is None:
        return _altered(target, MANIFEST, "cannot be read")
    key: str | None = manifest.get(NAMED)
    return _files(target, manifest) or (_signed(target, key, keys, signed) if key else _unsigned(target, signed))


def _unsigned(target: Path, signed: bool) -> Verdict:
    if signed:
        return Verdict(target.name, UNKNOWN, "it is not signed")
    return Verdict(target.name, INTACT, "not signed")


def _signed(target: Path, key: str, keys: Sequence[Verifier], signed: bool) -> Verdict:
    path = target / SIGNATURE
    if not path.is_file():
        return _altered(target, SIGNATURE, "is missing", key=key)
    known = next((one for one in keys if one.name == key), None)
    if known is None and (keys or signed):
        return Verdict(target.name, UNKNOWN, f"it is signed with the key {key}, which is not known here", key=key)
    if known is None:
        return Verdict(target.name, INTACT, f"signed with the key {key}, which was not checked", key=key)
    if not known.fits(path.read_bytes(), (target / MANIFEST).read_bytes()):
        return _altered(target, MANIFEST, "does not fit its signature", key=key)
    return Verdict(target.name, INTACT, f"signed with the key {key}", key=key)


def read(target: Path) -> dict[str, Any] | None:
    """The manifest of a sealed week; None where it cannot be used."""
    try:
        manifest: dict[str, Any] = orjson.loads((target / MANIFEST).read_bytes())
        usable = all(isinstance(said["sha256"], str) for said in manifest["files"].values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return manifest if usable else None


def _files(target: Path, manifest: dict[str, Any]) -> Verdict | None:
    for name, said in manifest["files"].items():
        path = target / name
        if not path.is_file():
            return _altered(target, name, "is missing")
        if hashlib.sha256(path.read_bytes()).hexdigest() != said["sha256"]:
            return _altered(target, name, "was altered")
    known = {MANIFEST, *manifest["files"], *([SIGNATURE] if manifest.get(NAMED) else [])}
    added = sorted(path.name for path in target.iterdir() if path.name not in known)
    return _altered(target, added[0], "was added") if added else None


def _altered(target: Path, name: str, what: str, key: str | None = None) -> Verdict:
    return Verdict(target.name, ALTERED, f"{name} {what}", file=name, key=key)
