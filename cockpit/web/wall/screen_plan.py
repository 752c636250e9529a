"""What a screen shows by itself: which scenes, how long each, when it works and how dim its nights are."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from cockpit import toml_file
from cockpit.errors import ScreensWrong
from cockpit.marks.theme import Theme
from cockpit.screens import wall
from cockpit.units import Text

SECONDS = range(5, 3601)
PACE = 30
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)")
TILES = "3x3"
"""The video wall that scenes are composed for; on another one lines of text would stand across the frames."""
STEP = re.compile(r"([a-z0-9-]+)(?::([0-9]{1,4}))?")

Step = tuple[str, int]
"""A scene, and how many seconds it stands."""


@dataclass(frozen=True)
class ScreenPlan:
    """Without steps a screen stays where its address leads. `hours` are minutes of the day in Shanghai, `days` Monday
    1 to Sunday 7; outside of them the screen is dimmed to `night`, a part of its light. `bezel` is in pixels."""

    steps: tuple[Step, ...] = ()
    title: Text | None = None
    hours: tuple[int, int] | None = None
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    night: float = 0.45
    language: str | None = None
    theme: Theme | None = None
    tiles: str | None = None
    bezel: int = 0

    def to_json(self) -> dict[str, Any]:
        """What the page itself has to know."""
        return {
            "steps": [list(step) for step in self.steps],
            "hours": self.hours,
            "days": self.days,
            "night": self.night,
        }


class ScreenEntry(BaseModel):
    """One screen as it stands in the file."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    title_zh: str = Field(default="", max_length=40)
    title_en: str = Field(default="", max_length=40)
    scenes: tuple[str, ...] = wall.STEPS
    seconds: int = Field(default=PACE, ge=SECONDS[0], le=SECONDS[-1])
    hours: str | None = None
    days: tuple[int, ...] = (1, 2, 3, 4, 5, 6, 7)
    night: float = Field(default=0.45, ge=0.2, le=1)
    lang: Literal["zh", "en"] | None = None
    theme: Theme | None = None
    tiles: str | None = None
    bezel: int = Field(default=0, ge=0, le=400)

    @field_validator("scenes")
    @classmethod
    def _scenes(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        steps(given, PACE)
        return given

    @field_validator("hours")
    @classmethod
    def _hours(cls, given: str | None) -> str | None:
        if given is not None:
            hours(given)
        return given

    @field_validator("days")
    @classmethod
    def _days(cls, given: tuple[int, ...]) -> tuple[int, ...]:
        if not given or not set(given) <= set(range(1, 8)):
            raise ValueError("days are 1 (Monday) to 7 (Sunday)")
        return given

    @field_validator("tiles")
    @classmethod
    def _tiles(cls, given: str | None) -> str | None:
        if given not in (None, TILES):
            raise ValueError("scenes are composed for tiles of 3x3 screens; leave it out for any other wall")
        return given

    def plan(self) -> ScreenPlan:
        named = Text(self.title_zh or self.title_en, self.title_en or self.title_zh)
        return ScreenPlan(
            steps=steps(self.scenes, self.seconds),
            title=named if named.zh else None,
            hours=hours(self.hours) if self.hours else None,
            days=tuple(sorted(set(self.days))),
            night=self.night,
            language=self.lang,
            theme=self.theme,
            tiles=self.tiles,
            bezel=self.bezel,
        )


def steps(given: tuple[str, ...], seconds: int) -> tuple[Step, ...]:
    """From `overview` and `county:20`; ValueError says in words what is wrong."""
    found = []
    for one in given:
        match = STEP.fullmatch(one)
        name = match[1] if match else one
        if name not in wall.STEPS:
            near = difflib.get_close_matches(name, wall.STEPS, n=1, cutoff=0.0)[0]
            raise ValueError(f"there is no scene {name[:40]!r}; perhaps {near!r} was meant")
        stands = int(match[2]) if match and match[2] else seconds
        if stands not in SECONDS:
            raise ValueError(f"a scene stands {SECONDS[0]} to {SECONDS[-1]} seconds")
        found.append((name, stands))
    if not found:
        raise ValueError("there is no scene in it")
    return tuple(found)


def hours(given: str) -> tuple[int, int]:
    """Minutes of the day, from `07:30-20:00`."""
    match = HOURS.fullmatch(given)
    if not match:
        raise ValueError("hours are written as 07:30-20:00")
    begin, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if not begin < end <= 24 * 60:
        raise ValueError("hours end after they begin")
    return begin, end


def read(path: Path) -> dict[str, ScreenPlan]:
    """The plans of the screens by name, none where there is no file; ScreensWrong names the place and the remedy."""
    try:
        found = toml_file.read(path, ScreensWrong)
    except FileNotFoundError:
        return {}
    for name in found:
        if name != "screens":
            raise ScreensWrong(f"{path.name}: there is no table {name!r}.", "Perhaps [screens.NAME] was meant.")
    listed = found.get("screens", {})
    if not isinstance(listed, dict):
        raise ScreensWrong(f"{path.name}: screens is no table.", "Write [screens.NAME] for each screen.")
    return {name: _entry(name, given, f"{path.name}, [screens.{name}]").plan() for name, given in listed.items()}


def _entry(name: str, given: Any, where: str) -> ScreenEntry:
    if not NAME.fullmatch(name):
        raise ScreensWrong(f"{where}: the name cannot be used.", "Use up to 40 lower-case letters, digits and -.")
    if not isinstance(given, Mapping):
        raise ScreensWrong(f"{where} is no table.", f"Write [screens.{name}] above its options.")
    try:
        return ScreenEntry.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "it"
        if first["type"] == "extra_forbidden":
            near = difflib.get_close_matches(place, ScreenEntry.model_fields, n=1, cutoff=0.5)
            hint = f"Perhaps {near[0]!r} was meant." if near else f"Known: {', '.join(ScreenEntry.model_fields)}."
            raise ScreensWrong(f"{where}: {place} is not an option.", hint) from wrong
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise ScreensWrong(f"{where}: {place}: {said}.", "Correct it.") from wrong
