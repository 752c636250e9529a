"""Files on S3 and behind SFTP, on real servers: read as if they lay here, once each, and refused without a secret."""

from __future__ import annotations

import logging
import socket
import sys
from dataclasses import replace
from typing import Any

import pytest

from cockpit.errors import CockpitError, SourceSilent, SourceWrong
from cockpit.ingest.file_store import FileStore
from cockpit.ingest.http_client import Fetch
from cockpit.ingest.source_run import take_in
from tests.ingest.test_exactly_once import event, text
from tests.ingest.test_mutations import SEEDS
from tests.storages import SECRET, key_pair, s3_store, sftp_store

OPEN = Fetch(private=("127.0.0.1",), timeout_s=5, tries=1)
READ = ("access_log.log", "events.csv", "events.ndjson", "events.parquet", "xroad.ndjson", "sheet.csv", "sheet.xlsx",
        "data_json.json", "ckan.json", "feed.atom", "dcat.json", "calendar.ics", "meeting_list.json")  # fmt: skip
EVENTS = 'kind = "events"\nfiles = "{}"\n'

pytestmark = pytest.mark.storage


@pytest.fixture(scope="module")
def s3():
    with s3_store() as store:
        yield store


@pytest.fixture(scope="module")
def sftp():
    with sftp_store() as store:
        yield store


@pytest.fixture(params=["s3", "sftp"])
def store(request):
    found = request.getfixturevalue(request.param)
    found.empty()
    return found


@pytest.fixture
def far(port_bureau):
    port_bureau.fetch = OPEN
    return port_bureau


def toml(store: Any, given: str, **other: str) -> str:
    head, _, below = given.partition("\n[")
    options = "".join(
        f'{name} = "{other.get(name, value)}"\n'
        for name, value in (line.replace('"', "").split(" = ") for line in store.options.splitlines())
        if other.get(name) != ""
    )
    return f"{head}\n[storage]\n{options}" + (f"\n[{below}" if below else "")


def tools(bureau: Any, tmp_path: Any) -> Any:
    return replace(bureau.tools(), spool=tmp_path / "copies")


def load(bureau: Any, tmp_path: Any, given: str, **more: Any) -> Any:
    return take_in("portal", bureau.options("portal", given), tools(bureau, tmp_path), **more)


@pytest.mark.parametrize("name", READ)
def test_a_file_on_a_storage_is_read_as_one_that_lies_here(far, store, tmp_path, name):
    given, raw = SEEDS[name]
    given = f"refuse_above = 1.0\n{given}"
    content = raw(tmp_path) if callable(raw) else raw
    file = f"in.{name.split('.')[1]}"
    far.write(file, content)
    store.write(file, content)
    here = load(far, tmp_path, given).delivery
    there = load(far, tmp_path, toml(store, given.replace(f'"{file}"', f'"{store.root}/{file}"')), anew=True).delivery
    accounts = [(one.closed().read, one.accepted + one.repeated, len(one.refused), one.closed().left_out)
                for one in (here, there)]  # fmt: skip
    assert accounts[0] == accounts[1] and accounts[0][0] > 0 and there.closed().missing == 0
    assert not (tmp_path / "copies" / "portal").exists()


def test_a_file_that_was_read_is_not_copied_again(far, store, tmp_path, monkeypatch):
    copied: list[str] = []
    fetched = FileStore.fetched
    monkeypatch.setattr(FileStore, "fetched", lambda self, one: copied.append(one.state.name) or fetched(self, one))
    given = toml(store, EVENTS.format(f"{store.root}/day/*.csv"))
    store.write("day/1.csv", text([event(number) for number in range(3)]).encode())
    store.write("day/2.csv.part", b"x")
    store.write("day/deep/3.csv", b"x")
    assert load(far, tmp_path, given).delivery.accepted == 3
    assert load(far, tmp_path, given).delivery.closed().read == 0
    store.write("day/2.csv", text([event(number) for number in range(3, 5)]).encode())
    assert load(far, tmp_path, given).delivery.accepted == 2
    store.write("day/1.csv", text([event(number) for number in range(9)]).encode())
    outcome = load(far, tmp_path, given).delivery
    assert (outcome.accepted, outcome.repeated, outcome.closed().read) == (4, 5, 9)
    assert [name.rsplit("/", 1)[-1] for name in copied] == ["1.csv", "2.csv", "1.csv"]
    assert "1.csv has changed since it was read; it is read again." in outcome.notes[0]
    assert far.one("SELECT sum(exchanges) FROM flow_daily") == 9


