"""What was agreed: targets and cadences in force, what they were before, and the form of those who may revise them."""

from __future__ import annotations

from typing import Any

from cockpit.board.board import Board
from cockpit.board.keys import RevisionKey
from cockpit.board.trusted.page import Trusted
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.dayfield import dayfield
from cockpit.marks.element import Element, Given, el
from cockpit.metrics.revised import Revision, in_force, revisions
from cockpit.panels.cadence import cadence
from cockpit.panels.card import card
from cockpit.panels.remarks import author
from cockpit.panels.view import View
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text, count, day, share

TITLE = Text("目标与约定频率", "Targets and agreed cadences")


def agreements(board: Board, trusted: Trusted, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    """Every target and source on the day of the board; where a day of knowledge is asked, both stand side by side."""
    known = board.scope.defined
    now = in_force(trusted.names.registers, board.today)
    then = in_force(trusted.names.registers, board.today, known) if known else None
    made = revisions(trusted.names.registers)
    columns = [
        Column(view.say("约定", "Agreed")),
        Column(view.say("登记值", "Registered"), "number"),
        Column(view.say(f"{board.today}有效", f"In force on {board.today}"), "number"),
        *([Column(view.say(f"按{known}所知", f"As known on {known}"), "number")] if known else []),
        Column(view.say("修订", "Revisions"), "words"),
    ]
    lines = []
    for kind, register, column in (("target", "target", "value"), ("cadence", "source", "cadence_hours")):
        for at, row in enumerate(trusted.names.registers.get(register, [])):
            of = [one for one in made if (one.kind, one.code) == (kind, row["code"])]
            sides = [row, now[register][at], *([then[register][at]] if then else [])]
            values = [_value(side[column], kind, row, view) for side in sides]
            named = Text(row["name_zh"], row["name_en"])
            word = view.say("目标", "target") if kind == RevisionKind.TARGET else view.say("频率", "cadence")
            name: list[Given] = [el("span", word, class_="subject"), view.tell(named)]
            lines.append(Line((name, *(el("span", said, class_="num") for said in values), _history(of, row, view))))
    told = table(view.tell(TITLE), columns, lines, class_="agreements")
    meta = view.say(
        "每次修订自其生效日起算，过去保持当时的约定", "a revision holds from its day of effect; the past keeps its own"
    )
    form = _form(board, trusted, view, editors=editors, back=back) if editors else None
    return card(view, TITLE, told, form, meta=meta)


def _value(value: object, kind: str, row: dict[str, object], view: View) -> str:
    if kind == RevisionKind.CADENCE:
        return cadence(int(float(str(value))), view)
    number = float(str(value))
    return share(number) if row["unit_of_measure"] == "share" else count(number)


def _history(made: list[Revision], row: dict[str, object], view: View) -> Given:
    """Newest first: when it takes effect, what it says, who and why."""
    if not made:
        return el("span", view.say("未修订", "none"), class_="t3")
    return view.say("；", "; ").join(_told(one, row, view) for one in reversed(made))


def _told(one: Revision, row: dict[str, object], view: View) -> str:
    said = _value(one.value, one.kind, row, view)
    return f"{day(one.effective_on, short=False)} {said} {one.author}{view.say('：', ': ')}{one.reason}"


def _form(board: Board, trusted: Trusted, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    registers = trusted.names.registers
    options = [
        el("option", f"{word} {view.tell(_short(row))}", value=RevisionKey(kind, row["code"]))
        for kind, register, word in (
            ("target", "target", view.say("目标", "target")),
            ("cadence", "source", view.say("频率", "cadence")),
        )
        for row in registers.get(register, [])
    ]
    value, effect, reason = (
        view.say("新值；频率按小时", "New value; cadences in hours"),
        view.say("生效日", "Day of effect"),
        view.say("理由", "Reason"),
    )
    fields = (
        el("select", [*options], name="what", aria_label=view.say("修订对象", "What is revised")),
        el("input", type="text", name="value", required=True, inputmode="decimal", placeholder=value, aria_label=value),
        dayfield("effective_on", view.language, value=board.today.isoformat(), label=effect),
        author(view, editors),
        el("input", type="text", name="reason", required=True, maxlength=200, placeholder=reason, aria_label=reason),
        el("button", view.say("修订", "Revise"), type="submit", class_="btn"),
    )
    hidden = el("input", type="hidden", name="back", value=back)
    return el("form", hidden, *fields, method="post", action="/edit/revision", class_="write wide")


def _short(row: dict[str, Any]) -> Text:
    return Text(row["short_zh"], row["short_en"] or row["name_en"])
