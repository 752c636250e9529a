"""What a page's address asks for: the scope, and how it wants to be looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from cockpit.board import scope as scopes
from cockpit.board.comparison import baseline
from cockpit.board.comparison.baseline import Baseline
from cockpit.board.keys import RowKey
from cockpit.board.scope import CODE, CODES, CODES_ZH, Scope, parse
from cockpit.errors import ScopeWrong
from cockpit.marks.theme import Theme
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.store.sums import FACTS
from cockpit.web import parameters

LONGEST = 1000
SOUGHT = 40
LOOKS = ("lang", "metric", "member", "rows", "compare", "by", "highlight", "q", "refused")
"""What an address may ask for that changes no number."""
FIELDS = (*scopes.FIELDS, *LOOKS)

MEMBER = re.compile(r"[a-z_]{1,40}:[A-Za-z0-9_.>-]{1,81}")
DIMENSIONS = tuple(dict.fromkeys(name for fact in FACTS.values() for name in fact.dimensions))
METRIC = re.compile(r"[a-z][a-z0-9_]{0,39}\.[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True)
class PageRequest:
    """`metric` is the one whose drawer is open, `member` the row of a table that it is meant of (libraries:credit);
    `rows` opens the rows behind it, `by` says by what a comparison is taken apart, `sought` is looked for
    in the handbook, `refused` is the source whose rows that wait outside are opened."""

    scope: Scope
    view: View
    metric: str | None = None
    member: RowKey | None = None
    rows: bool = False
    against: Baseline | None = None
    by: str | None = None
    sought: str = ""
    refused: str | None = None


def language_of(query: str) -> str:
    """The language of a page whose address may be wrong in every other way."""
    given = [value for name, value in parse_qsl(known(query)[:LONGEST]) if name == "lang" and value in LANGUAGES]
    return given[-1] if given else LANGUAGES[0]


def theme_of(query: str, surface: Surface) -> Theme:
    given = [value for name, value in parse_qsl(known(query)[:LONGEST]) if name == "theme" and value in list(Theme)]
    return Theme(given[-1]) if given else (Theme.DARK if surface == Surface.WALL else Theme.LIGHT)


def known(query: str, *more: str) -> str:
    """A query without what no page of ours asks for, such as what a messenger adds to a link (from=timeline); `more`
    are fields that one page has beside those of all."""
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if name in FIELDS or name in more]
    return query if kept == pairs else urlencode(kept)


def bounded(query: str, *more: str) -> None:
    """ScopeWrong where an address asks for more than an address can, or for what none of ours can; what is not ours in
    it does not count."""
    parameters.check(query)
    if len(known(query, *more)) > LONGEST:
        raise ScopeWrong(
            "query",
            "The address is too long.",
            f"at most {LONGEST} characters",
            zh="地址太长。",
            allowed_zh=f"至多{LONGEST}个字符",
        )


def added(query: str, *more: str) -> dict[str, str]:
    """For the root of a document: the query that the browser is to show where the one that was asked says more."""
    kept = known(query, *more)
    return {} if kept == query else {"data-query": kept}


def read(query: str, *, city: str, surface: Surface) -> PageRequest:
    """The question in an address; ScopeWrong says which field is wrong.

    `theme=light` and `theme=dark` are looks, any other theme is one of the open data themes. How a page looks may be
    given twice, the last wins, so that a link can add `lang=en` to an address as it stands.
    """
    bounded(query)
    looks: dict[str, str] = {}
    rest: list[tuple[str, str]] = []
    for name, value in parse_qsl(query, keep_blank_values=True):
        if name in LOOKS or (name == "theme" and value in list(Theme)):
            looks[name] = value
        else:
            rest.append((name, value))
    scope = parse(urlencode(rest), city=city)
    _check(looks)
    kept = {name: looks[name] for name in ("lang", "theme", "compare", "highlight") if looks.get(name)}
    view = View(
        surface,
        language=looks.get("lang") or LANGUAGES[0],
        theme=theme_of(urlencode({"theme": looks.get("theme", "")}), surface),
        query="&".join(part for part in (scope.to_query(), urlencode(kept)) if part),
        highlight=looks.get("highlight") or None,
    )
    return PageRequest(
        scope,
        view,
        metric=looks.get("metric") or None,
        member=RowKey.parse(looks["member"]) if looks.get("member") else None,
        rows=looks.get("rows") == "open",
        against=baseline.parse(looks.get("compare")),
        by=looks.get("by") or None,
        sought=looks.get("q", "").strip(),
        refused=looks.get("refused") or None,
    )


def _check(looks: dict[str, str]) -> None:
    if looks.get("metric") and not METRIC.fullmatch(looks["metric"]):
        raise ScopeWrong(
            "metric", "This is not the name of a metric.", "a name such as volumes.records", zh="这不是指标名。"
        )
    if looks.get("rows") and (looks["rows"] != "open" or not looks.get("metric")):
        raise ScopeWrong(
            "rows",
            "These rows cannot be opened.",
            "open, together with a metric",
            zh="这样打不开明细。",
            allowed_zh="open，并带 metric",
        )
    if looks.get("member") and not (MEMBER.fullmatch(looks["member"]) and looks.get("metric")):
        raise ScopeWrong(
            "member",
            "This is not a row of a table.",
            "table:code, together with a metric",
            zh="这不是表中的一行。",
            allowed_zh="表名:代码，并带 metric",
        )
    if len(looks.get("q", "")) > SOUGHT:
        raise ScopeWrong(
            "q",
            "This is too long to be looked for.",
            f"at most {SOUGHT} letters",
            zh="要找的文字太长。",
            allowed_zh=f"至多{SOUGHT}个字",
        )
    if looks.get("by") and looks["by"] not in DIMENSIONS:
        raise ScopeWrong(
            "by", "A change cannot be taken apart by this.", ", ".join(DIMENSIONS), zh="变化不能这样拆分。"
        )
    if looks.get("refused") and not CODE.fullmatch(looks["refused"]):
        raise ScopeWrong("refused", "This is not a code.", CODES, zh="这不是代码。", allowed_zh=CODES_ZH)
    if looks.get("highlight") and not CODE.fullmatch(looks["highlight"]):
        raise ScopeWrong("highlight", "This is not a code.", CODES, zh="这不是代码。", allowed_zh=CODES_ZH)
