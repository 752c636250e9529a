"""The weeks of a metric as columns, with the table of them for those who cannot see them."""

from __future__ import annotations

from cockpit.marks.element import Element
from cockpit.marks.weekly_bars import columns, spoken
from cockpit.panels.alternative import alternative
from cockpit.panels.content import Content
from cockpit.panels.view import View


def week_columns(shown: Content, view: View, metric: str, *, label: str) -> Element | None:
    """None where no week is known."""
    points, unit = shown.courses[metric], shown[metric].unit
    behind = alternative(view, label, spoken(points, unit, view.language))
    return columns(metric, points, unit, view.language, label=label, behind=behind)
