"""The kinds of source with all their options, written from their declarations into docs/connect-your-data.md."""

from __future__ import annotations

from enum import Enum
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from cockpit.ingest.source_kind import KINDS, Options, SourceKind, Storage

BEGINS, ENDS = "<!-- kinds -->\n", "<!-- /kinds -->\n"


def written(page: str) -> str:
    """The page with the part between its marks written anew."""
    head, _, rest = page.partition(BEGINS)
    return head + BEGINS + markdown() + ENDS + rest.partition(ENDS)[2]


def markdown() -> str:
    listed = [f"| [`{kind.name}`](#{kind.name}) | {kind.summary} |" for kind in KINDS]
    parts = ["| kind | for |", "| --- | --- |", *listed, "", "Every kind takes:", "", *_table(Options)]
    parts += ["", "#### Files on a storage", "", *_table(Storage)]
    for kind in KINDS:
        parts += ["", f"#### {kind.name}", "", *_kind(kind)]
    return "\n".join(parts) + "\n"


def _kind(kind: SourceKind) -> list[str]:
    lines = [*_table(kind.options, without=Options)]
    for name, part in _parts(kind.options):
        if part is Storage:
            continue
        lines += ["", f"Each table under `[[{name}]]`:", "", *_table(part)]
    return [*lines, "", "```toml", *_example(kind), "```"]


def _example(kind: SourceKind) -> list[str]:
    """The example as it stands in a sources file, in the table of a source."""
    found = kind.example.rstrip().replace("\n[[", "\n[[sources.NAME.")
    found = "\n".join(
        line if not line.startswith("[") or line.startswith("[[") else f"[sources.NAME.{line[1:]}"
        for line in found.split("\n")
    )
    return ["[sources.NAME]", *found.split("\n")]


def _table(model: type[BaseModel], *, without: type[BaseModel] | None = None) -> list[str]:
    known = without.model_fields if without else {}
    fields = [(name, one) for name, one in model.model_fields.items() if name not in known]
    rows = [f"| `{name}` | {_default(one)} | {one.description or ''} |" for name, one in fields]
    return ["| option | where left out | |", "| --- | --- | --- |", *rows]


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "has to be there"
    value: Any = field.get_default(call_default_factory=True)
    if value is None or value in ({}, ()):
        return ""
    if isinstance(value, tuple):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{value.value if isinstance(value, Enum) else value}`"


def _parts(model: type[BaseModel]) -> list[tuple[str, type[BaseModel]]]:
    """Options that are tables of their own."""
    found = []
    for name, one in model.model_fields.items():
        for inner in get_args(one.annotation):
            if isinstance(inner, type) and issubclass(inner, BaseModel):
                found.append((name, inner))
    return found
