"""Files of options that people write by hand: TOML, with what makes one unreadable said in a line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cockpit.errors import CockpitError


class Unreadable(Exception):
    """Text that is no TOML; `line` counts from 1, None where nobody knows it."""

    def __init__(self, happened: str, line: int | None) -> None:
        super().__init__(happened)
        self.line = line


def parsed(text: str) -> dict[str, Any]:
    """The tables of a text; Unreadable also where a number is too long or lists lie too deep for the library."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        found = re.search(r"line (\d+)", str(wrong))
        raise Unreadable(str(wrong), int(found[1]) if found else None) from wrong
    except ValueError as wrong:
        number = re.search(r"\d{4000}", text.replace("_", ""))
        line = text.replace("_", "").count("\n", 0, number.start()) + 1 if number else None
        raise Unreadable(f"a number has too many digits{f' (at line {line})' if line else ''}", line) from wrong
    except RecursionError as wrong:
        raise Unreadable("tables or lists lie too deep in one another", None) from wrong


def read(path: Path, wrong: Callable[[str, str], CockpitError]) -> dict[str, Any]:
    """The tables of a file; `wrong` makes the error out of what happened and what to do. FileNotFoundError passes."""
    try:
        return parsed(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as failed:
        raise wrong(f"{path.name} cannot be read.", "Save it as UTF-8 and let this user read it.") from failed
    except Unreadable as unreadable:
        raise wrong(f"{path.name}: {unreadable}.", 'Write values as name = "value".') from unreadable
