"""The hand of the desk on a screen: another scene, another pace, or to stay; it lets go by itself."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cockpit.errors import ScopeWrong
from cockpit.screens import wall
from cockpit.web.wall.screen_plan import SECONDS
from cockpit.web.wall.shared_files import SharedFiles

MINUTES = range(1, 481)
USUAL = 10
FIELDS = ("scene", "seconds", "hold", "minutes", "release")


@dataclass(frozen=True)
class Command:
    """`hold` stays at the scene; without it the plan goes on from there, at `seconds` a scene where they are given."""

    scene: str | None = None
    seconds: int | None = None
    hold: bool = False
    minutes: int = USUAL


def command(given: object) -> Command | None:
    """What the desk asks for; None lets the screen go. ScopeWrong names the field that no page of ours would send."""
    if not isinstance(given, Mapping):
        raise ScopeWrong("body", "This is no command.", "a JSON object")
    for name in given:
        if name not in FIELDS:
            raise ScopeWrong(str(name)[:40], "There is no such field.", ", ".join(FIELDS))
    if given.get("release", False) is not False:
        if given["release"] is not True or len(given) > 1:
            raise ScopeWrong("release", "A screen is let go or steered, not both.", "true, and nothing else")
        return None
    asked = Command(
        scene=_scene(given.get("scene")),
        seconds=_whole("seconds", given.get("seconds"), SECONDS),
        hold=_flag(given.get("hold", False)),
        minutes=_whole("minutes", given.get("minutes"), MINUTES) or USUAL,
    )
    if asked.scene is None and asked.seconds is None and not asked.hold:
        raise ScopeWrong("scene", "Nothing is asked for.", "a scene, seconds or hold")
    return asked


def _scene(given: object) -> str | None:
    """A scene, or one of a family such as the counties; which of them there are is known only to the board."""
    if given is None:
        return None
    known = isinstance(given, str) and re.fullmatch(r"[a-z0-9-]{1,40}", given)
    if not known or not any(given == name or str(given).startswith(f"{name}-") for name in wall.STEPS):
        raise ScopeWrong("scene", "There is no such scene.", ", ".join(wall.STEPS))
    return str(given)


def _whole(name: str, given: object, within: range) -> int | None:
    if given is None:
        return None
    if isinstance(given, bool) or not isinstance(given, int) or given not in within:
        raise ScopeWrong(name, "This is not a number that can be used.", f"{within[0]} to {within[-1]}")
    return given


def _flag(given: object) -> bool:
    if not isinstance(given, bool):
        raise ScopeWrong("hold", "This is neither true nor false.", "true, false")
    return given


class RemoteControl:
    """Every process of the server sees the same steering, through files in `folder`."""

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.time) -> None:
        self._slips = SharedFiles(folder, spared_s=MINUTES[-1] * 60)
        self._now = now

    def steer(self, screen: str, asked: Command, *, by: str = "") -> bool:
        end = self._now() + asked.minutes * 60
        said = {"scene": asked.scene, "seconds": asked.seconds, "hold": asked.hold, "until": end, "by": by}
        return self._slips.write(screen, {"id": secrets.token_hex(4), **said})

    def release(self, screen: str) -> None:
        self._slips.drop(screen)

    def by(self, screen: str) -> str:
        """Under which name it is steered; that is for the desk, and no screen is told."""
        return str((self._slips.read(screen) or {}).get("by", ""))

    def on(self, screen: str) -> dict[str, Any] | None:
        """What the screen is told, with the seconds that are left; None once it has come to an end."""
        found = self._slips.read(screen)
        try:
            told = {name: found[name] for name in ("id", "scene", "seconds", "hold")} if found else {}
            left = float(found["until"]) - self._now() if found else 0
        except (KeyError, TypeError, ValueError):  # something else was written there
            return None
        return {**told, "left": round(left)} if left > 0 else None
