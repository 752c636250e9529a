"""Whoever holds the public key can tell a sealed week from an altered one."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cockpit.board.week_notes import Allowance, Restatement, WeekRemark
from cockpit.calendar import Week
from cockpit.cli import main
from cockpit.errors import SettingWrong
from cockpit.metrics.number import Number
from cockpit.snapshot.edition import Edition, gather
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import generate, signer, verifier
from cockpit.snapshot.verification import verify
from cockpit.units import Text
from tests.snapshot.test_sealing import WEEK, board_of

pytestmark = pytest.mark.slow

CHEAP = ("data_xlsx",)


@pytest.fixture(scope="module")
def edition() -> Edition:
    return gather(WEEK, newest=date(2020, 9, 30), ask=board_of)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "operator.pem"
    generate(file)
    return file


@pytest.fixture
def folder(edition: Edition, key: Path, tmp_path: Path) -> Path:
    return seal(edition, tmp_path / "weeks", signer=signer(key), formats=CHEAP).folder


def run(*words: str, folder: Path) -> Result:
    return CliRunner(env={"COCKPIT_SNAPSHOTS": str(folder)}).invoke(main, ["snapshot", "verify", *words])


def test_a_signed_week_is_intact_for_whoever_has_the_public_key(folder: Path, key: Path) -> None:
    public = verifier(key.with_name("operator.pub.pem"))
    assert verify(folder, [public]).state == "intact"
    assert f"signed with the key {public.name}" in verify(folder, [public], signed=True).said
    done = run("2020-W39", "--key", str(key.with_name("operator.pub.pem")), folder=folder.parent)
    assert (done.exit_code, done.stdout.split(",")[0]) == (0, "2020-W39: intact")


def test_openssl_agrees(folder: Path, key: Path) -> None:
    words = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", str(key.with_name("operator.pub.pem")), "-rawin"]
    files = ["-in", str(folder / "manifest.json"), "-sigfile", str(folder / "manifest.sig")]
    done = subprocess.run([*words, *files], capture_output=True, text=True, check=False)
    assert "Verified Successfully" in done.stdout, done.stderr


@pytest.mark.parametrize("name", ["board.json", "data.xlsx", "manifest.sig"])
def test_an_altered_file_is_named_and_the_exit_is_1(folder: Path, key: Path, name: str) -> None:
    (folder / name).write_bytes((folder / name).read_bytes()[::-1])
    done = run("--all", "--key", str(key), folder=folder.parent)
    named = "manifest.json" if name == "manifest.sig" else name
    assert done.exit_code == 1 and f"altered, {named}" in done.stdout


def test_a_manifest_that_was_made_to_fit_altered_files_does_not_fit_its_signature(
    edition: Edition, folder: Path, key: Path, tmp_path: Path
) -> None:
    forged = replace(edition, remark=WeekRemark("某人", date(2020, 9, 28), Text("改过", "changed")))
    other = seal(forged, tmp_path / "forged", signer=signer(key), formats=CHEAP).folder
    shutil.copy(folder / "manifest.sig", other / "manifest.sig")
    verdict = verify(other, [verifier(key)])
    assert (verdict.state, verdict.file) == ("altered", "manifest.json")


def test_a_missing_signature_and_an_added_file_are_alterations(folder: Path, key: Path) -> None:
    (folder / "more.pdf").write_bytes(b"")
    assert verify(folder, [verifier(key)]).said == "more.pdf was added"
    (folder / "more.pdf").unlink()
    (folder / "manifest.sig").unlink()
    assert verify(folder).said == "manifest.sig is missing"
    verdict = verify(folder, [verifier(key)])
    assert (verdict.state, verdict.file) == ("unknown", "manifest.sig")


def test_a_key_that_nobody_knows_is_told_from_an_alteration(folder: Path, tmp_path: Path) -> None:
    public = generate(tmp_path / "another.pem")
    done = run("2020-W39", "--key", str(public), folder=folder.parent)
    assert done.exit_code == 2 and "unknown, it is signed with the key" in done.stdout
    without = run("2020-W39", folder=folder.parent)
    assert without.exit_code == 0 and "which was not checked" in without.stdout


def test_a_week_without_a_signature_says_so(edition: Edition, key: Path, tmp_path: Path) -> None:
    seal(edition, tmp_path, formats=CHEAP)
    done = run("2020-W39", folder=tmp_path)
    assert (done.exit_code, done.stdout) == (0, "2020-W39: intact, not signed\n")
    asked = run("2020-W39", "--key", str(key), folder=tmp_path)
    assert (asked.exit_code, asked.stdout) == (
        2,
        "2020-W39: unknown, it is not signed, and where a key is set every week must be signed\n",
    )


def test_the_worst_of_all_weeks_is_the_exit(edition: Edition, folder: Path, key: Path) -> None:
    weeks = folder.parent
    before = gather(Week(2020, 38), newest=date(2020, 9, 30), ask=board_of)
    seal(before, weeks, signer=signer(key), formats=CHEAP)
    assert run("--all", folder=weeks).exit_code == 0
    (weeks / "2020-W38" / "data.xlsx").write_bytes(b"")
    done = run("--all", "--key", str(generate(weeks.parent / "third.pem")), folder=weeks)
    assert done.exit_code == 1
    assert "2020-W38: altered" in done.stdout and "2020-W39: unknown" in done.stdout


def test_a_week_must_be_named_and_be_there(tmp_path: Path) -> None:
    for words, said in (((), "Name a week"), (("2020-W39",), "2020-W39 is not sealed"), (("--all",), "No week is")):
        done = run(*words, folder=tmp_path)
        assert done.exit_code == 1 and said in done.stderr


def test_keygen_keeps_the_key_to_its_owner_and_never_overwrites(tmp_path: Path) -> None:
    words = ["snapshot", "keygen", str(tmp_path / "operator.pem")]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0 and "keep it secret" in done.stdout
    assert (tmp_path / "operator.pem").stat().st_mode & 0o777 == 0o600
    assert verifier(tmp_path / "operator.pem").name == verifier(tmp_path / "operator.pub.pem").name
    again = CliRunner().invoke(main, words)
    assert again.exit_code == 1 and "never overwritten" in again.stderr


def test_a_key_that_others_may_read_or_that_is_none_is_refused(key: Path, tmp_path: Path) -> None:
    open_key = tmp_path / "open.pem"
    shutil.copy(key, open_key)
    open_key.chmod(0o644)
    with pytest.raises(SettingWrong, match="chmod 600"):
        signer(open_key)
    with pytest.raises(SettingWrong, match="keygen"):
        signer(tmp_path / "nothing.pem")
    (tmp_path / "text.pem").write_text("no key")
    for read in (verifier, signer):
        (tmp_path / "text.pem").chmod(0o600)
        with pytest.raises(SettingWrong, match="no Ed25519 key"):
            read(tmp_path / "text.pem")
    with pytest.raises(SettingWrong, match="cannot be written"):
        generate(tmp_path / "no" / "folder.pem")


def test_what_is_said_beside_the_boards_comes_back_from_board_json(edition: Edition) -> None:
    number = Number(20_280_000, "record", as_of=date(2020, 9, 20), provenance="measured")
    said = replace(
        edition,
        remark=WeekRemark("王局长", date(2020, 9, 28), Text("已核对。", "Checked."), key="ab", signature="c2ln"),
        restatements=(
            Restatement(
                "2020-W38",
                "sharing.records",
                Text("交换记录", "Records exchanged"),
                number,
                replace(number, value=20_290_000),
                member="providers:tax",
                name=Text("市税务局", "Tax Bureau"),
            ),
        ),
        allowance=Allowance("字库下周补", ("PDF 中没有“䶮”",)),
        code="0.0.1",
    )
    assert Edition.from_bytes(said.to_bytes(), week=Week(2020, 39)) == said
