"""The conclusion of the second page: how many totals were held against their parts, and which is furthest off."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import BoardReconciliation, Headline
from cockpit.board.quote import Quote
from cockpit.board.sentences.measure_words import name, worded
from cockpit.board.sentences.sentence_numbers import SentenceDraft, apart, mark, sayable
from cockpit.metrics.reconciliation import Verdict
from cockpit.units import Text
from cockpit.units.messages import message

Then = tuple[Text, tuple[Quote, ...]]
"""What is said of the week before, and the number in it."""
NOTHING = Text("", "")


def reconciliation_headline(
    reconciliations: tuple[BoardReconciliation, ...], before: tuple[BoardReconciliation, ...] = ()
) -> SentenceDraft:
    """`before` are those of the week before, where the board was held against it."""
    line = SentenceDraft()
    checked = [one for one in reconciliations if one.verdict != Verdict.UNKNOWN and sayable(one.whole)]
    differing = [one for one in checked if _differs(one)]
    if not checked:
        return line
    number, open_ = len(checked), len(differing)
    if not differing:
        closed = _closed(checked, before)
        end = mark("comma") if closed else NOTHING
        line.say(message("reconciliation.agreed", count=worded(number), end=end), number)
        return line.say(message("reconciliation.settled", count=worded(closed)), closed) if closed else line
    worst = max(differing, key=lambda one: (abs(one.difference or 0), one.name))
    gap = apart(worst)
    ago = next((one for one in before if one.name == worst.name), None)
    then = _then(ago) if ago else None
    line.say(message("reconciliation.open", count=worded(number), open=worded(open_)), number, open_)
    end, called = mark("comma") if then else NOTHING, name(worst.title)
    title = Text(called.zh, called.en.lower())
    line.say(message("reconciliation.apart", title=title, gap=gap.words, end=end), gap)
    return line.say(then[0], *then[1]) if then and not _same(then, gap) else _repeated(line, then)


def _repeated(line: SentenceDraft, then: Then | None) -> SentenceDraft:
    return line.say(message("reconciliation.as_before")) if then else line


def _same(then: Then, gap: Quote) -> bool:
    return any(one.words == gap.words for one in then[1])


def unreckoned(as_of: date) -> Headline:
    return SentenceDraft().say(message("reconciliation.nothing", day=as_of.isoformat())).done()


def _differs(one: BoardReconciliation) -> bool:
    return one.verdict == Verdict.DIFFERS and bool(one.difference)


def _closed(checked: list[BoardReconciliation], before: tuple[BoardReconciliation, ...]) -> int:
    """How many that differed then have been settled since."""
    was = {one.name for one in before if _differs(one) and sayable(one.whole)}
    return sum(one.name in was for one in checked if one.verdict in (Verdict.AGREED, Verdict.OVERLAPS))


def _then(ago: BoardReconciliation) -> Then | None:
    """How it was the week before; None where that is not known or was invented."""
    if not sayable(ago.whole) or ago.verdict not in (Verdict.AGREED, Verdict.DIFFERS):
        return None
    if ago.verdict == Verdict.AGREED:
        return message("reconciliation.before_agreed"), ()
    was = apart(ago, then=True)
    return (message("reconciliation.before", gap=was.words), (was,)) if ago.difference else None
