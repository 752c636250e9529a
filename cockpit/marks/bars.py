"""Evidence: rows of a name, its values and a bar, all on one beat so that the baselines of four columns line up."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.marks.element import Child, Element, Evidence, Given, el

ROLES = ("hi", "done", "warn", "doing", "want")
"""The largest, the completed, the exception, being connected, wanted; without a role a bar is plain."""


def bar(share: float | None, role: str | None = None) -> Element:
    """A share from 0 to 1; an unknown one is a dashed line, because an empty bar would say zero."""
    if share is None:
        return el("span", class_="bar", data_k="none", aria_hidden="true")
    width = f"--w:{min(max(share, 0), 1):.2%}"
    return el("span", el("i"), class_="bar", data_k=role, style=width, aria_hidden="true")


def name(text: Child, *, small: Given = None, signal: str | None = None, muted: bool = False) -> Element:
    """What a row is about; `signal` is crit, warn or info."""
    notes = small if isinstance(small, Element) and small.tag == "small" else el("small", small) if small else None
    mark = el("i", class_="signal", data_s=signal, aria_hidden="true") if signal else None
    return el("span", mark, text, notes, class_="entry text-3" if muted else "entry")


def value(*content: Given, warn: bool = False, muted: bool = False) -> Element:
    return el("span", content, class_="value" + (" is-warn" if warn else " text-3" if muted else ""))


def row(*cells: Element, bar: Element | None = None, strong: bool = False, rule: bool = False) -> Element:
    """A `strong` row stands out, a `rule` above it says that what follows adds up what stood before."""
    classes = [word for word, said in (("strong", strong), ("rule", rule)) if said]
    return el("li", cells, bar, class_=" ".join(classes) or None)


def head(*cells: Given, lead: bool = False) -> Element:
    """The line over the rows: what the columns hold; a `lead` line is itself a value."""
    first, *rest = cells
    values = [el("span", one, class_="value") for one in rest]
    return el("div", el("span", first), *values, class_="heads lead" if lead else "heads")


def evidence(rows: Sequence[Given], *, head: Element | None = None, columns: int = 2) -> Evidence:
    return under(
        head, el("ul", *rows) if rows else None, class_="evidence three-columns" if columns == 3 else "evidence"
    )


def under(*content: Given, class_: str = "evidence") -> Evidence:
    """What stands under the number of an area."""
    made = el("div", content, class_=class_)
    return Evidence(made.tag, made.attributes, made.children)
