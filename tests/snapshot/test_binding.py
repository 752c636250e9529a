"""A sealed week verifies only as what it is: of its week, unit and city, signed where a key is set, no byte changed."""

from __future__ import annotations

import random
import shutil
from datetime import date
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from cockpit.calendar import Week
from cockpit.cli import main
from cockpit.errors import SnapshotRefused
from cockpit.snapshot import manifest
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.retention import old, remove
from cockpit.snapshot.seal import sealed
from cockpit.snapshot.signing import generate, signer, verifier, verifiers
from cockpit.snapshot.verification import verify
from cockpit.snapshot.weekly_plan import Retention
from tests.snapshot.manipulated import BELOW, CASES, COUNTY, OTHER, W39, Case, forge, make, put, seal_all
from tests.snapshot.weeks import MONDAY, board_of

pytestmark = pytest.mark.slow

WEEK = Week(2020, 39)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "operator.pem"
    generate(file)
    return file


@pytest.fixture(scope="module")
def _signed(key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seal_all(tmp_path_factory.mktemp("signed"), signer(key))


@pytest.fixture(scope="module")
def _unsigned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return seal_all(tmp_path_factory.mktemp("unsigned"), None)


@pytest.fixture
def signed(_signed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_signed, tmp_path / "signed")


@pytest.fixture
def unsigned(_unsigned: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_unsigned, tmp_path / "unsigned")


def run(*words: str, root: Path, key: Path | None = None) -> Result:
    env = {"COCKPIT_SNAPSHOTS": str(root), "COCKPIT_SIGNING_KEY": str(key) if key else "", "COCKPIT_CITY": "linyi"}
    return CliRunner(env=env).invoke(main, ["snapshot", *words])


def asked(place: str) -> list[str]:
    *unit, week = place.removeprefix("units/").split("/")
    return ["verify", week, *(["--unit", unit[0]] if unit else [])]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_was_done_to_a_signed_week_is_the_exit_and_a_line_that_says_why(
    signed: Path, key: Path, case: Case
) -> None:
    case.do(signed)
    for words in (["--key", str(key.with_name("operator.pub.pem"))], []):
        done = run(*asked(case.place), *words, root=signed, key=None if words else key)
        assert done.exit_code == case.keyed[0], done.output
        assert done.stdout.startswith(f"{case.place}: ")
    done = run(*asked(case.place), root=signed)
    assert done.exit_code == case.keyless[0], done.output


@pytest.mark.parametrize("case", CASES[:12], ids=lambda case: case.name)
def test_an_unsigned_week_is_of_its_place_too(unsigned: Path, key: Path, case: Case) -> None:
    case.do(unsigned)
    done = run(*asked(case.place), root=unsigned)
    assert done.exit_code == case.keyless[0], done.output
    done = run(*asked(case.place), root=unsigned, key=key)
    assert done.exit_code in (1, 2) and done.stdout.startswith(f"{case.place}: ")


def test_all_names_the_weeks_of_the_units_and_the_worst_of_them_is_the_exit(signed: Path, key: Path) -> None:
    done = run("verify", "--all", root=signed, key=key)
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "2020-W38", "2020-W39", f"units/{COUNTY}/2020-W39", f"units/{OTHER}/2020-W39",
        "chain", f"units/{COUNTY}/chain", f"units/{OTHER}/chain",
    ]  # fmt: skip
    assert done.exit_code == 0
    put(W39, BELOW)(signed)
    done = run("verify", "--all", root=signed, key=key)
    assert done.exit_code == 1
    assert f"{BELOW}: misplaced, it is of the whole city and not of the unit {COUNTY}\n" in done.stdout
    assert run("verify", "--all", "--unit", OTHER, root=signed, key=key).exit_code == 0


def test_it_says_which_week_unit_and_city_it_is(signed: Path) -> None:
    put(W39, "2020-W37")(signed)
    assert verify(signed / "2020-W37").said == "it is the week 2020-W39"
    assert verify(signed / BELOW).said == f"it is of the unit {COUNTY} and not of the whole city"
    assert verify(signed / "small" / "2020-W39", city="linyi").said == "it is of the city small and not of linyi"
    held = orjson.loads((signed / BELOW / "manifest.json").read_bytes())
    assert (held["week"], held["city"], held["unit"]) == ("2020-W39", "linyi", COUNTY)


def flips(content: bytes, masks: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(place, mask) for place in range(len(content)) for mask in masks]


def missed(folder: Path, name: str, chosen: list[tuple[int, int]], key: Path | None) -> list[tuple[int, int]]:
    """The flips of a file after which the week still verifies; the file is put back."""
    keys = [verifier(key)] if key else []
    file = folder / name
    content = file.read_bytes()
    found = []
    for place, mask in chosen:
        file.write_bytes(content[:place] + bytes([content[place] ^ mask]) + content[place + 1 :])
        if verify(folder, keys, city="linyi").intact:
            found.append((place, mask))
    file.write_bytes(content)
    return found


