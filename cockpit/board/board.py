"""The board: frozen, made of plain values, named by the hash of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

import orjson

from cockpit.board.change import Change
from cockpit.board.headline import Headline, Phrase, Sentence
from cockpit.board.keys import RowKey
from cockpit.board.records import BoardReconciliation, Notice, Point, ReconciliationPart, Row, Source
from cockpit.board.remark import Remark
from cockpit.board.scope import Scope
from cockpit.board.stale import Stale
from cockpit.calendar import end_of
from cockpit.metrics.expected_band import Expected
from cockpit.metrics.measure import MeasureKind
from cockpit.metrics.number import Number
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

__all__ = [
    "FORMAT",
    "Board",
    "BoardReconciliation",
    "Headline",
    "Notice",
    "Phrase",
    "Point",
    "ReconciliationPart",
    "Remark",
    "Row",
    "Sentence",
    "Source",
    "Stale",
]

FORMAT = 1


@dataclass(frozen=True)
class Board:
    """`city` holds its names (name, title, report, bureau), `definitions` describe every metric in it.

    `changes` are there once it was held against another board; they are of both, so they are no content of this one.
    `forecasts` are what the week after the as-of day is expected to be, by metric; where nothing is, there is none.
    """

    scope: Scope
    as_of: date
    clock: datetime
    data_version: str
    definition_version: str
    city: Mapping[str, Any]
    metrics: Mapping[str, Number]
    definitions: Mapping[str, Mapping[str, Any]]
    courses: Mapping[str, tuple[Point, ...]]
    tables: Mapping[str, tuple[Row, ...]]
    reconciliations: tuple[BoardReconciliation, ...]
    sources: tuple[Source, ...]
    notices: tuple[Notice, ...]
    headline: Mapping[str, Headline]
    stale: Stale | None = None
    remarks: tuple[Remark, ...] = ()
    changes: tuple[Change, ...] = ()
    forecasts: Mapping[str, Expected] = field(default_factory=dict)

    def __getitem__(self, metric: str) -> Number:
        return self.metrics[metric]

    def rows(self, table: str) -> tuple[Row, ...]:
        return self.tables[table]

    def row(self, table: str, code: str) -> Row | None:
        return next((row for row in self.tables[table] if row.code == code), None)

    def find(self, key: RowKey | None) -> Row | None:
        """The row that a key names; None where there is no such table or row."""
        return self.row(key.table, key.code) if key is not None and key.table in self.tables else None

    def source_of(self, metric: str) -> Source | None:
        code = self.definitions[metric]["source"]
        return next((source for source in self.sources if source.code == code), None)

    def remarks_on(self, metric: str, *, withdrawn: bool = False) -> tuple[Remark, ...]:
        """Newest first: those that stand, and only where they are asked for those that were withdrawn as well."""
        return tuple(one for one in self.remarks if one.metric == metric and (withdrawn or one.withdrawn is None))

    def reconciliation(self, name: str) -> BoardReconciliation | None:
        return next((one for one in self.reconciliations if one.name == name), None)

    @property
    def today(self) -> date:
        """The day from which its days are counted: its as-of day, or that of the clock where no day was asked."""
        return self.clock.date()

    @property
    def question(self) -> Scope:
        """The scope that brings this board again: judged after its as-of day, it is one of which no day was asked."""
        return self.scope if self.clock <= end_of(self.as_of) else replace(self.scope, as_of=None)

    @property
    def unit(self) -> Text | None:
        """The name of the unit that the board is of, its code where no table has it; None for the whole city."""
        code = self.scope.unit
        if code is None:
            return None
        rows = (row for table in self.tables.values() for row in table if row.code == code)
        return next((row.name for row in rows), Text(code, code))

    @property
    def holiday(self) -> Text | None:
        """The holiday within its last seven days; None where there is none, or its courses do not know."""
        last = (points[-1].expected for points in self.courses.values() if points)
        return next((one.holiday for one in last if one is not None and one.holiday), None)

    @property
    def all_demo(self) -> bool:
        """No number of the city on this board is published or measured; what is merely registered does not count."""
        told = [
            number
            for name, number in self.metrics.items()
            if self.definitions[name]["facts"] or self.definitions[name]["kind"] == MeasureKind.PUBLISHED
        ]
        return not any(number.provenance in (Provenance.PUBLISHED, Provenance.MEASURED) for number in told)

    @cached_property
    def id(self) -> str:
        """SHA-256 of the content; being stale does not make it another board."""
        return hashlib.sha256(orjson.dumps(self._content(), option=orjson.OPT_SORT_KEYS)).hexdigest()

    def mark_stale(self, stale: Stale) -> Board:
        return replace(self, stale=stale)

    def _content(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "scope": self.scope.to_json(),
            "as_of": self.as_of.isoformat(),
            "clock": self.clock.isoformat(),
            "data_version": self.data_version,
            "definition_version": self.definition_version,
            "city": self.city,
            "headline": {name: headline.to_json() for name, headline in self.headline.items()},
            "metrics": {name: number.to_json() for name, number in self.metrics.items()},
            "courses": {name: [point.to_json() for point in points] for name, points in self.courses.items()},
            "tables": {name: [row.to_json() for row in rows] for name, rows in self.tables.items()},
            "reconciliations": [one.to_json() for one in self.reconciliations],
            "sources": [source.to_json() for source in self.sources],
            "notices": [notice.to_json() for notice in self.notices],
            "definitions": {name: dict(definition) for name, definition in self.definitions.items()},
            **({"forecasts": {name: one.to_json() for name, one in self.forecasts.items()}} if self.forecasts else {}),
            # A board of which nothing was remarked is the same board as before remarks were kept.
            **({"remarks": [one.to_json() for one in self.remarks]} if self.remarks else {}),
        }

    def to_json(self) -> dict[str, Any]:
        """Plain values by name; what is not known of a number is left out.

        Written here and not by msgspec or pydantic: msgspec gave the same bytes, read a board in 5 ms where this reads
        it in 17, and cannot be told which fields are left out where they are unknown, which the name of a board is
        made of. A board is read once in a process and then kept.
        """
        return {"id": self.id, **self._content(), "stale": self.stale.to_json() if self.stale else None}

    def to_bytes(self) -> bytes:
        """Canonical: sorted keys, UTF-8, one line; the same board has the same bytes."""
        return orjson.dumps(self.to_json(), option=orjson.OPT_SORT_KEYS)

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Board:
        return cls(
            scope=Scope.from_json(value["scope"]),
            as_of=date.fromisoformat(value["as_of"]),
            clock=datetime.fromisoformat(value["clock"]),
            data_version=value["data_version"],
            definition_version=value["definition_version"],
            city=value["city"],
            headline={name: Headline.from_json(one) for name, one in value["headline"].items()},
            metrics={name: Number.from_json(one) for name, one in value["metrics"].items()},
            courses={name: tuple(Point.from_json(one) for one in points) for name, points in value["courses"].items()},
            tables={name: tuple(Row.from_json(one) for one in rows) for name, rows in value["tables"].items()},
            reconciliations=tuple(BoardReconciliation.from_json(one) for one in value["reconciliations"]),
            sources=tuple(Source.from_json(one) for one in value["sources"]),
            notices=tuple(Notice.from_json(one) for one in value["notices"]),
            definitions=value["definitions"],
            stale=Stale.from_json(value["stale"]) if value["stale"] else None,
            remarks=tuple(Remark.from_json(one) for one in value.get("remarks", ())),
            forecasts={name: Expected.from_json(one) for name, one in value.get("forecasts", {}).items()},
        )

    @classmethod
    def from_bytes(cls, content: bytes) -> Board:
        return cls.from_json(orjson.loads(content))

    @classmethod
    def verified(cls, content: bytes, scope: Scope) -> Board | None:
        """The board that `to_bytes` wrote for this scope; None where the bytes are anything else.

        Its content has to have the hash that it names: a changed digit, a board of another scope or format, a stale
        one, and what is no board at all are all none.
        """
        try:
            value = orjson.loads(content)
            board = cls.from_json(value)
            same = value["id"] == board.id and value["format"] == FORMAT
        except (LookupError, TypeError, ValueError, AttributeError):
            return None
        asked = scope if scope.as_of else scope.on(board.as_of)
        return board if same and board.scope == asked and board.stale is None else None
