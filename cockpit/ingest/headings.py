"""Headings: how a column of the contract is called in a sheet, in Chinese and in English, and with which unit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, Column, Integer, Numeric, Table

from cockpit.ingest.measures import MeasureUnit, unit_of
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.store.translations import ZH

_BRACKETS = re.compile(r"[（(【\[]([^（()）】\]]*)[）)】\]]")
_BEHIND = re.compile(r"(.+?)\s*[,，、/／:：]\s*([^,，、/／:：]+)")
_HINT = re.compile(
    r"(如|例如?|示例|格式|形如|必填|选填|可空|必选|可不填|required|optional|e\.?g|yyyy).*", re.IGNORECASE
)
PERIODS = re.compile(
    r"上[年季月周日期]|本[年季月周日期]|当[年季月周日期]|去年|今年|昨[日天]|累计|同期|同比|环比|增[幅量长]|计划|预计|目标|占比|last|previous|"
    r"this (year|month|week)|cumulative|planned|growth",
    re.IGNORECASE,
)
"""A group heading that says which of several values a column holds."""


@dataclass(frozen=True)
class Heading:
    """The column `name` of the contract at the place `at` of a sheet, under the names `path`, the lowest last.

    `unit` is what the heading says of its amounts. `unclear` is what stands in its brackets or above it and is no unit.
    `mapped`: the sources file says that this heading is meant.
    """

    at: int
    name: str
    path: tuple[str, ...]
    unit: MeasureUnit | None = None
    unclear: tuple[str, ...] = ()
    mapped: bool = False

    @property
    def said(self) -> str:
        return " / ".join(self.path)


def columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name != DELIVERED_BY]


def is_amount(column: Column[object]) -> bool:
    return isinstance(column.type, (BigInteger, Integer, Numeric)) and column.name != "position"


def recognised(table: Table, path: Sequence[str], own: Mapping[str, str], *, at: int = 0) -> Heading | None:
    """What the names above one another stand for; None where no column of the table is called so."""
    path = tuple(path)
    spellings = [path[-1], *(between.join(path) for between in ("", "/", " ", "-"))]
    for theirs, column in own.items():
        if any(_bare(theirs) == _bare(one) for one in spellings):
            return Heading(at, column, path, _units(path)[0], mapped=True)
    for theirs, column in own.items():
        if any(_bare(theirs) == _bare(_BRACKETS.sub("", one)) for one in spellings):
            return _heading(at, column, path)
    names = {column: {_bare(_BRACKETS.sub("", one)) for one in _names(column)} for column in columns(table)}
    for one in (path[-1], "".join(path)):
        for behind in (False, True):
            name = _bare(_BRACKETS.sub("", _split(one)[0] if behind else one))
            found = next((column for column, said in names.items() if name and name in said), None)
            if found is not None:
                return _heading(at, found, path)
    return None


def _names(column: str) -> list[str]:
    return [column, column.replace("_", " "), *ZH[column].split("|")]


def _heading(at: int, column: str, path: tuple[str, ...]) -> Heading:
    unit, unclear = _units(path)
    names = {_bare(one) for one in _names(column)}
    above = [one for one in path[:-1] if PERIODS.search(_BRACKETS.sub("", one))]
    return Heading(at, column, path, unit, (*above, *(one for one in unclear if _bare(one) not in names)))


def _units(path: tuple[str, ...]) -> tuple[MeasureUnit | None, list[str]]:
    """The unit that the names say, the lowest of them first, and what is in brackets and is none."""
    unit, unclear = None, []
    for name in reversed(path):
        behind = _split(name)[1]
        for said in (*_BRACKETS.findall(name), *([behind] if behind else [])):
            one = unit_of(re.sub(r"^\s*(计量)?单位\s*[:：]", "", said))
            if one is not None and (unit is None or unit == one):
                unit = one
            elif said.strip() and (one is not None or (said != behind and not _HINT.fullmatch(said.strip()))):
                unclear.append(said.strip())
    return unit, unclear


def _split(name: str) -> tuple[str, str]:
    """What stands before and behind the last comma, slash or colon, where what stands behind it is a unit."""
    match = _BEHIND.fullmatch(_BRACKETS.sub("", name).strip())
    return (match[1], match[2]) if match and unit_of(match[2]) else (name, "")


def _bare(text: str) -> str:
    signs = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s*:：_]", "", signs)
