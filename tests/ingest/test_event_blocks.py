"""Logs checked set-wise: what lands, what is refused and every word of it is as if each row had been read by itself."""

from __future__ import annotations

import gzip
import importlib
import json
import os
import random
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from cockpit.errors import CockpitError
from cockpit.ingest import event_blocks
from cockpit.ingest.source_kind import KINDS, Delivery, ReadingContext
from cockpit.rollup import repeats, staging
from cockpit.store.duck import duck, files
from cockpit.store.landing_result import Landed
from tests.ingest.read import KNOWN, NOW

pytestmark = pytest.mark.slow

events = importlib.import_module(KINDS["events"].read.__module__)  # after every other kind, in the order of the folder
COLUMNS = (
    "happened_at, event_id, provider, consumer, resource, kind, scenario, records, bytes, duration_us, failed, line, "
    "day, place, replaces"
)
SEEDS = int(os.environ.get("COCKPIT_LOGS", "1"))
UNITS = ["harbour", "fish", "light", "港市港务局", "港务局", "FISH", " light "]
ODD: dict[str, list[Any]] = {
    "event_id": ["", None, "a b", "1.3E+18", 12, 1.5, "中", "x" * 129, True, {"a": 1}, [1], "-", "NaN", 10**30, "true"],
    "at": ["2020-09-30T10:00:00+08:00",
           "2020-09-30 10:00:00", "2020-09-31T10:00:00Z", "2030-01-01T00:00:00Z", "", None,
           "2020-09-30T10:00:00.123Z", "2020-09-30T23:59:60Z", "2014-12-31T15:00:00Z", "2014-12-31T16:00:00Z",
           1601430000, 1601430000123, "1601430000", "2020-09-30T10:00:00+0800",
           "2020-9-3T1:00:00Z", "2020-09-30T24:00:00Z", "2020-09-30T10:00:00.1234567Z", "2020-09-30T10:00:00-13:30",
           "30/Sep/2020:10:00:00 +0800", "2020-09-30T10:00:00", "20200930100000"],
    "provider": ["nobody", "", None, 5, "港口", True, "-"],
    "consumer": ["fish\u00a0", "nobody", None, {"a": "b"}],
    "resource": ["", "-", None, "a  b", "船\n舶", 12, 1.50, 1e5, True, "null", "true", 10**25, "x" * 201, ["a"], "NaN"],
    "kind": ["接口", "API", "book", None, "数据库", ""],
    "scenario": ["other", "OTHER", None, "", "none", "unknown", "-"],
    "records": ["", None, "007", -1, 5.0, 5.5, "1,000", "3万", "x", 10**15, 10**16, "９", True, " 5", "1e3"],
    "bytes": [0, "5 KB", "", None, 1e3, "+5"],
    "duration_ms": ["12.5", 12.345, 12.3456, -1, "-", "", None, "0.1, 0.2", 10**13, "999999999.999", 1e-3, "5s", 0],
    "status": ["success", "失败", "200", 404, 200.0, "0", 1, True, False, "true", None, "what", "成功"],
}  # fmt: skip
USUAL = {"kind": "api", "scenario": "other", "status": "ok", "records": 5, "bytes": 900, "duration_ms": 12}
BROKEN = [
    '{"event_id":NaN}',
    "nothing",
    "[1]",
    '{"event_id": "x",}',
    '{"a":1}{"b":2}',
    "  ",
    '{"event_id":"\\ud800"}',
    "{}",
]
BROKEN_CSV = [
    "a,b",
    '"',
    'x"y,,,,,,,,,,',
    ",,,,,,,,,,",
    "  ",
    '"a" ,b,c,d,e,f,g,h,i,j,k',
    '"q""q",x,harbour,fish,,api,,1,1,1,ok',
]


