"""What a file says of one panel: what it is called, its numbers, and its table where it has one."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.marks.spreadsheet import Sheet
from cockpit.screens.exported_number import ExportedNumber


@dataclass(frozen=True)
class FileSection:
    """`failed` says that its content could not be made; then it has no numbers."""

    title: str
    numbers: tuple[ExportedNumber, ...]
    table: Sheet | None = None
    failed: bool = False
