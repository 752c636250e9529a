"""The chain of the sealed weeks of one folder: what the next one is linked to, and where it does not hold.

Every manifest has the SHA-256 of the one sealed before it, so a week that is sealed anew no longer fits the next one.
Whoever rewrites all weeks after it as well changes the codes that a later report has printed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import orjson

from cockpit.calendar import Week
from cockpit.snapshot.archive import before as week_before
from cockpit.snapshot.archive import weeks_in
from cockpit.snapshot.chain_link import SHORT, SHORTEST, ChainLink, digest
from cockpit.snapshot.manifest import BOARD, CHAIN, MANIFEST
from cockpit.snapshot.signing import Verifier
from cockpit.snapshot.verification import Verification, read, verify


class ChainBreak(StrEnum):
    """How a chain does not hold."""

    REWRITTEN = "rewritten"
    """A week is not the one that the next was sealed after."""
    GAP = "gap"
    """A week that another was sealed after is not there."""
    TWICE = "twice"
    """Two weeks have one place."""
    OUTSIDE = "outside"
    """No other week was sealed after it, and it is not the last."""
    BEFORE = "before"
    """The board that a week was held against is not the one that was sealed of the week before."""
    PRINTED = "printed"
    """A code that a report has printed is not that of the week."""


@dataclass(frozen=True)
class ChainFinding:
    week: str
    kind: ChainBreak
    said: str


@dataclass(frozen=True)
class MissingWeeks:
    """Weeks that were sealed, as the chain says, and are not here: the places `first` to `last` of it, or None where
    they were sealed before there was one. `before` is the oldest week that was sealed after them and is here.

    `weeks` are their names, the newest last; `named` says whether the chain or the calendar leaves no other.
    """

    first: int | None
    last: int | None
    before: str
    weeks: tuple[str, ...]
    named: bool

    @property
    def said(self) -> str:
        many = len(self.weeks)
        subject = f"{many} weeks that were" if many > 1 else "a week that was"
        subject = f"{subject} sealed before {self.before} {'are' if many > 1 else 'is'}"
        if self.named:
            return f"{subject} not here: {', '.join(self.weeks)}"
        span = f"{self.weeks[0]} to {self.weeks[-1]}"
        return f"{subject} not here: the places {self.first} to {self.last} of the chain, in their turn {span}"


@dataclass(frozen=True)
class ChainEntry:
    """A sealed week as the chain sees it; `sha256` is that of its manifest as it stands there."""

    week: Week
    folder: Path
    sha256: str
    manifest: dict[str, Any]

    @property
    def link(self) -> ChainLink | None:
        return ChainLink.from_json(self.manifest.get(CHAIN))

    @cached_property
    def board(self) -> bytes:
        """board.json as it stands there; empty where it cannot be read."""
        try:
            return (self.folder / BOARD).read_bytes()
        except OSError:
            return b""


@dataclass(frozen=True)
class SealChain:
    """The weeks of a folder that have a manifest, oldest first."""

    entries: tuple[ChainEntry, ...]

    @cached_property
    def _by_week(self) -> dict[str, ChainEntry]:
        return {str(one.week): one for one in self.entries}

    @cached_property
    def linked(self) -> list[tuple[ChainEntry, ChainLink]]:
        """In the order of sealing."""
        pairs = [(one, link) for one in self.entries if (link := one.link)]
        return sorted(pairs, key=lambda pair: (pair[1].number, str(pair[0].week)))

    def head(self) -> list[ChainEntry]:
        """The week that was sealed last; more than one where two have that place, none where there is no chain."""
        last = self.linked[-1][1].number if self.linked else 0
        return [one for one, link in self.linked if link.number == last]

    def findings(self) -> Iterator[ChainFinding]:
        """Everything that does not hold, oldest link first."""
        yield from self._twice()
        for entry, link in self.linked:
            yield from self._linked(entry, link)
        yield from self._outside()
        for entry in self.entries:
            if found := self._against(entry):
                yield found

    def rewritten(self) -> dict[str, str]:
        """What is wrong with each week that is not the one that another was sealed after."""
        found = (one for entry, link in self.linked for one in self._linked(entry, link))
        return {one.week: one.said for one in found if one.kind == ChainBreak.REWRITTEN}

    def missing(self) -> MissingWeeks | None:
        """What is not here of the beginning of the chain, by the number and the link of the first week that is."""
        if not self.linked:
            return None
        first, link = self.linked[0]
        gone = sorted(week for week in link.before if week not in self._by_week and self._older(week))
        if link.number == 1 or not gone:
            return MissingWeeks(None, None, str(first.week), tuple(gone), named=True) if gone else None
        names = self._sealed_upto(gone[-1], link.number - 1)
        return MissingWeeks(1, link.number - 1, str(first.week), names, named=link.number == 2)

    def _sealed_upto(self, last: str, many: int) -> tuple[str, ...]:
        """So many weeks that are not here, up to the last of them, as they follow each other in the calendar."""
        found, week = [last], Week.parse(last)
        while len(found) < many:
            week = week_before(week)
            found += [str(week)] if str(week) not in self._by_week else []
        return tuple(reversed(found))

    def _older(self, week: str) -> bool:
        return not self.entries or week < str(self.entries[0].week)

    def _twice(self) -> Iterator[ChainFinding]:
        for (one, link), (other, next_) in zip(self.linked, self.linked[1:], strict=False):
            if link.number == next_.number:
                said = f"it has the place {next_.number} of the chain, which {one.week} has too"
                yield ChainFinding(str(other.week), ChainBreak.TWICE, said)

    def _linked(self, entry: ChainEntry, link: ChainLink) -> Iterator[ChainFinding]:
        for week, sha256 in link.before.items():
            held = self._by_week.get(week)
            if held is None:
                if not self._older(week):
                    more = self._also_gone(week, link.number)
                    said = f"it is not there, and {entry.week} was sealed after it{more}"
                    yield ChainFinding(week, ChainBreak.GAP, said)
            elif held.sha256 != sha256:
                said = f"it is not the one that {entry.week} was sealed after: it was sealed anew or altered"
                yield ChainFinding(week, ChainBreak.REWRITTEN, said)

    def _also_gone(self, week: str, number: int) -> str:
        """What else is not there between the week that a link names and the one that was sealed before both."""
        held = [(one, link) for one, link in self.linked if link.number < number]
        many = number - held[-1][1].number - 2 if held else 0
        if many < 1:
            return ""
        names = self._sealed_upto(week, many + 1)[:-1]
        if names[0] > str(held[-1][0].week):
            return f"; nor {'are' if many > 1 else 'is'} {', '.join(names)}"
        first, last = number - 1 - many, number - 2
        if first == last:
            return f"; nor is another one, the place {first} of the chain"
        return f"; nor are {many} more, the places {first} to {last} of the chain"

    def _outside(self) -> Iterator[ChainFinding]:
        """Only where there is a chain: before that, weeks stand for themselves."""
        if not self.linked:
            return
        numbers = {link.number for _, link in self.linked}
        named = {week for _, link in self.linked for week in link.before}
        for one in self.entries:
            if str(one.week) not in named and (one.link is None or one.link.number + 1 in numbers):
                yield ChainFinding(
                    str(one.week), ChainBreak.OUTSIDE, "no other week was sealed after it, and it is not the last"
                )

    def _against(self, entry: ChainEntry) -> ChainFinding | None:
        """Its `before` against the week before, where that had been sealed, whole, when this one was."""
        before = self._by_week.get(str(week_before(entry.week)))
        if before is None:
            return None
        own, other = entry.link, before.link
        if own and other and other.number > own.number:
            return None  # sealed late: this one was held against the data
        try:
            held, then = orjson.loads(entry.board), orjson.loads(before.board)
            if then["board"]["as_of"] != before.week.sunday.isoformat() or held.get("reached"):
                return None
            same = held["before"]["id"] == then["board"]["id"]
        except (ValueError, KeyError, TypeError, AttributeError):
            return None  # altered, which `verify` says
        if same:
            return None
        said = f"the board that it was held against is not the one that is sealed as {before.week}"
        return ChainFinding(str(entry.week), ChainBreak.BEFORE, said)

    def check(self, week: Week, code: str) -> ChainFinding | None:
        """A code that a report has printed of a week, that of its manifest or of its board.json."""
        name, asked = str(week), "".join(code.split()).lower()
        if len(asked) < SHORTEST or not set(asked) <= set("0123456789abcdef"):
            return ChainFinding(name, ChainBreak.PRINTED, f"{code} is no printed code of {SHORTEST} or {SHORT} digits")
        held = self._by_week.get(name)
        if held is None:
            return ChainFinding(name, ChainBreak.GAP, f"it is not there, and a report has printed {code}")
        if any(one.startswith(asked) for one in (held.sha256, digest(held.board))):
            return None
        return ChainFinding(
            name, ChainBreak.PRINTED, f"a report has printed {code}, which is neither its manifest nor its board"
        )


def chain_of(folder: Path) -> SealChain:
    entries = []
    for week in weeks_in(folder):
        place = folder / str(week)
        try:
            content = (place / MANIFEST).read_bytes()
        except OSError:
            continue
        entries.append(ChainEntry(week, place, digest(content), read(place) or {}))
    return SealChain(tuple(entries))


def following(
    folder: Path, keys: Sequence[Verifier] = (), *, unit: str | None = None, city: str | None = None
) -> tuple[ChainLink, str | None]:
    """The link of a week that is sealed now, and what is wrong with the week that it follows, where something is.

    The first link of a folder takes in every week there that verifies.
    """

    def verdict(one: ChainEntry) -> Verification:
        return verify(one.folder, keys, unit=unit, city=city)

    chain = chain_of(folder)
    head = chain.head()
    if not head:
        return ChainLink(1, {str(one.week): one.sha256 for one in chain.entries if verdict(one).intact}), None
    wrong = None
    for one in head:
        if not (found := verdict(one)).intact:
            wrong = f"{one.week}, which was sealed last, does not verify: {found.said}"
    _, link = chain.linked[-1]
    return ChainLink(link.number + 1, {str(one.week): one.sha256 for one in head}), wrong
