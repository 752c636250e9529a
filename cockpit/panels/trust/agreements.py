"""What was agreed: targets and cadences in force, what they were before, and the form of those who may revise them."""

from __future__ import annotations

from typing import Any

from cockpit.board.board import Board, Row
from cockpit.board.keys import RevisionKey
from cockpit.board.trust.trust_page import Trusted
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.dayfield import dayfield
from cockpit.marks.element import Element, Given, el
from cockpit.metrics.revisions import Revision, in_force, revisions
from cockpit.panels.cadence import every
from cockpit.panels.card import card
from cockpit.panels.content import Content, content
from cockpit.panels.remarks_section import author
from cockpit.panels.value import Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import View
from cockpit.store.vocabulary import RevisionKind
from cockpit.units import Text, count, day, share

TITLE = Text("目标与约定频率", "Targets and agreed cadences")
NOTE = Text(
    "每次修订自其生效日起算，过去保持当时的约定", "a revision holds from its day of effect; the past keeps its own"
)
AGREED, REGISTERED = ValueColumn(Text("约定", "Agreed")), ValueColumn(Text("登记值", "Registered"))
REVISIONS = ValueColumn(Text("修订", "Revisions"))
UNREVISED = Text("未修订", "none")
KINDS = {RevisionKind.TARGET: ("target", "value"), RevisionKind.CADENCE: ("source", "cadence_hours")}
"""Of each kind of agreement the register and the column of its value."""

WORDS = {RevisionKind.TARGET: Text("目标", "target"), RevisionKind.CADENCE: Text("频率", "cadence")}


def data(board: Board, trusted: Trusted) -> Content:
    """Every target and source on the day of the board; where a day of knowledge is asked, both stand side by side."""
    registers, known = trusted.names.registers, board.scope.defined
    sides = [registers, in_force(registers, board.today)]
    heads = [AGREED, REGISTERED, ValueColumn(Text(f"{board.today}有效", f"In force on {board.today}"))]
    if known:
        sides.append(in_force(registers, board.today, known))
        heads.append(ValueColumn(Text(f"按{known}所知", f"As known on {known}")))
    made = revisions(registers)
    records = []
    for kind, (register, column) in KINDS.items():
        for at, row in enumerate(registers.get(register, [])):
            of = [one for one in made if (one.kind, one.code) == (kind, row["code"])]
            values = [_value(side[register][at][column], kind, row) for side in sides]
            name = Text(row["name_zh"], row["name_en"])
            named = Text(f"{WORDS[kind].zh} {name.zh}", f"{WORDS[kind].en} {name.en}")
            short = Text(row["short_zh"], row["short_en"] or row["name_en"])
            about = Row(RevisionKey(kind, row["code"]), name, short, attributes={"kind": kind})
            records.append(Record((named, *values, _history(of, row)), about))
    value = Value(ValueKind.TABLE, TITLE, (*heads, REVISIONS), tuple(records), note=NOTE)
    return content(board, TITLE, value)


def _value(value: object, kind: str, row: dict[str, Any]) -> Text:
    if kind == RevisionKind.CADENCE:
        return every(int(float(str(value))))
    number = float(str(value))
    said = share(number) if row["unit_of_measure"] == "share" else count(number)
    return Text(said, said)


def _history(made: list[Revision], row: dict[str, Any]) -> Text:
    """Newest first: when it takes effect, what it says, who and why."""
    if not made:
        return UNREVISED
    told = [(one, _value(one.value, one.kind, row)) for one in reversed(made)]
    days = [day(one.effective_on, short=False) for one, _ in told]
    return Text(
        "；".join(f"{at} {said.zh} {one.author}：{one.reason}" for at, (one, said) in zip(days, told, strict=True)),
        "; ".join(f"{at} {said.en} {one.author}: {one.reason}" for at, (one, said) in zip(days, told, strict=True)),
    )


def draw(shown: Content, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    """With the form of those who may revise."""
    value = shown.values[0]
    kinds = ("text", *("number" for _ in value.columns[1:-1]), "words")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    lines = [_line(record, record.row, view) for record in value.records if record.row is not None]
    told = datatable.table(view.tell(TITLE), columns, lines)
    form = _form(shown, view, editors=editors, back=back) if editors else None
    return card(view, TITLE, told, form, meta=view.tell(NOTE))


def _line(record: Record, row: Row, view: View) -> TableLine:
    _, *values, history = record.cells
    name: list[Given] = [el("span", view.tell(WORDS[row.get("kind")]), class_="subject"), view.tell(row.name)]
    said: Given = words(history, view.language)
    if history == UNREVISED:
        said = el("span", said, class_="text-3")
    return TableLine((name, *(el("span", words(one, view.language), class_="number") for one in values), said))


def _form(shown: Content, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    options = [
        el("option", f"{view.tell(WORDS[row.get('kind')])} {view.tell(row.short)}", value=row.code)
        for row in (record.row for record in shown.values[0].records)
        if row is not None
    ]
    value, effect, reason = (
        view.say("新值；频率按小时", "New value; cadences in hours"),
        view.say("生效日", "Day of effect"),
        view.say("理由", "Reason"),
    )
    fields = (
        el("select", [*options], name="what", aria_label=view.say("修订对象", "What is revised")),
        el("input", type="text", name="value", required=True, inputmode="decimal", placeholder=value, aria_label=value),
        dayfield("effective_on", view.language, value=shown.frame.today.isoformat(), label=effect),
        author(view, editors),
        el("input", type="text", name="reason", required=True, maxlength=200, placeholder=reason, aria_label=reason),
        el("button", view.say("修订", "Revise"), type="submit", class_="button"),
    )
    hidden = el("input", type="hidden", name="back", value=back)
    return el("form", hidden, *fields, method="post", action="/edit/revision", class_="write wide")
