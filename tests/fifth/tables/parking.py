"""The table of the car parks."""

from __future__ import annotations

from cockpit.board.board import Row
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import TableInput
from cockpit.units import Text


def tables(asked: TableInput) -> dict[str, list[Row]]:
    text = Text("公共停车场", "Public car parks")
    return {"parking_places": [Row("all", text, text, {"parking.free": asked.answer.number("parking.free")})]}


declare(Tables("parking", tables))
