"""The API's description, made from the same declarations as the API."""

from __future__ import annotations

from functools import cache

from cockpit import __version__
from cockpit.board.rows.question import MOST
from cockpit.board.scope import CODE, FILTERS
from cockpit.calendar import PERIOD_DAYS
from cockpit.metrics.metric import METRICS
from cockpit.panels.panel import PANELS
from cockpit.store.vocabulary import ResourceKind
from cockpit.web.json_schema import Json, number_schemas, panels
from cockpit.web.json_schema import nullable as _nullable
from cockpit.web.json_schema import record as _object

TEXT: Json = {
    "type": "object",
    "required": ["zh", "en"],
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
}
FIELDS: dict[str, tuple[str, Json]] = {
    "as_of": (
        "The day the city is looked at, as it stood at its end; where it is left out the newest one, judged now",
        {"type": "string", "format": "date"},
    ),
    "period": (
        "The window of days that ends on the as-of day",
        {"type": "string", "enum": list(PERIOD_DAYS), "default": "week"},
    ),
    **{name: (f"Only this {name}", {"type": "string", "pattern": f"^{CODE.pattern}$"}) for name in FILTERS},
    "kind": ("Only this kind of resource", {"type": "string", "enum": list(ResourceKind)}),
}
MORE: dict[str, tuple[str, Json]] = {
    "county": ("Only this county or zone; the same as unit", FIELDS["unit"][1]),
    "defined": (
        "Targets, cadences and remarks as they were known by the end of this day",
        {"type": "string", "format": "date"},
    ),
}


@cache
def describe() -> Json:
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "City cockpit",
            "version": __version__,
            "summary": "The board: how the city stands, as of a day, in a scope.",
            "description": "Query parameters that are not listed here are ignored; a listed one with a wrong value is "
            "refused. An answer says which scope it is of.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "paths": {
            "/api/v1/board": {"get": _board()},
            "/api/v1/panels": {"get": _get("panels", "Every panel: its question and its metrics", "Panels")},
            "/api/v1/panels/{name}": {"get": _panel()},
            "/api/v1/rows": {"get": _rows()},
            "/api/v1/refused": {"get": _refused()},
            "/api/v1/metrics": {"get": _get("metrics", "What each number means", "Definitions", broken=True)},
            "/api/v1/names": {"get": _get("names", "Everything that can be found by name", "Names", broken=True)},
            "/api/v1/version": {"get": _get("version", "Changes exactly when the boards do", "Version")},
            "/api/v1/openapi.json": {"get": _get("openapi", "This description", None)},
            "/healthz": {"get": _line("lives", "The process lives", ready=False)},
            "/readyz": {"get": _line("ready", "The database answers and has data", ready=True)},
        },
        "components": {"schemas": _schemas()},
    }


def _board() -> Json:
    return {**_get("board", "The board of a scope", "Board", broken=True, wrong=True), "parameters": _scope()}


