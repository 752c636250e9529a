"""What the filters of a scope are called, and in which tables of a board the names of what can be chosen stand."""

from __future__ import annotations

from cockpit.units import Text

FILTER_NAMES = {
    "unit": Text("单位", "Unit"),
    "scenario": Text("场景", "Scenario"),
    "kind": Text("类型", "Kind"),
    "theme": Text("主题", "Theme"),
    "library": Text("基础库", "Library"),
}


COUNTY = Text("县区", "County")


TABLES = {
    "unit": ("counties", "unit_volumes", "unit_sharing", "unit_opening", "providers", "consumers", "units"),
    "scenario": ("scenarios",),
    "kind": ("resources",),
    "theme": ("themes",),
    "library": ("libraries", "thematic"),
}
"""Where the names of what can be chosen stand; a scenario and a unit may have the same code."""
