"""What a format is: one file of a sealed week, made from the edition and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cockpit.registry import Shelf
from cockpit.snapshot.edition import Edition


class Printer(Protocol):
    """What turns a whole HTML document into pages or a picture; one is started for all files of a week."""

    def pdf(self, html: str) -> bytes:
        """Pages of the size that the document's own style says, tagged and with an outline."""

    def picture(self, html: str, *, width: int, height: int | None, scale: float = 1) -> bytes:
        """A PNG of `width` × `height` CSS pixels times `scale`; None is as high as the document."""


@dataclass(frozen=True)
class Format:
    """`write` has no clock and no chance in it: the same edition gives the same bytes on every machine.

    `printed` says that it asks for the printer; the others are handed one and leave it alone.
    """

    name: str
    file: str
    write: Callable[[Edition, Printer], bytes]
    printed: bool = False


FORMATS: Shelf[Format] = Shelf("format", "cockpit.snapshot.formats")
declare = FORMATS.declare
