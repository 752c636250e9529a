"""A feed by which a portal announces its datasets: Atom, RSS or JSON Feed, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin

from pydantic import Field

from cockpit.errors import SourceWrong
from cockpit.ingest import catalogue, feeds
from cockpit.ingest.catalogue import CatalogueOptions
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.dates import loose
from cockpit.ingest.description import text
from cockpit.ingest.feeds import FeedEntry, FeedPage
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.unused_fields import UnusedFields, words
from cockpit.store.shared_columns import DELIVERED_BY
from cockpit.units import Text

MOST_PAGES = 5_000
OLDER = Text("同一条目的较早版本，或再次出现", "an older version of an entry, or the same again")
WITHDRAWN = Text("已撤回的条目", "an entry that is withdrawn")
USED = words(
    "id link links title authors author publisher source tags published created updated rights license summary content "
    "guidislink url external_url attachments date_published date_modified content_text content_html"
)


class FeedOptions(CatalogueOptions):
    """A feed holds its newest entries and adds to what it said before; `whole`: it lists every dataset there is."""

    whole: bool = Field(
        default=False,
        description="true where the feed lists every dataset, so that one which is no longer there is taken away; else "
        "entries are added to those before",
    )


def read(options: FeedOptions, reading: ReadingContext) -> Delivery:
    pages = list(_pages(options, reading))
    entries = [one for page in pages for one in page.entries]
    whole = options.whole or any(page.complete for page in pages)
    if whole:
        _all_there(len(entries), max((page.total or 0 for page in pages), default=0))
    withdrawn = {catalogue.code(name, None, "") for page in pages for name in page.withdrawn}
    unused = UnusedFields(USED)
    kept = {} if whole else _before(reading, withdrawn)
    found = _datasets(entries, reading, unused)
    delivery = catalogue.delivery(found, options, reading, kept=kept)
    unused.into(delivery.account)
    count = sum(len(page.withdrawn) for page in pages)
    delivery.account.read += count
    delivery.account.leave(WITHDRAWN, count=count, entry=True)
    return delivery


def _pages(options: FeedOptions, reading: ReadingContext) -> Iterator[FeedPage]:
    found = feeds.page(catalogue.raw(options, reading), options.encoding)
    asked = {options.url}
    while True:
        yield found
        reading.progress(len(asked))
        url = urljoin(options.url, found.further) if options.url and found.further else None
        if url is None or url in asked:
            return
        if len(asked) >= MOST_PAGES:
            raise SourceWrong("The feed has no end.", "Check its address.", zh="订阅源没有尽头。")
        asked.add(url)
        found = feeds.page(reading.fetch.get(url), options.encoding)


def _all_there(given: int, count: int) -> None:
    if given < count:
        raise SourceWrong(
            f"The feed counts {count:,} entries and gave {given:,}.",
            "Name its address, so that all pages are read. The old facts stay.",
            zh=f"订阅源计有{count:,}个条目，只给出{given:,}个。",
        )


def _before(reading: ReadingContext, withdrawn: set[str]) -> dict[str, Mapping[str, Any]]:
    """What the feed said in earlier readings and has not taken back, by code."""
    return {
        code: {name: value for name, value in row.items() if name != DELIVERED_BY}
        for code, row in reading.known.rows("open_dataset").items()
        if row[DELIVERED_BY] == reading.source and code not in withdrawn
    }


def _datasets(
    entries: list[FeedEntry | Unfit], reading: ReadingContext, unused: UnusedFields
) -> Iterator[Dataset | Unfit | Text]:
    """Of several entries with one identifier the one counts that was updated last, of those of one moment the first."""
    newest: dict[str, tuple[date, int]] = {}
    for number, one in enumerate(entries):
        if isinstance(one, FeedEntry) and (name := text(one.dataset.identifier)):
            moment = max(_moment(said, reading) for said in (one.dataset.issued, *one.dataset.modified))
            if str(name) not in newest or newest[str(name)][0] < moment:
                newest[str(name)] = moment, number
    for number, one in enumerate(entries):
        if isinstance(one, Unfit):
            yield one
            continue
        unused.names(one.said)
        held = newest.get(str(text(one.dataset.identifier)))
        yield OLDER if held is not None and held[1] != number else one.dataset


def _moment(said: Any, reading: ReadingContext) -> date:
    return loose(said, now=reading.now, spelling=reading.spelling) or date.min


declare(
    SourceKind(
        name="feed",
        summary="An Atom, RSS or JSON feed in which a portal announces its datasets.",
        options=FeedOptions,
        read=read,
        example='kind = "feed"\nurl = "https://data.example.gov.cn/feeds/dataset.atom"\nunit = "bigdata"\n'
        'theme = "other"\n',
    )
)