def rows(chance: random.Random, count: int, odd: float) -> list[dict[str, Any]]:
    found = []
    for number in range(count):
        row = {
            "event_id": f"e-{number % (count - 9)}",
            "at": f"2020-09-{1 + number % 28:02}T10:{number % 60:02}:00Z",
            "provider": chance.choice(UNITS),
            "consumer": chance.choice(UNITS),
            "resource": f"表 {number % 7}",
            **USUAL,
        }
        for name, values in ODD.items():
            if chance.random() < odd:
                row[name] = chance.choice(values)
        found.append(row)
    return found


STYLES = [(",", ":"), (", ", ": ")]
SAME_LENGTH = [  # as long as a usual line of the same values, or read otherwise by another reader
    lambda line: line.replace('"api"', "true  "),
    lambda line: line.replace('"records":5', '"records":5e0', 1).replace(": ", ":", 2),
    lambda line: line.replace('"duration_ms":12', '"duration_ms":1e5,"x":1', 1),
    lambda line: line.replace('"duration_ms":12', '"duration_ms":12.50', 1),
    lambda line: line.replace('"status":"ok"', '"status":200 ', 1),
    lambda line: line.replace('"records":', '"bytes":', 1),
    lambda line: line.replace('"consumer"', '"provider"', 1),
    lambda line: line.replace('"kind":"api",', "", 1)[:-1] + ',"kind":"api"}',
    lambda line: line.replace('"bytes":900', '"bytes":null', 1),
    lambda line: line.replace('"bytes":900', '"bytes":"900"', 1),
    lambda line: line.replace('"bytes":900', '"bytes":NaN', 1),
    lambda line: line.replace('"bytes":900', '"bytes":900,', 1),
    lambda line: line.replace("e-", "e\x1f", 1),
    lambda line: "\n" + line,
    lambda line: line[: len(line) // 2],
]


def ndjson(chance: random.Random, made: list[dict[str, Any]]) -> bytes:
    lines = []
    mixed, style, escaped = chance.random() < 0.3, chance.choice(STYLES), chance.random() < 0.3
    for row in made:
        kept = {name: value for name, value in row.items() if value is not None or chance.random() < 0.5}
        if chance.random() < 0.01:
            kept["another"] = chance.choice([1, "x", None, [1, 2]])
        between = chance.choice(STYLES) if mixed else style
        line = json.dumps(kept, ensure_ascii=chance.random() < 0.2 if mixed else escaped, separators=between)
        if chance.random() < 0.02:
            line = chance.choice(SAME_LENGTH)(line)
        if chance.random() < 0.01:
            line = line[:-1] + chance.choice(
                [',"event_id":"twice"}', ',"x":NaN}', ',"x":1,}', ',"x":1e400}', "} ", " }"]
            )
        lines.append(chance.choice(BROKEN) if chance.random() < 0.01 else line)
    text = b"".join(line.encode() + chance.choice([b"\n"] * 30 + [b"\r\n"]) for line in lines)
    return text.replace(b"\xe6\xb8\xaf", b"\xe6\xb8", 1)


def table(chance: random.Random, made: list[dict[str, Any]]) -> bytes:
    names = list(ODD)
    lines = [",".join(names)]
    for row in made:
        cells = ["" if row[name] is None else str(row[name]).replace("\n", " ") for name in names]
        quoted = chance.random() < 0.2
        cells = [
            f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted or {",", '"'} & set(cell) else cell for cell in cells
        ]
        lines.append(chance.choice(BROKEN_CSV) if chance.random() < 0.01 else ",".join(cells))
    return ("\n".join(lines) + "\n").encode()


def read(
    folder: Path, options: dict[str, Any], least: int, monkeypatch: pytest.MonkeyPatch
) -> tuple[Delivery, list[Any]]:
    """What a source says, and what would land, row by row in the order of landing."""
    monkeypatch.setattr(event_blocks, "LEAST", least)
    monkeypatch.setattr(events, "LEAST_ROWS", least)
    monkeypatch.setattr(staging, "WORTH_IT", 20)
    landed: list[Any] = []

    def land(given: Any) -> Landed:
        place = folder / "landing"
        place.mkdir()
        staged = staging.stage(given, place)
        if staged.paths:
            with duck(place) as connection:
                connection.execute("CREATE TABLE suspect AS SELECT hash(event_id) AS id FROM " + files(staged.paths))
                repeats._stage(connection, staged)
                landed.extend(connection.execute(f"SELECT {COLUMNS} FROM stage ORDER BY n").fetchall())
        assert list(staged.places) in ([], ["in"])
        shutil.rmtree(place)
        return Landed(accepted=len(landed))

    kind = KINDS["events"]
    parsed = kind.options.model_validate({"kind": "events", "files": "in", **options})
    reading = ReadingContext("log", NOW, folder, KNOWN, land, None, lambda done, total=None: None, None,  # type: ignore[arg-type]
                             spelling=parsed.spelling("log"))  # fmt: skip
    delivery = kind.read(parsed, reading)
    assert delivery.closed().missing == 0
    return delivery, landed


def said(delivery: Delivery) -> list[Any]:
    left = sorted((one.reason.en, one.count, tuple(sorted(one.names))) for one in delivery.account.left)
    return [delivery.account.read, left, delivery.refused, delivery.notes]


FORMATS = {"ndjson": ndjson, "csv": table}
ZONES = [{}, {"time_zone": "Asia/Shanghai"}, {"time_zone": "Europe/Berlin"}]


@pytest.mark.parametrize("zone", ZONES, ids=str)
@pytest.mark.parametrize("kind", list(FORMATS))
@pytest.mark.parametrize("odd", [0.0, 0.001, 0.02])
@pytest.mark.parametrize("seed", range(SEEDS))
def test_a_log_lands_as_if_each_row_had_been_read_by_itself(tmp_path, monkeypatch, kind, odd, zone, seed) -> None:
    chance = random.Random(f"{kind} {odd} {zone} {seed}")
    made = rows(chance, 1_500, odd)
    if odd:
        content = FORMATS[kind](chance, made)
    else:
        content = ndjson(random.Random(0), []) or b""
        content = (
            b"".join(json.dumps(row).encode() + b"\n" for row in made) if kind == "ndjson" else table(Calm(), made)
        )
    (tmp_path / "in").write_bytes(content)
    monkeypatch.setattr(event_blocks, "BLOCK", 90_000)
    options = {"format": kind, "duration_unit": chance.choice(["s", "ms", "us"]), **zone}
    by_rows, landed = read(tmp_path, options, 10**9, monkeypatch)
    by_sets, again = read(tmp_path, options, 100, monkeypatch)
    assert said(by_sets) == said(by_rows)
    assert again == landed
    assert len(landed) > 300


class Calm(random.Random):
    """Chance that never happens; it can only be asked whether."""

    def random(self) -> float:
        return 1.0


def test_most_of_a_log_is_never_read_by_itself(tmp_path, monkeypatch) -> None:
    made = rows(random.Random(7), 1_000, 0.0)
    made[500]["records"] = "many"
    (tmp_path / "in").write_bytes(gzip.compress(b"".join(json.dumps(row).encode() + b"\n" for row in made)))
    seen: list[int] = []
    rest = event_blocks.TextBlock.rest

    def counted(self, left):
        seen.extend(left)
        return rest(self, left)

    monkeypatch.setattr(event_blocks.TextBlock, "rest", counted)
    delivery, landed = read(tmp_path, {"format": "ndjson"}, 100, monkeypatch)
    assert (len(landed), [one.line for one in delivery.refused], seen) == (999, [501], [500])


def test_a_parquet_log_lands_as_its_rows_do(tmp_path, monkeypatch) -> None:
    made = rows(random.Random(3), 800, 0.0)
    for number, row in enumerate(made):
        row["duration_ms"] = [12.5, None, 7.0][number % 3]
        row["provider"] = "nobody" if number % 50 == 0 else row["provider"]
    (tmp_path / "rows.json").write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
    with duck(tmp_path) as connection:
        connection.execute("SET preserve_insertion_order = true")  # the file holds the rows as they were made
        connection.execute(f"COPY (SELECT * FROM read_json('{tmp_path / 'rows.json'}', columns = {{{KIND_OF}}})) "
                           f"TO '{tmp_path / 'in'}' (FORMAT parquet)")  # fmt: skip
    delivery, landed = read(tmp_path, {"format": "parquet"}, 100, monkeypatch)
    (tmp_path / "in").write_text("\n".join(map(json.dumps, made)) + "\n", encoding="utf-8")
    by_rows, expected = read(tmp_path, {"format": "ndjson"}, 10**9, monkeypatch)
    assert landed == expected
    assert [(one.line, one.reason) for one in delivery.refused] == [(one.line, one.reason) for one in by_rows.refused]
    assert len(delivery.refused) == 16


KIND_OF = ", ".join(
    f"'{name}': '{'DOUBLE' if name == 'duration_ms' else 'BIGINT' if name in ('records', 'bytes') else 'VARCHAR'}'"
    for name in ODD
)


@pytest.mark.parametrize("odd", ["calm", "damaged"])
def test_a_damaged_parquet_log_is_accounted_for_as_its_rows_are(tmp_path, monkeypatch, odd) -> None:
    chance = random.Random(11)
    made = rows(chance, 400, 0.0)
    (tmp_path / "rows.json").write_text("\n".join(map(json.dumps, made)), encoding="utf-8")
    with duck(tmp_path) as connection:
        connection.execute(f"COPY (SELECT *, 1 AS another FROM read_json('{tmp_path / 'rows.json'}')) "
                           f"TO '{tmp_path / 'in'}' (FORMAT parquet, ROW_GROUP_SIZE 2048)")  # fmt: skip
    whole = (tmp_path / "in").read_bytes()
    for _ in range(20 * SEEDS if odd == "damaged" else 1):
        content = bytearray(whole)
        for _ in range(chance.randint(1, 3) if odd == "damaged" else 0):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (tmp_path / "in").write_bytes(content)
        assert outcome(tmp_path, 10**9, monkeypatch) == outcome(tmp_path, 100, monkeypatch)


def outcome(folder: Path, least: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What was said and what landed; where it is no Parquet, the sentence without what DuckDB says in it."""
    try:
        delivery, landed = read(folder, {"format": "parquet"}, least, monkeypatch)
        return said(delivery), landed
    except CockpitError as failed:
        shutil.rmtree(folder / "landing", ignore_errors=True)
        return re.sub(r"\(.*\)", "", failed.happened)


def test_a_log_that_is_written_in_one_way_is_checked_set_wise_whatever_that_way_is(tmp_path, monkeypatch) -> None:
    made = rows(random.Random(5), 600, 0.0)
    left: list[int] = []
    rest = event_blocks.TextBlock.rest
    monkeypatch.setattr(event_blocks.TextBlock, "rest", lambda self, some: (left.extend(some), rest(self, some))[1])
    extra = {"operator": "wang", "trace": {"a": [1, 2]}, "note": None}
    ways = [json.dumps({**row, **extra}, ensure_ascii=ascii, separators=style) for ascii in (True, False)
            for style in STYLES for row in made]  # fmt: skip
    for start in range(0, len(ways), len(made)):
        (tmp_path / "in").write_bytes(b"\xef\xbb\xbf" + "\n".join(ways[start : start + len(made)]).encode())
        delivery, landed = read(tmp_path, {"format": "ndjson"}, 100, monkeypatch)
        assert (len(landed), delivery.refused, left) == (600, [], [])
        assert {name for one in delivery.account.left for name in one.names} == {*extra}
    (tmp_path / "in").write_bytes(table(Calm(), made).replace(b"\n", b"\r\n"))
    delivery, landed = read(tmp_path, {"format": "csv"}, 100, monkeypatch)
    assert (len(landed), delivery.refused, left) == (600, [], [])