@pytest.mark.parametrize("with_key", [True, False], ids=["signed", "unsigned"])
def test_a_flipped_byte_of_whichever_file_is_found(signed: Path, unsigned: Path, key: Path, with_key: bool) -> None:
    folder, given = (signed / W39, key) if with_key else (unsigned / W39, None)
    chance = random.Random(39)
    for file in sorted(folder.iterdir()):
        content = file.read_bytes()
        if file.name.startswith("manifest."):
            chosen = flips(content, (1, 2) if with_key else (1, 2, 4))
        else:
            chosen = [(chance.randrange(len(content)), chance.randrange(1, 256)) for _ in range(150)]
        assert missed(folder, file.name, chosen, given) == [], file.name
    assert verify(folder, [verifier(key)] if with_key else (), city="linyi").intact


def second(folder: Path) -> Path:
    """As it was sealed before a manifest named city and unit and had a sum over itself."""
    file = folder / "manifest.json"
    held = {
        name: said
        for name, said in orjson.loads(file.read_bytes()).items()
        if name not in ("city", "unit", "sha256", "chain", "trail")
    }
    file.write_bytes(manifest.canonical({**held, "format": 2}))
    return folder


def test_a_week_sealed_before_still_verifies_and_is_bound_by_its_board(unsigned: Path, key: Path) -> None:
    places = ("2020-W38", W39, BELOW)
    for place in places:
        second(unsigned / place)
    for place in places:
        assert run(*asked(place), root=unsigned).stdout == f"{place}: intact, not signed\n"
    put(W39, "2020-W37")(unsigned)
    put(BELOW, W39)(unsigned)
    assert verify(unsigned / "2020-W37").state == "misplaced"
    assert verify(unsigned / W39).state == "misplaced"
    assert verify(unsigned / BELOW, unit=COUNTY, city="small").state == "misplaced"


def test_of_a_week_sealed_before_only_code_fonts_and_printer_can_be_flipped_unseen(unsigned: Path) -> None:
    folder = second(unsigned / W39)
    content = (folder / "manifest.json").read_bytes()
    inputs = orjson.loads(content)["inputs"]
    free = [inputs[name] for name in ("code", "fonts", "printer") if inputs[name]]
    spans = [
        range(content.index(f'"{one}"'.encode()) + 1, content.index(f'"{one}"'.encode()) + 1 + len(one)) for one in free
    ]
    found = missed(folder, "manifest.json", flips(content, (1,)), None)
    assert found and all(any(place in span for span in spans) for place, _ in found)
    assert len({place for place, _ in found}) == sum(map(len, free)) == 69


