"""The time stamp of an outside authority over a sealed week: a real one, asked over HTTP and checked with OpenSSL."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cockpit.calendar import SHANGHAI, Week
from cockpit.cli import main
from cockpit.errors import SettingWrong, SnapshotRefused
from cockpit.settings import Settings
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.manifest import MANIFEST, TIMESTAMP
from cockpit.snapshot.seal import seal
from cockpit.snapshot.timestamp import LARGEST, TimestampAuthority, authority_of, stamped_at, stamper
from cockpit.snapshot.verification import SealState, verify
from tests.servers import free_port
from tests.snapshot.stamping import Authority, made, serving
from tests.snapshot.weeks import board_of, press

WEEK = Week(2020, 39)
CHEAP = ("report_html",)


@pytest.fixture(scope="module")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Authority]:
    with serving(made(tmp_path_factory.mktemp("authority"))) as authority:
        yield authority


@pytest.fixture
def authority(_authority: Authority) -> Authority:
    _authority.change, _authority.asked, _authority.chain = lambda answer: (200, answer), [], None
    return _authority


def sealed(root: Path, url: str, roots: Path, heard: list[str]) -> Path:
    edition = edit(WEEK, Archive(root), newest=date(2020, 12, 31), ask=partial(board_of), var=root / "var")
    stamp = stamper(TimestampAuthority(url, roots), heard.append)
    return seal(edition, root, formats=CHEAP, stamp=stamp).folder


def verified(root: Path, *, roots: Path | None) -> Result:
    env = {"COCKPIT_SNAPSHOTS": str(root), "COCKPIT_CITY": "linyi", "COCKPIT_SIGNING_KEY": ""}
    env["COCKPIT_TIMESTAMP_ROOTS"] = str(roots) if roots else ""
    return CliRunner(env=env).invoke(main, ["snapshot", "verify", str(WEEK)])


def test_a_week_is_stamped_and_openssl_agrees(authority: Authority, tmp_path: Path) -> None:
    heard: list[str] = []
    before = datetime.now(SHANGHAI).replace(microsecond=0)
    folder = sealed(tmp_path, authority.url, authority.roots, heard)
    assert (heard, len(authority.asked)) == ([], 1)
    answer, manifest = (folder / TIMESTAMP).read_bytes(), (folder / MANIFEST).read_bytes()
    assert before <= stamped_at(answer, manifest, authority.roots) <= datetime.now(SHANGHAI) + timedelta(seconds=1)
    words = ["ts", "-verify", "-data", MANIFEST, "-in", TIMESTAMP, "-CAfile", str(authority.roots)]
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
    assert verify(folder).state == SealState.INTACT


def test_verify_says_when_and_where_nothing_is_known_of_the_authority_that_it_was_not_checked(
    authority: Authority, tmp_path: Path
) -> None:
    folder = sealed(tmp_path, authority.url, authority.roots, [])
    at = stamped_at((folder / TIMESTAMP).read_bytes(), (folder / MANIFEST).read_bytes(), authority.roots)
    known = verified(tmp_path, roots=authority.roots)
    assert f"2020-W39: time-stamped at {at:%Y-%m-%d %H:%M:%S}\n" in known.output
    assert known.exit_code == 0
    unknown = verified(tmp_path, roots=None)
    assert "2020-W39: time-stamped, which was not checked" in unknown.output
    assert unknown.exit_code == 0
    other = made(tmp_path / "other").roots
    wrong = verified(tmp_path, roots=other)
    assert "altered, its time stamp does not hold: it is not signed under the certificates of root.pem" in wrong.output
    assert wrong.exit_code == 1


def test_a_stamp_of_another_week_is_an_alteration(authority: Authority, tmp_path: Path) -> None:
    folder = sealed(tmp_path, authority.url, authority.roots, [])
    other = TimestampAuthority(authority.url, authority.roots).stamp(b"another manifest")
    (folder / TIMESTAMP).write_bytes(other)
    verdict = verify(folder)
    assert (verdict.state, verdict.file) == (SealState.ALTERED, TIMESTAMP)
    manifest = (folder / MANIFEST).read_bytes()
    with pytest.raises(SnapshotRefused, match="it is of another content"):
        stamped_at(other, manifest, authority.roots)


def test_no_changed_byte_of_a_stamp_passes_as_another_moment(authority: Authority, tmp_path: Path) -> None:
    folder = sealed(tmp_path, authority.url, authority.roots, [])
    answer, manifest = (folder / TIMESTAMP).read_bytes(), (folder / MANIFEST).read_bytes()
    at = stamped_at(answer, manifest, authority.roots)
    held = 0
    for place in range(0, len(answer), 29):
        changed = answer[:place] + bytes([answer[place] ^ 1]) + answer[place + 1 :]
        try:
            assert stamped_at(changed, manifest, authority.roots) == at, place
            held += 1
        except SnapshotRefused as refused:
            assert "does not hold: it " in refused.happened or "did not grant" in refused.happened
    assert held < len(answer) / 29 / 2


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda answer: (200, b"<html>not found</html>"), "cannot be used: it cannot be read."),
        (lambda answer: (200, b""), "cannot be used: it cannot be read."),
        (lambda answer: (200, answer[: len(answer) // 2]), "cannot be used: it cannot be read."),
        (lambda answer: (503, answer), "There is no time stamp: 127.0.0.1 answers 503."),
        (
            lambda answer: (200, answer * (LARGEST // len(answer) + 1)),
            "127.0.0.1 sends more than 0.065536 MB.",
        ),
    ],
)
def test_an_answer_that_is_no_time_stamp_is_one_line_and_the_week_is_sealed_without(
    authority: Authority, tmp_path: Path, change: Callable[[bytes], tuple[int, bytes]], said: str
) -> None:
    authority.change, heard = change, []
    folder = sealed(tmp_path, authority.url, authority.roots, heard)
    assert len(heard) == 1
    assert said in heard[0]
    assert heard[0].endswith("The week is sealed without a time stamp.")
    assert not (folder / TIMESTAMP).exists()
    assert verify(folder).state == SealState.INTACT


def test_a_chain_that_is_not_in_the_order_of_der_is_one_line(authority: Authority, tmp_path: Path) -> None:
    """OpenSSL sends certificates as they stand in its file; of both orders one is not that of DER."""
    roots = [authority.roots.read_text(), made(tmp_path / "other").roots.read_text()]
    heard: list[str] = []
    for name, order in (("up", roots), ("down", roots[::-1])):
        authority.chain = tmp_path / f"{name}.pem"
        authority.chain.write_text("".join(order))
        assert verify(sealed(tmp_path / name, authority.url, authority.roots, heard)).state == SealState.INTACT
    assert heard
    assert set(heard) == {
        "The time stamp of 127.0.0.1 cannot be used: it cannot be read. The week is sealed without a time stamp."
    }


def test_an_old_answer_to_another_request_is_not_taken(authority: Authority, tmp_path: Path) -> None:
    heard: list[str] = []
    sealed(tmp_path / "first", authority.url, authority.roots, heard)
    old = (tmp_path / "first" / "2020-W39" / TIMESTAMP).read_bytes()
    authority.change = lambda answer: (200, old)
    folder = sealed(tmp_path / "second", authority.url, authority.roots, heard)
    assert "it answers another request" in heard[0] or "it is of another content" in heard[0]
    assert not (folder / TIMESTAMP).exists()


def test_an_authority_that_is_not_there_holds_no_week_back_and_the_log_says_so(
    authority: Authority, tmp_path: Path
) -> None:
    gone = TimestampAuthority(f"http://127.0.0.1:{free_port()}/tsa", authority.roots)
    heard: list[str] = []
    assert press(tmp_path, heard=heard, authority=gone).run()
    assert not (tmp_path / "snapshots" / "2020-W39" / TIMESTAMP).exists()
    assert [words for words in heard if "There is no time stamp: 127.0.0.1 does not answer (ConnectError)." in words]
    assert '"event":"unstamped"' in (tmp_path / "var" / "weekly.jsonl").read_text()
    assert press(tmp_path / "b", authority=TimestampAuthority(authority.url, authority.roots)).run()
    assert (tmp_path / "b" / "snapshots" / "2020-W39" / TIMESTAMP).exists()


def test_an_address_without_certificates_is_refused_before_anything_is_sealed(
    authority: Authority, tmp_path: Path
) -> None:
    given = {"timestamp_url": authority.url}
    assert authority_of(Settings()) is None
    with pytest.raises(SettingWrong, match="COCKPIT_TIMESTAMP_ROOTS is not"):
        authority_of(Settings(**given))
    leaf, empty = authority.folder / "tsa.pem", tmp_path / "empty.pem"
    empty.write_text("no certificate")
    for file, said in ((leaf, "no root certificate"), (empty, "no certificate"), (tmp_path / "x", "cannot be read")):
        with pytest.raises(SettingWrong, match=said):
            authority_of(Settings(**given, timestamp_roots=file))
    assert authority_of(Settings(**given, timestamp_roots=authority.roots)) is not None
