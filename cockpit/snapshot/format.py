"""What a format is: one file of a sealed week, made from the edition and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from cockpit.errors import DeclarationWrong
from cockpit.registry import Registry
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.manifest import OWN
from cockpit.snapshot.week_file import WeekFile
from cockpit.units import Text

LANGUAGES = ("zh", "en")
FILE = re.compile(r"[a-z0-9_-]{1,40}\.[a-z0-9]{2,5}")
"""How a file of a week is called, so that an address and a plan of mail can name it."""


class Printer(Protocol):
    """What turns a whole HTML document into pages or a picture; one is started for all files of a week."""

    def pdf(self, html: str) -> bytes:
        """Pages of the size that the document's own style says, tagged and with an outline."""

    def picture(self, html: str, *, width: int, height: int | None, scale: float = 1) -> bytes:
        """A PNG of `width` × `height` CSS pixels times `scale`; None is as high as the document."""

    def plots(self, html: str, figures: Sequence[dict[str, Any]], *, width: int, height: int) -> Sequence[str | None]:
        """Plotly figures as SVG, as large as their places [data-own] in the document; None for one that fails."""


@dataclass(frozen=True)
class Format:
    """`write` has no clock and no chance in it: the same edition gives the same bytes on every machine.

    It is asked once for each language where it is `translated`, and else once, in Chinese, for a file that holds both
    languages or no words. `printed` says that it asks for the printer; the others are handed one and leave it alone.

    `title` and `media_type` (of RFC 6838, without parameters) are what a reader is told of the file, `order` is its
    place among the files of a week. A `page` is HTML that the page of the sealed weeks shows.
    """

    name: str
    file: str
    title: Text
    media_type: str
    order: int
    write: Callable[[Edition, Printer, str], bytes]
    printed: bool = False
    translated: bool = True
    page: bool = False

    def files(self) -> Iterator[tuple[str, str]]:
        """Each language that it is written in with the name of its file."""
        return ((one, in_language(self.file, one)) for one in (LANGUAGES if self.translated else LANGUAGES[:1]))

    def week_files(self) -> Iterator[WeekFile]:
        for language, name in self.files():
            yield WeekFile(
                name,
                self.title,
                self.media_type,
                called=self.file,
                language=language if self.translated else None,
                page=self.page,
            )


def in_language(file: str, language: str) -> str:
    """report.pdf is Chinese, report-en.pdf English."""
    stem, point, kind = file.rpartition(".")
    return file if language == LANGUAGES[0] else f"{stem}-{language}{point}{kind}"


def check(format: Format) -> None:
    """DeclarationWrong where its file cannot be named, or another one of a week has that name."""
    names = [name for _, name in format.files()]
    for name in names:
        if not FILE.fullmatch(name):
            raise DeclarationWrong(
                f"The format {format.name!r} writes {name!r}, which nobody can ask for.",
                "Use lower-case letters, digits, - and _, a point and an ending of 2 to 5 letters.",
            )
    for other in FORMATS:
        if other is not format and (twice := {*names} & {name for _, name in other.files()}):
            raise DeclarationWrong(f"The formats {format.name!r} and {other.name!r} write {twice.pop()!r}.", RENAME)
    if twice := {*names} & {one.name for one in OWN}:
        raise DeclarationWrong(f"The format {format.name!r} writes {twice.pop()!r}, which seals the week.", RENAME)


RENAME = "Give the file another name."
FORMATS: Registry[Format] = Registry("format", "cockpit.snapshot.formats", check)
declare = FORMATS.declare
