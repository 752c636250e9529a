"""The files that a week may have, in the order in which they are listed: those of every format, then what seals it."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cockpit.snapshot.format import FORMATS, LANGUAGES, in_language
from cockpit.snapshot.manifest import OWN, SEALS
from cockpit.snapshot.week_file import WeekFile
from cockpit.units import Text

UNKNOWN = "application/octet-stream"


def every() -> tuple[WeekFile, ...]:
    formats = sorted(FORMATS, key=lambda one: (one.order, one.name))
    return (*(file for one in formats for file in one.week_files()), *OWN)


def listed(names: Collection[str]) -> list[WeekFile]:
    """The files of a sealed week. One of a format that there is no more comes first, called by its name."""
    known = {one.name: one for one in every()}
    gone = [_undeclared(name, names) for name in sorted(set(names) - set(known))]
    return [*gone, *(one for name, one in known.items() if name in names)]


def named(name: str) -> WeekFile:
    return next((one for one in every() if one.name == name), _undeclared(name, ()))


def in_the_language(called: str, language: str) -> str:
    """The name of the file that a reader of this language gets for the one that is called so."""
    return next((one.name for one in every() if one.called == called and one.language == language), called)


def grants() -> Mapping[str, frozenset[str]]:
    """For each name that a role of readers.toml may give: what may be taken by it, in either language and checked."""
    found: dict[str, set[str]] = {}
    for one in every():
        found.setdefault(one.called, {*SEALS}).add(one.name)
    return {called: frozenset(names) for called, names in found.items()}


def _undeclared(name: str, names: Collection[str]) -> WeekFile:
    """Of two that differ by the mark of the language alone, each is in its own."""
    for language in LANGUAGES:
        pair = [other for other in names if other != name and in_language(other, language) == name]
        if pair:
            return WeekFile(name, Text(name, name), UNKNOWN, called=pair[0], language=language)
    pair = [other for other in names if other in {in_language(name, one) for one in LANGUAGES} - {name}]
    return WeekFile(name, Text(name, name), UNKNOWN, called=name, language=LANGUAGES[0] if pair else None)
