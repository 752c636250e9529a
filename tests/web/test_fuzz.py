"""Forged requests by the thousand, on every route and the callback: refused in words, never a failure of the server.

The suite sends some hundred, `make proof` many (COCKPIT_FORGED=20000). A seed that fails is printed with its request.
"""

from __future__ import annotations

import os
import random
import string
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import orjson
import pytest
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from cockpit.board.board_service import BoardService
from cockpit.metrics.metric import METRICS
from cockpit.roles import Editors
from cockpit.settings import read
from cockpit.web.app import create_app
from tests import small
from tests.web.test_callbacks import UPDATE, body

FORGED = int(os.environ.get("COCKPIT_FORGED", "400"))
FIELDS = (
    "as_of", "period", "unit", "county", "scenario", "kind", "theme", "library", "defined", "lang", "metric", "member",
    "rows", "compare", "by", "highlight", "q", "refused", "panel", "sort", "filter", "start", "end", "source", "screen",
    "scenes", "play", "hours", "night", "tiles", "bezel", "week", "against", "token", "show",
)  # fmt: skip
FORMS = ("metric", "day", "text", "author", "back", "what", "value", "effective_on", "reason", "remark", "text_zh",
         "text_en", "week", "unit", "lang", "screen", "scene", "for")  # fmt: skip
GOOD = (
    "2020-09-21", "week", "year", "a", "c", "window", "api", "health", "people", "en", "sharing.records", "open",
    "libraries:people", "unit:a", "median", "provider", "platform", "records:desc,day:asc", "provider:has:A",
    "records:ge:10", "0", "100", "王", "target:app", "cadence:platform", "1", "2020-W38", "/desk",
)  # fmt: skip
EVIL = (
    "", "'", "' OR 1=1 --", "\x00", "\u202e", "../../etc/passwd", "%00", "{{7*7}}", "<script>alert(1)</script>",
    "=1+1", "NaN", "1e400", "-1", "9" * 40, "0000-00-00", "2020-02-30", "10000-01-01", "٣", "２０２０-09-01", "\ud800",
    "x" * 1200, "javascript:alert(1)", "unit:", ":::", "a,b,c", "null", "[]", "\r\nX: y", "2020-W99", "𝟙", "１",
)  # fmt: skip

SAID_SO = {(503, "/wall/alive")}
"""A screen that was never seen is said to be none."""


@pytest.fixture(scope="module")
def keep(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoardService]:
    folder = tmp_path_factory.mktemp("fuzz")
    engine = small.fill(f"sqlite:///{folder / 'exchange.db'}")
    made = small.keep(engine, folder)
    made.editors = Editors(("王",))
    yield made
    engine.dispose()


@pytest.fixture(scope="module")
def client(keep: BoardService, tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    var = tmp_path_factory.mktemp("var")
    given = {"COCKPIT_VAR": str(var), "COCKPIT_EDITORS": "王", "COCKPIT_SCREENS": str(var / "none.toml")}
    return create_app(read(given), keep).server.test_client()


def value(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.45:
        return chance.choice(GOOD)
    if kind < 0.75:
        return chance.choice(EVIL)
    if kind < 0.9:
        return chance.choice(METRICS.names())
    return "".join(chance.choice(string.printable) for _ in range(chance.randint(0, 30)))


def encoded(pairs: list[tuple[str, str]]) -> str:
    return urlencode([(name, said.encode("utf-8", "surrogatepass")) for name, said in pairs])


def path(rule: Rule, chance: random.Random) -> str:
    parts = {
        name: chance.choice((*GOOD, "sharing", "rows", "trust", "xlsx", "csv", "overview")) for name in rule.arguments
    }
    if chance.random() < 0.3:
        parts = {name: value(chance).replace("/", "-") or "x" for name in parts}
    made = str(rule.rule)
    for name, said in parts.items():
        for form in (f"<{name}>", f"<path:{name}>"):
            made = made.replace(form, encoded([("", said)])[1:] or "x")
    return made


@pytest.mark.slow
def test_no_forged_request_makes_the_server_fail(client: FlaskClient) -> None:
    rules = [rule for rule in client.application.url_map.iter_rules() if not rule.rule.startswith("/_dash-component")]
    pages = ["/desk", "/desk/sharing", "/desk/trust", "/desk/metrics", "/desk/counties", "/week", "/wall"]
    for seed in range(FORGED):
        chance = random.Random(seed)
        rule = chance.choice(rules)
        method = chance.choice(sorted((rule.methods or set()) & {"GET", "POST"}) or ["GET"])
        there = chance.choice(pages) if chance.random() < 0.4 else path(rule, chance)
        asked = encoded([(chance.choice(FIELDS), value(chance)) for _ in range(chance.randint(0, 4))])
        form = {
            chance.choice(FORMS): value(chance).encode("utf-8", "surrogatepass") for _ in range(chance.randint(0, 7))
        }
        if chance.random() < 0.5:
            form["author"] = "王".encode()
        what = f"seed {seed}: {method} {there}?{asked} {form}"
        sent: dict[str, Any] = {"data": form} if method == "POST" else {}
        answer = client.open(f"{there}?{asked}", method=method, **sent)
        assert answer.status_code < 500 or (answer.status_code, there) in SAID_SO, what
        assert b"Traceback" not in answer.data, what


@pytest.mark.slow
def test_no_forged_callback_makes_the_server_fail_and_what_is_no_address_gets_400(client: FlaskClient) -> None:
    for seed in range(FORGED // 2):
        chance = random.Random(seed)
        sent = body(chance.choice(("/desk", "/desk/sharing", "/desk/trust", "/week")))
        asked = encoded([(chance.choice(FIELDS), value(chance)) for _ in range(chance.randint(0, 4))])
        sent["inputs"][1]["value"] = f"?{asked}"[:1000]
        genuine = chance.random() < 0.4
        if not genuine:
            mutate(sent, chance)
        raw = orjson.dumps(sent)
        if not genuine and chance.random() < 0.1:
            raw = raw[: chance.randint(0, len(raw))]
        answer = client.post(UPDATE, data=raw, content_type="application/json")
        assert answer.status_code < 500, f"seed {seed}: {raw!r}"
        assert b"Traceback" not in answer.data
        if genuine:
            assert answer.status_code == 200, f"seed {seed}: {raw!r}"


def mutate(sent: Any, chance: random.Random) -> None:
    """Somewhere in the tree stands something else, or nothing any more."""
    places: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        if isinstance(node, dict | list):
            for key in node if isinstance(node, dict) else range(len(node)):
                places.append((node, key))
                walk(node[key])

    walk(sent)
    for node, key in chance.sample(places, chance.randint(1, 3)):
        others: tuple[Any, ...] = (
            None,
            7,
            -1.5,
            True,
            "",
            "root",
            [],
            {},
            ["a"],
            {"id": "page"},
            "x" * 3000,
            deepcopy(body()),
        )
        if isinstance(node, dict) and chance.random() < 0.3:
            node.pop(key, None)
        elif isinstance(node, dict) or (isinstance(key, int) and key < len(node)):
            node[key] = chance.choice(others)
