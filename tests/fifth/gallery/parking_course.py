"""Twelve weeks of free spaces, on the page and the scene of the subject."""

from dataclasses import replace

from cockpit.panels.course_card import course_panel
from cockpit.panels.panel import declare
from cockpit.units import Text

declare(
    replace(
        course_panel(
            "parking_course",
            "parking.free",
            title=Text("近12周，空闲车位", "Free spaces, 12 weeks"),
            question=Text("空闲车位怎样变化？", "How do the free spaces change?"),
        ),
        tables=("parking_places",),
        surfaces=("wall", "desktop"),
        page="parking",
        scene="parking",
    )
)