def test_a_folder_stands_for_the_files_in_it(far, store, tmp_path):
    store.write("all/1.csv", text([event(1)]).encode())
    store.write("all/2.csv", text([event(2)]).encode())
    for address in (f"{store.root}/all", f"{store.root}/all/"):
        assert load(far, tmp_path, toml(store, EVENTS.format(address)), anew=True).delivery.closed().read == 2


def test_a_refused_row_names_its_address(far, store, tmp_path):
    store.write("1.csv", text([event(1), event(2, provider="nobody")]).encode())
    load(far, tmp_path, toml(store, "refuse_above = 1.0\n" + EVENTS.format(f"{store.root}/1.csv")))
    (row,) = far.refused("portal")
    assert row["place"].endswith("/1.csv") and row["place"].startswith(store.root.split(":")[0] + "://")


def test_a_file_that_changes_while_it_is_copied_waits_for_the_next_time(far, store, tmp_path):
    store.write("1.csv", text([event(1)]).encode())
    given = toml(store, EVENTS.format(f"{store.root}/1.csv"))
    changed: list[int] = []

    def progress(done: int, total: int | None = None) -> None:
        if not changed:
            changed.append(1)
            store.write("1.csv", text([event(1), event(2)]).encode())

    options = far.options("portal", given)
    with pytest.raises(SourceSilent, match="is still being written") as silent:
        take_in("portal", options, replace(tools(far, tmp_path), progress=progress))
    assert "仍在写入" in silent.value.zh
    assert far.rows("flow_daily") == [] and not (tmp_path / "copies" / "portal").exists()
    assert load(far, tmp_path, given).delivery.accepted == 2


def test_the_copies_of_a_load_that_was_killed_are_taken_away(far, store, tmp_path):
    left = tmp_path / "copies" / "portal" / "1" / "1.csv"
    left.parent.mkdir(parents=True)
    left.write_bytes(b"half")
    store.write("1.csv", text([event(1)]).encode())
    assert load(far, tmp_path, toml(store, EVENTS.format(f"{store.root}/1.csv"))).delivery.accepted == 1
    assert not left.exists()


def refused(far: Any, tmp_path: Any, given: str) -> CockpitError:
    with pytest.raises(CockpitError) as wrong:
        load(far, tmp_path, given)
    said = wrong.value
    assert said.remedy and said.zh and str(said).isprintable() and SECRET not in f"{said}{said.zh}{said.__cause__}"
    assert said.__suppress_context__ or said.__context__ is None or isinstance(said.__context__, CockpitError)
    return said


def test_what_is_not_there_is_refused_by_its_address(far, store, tmp_path):
    for name in ("none.csv", "*.csv", "none/", "none/*.csv"):
        said = refused(far, tmp_path, toml(store, EVENTS.format(f"{store.root}/{name}")))
        assert isinstance(said, SourceWrong) and "There is no" in said.happened
    said = refused(far, tmp_path, toml(store, EVENTS.format(f"{store.root}/*/a.csv")))
    assert "only be in the last part" in said.happened


def test_a_file_that_is_too_large_is_not_copied(far, store, tmp_path):
    store.write("1.csv", b"x" * 1_000_001)
    given = toml(store, EVENTS.format(f"{store.root}/1.csv")) + "most_mb = 1\n"
    assert "is larger than 1 MB" in refused(far, tmp_path, given).happened


def test_a_host_that_is_not_allowed_is_not_asked(far, store, tmp_path):
    far.fetch = Fetch()
    assert "is not allowed" in refused(far, tmp_path, toml(store, EVENTS.format(f"{store.root}/1.csv"))).happened
    far.fetch = Fetch(hosts=("127.0.0.1",))
    assert "private address" in refused(far, tmp_path, toml(store, EVENTS.format(f"{store.root}/1.csv"))).happened


