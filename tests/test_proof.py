"""A part of the long proofs that passed for a commit is not run again, and nothing else counts as passed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "prove.sh"


class Checkout:
    """A repository of its own, in which a part of the proof writes a line each time it runs."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "scripts").mkdir(parents=True)
        shutil.copy(SCRIPT, root / "scripts")
        (root / ".gitignore").write_text("var/\nran\n")
        self.git("init", "--quiet")
        self.commit()

    def git(self, *words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=self.root, check=True, capture_output=True)

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "more")

    def prove(self, name: str = "kills", *, does: str = "true", again: str = "") -> tuple[int, str]:
        command = ["sh", "scripts/prove.sh", name, "sh", "-c", f"echo {name} >> ran; {does}"]
        env = {**os.environ, "AGAIN": again}
        done = subprocess.run(command, cwd=self.root, env=env, capture_output=True, text=True, check=False)
        return done.returncode, done.stdout + done.stderr

    @property
    def ran(self) -> list[str]:
        return (self.root / "ran").read_text().split()


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "checkout")


def test_a_part_that_passed_is_run_again_for_another_commit_or_when_asked(checkout: Checkout) -> None:
    code, said = checkout.prove()
    assert code == 0 and said.startswith("proof-kills passed in ") and "not noted" not in said
    assert "passed for this commit already (AGAIN=1 make proof-kills" in checkout.prove()[1]
    checkout.prove("weeks")
    assert checkout.ran == ["kills", "weeks"]
    checkout.prove(again="1")
    assert checkout.ran == ["kills", "weeks", "kills"]
    checkout.commit()
    checkout.prove()
    assert checkout.ran == ["kills", "weeks", "kills", "kills"]


def test_a_part_that_failed_is_not_noted_and_says_how_it_ended(checkout: Checkout) -> None:
    assert checkout.prove(does="exit 3") == (3, "")
    assert checkout.prove(does="exit 3") == (3, "")
    assert checkout.ran == ["kills", "kills"]


def test_what_is_not_committed_is_proved_and_not_noted(checkout: Checkout) -> None:
    checkout.prove()
    (checkout.root / "changed.py").write_text("1")
    assert "It is not noted, for not everything is committed." in checkout.prove()[1]
    assert checkout.ran == ["kills", "kills"]
    checkout.commit()
    assert "not noted" in checkout.prove(does="echo 2 > changed.py")[1]
    checkout.git("checkout", "--quiet", ".")
    checkout.prove()
    assert len(checkout.ran) == 4


def test_without_a_repository_every_part_is_run(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(checkout.root / ".git")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(checkout.root.parent))
    assert "not noted" in checkout.prove()[1]
    assert "not noted" in checkout.prove()[1]
