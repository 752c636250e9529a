"""The chain of the sealed weeks: who rewrites one has to rewrite all after it, and what was printed then says so."""

from __future__ import annotations

import hashlib
import random
import re
import shutil
from dataclasses import replace
from datetime import date
from functools import partial
from os import environ
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from cockpit.calendar import Week
from cockpit.cli import main
from cockpit.errors import SnapshotRefused
from cockpit.snapshot import manifest, report
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.chain import ChainBreak, chain_of
from cockpit.snapshot.chain_link import ChainLink, printed
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.edition_builder import edit
from cockpit.snapshot.remade import remade
from cockpit.snapshot.retention import old, remove
from cockpit.snapshot.seal import seal
from cockpit.snapshot.signing import Signer, generate, signer
from cockpit.snapshot.verification import SealState, verify
from cockpit.snapshot.weekly_plan import Retention
from tests.snapshot.test_binding import second
from tests.snapshot.weeks import MONDAY, board_of

pytestmark = pytest.mark.slow

REWRITES = int(environ.get("COCKPIT_REWRITES", "20"))
NUMBERS = range(35, 40)
CHEAP = ("report_html",)


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("keys") / "operator.pem"
    generate(file)
    return file


def sealed(root: Path, *numbers: int, key: Path | None = None, formats: tuple[str, ...] = (), **held: float) -> Path:
    """Weeks of 2020 in the order in which they are sealed, each held against what lies there."""
    for number in numbers:
        ask = partial(board_of, **held)
        edition = edit(Week(2020, number), Archive(root), newest=date(2020, 12, 31), ask=ask, var=root / "var")
        seal(edition, root, signer=signer(key) if key else None, formats=formats)
    return root


