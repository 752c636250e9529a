"""`make run` and `make test` before any package is there: what the small scripts do and say."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import without_rights

ROOT = Path(__file__).resolve().parent.parent
FAKE_PYTHON = """#!/bin/sh
here=$(dirname "$0")
case "$*" in
    *print*) echo {version} ;;
    *ensurepip*) exit {venv} ;;
    *version_info*) exit {old} ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && echo "venv" >>calls ;;
    *) echo "$*" >>calls ;;
esac
"""


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    """A folder that is the whole PATH of a bare machine."""
    folder = tmp_path / "programs"
    folder.mkdir()
    for name in ("awk", "cat", "cksum", "cp", "df", "dirname", "grep", "id", "ls", "mkdir", "rm", "sh"):
        (folder / name).symlink_to(Path(str(shutil.which(name))).resolve())
    return folder


@pytest.fixture
def checkout() -> Iterator[Path]:
    """The scripts and locks in a folder that everybody may read."""
    with tempfile.TemporaryDirectory(prefix="cockpit-checkout-", dir="/tmp") as name:
        folder = Path(name)
        folder.chmod(0o755)
        shutil.copytree(ROOT / "scripts", folder / "scripts")
        tools = ("package.json", "package-lock.json", ".npmrc")
        for file in ("pyproject.toml", "requirements.lock", "requirements-dev.lock", *tools):
            shutil.copy(ROOT / file, folder)
        yield folder


def put(folder: Path, name: str, content: str) -> Path:
    program = folder / name
    program.parent.mkdir(parents=True, exist_ok=True)
    program.unlink(missing_ok=True)
    program.write_text(content)
    program.chmod(0o755)
    return program


def python(folder: Path, name: str, version: str, *, old: int = 0, venv: int = 0) -> Path:
    return put(folder, name, FAKE_PYTHON.format(version=version, old=old, venv=venv))


def run(script: str, *words: str, at: Path, path: Path, **environment: str) -> tuple[int, str, str]:
    done = subprocess.run(
        ["/bin/sh", str(at / "scripts" / script), *words],
        env={"PATH": str(path), **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=at,
    )
    return done.returncode, done.stdout, done.stderr


def calls(checkout: Path) -> list[str]:
    record = checkout / "calls"
    return record.read_text().splitlines() if record.exists() else []


def test_the_newest_python_that_answers_is_taken(programs: Path) -> None:
    python(programs, "python3", "3.9", old=1)
    python(programs, "python3.11", "3.11")
    newest = python(programs, "python3.13", "3.13")
    put(programs, "python3.14", "#!/bin/sh\nexit 127\n")  # a shim with nothing behind it
    assert run("python.sh", at=ROOT, path=programs) == (0, f"{newest}\n", "")


def test_a_python_that_is_too_old_is_one_clear_line(programs: Path) -> None:
    python(programs, "python3", "3.9", old=1)
    code, out, err = run("python.sh", at=ROOT, path=programs)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Python 3.11 or newer is needed; this machine has 3.9." in err


def test_no_python_at_all_is_one_clear_line(programs: Path) -> None:
    code, out, err = run("python.sh", at=ROOT, path=programs)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "this machine has none" in err


def test_a_python_without_its_venv_module_is_one_clear_line(programs: Path) -> None:
    python(programs, "python3", "3.12", venv=1)
    code, out, err = run("python.sh", at=ROOT, path=programs)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Python 3.12 is here without its venv module" in err


def test_packages_are_installed_hashed_and_only_once(checkout: Path, programs: Path) -> None:
    python(programs, "python3", "3.12")
    first = run("venv.sh", "run", at=checkout, path=programs)
    assert (first[0], first[2]) == (0, "")
    (venv, version, packages, cockpit) = calls(checkout)
    assert (venv, version) == ("venv", "--version")
    assert packages.endswith("--no-deps --require-hashes --requirement requirements.lock")
    assert cockpit.endswith("--no-deps --no-index --no-build-isolation --editable .")

    assert run("venv.sh", "run", at=checkout, path=programs) == (0, "", "")
    assert len(calls(checkout)) == 4


def test_the_tools_of_the_tests_bring_all_that_serving_needs(checkout: Path, programs: Path) -> None:
    python(programs, "python3", "3.12")
    assert run("venv.sh", "dev", at=checkout, path=programs)[0] == 0
    before = calls(checkout)
    assert run("venv.sh", "run", at=checkout, path=programs) == (0, "", "")
    assert calls(checkout) == before


def test_a_changed_lock_is_installed(checkout: Path, programs: Path) -> None:
    python(programs, "python3", "3.12")
    run("venv.sh", "run", at=checkout, path=programs)
    with (checkout / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    before = len(calls(checkout))
    assert run("venv.sh", "run", at=checkout, path=programs)[0] == 0
    assert len(calls(checkout)) > before


def test_an_installation_that_failed_is_tried_again(checkout: Path, programs: Path) -> None:
    python(programs, "python3", "3.12")
    put(checkout / ".venv" / "bin", "python", '#!/bin/sh\ncase "$*" in *--requirement*) exit 1 ;; esac\n')
    code, _, err = run("venv.sh", "run", at=checkout, path=programs)
    assert code == 1
    assert err.startswith("The packages could not be installed")
    assert not (checkout / ".venv" / "run.stamp").exists()


def test_a_folder_that_may_not_be_written_is_one_clear_line(checkout: Path) -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        programs = Path(name)
        programs.chmod(0o755)
        python(programs, "python3", "3.12")
        checkout.chmod(0o555)
        done = subprocess.run(
            ["/bin/sh", checkout / "scripts" / "venv.sh", "run"],
            env={"PATH": f"{programs}:/usr/bin:/bin", "PYTHON": "python3"},
            capture_output=True,
            text=True,
            check=False,
            cwd="/",
            **without_rights(),
        )
        checkout.chmod(0o755)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert f"The folder {checkout} may not be written." in done.stderr


def node(programs: Path, version: str = "v20.1.0", *, install: int = 0) -> None:
    """Node.js and an npm that writes down what it is asked for and makes the folder."""
    put(programs, "node", f"#!/bin/sh\necho {version}\n")
    put(programs, "npm", f'#!/bin/sh\necho "$*" >>calls\nmkdir -p node_modules\nexit {install}\n')


def test_the_tools_of_the_scripts_are_installed_as_locked_and_only_once(checkout: Path, programs: Path) -> None:
    node(programs)
    code, out, err = run("node.sh", at=checkout, path=programs)
    assert (code, out.count("\n"), err) == (0, 1, "")
    assert calls(checkout) == ["ci --ignore-scripts --no-audit --no-fund --loglevel=error"]
    assert run("node.sh", at=checkout, path=programs) == (0, "", "")
    assert len(calls(checkout)) == 1

    with (checkout / "package-lock.json").open("a") as lock:
        lock.write("\n")
    assert run("node.sh", at=checkout, path=programs)[0] == 0
    assert len(calls(checkout)) == 2


def test_tools_that_could_not_be_installed_are_tried_again(checkout: Path, programs: Path) -> None:
    node(programs, install=1)
    code, _, err = run("node.sh", at=checkout, path=programs)
    assert (code, err.count("\n")) == (1, 1)
    assert err.startswith("The tools could not be installed; the reason stands above.")
    node(programs)
    assert run("node.sh", at=checkout, path=programs)[0] == 0


@pytest.mark.parametrize("missing", ["node", "npm"])
def test_a_machine_without_node_is_told_what_to_do_in_one_line(checkout: Path, programs: Path, missing: str) -> None:
    node(programs)
    (programs / missing).unlink()
    code, out, err = run("node.sh", at=checkout, path=programs)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"this machine has no {missing}. Run sh scripts/system.sh" in err


def test_a_node_that_is_too_old_is_one_clear_line(checkout: Path, programs: Path) -> None:
    node(programs, "v16.20.2")
    code, out, err = run("node.sh", at=checkout, path=programs)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "Node.js 18 or newer is needed; this machine has v16.20.2." in err


def test_a_demonstration_is_made_only_where_there_is_no_database(checkout: Path, programs: Path) -> None:
    python(checkout / ".venv" / "bin", "python", "3.12")
    assert run("run.sh", at=checkout, path=programs) == (0, "", "")
    assert calls(checkout) == ["-m cockpit.cli demo", "-m cockpit.cli serve"]

    named = {"COCKPIT_DATABASE": "postgresql://somewhere/exchange"}
    assert run("run.sh", at=checkout, path=programs, **named) == (0, "", "")
    (checkout / "var").mkdir()
    (checkout / "var" / "exchange.db").touch()
    assert run("run.sh", at=checkout, path=programs) == (0, "", "")
    assert calls(checkout)[2:] == ["-m cockpit.cli serve", "-m cockpit.cli serve"]


def test_what_the_tests_need_and_may_not_install_is_said_exactly(checkout: Path, programs: Path) -> None:
    python(programs, "python3", "3.12")
    put(programs, "id", "#!/bin/sh\necho 1000\n")
    put(programs, "apt-get", "#!/bin/sh\nexit 1\n")
    for name in ("initdb", "nginx"):  # these are also looked for beside the path
        put(programs, name, "#!/bin/sh\n")
    code, out, err = run("system.sh", at=checkout, path=programs)
    wanted = "chromium chromium-driver fonts-noto-cjk fonts-noto-cjk-extra redis-server nodejs npm default-jre-headless"
    assert (code, out) == (1, "")
    assert err == f"The tests need more than is here. Run: sudo apt-get install {wanted}\n"


def test_what_is_missing_is_installed_where_that_is_allowed(checkout: Path, programs: Path) -> None:
    for name in ("chromium", "chromedriver", "initdb", "redis-server", "nginx", "node", "npm", "java"):
        put(programs, name, "#!/bin/sh\n")
    python(programs, "python3", "3.12")
    put(programs, "id", "#!/bin/sh\necho 0\n")
    for name in ("env", "mktemp", "tail"):
        (programs / name).symlink_to(Path(str(shutil.which(name))).resolve())
    put(checkout, "fonts", "#!/bin/sh\necho Noto Sans CJK SC\necho Noto Serif CJK SC Medium\n")
    put(programs, "apt-get", f'#!/bin/sh\necho "$*" >>calls\ncp fonts {programs}/fc-list\n')
    code, out, err = run("system.sh", at=checkout, path=programs)
    assert (code, err) == (0, "")
    assert out == "Installing fonts-noto-cjk fonts-noto-cjk-extra ...\n"
    assert calls(checkout) == [
        "update",
        "install --yes --no-install-recommends fonts-noto-cjk fonts-noto-cjk-extra",
    ]
