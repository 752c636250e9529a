"""The definition of a number: the words in force on its day, those that held before, and the form for new ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cockpit.marks.dayfield import dayfield
from cockpit.marks.element import Element, Given, el
from cockpit.panels.content import Known
from cockpit.panels.remarks_section import REASON, author
from cockpit.panels.view import View
from cockpit.units import Text

ZH, EN = 400, 600
"""The longest wording that is kept."""


def meaning(board: Known, metric: str, view: View, *, editors: tuple[str, ...] = (), back: str = "") -> Element:
    """A section of the drawer."""
    told = board.definitions[metric]
    words = {name: Text.from_json(told[name])[view.language] for name in ("definition", "formula")}
    return el(
        "section",
        el("h3", view.say("口径", "Definition"), _since(told, view)),
        el("p", words["definition"]),
        el("p", view.say("算法：", "Formula: "), words["formula"], class_="help"),
        _counted(board, metric, view),
        _earlier(told, view),
        _form(board, metric, view, editors=editors, back=back) if editors else None,
    )


def recounted(board: Known, metric: str) -> Text | None:
    """That the day of the board is counted by a formula that took effect only later; None where it was the same."""
    asked = min(board.as_of, board.scope.defined or board.as_of).isoformat()
    later = [one for one in board.definitions[metric].get("formerly", ()) if one["until"] > asked]
    if not later:
        return None
    then, since = Text.from_json(later[0]["formula"]), later[-1]["until"]
    return Text(
        f"按{since}起的现行算法重算；当时的算法：{then.zh}",
        f"counted anew by the formula in force since {since}; then it was: {then.en}",
    )


def _counted(board: Known, metric: str, view: View) -> Element | None:
    """Since when the formula holds, and on an earlier day what it was then."""
    before = board.definitions[metric].get("formerly", ())
    if not before:
        return None
    if told := recounted(board, metric):
        return el("p", view.tell(told), class_="help")
    last = before[-1]
    formula, why = (Text.from_json(last[name])[view.language] for name in ("formula", "why"))
    said = view.say(
        f"自{last['until']}起（{why}）；此前：{formula}", f"since {last['until']} ({why}); before: {formula}"
    )
    return el("p", said, class_="help")


def _since(told: Mapping[str, Any], view: View) -> Element | None:
    """Which wording this is; a definition that was never worded anew needs no number."""
    if not told.get("since"):
        return None
    version, since = told["version"], told["since"]
    return el("small", view.say(f"第{version}版，{since}起", f"version {version}, since {since}"), class_="gloss")


def _earlier(told: Mapping[str, Any], view: View) -> Element | None:
    """Newest first: what it said before, from when to when, and why it was worded anew."""
    before = told.get("earlier") or ()
    if not before:
        return None
    lines, until, why = [], told["since"], told["reworded"]
    for one in before:
        gap = view.say("：", ": ")
        since = one["since"] or view.say("起初", "the beginning")
        named = view.say(f"第{one['version']}版，{since}至{until}前", f"version {one['version']}, {since} to {until}")
        reason = f"{why['author']}{gap}{why['reason']}"
        lines.append(
            el("li", el("small", named), el("p", Text.from_json(one["text"])[view.language]), el("small", reason))
        )
        until, why = one["since"], one
    return el(
        "details",
        el("summary", view.say(f"过去的口径（{len(before)}）", f"Earlier wordings ({len(before)})")),
        el("ol", [*lines], class_="wordings"),
    )


def _form(board: Known, metric: str, view: View, *, editors: tuple[str, ...], back: str) -> Element:
    told = Text.from_json(board.definitions[metric]["definition"])
    chinese, english = view.say("中文口径", "In Chinese"), view.say("英文口径", "In English")
    effect, reason = view.say("生效日", "Day of effect"), view.say("理由", "Reason")
    fields: list[Given] = [
        el("input", type="hidden", name="metric", value=metric),
        el("input", type="hidden", name="back", value=back),
        el("textarea", told.zh, name="text_zh", required=True, maxlength=ZH, rows=3, lang="zh-CN", aria_label=chinese),
        el("textarea", told.en, name="text_en", required=True, maxlength=EN, rows=3, lang="en", aria_label=english),
        dayfield("effective_on", view.language, value=board.as_of.isoformat(), label=effect),
        author(view, editors),
        el("input", type="text", name="reason", required=True, maxlength=REASON, placeholder=reason, aria_label=reason),
        el("button", view.say("保存", "Save"), type="submit", class_="button"),
    ]
    return el(
        "details",
        el("summary", view.say("修订口径", "Word it anew")),
        el("form", fields, method="post", action="/edit/wording", class_="write"),
    )
