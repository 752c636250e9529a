"""Remarks on a number: what was said of it, by whom, and the form in which those who may say more."""

from __future__ import annotations

from cockpit.board.board import Board, Remark
from cockpit.marks.element import Element, Given, el
from cockpit.panels.view import View
from cockpit.units import day

MOST = 3
LONGEST = 300


def remarks(board: Board, metric: str, view: View, *, editors: tuple[str, ...], back: str) -> Element | None:
    """A section of the drawer; None where nothing was said and nobody may say anything."""
    said = board.remarks_on(metric)
    if not said and not editors:
        return None
    lines = [_line(one) for one in said[:MOST]]
    rest = len(said) - MOST
    more = el("p", view.say(f"另有{rest}条", f"{rest} more"), class_="help") if rest > 0 else None
    return el(
        "section",
        el("h3", view.say("备注", "Remarks")),
        el("ul", [*lines], class_="remarks") if lines else None,
        more,
        _form(board, metric, view, editors=editors, back=back) if editors else None,
    )


def _line(one: Remark) -> Element:
    return el(
        "li",
        el("span", day(one.day, short=False), class_="num"),
        el("span", one.text),
        el("small", one.author),
        title=f"{one.author} {one.written_at:%Y-%m-%d %H:%M}",
    )


def _form(board: Board, metric: str, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    text = view.say("备注内容", "What is to be said")
    return el(
        "details",
        el("summary", view.say("添加备注", "Add a remark")),
        el(
            "form",
            el("input", type="hidden", name="metric", value=metric),
            el("input", type="hidden", name="back", value=back),
            el(
                "input",
                type="date",
                name="day",
                value=board.as_of.isoformat(),
                aria_label=view.say("所指日期", "Day it is about"),
            ),
            author(view, editors),
            el("input", type="text", name="text", required=True, maxlength=LONGEST, placeholder=text, aria_label=text),
            el("button", view.say("保存", "Save"), type="submit", class_="btn"),
            method="post",
            action="/edit/remark",
            class_="write",
        ),
    )


def author(view: View, editors: tuple[str, ...]) -> Given:
    """Who writes: one of those who are named."""
    return el(
        "select",
        [el("option", name, value=name) for name in editors],
        name="author",
        aria_label=view.say("作者", "Author"),
    )
