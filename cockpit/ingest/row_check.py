"""A row of the contract out of loose cells: every column checked by what the table itself says of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, DateTime, Integer, Numeric, Table

from cockpit.ingest import cell_values
from cockpit.ingest.cell_values import PLAIN
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.register_lookup import RegisterLookup, folded
from cockpit.ingest.spelling import Spelling
from cockpit.store.shared_columns import DELIVERED_BY, WITHIN, measured_in
from cockpit.store.translations import translated_name
from cockpit.store.vocabulary import Provenance

SPELLINGS = {
    word: value
    for value, words in {
        "file": "文件",
        "table": "库表 数据库表",
        "api": "接口",
        "base": "基础库",
        "thematic": "主题库",
        "planned": "规划 待建",
        "building": "在建 建设中",
        "serving": "已建成 服务中",
        "shared": "已共享",
        "connecting": "对接中",
        "requested": "需求",
        "online": "在线",
        "offline": "离线",
        "adjusting": "调试",
        "municipal": "市直 市级",
        "county": "县区",
        "province": "省 省级",
        "1": "是 yes true",
        "0": "否 no false",
    }.items()
    for word in words.split()
}
"""How people write the fixed values of the contract."""


def checked(
    table: Table,
    given: Mapping[str, Any],
    *,
    known: RegisterLookup,
    provenance: Provenance,
    now: datetime,
    spelling: Spelling = PLAIN,
    aliases: Mapping[str, Mapping[str, str]] | None = None,
    where: str = "",
) -> dict[str, Any]:
    """A whole row of `table`, or Unfit with the field.

    `given` may leave out what may be empty; `aliases` are the source's own names for codes by register (unit, theme …);
    `where` is how their tables begin in the sources file, for the remedy. No day after `now`.
    """
    row: dict[str, Any] = {}
    for column in table.columns:
        name = column.name
        if name == DELIVERED_BY:
            continue
        value = given.get(name)
        if name == "provenance" and cell_values.empty(value):
            row[name] = provenance
        elif cell_values.empty(value):
            if not column.nullable:
                raise cell_values.missing(name)
            row[name] = None
        else:
            row[name] = _cell(
                column, value, known=known, now=now, spelling=spelling, aliases=aliases or {}, where=where
            )
    _parts(table, row)
    return row


def _parts(table: Table, row: Mapping[str, Any]) -> None:
    """Unfit where a column that counts a part of another is more than that."""
    for column in table.columns:
        whole: str = column.info.get(WITHIN, "")
        part, of = row.get(column.name), row.get(whole)
        if part is not None and of is not None and part > of:
            raise Unfit(
                zh=(
                    f"{translated_name(column.name)}为{part:,}，多于{translated_name(whole)}{of:,}。",
                    "请核对这两个数。",
                ),
                en=(f"{column.name} is {part:,}, more than {whole}, {of:,}.", "Correct one of the two."),
                field=column.name,
                value=part,
            )


def allowed(column: Column[Any]) -> list[str]:
    """The values that the table itself allows in a column; empty where it allows any."""
    for constraint in column.table.constraints:
        if isinstance(constraint, CheckConstraint):
            match = re.fullmatch(rf"{column.name} IN \((.*)\)", str(constraint.sqltext))
            if match:
                return re.findall(r"'([^']*)'", match[1])
    return []


def _cell(
    column: Column[Any],
    value: Any,
    *,
    known: RegisterLookup,
    now: datetime,
    spelling: Spelling,
    aliases: Mapping[str, Mapping[str, str]],
    where: str,
) -> Any:
    name = column.name
    if isinstance(column.type, (Date, DateTime, BigInteger, Integer, Numeric)):
        return _amount(column, value, now=now, spelling=spelling)
    for foreign in column.foreign_keys:
        register = foreign.column.table.name
        text = str(value) if isinstance(value, int) else value
        named = {"library": "libraries"}.get(register, f"{register}s")
        mapping = f"{where}{named}]" if where and register in aliases else ""
        return known.code(register, text, field=name, aliases=aliases.get(register), where=mapping)
    return _text(column, value)


def _amount(column: Column[Any], value: Any, *, now: datetime, spelling: Spelling) -> Any:
    name = column.name
    if isinstance(column.type, DateTime):
        return cell_values.moment(value, field=name, now=now, spelling=spelling)
    if isinstance(column.type, Date):
        future = column.table.name in ("target", "meeting")
        wide = not column.primary_key
        return cell_values.day(value, field=name, now=None if future else now, spelling=spelling, wide=wide)
    if isinstance(column.type, (BigInteger, Integer)):
        said = SPELLINGS.get(folded(value), value) if isinstance(value, str) else value
        return cell_values.whole(said, field=name, measured=measured_in(column))
    return cell_values.number(value, field=name, measured=measured_in(column))


def _text(column: Column[Any], value: Any) -> str:
    name = column.name
    found = cell_values.text(value, most=getattr(column.type, "length", None) or 200, field=name)
    values = allowed(column)
    if values:
        spelled = SPELLINGS.get(folded(found), folded(found))
        if spelled not in values:
            raise Unfit(
                zh=(f"{translated_name(name)}的取值不认识。", f"请用其中之一：{'、'.join(values)}。"),
                en=(f"{name} is unknown.", f"Use one of {', '.join(values)}."),
                field=name,
                value=value,
            )
        return spelled
    if name == "code" and not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", found):
        raise Unfit(
            zh=("编码中有不能用的字符。", "只用字母、数字、点、-和_。"),
            en=("code has unusual signs.", "Use letters, digits, points, - and _ only."),
            field=name,
            value=value,
        )
    return found
