"""What a format is: one file of a sealed week, made from the edition and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from cockpit.registry import Shelf
from cockpit.snapshot.edition import Edition

LANGUAGES = ("zh", "en")
WORDLESS = ("board", "manifest")
"""Files that are there once, whatever is read."""


class Printer(Protocol):
    """What turns a whole HTML document into pages or a picture; one is started for all files of a week."""

    def pdf(self, html: str) -> bytes:
        """Pages of the size that the document's own style says, tagged and with an outline."""

    def picture(self, html: str, *, width: int, height: int | None, scale: float = 1) -> bytes:
        """A PNG of `width` × `height` CSS pixels times `scale`; None is as high as the document."""


@dataclass(frozen=True)
class Format:
    """`write` has no clock and no chance in it: the same edition gives the same bytes on every machine.

    It is asked once for each language. `printed` says that it asks for the printer; the others are handed one and leave
    it alone.
    """

    name: str
    file: str
    write: Callable[[Edition, Printer, str], bytes]
    printed: bool = False

    def files(self) -> Iterator[tuple[str, str]]:
        """Each language with the name of its file."""
        return ((language, in_language(self.file, language)) for language in LANGUAGES)


def in_language(file: str, language: str) -> str:
    """report.pdf is Chinese, report-en.pdf English; what holds both, or no words, has one name."""
    stem, point, kind = file.rpartition(".")
    return file if language == LANGUAGES[0] or stem in WORDLESS else f"{stem}-{language}{point}{kind}"


FORMATS: Shelf[Format] = Shelf("format", "cockpit.snapshot.formats")
declare = FORMATS.declare
