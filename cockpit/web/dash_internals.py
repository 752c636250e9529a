"""What the cockpit uses of Dash and Dash does not promise to keep: names on the wire, hand-made components.

Everything else goes through what Dash documents. A test keeps these names out of every other file, and the tests of
this one say which of them a newer Dash has changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash.development.base_component import Component

import cockpit

ROOT = "/_dash"
"""Every address of Dash begins so."""
UPDATE = "/_dash-update-component"
"""Where a page asks for the callback."""
SUITES = "/_dash-component-suites/"
"""Where the files of component libraries lie."""
NAMESPACE = "cockpit"
"""The object of `window` that holds our components, and the package that brings their files."""
LIBRARY = f"{SUITES}{NAMESPACE}/"


class Drawn(Component):
    """A component that a script of our own draws, as the generator of Dash would have written it."""

    _namespace = NAMESPACE

    def __init__(self, **given: Any) -> None:
        self._base_nodes = ["children"]
        self._prop_names = list(given)
        self.available_properties = self._prop_names
        self._valid_wildcard_attributes: list[str] = []
        self.available_wildcard_properties: list[str] = []
        self._children_props: list[str] = []
        super().__init__(**given)  # type: ignore[no-untyped-call]


class Tree(Drawn):
    """A page; assets/tree.js draws it. `plotly` is where the charts' library lies, fetched where a figure is drawn.

    The tree is handed over as text, because Dash looks at every node of what is not. By its `id` it is handed other
    trees, and only what differs is drawn anew.
    """

    _type = "Tree"

    def __init__(self, *, tree: str, plotly: str, id: str) -> None:
        super().__init__(tree=tree, plotly=plotly, id=id)


class Embedded(Drawn):
    """A panel in somebody else's app; assets/embed.js draws it, in a shadow tree with the sheets of its surface.

    `look` is its surface, theme and language, `faces` are the sheets that declare its fonts.
    """

    _type = "Embedded"

    def __init__(self, *, tree: str, look: dict[str, str], faces: Sequence[str], id: str | None) -> None:
        super().__init__(tree=tree, **look, faces=list(faces), **({"id": id} if id else {}))


def offer(scripts: Sequence[str], files: Sequence[str]) -> None:
    """Every Dash app of this process names these scripts in its pages, and serves the files that they ask for.

    Both are paths in the package `cockpit`.
    """
    cockpit._js_dist = [  # type: ignore[attr-defined]
        {"relative_package_path": list(scripts), "namespace": NAMESPACE},
        {"relative_package_path": list(files), "namespace": NAMESPACE, "dynamic": True},
    ]
