"""The files of a sealed week at the desk: by their names, as they were sealed, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.roles import Viewer
from cockpit.snapshot.signing import Signer
from tests.web.sealed import LANSHAN, client_of, soup, states

pytestmark = pytest.mark.slow


def test_the_pages_are_shown_in_a_frame_that_can_do_nothing(desk: FlaskClient) -> None:
    frame = soup(desk).iframe
    assert frame is not None and not frame["sandbox"]
    answer = desk.get(str(frame["src"]))
    assert answer.headers["Content-Disposition"] == 'inline; filename="2020-W39-report.html"'
    assert answer.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_every_file_is_downloaded_as_it_was_sealed(desk: FlaskClient, root: Path) -> None:
    links = {str(one["href"]): str(one["download"]) for one in soup(desk).select(".files a")}
    assert set(links.values()) == {
        f"2020-W39-{name}" for name in ("board.json", "report.html", "report-en.html", "manifest.json", "manifest.sig")
    }
    for href, name in links.items():
        answer = desk.get(href)
        sealed = (root / "snapshots" / "2020-W39" / href.rpartition("/")[2]).read_bytes()
        assert answer.data == sealed
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        again = desk.get(href, headers={"If-None-Match": answer.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")
    assert desk.get("/desk/weekly/2020-W39/board.json").mimetype == "application/json"


@pytest.mark.parametrize(
    "path",
    [
        "2020-W39/../2020-W38/board.json",
        "2020-W39/..%2f..%2fvar%2fweekly.jsonl",
        "2020-W39/.lock",
        "2020-W39/%2e%2e",
        "2020-W39/missing.pdf",
        "2020-W40/board.json",
        "2020-W60/board.json",
        "units/371302/2020-W39/board.json",
        "..%2f..%2fx/2020-W39/board.json",
        "2020-w39/board.json",
    ],
)
def test_no_other_file_is_reached(desk: FlaskClient, path: str) -> None:
    answer = desk.get(f"/desk/weekly/{path}")
    assert answer.status_code == 404 or "2020-W38" in path, path
    assert b"weekly.jsonl" not in answer.data


def test_a_link_to_a_week_needs_the_right_to_see_it(root: Path, key: Signer) -> None:
    county = client_of(root, key, Viewer("lanshan", frozenset({LANSHAN})))
    for path in ("", "/2020-W39/board.json", "?unit=371311", "/371311/2020-W39/board.json"):
        answer = county.get(f"/desk/weekly{path}")
        assert answer.status_code == 403, path
        assert "没有查看权限" in answer.get_data(as_text=True)
    assert states(soup(county, f"?unit={LANSHAN}")) == [("2020-W39", "完好")]
    assert county.get(f"/desk/weekly/{LANSHAN}/2020-W39/board.json").status_code == 200
