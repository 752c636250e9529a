"""How far sharing has come: shared, being connected or requested, drawn as squares; dots are for freshness."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.store.vocabulary import ScenarioState
from cockpit.units import Text

MARKS = {ScenarioState.SHARED: "done", ScenarioState.CONNECTING: "doing", ScenarioState.REQUESTED: "want"}
SHORT = {
    ScenarioState.SHARED: Text("已共享", "shared"),
    ScenarioState.CONNECTING: Text("对接中", "connecting"),
    ScenarioState.REQUESTED: Text("需求", "requested"),
}
LONG = {**SHORT, ScenarioState.CONNECTING: Text("正逐步对接", "being connected")}
ORDER = tuple(MARKS)


def stage(state: ScenarioState, language: str, *, long: bool = False, tag: str = "span") -> Element:
    return el(tag, said(state, long=long)[language], class_="stage", data_st=MARKS.get(state, "want"))


def said(state: ScenarioState, *, long: bool = False) -> Text:
    return (LONG if long else SHORT).get(state, Text(state, state))


def bar_role(state: ScenarioState) -> str | None:
    """Bars follow: solid, hatched, outlined."""
    return {ScenarioState.CONNECTING: "doing", ScenarioState.REQUESTED: "want"}.get(state)
