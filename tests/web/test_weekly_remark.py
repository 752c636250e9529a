"""A remark on the week that is coming: from our own form, by an editor, kept until it is sealed."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.calendar import Week
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.signing import Signer
from cockpit.snapshot.week_remarks import read as read_remark
from tests.web.sealed import OURS, soup

pytestmark = pytest.mark.slow


def test_a_remark_is_kept_for_the_week_that_is_sealed_next(desk: FlaskClient, root: Path, key: Signer) -> None:
    form = soup(desk).select_one("form[method=post]")
    assert form is not None and "为 2020-W40 加一条附言" in form.parent.text  # type: ignore[union-attr]
    given = {"week": "2020-W40", "author": "张三", "text": "<script>停机两小时</script>"}
    answer = desk.post("/desk/weekly/remark", data=given, headers=OURS)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/weekly?kept=1")
    remark = read_remark(Week(2020, 40), Archive(root / "snapshots"), root / "var")
    assert remark and remark.text.zh == given["text"] and remark.key == key.verifier.name
    page = soup(desk, "?kept=1")
    assert "附言已保存" in page.text and "<script>停机两小时</script>（张三）" in page.text
    assert [one.text for one in page.find_all("script")] == [""] * 5  # those of the page, by their addresses


def test_a_remark_from_elsewhere_or_on_another_week_is_refused(desk: FlaskClient) -> None:
    given = {"week": "2020-W40", "author": "张三", "text": "话"}
    strangers: list[dict[str, str]] = [{}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.test"}]
    for headers in strangers:
        assert desk.post("/desk/weekly/remark", data=given, headers=headers).status_code == 403
    own = {"Origin": "http://localhost"}
    stranger = desk.post("/desk/weekly/remark", data={**given, "author": "李四"}, headers=OURS)
    assert stranger.status_code == 403 and "没有填写权限" in stranger.get_data(as_text=True)
    for week in ("2020-W39", "2020-W41", "x"):
        answer = desk.post("/desk/weekly/remark", data={**given, "week": week, "lang": "en"}, headers=own)
        assert answer.status_code == 400 and "The remark was not kept" in answer.get_data(as_text=True)
    assert desk.post("/desk/weekly/remark", data={**given, "text": "长" * 9_000}, headers=OURS).status_code == 403
