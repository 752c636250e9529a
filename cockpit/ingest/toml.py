"""A file of single values that people edit by hand: TOML, refused in their words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cockpit import toml_file
from cockpit.errors import CityWrong
from cockpit.ingest.csv_table import decoded


def read(path: Path) -> dict[str, Any]:
    """The values of the file; CityWrong names the line that cannot be read."""
    try:
        return toml_file.parsed(decoded(path))
    except toml_file.Unreadable as wrong:
        raise CityWrong(path.name, wrong.line, "the line cannot be read.", 'Write it as name = "value".') from wrong
