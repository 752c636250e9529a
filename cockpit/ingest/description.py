"""What a portal says about a dataset beside its data: formats, licence, contact, description, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from cockpit.ingest import cell_values
from cockpit.store.tables import open_dataset

MEDIA = {
    "vnd.ms-excel": "xls",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "xslx": "xlsx",
    "geo+json": "geojson",
    "octet-stream": "bin",
    "comma-separated-values": "csv",
    "excel": "xls",
}


MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,400}>|<!--[^<>]{0,400}-->")
"""Tags as HTML writes them; what else stands between < and > is text."""


class PlainText(str):
    """Text of which the source says that it has no markup: what looks like a tag is text as well."""


def text(value: Any) -> Any:
    """A text out of what JSON-LD and portals wrap around it, Chinese before English before any other."""
    if isinstance(value, list):
        value = next((one for one in value if not cell_values.empty(text(one))), None)
    if isinstance(value, dict):
        for name in ("zh", "zh-CN", "en", "@value", "name", "title", "label", "foaf:name", "@id"):
            if name in value and not isinstance(value[name], (dict, list)):
                return value[name]
        value = next((one for one in value.values() if isinstance(one, str)), None)
    return value


def described(column: str, said: Sequence[Any]) -> str | None:
    """What is said, in one line that fits into the column of the register; None where nothing is."""
    most = _most(column)
    found = [_bare(text(one)).removeprefix("mailto:") for one in said if _sayable(text(one))]
    if not found:
        return None
    line = cell_values.text("，".join(dict.fromkeys(found))[: 4 * most], most=4 * most, field=column)
    return line if len(line) <= most else line[: most - 1] + "…"


def links(said: Sequence[Any]) -> str | None:
    """Web addresses, separated by spaces; those that do not fit into the column are left out at the end."""
    listed = ""
    for one in dict.fromkeys(_addresses(said)):
        longer = f"{listed} {one}".strip()
        listed = longer if len(longer) <= _most("links") else listed
    return listed or None


def formats(said: Sequence[Any]) -> str:
    """Distinct short names in the order of the alphabet; what does not fit into the column is left out at the end."""
    found: set[str] = set()
    for one in said:
        whole = text(one)
        if not isinstance(whole, str) or len(whole) > 200:
            continue
        tail = whole.split("#")[-1].rstrip("/").rsplit("/", 1)[-1]
        for word in re.split(r"[,;|、，]", tail if "/" in whole else whole):
            short = re.sub(r"[^a-z0-9+.-]", "", word.casefold().replace("application", "") or word.casefold())
            short = MEDIA.get(short, short).removeprefix("x-").strip(".-")
            if short:
                found.add(MEDIA.get(short, short)[:20])
    listed = ""
    for one in sorted(found):
        longer = f"{listed} {one}".strip()
        listed = longer if len(longer) <= _most("formats") else listed
    return listed or "unknown"


def _addresses(said: Sequence[Any]) -> Iterator[str]:
    for one in said:
        address = one.get("@id") or one.get("@value") if isinstance(one, dict) else one
        if isinstance(address, list):
            yield from _addresses(address)
        elif isinstance(address, str) and re.fullmatch(r"https?://[^\s<>\"']{1,500}", address.strip()):
            yield address.strip()


def _sayable(value: Any) -> bool:
    return (
        isinstance(value, (str, int, float))
        and not isinstance(value, bool)
        and not cell_values.empty(value)
        and bool(re.sub(r"\W", "", _bare(value)))
    )


def _bare(value: Any) -> str:
    return str(value) if isinstance(value, PlainText) else MARKUP.sub(" ", str(value))


def _most(column: str) -> int:
    return int(getattr(open_dataset.c[column].type, "length", 0))
