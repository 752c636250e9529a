"""Sending a sealed week to its recipients: checked first, each message once, and what is in doubt left to a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cockpit.calendar import Week
from cockpit.errors import CockpitError, MailInDoubt, MailSilent, SnapshotRefused
from cockpit.snapshot import deliveries as ledger
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.deliveries import Deliveries, DeliveryState
from cockpit.snapshot.letter import letter, message_id
from cockpit.snapshot.mail import send
from cockpit.snapshot.signing import Verifier
from cockpit.snapshot.weekly_plan import Mail, Recipient, WeeklyPlan

Tell = Callable[[str, str, str], None]


@dataclass(frozen=True)
class Login:
    user: str | None = None
    password: str | None = None


NOBODY = Login()


@dataclass(frozen=True)
class Post:
    """Everything that sending needs; `tell` hears event, week and words."""

    plan: WeeklyPlan
    root: Path
    var: Path
    login: Login
    keys: Sequence[Verifier]
    tell: Tell
    city: str | None = None

    def week(self, week: Week, *, at: Callable[[], datetime]) -> bool:
        """Whether every recipient has it; refused where the week is not what was sealed."""
        mail = self.plan.mail
        if mail is None or not self.plan.recipient:
            return True
        book = Deliveries(self.var, week)
        wanted = {message_id(week, one, mail): one for one in self.plan.recipient}
        book.plan(((name, one.address) for name, one in wanted.items()), at=at())
        good = True
        for name, one in wanted.items():
            state = book.states()[name]
            if state in ledger.OPEN:
                good = self._one(week, one, book, mail=mail, at=at) and good
            elif state == DeliveryState.DOUBT:
                self.tell("doubt", str(week), f"whether {one.address} got it is not known; it is not sent again")
                good = False
            elif state == DeliveryState.REFUSED:
                good = False
        return good

    def _one(self, week: Week, one: Recipient, book: Deliveries, *, mail: Mail, at: Callable[[], datetime]) -> bool:
        name = message_id(week, one, mail)
        archive = Archive(self.root, one.unit, self.city)
        try:
            verdict = archive.verdict(week, self.keys)
            if not verdict.intact:
                raise SnapshotRefused(f"{week} is not sent: {verdict.said}.", "Put the original back from a copy.")
            message = letter(week, archive, one, mail, at=at())
            book.write(name, DeliveryState.SENDING, address=one.address, at=at())
            said = send(message, mail, user=self.login.user, password=self.login.password)
        except MailSilent as silent:
            return self._ended(book, week, one, name=name, state=DeliveryState.FAILED, said=silent, at=at())
        except MailInDoubt as doubt:
            self.tell("doubt", str(week), str(doubt))
            return False  # the line that says `sending` stays the last one
        except CockpitError as refused:
            return self._ended(book, week, one, name=name, state=DeliveryState.REFUSED, said=refused, at=at())
        book.write(name, DeliveryState.SENT, address=one.address, at=at(), said=said)
        self.tell("sent", str(week), f"to {one.address}")
        return True

    def _ended(
        self,
        book: Deliveries,
        week: Week,
        one: Recipient,
        *,
        name: str,
        state: DeliveryState,
        said: CockpitError,
        at: datetime,
    ) -> bool:
        book.write(name, state, address=one.address, at=at, said=str(said))
        self.tell(state, str(week), f"to {one.address}: {said}")
        return False


def again(week: Week, addresses: Sequence[str], plan: WeeklyPlan, var: Path, *, at: datetime) -> int:
    """Open what was refused or in doubt for these addresses; the number of messages that will be sent anew."""
    if plan.mail is None:
        return 0
    book, found = Deliveries(var, week), 0
    states = book.states()
    for one in plan.recipient:
        name = message_id(week, one, plan.mail)
        if one.address in addresses and states.get(name) in (
            DeliveryState.REFUSED,
            DeliveryState.DOUBT,
            DeliveryState.SENT,
        ):
            book.write(name, DeliveryState.AGAIN, address=one.address, at=at)
            found += 1
    return found
