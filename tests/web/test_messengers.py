"""What a messenger adds to a link (from=timeline) changes nothing, at any address; what is known is still held to."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from cockpit.snapshot.signing import Signer
from cockpit.web import address
from cockpit.web.wall import routes
from cockpit.web.wall.heartbeat import Heartbeats
from tests.web.living import Handmade, cockpit
from tests.web.sealed import catalogue_of

pytestmark = pytest.mark.slow

ADDED = (
    "from=singlemessage&isappinstalled=0&utm_source=x",
    f"utm_source={'x' * 1200}",
    "from=groupmessage",
    "from=timeline&from=timeline",
    "=",
)
PARTS = {
    "kind": ("csv", "xlsx"),
    "name": ("hall",),
    "page": ("sharing", "trust"),
    "path": ("desk/trust", "desk/counties", "week", "nothing"),
    "scene": ("sharing", "county", "nothing"),
    "unit": ("371302",),
    "week": ("2020-W39",),
    "filename": ("desk.css",),
}
ASKED = ("", "as_of=2020-09-30&kind=api&lang=en", "metric=sharing.records", "source=platform", "screen=hall",
         "period=decade", "unit=a&unit=b")  # fmt: skip
OURS = ("desk", "wall", "week", "screens", "export", "api", "")
TIMED = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",)
"""A workbook says when it was written."""
CLOCKED = ("/wall/pulse",)
"""It says what time it is."""
FOREIGN = "/_dash-component"
"""Files of Dash's own packages."""


@pytest.fixture
def client(keep: Handmade, root: Path, key: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A cockpit that says of every screen when it answered last, on a clock that stands between two answers."""
    monkeypatch.setattr(routes, "Heartbeats", partial(Heartbeats, now=lambda: 1_601_460_000.0))
    return cockpit(keep, tmp_path, catalogue_of(root, key)).server.test_client()


def addresses(rule: Rule) -> list[str]:
    made = [str(rule.rule)]
    for name in rule.arguments:
        said = PARTS.get(name, ("report.html",)) if name != "name" or "weekly" not in rule.rule else ("report.html",)
        made = [one.replace(f"<path:{name}>", part).replace(f"<{name}>", part) for one in made for part in said]
    return made


def answered(client: FlaskClient, there: str) -> tuple[object, ...]:
    """Status, bytes, type, tag and where it leads; a page without the address that its browser is to show, and without
    the settings of Dash, which are marked anew each time."""
    with client.get(there, buffered=True) as answer:
        content = answer.data
        if answer.mimetype == "text/html":
            soup = BeautifulSoup(content, "lxml")
            for settings in soup.select("#_dash-config"):
                settings.decompose()
            if soup.html is not None:
                soup.html.attrs.pop("data-query", None)
            content = str(soup).encode()
        return answer.status_code, content, answer.mimetype, answer.headers.get("ETag"), answer.headers.get("Location")


def test_every_route_answers_the_same_with_what_a_messenger_adds(client: FlaskClient) -> None:
    known = client.application.url_map.iter_rules()
    rules = [rule for rule in known if "GET" in (rule.methods or set()) and not rule.rule.startswith(FOREIGN)]
    seen = 0
    for rule in rules:
        for there in addresses(rule):
            for asked in ASKED if there.split("/")[1] in OURS else ("",):
                plain = answered(client, f"{there}?{asked}" if asked else there)
                with_more = answered(client, f"{there}?{asked}{'&' if asked else ''}{ADDED[0]}")
                if plain[2] in TIMED or there in CLOCKED:
                    plain, with_more = (plain[0], *plain[2:]), (with_more[0], *with_more[2:])
                assert with_more == plain, f"{there}?{asked}"
                seen += plain[0] == 200
    assert seen > 60


@pytest.mark.parametrize("added", ADDED)
@pytest.mark.parametrize(
    "path",
    ["/desk", "/desk/sharing", "/desk/weekly", "/week", "/wall", "/wall/sharing", "/screens", "/screens/states",
     "/api/v1/board", "/export/sharing.csv", "/export/rows.csv?metric=sharing.records"],
)  # fmt: skip
def test_a_link_through_a_messenger_opens(client: FlaskClient, path: str, added: str) -> None:
    assert client.get(f"{path}{'&' if '?' in path else '?'}{added}").status_code == 200


def test_a_known_field_with_a_wrong_value_stays_a_refusal(client: FlaskClient) -> None:
    for there in ("/desk/sharing", "/wall", "/week", "/api/v1/board", "/export/sharing.csv", "/desk/weekly"):
        wrong = "week=x" if there == "/desk/weekly" else "as_of=timeline"
        assert client.get(f"{there}?from=timeline&{wrong}").status_code == 400


def test_no_link_of_a_page_carries_on_what_was_added(client: FlaskClient) -> None:
    for path in ("/desk", "/desk/sharing?metric=sharing.records&rows=open", "/desk/trust", "/desk/weekly", "/week",
                 "/screens", "/wall"):  # fmt: skip
        text = client.get(f"{path}{'&' if '?' in path else '?'}period=month&{ADDED[0]}").text
        assert "period=month" in text or path in ("/screens", "/desk/weekly", "/wall")
        assert "singlemessage" not in text and "utm_source" not in text and "isappinstalled" not in text


def test_one_scope_is_asked_for_whatever_was_added(client: FlaskClient, keep: Handmade) -> None:
    keep.asked.clear()
    for added in ADDED:
        client.get(f"/desk/sharing?unit=hrss&{added}")
        client.get(f"/api/v1/board?unit=hrss&{added}")
    assert len(set(keep.asked)) == 1


def test_the_browser_is_told_which_address_was_asked_only_where_it_shows_more(client: FlaskClient) -> None:
    def told(there: str) -> object:
        html = BeautifulSoup(client.get(there).data, "lxml").html
        assert html is not None
        return html.get("data-query")

    assert told("/desk/sharing?period=month&lang=en") is None
    assert told(f"/desk/sharing?period=month&{ADDED[0]}&lang=en") == "period=month&lang=en"
    assert told("/desk?from=timeline") == ""
    assert told("/desk/weekly?week=2020-W38&from=timeline") == "week=2020-W38"
    assert told("/screens?from=timeline&theme=dark") == "theme=dark"


def test_a_query_without_anything_added_stays_as_it_is_written() -> None:
    assert address.known("as_of=2020-09-30&unit=%E4%B8%AD&q=a+b") == "as_of=2020-09-30&unit=%E4%B8%AD&q=a+b"
    assert address.known("as_of=&from=x&theme=health&theme=dark") == "as_of=&theme=health&theme=dark"
