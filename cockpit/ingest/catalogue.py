"""The datasets of an open data portal, whatever it speaks: into the register and the levels of the day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

import orjson
from pydantic import Field, model_validator

from cockpit.calendar import SHANGHAI
from cockpit.errors import SourceWrong
from cockpit.ingest import cells, files, periodicity
from cockpit.ingest.dates import loose
from cockpit.ingest.gather import Gathered, naive
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.source import Delivery, Options, Reading
from cockpit.store import tables
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

MOST = 200_000_000
TITLE_MOST = 200
FORMATS_MOST = 80
NOT_PUBLIC = Text("未公开", "not public")


class CatalogueOptions(Options):
    """`unit` and `theme` take what has no publisher or theme that is known; without them such a dataset is refused."""

    file: str | None = None
    url: str | None = None
    unit: str | None = None
    theme: str | None = None
    publishers: dict[str, str] = Field(default_factory=dict)
    themes: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.url is None):
            raise ValueError("give either file or url")
        return self


@dataclass(frozen=True)
class Dataset:
    """As the portal says it; nothing is checked yet."""

    identifier: Any
    title: Any
    publisher: Any = None
    themes: Sequence[Any] = ()
    formats: Sequence[Any] = ()
    issued: Any = None
    modified: Any = None
    frequency: Any = None


def content(options: CatalogueOptions, reading: Reading) -> Any:
    """The JSON of a file or an address; SourceWrong where it is none."""
    if options.file is not None:
        found = files.found(reading.folder, options.file)
        if len(found) != 1:
            raise SourceWrong(
                f"{options.file} is not one file.",
                "Name the one that holds the catalogue.",
                zh=f"{options.file}不是一个文件。",
            )
        raw = files.content(found[0], most=MOST)
    else:
        raw = reading.fetch.get(options.url or "")
    return parsed(raw)


def parsed(raw: bytes) -> Any:
    try:
        return orjson.loads(raw.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as wrong:
        page = raw.lstrip()[:1] == b"<"
        raise SourceWrong(
            f"What the portal answers is {'a web page' if page else 'no JSON'}.",
            "Check the address; is a sign-in needed?",
            zh="门户返回的是网页。" if page else "门户返回的不是JSON。",
        ) from wrong


def delivery(found: Iterable[Dataset | Unfit | None], options: CatalogueOptions, reading: Reading) -> Delivery:
    """None is a dataset that is not public: it is left out."""
    gathered = Gathered(tables.open_dataset, reading, options.provenance)
    place = options.file or options.url or ""
    done, unread = Delivery(), 0
    for number, dataset in enumerate(found, start=1):
        if number % 500 == 0:
            reading.progress(number)
        done.account.read += 1
        if dataset is None:
            done.account.leave(NOT_PUBLIC, entry=True)
            continue
        try:
            if isinstance(dataset, Unfit):
                raise dataset
            row = _row(dataset, options, reading)
        except Unfit as unfit:
            gathered.refused.append(Refusal.of(unfit, place=place, line=number))
            continue
        unread += sum(row[name] is None and not cells.empty(_text(said)) for name, said in
                      (("published_on", dataset.issued), ("updated_on", dataset.modified)))  # fmt: skip
        gathered.add(row, place=place, line=number)
    gathered.into(done)
    if unread:
        done.notes.append(f"{unread:,} dates could not be read for certain and stay empty.")
    _levels(done, gathered, options, reading)
    return done


def _levels(done: Delivery, gathered: Gathered, options: CatalogueOptions, reading: Reading) -> None:
    """How many are open today, by unit and theme; a group that has gone ends with zero."""
    day = reading.now.astimezone(SHANGHAI).date()
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {
        (unit, theme): [] for unit, theme in reading.mark.get("groups", ())
    }
    for row in gathered.rows.values():
        groups.setdefault((row["unit"], row["theme"]), []).append(row)
    done.facts["opening_daily"] = {
        day: [_level(day, key, rows, options.provenance) for key, rows in sorted(groups.items())]
    }
    done.mark = {"groups": sorted([unit, theme] for (unit, theme), rows in groups.items() if rows)}
    done.newest_at = naive(reading.now)


def _level(day: date, key: tuple[str, str], rows: list[Mapping[str, Any]], provenance: Provenance) -> dict[str, Any]:
    dated = [row for row in rows if row["updated_on"] is not None and row["cadence_days"] is not None]
    return {
        "day": day,
        "unit": key[0],
        "theme": key[1],
        "datasets": len(rows),
        "datasets_dated": len(dated),
        "updated_on_time": sum((day - row["updated_on"]).days <= row["cadence_days"] for row in dated),
        "downloads": None,
        "api_calls": None,
        "provenance": provenance,
    }


def _row(dataset: Dataset, options: CatalogueOptions, reading: Reading) -> dict[str, Any]:
    title = _text(dataset.title)
    if cells.empty(title):
        raise Unfit(
            zh=("没有名称。", "请给数据集起一个名称。"),
            en=("there is no title.", "Give the dataset a title."),
            field="title",
            value=dataset.title,
        )
    clean = cells.text(title, most=10_000, field="title")
    return {
        "code": code(dataset.identifier, clean),
        "unit": _unit(dataset.publisher, options, reading),
        "theme": _theme(dataset.themes, options, reading),
        "title_zh": clean if len(clean) <= TITLE_MOST else clean[: TITLE_MOST - 1] + "…",
        "formats": formats(dataset.formats),
        "published_on": loose(_text(dataset.issued), now=reading.now),
        "updated_on": loose(_text(dataset.modified), now=reading.now),
        "cadence_days": periodicity.days(dataset.frequency) or periodicity.days(dataset.modified),
        "provenance": options.provenance,
    }


def _text(value: Any) -> Any:
    """A text out of what JSON-LD and portals wrap around it, Chinese before English before any other."""
    if isinstance(value, list):
        value = next((one for one in value if not cells.empty(_text(one))), None)
    if isinstance(value, dict):
        for name in ("zh", "zh-CN", "en", "@value", "name", "title", "label", "foaf:name", "@id"):
            if name in value and not isinstance(value[name], (dict, list)):
                return value[name]
        value = next((one for one in value.values() if isinstance(one, str)), None)
    return value


def code(identifier: Any, title: str) -> str:
    """The identifier where it can stand in an address, else a hash that stays the same."""
    said = _text(identifier)
    text = str(said).strip() if isinstance(said, (str, int)) and not isinstance(said, bool) else ""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", text):
        return text
    return "d-" + hashlib.sha256((text or title).encode("utf-8", "replace")).hexdigest()[:24]


def _unit(publisher: Any, options: CatalogueOptions, reading: Reading) -> str:
    name = _text(publisher)
    known = reading.known
    found = known.find("unit", name, options.publishers)
    if found is not None:
        return known.code("unit", found, field="publisher")
    if options.unit is not None:
        return known.code("unit", options.unit, field="unit")
    if cells.empty(name):
        raise Unfit(
            zh=("没有写明提供单位。", "请写明，或为没有写明的设置unit。"),
            en=("there is no publisher.", "Name one, or set unit for those without."),
            field="publisher",
        )
    return known.code("unit", str(name), field="publisher", where=f"[sources.{reading.source}.publishers]")


def _theme(themes: Sequence[Any], options: CatalogueOptions, reading: Reading) -> str:
    for one in themes:
        found = reading.known.find("theme", _text(one), options.themes)
        if found is not None:
            return reading.known.code("theme", found, field="theme")
    if options.theme is not None:
        return reading.known.code("theme", options.theme, field="theme")
    name = next((_text(one) for one in themes if not cells.empty(_text(one))), None)
    if name is None:
        raise Unfit(
            zh=("没有写明主题。", "请写明，或为没有写明的设置theme。"),
            en=("there is no theme.", "Name one, or set theme for those without."),
            field="theme",
        )
    return reading.known.code("theme", str(name), field="theme", where=f"[sources.{reading.source}.themes]")


MEDIA = {
    "vnd.ms-excel": "xls",
    "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "xslx": "xlsx",
    "geo+json": "geojson",
    "octet-stream": "bin",
    "comma-separated-values": "csv",
    "excel": "xls",
}


def formats(said: Sequence[Any]) -> str:
    """Distinct short names in the order of the alphabet; what does not fit into the column is left out at the end."""
    found: set[str] = set()
    for one in said:
        text = _text(one)
        if not isinstance(text, str) or len(text) > 200:
            continue
        for word in re.split(r"[,;|、，]", text.split("#")[-1].rstrip("/").rsplit("/", 1)[-1] if "/" in text else text):
            short = re.sub(r"[^a-z0-9+.-]", "", word.casefold().replace("application", "") or word.casefold())
            short = MEDIA.get(short, short).removeprefix("x-").strip(".-")
            if short:
                found.add(MEDIA.get(short, short)[:20])
    listed = ""
    for one in sorted(found):
        longer = f"{listed} {one}".strip()
        listed = longer if len(longer) <= FORMATS_MOST else listed
    return listed or "unknown"
