"""An edition: the boards of a week and of the week before, and what is said beside them; every file is made of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import orjson

from cockpit import __version__
from cockpit.board.board import Board
from cockpit.board.week_notes import Allowance, Restatement, WeekRemark
from cockpit.calendar import Week
from cockpit.errors import CockpitError, SnapshotRefused
from cockpit.snapshot.chain_link import ChainLink, digest

__all__ = ["Allowance", "Edition", "Restatement", "WeekRemark", "gather"]

FORMAT = 2
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Edition:
    """`to_bytes` is board.json: canonical, so that the same boards have the same bytes.

    `code` is the version of the cockpit that the boards were built with, `allowance` why a fault was accepted.
    `reached` is the last day that the week before had when it was sealed, where it lacked some: then this one is held
    against that week as it is known now. `chain` is its place among the weeks that are sealed where it will be; None
    until it is sealed. `found` are faults that were seen while it was brought together; once they are accepted the
    allowance has them. `held` is the SHA-256 of the board.json that it was read from.
    """

    week: Week
    board: Board
    before: Board
    remark: WeekRemark | None = None
    restatements: tuple[Restatement, ...] = ()
    allowance: Allowance | None = None
    code: str = __version__
    reached: date | None = None
    chain: ChainLink | None = None
    found: tuple[str, ...] = field(default=(), compare=False)
    held: str | None = field(default=None, compare=False)

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of its board.json."""
        return self.held or digest(self.to_bytes())

    def to_bytes(self) -> bytes:
        value = {
            "format": FORMAT,
            "week": str(self.week),
            "board": self.board.to_json(),
            "before": self.before.to_json(),
            "remark": self.remark.to_json() if self.remark else None,
            "restatements": [one.to_json() for one in self.restatements],
            "allowance": self.allowance.to_json() if self.allowance else None,
            "code": self.code,
            **({"reached": self.reached.isoformat()} if self.reached else {}),
            **({"chain": self.chain.to_json()} if self.chain else {}),
        }
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def from_bytes(cls, content: bytes, *, week: Week) -> Edition:
        """What board.json holds; refused where it is of another week or somebody changed it.

        SnapshotRefused says which.
        """
        try:
            value = orjson.loads(content)
            edition = cls(
                week=Week.parse(value["week"]),
                board=_board(value["board"]),
                before=_board(value["before"]),
                remark=WeekRemark.from_json(value["remark"]) if value["remark"] else None,
                restatements=tuple(Restatement.from_json(one) for one in value["restatements"]),
                allowance=Allowance.from_json(value["allowance"]) if value["allowance"] else None,
                code=value["code"],
                reached=date.fromisoformat(value["reached"]) if value.get("reached") else None,
                chain=ChainLink.from_json(value.get("chain")),
                held=digest(content),
            )
        except CockpitError:
            raise
        except (ValueError, KeyError, TypeError, AttributeError) as wrong:
            raise SnapshotRefused(
                "This is not the board.json of a week.", "Take the one out of a sealed week's folder."
            ) from wrong
        if edition.week != week:
            raise SnapshotRefused(f"This board.json is of {edition.week}, not of {week}.", "Name that week.")
        return _whole(edition, short=edition.allowance is not None)


def _board(value: dict[str, Any]) -> Board:
    """The id is that of the content as it stands in the file: later versions may know more of a board than it holds."""
    content = {name: held for name, held in value.items() if name not in ("id", "stale")}
    if hashlib.sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest() != value["id"]:
        raise SnapshotRefused("This board.json was altered: its content does not fit its id.", "Take the original.")
    return Board.from_json(value)


def gather(
    week: Week,
    *,
    newest: date,
    ask: Callable[[Week], Board],
    short: bool = False,
    earlier: Callable[[Week], Board] | None = None,
) -> Edition:
    """The edition of a week that is over; `ask` answers with the board of a week.

    `short`: somebody will say why it is sealed though its last days have no data. Then its seven days end where the
    data does, and `earlier` answers with the seven days before those.

    SnapshotRefused where the week is not over or not complete.
    """
    if week.sunday > newest and not (short and week.monday <= newest):
        raise SnapshotRefused(
            f"{week} is not complete: its Sunday is {week.sunday}, the newest day is {newest}.",
            f"Seal {Week.of(newest - timedelta(days=6))}, the newest complete week, or wait; "
            'once the week is over you may say why it is sealed all the same: --allow "reason".',
        )
    board, last = ask(week), Week.of(week.monday - WEEK)
    lacking = short and board.as_of < week.sunday
    before = earlier(last) if lacking and earlier else ask(last)
    return _whole(Edition(week, board, before), short=short)


def _whole(edition: Edition, *, short: bool) -> Edition:
    last = edition.board.as_of
    ends = last == edition.week.sunday or (short and edition.week.monday <= last < edition.week.sunday)
    # A week that lacked days was once sealed beside the Sunday before it, and held against nothing.
    if not ends or edition.before.as_of not in (last - WEEK, edition.week.sunday - WEEK):
        raise SnapshotRefused(
            f"The boards of {edition.week} end on other days than its Sundays.", "Check that the data reaches there."
        )
    if edition.week.sunday > edition.board.clock.date():
        raise SnapshotRefused(f"{edition.week} is not over yet.", "Seal it once its Sunday has passed.")
    if edition.board.stale or edition.before.stale:
        raise SnapshotRefused(
            "The database does not answer, so this would seal an old board.", "Try again once it answers."
        )
    return edition
