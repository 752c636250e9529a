"""The form of a remark on a week that is not sealed yet: who says it, and what."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.panels.view import View
from cockpit.units import Text


def draw(
    week: str, view: View, *, authors: tuple[str, ...], remark: Text | None, unit: str | None, action: str
) -> Element:
    """`remark` is what stands so far, `unit` the county whose week it is; sent to `action`/remark."""
    title = view.say(f"为 {week} 加一条附言", f"A remark on {week}")
    note = view.say(
        "封存前可改，封存后不可改；会印在报告首页和附录里。",
        "It can be changed until the week is sealed; it stands on the first page and in the annex.",
    )
    return el(
        "section",
        el("header", el("h2", title)),
        el("p", note, class_="why"),
        el("p", view.say("现有附言：", "So far: "), view.tell(remark), class_="why") if remark else None,
        el(
            "form",
            el("input", type="hidden", name="week", value=week),
            el("input", type="hidden", name="unit", value=unit) if unit else None,
            el("input", type="hidden", name="lang", value=view.language),
            el(
                "label",
                el("span", view.say("署名", "Author")),
                el("select", [el("option", name, value=name) for name in authors], name="author"),
            ),
            el(
                "label",
                el("span", view.say("附言", "Remark")),
                el("textarea", name="text", required=True, maxlength=600, rows=3),
                class_="wide",
            ),
            el("button", view.say("保存附言", "Keep the remark"), type="submit", class_="button primary"),
            method="post",
            action=f"{action}/remark",
            class_="remark-form",
        ),
        class_="card",
    )
