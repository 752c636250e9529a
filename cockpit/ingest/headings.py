"""Headings: how a column of the contract is called in a sheet, in Chinese and in English, and with which unit."""

from __future__ import annotations

import re
import unicodedata

from sqlalchemy import Table

from cockpit.ingest.cells import TENS
from cockpit.store.called import ZH
from cockpit.store.columns import DELIVERED_BY

_BRACKETS = re.compile(r"[（(【\[]([^（()）】\]]*)[）)】\]]")


def columns(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name != DELIVERED_BY]


def recognised(table: Table, heading: str, own: dict[str, str]) -> tuple[str, int] | None:
    """The column that a heading stands for, with the factor of its unit, such as 10,000 for （万条）."""
    factor = next((TENS[unit] for said in _BRACKETS.findall(heading) for unit in _tens(said)), 1)
    for theirs, column in own.items():
        if _bare(theirs) == _bare(heading) or theirs.strip() == heading.strip():
            return column, factor
    name = _bare(_BRACKETS.sub("", heading))
    for column in columns(table):
        said = [column, column.replace("_", " "), *ZH[column].split("|")]
        if name and name in {_bare(_BRACKETS.sub("", one)) for one in said}:
            return column, factor
    return None


def _tens(said: str) -> list[str]:
    return [unit for unit in ("万亿", "亿", "万") if unit in said][:1]


def _bare(text: str) -> str:
    signs = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"[\s*:：_]", "", signs)
