"""The conclusion of the second page: how many totals were held against their parts, and which is furthest off."""

from __future__ import annotations

from datetime import date

from cockpit.board.board import BoardReconciliation, Headline
from cockpit.board.sentences.measure_words import name
from cockpit.board.sentences.sentence_numbers import SentenceDraft, apart, counted, plural, sayable
from cockpit.metrics.reconciliation import Verdict
from cockpit.units import Text


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
    things = plural(number, "reconciliation")
    if not differing:
        closed = _closed(checked, before)
        end = Text("，", ",") if closed else Text("", "")
        line.say(
            f"{counted(number, 'zh')}项对账，全部一致或有口径解释{end.zh}",
            f"{counted(number, 'en')} {things}, {'all ' if number > 1 else ''}explained{end.en}",
            number,
        )
        if closed:
            are = "is" if closed == 1 else "are"
            settled = f"{counted(closed, 'en').lower()} open the week before {are} settled"
            line.say(f"上周待核对的{counted(closed, 'zh')}项已消除", settled, closed)
        return line
    worst = max(differing, key=lambda one: (abs(one.difference or 0), one.name))
    gap = apart(worst)
    called = name(worst.title)
    ago = next((one for one in before if one.name == worst.name), None)
    then = _then(ago) if ago else None
    line.say(
        f"{counted(number, 'zh')}项对账，{counted(open_, 'zh')}项待核对：",
        f"{counted(number, 'en')} {things}, {counted(open_, 'en').lower()} open:",
        number,
        open_,
    )
    comma = Text("，", ",") if then else Text("", "")
    line.say(
        f"{called.zh}总数与分项差{gap.words.zh}{comma.zh}",
        f"{called.en.lower()} differ from their parts by {gap.words.en}{comma.en}",
        gap,
    )
    if then and ago and _differs(ago):
        was = apart(ago, then=True)
        if was.words == gap.words:
            return line.say("与上周相同", "as the week before")
        return line.say(f"{then.zh}{was.words.zh}", f"{was.words.en} {then.en}", was)
    return line.say(then.zh, f"none {then.en}") if then else line


def unreckoned(as_of: date) -> Headline:
    day = as_of.isoformat()
    return SentenceDraft().say(f"{day}没有可以对账的公布数字", f"No published figure to reconcile on {day}").done()


def _differs(one: BoardReconciliation) -> bool:
    return one.verdict == Verdict.DIFFERS and bool(one.difference)


def _closed(checked: list[BoardReconciliation], before: tuple[BoardReconciliation, ...]) -> int:
    """How many that differed then have been settled since."""
    was = {one.name for one in before if _differs(one) and sayable(one.whole)}
    return sum(one.name in was for one in checked if one.verdict in (Verdict.AGREED, Verdict.OVERLAPS))


def _then(ago: BoardReconciliation) -> Text | None:
    """How it was the week before; None where that is not known or was invented."""
    if not sayable(ago.whole) or ago.verdict not in (Verdict.AGREED, Verdict.DIFFERS):
        return None
    if ago.verdict == Verdict.DIFFERS:
        return Text("上周差", "the week before") if ago.difference else None
    return Text("上周一致", "the week before")
