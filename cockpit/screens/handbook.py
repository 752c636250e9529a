"""The handbook on the desk: what every number means, how it is made, whose it is and where it stands. Searchable."""

from __future__ import annotations

from collections.abc import Sequence

from cockpit.board.board import Board
from cockpit.marks import datatable
from cockpit.marks.datatable import TableLine
from cockpit.marks.element import Element, Given, el
from cockpit.marks.figure import number
from cockpit.metrics.metric import METRICS
from cockpit.metrics.scope_rule import LEVEL, PERCENTILE, WINDOW, scope_rule
from cockpit.metrics.subject import subjects
from cockpit.panels.cadence import every
from cockpit.panels.card import card
from cockpit.panels.cell import DASH
from cockpit.panels.content import Content, content
from cockpit.panels.link import here, link, pairs
from cockpit.panels.panel import PANELS
from cockpit.panels.supplement import Supplement
from cockpit.panels.value import Figure, Record, Value, ValueColumn, ValueKind, words
from cockpit.panels.view import LANGUAGES, View
from cockpit.units import Text

COLUMNS = (
    ValueColumn(Text("指标", "Metric")),
    ValueColumn(Text("现值", "Now")),
    ValueColumn(Text("口径与算法", "Definition and formula")),
    ValueColumn(Text("责任单位", "Owner")),
    ValueColumn(Text("频率", "Cadence")),
    ValueColumn(Text("出现于", "Where shown")),
)
UNSHOWN = Text("下钻与接口", "drawer and API")
MOST = 3


def found(board: Board, sought: str) -> list[str]:
    """The metrics that have what is sought in their name, title, definition or owner."""
    return [name for name in board.definitions if _has(board, name, sought)]


def supplements(board: Board, *, sought: str = "") -> list[Supplement]:
    """One card a subject."""
    names = found(board, sought)
    cards = [(one, [name for name in names if name.startswith(f"{one.name}.")]) for one in subjects()]
    return [Supplement(f"handbook_{one.name}", data(board, one.title, held), draw) for one, held in cards if held]


def head(board: Board, view: View, *, sought: str = "") -> Element:
    """What is sought, and how many have it."""
    return _search(view, sought, found=len(found(board, sought)), of=len(board.definitions))


def rules(view: View) -> Element:
    """What holds for every number of its kind: of levels, of periods, of percentiles."""
    said = [el("p", view.tell(one), class_="help") for one in (LEVEL, WINDOW, PERCENTILE)]
    return el("section", *said, class_="zone card")


def nothing(board: Board, view: View, *, sought: str) -> Element | None:
    """In the place of the cards where no metric has what is sought."""
    if found(board, sought):
        return None
    why = view.say(f"没有与“{sought}”相符的指标。", f"No metric matches “{sought}”.")
    return el("section", el("p", why, class_="why"), class_="zone card")


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
        el("label", field, class_="button pick seek"),
        el("button", view.say("查找", "Find"), type="submit", class_="button"),
        el("span", count, class_="help", aria_live="polite"),
        class_="filters",
        method="get",
        action="/desk/metrics",
        role="search",
    )


def data(board: Board, title: Text, names: Sequence[str]) -> Content:
    note = Text(f"{len(names)}个", f"{len(names)}")
    value = Value(ValueKind.TABLE, title, COLUMNS, tuple(_record(board, name) for name in names), note=note)
    return content(board, title, value)


def _record(board: Board, name: str) -> Record:
    definition = board.definitions[name]
    title, meaning, formula = (Text.from_json(definition[one]) for one in ("title", "definition", "formula"))
    hours, scope = definition.get("cadence_hours"), scope_of(name)
    return Record(
        (
            Text(f"{title.zh} {name}", f"{title.en} {name}"),
            Figure(name, board[name]),
            Text(
                f"{meaning.zh} 算法：{formula.zh}。范围：{scope.zh}。",
                f"{meaning.en} Formula: {formula.en}. Scope: {scope.en}.",
            ),
            Text.from_json(definition["owner"]) if definition.get("owner") else Text(DASH, DASH),
            every(hours) if hours else Text(DASH, DASH),
            places(name),
        )
    )


def draw(shown: Content, view: View) -> Element:
    value = shown.values[0]
    kinds = ("text", "number", "words", "text", "text", "words")
    columns = [
        datatable.TableColumn(view.tell(one.title), kind) for one, kind in zip(value.columns, kinds, strict=True)
    ]
    told = datatable.table(
        view.tell(shown.title), columns, [_line(shown, one, view) for one in value.records], class_="book"
    )
    return card(view, shown.title, told, meta=view.tell(value.note) if value.note else None)


def _line(shown: Content, record: Record, view: View) -> TableLine:
    _, figure, _, owner, cadence, where = record.cells
    assert isinstance(figure, Figure)
    name, given = figure.metric, figure.number
    definition = shown.definitions[name]
    told = {one: Text.from_json(definition[one])[view.language] for one in ("title", "definition", "formula")}
    said: Given = words(where, view.language)
    if where == UNSHOWN:
        said = el("span", said, class_="text-3")
    cells: tuple[Given, ...] = (
        [link(told["title"], here(view, metric=name)), el("small", name, class_="gloss code")],
        number(name, given, view.language, unit=True, class_="dashed" if given.demo else None),
        [
            told["definition"],
            el("small", view.say("算法：", "Formula: "), told["formula"], class_="gloss"),
            el("small", view.say("范围：", "Scope: "), view.tell(scope_of(name)), class_="gloss"),
        ],
        words(owner, view.language),
        words(cadence, view.language),
        said,
    )
    return TableLine(cells)


def scope_of(name: str) -> Text:
    """What a unit, county, kind, theme or scenario means for it; a metric of an older release is not known any more."""
    return scope_rule(METRICS[name]) if name in METRICS else Text(DASH, DASH)


def places(name: str) -> Text:
    """The panels that show it, by title; more than fit are counted."""
    shown = [one.title for one in sorted(PANELS, key=lambda one: one.name) if name in one.metrics]
    titles = [list(dict.fromkeys(one[language] for one in shown)) for language in LANGUAGES]
    if not shown:
        return UNSHOWN
    zh, en = (said[:MOST] for said in titles)
    counts = [len(said) for said in titles]
    return Text(
        "、".join(zh) + (f"等{counts[0]}处" if counts[0] > MOST else ""),
        ", ".join(en) + (f" and {counts[1] - MOST} more" if counts[1] > MOST else ""),
    )
