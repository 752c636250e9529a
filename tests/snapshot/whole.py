"""The whole week that the tests of the files share: hand-made boards with everything that may stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from cockpit.board.board import Board
from cockpit.board.week_notes import Restatement, WeekRemark
from cockpit.calendar import Week
from cockpit.marks.element import Element
from cockpit.metrics.number import Number
from cockpit.snapshot import report
from cockpit.snapshot.edition import Edition
from cockpit.units import Text
from tests import handmade

WEEK = Week(2020, 39)


def board_of(week: Week) -> Board:
    made = handmade.board()
    city = {"report": {"zh": "临沂市数据工作周报", "en": "Linyi weekly data report"}, **made.city}
    return replace(made, as_of=week.sunday, scope=made.scope.on(week.sunday), city=city)


def made() -> Edition:
    """With everything that may stand beside the boards."""
    number = Number(20_280_000, "record", as_of=date(2020, 9, 20), provenance="measured")
    restated = Restatement(
        "2020-W38",
        "sharing.records",
        Text("交换记录", "Records exchanged"),
        number,
        replace(number, value=20_390_000),
        member="providers:tax",
        name=Text("市税务局", "Tax Bureau"),
    )
    remark = WeekRemark("王局长", date(2020, 9, 28), Text("证照库下周补齐。", "Licences follow next week."))
    return Edition(WEEK, board_of(WEEK), board_of(Week(2020, 38)), remark=remark, restatements=(restated,))


def marked(edition: Edition, language: str) -> list[Element]:
    return [one for one in report.tree(edition, language) if "data-metric" in one.attributes]


def packed(text: str) -> str:
    """Without the spaces that a page sets between Chinese and digits."""
    return re.sub(r"\s+", "", text)


def outline(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        yield from outline(entry) if isinstance(entry, list) else (entry,)


def contents(page: Any) -> tuple[str, list[float]]:
    """All text of a slide, and every value of its charts."""
    text, values = [], []
    for shape in page.shapes:
        if shape.has_text_frame:
            text.append(shape.text_frame.text)
        elif shape.has_table:
            text += [cell.text for row in shape.table.rows for cell in row.cells]
        elif shape.has_chart:
            texts = shape.chart._chartSpace.xpath(".//a:t")
            text += [one.text for one in texts]
            for series in shape.chart.plots[0].series:
                values += [value for value in series.values if value is not None]
    return packed("\n".join(text)), values
