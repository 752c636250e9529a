"""Who gives to whom: two columns of ends and ribbons as wide as what passed, one family of them highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.marks.element import Element, Given, el
from cockpit.marks.sankey_figure import figure
from cockpit.marks.sankey_places import HEIGHT, Flow, Ribbon, SankeyEnd, Side, places
from cockpit.marks.theme import Theme

STEPS = 20


def sankey(
    sources: Sequence[SankeyEnd],
    targets: Sequence[SankeyEnd],
    *,
    flows: Sequence[Flow],
    lit: str | None,
    title: str,
    theme: Theme,
) -> Element:
    """`lit` is the code of the end whose ribbons are highlighted. The labels are HTML, so only ribbons stretch."""
    left, right, ribbons = places(sources, targets, flows)
    drawing = figure(left, right, ribbons=ribbons, lit=lit, theme=theme)
    return el(
        "div",
        el("ol", [_label(end, top, lit=end.code == lit) for end, top, _ in left], class_="ends from"),
        el("div", _plain(left, right, ribbons, lit), class_="ribbons", role="img", aria_label=title, figure=drawing),
        el("ol", [_label(end, top, lit=end.code == lit) for end, top, _ in right], class_="ends receiving"),
        class_="sankey",
    )


def _label(end: SankeyEnd, top: float, *, lit: bool = False) -> Element:
    middle = top + end.height / 2
    return el("li", end.label, class_="chosen" if lit else None, style=f"top:{middle:.1f}px")


def _plain(left: Side, right: Side, ribbons: Sequence[Ribbon], lit: str | None) -> Element:
    """Quiet ribbons first, so that the highlighted ones lie on top."""
    ordered = sorted(ribbons, key=lambda ribbon: ribbon.flow.of(lit))
    return el(
        "div",
        [_ribbon(ribbon, lit=ribbon.flow.of(lit)) for ribbon in ordered],
        [_cap(end, top, "cap chosen" if end.code == lit else "cap") for end, top, _ in left],
        [_cap(end, top, "cap receiving chosen" if end.code == lit else "cap receiving") for end, top, _ in right],
        class_="plain",
        aria_hidden="true",
    )


def _cap(end: SankeyEnd, top: float, class_: str) -> Element:
    return el("i", class_=class_, style=f"top:{top:.1f}px;height:{max(end.height, 1):.1f}px")


def _ribbon(ribbon: Ribbon, *, lit: bool) -> Given:
    upper = [_curve(ribbon.leaves, ribbon.arrives, step / STEPS) for step in range(STEPS + 1)]
    thick = max(ribbon.width, 0.6)
    corners = [f"{x}% {y:.1f}px" for x, y in upper] + [f"{x}% {y + thick:.1f}px" for x, y in reversed(upper)]
    shape = f"clip-path:polygon({','.join(corners)})"
    return el("i", class_="flow-band emphasis" if lit else "flow-band", style=shape, data_opens=ribbon.flow.opens)


def _curve(start: float, end: float, at: float) -> tuple[float, float]:
    """A level start, a level end: the same curve that Plotly draws."""
    back = 1 - at
    along = 3 * back * at * 50 + at**3 * 100
    down = start * (back**3 + 3 * back**2 * at) + end * (3 * back * at**2 + at**3)
    return round(along, 1), down


__all__ = ["HEIGHT", "Flow", "SankeyEnd", "sankey"]
