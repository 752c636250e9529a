"""The badge of what is invented: a dashed frame in neutral grey, never an alarm."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.units import Text

DEMO = Text("演示数据", "demo")
SHORT = Text("演示", "demo")
ALL_DEMO = Text("全屏演示数据", "all demo")
ALL_PRINTED = Text("均为演示数据", "all demo")


def demo(language: str, *, short: bool = False) -> Element:
    return el("span", (SHORT if short else DEMO)[language], class_="demo")


def all_demo(language: str, *, printed: bool = False) -> Element:
    """Beside the as-of date, where no number of the city is real. `printed`: on paper or in a picture, not a screen."""
    return el("span", (ALL_PRINTED if printed else ALL_DEMO)[language], class_="demo")
