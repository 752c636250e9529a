"""What a checkout shows of the demonstration, written down so that two checkouts can be held against each other.

    python -m bench.compare dump before.json     in the one
    python -m bench.compare dump after.json      in the other
    python -m bench.compare diff before.json after.json

It asks the application of the current folder without a server: boards by their names and numbers, pages by the text
that is seen, their roles and their numbers, files by cell. It uses only what every checkout has, `app.py` and its
routes.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PAGES = ("overview", "volumes", "sharing", "opening", "meetings", "counties", "trust", "metrics")
SCENES = ("overview", "volumes", "sharing", "opening", "meetings", "county-371302")
FILTERS = (
    "",
    "period=month",
    "as_of=2020-09-20",
    "unit=police",
    "unit=371302",
    "library=licence",
    "kind=api",
    "compare=previous",
)
OPENED = (
    ("volumes", "compare=week"),
    ("overview", "compare=month"),
    ("volumes", "metric=volumes.records"),
    ("volumes", "metric=volumes.records&member=libraries:licence"),
    ("sharing", "metric=sharing.records&compare=week"),
    ("sharing", "metric=sharing.records&rows=open"),
    ("sharing", "metric=sharing.scenarios&rows=open"),
    ("meetings", "metric=meetings.held&unit=371302"),
    ("metrics", "q=入库"),
    ("sharing", "highlight=poverty"),
)
"""Pages on which something is opened: a comparison, the drawer, the rows behind a number, the handbook searched."""
LANGUAGES = ("zh", "en")
NUMBER = ("data-metric", "data-value", "data-member", "data-part", "data-provenance", "data-qualifier")
SEEN = (*NUMBER, "role", "aria-label")


def main() -> None:
    verb, *files = sys.argv[1:]
    if verb == "dump":
        Path(files[0]).write_text(json.dumps(dump(), ensure_ascii=False, indent=1, sort_keys=True), "utf-8")
    else:
        before, after = (json.loads(Path(file).read_text("utf-8")) for file in files)
        lines = list(differences(before, after))
        print("\n".join(lines))
        print(f"{len(lines)} differences in {len(before)} and {len(after)} things")


def dump() -> dict[str, Any]:
    sys.path.insert(0, str(Path.cwd()))
    from app import server  # the checkout's own

    client = server.test_client()
    found: dict[str, Any] = {}
    for address in addresses():
        answer = client.get(address)
        found[f"{address} status"] = answer.status_code
        if "/export/" in address and address.partition("?")[0].endswith(".xlsx"):
            found |= sheets(address, answer.data)
        elif "/export/" in address:
            found[address] = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
        elif "/api/" in address:
            found[address] = answer.json
        else:
            found |= page(address, answer.text)
    return found


def addresses() -> Iterator[str]:
    for language in LANGUAGES:
        said = "lang=en" if language == "en" else ""
        for asked in FILTERS:
            query = "&".join(one for one in (asked, said) if one)
            for name in PAGES:
                yield f"/desk{'' if name == 'overview' else '/' + name}?{query}"
                if not asked or "unit" in asked:
                    yield f"/export/{name}.csv?{query}"
                    yield f"/export/{name}.xlsx?{query}"
        for name, asked in OPENED:
            query = "&".join(one for one in (asked, said) if one)
            yield f"/desk{'' if name == 'overview' else '/' + name}?{query}"
            yield f"/export/{name}.csv?{query}"
            yield f"/export/{name}.xlsx?{query}"
        for scene in SCENES:
            yield f"/wall/{scene}?{said}"
        yield f"/week?{said}"
    for asked in FILTERS:
        if "compare" not in asked:
            yield f"/api/v1/board?{asked}"


def sheets(address: str, content: bytes) -> dict[str, Any]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return {
        f"{address} {name}": [[None if cell is None else str(cell) for cell in row] for row in book[name].values]
        for name in book.sheetnames
    }


def page(address: str, text: str) -> dict[str, Any]:
    from bs4 import BeautifulSoup

    tree = BeautifulSoup(text, "lxml")
    for gone in tree(["script", "style", "template"]):
        gone.decompose()
    marks = [{name: tag[name] for name in SEEN if tag.has_attr(name)} for tag in tree.find_all(True)]
    return {
        f"{address} text": [line for line in tree.get_text("\n").split("\n") if line.strip()],
        f"{address} marks": [mark for mark in marks if mark],
        f"{address} ids": [tag["id"] for tag in tree.find_all(id=True)],
    }


def differences(before: Any, after: Any, path: str = "") -> Iterator[str]:
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted({*before, *after}):
            if name not in after or name not in before:
                yield f"{path}/{name}: only {'before' if name in before else 'after'}"
            else:
                yield from differences(before[name], after[name], f"{path}/{name}")
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for at, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{path}[{at}]")
    elif isinstance(before, list) and isinstance(after, list):
        yield from unlike(before, after, path)
    elif before != after:
        yield f"{path}: {before!r} -> {after!r}"


def unlike(before: list[Any], after: list[Any], path: str) -> Iterator[str]:
    """Lists of another length: what was taken out and what was put in."""
    import difflib

    one, other = ([json.dumps(each, ensure_ascii=False, sort_keys=True) for each in side] for side in (before, after))
    for line in difflib.unified_diff(one, other, lineterm="", n=0):
        if not line.startswith(("---", "+++", "@@")):
            yield f"{path}: {line}"


if __name__ == "__main__":
    main()