@pytest.mark.parametrize(
    "held",
    [
        {"more": 1}, {"format": 5}, {"format": 3}, {"format": 2}, {"format": True}, {"inputs": None}, {"inputs": []},
        {"week": "2020-W38"}, {"city": "small"}, {"unit": "371302"}, {"unit": ""},
        {"allowance": {"reason": "none", "faults": []}},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_of_other_entries_is_refused_though_its_own_sum_fits(
    unsigned: Path, held: dict[str, object]
) -> None:
    file = unsigned / W39 / "manifest.json"
    file.write_bytes(manifest.written({**orjson.loads(file.read_bytes()), **held}))
    assert verify(unsigned / W39).state == "altered"
    file.write_bytes(orjson.dumps(orjson.loads(file.read_bytes())))
    assert verify(unsigned / W39).state == "altered"


@pytest.mark.parametrize(
    "name", ["../2020-W38/report.html", "/etc/hostname", "x" * 5_000, "a\0b", "manifest.json", ".."]
)
def test_a_manifest_that_names_no_file_of_its_folder_is_refused(unsigned: Path, name: str) -> None:
    file = unsigned / W39 / "manifest.json"
    held = orjson.loads(file.read_bytes())
    held["files"][name] = {"sha256": "0" * 64, "bytes": 1}
    file.write_bytes(manifest.written(held))
    assert verify(unsigned / W39).said == "manifest.json cannot be read"


def test_weeks_from_before_the_key_are_signed_afterwards_and_nothing_else_of_them_changes(
    unsigned: Path, key: Path
) -> None:
    for place in ("2020-W38", W39):
        second(unsigned / place)
    before = {file.name: file.read_bytes() for file in (unsigned / W39).iterdir()}
    at = Archive(unsigned).sealed_at(WEEK)
    assert run("verify", "--all", root=unsigned, key=key).exit_code == 2
    name = verifier(key).name
    done = run("sign", "--all", root=unsigned, key=key)
    assert done.exit_code == 0 and f"{BELOW}: signed with the key {name}" in done.stdout
    assert run("verify", "--all", root=unsigned, key=key).exit_code == 0
    after = {file.name: file.read_bytes() for file in (unsigned / W39).iterdir()}
    assert len(after.pop("manifest.sig")) == 64 and after == before
    assert Archive(unsigned).sealed_at(WEEK) == at
    assert f"{BELOW}: has a signature already" in run("sign", "--all", root=unsigned, key=key).stdout
    assert missed(unsigned / W39, "manifest.json", flips(before["manifest.json"], (1,))[::5], key) == []
    generate(unsigned.parent / "other.pem")
    done = run("verify", W39, "--key", str(unsigned.parent / "other.pem"), root=unsigned)
    assert (done.exit_code, done.stdout) == (2, "2020-W39: unknown, no known key fits its signature\n")


def test_what_does_not_verify_is_not_signed_afterwards(unsigned: Path, key: Path) -> None:
    put(W39, "2020-W37")(unsigned)
    done = run("sign", "2020-W37", root=unsigned, key=key)
    assert done.exit_code == 1 and "it is the week 2020-W39" in done.stderr
    assert not (unsigned / "2020-W37" / "manifest.sig").exists()
    done = run("sign", "2020-W39", root=unsigned)
    assert done.exit_code == 1 and "Set COCKPIT_SIGNING_KEY" in done.stderr


def test_the_public_keys_of_earlier_years_stand_behind_the_own_one_in_its_file(
    signed: Path, key: Path, tmp_path: Path
) -> None:
    generate(tmp_path / "new.pem")
    new = tmp_path / "new.pem"
    assert run("verify", W39, root=signed, key=new).exit_code == 2
    new.write_bytes(new.read_bytes() + key.with_name("operator.pub.pem").read_bytes())
    assert run("verify", W39, root=signed, key=new).exit_code == 0
    own = signer(new).verifier.name
    assert [one.name for one in verifiers(new)] == [own, verifier(key).name] and verifier(new).name == own


def test_sealing_looks_at_the_place_and_the_signature_of_what_is_there(signed: Path, key: Path) -> None:
    forge(signed)
    done = run("seal", W39, root=signed, key=key)
    assert done.exit_code == 1 and "it is not signed" in done.stderr
    put("2020-W38", W39)(signed)
    with pytest.raises(SnapshotRefused, match="it is the week 2020-W38"):
        sealed(WEEK, signed)


@pytest.mark.parametrize("done", ["forged", "a county's"])
def test_a_week_that_does_not_verify_is_not_what_the_next_one_is_held_against(
    signed: Path, key: Path, done: str
) -> None:
    """Then the week before is asked of the data, as where none was sealed."""
    archive = Archive(signed, None, "linyi", (verifier(key),))
    today = lambda week: board_of(week, sharing__records=5)  # noqa: E731
    held = edit(Week(2020, 40), archive, newest=date(2020, 12, 31), ask=today, var=signed)
    assert held.before["sharing.records"].value == 21_460_000
    if done == "forged":
        forge(signed)
    else:
        put(BELOW, W39)(signed)
    held = edit(Week(2020, 40), archive, newest=date(2020, 12, 31), ask=today, var=signed)
    assert held.before["sharing.records"].value == 5


def test_made_again_from_its_board_json_a_county_s_week_lies_below_its_unit(
    signed: Path, key: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cockpit.snapshot.sealed_files.FORMATS", [])
    words = ("seal", W39, "--into", str(tmp_path / "again"), "--from")
    assert run(*words, str(signed / BELOW / "board.json"), root=signed, key=key).exit_code == 0
    assert run("verify", "--all", root=tmp_path / "again", key=key).stdout.startswith(f"{BELOW}: intact")
    done = run(*words, str(signed / "small" / W39 / "board.json"), root=signed, key=key)
    assert done.exit_code == 1 and "is of the city small, not of linyi" in done.stderr


def test_what_is_moved_away_by_the_policy_verifies_where_it_lies(signed: Path, key: Path, tmp_path: Path) -> None:
    late = MONDAY.replace(year=2026)
    for one in old(signed, Retention(weeks=10), late):
        remove(one, Retention(weeks=10), late, into=tmp_path / "cellar")
    done = run("verify", "--all", root=tmp_path / "cellar", key=key)
    assert done.exit_code == 0 and len(done.stdout.splitlines()) == 4 + 3


def test_a_week_of_no_formats_is_bound_as_well(tmp_path: Path) -> None:
    folder = make(tmp_path, WEEK, None)
    (folder / "board.json").write_bytes(b"[]")
    file = folder / "manifest.json"
    held = orjson.loads(file.read_bytes())
    held["files"]["board.json"] = {"sha256": manifest.hashlib.sha256(b"[]").hexdigest(), "bytes": 2}
    file.write_bytes(manifest.written(held))
    assert verify(folder).said == "board.json cannot be read"