def test_a_bucket_that_is_not_there_is_refused(far, s3, tmp_path):
    said = refused(far, tmp_path, toml(s3, EVENTS.format("s3://nowhere/1.csv")))
    assert isinstance(said, SourceWrong) and "s3://nowhere/1.csv" in said.happened


def test_a_server_that_does_not_answer_is_tried_again(far, s3, sftp, tmp_path):
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        given = toml(s3, EVENTS.format("s3://files/1.csv"), endpoint=f"http://127.0.0.1:{port}")
        assert isinstance(refused(far, tmp_path, given), SourceSilent)
        given = toml(sftp, EVENTS.format(f"sftp://127.0.0.1:{port}/1.csv"))
        assert isinstance(refused(far, tmp_path, given), SourceSilent)


def test_a_server_is_known_by_its_key(far, sftp, tmp_path):
    sftp.write("1.csv", text([event(1)]).encode())
    given = EVENTS.format(f"{sftp.root}/1.csv")
    assert "It is not known by which key" in refused(far, tmp_path, toml(sftp, given, host_keys="")).happened
    other = far.write("other", f"[127.0.0.1]:{sftp.port} {key_pair(tmp_path / 'k')}\n")
    assert "has another key" in refused(far, tmp_path, toml(sftp, given, host_keys=str(other))).happened
    nobody = far.write("nobody", "")
    assert "has another key" in refused(far, tmp_path, toml(sftp, given, host_keys=str(nobody))).happened
    assert "There is no" in refused(far, tmp_path, toml(sftp, given, host_keys="missing")).happened


def test_who_may_not_read_is_refused(far, sftp, tmp_path):
    key_pair(tmp_path / "stranger")
    given = EVENTS.format(f"{sftp.root}/1.csv")
    said = refused(far, tmp_path, toml(sftp, given, key_file=str(tmp_path / "stranger")))
    assert isinstance(said, SourceWrong) and "refuses who asks" in said.happened
    said = refused(far, tmp_path, toml(sftp, given, key_file="") + f'password = "{SECRET}"\n')
    assert "refuses who asks" in said.happened


ADDRESSES = [
    ("sftp://u:s3cr3t-Qx7@127.0.0.1/a.csv", "There is a password in the address"),
    ("s3://files", "is no address of files"),
    ("sftp://", "is no address of files"),
    ("sftp://h:99999999/a", "is no address of files"),
    ("s3:///a.csv", "is no address of files"),
]


@pytest.mark.parametrize(("address", "said"), ADDRESSES)
def test_an_address_that_cannot_be_used_is_refused(far, tmp_path, address, said):
    assert said in refused(far, tmp_path, EVENTS.format(address)).happened


def test_what_is_not_installed_is_named_with_how_to_install_it(far, s3, sftp, tmp_path, monkeypatch):
    for name, one in (("s3fs", s3), ("paramiko", sftp)):
        monkeypatch.setitem(sys.modules, name, None)
        said = refused(far, tmp_path, toml(one, EVENTS.format(f"{one.root}/1.csv")))
        assert "pip install 'city-cockpit[storage]'" in said.remedy


def test_no_secret_stands_in_a_log_a_message_or_the_database(far, s3, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    s3.empty()
    s3.write("1.csv", text([event(1), event(2, provider="nobody")]).encode())
    given = toml(s3, "refuse_above = 1.0\n" + EVENTS.format("s3://files/1.csv"))
    load(far, tmp_path, given)
    refused(far, tmp_path, toml(s3, EVENTS.format("s3://nowhere/1.csv")))
    assert SECRET not in caplog.text
    assert SECRET not in repr(far.options("portal", given))
    assert SECRET.encode() not in (tmp_path / "exchange.db").read_bytes()


@pytest.mark.parametrize("given", ['key = "a"\n', 'endpoint = "ftp://x"\n', "most_mb = 0\n", "secrets = 1\n"])
def test_options_of_a_storage_are_checked(port_bureau, given):
    with pytest.raises(CockpitError, match=r"\[sources\.portal\]: storage"):
        port_bureau.options("portal", EVENTS.format("s3://a/b") + "[storage]\n" + given)
