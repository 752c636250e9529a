"""The Plotly figure of the flow diagram, as a plain dictionary in the colours of one theme."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from cockpit.marks.sankey_places import HEIGHT, Ribbon, Side
from cockpit.marks.theme import ROLES, Theme, layout, rgba

THICKNESS = 6
LONGEST = 120
NEAR_ZERO = 0.001
"""Plotly takes a place of exactly 0 for a place that was not given."""


def figure(left: Side, right: Side, *, ribbons: Sequence[Ribbon], lit: str | None, theme: Theme) -> dict[str, Any]:
    """Fixed places and no labels: what stands beside the ends is HTML, and each of its numbers a number mark."""
    roles = ROLES[theme]
    ribbons = sorted(ribbons, key=lambda ribbon: ribbon.flow.of(lit))  # the last ones lie on top
    ends = [*left, *right]
    place = {("from", end.code): at for at, (end, _, _) in enumerate(left)}
    place |= {("to", end.code): at + len(left) for at, (end, _, _) in enumerate(right)}
    quiet, high = rgba(roles["c_flow"], 0.75), rgba(roles["c_flow_hi"], 1)
    hover = {"hovertemplate": "%{customdata}<extra></extra>"}
    return {
        "data": [
            {
                "type": "sankey",
                "arrangement": "fixed",
                "node": {
                    "x": [NEAR_ZERO] * len(left) + [1 - NEAR_ZERO] * len(right),
                    "y": [max(middle / HEIGHT, NEAR_ZERO) for _, _, middle in ends],
                    "label": [""] * len(ends),
                    "customdata": [_safe(end.name) for end, _, _ in ends],
                    "color": [roles["accent"] if code == lit else roles["c_5"] for _, code in place],
                    "thickness": THICKNESS,
                    "pad": _pad(left, right),
                    "line": {"width": 0},
                    **hover,
                },
                "link": {
                    "source": [place["from", ribbon.flow.source] for ribbon in ribbons],
                    "target": [place["to", ribbon.flow.target] for ribbon in ribbons],
                    "value": [ribbon.flow.value for ribbon in ribbons],
                    "color": [high if ribbon.flow.of(lit) else quiet for ribbon in ribbons],
                    "hovercolor": [rgba(roles["c_2"], 1)] * len(ribbons),
                    "customdata": [_safe(ribbon.flow.said) for ribbon in ribbons],
                    **hover,
                },
            }
        ],
        "layout": layout(theme, margin={"l": 3, "r": 3, "t": 0, "b": 0, "pad": 0}),
    }


def _safe(text: str) -> str:
    return escape(text[:LONGEST])


def _pad(left: Side, right: Side) -> float:
    """The gap that Plotly must leave for its scale to be ours: that of the side with more ends."""
    side = max(left, right, key=len)
    if len(side) < 2:
        return 0.0
    return round(side[1][1] - side[0][1] - side[0][0].height, 2)
