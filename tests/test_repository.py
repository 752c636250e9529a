"""What must stay true of the repository itself, whoever changes it."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from importlib.util import find_spec
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import cockpit
from tests.conftest import PROOFS

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ["requirements.lock", "requirements-dev.lock"]
MODULES = sorted(path for path in (ROOT / "cockpit").rglob("*.py"))
MIGRATIONS = ROOT / "cockpit" / "store" / "migrations" / "versions"
FLOORS = [
    ["cli"],
    ["web", "snapshot", "frames"],
    ["screens"],
    ["panels"],
    ["marks"],
    ["board", "ingest", "rollup", "access"],
    ["metrics"],
    ["store"],
    ["registry", "settings", "calendar", "units", "roles"],
    ["toml_file"],
    ["errors"],
]
DRAWERS = {"utils", "util", "common", "helpers", "helper", "core", "base", "manager", "services", "misc"}
ONE_FILE_EACH = {
    "apscheduler",
    "choreographer",
    "cryptography",
    "dateutil",
    "duckdb",
    "flask_caching",
    "fsspec",
    "gunicorn",
    "httpx",
    "icalendar",
    "openpyxl",
    "paramiko",
    "pptx",
    "pypdf",
    "pypinyin",
    "pyspark",
    "pysqlite3",
    "recurring_ical_events",
    "redis",
    "rich",
    "s3fs",
    "stamina",
    "xlsxwriter",
}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def locked(name: str) -> dict[tuple[str, str], str]:
    """Every requirement of a lock file with its hashes: (name, version and marker) → hashes."""
    entries = text(name).replace("\\\n", " ").splitlines()
    found = {}
    for entry in entries:
        requirement, *hashes = re.split(r"\s+(?=--hash=)", entry.strip())
        package, _, rest = requirement.partition("==")
        found[package, rest.strip()] = " ".join(hashes)
    return found


def _whatever_machine(lock: str) -> dict[tuple[str, str], str]:
    """Without the markers: a tool of the tests may need a package on a system where serving does not."""
    return {(package, rest.partition(";")[0].strip()): hashes for (package, rest), hashes in locked(lock).items()}


def imports(*places: Path) -> set[str]:
    """The packages that files, or those of folders, import at the head or where they are used."""
    files = (path for place in places for path in ([place] if place.is_file() else place.rglob("*.py")))
    return {name for path in files for name in _imported(path)}


@cache
def _imported(path: Path) -> frozenset[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").split(".")[0])
    return frozenset(found)


def modules(distribution: str) -> set[str]:
    """What a package is called where it is imported."""
    name = canonicalize_name(distribution)
    return {module for module, by in _installed().items() if name in map(canonicalize_name, by)}


@cache
def _installed() -> Mapping[str, list[str]]:
    return packages_distributions()


def contracts(kind: str) -> list[dict[str, list[str]]]:
    return [contract for contract in PROJECT["tool"]["importlinter"]["contracts"] if contract["type"] == kind]


def targets() -> dict[str, str]:
    """The words that `make` knows, with what `make help` says about them."""
    return dict(re.findall(r"^([a-z-]+):.*?(?:## (.*))?$", text("Makefile"), flags=re.MULTILINE))


def parts() -> list[str]:
    """What `make proof` is made of."""
    names = re.search(r"^proofs := \$\(addprefix (proof-),(.*)\)$", text("Makefile"), re.MULTILINE)
    assert names
    return [f"{names[1]}{name}" for name in names[2].split()]


def rooms() -> set[str]:
    inside = (ROOT / "cockpit").iterdir()
    return {path.stem for path in inside if path.suffix == ".py" or (path / "__init__.py").is_file()} - {"__init__"}


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_names_no_address(lock: str) -> None:
    found = re.findall(r".*(?:://|--(?!hash=)|file:| @ ).*", text(lock))
    assert found == []


def test_the_tools_of_the_scripts_are_pinned_and_hashed_and_come_from_no_named_address() -> None:
    wanted = json.loads(text("package.json"))["devDependencies"]
    locked = json.loads(text("package-lock.json"))["packages"]
    assert set(wanted) == {"@biomejs/biome", "typescript"}
    assert {name: locked[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    packages = {name: entry for name, entry in locked.items() if name}
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in packages.items() if "resolved" in entry or not entry.get("dev")] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_is_pinned_and_hashed(lock: str) -> None:
    entries = locked(lock)
    assert len(entries) > 30
    for (package, version), hashes in entries.items():
        assert re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*(\[[a-z,]+\])?", package), package
        assert re.match(r"\d[\w.!+]*( ; .+)?$", version), f"{package} is not pinned"
        assert re.fullmatch(r"--hash=sha256:[0-9a-f]{64}( --hash=sha256:[0-9a-f]{64})*", hashes), (
            f"{package} is not hashed"
        )


def test_the_tests_run_on_the_packages_that_serve() -> None:
    serving, testing = (_whatever_machine(name) for name in LOCKS)
    assert {entry: testing.get(entry) for entry in serving} == serving


def test_every_dependency_is_locked_at_a_version_it_allows() -> None:
    project = PROJECT["project"]
    for lock, wanted in [
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", project["optional-dependencies"]["dev"]),
    ]:
        versions = {package: version.split(" ;")[0] for package, version in locked(lock)}
        for requirement in map(Requirement, wanted):
            version = versions[canonicalize_name(requirement.name)]
            assert requirement.specifier.contains(version), f"{requirement} is locked at {version}"


def test_every_dependency_says_why_it_is_here() -> None:
    lines = [line for line in text("pyproject.toml").splitlines() if re.match(r'\s+"[a-z0-9-]+(\[\w+\])?>=', line)]
    extras = PROJECT["project"]["optional-dependencies"].values()
    wanted = [*PROJECT["project"]["dependencies"], *(one for extra in extras for one in extra)]
    assert len(lines) == len(wanted)
    assert [line for line in lines if not re.search(r'",\s+# \S+ \S+', line)] == []


def test_every_package_that_the_cockpit_stands_on_is_imported_by_it() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    wanted = {
        Requirement(one).name
        for one in [*project["dependencies"], *extras["weekly"], *extras["spark"], *extras["storage"]]
    }
    otherwise = set(PROJECT["tool"]["deptry"]["per_rule_ignores"]["DEP002"])  # each says how, beside its name
    imported = imports(ROOT / "cockpit")
    assert {name for name in wanted if not modules(name) & imported} == otherwise


def test_every_tool_is_imported_by_a_test_or_run_by_make() -> None:
    plugins = {"pytest-cov": "--cov ", "pytest-xdist": "-n 2", "pytest-randomly": "random order"}
    types = {"pandas-stubs": "pandas", "types-cachetools": "cachetools"}
    wanted = {Requirement(one).name for one in PROJECT["project"]["optional-dependencies"]["dev"]}
    testing = Path(str(find_spec("dash.testing").submodule_search_locations[0]))  # type: ignore[union-attr,index]
    imported = imports(ROOT / "tests", ROOT / "scripts", ROOT / "bench", testing)
    run = set(re.findall(r"\$\(bin\)/([a-z-]+)", text("Makefile"))) | {"import-linter"}  # its command is lint-imports
    unused = {name for name in wanted if not modules(name) & imported and name not in run}
    assert unused - {"waitress", "moto", "flask-cors"} == plugins.keys() | types.keys()
    assert '"-m", "moto.server"' in text("tests/storages.py")
    assert "waitress-serve" in (testing / "application_runners.py").read_text("utf-8")
    assert set(types.values()) <= imports(ROOT / "cockpit")
    assert {name for name, how in plugins.items() if how not in text("Makefile") + text("pyproject.toml")} == set()


def test_the_floors_are_those_of_the_drawing() -> None:
    (floors,) = contracts("layers")
    drawn = [[room.strip(" ()") for room in floor.split("|")] for floor in floors["layers"]]
    assert drawn == FLOORS
    assert floors["containers"] == ["cockpit"]
    assert floors["exhaustive"]


def test_a_room_stands_in_brackets_exactly_while_it_does_not_exist() -> None:
    (floors,) = contracts("layers")
    drawn = [room.strip() for floor in floors["layers"] for room in floor.split("|")]
    assert {room for room in drawn if not room.startswith("(")} == rooms()


def test_what_fills_the_database_may_not_know_the_metrics() -> None:
    sources = {
        source
        for contract in contracts("forbidden")
        if "cockpit.metrics" in contract["forbidden_modules"]
        for source in contract["source_modules"]
    }
    assert sources == {f"cockpit.{room}" for room in ("ingest", "rollup") if room in rooms()}


def test_no_two_files_import_each_other_by_whatever_way_round() -> None:
    """The contract of siblings does not see a package and a file of its own; inside functions counts too."""
    graph = grimp.build_graph("cockpit")
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 400
    TopologicalSorter(imports).prepare()  # CycleError names those that go round


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in MODULES
        if path.parent != MIGRATIONS and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert len(MODULES) > 40
    assert long == {}


def test_no_drawer_holds_what_nobody_could_name() -> None:
    parts = {part for path in MODULES for part in path.relative_to(ROOT).with_suffix("").parts}
    assert parts & DRAWERS == set()


def test_every_file_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in MODULES
        if (source := path.read_text(encoding="utf-8")).strip() and not ast.get_docstring(ast.parse(source))
    ]
    assert silent == []


def test_each_heavy_library_is_imported_in_one_file() -> None:
    found: dict[str, list[str]] = {}
    for path in MODULES:
        for library in imports(path) & ONE_FILE_EACH:
            found.setdefault(library, []).append(str(path.relative_to(ROOT)))
    assert {library: files for library, files in found.items() if len(files) > 1} == {}


def test_pandas_is_imported_only_where_tables_are_made_for_analysts_or_read_from_files() -> None:
    found = {path.relative_to(ROOT / "cockpit").parts[0] for path in MODULES if "pandas" in imports(path)}
    assert found - {"ingest"} == {"frames"}


def test_pictures_are_made_outside_the_history() -> None:
    made = re.findall(r"^FOLDER = ROOT / (.+)$", text("scripts/sheet.py") + text("scripts/desk_sheet.py"), re.MULTILINE)
    assert [one.split(" / ")[0] for one in made] == ['"build"', '"build"']
    assert "/build/" in text(".gitignore").splitlines()
    pictures = [path for path in (ROOT / "docs").rglob("*") if path.suffix in {".webp", ".png", ".jpg"}]
    assert sum(path.stat().st_size for path in pictures) < 900_000


def test_the_licence_is_apache_2_and_whole() -> None:
    licence = text("LICENSE")
    assert PROJECT["project"]["license"] == "Apache-2.0"
    assert re.search(r"Apache License\s+Version 2\.0, January 2004", licence)
    assert re.findall(r"^   (\d)\. [A-Z]", licence, flags=re.MULTILINE) == list("123456789")
    assert "END OF TERMS AND CONDITIONS" in licence


def test_every_make_command_of_the_readme_exists() -> None:
    code = re.findall(r"```.*?```|`[^`\n]+`", text("README.md"), flags=re.DOTALL)
    named = {word for piece in code for word in re.findall(r"\bmake ([a-z-]+)", piece)}
    assert {"run", "test"} <= named
    assert named <= set(targets())


def test_make_help_explains_what_a_person_may_call() -> None:
    explained = {word for word, explanation in targets().items() if explanation}
    assert explained == {
        "help",
        "run",
        "test",
        "check",
        "proof",
        *parts(),
        "fmt",
        "demo",
        "docs",
        "fonts",
        "sheet",
        "lock",
        "bench",
        "clean",
    }


def test_every_word_that_make_and_the_scripts_say_to_the_command_line_is_understood() -> None:
    said = text("Makefile") + text("scripts/run.sh")
    words = set(re.findall(r"(?:\$\(cockpit\)|cockpit\.cli) ([a-z]+)", said))
    assert words == {"demo", "docs", "serve"}
    for word in sorted(words):
        asked = subprocess.run(
            [sys.executable, "-m", "cockpit.cli", word, "--help"], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert (asked.returncode, asked.stderr) == (0, ""), word


def test_make_proof_is_all_its_parts_and_each_notes_its_own_name() -> None:
    assert len(parts()) > 10
    assert {word for word in targets() if word.startswith("proof-")} == set(parts())
    noted = re.findall(r"^(proof-[a-z]+):.*\n\t@\$\(prove\) ([a-z]+) ", text("Makefile"), re.MULTILINE)
    assert noted == [(part, part.removeprefix("proof-")) for part in parts()]
    assert re.search(r"^proof: \$\(proofs\) ##", text("Makefile"), re.MULTILINE)


def test_every_part_of_the_proof_says_its_minutes_and_has_at_most_thirty() -> None:
    minutes = {part: re.search(r"; about (\d+) min$", targets()[part]) for part in parts()}
    assert [part for part, said in minutes.items() if said is None or int(said[1]) > 30] == []


def test_what_make_proof_asks_for_reaches_the_tests() -> None:
    assert set(re.findall(r"COCKPIT_[A-Z]+(?:_[A-Z]+)*(?==)", text("Makefile"))) <= set(PROOFS)


def test_what_runs_for_every_change_is_what_a_person_runs() -> None:
    commands = [line for line in text(".ci/run").splitlines() if line and not line.startswith("#")]
    assert commands == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "exec make test"]


def test_the_version_is_the_same_wherever_it_stands() -> None:
    lock = json.loads(text("package-lock.json"))
    said = {
        "cockpit": cockpit.__version__,
        "pyproject.toml": PROJECT["project"]["version"],
        "package.json": json.loads(text("package.json"))["version"],
        "package-lock.json": lock["version"],
        "package-lock.json, of itself": lock["packages"][""]["version"],
        "CHANGELOG.md": re.findall(r"^## (\d\S+)", text("CHANGELOG.md"), re.M)[0],
    }
    assert said == dict.fromkeys(said, cockpit.__version__)


def test_migrations_follow_one_another_in_one_line():
    files = sorted(MIGRATIONS.glob("*.py"))
    said = [dict(re.findall(r'^(revision|down_revision) = "(\d+)"', file.read_text("utf-8"), re.M)) for file in files]
    numbers = [str(number) for number in range(1001, 1001 + len(files))]
    assert [file.name[:4] for file in files] == numbers
    assert [one["revision"] for one in said] == numbers
    assert [one.get("down_revision") for one in said] == [None, *numbers[:-1]]
