"""Remarks on a number: what was said of it, by whom, what was taken back, and the forms of those who may say more."""

from __future__ import annotations

from cockpit.board.board import Remark
from cockpit.marks.dayfield import dayfield
from cockpit.marks.element import Element, Given, el
from cockpit.panels.content import Known
from cockpit.panels.view import View
from cockpit.units import day

MOST = 3
LONGEST, REASON = 300, 200


def remarks(board: Known, metric: str, view: View, *, editors: tuple[str, ...], back: str) -> Element | None:
    """A section of the drawer; None where nothing was said and nobody may say anything."""
    said = board.remarks_on(metric, withdrawn=True)
    if not said and not editors:
        return None
    lines = [_line(one, view, editors=editors, back=back) for one in said[:MOST]]
    rest = said[MOST:]
    more = el(
        "details",
        el("summary", view.say(f"另有{len(rest)}条", f"{len(rest)} more")),
        el("ul", [_line(one, view, editors=editors, back=back) for one in rest], class_="remarks"),
    )
    return el(
        "section",
        el("h3", view.say("备注", "Remarks")),
        el("ul", [*lines], class_="remarks") if lines else None,
        more if rest else None,
        _form(board, metric, view, editors=editors, back=back) if editors else None,
    )


def _line(one: Remark, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    """What was withdrawn stays to be read, struck through, with who took it back and why."""
    words: Given = el("s", one.text) if one.withdrawn else el("span", one.text)
    return el(
        "li",
        el("span", day(one.day, short=False), class_="number"),
        words,
        el("small", one.author),
        _gone(one, view) if one.withdrawn else _withdraw(one, view, editors=editors, back=back) if editors else None,
        class_="gone" if one.withdrawn else None,
        title=f"{one.author} {one.written_at:%Y-%m-%d %H:%M}",
    )


def _gone(one: Remark, view: View) -> Element | None:
    if one.withdrawn is None:
        return None
    who, at, why = one.withdrawn.author, one.withdrawn.at.date().isoformat(), one.withdrawn.reason
    return el("small", view.say(f"{who} {at} 撤回：{why}", f"withdrawn by {who}, {at}: {why}"))


def _withdraw(one: Remark, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    why = view.say("撤回理由", "Why it is withdrawn")
    return el(
        "details",
        el("summary", view.say("撤回", "Withdraw"), aria_label=view.say(f"撤回：{one.text}", f"Withdraw: {one.text}")),
        el(
            "form",
            el("input", type="hidden", name="remark", value=str(one.number)),
            el("input", type="hidden", name="back", value=back),
            author(view, editors),
            el("input", type="text", name="reason", required=True, maxlength=REASON, placeholder=why, aria_label=why),
            el("button", view.say("撤回", "Withdraw"), type="submit", class_="button"),
            method="post",
            action="/edit/withdrawal",
            class_="write",
        ),
    )


def _form(board: Known, metric: str, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    text = view.say("备注内容", "What is to be said")
    return el(
        "details",
        el("summary", view.say("添加备注", "Add a remark")),
        el(
            "form",
            el("input", type="hidden", name="metric", value=metric),
            el("input", type="hidden", name="back", value=back),
            dayfield(
                "day", view.language, value=board.as_of.isoformat(), label=view.say("所指日期", "Day it is about")
            ),
            author(view, editors),
            el("input", type="text", name="text", required=True, maxlength=LONGEST, placeholder=text, aria_label=text),
            el("button", view.say("保存", "Save"), type="submit", class_="button"),
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
