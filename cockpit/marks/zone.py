"""A block under its hairline: a header, then what it says. The line is dashed where every number in it is invented."""

from __future__ import annotations

from collections.abc import Iterable

from cockpit.marks.element import Element, Given, NumberElement, el
from cockpit.store.vocabulary import Provenance


def zone(header: Element, *content: Given, class_: str = "", tag: str = "section") -> Element:
    """Provenance is read off the numbers themselves, never off a list of blocks."""
    block = el(tag, header, content)
    origin = "demo" if invented(block) else None
    return el(tag, header, content, class_=f"zone card {class_}".strip(), data_origin=origin)


def header(title: str, *, note: Given = None, beside: Given = None, aside: Given = None, tag: str = "h2") -> Element:
    """`note` qualifies the title, `beside` follows it, `aside` stands at the right: freshness or badge."""
    return el("header", el(tag, title, el("span", note, class_="byline") if note else None, beside), aside)


def invented(block: Element) -> bool:
    """Whether there are numbers in it, and each of them is a demo."""
    origins = set(provenances(block))
    return origins == {Provenance.DEMO}


def provenances(block: Element) -> Iterable[str]:
    """The provenance of every number that is known."""
    for one in block:
        if isinstance(one, NumberElement) and one.number is not None and one.number.value is not None:
            yield one.number.provenance or ""
