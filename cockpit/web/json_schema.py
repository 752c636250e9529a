"""The two forms of which the API's description is made, and how it describes numbers and panels."""

from __future__ import annotations

from typing import Any

from cockpit.store.vocabulary import Provenance
from cockpit.units import UNITS

Json = dict[str, Any]
DAY: Json = {"type": "string", "format": "date"}
SPANS: Json = {"type": "array", "items": {"type": "array", "items": DAY, "minItems": 2, "maxItems": 2}}


def record(*, optional: Json | None = None, **properties: Json) -> Json:
    """An object that has all of these, and maybe the optional ones."""
    return {"type": "object", "required": list(properties), "properties": {**properties, **(optional or {})}}


def nullable(kind: str) -> Json:
    return {"type": [kind, "null"]}


def number_schemas() -> Json:
    """A number as it stands in a board, and how much of its period is there."""
    return {
        "Number": record(
            value=nullable("number"),
            unit={"type": "string", "enum": list(UNITS)},
            as_of={"type": ["string", "null"], "format": "date"},
            provenance={"enum": [*Provenance, None]},
            qualifier=nullable("string"),
            published=nullable("integer"),
            previous=nullable("number"),
            change=nullable("number"),
            change_provenance={"enum": [*Provenance, None]},
            note=nullable("string"),
            optional={
                "coverage": {"$ref": "#/components/schemas/Coverage"},
                "withheld": {"type": "string", "description": "Why there is no change: incomplete"},
                "last_whole": record(day=DAY, value={"type": "number"}, provenance={"enum": [*Provenance, None]}),
                "same_days": record(
                    days=SPANS,
                    value={"type": "number"},
                    previous={"type": "number"},
                    change={"type": "number"},
                    provenance={"enum": [*Provenance, None]},
                ),
                "published_qualifier": {"type": "string", "description": "Of the published figure, not of the value"},
                "bound": {"type": "string", "description": "floor: the value is only known to be passed"},
            },
        ),
        "Coverage": record(
            due={"type": "integer", "description": "Days of the period"},
            there={"type": "integer", "description": "Of these, whole ones"},
            optional={
                "missing": {**SPANS, "description": "The others, first and last day of each span"},
                "until": {"type": "string", "description": "Up to when the source has spoken, Asia/Shanghai"},
                "unknown": {"type": "integer", "description": "Rows that do not say the value"},
                "begun": {**DAY, "description": "First day of which anything is known, within the period"},
            },
        ),
    }


def panels() -> Json:
    """What a panel is, and what it shows as values: columns, and rows with as many cells."""
    text, number = ({"$ref": f"#/components/schemas/{name}"} for name in ("Text", "Number"))
    names: Json = {"type": "array", "items": {"type": "string"}}
    return {
        "Panels": record(panels=_list(record(**_named(text), question=text, metrics=names, surfaces=names))),
        "Panel": record(
            **_named(text),
            board={"type": "string", "description": "The id of the board that it is made of"},
            as_of={"type": "string", "format": "date"},
            scope={"type": "object"},
            stale={"type": ["object", "null"]},
            values=_list({"$ref": "#/components/schemas/Value"}),
        ),
        "Value": record(
            kind={"type": "string"},
            title=text,
            hidden={"type": "boolean", "description": "It stands in words or a drawing, and is no table in a file"},
            table=nullable("string"),
            columns=_list(_column(text)),
            rows=_list(record(code=nullable("string"), total={"type": "boolean"}, cells=_list(_cell(text, number)))),
        ),
    }


def _named(text: Json) -> Json:
    return {"name": {"type": "string"}, "title": text}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _column(text: Json) -> Json:
    return record(
        title=text,
        metric=nullable("string"),
        unit=nullable("string"),
        period={"oneOf": [text, {"type": "null"}]},
        definition_version=nullable("string"),
    )


def _cell(text: Json, number: Json) -> Json:
    figure = record(metric={"type": "string"}, member=nullable("string"), part=nullable("string"), number=number)
    return {"anyOf": [figure, text, {"type": ["string", "integer", "null"]}]}
