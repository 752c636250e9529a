"""DCAT-AP: a catalogue as JSON-LD, compacted or expanded; no context is ever fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest import catalogue
from cockpit.ingest.catalogue import CatalogueOptions
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.documents import Damaged, parsed
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.stated_total import stated_total
from cockpit.ingest.unused_fields import UnusedFields, words

MOST_DEPTH = 12
MOST_PAGES = 5_000
NEXT = ("nextPage", "next")
BLANK = re.compile(r"_:|.*/\.well-known/genid/")
"""Names of nodes that have none: the next export calls them otherwise."""
USED = words(
    "@id @type @context type identifier title publisher theme keyword distribution contactPoint issued modified "
    "accrualPeriodicity license rights description landingPage"
)
OF_PARTS = words("@id @type type format mediaType modified license rights downloadURL accessURL")


def read(options: CatalogueOptions, reading: ReadingContext) -> Delivery:
    """SourceWrong where the answer is no catalogue of this kind."""
    found = [node for page in _pages(options, reading) for node in _nodes(page)]
    nodes = [node for node in found if isinstance(node, dict)]
    damaged = [node.unfit for node in found if isinstance(node, Damaged)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    datasets = [node for node in nodes if "dataset" in _types(node)]
    if not datasets and not any("catalog" in _types(node) for node in nodes):
        raise SourceWrong(
            "It is no DCAT catalogue in JSON-LD.",
            "Name the JSON-LD export of the portal.",
            zh="不是JSON-LD格式的DCAT目录。",
        )
    _all_there(nodes, len(datasets) + len(damaged))
    delivery = catalogue.delivery((*damaged, *(_dataset(node, by_id) for node in datasets)), options, reading)
    _unused(datasets, by_id).into(delivery.account)
    return delivery


def _unused(datasets: list[dict[str, Any]], by_id: dict[str, dict[str, Any]]) -> UnusedFields:
    unused = UnusedFields(USED | {f"distribution.{name}" for name in OF_PARTS})
    for node in datasets:
        parts = [one for one in _linked(_get(node, "distribution"), by_id) if isinstance(one, dict)]
        unused.names({_short(name) for name in node} | {f"distribution.{_short(n)}" for part in parts for n in part})
    return unused


def _pages(options: CatalogueOptions, reading: ReadingContext) -> Iterator[Any]:
    """The catalogue, and where a portal gives it out in pages those that follow."""
    page = catalogue.content(options, reading)
    asked = {options.url}
    while True:
        yield page
        further = [one for node in _nodes(page) if isinstance(node, dict) for name in NEXT for one in _get(node, name)]
        url = next((_address(one) for one in further), None)
        if url is None or options.url is None or url in asked or len(asked) >= MOST_PAGES:
            return
        asked.add(url)
        page = parsed(reading.fetch.get(url), options.encoding)


def _all_there(nodes: list[dict[str, Any]], given: int) -> None:
    """A portal that gives out its catalogue in pages says how many datasets there are in all."""
    said = [one.get("@value") if isinstance(one, dict) else one for node in nodes for one in _get(node, "totalItems")]
    count = stated_total(said)
    if given < count:
        raise SourceWrong(
            f"The portal counts {count:,} datasets and gave {given:,}.",
            "Name its address, so that all pages are read, or deliver the whole catalogue. The old facts stay.",
            zh=f"门户计有{count:,}个数据集，只给出{given:,}个。",
        )


def _address(value: Any) -> str | None:
    said = value.get("@id") or value.get("@value") if isinstance(value, dict) else value
    return said if isinstance(said, str) else None


def _nodes(found: Any, depth: int = 0) -> Iterator[dict[str, Any] | Damaged]:
    """Every object, wherever it is nested."""
    if depth > MOST_DEPTH:
        return
    if isinstance(found, Damaged):
        yield found
    elif isinstance(found, dict):
        yield found
        for value in found.values():
            if isinstance(value, (dict, list, Damaged)):
                yield from _nodes(value, depth + 1)
    elif isinstance(found, list):
        for one in found:
            yield from _nodes(one, depth + 1)


def _short(name: str) -> str:
    """dct:title, http://purl.org/dc/terms/title and title are one."""
    return name.rsplit("#", 1)[-1].rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _types(node: dict[str, Any]) -> set[str]:
    said = node.get("@type", node.get("type"))
    return {_short(one).lower() for one in (said if isinstance(said, list) else [said]) if isinstance(one, str)}


def _get(node: dict[str, Any], name: str) -> list[Any]:
    found: list[Any] = []
    for key, value in node.items():
        if _short(key) == name:
            found += value if isinstance(value, list) else [value]
    return found


def _linked(values: list[Any], by_id: dict[str, dict[str, Any]]) -> list[Any]:
    """References to nodes of the same document are followed one step."""
    named = ((one, one.get("@id") if isinstance(one, dict) else one) for one in values)
    return [by_id.get(name, one) if isinstance(name, str) else one for one, name in named]


def _dataset(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Dataset:
    parts = [one for one in _linked(_get(node, "distribution"), by_id) if isinstance(one, dict)]
    publisher = _linked(_get(node, "publisher"), by_id)
    names = [name for one in publisher if isinstance(one, dict) for name in _get(one, "name")]
    themes = _linked([*_get(node, "theme"), *_get(node, "keyword")], by_id)
    contact = [one for one in _linked(_get(node, "contactPoint"), by_id) if isinstance(one, dict)]
    named = node.get("@id")
    labels = [label for one in themes if isinstance(one, dict) for label in _get(one, "prefLabel")]
    return Dataset(
        identifier=_get(node, "identifier") or [named if isinstance(named, str) and not BLANK.match(named) else None],
        title=_by_language(_get(node, "title")),
        publisher=names or publisher,
        themes=[*labels, *themes, *(_tail(one) for one in themes)],
        formats=[one for part in parts for one in (_linked(_get(part, "format"), by_id) or _get(part, "mediaType"))],
        issued=_get(node, "issued"),
        modified=[*_get(node, "modified"), *(one for part in parts for one in _get(part, "modified"))],
        frequency=_linked(_get(node, "accrualPeriodicity"), by_id),
        licence=[one for held in (node, *parts) for name in ("license", "rights") for one in _get(held, name)],
        contact=[one for point in contact for name in ("fn", "name", "hasEmail") for one in _get(point, name)],
        description=_by_language(_get(node, "description")),
        links=[
            *_get(node, "landingPage"),
            *(one for part in parts for name in ("downloadURL", "accessURL") for one in _get(part, name)),
        ],
    )


def _tail(value: Any) -> str | None:
    said = value.get("@id") if isinstance(value, dict) else value
    return _short(said) if isinstance(said, str) else None


def _by_language(values: list[Any]) -> Any:
    """Chinese before English before whatever stands first."""
    for tongue in ("zh", "en"):
        for one in values:
            if isinstance(one, dict) and str(one.get("@language", "")).startswith(tongue):
                return one.get("@value")
    return values


declare(
    SourceKind(
        name="dcat",
        summary="An open data portal by its DCAT-AP catalogue in JSON-LD.",
        options=CatalogueOptions,
        read=read,
        example='kind = "dcat"\nfile = "portal/catalog.jsonld"\nunit = "bigdata"\ntheme = "government"\n',
    )
)
