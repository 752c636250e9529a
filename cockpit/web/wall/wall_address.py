"""What the address of a wall asks for: the scope, how it looks, which screen it is and what that shows by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cockpit.board.scope import Scope
from cockpit.errors import ScopeWrong
from cockpit.marks.theme import Theme
from cockpit.panels.view import Surface, View
from cockpit.screens import wall
from cockpit.web import address
from cockpit.web.wall import screen_plan as plans
from cockpit.web.wall.screen_plan import ScreenPlan

FIELDS = ("screen", "scenes", "play", "hours", "night", "tiles", "bezel")
ALLOWED = {
    "screen": "up to 40 lower-case letters, digits and -",
    "scenes": "scenes with commas between them, such as overview:60,sharing",
    "play": f"{plans.SECONDS[0]} to {plans.SECONDS[-1]} seconds",
    "hours": "such as 07:30-20:00",
    "night": "0.2 to 1",
    "tiles": "3x3",
    "bezel": "0 to 400 pixels",
}


@dataclass(frozen=True)
class WallRequest:
    scope: Scope
    view: View
    plan: ScreenPlan
    screen: str | None


def read(query: str, *, city: str, known: Mapping[str, ScreenPlan]) -> WallRequest:
    """ScopeWrong says which field is wrong. What the address says goes before the plan of the screen."""
    address.bounded(query, *FIELDS)
    pairs = parse_qsl(query, keep_blank_values=True)
    own = {name: value for name, value in pairs if name in FIELDS and value}
    plain = address.read(
        urlencode([(name, value) for name, value in pairs if name not in FIELDS]), city=city, surface=Surface.WALL
    )
    screen = own.get("screen")
    if screen is not None and not plans.NAME.fullmatch(screen):
        raise ScopeWrong("screen", "This is not the name of a screen.", ALLOWED["screen"])
    planned = _over(known.get(screen or "", ScreenPlan()), own)
    given = {name for name, value in pairs if value}
    view = replace(
        plain.view,
        language=plain.view.language if "lang" in given else planned.language or plain.view.language,
        theme=plain.view.theme if _themed(pairs) else planned.theme or plain.view.theme,
        seams=planned.tiles is not None,
        query="&".join(part for part in (plain.view.query, urlencode(own)) if part),
    )
    return WallRequest(plain.scope, view, planned, screen)


def _themed(pairs: list[tuple[str, str]]) -> bool:
    return any(name == "theme" and value in list(Theme) for name, value in pairs)


def _over(planned: ScreenPlan, own: Mapping[str, str]) -> ScreenPlan:
    said: dict[str, Any] = {}
    if "play" in own:
        said["steps"] = _field("play", own, lambda text: _paced(planned, text))
    if "scenes" in own:
        pace = said["steps"][0][1] if "steps" in said else plans.PACE
        said["steps"] = _field("scenes", own, lambda text: plans.steps(tuple(text.split(",")), pace))
    if "hours" in own:
        said["hours"] = _field("hours", own, plans.hours)
    if "night" in own:
        said["night"] = _field("night", own, lambda text: _within(float(text), 0.2, 1))
    if "tiles" in own:
        said["tiles"] = _field("tiles", own, _tiles)
    if "bezel" in own:
        said["bezel"] = int(_field("bezel", own, lambda text: _within(int(text), 0, 400)))
    return replace(planned, **said)


def _field(name: str, own: Mapping[str, str], parse: Callable[[str], Any]) -> Any:
    try:
        if not own[name].isascii():
            raise ValueError
        return parse(own[name])
    except ValueError as wrong:
        raise ScopeWrong(name, f"{own[name][:40]!r} cannot be used.", ALLOWED[name]) from wrong


def _paced(planned: ScreenPlan, text: str) -> tuple[plans.Step, ...]:
    seconds = int(_within(int(text), plans.SECONDS[0], plans.SECONDS[-1]))
    return tuple((name, seconds) for name, _ in planned.steps or [(name, 0) for name in wall.STEPS])


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:  # also where it is not a number
        raise ValueError
    return value


def _tiles(text: str) -> str:
    if text != plans.TILES:
        raise ValueError
    return text
