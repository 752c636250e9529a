"""The hour strip: weekdays down, hours across, the count in each cell; nothing is an empty outlined cell."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.marks.element import Element, el
from cockpit.marks.figure import cell, number
from cockpit.units import Text

ENGLISH = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DAYS = tuple(Text(f"周{zh}", en) for zh, en in zip("一二三四五六日", ENGLISH, strict=True))
OFFICE_HOURS = range(8, 19)


def hours(rows: Sequence[Row], metric: str, language: str, *, table: str, label: str) -> Element:
    """Office hours are always there; an earlier or later hour appears when something happened in it."""
    cells = {(row.get("weekday"), row.get("hour")): row for row in rows}
    values = {place: cell(row, metric).value for place, row in cells.items()}
    most = max((value for value in values.values() if value), default=0)
    used = [place[1] for place, value in values.items() if value]
    span = range(min([OFFICE_HOURS[0], *used]), max([OFFICE_HOURS[-1], *used]) + 1)
    lines = [el("span"), *(el("span", str(hour), class_="hour number") for hour in span)]
    for weekday, name in enumerate(DAYS, start=1):
        lines.append(el("span", name[language], class_="weekday"))
        for hour in span:
            value = values.get((weekday, hour))
            if not value:
                lines.append(el("i"))
                continue
            row = cells[weekday, hour]
            shown = number(metric, cell(row, metric), language, member=RowKey(table, row.code))
            lines.append(el("i", shown, class_=f"bin-{1 + ceil(4 * value / most)}"))
    said = ", ".join(f"{name} {value}" for name, value in spoken(rows, metric, language))
    text = f"{label}: {said}" if said else label
    return el("div", *lines, class_="heat", role="img", aria_label=text, style=f"--hours:{len(span)}")


def spoken(rows: Sequence[Row], metric: str, language: str) -> list[tuple[str, str]]:
    """Each hour in which something happened and its number, as they are read out."""
    ordered = sorted(rows, key=lambda row: (row.get("weekday"), row.get("hour")))
    return [(moment(row, language), str(value)) for row in ordered if (value := cell(row, metric).value)]


def busiest(rows: Sequence[Row], metric: str) -> Row | None:
    """The one hour of the week that stands out; None where several share the first place."""
    counted = sorted((row for row in rows if cell(row, metric).value), key=lambda row: -(cell(row, metric).value or 0))
    if not counted or (len(counted) > 1 and cell(counted[0], metric).value == cell(counted[1], metric).value):
        return None
    return counted[0]


def moment(row: Row, language: str) -> str:
    """周三9时, Wed 9:00."""
    weekday = DAYS[row.get("weekday") - 1][language]
    return f"{weekday} {row.get('hour')}:00" if language == "en" else f"{weekday}{row.get('hour')}时"
