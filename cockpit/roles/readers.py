"""Who may read what, and which files of a sealed week a role is meant to get: readers.toml, checked as a whole."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from cockpit import toml_file
from cockpit.errors import ReadersWrong
from cockpit.roles import Viewer

FILE = "readers.toml"
ALL = "all"
Files = Mapping[str, Collection[str]] | None
"""The names that a role may give, each with the files of a week that are taken by it; None: no name is checked."""
ROLE = re.compile(r"[a-z][a-z0-9_-]{0,39}")


def _name(text: str) -> str:
    """As the proxy hands it over: one line, without blanks around it."""
    if not text or text != text.strip() or not text.isprintable() or len(text) > 60:
        raise ValueError("a name is one line of 1 to 60 letters, with no blank around it")
    return text


class ReaderEntry(BaseModel):
    """One reader as it stands in the file. Whose numbers somebody may see is always said, never left out."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: Annotated[str, AfterValidator(_name)]
    units: Literal["all"] | Annotated[tuple[str, ...], Field(min_length=1)]
    role: str | None = None


class Role(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    files: Annotated[tuple[str, ...], Field(min_length=1)]


@dataclass(frozen=True)
class Readers:
    """`roles` holds which files each gets; `listed` holds who reads what, by the name of the sign-in."""

    roles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    listed: Mapping[str, Viewer] = field(default_factory=dict)


def read(path: Path, *, units: Collection[str], files: Files) -> Readers:
    """ReadersWrong names the place and the remedy. `units` are the codes of the city."""
    found = _toml(path)
    for name in found:
        if name not in ("role", "reader"):
            raise ReadersWrong(f"{path.name}: there is no table {name!r}.", "Write [role.NAME] and [[reader]].")
    given = found.get("role", {})
    if not isinstance(given, dict):
        raise ReadersWrong(f"{path.name}: role is no table.", "Write [role.NAME] above its files.")
    roles = {name: _role(name, one, f"{path.name}, [role.{name}]", files) for name, one in given.items()}
    listed = found.get("reader", [])
    if not isinstance(listed, list) or not listed:
        raise ReadersWrong(f"{path.name} names nobody.", "Write [[reader]] with name and units for each.")
    entries = [_entry(one, f"{path.name}, reader {place}", roles, units) for place, one in enumerate(listed, 1)]
    names = [one.name for one in entries]
    for place, name in enumerate(names, 1):
        if name in names[: place - 1]:
            raise ReadersWrong(f"{path.name}, reader {place}: {name} is named twice.", "Keep one of the two.")
    return Readers(roles, {one.name: _viewer(one, roles, files) for one in entries})


def meant(place: str, role: object, roles: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The files of a role; ReadersWrong where there is no such role."""
    if not isinstance(role, str) or role not in roles:
        raise ReadersWrong(f"{place}: there is no role {role!r}.", _near(str(role), roles, "Write [role.NAME] first."))
    return roles[role]


def units_of(city_folder: Path) -> list[str]:
    """The codes of every county and department of a city."""
    with (city_folder / "units.csv").open(encoding="utf-8-sig", newline="") as lines:
        return [row["code"] for row in csv.DictReader(lines)]


def _viewer(one: ReaderEntry, roles: Mapping[str, tuple[str, ...]], files: Files) -> Viewer:
    named = () if one.role is None else roles[one.role]
    taken = {file for name in named for file in ((name,) if files is None else files[name])}
    return Viewer(
        one.name,
        units=None if one.units == ALL else frozenset(one.units),
        files=None if one.role is None else frozenset(taken),
    )


def _toml(path: Path) -> dict[str, Any]:
    try:
        return toml_file.read(path, ReadersWrong)
    except FileNotFoundError as missing:
        raise ReadersWrong(f"There is no file {path}.", "Write it, or do not set COCKPIT_READERS.") from missing


def _role(name: str, given: Any, where: str, files: Files) -> tuple[str, ...]:
    if not ROLE.fullmatch(name):
        raise ReadersWrong(f"{where}: the name cannot be used.", "Use up to 40 lower-case letters, digits, - and _.")
    role = _checked(Role, given, where)
    for file in role.files:
        if files is not None and file not in files:
            raise ReadersWrong(f"{where}: a week has no file {file!r}.", _near(file, files, "Name one of a week."))
    return tuple(role.files)


def _entry(given: Any, where: str, roles: Mapping[str, tuple[str, ...]], units: Collection[str]) -> ReaderEntry:
    entry: ReaderEntry = _checked(ReaderEntry, given, where)
    if entry.role is not None:
        meant(f"{where} ({entry.name})", entry.role, roles)
    for unit in entry.units if entry.units != ALL else ():
        if unit not in units:
            hint = _near(unit, units, "Write its code from units.csv.")
            raise ReadersWrong(f"{where} ({entry.name}): there is no unit {unit!r}.", hint)
    return entry


def _checked(kind: type[Any], given: Any, where: str) -> Any:
    try:
        return kind.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = str(first["loc"][0]) if first["loc"] else "it"
        if first["type"] == "extra_forbidden":
            known = f"Known: {', '.join(kind.model_fields)}."
            raise ReadersWrong(f"{where}: {place} is not an option.", _near(place, kind.model_fields, known)) from wrong
        if first["type"] == "missing":
            raise ReadersWrong(f"{where}: {place} is missing.", HINTS.get(place, "Add it.")) from wrong
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        hint = HINTS.get(place, "Correct it.")
        raise ReadersWrong(f"{where}: {place}: {said}.", hint) from wrong


HINTS = {
    "units": 'Write units = "all" for the whole city, or units = ["371302"] for some of it.',
    "name": "Write the name by which the proxy signs this person in.",
    "files": 'Write files = ["report.pdf"].',
}


def _near(name: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.4)
    return f"Perhaps {near[0]!r} was meant." if near else otherwise
