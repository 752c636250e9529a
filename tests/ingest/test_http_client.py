"""The network: only where it is allowed, never for ever, never too much."""

import gzip
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from cockpit.errors import SourceSilent, SourceWrong
from cockpit.ingest.http_client import Fetch

LOCAL = {"private": ("127.0.0.1",), "pause_s": 0.01}


class Peer(BaseHTTPRequestHandler):
    """Answers by path; `server.seen` has the paths that were asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.seen.append(self.path)
        path = self.path.split("?")[0]
        getattr(self, f"answer_{path.strip('/').split('/')[0]}")()

    def send(self, body=b"", status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def answer_good(self):
        self.send(b"good")

    def answer_flaky(self):
        self.send(
            b"well again" if self.server.seen.count("/flaky") > 2 else b"", 200 if len(self.server.seen) > 2 else 503
        )

    def answer_away(self):
        self.send(status=302, Location="/good")

    def answer_round(self):
        self.send(status=302, Location="/round")

    def answer_metadata(self):
        self.send(status=302, Location="http://169.254.169.254/latest")

    def answer_inside(self):
        self.send(status=302, Location=f"http://localhost:{self.server.server_port}/good")

    def answer_missing(self):
        self.send(status=404)

    def answer_down(self):
        self.send(status=500)

    def answer_bomb(self):
        self.send(gzip.compress(b"0" * 5_000_000), Content_Encoding="gzip")

    def answer_drip(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.1)

    def answer_cut(self):
        self.send_response(200)
        self.send_header("Content-Length", "1000")
        self.end_headers()
        self.wfile.write(b"half")
        self.close_connection = True

    def answer_hang(self):
        time.sleep(2)
        self.send(b"late")

    def answer_api(self):
        start = int(self.path.split("start=")[1].split("&")[0])
        packages = [{"id": f"p{number}", "title": f"数据{number}", "organization": {"title": "港务局"},
                     "groups": [{"name": "sea"}], "metadata_modified": "2020-09-29",
                     "extras": [{"key": "frequency", "value": "weekly"}]} for number in range(5)]  # fmt: skip
        page = packages[start : start + 2]
        self.send(json.dumps({"success": True, "result": {"count": 5, "results": page}}).encode())

    def log_message(self, *_args):
        pass


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Peer)
    server.seen = []
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.fixture
def peer():
    with serving() as server:
        server.url = f"http://127.0.0.1:{server.server_port}"
        yield server


def test_what_is_allowed_is_fetched_and_redirects_are_followed(peer):
    assert Fetch(**LOCAL).get(f"{peer.url}/good") == b"good"
    assert Fetch(**LOCAL).get(f"{peer.url}/away", {"q": "船"}) == b"good"
    assert peer.seen == ["/good", "/away?q=%E8%88%B9", "/good"]


def test_a_silent_source_is_asked_again(peer):
    assert Fetch(**LOCAL).get(f"{peer.url}/flaky") == b"well again"
    assert peer.seen == ["/flaky"] * 3


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "error", "words"),
    [
        ("missing", SourceWrong, "answers 404"),
        ("down", SourceSilent, "answers 500"),
        ("round", SourceWrong, "round in circles"),
        ("metadata", SourceWrong, r"The host 169\.254\.169\.254 is not allowed"),
        ("inside", SourceWrong, "The host localhost is not allowed"),
        ("bomb", SourceWrong, "sends more than 1 MB"),
        ("drip", SourceSilent, "is too slow"),
        ("cut", SourceSilent, "does not answer"),
        ("hang", SourceSilent, "does not answer"),
    ],
)
def test_what_goes_wrong_is_said_and_ends_soon(peer, path, error, words):
    begun = time.monotonic()
    fetch = Fetch(**LOCAL, most_bytes=1_000_000, timeout_s=0.5, whole_s=1.5, tries=2)
    with pytest.raises(error, match=words):
        fetch.get(f"{peer.url}/{path}")
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://example.org/x", "is not allowed"),
        ("file:///etc/passwd", "is no web address"),
        ("http://localhost/", "lies at the private address"),
        ("http://[::1]/", "is not allowed"),
        ("http://0x7f000001/", "is not allowed"),
        ("http://", "is no web address"),
    ],
)
def test_no_other_host_and_no_private_address_is_asked(url, words):
    with pytest.raises(SourceWrong, match=words):
        Fetch(hosts=("localhost",)).get(url)


def test_a_host_that_nobody_knows_is_silent():
    with pytest.raises(SourceSilent, match="is not found"):
        Fetch(hosts=(".invalid",), tries=1).get("http://nowhere.invalid/")


def test_a_ckan_portal_is_read_page_by_page(port_bureau, peer):
    port_bureau.fetch = Fetch(**LOCAL)
    delivery = port_bureau.load("portal", f'kind = "ckan"\nurl = "{peer.url}"\nrows = 2\n').delivery
    assert (delivery.accepted, delivery.refused, len(peer.seen)) == (5, [], 3)
    (level,) = port_bureau.rows("opening_daily")
    assert (level["datasets"], level["datasets_dated"], level["updated_on_time"]) == (5, 5, 5)


def test_a_portal_that_is_down_leaves_the_old_facts_and_its_failure_is_shown(port_bureau, peer):
    port_bureau.fetch = Fetch(**LOCAL)
    port_bureau.load("portal", f'kind = "ckan"\nurl = "{peer.url}"\n')
    port_bureau.fetch = Fetch(**LOCAL, tries=1)
    with pytest.raises(SourceSilent):
        port_bureau.load("portal", f'kind = "data_json"\nurl = "{peer.url}/down"\n')
    assert len(port_bureau.rows("open_dataset")) == 5
    (mark,) = port_bureau.rows("source_mark")
    assert (mark["failure"], str(mark["newest_at"])) == ("127.0.0.1 answers 500.", "2020-09-30 18:00:00")
