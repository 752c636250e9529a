"""Behind a real nginx that signs people in, set up as docs/weekly.md says: nobody becomes somebody else."""

from __future__ import annotations

import http.client
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from cockpit.settings import ROOT
from cockpit.snapshot.signing import Signer
from tests.servers import free_port
from tests.web.living import Handmade, serving
from tests.web.nginx import NEEDED, nginx
from tests.web.sealed import LANSHAN, catalogue_of

CITY, COUNTY = "/desk/weekly/2020-W39/report.html", f"/desk/weekly/{LANSHAN}/2020-W39/report.html"
PROXY = "127.0.0.2"
"""Where the proxy asks from: a visitor of this machine who goes round it has another address."""

pytestmark = NEEDED

CACHING = """
    proxy_cache_path {folder}/cache keys_zone=shared:1m; proxy_cache shared; proxy_cache_valid any 10m;
    add_header X-Kept $upstream_cache_status always;
    proxy_bind {address};
    server {{
        listen 127.0.0.1:{port};
{locations}
    }}
"""


def documented() -> str:
    """The locations of docs/weekly.md, as they stand there."""
    return "\n".join(re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "weekly.md").read_text("utf-8"), re.DOTALL))


def listed() -> str:
    """The readers of the same page."""
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "weekly.md").read_text("utf-8"), re.DOTALL)
    return str(next(block for block in blocks if "[[reader]]" in block))


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory, _sealed: Path, key: Signer) -> Iterator[tuple[int, int]]:
    """The ports of the proxy and of the cockpit behind it."""
    folder = tmp_path_factory.mktemp("proxy")
    (folder / "readers.toml").write_text(listed(), "utf-8")
    (folder / "users").write_text(
        "".join(f"{name}:{{PLAIN}}secret\n" for name in ("王芳", "zhang", "lanshan", "guest"))
    )
    given = {
        "COCKPIT_READERS": str(folder / "readers.toml"),
        "COCKPIT_IDENTITY_HEADER": "X-Remote-User",
        "COCKPIT_TRUSTED_PROXIES": PROXY,
        "COCKPIT_KIOSK_TOKENS": "a-token-of-the-hall",
    }
    with serving(Handmade(), folder, catalogue_of(_sealed, key), **given) as home:
        behind, port = int(home.rpartition(":")[2]), free_port()
        locations = documented().replace("127.0.0.1:8050", f"127.0.0.1:{behind}")
        locations = locations.replace("/etc/nginx/cockpit.users", str(folder / "users"))
        inside = CACHING.format(folder=folder, address=PROXY, port=port, locations=locations)
        with nginx(folder, inside, port=port):
            yield port, behind


def ask(port: int, path: str, name: str | None, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """Status and headers; `name` signs in with its password."""
    sent = {one.replace("__", "-"): value for one, value in headers.items()}
    if name:
        sent["Authorization"] = f"Basic {b64encode(f'{name}:secret'.encode()).decode()}"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", path, headers=sent)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()


def test_each_gets_what_the_sign_in_allows(places: tuple[int, int]) -> None:
    port, _ = places
    wanted = {"王芳": (200, 200), "lanshan": (403, 200), "zhang": (403, 403), "guest": (403, 403), None: (401, 401)}
    for name, statuses in wanted.items():
        assert tuple(ask(port, path, name)[0] for path in (CITY, COUNTY)) == statuses, name
    assert ask(port, "/desk/weekly/2020-W39/manifest.json", "zhang")[0] == 200


def test_a_name_that_a_visitor_sends_is_worth_nothing(places: tuple[int, int]) -> None:
    port, behind = places
    for header in ("X__Remote__User", "x__remote__user", "X_Remote_User"):
        for claimed in ("zhang", "王芳".encode().decode("latin-1")):
            assert ask(port, CITY, "lanshan", **{header: claimed})[0] == 403
            assert ask(port, CITY, None, **{header: claimed})[0] == 401
            assert ask(behind, CITY, None, **{header: claimed})[0] == 403  # round the proxy, to the port itself
    assert ask(port, COUNTY, "lanshan", X__Remote__User="guest")[0] == 200


def test_a_county_does_not_get_the_city_by_typing_its_address(places: tuple[int, int]) -> None:
    port, _ = places
    for path in (
        CITY,
        f"{CITY}?unit={LANSHAN}",
        f"/desk/weekly/{LANSHAN}/../2020-W39/report.html",
        f"/desk/weekly/{LANSHAN}/%2e%2e/2020-W39/report.html",
        "/desk/weekly/371311/2020-W39/report.html",
        "/desk/weekly?week=2020-W39",
        "/api/v1/board",
        "/api/v1/board?unit=371311",
        "/export/sharing.xlsx",
        "/wall",
    ):
        assert ask(port, path, "lanshan")[0] in (401, 403, 404), path


def test_a_cache_in_the_proxy_gives_nobody_what_another_was_given(places: tuple[int, int]) -> None:
    port, _ = places
    for _ in range(2):
        status, headers = ask(port, CITY, "王芳")
        assert (status, headers["X-Kept"]) == (200, "MISS") and "private" in headers["Cache-Control"]
        assert ask(port, CITY, "lanshan")[0] == 403
    kept = [ask(port, "/assets/wall.css?v=1", None)[1]["X-Kept"] for _ in range(2)]
    assert kept[1] == "HIT"  # it does keep what may be kept


@pytest.mark.slow
def test_a_screen_comes_through_with_its_token_and_without_a_sign_in(places: tuple[int, int]) -> None:
    port, _ = places
    assert ask(port, "/wall", None)[0] == 401
    assert ask(port, "/wall", None, X__Cockpit__Token="a-token-of-the-hall")[0] == 200
    assert ask(port, "/assets/wall.css", None)[0] == 200
