"""Which version of an entry of a feed counts: the one that was updated last, of this load and of those before it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from typing import Any

from cockpit.calendar import SHANGHAI
from cockpit.ingest import catalogue
from cockpit.ingest.dates import loose
from cockpit.ingest.description import text
from cockpit.ingest.doubt import Doubtful
from cockpit.ingest.feeds import FeedEntry, Withdrawal
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.source_kind import ReadingContext
from cockpit.ingest.spelling import spelled
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.units import Text

OLDER = Text("同一条目的较早版本，或再次出现", "an older version of an entry, or the same again")
WITHDRAWN = Text("已撤回的条目", "an entry that is withdrawn")
UPDATED, TAKEN_BACK = "updated", "withdrawn"
"""What the mark keeps, by code: when the version that stands was updated, and when an entry was withdrawn."""
MOST_TAKEN_BACK = 20_000
"""Withdrawals that are remembered, the newest first."""
UNKNOWN = datetime.min.replace(tzinfo=UTC)


@dataclass
class FeedVersions:
    """`held` are the rows of earlier loads by code, `updated` their moments, `taken_back` the moments of withdrawals of
    this load and of earlier ones, `now_taken` the codes of those of this load.
    """

    reading: ReadingContext
    held: Mapping[str, Mapping[str, Any]]
    updated: dict[str, datetime]
    taken_back: dict[str, datetime]
    now_taken: set[str] = field(default_factory=set)
    newest: dict[str, tuple[datetime, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, reading: ReadingContext) -> FeedVersions:
        held = {
            code: {name: value for name, value in row.items() if name != DELIVERED_BY}
            for code, row in reading.known.rows("open_dataset").items()
            if row[DELIVERED_BY] == reading.source
        }
        said = _moments(reading.mark.get(UPDATED))
        days = {code: row["updated_on"] or row["published_on"] for code, row in held.items()}
        updated = {
            code: said.get(code) or (UNKNOWN if day is None else datetime.combine(day, time(), SHANGHAI))
            for code, day in days.items()
        }
        return cls(reading, held, updated, _moments(reading.mark.get(TAKEN_BACK)))

    def look(self, entries: Sequence[FeedEntry | Unfit], withdrawals: Sequence[Withdrawal]) -> None:
        """The newest version of every entry, of those of one moment the first, and every withdrawal."""
        for number, one in enumerate(entries):
            if isinstance(one, FeedEntry) and (code := catalogue.identity(one.dataset)):
                moment = self._updated(one)
                if code not in self.newest or self.newest[code][0] < moment:
                    self.newest[code] = moment, number
        for taken in withdrawals:
            code = catalogue.code(taken.identifier, None, "")
            moment = self._moment(taken.when)
            at = self.reading.now if moment == UNKNOWN else moment
            self.taken_back[code] = max(at, self.taken_back.get(code, UNKNOWN))
            self.now_taken.add(code)

    def fate(self, number: int, entry: FeedEntry) -> Text | None:
        """Why a version does not count; None where it does."""
        code = catalogue.identity(entry.dataset)
        if code is None:
            return None
        moment, first = self.newest[code]
        if first != number:
            return OLDER
        if self.withdrawn(code):
            return WITHDRAWN
        return OLDER if UNKNOWN < moment < self.updated.get(code, UNKNOWN) else None

    def withdrawn(self, code: str) -> bool:
        """No version is newer than the withdrawal; one of an unknown moment comes back where a later load has it."""
        moment, _ = self.newest.get(code, (UNKNOWN, 0))
        if code in self.newest and moment == UNKNOWN and code not in self.now_taken:
            return False
        return max(moment, self.updated.get(code, UNKNOWN)) <= self.taken_back.get(code, UNKNOWN) != UNKNOWN

    def kept(self, *, whole: bool) -> dict[str, Mapping[str, Any]]:
        """The rows of earlier loads that stay; of a feed that lists everything those of which it has a version."""
        return {
            code: row
            for code, row in self.held.items()
            if not self.withdrawn(code) and (not whole or code in self.newest)
        }

    def mark(self, codes: set[str]) -> dict[str, dict[str, str]]:
        """For the next load, where these codes stand."""
        stand = {
            code: max(self.newest.get(code, (UNKNOWN, 0))[0], self.updated.get(code, UNKNOWN)) for code in sorted(codes)
        }
        gone = sorted(self.taken_back.items(), key=lambda one: one[1], reverse=True)[:MOST_TAKEN_BACK]
        return {
            UPDATED: {code: at.isoformat() for code, at in stand.items() if at != UNKNOWN},
            TAKEN_BACK: {code: at.isoformat() for code, at in sorted(gone)},
        }

    def _updated(self, entry: FeedEntry) -> datetime:
        return max(self._moment(said) for said in (entry.dataset.issued, *entry.dataset.modified))

    def _moment(self, said: Any) -> datetime:
        """UNKNOWN where it is missing, unreadable or of a day to come; without an offset in Shanghai."""
        reading = self.reading
        if loose(text(said), now=reading.now, spelling=reading.spelling) is None:
            return UNKNOWN
        local = replace(reading.spelling, zone=reading.spelling.zone or SHANGHAI)
        try:
            return spelled(text(said), local, partial=True).moment(local)
        except (Doubtful, OverflowError):
            return UNKNOWN


def _moments(said: Any) -> dict[str, datetime]:
    return {code: datetime.fromisoformat(at) for code, at in (said or {}).items()}
