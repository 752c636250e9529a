"""JSON objects, one on each line of a file."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import file_access

LOOKED_AT = 3
"""Lines by which a file of another kind is known."""


def parsed(line: bytes) -> dict[str, Any] | None:
    """The object of a line; None where it is none."""
    try:
        found = orjson.loads(line)
    except orjson.JSONDecodeError:
        return None
    return found if isinstance(found, dict) else None


def check(path: Path, encoding: str | None = None) -> None:
    """A file of another kind is refused once, and not line by line. SourceWrong says so."""
    first = list(islice((line for _, line in file_access.lines(path, None, encoding) if line.strip()), LOOKED_AT))
    if len(first) == LOOKED_AT and not any(map(parsed, first)):
        raise SourceWrong(
            f"{path.name} is no NDJSON: its first {LOOKED_AT} lines are no JSON objects.",
            "Write one event as one object on one line, or set format.",
            zh=f"{path.name}不是NDJSON：前{LOOKED_AT}行都不是JSON对象。",
        )
