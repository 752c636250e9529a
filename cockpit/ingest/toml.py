"""A file of single values that people edit by hand: TOML, refused in their words."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from cockpit.errors import CityWrong
from cockpit.ingest.csv_table import decoded


def read(path: Path) -> dict[str, Any]:
    """The values of the file; CityWrong names the line that cannot be read."""
    try:
        return tomllib.loads(decoded(path))
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"line (\d+)", str(wrong))
        number = int(found[1]) if found else None
        raise CityWrong(path.name, number, "the line cannot be read.", 'Write it as name = "value".') from wrong
