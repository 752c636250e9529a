"""parking.md: the free spaces of the week in one line."""

from __future__ import annotations

from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare
from cockpit.units import Text


def write(edition: Edition, printer: Printer, language: str) -> bytes:
    return f"{Text('空闲车位', 'Free spaces')[language]}: {edition.board['parking.free'].value}\n".encode()


declare(
    Format(
        "parking_md",
        file="parking.md",
        title=Text("停车简报", "Parking in brief"),
        media_type="text/markdown",
        order=7,
        write=write,
    )
)
