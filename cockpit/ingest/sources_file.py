"""The sources file: which sources a bureau has connected, checked as a whole before anything is read."""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cockpit import toml_file
from cockpit.errors import SourcesWrong
from cockpit.ingest.source_kind import KINDS, Options

FILE = "sources.toml"


class Network(BaseModel):
    """`hosts` may be asked; those of `private` also where they lie at a private address."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    hosts: tuple[str, ...] = ()
    private: tuple[str, ...] = ()
    timeout_s: float = Field(default=10, gt=0, le=300)
    most_mb: int = Field(default=50, ge=1, le=2_000)


class Rollup(BaseModel):
    """`master` is that of a Spark cluster, such as spark://host:7077; `folder` keeps the landed events."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    engine: Literal["duckdb", "spark"] = "duckdb"
    master: str = "local[2]"
    folder: str | None = None
    same_id_days: int = Field(default=31, ge=0, le=3_660)


@dataclass(frozen=True)
class SourcesFile:
    folder: Path
    network: Network = field(default_factory=Network)
    rollup: Rollup = field(default_factory=Rollup)
    sources: Mapping[str, Options] = field(default_factory=dict)


def read(path: Path, environment: Mapping[str, str] | None = None) -> SourcesFile:
    """The file with its environment variables (`${NAME}`) filled in; SourcesWrong names the place and the remedy."""
    try:
        found = toml_file.read(path, SourcesWrong)
    except FileNotFoundError as missing:
        raise SourcesWrong(
            f"There is no sources file at {path}.", "Write one, or name it in COCKPIT_SOURCES."
        ) from missing
    found = _filled(found, os.environ if environment is None else environment, path.name)
    _nearest(found, ("network", "rollup", "sources"), where=path.name)
    listed = found.get("sources", {})
    if not isinstance(listed, dict):
        raise SourcesWrong(f"{path.name}: sources is no table.", "Write [sources.NAME] for each source.")
    return SourcesFile(
        folder=path.parent.resolve(),
        network=_checked(Network, found.get("network", {}), f"{path.name}, [network]"),
        rollup=_checked(Rollup, found.get("rollup", {}), f"{path.name}, [rollup]"),
        sources={name: _source(name, given, path.name) for name, given in listed.items()},
    )


def _source(name: str, given: Any, file: str) -> Options:
    where = f"{file}, [sources.{name}]"
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,40}", name):
        raise SourcesWrong(f"{where}: the name cannot be used.", "Use up to 40 letters, digits, - and _.")
    if not isinstance(given, dict):
        raise SourcesWrong(f"{where} is no table.", f"Write [sources.{name}] above its options.")
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        near = difflib.get_close_matches(str(kind), KINDS.names(), n=1, cutoff=0.4)
        hint = f" Perhaps {near[0]!r} was meant." if near else ""
        raise SourcesWrong(f"{where}: kind is {kind!r}.", f"Use one of {', '.join(KINDS.names())}.{hint}")
    options: Options = _checked(KINDS[kind].options, given, where)
    return options


def _checked(model: type[Any], given: Any, where: str) -> Any:
    try:
        return model.model_validate(given)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "it"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        if first["type"] == "extra_forbidden":
            near = difflib.get_close_matches(place, model.model_fields, n=1, cutoff=0.5)
            hint = f"Perhaps {near[0]!r} was meant." if near else f"Known: {', '.join(model.model_fields)}."
            raise SourcesWrong(f"{where}: {place} is not an option.", hint) from wrong
        if first["type"] == "missing":
            raise SourcesWrong(f"{where}: {place} is missing.", f"Add {place} = …") from wrong
        raise SourcesWrong(f"{where}: {place}: {said}.", "Correct it.") from wrong


def _nearest(found: Mapping[str, Any], known: tuple[str, ...], *, where: str) -> None:
    for name in found:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.0)[0]
            raise SourcesWrong(f"{where}: there is no table {name!r}.", f"Perhaps [{near}] was meant.")


def _filled(found: Any, environment: Mapping[str, str], file: str) -> Any:
    """Secrets stand in the environment and not in the file."""
    if isinstance(found, dict):
        return {name: _filled(value, environment, file) for name, value in found.items()}
    if isinstance(found, list):
        return [_filled(value, environment, file) for value in found]
    if not isinstance(found, str):
        return found

    def value_of(match: re.Match[str]) -> str:
        if match[1] not in environment:
            raise SourcesWrong(
                f"{file} asks for ${{{match[1]}}}, which is not set.", f"Set {match[1]} and start again."
            )
        return environment[match[1]]

    return re.sub(r"\$\{(\w+)\}", value_of, found)
