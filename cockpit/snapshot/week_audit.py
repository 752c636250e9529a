"""Every sealed week against its hash, as part of the audit; and the words in which a difference keeps a week back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cockpit.board.audit.audit_result import AuditCheck, AuditResult, AuditTally
from cockpit.snapshot.archive import archives
from cockpit.snapshot.chain import chain_of
from cockpit.snapshot.signing import Verifier
from cockpit.snapshot.verification import SealState, verify

NAMED = 3
INTACT = "intact"


def weeks_against_hashes(root: Path, keys: Sequence[Verifier] = (), *, city: str | None = None) -> AuditTally:
    """Of the city and of every unit, and as others were sealed after them.

    A week that is signed with a key which is not at hand is not altered; a chain that has lost a week is for
    `snapshot verify --all` to say.
    """
    tally = AuditTally(AuditCheck.WEEKS)
    for archive in archives(root):
        for week in archive.weeks():
            verdict = verify(archive.place(week), keys, unit=archive.unit, city=city)
            place = f"unit {archive.unit}" if archive.unit else ""
            wrong = verdict.state in (SealState.ALTERED, SealState.MISPLACED)
            tally.hold(str(week), place, said=f"{verdict.state}, {verdict.said}" if wrong else INTACT, found=INTACT)
        for name, said in chain_of(archive.folder).rewritten().items():
            tally.hold(name, f"unit {archive.unit}" if archive.unit else "", said=f"rewritten, {said}", found=INTACT)
    return tally


def faults(result: AuditResult) -> tuple[str, ...]:
    """What keeps a week of these numbers back until somebody says why it is sealed all the same."""
    if result.agrees:
        return ()
    named = list(dict.fromkeys(f"{one.name} {one.place}".strip() for one in result.differences))
    more = f" and {len(named) - NAMED} more" if len(named) > NAMED else ""
    what = f"{result.count} numbers that are not as their rows say" if result.count > 1 else ""
    what = what or "1 number that is not as its rows say"
    return (f"the audit of {result.day} found {what}: {', '.join(named[:NAMED])}{more}",)
