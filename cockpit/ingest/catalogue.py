"""The datasets of an open data portal, whatever it speaks: into the register and the levels of the day."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Self

from pydantic import Field, model_validator

from cockpit.calendar import SHANGHAI
from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, file_access, periodicity
from cockpit.ingest.dataset import Dataset, Unread
from cockpit.ingest.dates import loose
from cockpit.ingest.description import described, formats, links, text
from cockpit.ingest.documents import parsed
from cockpit.ingest.gathered_rows import Gathered, naive
from cockpit.ingest.refusal import Refusal, Unfit
from cockpit.ingest.register_lookup import folded
from cockpit.ingest.selection import Selection
from cockpit.ingest.source_kind import Delivery, ReadingContext, TextOptions
from cockpit.store import tables
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text

MOST = 200_000_000
TITLE_MOST = 200
NOT_PUBLIC = Text("未公开", "not public")
OTHERS = Text("不在only_publishers、only_themes之列", "of none of only_publishers or only_themes")


class CatalogueOptions(TextOptions):
    """`unit` and `theme` take what has no publisher or theme that is known; without them such a dataset is refused.

    `only_publishers` and `only_themes` take a few out of a catalogue of the whole country: names as it writes them, or
    codes of ours. The others are left out.
    """

    file: str | None = Field(default=None, description="the file that holds the catalogue")
    url: str | None = Field(default=None, description="its address instead of a file")
    unit: str | None = Field(
        default=None, description="unit of datasets whose publisher is not known; without it they are refused"
    )
    theme: str | None = Field(
        default=None, description="theme of datasets whose theme is not known; without it they are refused"
    )
    publishers: dict[str, str] = Field(default_factory=dict, description="their names of publishers to units")
    themes: dict[str, str] = Field(default_factory=dict, description="their names of themes to ours")
    only_publishers: tuple[str, ...] = Field(
        default=(), description="the only publishers that are taken, by their names or codes of units"
    )
    only_themes: tuple[str, ...] = Field(
        default=(), description="the only themes that are taken, by their names or our codes"
    )

    @model_validator(mode="after")
    def _one_place(self) -> Self:
        if (self.file is None) == (self.url is None):
            raise ValueError("give either file or url")
        return self


def content(options: CatalogueOptions, reading: ReadingContext) -> Any:
    """The JSON of a file or an address; SourceWrong where it is none."""
    return parsed(raw(options, reading), options.encoding)


def raw(options: CatalogueOptions, reading: ReadingContext) -> bytes:
    """What stands in the file or at the address; SourceWrong where the name is not that of one file."""
    if options.file is not None:
        found = file_access.files(reading, options.file)
        if len(found) != 1:
            raise SourceWrong(
                f"{options.file} is not one file.",
                "Name the one that holds the catalogue.",
                zh=f"{options.file}不是一个文件。",
            )
        return file_access.content(found[0][0], most=MOST)
    return reading.fetch.get(options.url or "")


def delivery(
    found: Iterable[Dataset | Unfit | Text],
    options: CatalogueOptions,
    reading: ReadingContext,
    *,
    kept: Mapping[str, Mapping[str, Any]] | None = None,
) -> Delivery:
    """A Text is why something in the catalogue is no open dataset: it is left out.

    `kept` are rows of earlier readings, by code, that stay where the catalogue does not say them anew.
    """
    gathered = Gathered(tables.open_dataset, reading, options.provenance)
    place = options.file or options.url or ""
    done, unread = Delivery(), Unread()
    wanted = Selection.of(
        reading.known,
        publishers=(options.only_publishers, options.publishers),
        themes=(options.only_themes, options.themes),
    )
    for number, dataset in enumerate(found, start=1):
        if number % 500 == 0:
            reading.progress(number)
        done.account.read += 1
        if isinstance(dataset, Text):
            done.account.leave(dataset, entry=True)
            continue
        try:
            if isinstance(dataset, Unfit):
                raise dataset
            if not wanted.has(dataset):
                done.account.leave(OTHERS)
                continue
            row = _row(dataset, options, reading)
        except Unfit as unfit:
            gathered.refused.append(Refusal.of(unfit, place=place, line=number))
            continue
        unread.look(dataset, row)
        gathered.add(row, place=place, line=number)
    gathered.into(done)
    done.notes += unread.notes()
    fresh = {row["code"] for row in gathered.rows.values()}
    done.registers["open_dataset"] += [dict(row) for code, row in (kept or {}).items() if code not in fresh]
    _levels(done, options, reading)
    return done


def _levels(done: Delivery, options: CatalogueOptions, reading: ReadingContext) -> None:
    """How many are open today, by unit and theme; a group that has gone ends with zero."""
    day = reading.now.astimezone(SHANGHAI).date()
    groups: dict[tuple[str, str], list[Mapping[str, Any]]] = {
        (unit, theme): [] for unit, theme in reading.mark.get("groups", ())
    }
    for row in done.registers["open_dataset"]:
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


def _row(dataset: Dataset, options: CatalogueOptions, reading: ReadingContext) -> dict[str, Any]:
    clean = _title(dataset)
    changed = [loose(text(one), now=reading.now, spelling=reading.spelling) for one in dataset.modified]
    repeated = next((days for one in dataset.modified if (days := periodicity.iso(text(one)))), None)
    return {
        "code": code(dataset.identifier, dataset.publisher, clean),
        "unit": _unit(dataset.publisher, options, reading),
        "theme": _theme(dataset.themes, options, reading),
        "title_zh": clean if len(clean) <= TITLE_MOST else clean[: TITLE_MOST - 1] + "…",
        "formats": formats(dataset.formats),
        "published_on": loose(text(dataset.issued), now=reading.now, spelling=reading.spelling),
        "updated_on": max((day for day in changed if day is not None), default=None),
        "cadence_days": periodicity.read(dataset.frequency).days or repeated,
        "licence": described("licence", [dataset.licence]),
        "contact": described("contact", dataset.contact),
        "description": described("description", [dataset.description]),
        "links": links(dataset.links),
        "provenance": options.provenance,
    }


def _title(dataset: Dataset) -> str:
    title = text(dataset.title)
    if cell_values.empty(title):
        raise Unfit(
            zh=("没有名称。", "请给数据集起一个名称。"),
            en=("there is no title.", "Give the dataset a title."),
            field="title",
            value=dataset.title,
        )
    return cell_values.text(title, most=10_000, field="title")


def identity(dataset: Dataset) -> str | None:
    """The code that the register will give it; None where it has neither identifier nor title."""
    if not cell_values.empty(text(dataset.identifier)):
        return code(dataset.identifier, None, "")
    try:
        return code(None, dataset.publisher, _title(dataset))
    except Unfit:
        return None


def code(identifier: Any, publisher: Any, title: str) -> str:
    """The identifier where it can stand in an address, else a hash that stays the same: of the identifier, or of
    publisher and title where there is none."""
    said = text(identifier)
    name = str(said).strip() if isinstance(said, (str, int)) and not isinstance(said, bool) else ""
    if re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", name):
        return name
    whole = name or f"{folded(str(text(publisher) or ''))}\n{title}"
    return "d-" + hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()[:24]


def _unit(publisher: Any, options: CatalogueOptions, reading: ReadingContext) -> str:
    name = text(publisher)
    known = reading.known
    for one in publisher if isinstance(publisher, list) else [publisher]:
        found = known.find("unit", text(one), options.publishers)
        if found is None:
            continue
        return known.code("unit", found, field="publisher")
    if options.unit is not None:
        return known.code("unit", options.unit, field="unit")
    if cell_values.empty(name):
        raise Unfit(
            zh=("没有写明提供单位。", "请写明，或为没有写明的设置unit。"),
            en=("there is no publisher.", "Name one, or set unit for those without."),
            field="publisher",
        )
    return known.code("unit", str(name), field="publisher", where=f"[sources.{reading.source}.publishers]")


def _theme(themes: Sequence[Any], options: CatalogueOptions, reading: ReadingContext) -> str:
    for one in themes:
        found = reading.known.find("theme", text(one), options.themes)
        if found is not None:
            return reading.known.code("theme", found, field="theme")
    if options.theme is not None:
        return reading.known.code("theme", options.theme, field="theme")
    name = next((text(one) for one in themes if not cell_values.empty(text(one))), None)
    if name is None:
        raise Unfit(
            zh=("没有写明主题。", "请写明，或为没有写明的设置theme。"),
            en=("there is no theme.", "Name one, or set theme for those without."),
            field="theme",
        )
    return reading.known.code("theme", str(name), field="theme", where=f"[sources.{reading.source}.themes]")
