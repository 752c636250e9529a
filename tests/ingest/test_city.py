"""The city as data: what an administrator may write, and the registers that it becomes."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from cockpit.calendar import end_of
from cockpit.ingest import city
from cockpit.store import schema, tables
from cockpit.store.exchange_database import open_engine, read_connection
from cockpit.store.load_transaction import Load, replace
from cockpit.units import Text
from tests.ingest.tiny import edit


def test_a_second_city_is_another_folder(folder):
    found = city.read(folder)
    assert dataclasses.replace(found, registers={}) == city.City(
        code="port",
        adcode="370999",
        name=Text("港市", "Port"),
        bureau=Text("港市大数据局", "Port Data Bureau"),
        title=Text("港市数据驾驶舱", "Port data cockpit"),
        report=Text("港市周报", "Port weekly report"),
        registers={},
    )
    assert [unit["code"] for unit in found.registers["unit"]] == [
        "north",
        "south",
        "harbour",
        "fish",
        "light",
        "shandong",
    ]


def test_a_row_has_the_types_of_its_register(folder):
    registers = city.read(folder).registers
    assert registers["unit"][1] == {
        "code": "south",
        "level": "county",
        "name_zh": "南港区",
        "short_zh": "南港",
        "name_en": "South Port",
        "short_en": None,
        "adcode": "370902",
        "tile_row": 2,
        "tile_column": 1,
        "position": 2,
        "provenance": "published",
    }
    assert registers["target"][0]["value"] == Decimal("0.9")
    assert registers["target"][0]["effective_on"] == date(2020, 1, 1)
    assert registers["target"][0]["due_on"] is None
    letter = registers["published_figure"][-1]
    assert (letter["value"], letter["text"]) == (None, "港〔2020〕7号")


def test_its_registers_can_be_loaded_as_they_are(folder, database_url):
    engine = open_engine(database_url)
    schema.migrate(engine)
    replace(engine, Load("city", registers=city.read(folder).registers), at=end_of(date(2020, 9, 30)))
    with read_connection(engine) as connection:
        held = connection.execute(select(tables.unit.c.code).order_by(tables.unit.c.position)).scalars().all()
    engine.dispose()
    assert held == ["north", "south", "harbour", "fish", "light", "shandong"]


def test_the_order_of_the_lines_is_the_order_of_the_rows(folder):
    edit(folder, "themes.csv", "sea,海洋,海洋,Sea\n", "wind,风,风,Wind\nsea,海洋,海洋,Sea\n")
    themes = city.read(folder).registers["theme"]
    assert [(theme["code"], theme["position"]) for theme in themes] == [("wind", 1), ("sea", 2)]


def test_a_column_that_may_be_empty_may_be_left_out(folder):
    (folder / "themes.csv").write_text("code,name_zh,short_zh,name_en\nsea,海,海,Sea\n", encoding="utf-8")
    edit(folder, "sources.csv", "log,访问日志", "\n  \nlog,访问日志")
    edit(folder, "targets.csv", ",qualifier,", ",")
    edit(folder, "targets.csv", "share,,2020", "share,2020")
    assert city.read(folder).registers["target"][0]["qualifier"] is None


def test_a_byte_order_mark_of_a_spreadsheet_is_no_fault(folder):
    file = folder / "units.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert city.read(folder).registers["unit"][0]["code"] == "north"
