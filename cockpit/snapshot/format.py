"""What a format is: one file of a sealed week, made from the edition and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cockpit.registry import Shelf
from cockpit.snapshot.edition import Edition


@dataclass(frozen=True)
class Format:
    """`write` has no clock and no chance in it: the same edition gives the same bytes on every machine."""

    name: str
    file: str
    write: Callable[[Edition], bytes]


FORMATS: Shelf[Format] = Shelf("format", "cockpit.snapshot.formats")
declare = FORMATS.declare
