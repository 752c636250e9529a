"""The exchange event as it is landed: the columns of a Parquet part, the same for both engines of the rollup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cockpit.store.vocabulary import ResourceKind

if TYPE_CHECKING:
    from cockpit.store.duck import Duck

KINDS = tuple(ResourceKind)
OTHER = "other"
"""The scenario of an exchange that names none."""

MOST = 10**15
"""No event moves more records or bytes, or takes longer in microseconds: a larger number is a mistake."""


class Event(NamedTuple):
    """One exchange, checked. `at` is UTC without an offset; None is what the platform did not say, never zero.

    `place`, `line` and `raw` say where it was read, for the case that it contradicts an event that was landed before;
    `replaces` is set where it completes an event of the same id that was landed before and shall take its place.
    """

    event_id: str
    at: datetime
    provider: str
    consumer: str
    resource: str | None
    kind: ResourceKind
    scenario: str
    records: int | None
    bytes: int | None
    duration_us: int | None
    failed: bool
    place: str
    line: int | None = None
    raw: str | None = None
    replaces: bool = False


class EventBlock(Protocol):
    """Many rows of one file, checked set-wise: those of which nothing is in doubt never become an Event.

    `rows` says how many numbers it takes, `first` is the line of its first row, `place` its file. `select` and `learn`
    are called in a thread of their own, `rest` in that of the reader.
    """

    place: str
    first: int

    @property
    def rows(self) -> int:
        """How many rows it has at most."""
        ...

    def select(self, connection: Duck, folder: Path) -> str:
        """A statement over this connection that selects checked events: `row`, from 0, and the columns of BY_BLOCKS.

        Empty where no row can be checked so. `folder` is for files that may be written over afterwards.
        """
        ...

    def mend(self, connection: Duck, folder: Path, *, failed: bool) -> str | None:
        """Asked where the statement of `select` has `failed` or left rows out.

        None where what it selected holds; else the statement to be taken in its place, empty where there is none.
        """
        ...

    def learn(self, connection: Duck, left: str) -> bool:
        """Look up what `select` did not know yet; whether it selects more now.

        `left` is the end of a statement (WHERE or LIMIT) that says which rows, by `row`, are looked at.
        """
        ...

    def rest(self, left: Sequence[int]) -> Iterator[tuple[int, Event]]:
        """The events of the rows that were not selected, each by its row; what is refused is not among them."""
        ...


BY_BLOCKS = (
    "event_id", "happened_at", "provider", "consumer", "resource", "kind", "scenario",
    "records", "bytes", "duration_us", "failed",
)  # fmt: skip

CONTENT = ("provider", "consumer", "resource", "kind", "scenario", "records", "bytes", "duration_us", "failed")
"""What two events of one id are compared by, beside their moment."""

COLUMNS = {
    "landed": "BIGINT",  # order of landing, from 1, never given twice in one source
    "event_id": "VARCHAR",
    "happened_at": "TIMESTAMP",  # UTC
    "day": "DATE",  # in Asia/Shanghai
    "provider": "VARCHAR",
    "consumer": "VARCHAR",
    "resource": "VARCHAR",
    "kind": "VARCHAR",
    "scenario": "VARCHAR",
    "records": "BIGINT",
    "bytes": "BIGINT",
    "duration_us": "BIGINT",
    "failed": "BOOLEAN",
}
"""Name and SQL type of every column of a landed part, in order."""
