"""How far sharing has come: shared, being connected or requested, drawn as squares; dots are for freshness."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.units import Text

MARKS = {"shared": "done", "connecting": "doing", "requested": "want"}
SHORT = {
    "shared": Text("已共享", "shared"),
    "connecting": Text("对接中", "connecting"),
    "requested": Text("需求", "requested"),
}
LONG = {**SHORT, "connecting": Text("正逐步对接", "being connected")}
ORDER = tuple(MARKS)


def stage(state: str, language: str, *, long: bool = False, tag: str = "span") -> Element:
    return el(tag, said(state, long=long)[language], class_="stage", data_st=MARKS.get(state, "want"))


def said(state: str, *, long: bool = False) -> Text:
    return (LONG if long else SHORT).get(state, Text(state, state))


def bar_role(state: str) -> str | None:
    """Bars follow: solid, hatched, outlined."""
    return {"connecting": "doing", "requested": "want"}.get(state)
