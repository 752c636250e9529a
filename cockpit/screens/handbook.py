"""The handbook on the desk: what every number means, how it is made, whose it is and where it stands. Searchable."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.marks.datatable import Column, Line, table
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.subject import subjects
from cockpit.panels.cadence import cadence
from cockpit.panels.card import card
from cockpit.panels.link import here, link, pairs
from cockpit.panels.panel import PANELS
from cockpit.panels.view import View
from cockpit.units import Text

TITLE = Text("指标手册", "Handbook of metrics")
MOST = 3


def handbook(board: Board, view: View, *, sought: str = "") -> list[Element]:
    """One card a subject; `sought` lets in the metrics that have it in their name, title, definition or owner."""
    found = [name for name in board.definitions if _has(board, name, sought)]
    cards = [_search(view, sought, found=len(found), of=len(board.definitions))]
    for subject in subjects():
        names = [name for name in found if name.startswith(f"{subject.name}.")]
        if names:
            cards.append(_card(board, view, subject.name, subject.title, names))
    if not found:
        why = view.say(f"没有与“{sought}”相符的指标。", f"No metric matches “{sought}”.")
        cards.append(el("section", el("p", why, class_="why"), class_="zone card"))
    return cards


def _has(board: Board, name: str, sought: str) -> bool:
    definition = board.definitions[name]
    texts = [name]
    for field in ("title", "definition", "formula", "owner"):
        texts += [str(said) for said in (definition.get(field) or {}).values()]
    return sought.casefold() in " ".join(texts).casefold()


def _search(view: View, sought: str, *, found: int, of: int) -> Element:
    hidden: list[Given] = [el("input", type="hidden", name=name, value=value) for name, value in pairs(view)]
    said = view.say("查找指标", "Find a metric")
    field = el("input", type="search", name="q", value=sought, maxlength=40, placeholder=said, aria_label=said)
    count = view.say(f"{of}个指标中的{found}个", f"{found} of {of} metrics")
    return el(
        "form",
        hidden,
        el("label", field, class_="btn pick seek"),
        el("button", view.say("查找", "Find"), type="submit", class_="btn"),
        el("span", count, class_="help", aria_live="polite"),
        class_="filters",
        method="get",
        action="/desk/metrics",
        role="search",
    )


def _card(board: Board, view: View, subject: str, title: Text, names: list[str]) -> Element:
    columns = (
        Column(view.say("指标", "Metric")),
        Column(view.say("现值", "Now"), "number"),
        Column(view.say("口径与算法", "Definition and formula"), "words"),
        Column(view.say("责任单位", "Owner")),
        Column(view.say("频率", "Cadence")),
        Column(view.say("出现于", "Where shown"), "words"),
    )
    lines = [_line(board, view, name) for name in names]
    told = table(view.tell(title), columns, lines, class_="book")
    drawn = card(view, title, told, meta=view.say(f"{len(names)}个", f"{len(names)}"))
    return Element(drawn.tag, {**drawn.attributes, "id": f"panel-handbook_{subject}"}, drawn.children)


def _line(board: Board, view: View, name: str) -> Line:
    definition = board.definitions[name]
    told = {field: Text.from_json(definition[field])[view.language] for field in ("title", "definition", "formula")}
    owner = Text.from_json(definition["owner"])[view.language] if definition.get("owner") else "—"
    hours = definition.get("cadence_hours")
    given = board[name]
    cells: tuple[Given, ...] = (
        [link(told["title"], here(view, metric=name)), el("small", name, class_="n code")],
        number(name, given, view.language, unit=True, class_="du" if given.demo else None),
        [told["definition"], el("small", view.say("算法：", "Formula: "), told["formula"], class_="n block")],
        owner,
        cadence(hours, view) if hours else "—",
        _places(name, view),
    )
    return Line(cells)


def _places(name: str, view: View) -> Given:
    """The panels that show it, by title; more than fit are counted."""
    shown = list(
        dict.fromkeys(
            view.tell(panel.title) for panel in sorted(PANELS, key=lambda one: one.name) if name in panel.metrics
        )
    )
    if not shown:
        return el("span", view.say("下钻与接口", "drawer and API"), class_="t3")
    rest = len(shown) - MOST
    more = view.say(f"等{len(shown)}处", f" and {rest} more") if rest > 0 else ""
    return view.say("、", ", ").join(shown[:MOST]) + more
