"""Atom, RSS and JSON feeds: one page of a feed, with the entries that stand in it and what it says of itself."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cockpit.errors import SourceWrong
from cockpit.ingest.dataset import Dataset
from cockpit.ingest.decoding import FAULT, decoded
from cockpit.ingest.description import MARKUP, PlainText
from cockpit.ingest.documents import Damaged, parsed
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.stated_total import stated_total

ENTRIES = ("entry", "item")
HISTORY = "{http://purl.org/syndication/history/1.0}complete"
WITHDRAWN = "{http://purl.org/atompub/tombstones/1.0}deleted-entry"
UTF_8 = "application/xml; charset=utf-8"
_PROLOG = re.compile(r"^\s*<\?xml[^>]*?\?>")
_SAID = re.compile(rb"""^[^<]{0,3}<\?xml[^>]*?encoding=["']([A-Za-z0-9._-]+)["']""")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HTML = ("text/html", "application/xhtml+xml")
_MAIL = re.compile(r"\s*([^\s()@]+@[^\s()]+)\s*(?:\(([^)]*)\))?\s*")


@dataclass(frozen=True)
class FeedEntry:
    """`said` are the names of everything that stands in it."""

    dataset: Dataset
    said: frozenset[str]


@dataclass(frozen=True)
class Withdrawal:
    """An entry that is taken back; `when` is as it stands there, None where nothing is said."""

    identifier: str
    when: str | None


@dataclass(frozen=True)
class FeedPage:
    """`further` is the address of the next page; `complete`: the feed says that it lists everything there is; `total`
    is how many entries it counts over all pages, 0 where it does not say it; `withdrawn` is what it takes back.
    """

    entries: tuple[FeedEntry | Unfit, ...]
    further: str | None = None
    complete: bool = False
    total: int = 0
    withdrawn: tuple[Withdrawal, ...] = ()


def page(raw: bytes, encoding: str | None = None) -> FeedPage:
    """SourceWrong where it is no feed, or cut off."""
    said = _SAID.match(raw[:200])
    own = said[1].decode().lower() if said else None
    declared = encoding or {None: None, "utf-8": None, "gb2312": "gb18030", "gbk": "gb18030"}.get(own, own)
    text = decoded(raw, declared).lstrip("\ufeff")
    return _json(raw, encoding) if text.lstrip()[:1] in ("{", "[") else _xml(_CONTROL.sub(FAULT, text))


def _xml(text: str) -> FeedPage:
    """Counted by one parser and read by another, so that an entry which the second does not see is noticed."""
    import feedparser

    whole = _PROLOG.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text).encode()
    root = _tree(whole)
    spaces = {_space(root), *(_space(one) for one in root if _tag(one) == "channel")}
    stand = list(_entries(root, spaces))
    found = feedparser.parse(io.BytesIO(_without_others(root, stand, whole)), response_headers={"content-type": UTF_8})
    if not found.version or len(found.entries) != len(stand):
        raise _no_feed(f"{len(stand)} entries stand there, {len(found.entries)} can be read" if found.version else "")
    feed = dict(found.feed)
    head = next((one for one in root if _tag(one) == "channel"), root)
    owners = [feed.get("publisher"), *(name for name, _ in _authors(head) if name)]
    totals = [one.text for one in root.iter() if _tag(one) == "totalResults"]
    return FeedPage(
        tuple(_entry(dict(one), _authors(at), owners) for one, at in zip(found.entries, stand, strict=True)),
        further=next((one.get("href") for one in feed.get("links", ()) if one.get("rel") == "next"), None),
        complete=root.find(f".//{HISTORY}") is not None,
        total=stated_total(totals),
        withdrawn=tuple(Withdrawal(one.get("ref", "").strip(), one.get("when")) for one in root.iter(WITHDRAWN)),
    )


def _entries(element: Any, spaces: Collection[str]) -> Iterator[Any]:
    """The entries of a feed, and nothing of that name that stands in an entry, in a text or in another vocabulary."""
    for one in element:
        if _tag(one) in ENTRIES and _space(one) in spaces:
            yield one
        elif one.get("type") != "xhtml":
            yield from _entries(one, spaces)


def _without_others(root: Any, stand: list[Any], whole: bytes) -> bytes:
    """The feed, in which nothing else is called like an entry, for the second parser knows them by name alone."""
    from xml.etree.ElementTree import tostring

    named = [one for one in root.iter() if _tag(one) in ENTRIES]
    entries = {id(one) for one in stand}
    others = [one for one in named if id(one) not in entries]
    for one in others:
        one.tag = f"{one.tag}-part"
    return tostring(root, encoding="utf-8") if others else whole.strip()


def _tree(raw: bytes) -> Any:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(raw)
    except ParseError as broken:
        line, column = broken.position
        raise SourceWrong(
            f"It is no feed: from line {line}, character {column + 1} on it is no XML.",
            "Check the address or the file, and that it is whole. The old facts stay.",
            zh=f"不是订阅源：从第{line}行第{column + 1}个字符起不是XML。",
        ) from broken
    except DefusedXmlException as refused:
        raise _no_feed("it defines entities of its own") from refused


