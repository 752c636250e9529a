"""Squares: so many of so many, each one of them a thing."""

from __future__ import annotations

from cockpit.marks.element import Element, el


def cells(done: float | None, whole: float | None, *, label: str) -> Element | None:
    """Filled squares first; nothing where the whole is unknown or too many to be counted by eye."""
    if whole is None or not 0 < whole <= 24:
        return None
    filled = int(done or 0)
    squares = [el("i", class_="chosen" if index < filled else None) for index in range(int(whole))]
    return el("div", *squares, class_="cells", role="img", aria_label=label, style=f"--n:{int(whole)}")
