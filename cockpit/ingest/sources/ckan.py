"""CKAN: the Action API of a portal, read page by page, or one saved answer of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field

from cockpit.errors import SourceWrong
from cockpit.ingest import catalogue
from cockpit.ingest.catalogue import CatalogueOptions
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.documents import Damaged, parsed
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.stated_total import stated_total
from cockpit.ingest.unused_fields import UnusedFields, words
from cockpit.units import Text

MOST_PAGES = 5_000
FREQUENCIES = (
    "frequency",
    "accrual_periodicity",
    "accrualPeriodicity",
    "update_frequency",
    "updateFrequency",
    "更新频率",
)


HIDDEN = Text("未公开，或为草稿、已删除", "not public, a draft or deleted")
NO_DATASET = Text("不是数据集，如收割源、应用展示", "no dataset, such as a harvest source or a showcase")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?")
CHANGED = ("last_modified", "metadata_modified", "created")
ANSWERS = ("contact", "maintainer", "author", "publisher")
PARTS = ("organization", "extras", "groups", "tags", "resources")
OWN = Text("CKAN自身的管理信息", "by which CKAN manages itself")
USED = words(
    "id name title type private state theme issued modified metadata_created metadata_modified notes url "
    "landing_page license_title license_id license_url"
) | {*FREQUENCIES, *PARTS, *(f"{one}{what}" for one in ANSWERS for what in ("", "_name", "_email"))}
OF_PARTS = frozenset(
    {
        *(f"organization.{name}" for name in ("title", "name")),
        *(f"groups.{name}" for name in ("name", "title", "display_name")),
        *(f"resources.{name}" for name in ("format", "mimetype", "url", *CHANGED)),
        *(f"extras.{name}" for name in USED - {*PARTS, "id", "name", "title", "type", "private", "state"}),
        "tags.name",
    }
)
MANAGED = words(
    "num_resources num_tags isopen owner_org creator_user_id revision_id relationships_as_subject "
    "relationships_as_object version_id tracking_summary organization.id organization.type organization.created "
    "organization.state organization.is_organization organization.approval_status organization.revision_id "
    "groups.id tags.id tags.state tags.display_name tags.vocabulary_id resources.id resources.package_id "
    "resources.position resources.revision_id resources.state resources.url_type resources.datastore_active "
    "resources.cache_url resources.cache_last_updated resources.resource_type resources.hash "
    "resources.mimetype_inner resources.webstore_url resources.webstore_last_updated resources.tracking_summary"
)
"""Fields of CKAN's own model that say nothing of what is open."""


class CkanOptions(CatalogueOptions):
    """`url` is the portal's address, under which /api/3/action/package_search answers; packages of `types` are datasets
    there.
    """

    rows: int = Field(default=200, ge=1, le=1_000, description="datasets that are asked for at once")
    types: tuple[str, ...] = Field(default=("dataset",), description="types of packages that are datasets there")


def read(options: CkanOptions, reading: ReadingContext) -> Delivery:
    if options.file is not None:
        packages, count = _result(catalogue.content(options, reading))
        _all_there(len(packages), count)
    else:
        packages = list(_pages(options, reading))
    unused = UnusedFields(USED | OF_PARTS, MANAGED, OWN)
    delivery = catalogue.delivery(_datasets(packages, options, unused), options, reading)
    unused.into(delivery.account)
    return delivery


def _pages(options: CkanOptions, reading: ReadingContext) -> Iterator[Any]:
    """Every package once: one that moves to another page while we read is known by its id."""
    url = f"{(options.url or '').rstrip('/')}/api/3/action/package_search"
    seen: set[str] = set()
    start, given = 0, 0
    for _ in range(MOST_PAGES):
        asked = {"rows": str(options.rows), "start": str(start), "sort": "id asc"}
        page, count = _result(parsed(reading.fetch.get(url, asked), options.encoding))
        for package in page:
            named = str(package.get("id")) if isinstance(package, dict) and package.get("id") else None
            if named is None or named not in seen:
                seen.add(named or "")
                given += 1
                yield package
        start += len(page)
        reading.progress(start, count)
        if not page or start >= count:
            _all_there(given, count)
            return
    raise SourceWrong("The portal has no end.", "Check its address.", zh="门户的清单没有尽头。")


