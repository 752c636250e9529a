"""Where the ends and ribbons of a flow diagram stand: plain arithmetic, the same for Plotly and for HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from cockpit.marks.element import Given

HEIGHT = 262.0
GAP = 16.6
"""In pixels. The side with more ends has this gap between them; a label of one line fits."""


@dataclass(frozen=True)
class SankeyEnd:
    """A giver or a taker; `name` is said on hover, `label` is what stands beside it. `height` is filled in here."""

    code: str
    name: str
    value: float
    label: Given = None
    height: float = field(default=0.0, compare=False)


@dataclass(frozen=True)
class Flow:
    """`said` is the hover text, `opens` the address that a click on it leads to."""

    source: str
    target: str
    value: float
    said: str = ""
    opens: str | None = None

    def of(self, code: str | None) -> bool:
        """Whether it begins or ends there."""
        return code is not None and code in (self.source, self.target)


@dataclass(frozen=True)
class Ribbon:
    flow: Flow
    leaves: float
    arrives: float
    width: float


Side = list[tuple[SankeyEnd, float, float]]
"""Each end with its top and its centre."""


def places(
    sources: Sequence[SankeyEnd], targets: Sequence[SankeyEnd], flows: Sequence[Flow]
) -> tuple[Side, Side, list[Ribbon]]:
    """Both sides at one scale, each spread over the whole height in the order given."""
    most = max(len(sources), len(targets), 1)
    total = max(sum(end.value for end in sources), sum(end.value for end in targets), 1e-9)
    pixel = (HEIGHT - (most - 1) * GAP) / total
    left, right = _spread(sources, pixel), _spread(targets, pixel)
    return left, right, _stack(flows, left, right, pixel)


def _spread(ends: Sequence[SankeyEnd], pixel: float) -> Side:
    gap = (HEIGHT - sum(end.value for end in ends) * pixel) / (len(ends) - 1) if len(ends) > 1 else 0.0
    side: Side = []
    top = (HEIGHT - ends[0].value * pixel) / 2 if len(ends) == 1 else 0.0
    for end in ends:
        high = end.value * pixel
        side.append((replace(end, height=high), top, top + high / 2))
        top += high + gap
    return side


def _stack(flows: Sequence[Flow], left: Side, right: Side, pixel: float) -> list[Ribbon]:
    """At each end its ribbons lie in the order of the other side, so that they cross as little as they can."""
    leaves = {end.code: top for end, top, _ in left}
    arrives = {end.code: top for end, top, _ in right}
    from_order = {end.code: at for at, (end, _, _) in enumerate(left)}
    to_order = {end.code: at for at, (end, _, _) in enumerate(right)}
    known = [flow for flow in flows if flow.source in from_order and flow.target in to_order and flow.value > 0]
    starts: dict[tuple[str, str], float] = {}
    for flow in sorted(known, key=lambda one: (from_order[one.source], to_order[one.target])):
        starts[flow.source, flow.target] = leaves[flow.source]
        leaves[flow.source] += flow.value * pixel
    ribbons = []
    for flow in sorted(known, key=lambda one: (to_order[one.target], from_order[one.source])):
        ribbons.append(
            Ribbon(flow, starts[flow.source, flow.target], arrives=arrives[flow.target], width=flow.value * pixel)
        )
        arrives[flow.target] += flow.value * pixel
    return ribbons
