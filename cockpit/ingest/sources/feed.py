"""A feed by which a portal announces its datasets: Atom, RSS or JSON Feed, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

from pydantic import Field

from cockpit.errors import SourceWrong
from cockpit.ingest import catalogue, feeds
from cockpit.ingest.catalogue import CatalogueOptions
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.feed_versions import WITHDRAWN, FeedVersions
from cockpit.ingest.feeds import FeedEntry, FeedPage
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.source_kind import Delivery, ReadingContext, SourceKind, declare
from cockpit.ingest.unused_fields import UnusedFields, words
from cockpit.units import Text

MOST_PAGES = 5_000
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
        _all_there(len(entries), max((page.total for page in pages), default=0))
    withdrawals = [one for page in pages for one in page.withdrawn]
    versions, unused = FeedVersions.of(reading), UnusedFields(USED)
    versions.look(entries, withdrawals)
    found = _datasets(entries, versions, unused)
    delivery = catalogue.delivery(found, options, reading, kept=versions.kept(whole=whole))
    delivery.mark |= versions.mark({row["code"] for row in delivery.registers["open_dataset"]})
    unused.into(delivery.account)
    delivery.account.read += len(withdrawals)
    delivery.account.leave(WITHDRAWN, count=len(withdrawals), entry=True)
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


def _datasets(
    entries: list[FeedEntry | Unfit], versions: FeedVersions, unused: UnusedFields
) -> Iterator[Dataset | Unfit | Text]:
    for number, one in enumerate(entries):
        if isinstance(one, Unfit):
            yield one
            continue
        unused.names(one.said)
        yield versions.fate(number, one) or one.dataset


declare(
    SourceKind(
        name="feed",
        summary="An Atom, RSS or JSON feed in which a portal announces its datasets.",
        options=FeedOptions,
        read=read,
        example='kind = "feed"\nurl = "https://data.example.gov.cn/feeds/dataset.atom"\nunit = "bigdata"\n'
        'theme = "government"\n',
    )
)
