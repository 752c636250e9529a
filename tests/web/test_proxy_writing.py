"""Behind a real nginx: no host and no address is a right to steer, and the documented proxy lets editors write."""

from __future__ import annotations

import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from cockpit.settings import ROOT, read
from cockpit.web import identity
from tests.servers import free_port
from tests.web.living import Handmade, serving
from tests.web.nginx import NEEDED, nginx

pytestmark = NEEDED

CLAIMS = ("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Server", "X-Real-IP", "Forwarded", "X-Host")
HOSTS = ("localhost", "localhost:8050", "127.0.0.1", "[::1]:8050", "cockpit.example.gov.cn")


def post(port: int, path: str, body: bytes, **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("POST", path, body=body, headers={n.replace("_", "-"): said for n, said in headers.items()})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


PASSED = (
    "",
    "proxy_set_header Host $host;",
    "proxy_set_header Host $http_host;",
    "proxy_set_header Host $host; proxy_set_header X-Forwarded-For $remote_addr;",
)
"""What a proxy may say of the host that was asked."""


@pytest.mark.parametrize("passed", PASSED)
def test_no_host_and_no_address_steers_a_screen_where_nobody_is_named(tmp_path: Path, passed: str) -> None:
    port = free_port()
    with serving(Handmade(), tmp_path) as home:
        inside = f"server {{ listen 127.0.0.1:{port}; location / {{ {passed} proxy_pass {home}; }} }}"
        with nginx(tmp_path, inside, port=port):
            for at in (port, int(home.rpartition(":")[2])):  # through the proxy, and round it
                for host in HOSTS:
                    for claim in ("", "127.0.0.1", "localhost", "for=127.0.0.1;host=localhost"):
                        claims = dict.fromkeys(CLAIMS, claim) if claim else {}
                        asked = json.dumps({"scene": "sharing", "hold": True, "minutes": 5}).encode()
                        given = {"Host": host, "Content-Type": "application/json", **claims}
                        status, said = post(at, "/screens/hall", asked, **given)
                        assert status == 403 and "COCKPIT_EDITORS" in said, (at, host, claim)
    assert not list((tmp_path / "screens").glob("steered/*"))


def documented() -> str:
    return "\n".join(re.findall(r"```nginx\n(.*?)```", (ROOT / "docs" / "desk.md").read_text("utf-8"), re.DOTALL))


@pytest.fixture
def proxied(tmp_path: Path, keep: Handmade) -> Iterator[int]:
    """The port of the proxy of docs/desk.md, whose sign-in says that everybody is lizhang."""
    given = {"COCKPIT_EDITORS": "lizhang", "COCKPIT_IDENTITY_HEADER": "X-Remote-User"}
    keep.editors = identity.editors(read({"COCKPIT_VAR": str(tmp_path), **given}))
    port, signs_in = free_port(), free_port()
    with serving(keep, tmp_path, **given) as home:
        locations = documented().replace("http://127.0.0.1:8050", home)
        inside = f"""
        server {{ listen 127.0.0.1:{signs_in}; location / {{ add_header X-User lizhang; return 204; }} }}
        server {{
            listen 127.0.0.1:{port};
            location = /auth {{ internal; proxy_pass http://127.0.0.1:{signs_in}; }}
            {locations}
        }}"""
        with nginx(tmp_path, inside, port=port):
            yield port


def test_a_browser_writes_and_steers_through_the_documented_proxy(proxied: int, keep: Handmade) -> None:
    ours = {"Origin": f"http://127.0.0.1:{proxied}"}
    form = urlencode({"metric": "sharing.records", "day": "2020-09-16", "text": "x", "author": "lizhang"}).encode()
    typed = {"Content-Type": "application/x-www-form-urlencoded"}
    assert post(proxied, "/edit/remark", form, **typed, **ours)[0] == 303
    assert len(keep.written) == 1
    asked = json.dumps({"hold": True, "author": "lizhang"}).encode()
    assert post(proxied, "/screens/hall", asked, **{"Content-Type": "application/json"}, **ours)[0] == 200
    foreign = {"Origin": "http://evil.example"}
    assert post(proxied, "/edit/remark", form, **typed, **foreign)[0] == 403
    assert post(proxied, "/edit/remark", form, **typed, **ours, X_Remote_User="wang")[0] == 303  # still lizhang
    other = form.replace(b"lizhang", b"wang")
    assert post(proxied, "/edit/remark", other, **typed, **ours, X_Remote_User="wang")[0] == 403


@pytest.mark.parametrize("page", ["desk.md", "weekly.md"])
def test_every_documented_proxy_passes_on_the_host_that_was_asked(page: str) -> None:
    blocks = re.findall(r"location [^{]*\{[^}]*\}", (ROOT / "docs" / page).read_text("utf-8"))
    assert blocks and all("proxy_set_header Host $http_host;" in block for block in blocks)
