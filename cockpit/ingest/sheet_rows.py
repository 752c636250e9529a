"""The rows below the headings of a sheet: data, totals, notes and unit lines, each with one fate."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Column, Date

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values
from cockpit.ingest.decoding import no_text
from cockpit.ingest.gathered_rows import Gathered
from cockpit.ingest.headings import Heading, is_amount
from cockpit.ingest.measures import MeasureUnit, factor_for, unit_of
from cockpit.ingest.refusal import Refusal, Unfit, shown
from cockpit.ingest.source_kind import Delivery
from cockpit.ingest.spelling import EPOCH_1900, Spelling
from cockpit.ingest.tabular import UNIT_LINE, FoundTable, units_said, with_units
from cockpit.ingest.totals import Sums, word
from cockpit.ingest.xlsx_grid import Uncomputed
from cockpit.store.account import Portion
from cockpit.store.shared_columns import DELIVERED_BY, measured_in
from cockpit.store.translations import chinese, translated_name
from cockpit.units import Text

NOTES = ("注", "说明", "备注", "填报人", "填表人", "审核人", "联系人", "制表", "填报日期", "制表日期", "note")
NOTE = Text("附注", "a note")
LARGE = re.compile(r"[万亿千百%‰]|thousand|million|billion|trillion|hundred", re.IGNORECASE)
"""What makes a text that is no unit one that was meant as one."""
UNIT = Text("计量单位的说明", "says the unit of measure")
AGAIN = Text("重复的表头", "the headings again")
ABOVE = Text("表上的文字", "text above the table")
COLUMN = Text("没有这样的列", "the table has no such column")
BRACKET = Text("表头括号中的说明，未采用", "what a heading says in brackets")
EQUAL = Text("合计行，与各行之和一致", "a total that its rows give")
OTHER = Text("合计行，与各行之和不一致", "a total that its rows do not give")
TOTAL = Text("合计行，无可对照的数", "a total with nothing to compare")


@dataclass
class SheetRows:
    """Reads one worksheet into `gathered`; `place` is how it is called."""

    found: FoundTable
    place: str
    gathered: Gathered
    delivery: Delivery
    sums: Sums = field(default_factory=Sums)

    def read(self) -> None:
        grid, table = self.found.grid, self.gathered.table
        account = self.delivery.account
        for name in self.found.unused:
            account.leave(COLUMN, portion=Portion.COLUMN, name=name)
        for one in self.found.headings:
            for said in () if is_amount(table.c[one.name]) else one.unclear:
                account.leave(BRACKET, portion=Portion.BRACKET, name=f"{one.said}: {said}")
        self._units()
        for number in range(self.found.top):
            if text := self._only(number):
                account.leave(ABOVE, portion=Portion.LINE, name=text)
        for number in range(self.found.below, len(grid.rows)):
            if self._first(number):
                account.read += 1
                self._row(number)
            if number % 5_000 == 0:
                self.gathered.reading.progress(number, len(grid.rows))

    def _row(self, number: int) -> None:
        line = self.found.grid.line(number)
        left = None if number in self.found.grid.faults else self._left(number)
        if left is not None:
            self.delivery.account.leave(left, name=f"{self.place} {line}")
            return
        try:
            if number in self.found.grid.faults:
                raise no_text(*self.found.grid.faults[number])
            given = self._given(number)
        except Unfit as wrong:
            self.gathered.refused.append(Refusal.of(wrong, place=self.place, line=line))
            return
        before = len(self.gathered.rows)
        self.gathered.add(given, place=self.place, line=line)
        if len(self.gathered.rows) > before:
            self.sums.add(next(reversed(self.gathered.rows.values())))

    def _left(self, number: int) -> Text | None:
        """Why a row is no data; None where it is."""
        first, filled = self._first(number), self._filled(number)
        if filled <= 2 and UNIT_LINE.search(first):
            return UNIT
        if filled <= 2 and first.startswith(NOTES):
            return NOTE
        headings = [(self._text(number, one.at), one.path[-1]) for one in self.found.headings]
        if len(headings) > 1 and all(text == name for text, name in headings):
            return AGAIN
        said = self._total(number)
        return None if said is None else self._compared(number, said)

    # totals

    def _total(self, number: int) -> str | None:
        """The word of a total, in a cell of the key, in a column that is not used, or in the first cell of the row."""
        table = self.gathered.table
        grid = self.found.grid
        data = {one.at for one in self.found.headings if not _is_key(table.c[one.name])}
        for at in range(grid.width):
            said = word(grid.cell(number, at))
            if said is not None and (at not in data or not any(self._text(number, other) for other in range(at))):
                return said
        return None

    def _compared(self, number: int, said: str) -> Text:
        stated, keys = self._stated(number), self._keys(number)
        differences = self.sums.differences(said, keys, stated)
        if differences and not self.sums.differences(said, {}, stated):
            differences = {}  # it is written behind the keys of its last row, and adds up all of them
        self.sums.through()
        if differences is None:
            return TOTAL
        for name, (value, given) in differences.items():
            self.delivery.notes.append(
                f"{self.place} line {self.found.grid.line(number)}: the total of {chinese(name)} is {value:,}, "
                f"its rows add up to {given:,}."
            )
        return OTHER if differences else EQUAL

    def _stated(self, number: int) -> dict[str, Decimal]:
        stated = {}
        for one in self.found.headings:
            column = self.gathered.table.c[one.name]
            value = self.found.grid.cell(number, one.at)
            if not isinstance(column.type, BigInteger) or cell_values.empty(value):
                continue
            try:
                unit = one.unit or self._row_unit(number, one)
                stated[one.name] = cell_values.number(value, field=one.name, measured=measured_in(column), unit=unit)
            except Unfit:
                continue
        return stated

    def _keys(self, number: int) -> dict[str, Any]:
        """What the total names as well, such as its day or its library, as the rows have it."""
        keys: dict[str, Any] = {}
        for one in self.found.headings:
            column, value = self.gathered.table.c[one.name], self.found.grid.filled(number, one.at)
            if not _is_key(column) or cell_values.empty(value) or word(value) is not None:
                continue
            try:
                if isinstance(column.type, Date):
                    keys[one.name] = cell_values.day(value, field=one.name, spelling=self._spelling)
                for foreign in column.foreign_keys:
                    register = foreign.column.table.name
                    code = self.gathered.reading.known.find(register, value, self.gathered.aliases.get(register))
                    keys.update({one.name: code} if code else {})
            except Unfit:
                continue
        return keys

    # data

    def _given(self, number: int) -> dict[str, Any]:
        return {one.name: self._value(number, one) for one in self.found.headings}

    def _value(self, number: int, one: Heading) -> Any:
        grid, column = self.found.grid, self.gathered.table.c[one.name]
        area = grid.areas.get((number, one.at))
        amount = is_amount(column)
        value = grid.cell(number, one.at) if amount else grid.filled(number, one.at)
        if amount and area is not None and (area.bottom > area.top or area.right > area.left):
            raise Unfit(
                zh=(f"{translated_name(one.name)}是合并单元格{area.coordinate}。", "请拆分，每行写各自的数。"),
                en=(
                    f"{one.name} is the merged area {area.coordinate}.",
                    "Unmerge it, one number for each row.",
                ),
                field=one.name,
            )
        if isinstance(value, Uncomputed):
            raise Unfit(
                zh=(
                    f"{translated_name(one.name)}的公式没有计算结果（{value.coordinate}）。",
                    "请用表格软件打开并保存后再提供。",
                ),
                en=(
                    f"{one.name} is a formula without a value ({value.coordinate}).",
                    "Open it in a spreadsheet, save it, and deliver it again.",
                ),
                field=one.name,
            )
        if isinstance(value, str) and value.startswith("#") and value.endswith(("!", "?", "A")):
            raise Unfit(
                zh=(f"{translated_name(one.name)}是表格的错误值。", "请更正公式。"),
                en=(f"{one.name} is an error of the sheet.", "Correct the formula."),
                field=one.name,
                value=value,
            )
        if self.found.grid.epoch != EPOCH_1900 and isinstance(column.type, Date) and not cell_values.empty(value):
            return cell_values.spelt(value, field=one.name, spelling=self._spelling)
        unit = (one.unit or self._row_unit(number, one)) if amount else None
        if unit is None or cell_values.empty(value):
            return value
        return cell_values.number(value, field=one.name, measured=measured_in(column), unit=unit)

    @property
    def _spelling(self) -> Spelling:
        """That of the source, with the days of its own from which the workbook counts."""
        return replace(self.gathered.reading.spelling, epoch=self.found.grid.epoch)

    # units

    def _row_unit(self, number: int, one: Heading) -> MeasureUnit | None:
        """What the column 单位 says of the amounts of a row."""
        at = self.found.measures
        value = None if at is None else self.found.grid.filled(number, at)
        if cell_values.empty(value):
            return None
        unit = unit_of(str(value))
        if unit is None or factor_for(unit, measured_in(self.gathered.table.c[one.name])) is None:
            raise Unfit(
                zh=(f"“{shown(value)}”不是{translated_name(one.name)}的计量单位。", "请更正，或在表头中写明单位。"),
                en=(f"{shown(value)!r} is no unit of {one.name}.", "Correct it, or say the unit in the heading."),
                field=one.name,
                value=value,
            )
        return unit

    def _units(self) -> None:
        """The unit line above or below the table; an office that fills in the sheet is none."""
        grid = self.found.grid
        for number in range(len(grid.rows)):
            if self.found.top <= number < self.found.below or (number >= self.found.below and self._filled(number) > 2):
                continue
            for match in UNIT_LINE.finditer("  ".join(self._text(number, at) for at in range(grid.width))):
                self._unit_line(match["zh"] or match["en"] or match["amounts"])

    def _unit_line(self, text: str) -> None:
        units = units_said(text)
        if units is not None:
            self.found = with_units(self.found, self.gathered.table, units, name=self.place, text=text)
            return
        if LARGE.search(text) and self.gathered.reading.known.find("unit", text) is None:
            raise SourceWrong(
                f"{self.place}: 单位：{shown(text)} stands beside the table, which is no unit that is understood.",
                "Write the unit into the headings of the columns that it holds for.",
                zh=f"{self.place}：表外写有“单位：{shown(text)}”，不是认识的计量单位。",
            )

    # cells

    def _text(self, number: int, at: int) -> str:
        value = self.found.grid.filled(number, at)
        return "" if cell_values.empty(value) else " ".join(str(value).split())

    def _first(self, number: int) -> str:
        row = self.found.grid.rows[number]
        return next((str(cell).strip() for cell in row if not cell_values.empty(cell)), "")

    def _filled(self, number: int) -> int:
        return sum(not cell_values.empty(cell) for cell in self.found.grid.rows[number])

    def _only(self, number: int) -> str:
        return " ".join(str(cell).strip() for cell in self.found.grid.rows[number] if not cell_values.empty(cell))


def _is_key(column: Column[Any]) -> bool:
    own = column.name != DELIVERED_BY and bool(column.primary_key or column.foreign_keys)
    return own or column.name == "position"
