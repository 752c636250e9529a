"""What a file of a week is to whoever reads it: its name, its title, its language and its media type."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.units import Text


@dataclass(frozen=True)
class WeekFile:
    """`called` is the name by which weekly.toml and readers.toml know it: that of its Chinese edition.

    `language` is None where one file is for every reader. A `page` is shown within the page of the sealed weeks.
    """

    name: str
    title: Text
    media_type: str
    called: str
    language: str | None = None
    page: bool = False