@pytest.fixture(scope="module")
def _weeks(key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sealed(tmp_path_factory.mktemp("weeks"), *NUMBERS, key=key, formats=CHEAP)


@pytest.fixture
def weeks(_weeks: Path, tmp_path: Path) -> Path:
    return shutil.copytree(_weeks, tmp_path / "weeks")


def run(*words: str, root: Path, key: Path | None = None, **more: str) -> Result:
    env = {"COCKPIT_SNAPSHOTS": str(root), "COCKPIT_SIGNING_KEY": str(key) if key else "", "COCKPIT_CITY": "linyi"}
    env |= more
    return CliRunner(env=env).invoke(main, ["snapshot", "verify", *words])


def sha256(root: Path, week: str, name: str = "manifest.json") -> str:
    return hashlib.sha256((root / week / name).read_bytes()).hexdigest()


def kinds(root: Path) -> list[tuple[str, str]]:
    return [(one.week, one.kind) for one in chain_of(root).findings()]


def test_each_manifest_holds_the_hash_of_the_one_sealed_before_it(weeks: Path) -> None:
    held = [orjson.loads((weeks / f"2020-W{number}" / "manifest.json").read_bytes())["chain"] for number in NUMBERS]
    assert held[0] == {"number": 1, "before": {}}
    assert held[4] == {"number": 5, "before": {"2020-W38": sha256(weeks, "2020-W38")}}
    assert kinds(weeks) == []


def test_the_foot_of_a_report_has_the_head_before_it_and_the_code_of_its_own_board(weeks: Path) -> None:
    for name, words in (("report.html", "封存链：上一份 2020-W38 "), ("report-en.html", "Chain: before 2020-W38 ")):
        text = (weeks / "2020-W39" / name).read_text("utf-8")
        before, own = sha256(weeks, "2020-W38"), sha256(weeks, "2020-W39", "board.json")
        assert text.count(f"{words}{before[:8]} {before[8:16]}") == 2
        assert text.count(f" {own[:8]} {own[8:16]} {own[16:24]} {own[24:32]}</span>") == 2
    first = (weeks / "2020-W35" / "report.html").read_text("utf-8")
    assert "封存链：本份 " in first and "，此前无封存" in first


def test_all_says_that_the_chain_holds_and_its_head(weeks: Path, key: Path) -> None:
    done = run("--all", root=weeks, key=key)
    head = sha256(weeks, "2020-W39")
    assert done.exit_code == 0
    said = f"chain: holds, 5 linked, head 2020-W39 {head[:8]} {head[8:16]} {head[16:24]} {head[24:32]}\n"
    assert done.stdout.endswith(said)


def test_a_week_sealed_anew_with_the_key_no_longer_fits_the_next_one(weeks: Path, key: Path) -> None:
    """Number doubled in the database, folder moved away, sealed again: what an operator could do unseen before."""
    shutil.rmtree(weeks / "2020-W37")
    sealed(weeks, 37, key=key, sharing__records=42_920_000)
    done = run("--all", root=weeks, key=key)
    assert done.exit_code == 1
    assert done.stdout.count("intact, signed with the key") == 5
    said = "2020-W37: rewritten, it is not the one that 2020-W38 was sealed after: it was sealed anew or altered\n"
    assert said in done.stdout and "\nchain: broken, 5 linked, head 2020-W37 " in done.stdout
    one = run("2020-W37", root=weeks, key=key)
    assert one.exit_code == 1 and "rewritten" in one.stdout
    assert run("2020-W36", root=weeks, key=key).exit_code == 0


def test_a_board_before_that_was_never_sealed_is_named(tmp_path: Path, key: Path) -> None:
    """The week before was sealed of other numbers than the next one was held against."""
    sealed(tmp_path, 38, key=key)
    edition = edit(Week(2020, 39), Archive(tmp_path), newest=date(2020, 12, 31), ask=board_of, var=tmp_path)
    other = replace(edition, before=board_of(Week(2020, 38), sharing__records=1))
    seal(other, tmp_path, signer=signer(key), formats=())
    assert kinds(tmp_path) == [("2020-W39", ChainBreak.BEFORE)]
    assert "held against is not the one that is sealed as 2020-W38" in run("--all", root=tmp_path, key=key).stdout


def test_a_week_taken_out_of_the_middle_is_a_gap_and_one_from_the_beginning_is_said(weeks: Path, key: Path) -> None:
    shutil.rmtree(weeks / "2020-W37")
    done = run("--all", root=weeks, key=key)
    assert done.exit_code == 1 and "2020-W37: gap, it is not there, and 2020-W38 was sealed after it\n" in done.stdout
    assert kinds(weeks) == [("2020-W37", ChainBreak.GAP)]
    for name in ("2020-W35", "2020-W36"):
        shutil.rmtree(weeks / name)
    done = run("--all", root=weeks, key=key)
    last = done.stdout.splitlines()[-1]
    assert done.exit_code == 2 and last.startswith("chain: incomplete, 2 linked, head 2020-W39 ")
    assert last.endswith(
        "; 3 weeks that were sealed before 2020-W38 are not here: the places 1 to 3 of the chain, in their turn "
        "2020-W35 to 2020-W37"
    )


@pytest.mark.parametrize(
    ("gone", "exit", "said"),
    [
        ([35], 2, "; a week that was sealed before 2020-W36 is not here: 2020-W35\n"),
        ([35, 36, 37, 38], 2, "the places 1 to 4 of the chain, in their turn 2020-W35 to 2020-W38\n"),
        ([36, 37], 1, "2020-W37: gap, it is not there, and 2020-W38 was sealed after it; nor is 2020-W36\n"),
        ([36, 37, 38], 1, "it is not there, and 2020-W39 was sealed after it; nor are 2020-W36, 2020-W37\n"),
    ],
)  # fmt: skip
def test_every_week_that_is_missing_is_named(weeks: Path, key: Path, gone: list[int], exit: int, said: str) -> None:
    for number in gone:
        shutil.rmtree(weeks / f"2020-W{number}")
    done = run("--all", root=weeks, key=key)
    assert done.exit_code == exit and said in done.stdout


def test_weeks_of_before_the_chain_that_are_missing_are_named(tmp_path: Path) -> None:
    sealed(tmp_path, 36, 37)
    for number in (36, 37):
        third(tmp_path / f"2020-W{number}")
    sealed(tmp_path, 38)
    for number in (36, 37):
        shutil.rmtree(tmp_path / f"2020-W{number}")
    done = run("--all", root=tmp_path)
    said = "; 2 weeks that were sealed before 2020-W38 are not here: 2020-W36, 2020-W37\n"
    assert done.exit_code == 2 and done.stdout.endswith(said)


def test_a_gap_that_the_calendar_does_not_name_is_told_by_its_places(tmp_path: Path, key: Path) -> None:
    """The week of the place 2 was sealed late, and lies before the one of the place 1."""
    sealed(tmp_path, 36, 35, 37, 38, key=key)
    for number in (35, 37):
        shutil.rmtree(tmp_path / f"2020-W{number}")
    done = run("--all", root=tmp_path, key=key)
    said = "2020-W37: gap, it is not there, and 2020-W38 was sealed after it; nor is another one, the place 2 of the"
    assert done.exit_code == 1 and said in done.stdout


def test_a_week_sealed_late_is_the_next_link_and_breaks_nothing(tmp_path: Path, key: Path) -> None:
    sealed(tmp_path, 36, 38, 37, 39, key=key)
    numbers = {str(one.week): link.number for one, link in chain_of(tmp_path).linked}
    assert numbers == {"2020-W36": 1, "2020-W38": 2, "2020-W37": 3, "2020-W39": 4}
    assert kinds(tmp_path) == [] and run("--all", root=tmp_path, key=key).exit_code == 0
    foot = report.chain(Archive(tmp_path).edition(Week(2020, 37)))
    assert foot.zh.startswith(f"封存链：上一份 2020-W38 {sha256(tmp_path, '2020-W38')[:8]} ")


def test_a_unit_has_a_chain_of_its_own(tmp_path: Path) -> None:
    sealed(tmp_path, 38)
    for number in (38, 39):
        ask = partial(board_of, unit="371302")
        archive = Archive(tmp_path, "371302")
        edition = edit(Week(2020, number), archive, newest=date(2020, 12, 31), ask=ask, var=tmp_path)
        seal(edition, archive.folder, formats=())
    done = run("--all", root=tmp_path)
    assert done.exit_code == 0
    assert [line.split(", head")[0] for line in done.stdout.splitlines() if "chain" in line] == [
        "chain: holds, 1 linked", "units/371302/chain: holds, 2 linked"
    ]  # fmt: skip


def test_weeks_from_before_the_chain_are_taken_into_its_first_link(tmp_path: Path) -> None:
    sealed(tmp_path, 36, 37)
    for number in (36, 37):
        third(tmp_path / f"2020-W{number}")
    assert run("--all", root=tmp_path).stdout.endswith("chain: none: sealed before there was one\n")
    sealed(tmp_path, 38)
    _, link = chain_of(tmp_path).linked[0]
    assert link == ChainLink(1, {name: sha256(tmp_path, name) for name in ("2020-W36", "2020-W37")})
    assert run("--all", root=tmp_path).exit_code == 0
    held = orjson.loads((tmp_path / "2020-W36" / "manifest.json").read_bytes())
    held["inputs"]["code"] = "0.9"
    (tmp_path / "2020-W36" / "manifest.json").write_bytes(manifest.written(held))
    assert verify(tmp_path / "2020-W36").intact
    assert kinds(tmp_path) == [("2020-W36", ChainBreak.REWRITTEN)]


def third(folder: Path) -> None:
    """As it was sealed before there was a chain."""
    board = orjson.loads((folder / "board.json").read_bytes())
    del board["chain"]
    content = orjson.dumps(board, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)
    (folder / "board.json").write_bytes(content)
    held = orjson.loads((folder / "manifest.json").read_bytes())
    held["files"]["board.json"] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    kept = {name: said for name, said in held.items() if name not in ("chain", "trail")}
    (folder / "manifest.json").write_bytes(manifest.written({**kept, "format": 3}))


def test_a_week_that_nobody_was_sealed_after_is_outside_of_the_chain(weeks: Path, tmp_path: Path, key: Path) -> None:
    sealed(tmp_path / "elsewhere", 34, key=key)
    shutil.copytree(tmp_path / "elsewhere" / "2020-W34", weeks / "2020-W34")
    assert kinds(weeks) == [("2020-W35", ChainBreak.TWICE), ("2020-W34", ChainBreak.OUTSIDE)]
    shutil.rmtree(weeks / "2020-W34")
    second(shutil.copytree(tmp_path / "elsewhere" / "2020-W34", weeks / "2020-W34"))
    assert kinds(weeks) == [("2020-W34", ChainBreak.OUTSIDE)]


def test_what_is_moved_away_by_the_policy_leaves_both_chains_whole(weeks: Path, key: Path, tmp_path: Path) -> None:
    for one in old(weeks, Retention(weeks=2), MONDAY):
        remove(one, Retention(weeks=2), MONDAY, into=tmp_path / "cellar")
    (tmp_path / "weekly.toml").write_text("[keep]\nweeks = 2\n", "utf-8")
    plan = {"COCKPIT_WEEKLY": str(tmp_path / "weekly.toml"), "COCKPIT_CLOCK": MONDAY.isoformat()}
    for folder in (weeks, tmp_path / "cellar"):
        assert run("--all", root=folder, key=key, **plan).exit_code == 0
    done = run("--all", root=weeks, key=key, **plan)
    assert "chain: holds, " in done.stdout and done.stdout.endswith(" (weeks are kept for 2 weeks)\n")
    assert run("--all", root=weeks, key=key).exit_code == 2  # no policy says that they may be gone


def test_a_head_that_does_not_verify_is_a_fault_of_the_next_week(weeks: Path, key: Path) -> None:
    content = (weeks / "2020-W39" / "report.html").read_bytes()
    (weeks / "2020-W39" / "report.html").write_bytes(content + b" ")
    ask = {"newest": date(2020, 12, 31), "ask": board_of, "var": weeks}
    edition = edit(Week(2020, 40), Archive(weeks), **ask)
    with pytest.raises(SnapshotRefused, match="2020-W39, which was sealed last, does not verify: report"):
        seal(edition, weeks, formats=())
    done = seal(edition, weeks, formats=CHEAP, allow="原件在路上")
    held = orjson.loads((done.folder / "manifest.json").read_bytes())
    assert held["allowance"]["faults"] == ["2020-W39, which was sealed last, does not verify: report.html was altered"]
    assert "末次封存的2020-W39核验不符" in (done.folder / "report.html").read_text("utf-8")
    (weeks / "2020-W39" / "report.html").write_bytes(content)
    assert kinds(weeks) == []


def test_a_week_sealed_meanwhile_is_not_passed_over(tmp_path: Path) -> None:
    edition = edit(Week(2020, 39), Archive(tmp_path), newest=date(2020, 12, 31), ask=board_of, var=tmp_path)

    def meanwhile(name: str, done: int, whole: int) -> None:
        if done == 1:
            sealed(tmp_path, 38)

    with pytest.raises(SnapshotRefused, match="Another week was sealed there meanwhile"):
        seal(edition, tmp_path, formats=(), progress=meanwhile)
    assert [str(week) for week in Archive(tmp_path).weeks()] == ["2020-W38"]


def test_a_printed_code_is_compared_with_what_lies_there(weeks: Path, key: Path) -> None:
    head, own = sha256(weeks, "2020-W38"), sha256(weeks, "2020-W39", "board.json")
    codes = ("--printed", f"2020-W38 {head[:8]} {head[8:16]}", "--printed", f"2020-W39 {own[:32]}")
    done = run("--all", *codes, root=weeks, key=key)
    assert done.exit_code == 0 and "chain: the printed codes are those of 2020-W38, 2020-W39\n" in done.stdout
    for code, said in (
        ("2020-W38 00000000 00000000", "2020-W38: printed, a report has printed 00000000 00000000, which is neither"),
        ("2020-W33 00000000 00000000", "2020-W33: gap, it is not there, and a report has printed 00000000 00000000"),
        ("2020-W38 3f2a", "2020-W38: printed, 3f2a is no printed code of 16 or 32 digits"),
        (f"2020-W38 {head[:15]}x", "is no printed code"),
    ):
        done = run("--all", "--printed", code, root=weeks, key=key)
        assert done.exit_code == 1 and said in done.stdout, code


@pytest.mark.parametrize(
    "text", ["", "2020-W38", "2020-W99 3f2a91bc04de77a1", "3f2a91bc 04de77a1", "封存链：本份 3f2a91bc"]
)
def test_a_text_that_is_no_week_with_its_code_is_refused_in_one_line(weeks: Path, key: Path, text: str) -> None:
    done = run("--all", "--printed", text, root=weeks, key=key)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == (
        f"--printed {text!r} is not a week with its code. Write both as they stand in the foot of a report: --printed "
        '"2020-W38 3f2a91bc 04de77a1".\n'
    )


def test_files_that_were_changed_and_signed_anew_are_not_what_the_board_makes(weeks: Path, key: Path) -> None:
    assert run("2020-W39", "--remake", root=weeks, key=key).exit_code == 0
    rewrite(weeks, 39, "file", signer(key), random.Random(1))
    assert run("2020-W39", root=weeks, key=key).exit_code == 0
    done = run("2020-W39", "--remake", root=weeks, key=key)
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (
        1, "2020-W39: altered, report.html is not what board.json makes"
    )  # fmt: skip
    rewrite(weeks, 39, "inputs", signer(key), random.Random(1))
    done = run("2020-W39", "--remake", root=weeks, key=key)
    assert done.exit_code == 2 and "it cannot be made again here: its code was" in done.stdout


# What whoever owns database, files and key may do, without the cockpit's own code, which would refuse some of it.


def put(folder: Path, entries: dict[str, object], files: dict[str, bytes], key: Signer) -> None:
    said = {name: {"sha256": hashlib.sha256(held).hexdigest(), "bytes": len(held)} for name, held in files.items()}
    content = manifest.written({**entries, "files": said})
    for name, held in {**files, "manifest.json": content, "manifest.sig": key.sign(content)}.items():
        (folder / name).write_bytes(held)


def rewrite(root: Path, number: int, what: str, key: Signer, chance: random.Random) -> None:
    """One week anew: another number, remark, file or entry, all sums and the signature made to fit."""
    folder = root / f"2020-W{number}"
    entries = orjson.loads((folder / "manifest.json").read_bytes())
    files = {name: (folder / name).read_bytes() for name in entries["files"]}
    edition = Edition.from_bytes(files["board.json"], week=Week(2020, number))
    if what == "number":
        metric = chance.choice([name for name, one in edition.board.metrics.items() if one.value])
        value = edition.board.metrics[metric].value * chance.choice((2, 0.5, 1.01))
        metrics = {**edition.board.metrics, metric: replace(edition.board.metrics[metric], value=value)}
        edition = replace(edition, board=replace(edition.board, metrics=metrics))
        files = {**files, "board.json": edition.to_bytes(), "report.html": chance.randbytes(9)}
    elif what == "file":
        files["report.html"] = files["report.html"].replace("封存".encode(), "封好".encode(), 1)
    elif what == "inputs":
        entries["inputs"]["code"] = f"0.{chance.randrange(100)}"
    entries["inputs"] = {**entries["inputs"], "board": edition.board.id, "before": edition.before.id}
    put(folder, entries, files, key)


def relink(root: Path, key: Signer) -> None:
    """Every week that is left linked again in its order, so that the chain holds."""
    before: dict[str, str] = {}
    for number, folder in enumerate(sorted(root.glob("2020-W*")), start=1):
        entries = orjson.loads((folder / "manifest.json").read_bytes())
        files = {name: (folder / name).read_bytes() for name in entries["files"]}
        week = Week.parse(folder.name)
        edition = replace(Edition.from_bytes(files["board.json"], week=week), chain=ChainLink(number, before))
        put(folder, {**entries, "chain": ChainLink(number, before).to_json()},
            {**files, "board.json": edition.to_bytes()}, key)  # fmt: skip
        before = {folder.name: sha256(root, folder.name)}


def paper(root: Path, number: int) -> list[tuple[Week, str]]:
    """The codes that the report of a week has in its foot, each with its week."""
    text = (root / f"2020-W{number}" / "report.html").read_text("utf-8")
    found = re.search(r"封存链：(?:上一份 (\S+) ([0-9a-f ]+)，)?本份 ([0-9a-f ]{35})", text)
    assert found is not None
    last = [(Week.parse(found[1]), found[2])] if found[1] else []
    return [*last, (Week(2020, number), found[3])]


def found(root: Path, codes: list[tuple[Week, str]], newest: int, key: Signer) -> bool:
    """What somebody with one printed report finds who verifies all weeks, and makes the one of the report again."""
    chain = chain_of(root)
    if any(not verify(one.folder, [key.verifier]).intact for one in chain.entries):
        return True
    if list(chain.findings()) or chain.missing() or any(chain.check(week, code) for week, code in codes):
        return True
    return remade(root / f"2020-W{newest}").state != SealState.INTACT


def test_random_rewrites_by_whoever_owns_files_and_key_are_found_with_one_printed_report(
    _weeks: Path, key: Path, tmp_path: Path
) -> None:
    own, missed = signer(key), []
    for seed in range(REWRITES):
        chance = random.Random(seed)
        root = shutil.copytree(_weeks, tmp_path / "rewritten")
        number, what = chance.choice(NUMBERS), chance.choice(("number", "number", "file", "inputs", "gone"))
        if what == "gone":
            shutil.rmtree(root / f"2020-W{number}")
        else:
            rewrite(root, number, what, own, chance)
        again = chance.random() < 0.7
        if again:
            relink(root, own)
            assert kinds(root) in ([], [(f"2020-W{number + 1}", ChainBreak.BEFORE)]), seed
        held = chance.choice([one for one in NUMBERS if one >= number])
        if not found(root, paper(_weeks, held), held, own):
            missed.append((seed, number, what, again, held))
        shutil.rmtree(root)
    assert missed == []


def test_what_nobody_rewrote_is_not_found(_weeks: Path, key: Path) -> None:
    for number in (35, 39):
        assert not found(_weeks, paper(_weeks, number), number, signer(key))


def test_the_text_of_the_foot_is_in_both_languages() -> None:
    said = printed(ChainLink(3, {"2020-W38": "ab" * 32}), "0123456789abcdef" * 4)
    assert said.zh == "封存链：上一份 2020-W38 abababab abababab，本份 01234567 89abcdef 01234567 89abcdef"
    assert said.en == "Chain: before 2020-W38 abababab abababab, this 01234567 89abcdef 01234567 89abcdef"
