"""What a page shows: every element that carries a number."""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from cockpit.units import exact


@dataclass(frozen=True)
class Shown:
    metric: str
    member: str | None
    part: str | None
    value: str | None
    as_of: str | None
    provenance: str | None
    text: str

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        return self.metric, self.member, self.part


def numbers(html: str | bytes, within: str | None = None) -> list[Shown]:
    """Every number in the HTML, or in its elements of a CSS selector."""
    soup = BeautifulSoup(html, "lxml")
    roots: list[Tag] = list(soup.select(within)) if within else [soup]
    return [_shown(tag) for root in roots for tag in root.select("[data-metric]")]


def _shown(tag: Tag) -> Shown:
    def said(name: str) -> str | None:
        value = tag.get(f"data-{name}")
        return str(value) if value is not None else None

    return Shown(
        metric=str(tag["data-metric"]),
        member=said("member"),
        part=said("part"),
        value=said("value"),
        as_of=said("as-of"),
        provenance=said("provenance"),
        text=tag.get_text(),
    )


def plain(value: int | float | None) -> str | None:
    return None if value is None else exact(value)
