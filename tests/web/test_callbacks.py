"""The callback that draws the live page: the same page, and nothing that a browser sends is believed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient

from cockpit.settings import ROOT
from tests.web.living import Handmade

UPDATE = "/_dash-update-component"
Body = dict[str, Any]


def body(path: str = "/desk", search: str = "") -> Body:
    """What the page itself sends."""
    values = {("address", "pathname"): path, ("address", "search"): search, ("changed", "data"): None}
    return {
        "output": "..tree.tree...frame.data..",
        "outputs": [{"id": "tree", "property": "tree"}, {"id": "frame", "property": "data"}],
        "inputs": [{"id": name, "property": what, "value": value} for (name, what), value in values.items()],
        "changedPropIds": ["address.pathname"],
    }


def numbers(node: Any) -> list[tuple[Any, ...]]:
    """Every number in the tree of a page, in its order."""
    if isinstance(node, str):
        return []
    given = node.get("a", {})
    mark = tuple(given.get(f"data-{name}") for name in ("metric", "value", "member", "part", "as-of"))
    return [*([mark] if mark[0] else []), *(number for child in node.get("c", ()) for number in numbers(child))]


@pytest.mark.parametrize("path", ["/desk", "/desk/sharing", "/week", "/desk/volumes", "/desk/meetings"])
def test_the_live_page_has_the_numbers_of_the_first_html_in_the_same_order(client: FlaskClient, path: str) -> None:
    first = [
        tuple(tag.get(f"data-{name}") for name in ("metric", "value", "member", "part", "as-of"))
        for tag in BeautifulSoup(client.get(path).text, "lxml").select("#first-paint [data-metric]")
    ]
    live = client.post(UPDATE, json=body(path)).get_json()["response"]
    assert numbers(json.loads(live["tree"]["tree"])) == first


def test_the_frame_follows_the_page(client: FlaskClient) -> None:
    frame = client.post(UPDATE, json=body("/desk/sharing", "?lang=en")).get_json()["response"]["frame"]["data"]
    assert (frame["lang"], frame["surface"], frame["theme"], frame["version"]) == ("en", "desktop", "light", "first")
    assert frame["title"].startswith("Sharing · ")
    types = (ROOT / "types" / "cockpit.d.ts").read_text("utf-8")
    (declared,) = re.findall(r"^interface Frame \{(.*?)^\}", types, flags=re.DOTALL | re.MULTILINE)
    assert set(re.findall(r"(\w+): string;", declared)) == set(frame)  # assets/frame.js takes over these and no other


def test_a_wrong_address_is_a_sentence_on_the_live_page_too(client: FlaskClient) -> None:
    answer = client.post(UPDATE, json=body("/desk", "?period=decade"))
    assert answer.status_code == 200 and "period" in answer.text
    assert answer.get_json()["response"]["frame"]["data"]["version"] == ""


def changed(change: Callable[[Body], Any]) -> Body:
    forged = copy.deepcopy(body())
    change(forged)
    return forged


FORGED: dict[str, Any] = {
    "no body at all": {},
    "a list": [],
    "another output": changed(lambda sent: sent.update(output="..page.style...frame.data..")),
    "another target": changed(lambda sent: sent["outputs"][0].update(id="root")),
    "one output less": changed(lambda sent: sent["outputs"].pop()),
    "one input less": changed(lambda sent: sent["inputs"].pop()),
    "an input that is no object": changed(lambda sent: sent["inputs"].__setitem__(0, "address")),
    "an input of another name": changed(lambda sent: sent["inputs"][0].update(id="frame")),
    "an input with more in it": changed(lambda sent: sent["inputs"][0].update(extra=1)),
    "a number for a path": changed(lambda sent: sent["inputs"][0].update(value=7)),
    "an object for a query": changed(lambda sent: sent["inputs"][1].update(value={"$ne": ""})),
    "a path without end": changed(lambda sent: sent["inputs"][0].update(value="/" + "a" * 5000)),
    "a state": changed(lambda sent: sent.update(state=[{"id": "x", "property": "y", "value": 1}])),
    "a change of something else": changed(lambda sent: sent.update(changedPropIds=["root.children"])),
    "a change that is no list": changed(lambda sent: sent.update(changedPropIds={"a": 1})),
    "changes that are no names": changed(lambda sent: sent.update(changedPropIds=[["address.pathname"]])),
}


@pytest.mark.parametrize("what", FORGED)
def test_a_forged_request_gets_400_and_never_reaches_a_board(client: FlaskClient, keep: Handmade, what: str) -> None:
    answer = client.post(UPDATE, json=FORGED[what])
    assert answer.status_code == 400, answer.text
    assert answer.get_json()["error"]["happened"] == "This is not a request of the page."
    assert keep.asked == []


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b"null", b"[" * 5000])
def test_bytes_that_are_no_request_get_400(client: FlaskClient, raw: bytes) -> None:
    answer = client.post(UPDATE, data=raw, content_type="application/json")
    assert answer.status_code == 400 and "Traceback" not in answer.text


def test_a_body_without_end_is_not_read(client: FlaskClient) -> None:
    answer = client.post(UPDATE, data=b"{" + b" " * 40_000 + b"}", content_type="application/json")
    assert answer.status_code == 413 and answer.get_json()["error"]["happened"]


def test_a_failure_while_drawing_is_a_500_with_a_reference(
    client: FlaskClient, keep: Handmade, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_scope: object) -> None:
        raise RuntimeError("secret cause")

    monkeypatch.setattr(keep, "board", broken)
    answer = client.post(UPDATE, json=body())
    assert answer.status_code == 500
    assert answer.get_json()["error"]["reference"] and "secret cause" not in answer.text