def _all_there(given: int, count: int) -> None:
    if given < count:
        raise SourceWrong(
            f"The portal counts {count:,} datasets and gave {given:,}.",
            "Ask its administrator why; perhaps it needs a sign-in, or rows must be smaller. The old facts stay.",
            zh=f"门户计有{count:,}个数据集，只给出{given:,}个。",
        )


def _result(found: Any) -> tuple[list[Any], int]:
    result = found.get("result") if isinstance(found, dict) and found.get("success") is not False else None
    packages = result.get("results") if isinstance(result, dict) else result
    if not isinstance(packages, list):
        raise SourceWrong(
            "It is no answer of CKAN.", "Give the portal's address, without /api.", zh="应答不是CKAN格式。"
        )
    count = result.get("count") if isinstance(result, dict) else None
    return packages, stated_total([count]) or len(packages)


def _datasets(found: list[Any], options: CkanOptions, unused: UnusedFields) -> Iterator[Dataset | Unfit | Text]:
    for one in found:
        if isinstance(one, Damaged):
            yield one.unfit
        elif not isinstance(one, dict):
            yield Unfit(
                zh=("不是数据集。", "每个数据集请写成一个JSON对象。"),
                en=("it is no package.", "Deliver each package as a JSON object."),
                value=one,
            )
        elif one.get("private") is True or one.get("state") in ("deleted", "draft"):
            yield HIDDEN
        elif (one.get("type") or options.types[0]) not in options.types:
            yield NO_DATASET
        else:
            _look(one, unused)
            yield _dataset(one)


def _look(one: Mapping[str, Any], unused: UnusedFields) -> None:
    unused.look(one)
    unused.names({f"extras.{extra.get('key')}" for extra in _dicts(one.get("extras"))})
    organization = one.get("organization")
    for part, held in (*((part, _dicts(one.get(part))) for part in ("groups", "tags", "resources")),
                       ("organization", [organization] if isinstance(organization, dict) else [])):  # fmt: skip
        unused.look(dict.fromkeys((name for each in held for name, value in each.items() if value), 1), part)


def _dataset(one: Mapping[str, Any]) -> Dataset:
    extras = {
        extra["key"]: extra.get("value") for extra in _dicts(one.get("extras")) if isinstance(extra.get("key"), str)
    }
    said = {**extras, **{name: value for name, value in one.items() if value not in (None, "")}}
    organization = one.get("organization")
    publisher = [extras.get("publisher_name"), extras.get("publisher")]
    if isinstance(organization, dict):
        publisher = [organization.get("title"), organization.get("name"), *publisher]
    themes = [group.get(name) for group in _dicts(one.get("groups")) for name in ("name", "title", "display_name")]
    resources = _dicts(one.get("resources"))
    return Dataset(
        identifier=one.get("id") or one.get("name"),
        title=one.get("title") or one.get("name"),
        publisher=publisher,
        themes=[said.get("theme"), *themes, *(tag.get("name") for tag in _dicts(one.get("tags")))],
        formats=[resource.get("format") or resource.get("mimetype") for resource in resources],
        issued=said.get("issued") or _utc(one.get("metadata_created")),
        modified=[
            said.get("modified"),
            _utc(one.get("metadata_modified")),
            *(_utc(resource.get(name)) for resource in resources for name in CHANGED),
        ],
        frequency=next((said[name] for name in FREQUENCIES if said.get(name)), None),
        licence=said.get("license_title") or said.get("license_id") or said.get("license_url"),
        contact=_contact(said),
        description=said.get("notes"),
        links=[said.get("url"), said.get("landing_page"), *(resource.get("url") for resource in resources)],
    )


def _utc(value: Any) -> Any:
    """A moment that CKAN itself writes: it is of UTC and does not say so."""
    return f"{value}Z" if isinstance(value, str) and _MOMENT.fullmatch(value.strip()) else value


def _contact(said: Mapping[str, Any]) -> list[Any]:
    """The first who answers for it, with an address."""
    for name in ANSWERS:
        found = [said.get(name), *(said.get(f"{name}_{what}") for what in ("name", "email"))]
        if any(found):
            return found
    return []


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


declare(
    SourceKind(
        name="ckan",
        summary="An open data portal that runs on CKAN, by its Action API.",
        options=CkanOptions,
        read=read,
        example='kind = "ckan"\nurl = "https://data.example.gov.cn"\nunit = "bigdata"\ntheme = "government"\n',
    )
)
