"""Project Open Data: the data.json of a portal, version 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest import catalogue
from cockpit.ingest.catalogue import CatalogueOptions
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.documents import Damaged
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.unused_fields import UnusedFields, words
from cockpit.units import Text

LINKS = ("accessURL", "downloadURL")
OF_PARTS = ("format", "mediaType", "modified", *LINKS)
USED = words(
    "@type accessLevel identifier title publisher theme distribution issued modified accrualPeriodicity license "
    "contactPoint description landingPage distribution.@type"
) | {f"distribution.{name}" for name in OF_PARTS}


def read(options: CatalogueOptions, reading: ReadingContext) -> Delivery:
    """SourceWrong where the answer is no catalogue of this kind."""
    found = catalogue.content(options, reading)
    datasets = found.get("dataset") if isinstance(found, dict) else found
    if not isinstance(datasets, list):
        raise SourceWrong(
            "It is no catalogue: there is no list of datasets.",
            "Name the data.json of the portal.",
            zh="不是目录：没有数据集清单。",
        )
    unused = UnusedFields(USED)
    delivery = catalogue.delivery(_datasets(datasets, unused), options, reading)
    unused.into(delivery.account)
    return delivery


def _datasets(found: list[Any], unused: UnusedFields) -> Iterator[Dataset | Unfit | Text]:
    for one in found:
        if isinstance(one, Damaged):
            yield one.unfit
        elif not isinstance(one, dict):
            yield Unfit(
                zh=("不是数据集。", "每个数据集请写成一个JSON对象。"),
                en=("it is no dataset.", "Deliver each dataset as a JSON object."),
                value=one,
            )
        elif one.get("accessLevel", "public") != "public":
            yield catalogue.NOT_PUBLIC
        else:
            unused.look(one)
            unused.look({name: value for part in _distributions(one) for name, value in part.items() if value},
                        "distribution")  # fmt: skip
            yield _dataset(one)


def _distributions(one: dict[str, Any]) -> list[dict[str, Any]]:
    held = one.get("distribution")
    return [part for part in held if isinstance(part, dict)] if isinstance(held, list) else []


def _dataset(one: dict[str, Any]) -> Dataset:
    distributions = _distributions(one)
    theme, point = one.get("theme"), one.get("contactPoint")
    contact = point if isinstance(point, dict) else {}
    return Dataset(
        identifier=one.get("identifier"),
        title=one.get("title"),
        publisher=one.get("publisher"),
        themes=theme if isinstance(theme, list) else [theme],
        formats=[part.get("format") or part.get("mediaType") for part in distributions],
        issued=one.get("issued"),
        modified=[one.get("modified"), *(part.get("modified") for part in distributions)],
        frequency=one.get("accrualPeriodicity"),
        licence=one.get("license"),
        contact=[contact.get("fn"), contact.get("hasEmail")],
        description=one.get("description"),
        links=[one.get("landingPage"), *(part.get(name) for part in distributions for name in LINKS)],
    )


declare(
    SourceKind(
        name="data_json",
        summary="An open data portal by its Project Open Data catalogue, data.json version 1.1.",
        options=CatalogueOptions,
        read=read,
        example='kind = "data_json"\nfile = "portal/data.json"\nunit = "bigdata"\ntheme = "government"\n',
    )
)