def _no_feed(why: str = "") -> SourceWrong:
    return SourceWrong(
        f"It is no Atom, RSS or JSON feed{f': {why}' if why else ''}.",
        "Name the address of the feed.",
        zh="不是Atom、RSS或JSON订阅源。",
    )


def _entry(
    one: Mapping[str, Any], authors: list[tuple[str | None, str | None]], owners: list[Any]
) -> FeedEntry | Unfit:
    if FAULT in str(one):
        return _damaged(_said(one, "title"))
    links = one.get("links", ())
    files = [link for link in links if link.get("rel") == "enclosure"]
    licence = next((link.get("href") for link in links if link.get("rel") == "license"), None)
    content = [_unmarked(part.get("value"), part.get("type"), " ") for part in one.get("content", ())]
    names = [name for name, _ in authors if name]
    source = one.get("source")
    dataset = Dataset(
        identifier=one.get("id") or one.get("link"),
        title=_said(one, "title"),
        publisher=[one.get("publisher"), *names, source.get("title") if source else None, *owners],
        themes=[tag.get(name) for tag in one.get("tags", ()) for name in ("term", "label")],
        formats=[link.get("type") for link in files],
        issued=one.get("published") or one.get("created"),
        modified=[one.get("updated")],
        licence=_said(one, "rights") or licence,
        contact=authors[0] if authors else (),
        description=next((said for said in (_said(one, "summary"), *content) if said), None),
        links=[link.get("href") for link in links if link.get("rel") != "license"],
    )
    return FeedEntry(dataset, frozenset(name for name in one if not name.endswith(("_detail", "_parsed"))))


def _damaged(title: Any) -> Unfit:
    return Unfit(
        zh=("有不是文字的字节。", "请更正后重新提供，或写明encoding。"),
        en=("it has bytes that are no text.", "Correct it, or set encoding."),
        value=title,
    )


def _said(one: Mapping[str, Any], name: str) -> Any:
    """A text of an entry without markup, where it says that it has any."""
    kind = (one.get(f"{name}_detail") or {}).get("type")
    return _unmarked(one.get(name), kind, "" if name == "title" else " ")


def _unmarked(said: Any, kind: Any, instead: str) -> Any:
    if not isinstance(said, str):
        return said
    return PlainText(html.unescape(MARKUP.sub(instead, said)) if kind in _HTML else said)


def _tag(element: Any) -> str:
    return str(element.tag).rsplit("}", 1)[-1]


def _space(element: Any) -> str:
    """The namespace, empty where there is none."""
    return str(element.tag).rpartition("}")[0]


def _authors(element: Any) -> list[tuple[str | None, str | None]]:
    """Names and mail addresses; RSS writes a name in brackets behind its address."""
    found: list[tuple[str | None, str | None]] = []
    for one in element:
        if _tag(one) not in ("author", "creator"):
            continue
        parts = {_tag(part): (part.text or "").strip() for part in one}
        text = (one.text or "").strip()
        match = _MAIL.fullmatch(text)
        if parts:
            found.append((parts.get("name") or None, parts.get("email") or None))
        elif match:
            found.append((match[2], match[1]))
        elif text:
            found.append((text, None))
    return found


def _json(raw: bytes, encoding: str | None) -> FeedPage:
    found = parsed(raw, encoding)
    version = found.get("version") if isinstance(found, dict) else None
    items = found.get("items") if isinstance(found, dict) else None
    if not isinstance(version, str) or "jsonfeed.org" not in version or not isinstance(items, list):
        raise _no_feed()
    owners = _owners(found)
    further = found.get("next_url")
    return FeedPage(tuple(_item(one, owners) for one in items), further if isinstance(further, str) else None)


def _item(one: Any, owners: list[Any]) -> FeedEntry | Unfit:
    if isinstance(one, Damaged):
        return one.unfit
    if not isinstance(one, dict):
        return Unfit(
            zh=("不是条目。", "每个条目请写成一个JSON对象。"),
            en=("it is no item.", "Deliver each item as a JSON object."),
            value=one,
        )
    held = one.get("attachments")
    files = [part for part in held if isinstance(part, dict)] if isinstance(held, list) else []
    tags = one.get("tags")
    dataset = Dataset(
        identifier=one.get("id") or one.get("url"),
        title=one.get("title"),
        publisher=[*_owners(one), *owners],
        themes=tags if isinstance(tags, list) else [tags],
        formats=[part.get("mime_type") for part in files],
        issued=one.get("date_published"),
        modified=[one.get("date_modified")],
        contact=_owners(one)[:1],
        description=_text_of(one),
        links=[one.get("url"), one.get("external_url"), *(part.get("url") for part in files)],
    )
    return FeedEntry(dataset, frozenset(name for name, value in one.items() if value not in (None, "", [], {})))


def _text_of(one: Mapping[str, Any]) -> Any:
    """A JSON feed has markup in `content_html` alone."""
    plain = one.get("summary") or one.get("content_text")
    return _unmarked(plain, None, "") if plain else _unmarked(one.get("content_html"), _HTML[0], " ")


def _owners(one: Mapping[str, Any]) -> list[Any]:
    held = one.get("authors")
    people = [*(held if isinstance(held, list) else ()), one.get("author")]
    return [person["name"] for person in people if isinstance(person, dict) and person.get("name")]