def _scope() -> list[Json]:
    return [
        {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
        for name, (words, schema) in {**FIELDS, **MORE}.items()
    ]


def _panel() -> Json:
    told = _get("panel", "What a panel shows of the board of a scope", "Panel", broken=True, wrong=True)
    told["responses"] = dict(sorted({**told["responses"], "404": _error("No such panel; the nearest name")}.items()))
    named = {
        "name": "name",
        "in": "path",
        "required": True,
        "description": "The name of a panel, as /api/v1/panels lists them; a section of the page of trust, such as "
        "trust_quality, or a chapter of the handbook, such as handbook_volumes",
        "schema": {
            "type": "string",
            "anyOf": [{"enum": PANELS.names()}, {"pattern": "^(trust|handbook)_[a-z_]+$"}],
        },
    }
    return {**told, "parameters": [named, *_scope()]}


def _rows() -> Json:
    """The board's question, and which of the rows behind one of its numbers."""
    whole: Json = {"type": "integer", "minimum": 0}
    more: dict[str, tuple[str, Json]] = {
        "metric": ("The number whose rows are asked for", {"type": "string", "enum": METRICS.names()}),
        "start": ("The first row, from 0", {**whole, "default": 0}),
        "end": (f"The row after the last; at most {MOST} rows a page", {**whole, "default": 100}),
        "sort": ("column:asc or column:desc, several with commas", {"type": "string"}),
        "filter": (
            "column:how:value; how is eq, ne, lt, le, gt, ge or has",
            {"type": "array", "items": {"type": "string"}},
        ),
    }
    asked = [
        {"name": name, "in": "query", "required": name == "metric", "description": words, "schema": schema}
        for name, (words, schema) in {**more, **FIELDS, **MORE}.items()
    ]
    told = _get("rows", "The rows behind a number, and the number that they make", "Rows", broken=True, wrong=True)
    return {**told, "parameters": asked}


def _refused() -> Json:
    whole: Json = {"type": "integer", "minimum": 0}
    more: dict[str, tuple[str, Json]] = {
        "source": ("The source whose refused rows are asked for", FIELDS["unit"][1]),
        "start": ("The first row, from 0", {**whole, "default": 0}),
        "end": (f"The row after the last; at most {MOST} rows a page", {**whole, "default": 100}),
        "sort": ("column:asc or column:desc, several with commas", {"type": "string"}),
        "filter": ("column:has:words, or line:eq:7", {"type": "array", "items": {"type": "string"}}),
    }
    asked = [
        {"name": name, "in": "query", "required": name == "source", "description": words, "schema": schema}
        for name, (words, schema) in more.items()
    ]
    told = _get("refused", "Rows that were not let in, and what to do about each", "Refused", broken=True, wrong=True)
    return {**told, "parameters": asked}


def _get(name: str, summary: str, schema: str | None, *, broken: bool = False, wrong: bool = False) -> Json:
    content = {"$ref": f"#/components/schemas/{schema}"} if schema else {"type": "object"}
    tag = {"ETag": {"schema": {"type": "string"}}}
    responses: Json = {
        "200": {"description": summary, "headers": tag, "content": {"application/json": {"schema": content}}},
        "304": {"description": "Nothing has changed since If-None-Match"},
        "403": _error("Where people sign in: whoever asks may not read this, whether or not it is there"),
        "500": _error("Unexpected; the reference stands in the log"),
    }
    if wrong:
        responses["400"] = _error("The question cannot be asked: the field, what was wrong, what is allowed")
    if broken:
        responses["503"] = _error("The database does not answer, and no earlier board is kept")
    return {"operationId": name, "summary": summary, "responses": dict(sorted(responses.items()))}


def _error(words: str) -> Json:
    schema = {"$ref": "#/components/schemas/Error"}
    return {"description": words, "content": {"application/json": {"schema": schema}}}


def _line(name: str, words: str, *, ready: bool) -> Json:
    text = {"text/plain": {"schema": {"type": "string"}}}
    responses: Json = {"200": {"description": words, "content": text}}
    if ready:
        responses["503"] = {"description": "It does not; one line says why", "content": text}
    return {"operationId": name, "summary": words, "responses": responses}


def _schemas() -> Json:
    number = {"$ref": "#/components/schemas/Number"}
    return {
        "Error": _object(
            error=_object(
                field=_nullable("string"),
                happened={"type": "string"},
                allowed=_nullable("string"),
                optional={"reference": {"type": "string"}, "zh": {"type": "string"}},
            )
        ),
        "Version": _object(version={"type": "string"}),
        "Names": _object(
            names={"type": "array", "items": {"type": "object", "required": ["kind", "code", "path", "keys"]}}
        ),
        "Text": TEXT,
        **number_schemas(),
        "Row": _object(
            code={"type": "string"},
            name={"$ref": "#/components/schemas/Text"},
            short={"$ref": "#/components/schemas/Text"},
            numbers={"type": "object", "additionalProperties": number},
            attributes={"type": "object"},
            course={"type": "array", "items": _nullable("number")},
        ),
        "Board": _board_schema(number),
        **_paged(number),
        **panels(),
        "Definitions": _object(
            definition_version={"type": "string"},
            metrics={
                "type": "object",
                "additionalProperties": {"type": "object", "required": ["title", "definition", "unit"]},
            },
        ),
    }


def _paged(number: Json) -> Json:
    """Rows that come a page at a time: those behind a number, and those that were refused."""
    return {
        "Rows": _object(
            metric={"type": "string"},
            as_of={"type": "string", "format": "date"},
            data_version={"type": "string"},
            number=number,
            made=_nullable("number"),
            agrees={"type": "boolean"},
            unknown={"type": "integer", "description": "Rows that do not say the value"},
            columns={"type": "array", "items": {"type": "object", "required": ["name", "title", "kind", "adds"]}},
            start={"type": "integer"},
            count={"type": "integer", "description": "Rows that the conditions let in"},
            totals={"type": "object", "additionalProperties": _nullable("number")},
            whole=_object(count={"type": "integer"}, totals={"type": "object"}),
            rows={"type": "array", "items": {"type": "object"}},
        ),
        "Refused": _object(
            source={"type": "string"},
            start={"type": "integer"},
            count={"type": "integer", "description": "Rows that the conditions let in"},
            whole=_object(count={"type": "integer"}, totals={"type": "object"}),
            totals={"type": "object"},
            columns={"type": "array", "items": {"type": "object", "required": ["name", "title", "kind", "adds"]}},
            rows={"type": "array", "items": {"type": "object"}},
        ),
    }


def _board_schema(number: Json) -> Json:
    objects = {"type": "array", "items": {"type": "object"}}
    rows = {"type": "array", "items": {"$ref": "#/components/schemas/Row"}}
    names = METRICS.names()
    return _object(
        id={"type": "string", "description": "SHA-256 of the content"},
        format={"type": "integer"},
        scope=_object(
            city={"type": "string"}, viewer={"type": "string"}, **{name: _nullable("string") for name in FIELDS}
        ),
        as_of={"type": "string", "format": "date"},
        clock={"type": "string", "format": "date-time"},
        data_version={"type": "string"},
        definition_version={"type": "string"},
        stale={"type": ["object", "null"]},
        city={"type": "object"},
        headline={"type": "object"},
        metrics={"type": "object", "required": names, "properties": dict.fromkeys(names, number)},
        definitions={"type": "object"},
        courses={"type": "object", "additionalProperties": objects},
        tables={"type": "object", "additionalProperties": rows},
        reconciliations=objects,
        sources=objects,
        notices=objects,
    )
