"""A field for a day: ISO in every language and browser, whose own date fields write days as the machine is set."""

from __future__ import annotations

from cockpit.marks.element import Element, el
from cockpit.units import Text

PATTERN = r"\d{4}-\d{2}-\d{2}"
HINT = Text("年-月-日", "YYYY-MM-DD")
PICK = Text("选择日期", "Choose a day")


def dayfield(
    name: str, language: str, *, value: str = "", label: str, required: bool = False, unasked: str = ""
) -> Element:
    """The button opens the browser's calendar; arrow keys in the field go a day on or back (assets/days.js).

    `unasked` is a day that is shown and not sent, where no day was asked for.
    """
    field = el(
        "input",
        type="text",
        name=name,
        value=value,
        pattern=PATTERN,
        maxlength=10,
        inputmode="numeric",
        autocomplete="off",
        placeholder=unasked or HINT[language],
        title=HINT[language],
        required=required,
        aria_label=label,
        data_day=True,
    )
    pick = el(
        "button",
        type="button",
        class_="calendar",
        data_pick=True,
        aria_label=f"{PICK[language]}{'：' if language == 'zh' else ': '}{label}",
    )
    return el("span", field, pick, class_="day-field")
