"""The place of a sealed week in the chain of its folder, and the codes of it that a report prints."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cockpit.units import Text

SHA256 = re.compile(r"[0-9a-f]{64}")
SHORT, SHORTEST = 32, 16
"""Hexadecimal digits of a SHA-256 that are printed, of the week itself and of the one before it.

128 bits, so that nobody can prepare two contents with one code; 64 for the other, which the first one covers too.
"""
GROUP = 8


@dataclass(frozen=True)
class ChainLink:
    """`number` counts from 1 in the order of sealing, also for a week that is sealed late.

    `before` has the SHA-256 of the manifest that was sealed last, by the name of its week. In the first link of a chain
    it has every week that had been sealed before there was a chain.
    """

    number: int
    before: Mapping[str, str]

    def to_json(self) -> dict[str, Any]:
        return {"number": self.number, "before": dict(self.before)}

    @classmethod
    def from_json(cls, value: Any) -> ChainLink | None:
        """None where it is no link."""
        return cls(value["number"], value["before"]) if proper(value) else None


def proper(value: Any) -> bool:
    """Whether it is a link as a manifest holds it."""
    if not isinstance(value, dict) or set(value) != {"number", "before"}:
        return False
    number, before = value["number"], value["before"]
    if type(number) is not int or number < 1 or not isinstance(before, dict):
        return False
    return all(isinstance(said, str) and SHA256.fullmatch(said) is not None for said in before.values())


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def short(sha256: str, digits: int = SHORT) -> str:
    """As it is printed, in groups of eight."""
    return " ".join(sha256[at : at + GROUP] for at in range(0, digits, GROUP))


def printed(link: ChainLink | None, board: str) -> Text:
    """What stands in the foot of a report: the head of the chain before it, and the SHA-256 `board` of its board.json.

    board.json holds the link, so the second code is of everything that was sealed before as well.
    """
    own = short(board)
    if link is None or not link.before:
        return Text(f"封存链：本份 {own}，此前无封存", f"Chain: this week {own}, none sealed before")
    week, sha256 = max(link.before.items())
    last = f"{week} {short(sha256, SHORTEST)}"
    return Text(f"封存链：上一份 {last}，本份 {own}", f"Chain: before {last}, this {own}")
