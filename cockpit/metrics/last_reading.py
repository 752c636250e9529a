"""The last reading of a source that was known at a moment: when it was, what was newest then, and whether it failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.store.vocabulary import Provenance, provenance_of
from cockpit.units import Text


@dataclass(frozen=True)
class LastReading:
    """`newest_at` is None where nothing has ever come, which then has no `provenance` either.

    Not `known`: no reading up to that moment is kept.
    """

    newest_at: datetime | None = None
    read_at: datetime | None = None
    failure: Text | None = None
    provenance: Provenance | None = None
    known: bool = True

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> LastReading:
        """From a row of `source_mark`, of its copy beside the registers, or of `source_reading`."""
        failure = row["failure"]
        return cls(
            newest_at=_moment(row["newest_at"]),
            read_at=_moment(row["read_at"]),
            failure=Text(row["failure_zh"] or failure, failure) if failure else None,
            provenance=provenance_of(row["provenance"]) if row["newest_at"] else None,
        )


NEVER_READ = LastReading()
NOT_KNOWN = LastReading(known=False)


def _moment(said: str | datetime | None) -> datetime | None:
    at = datetime.fromisoformat(said) if isinstance(said, str) else said
    return at.replace(tzinfo=SHANGHAI) if at else None
