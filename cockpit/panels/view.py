"""How a board is looked at: language, surface and theme. It never changes a number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from cockpit.marks.theme import Theme
from cockpit.units import Text


class Surface(StrEnum):
    WALL = "wall"
    DESKTOP = "desktop"
    REPORT = "report"


class Evident(StrEnum):
    """Whether the evidence under the number of an area is shown: always, on a wide wall alone, or never."""

    ALWAYS = "always"
    WIDE = "wide"
    NEVER = "never"


LANGUAGES = ("zh", "en")


@dataclass(frozen=True)
class View:
    """`query` is the scope as it stands in the page's address, so that links keep it.

    `highlight` is the code of a scenario or unit that stands in the light on every panel.
    `subject` is the row that a scene is about where there is one scene for each, such as the code of a county.
    `whole`: the reader sees the whole city, so that pages which show no less are offered.
    `seams`: the wall is several screens side by side, and nothing that must be read may stand where they meet.
    `evidence`: words that point to what is not shown are left out.
    """

    surface: Surface
    language: str = "zh"
    theme: Theme = Theme.LIGHT
    query: str = ""
    highlight: str | None = None
    subject: str = ""
    seams: bool = False
    whole: bool = True
    evidence: Evident = Evident.ALWAYS

    def say(self, zh: str, en: str) -> str:
        return en if self.language == "en" else zh

    def tell(self, text: Text) -> str:
        return text[self.language]

    def on(self, surface: Surface) -> View:
        return replace(self, surface=surface)
