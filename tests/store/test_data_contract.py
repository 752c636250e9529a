"""The contract of ODCS: the tables and columns of the database, and what datacontract-cli says of good and bad files.

The tool is installed into build/datacontract where COCKPIT_DATACONTRACT=1 asks for it: too heavy for the lock files.
"""

import os
import subprocess
import sys

import pytest
import yaml
from sqlalchemy import Table

from cockpit.settings import ROOT
from cockpit.store import data_contract, facts, registers

PAGE = ROOT / "docs" / "exchange-database.odcs.yaml"
TOOL = ROOT / "build" / "datacontract"
HEAD = "day,unit,theme,datasets,datasets_dated,updated_on_time,downloads,api_calls,provenance\n"
GOOD = "2020-09-01,harbour,sea,5,4,3,,,published\n2020-09-02,harbour,sea,5,4,3,,7,measured\n"
asked = pytest.mark.skipif(not os.environ.get("COCKPIT_DATACONTRACT"), reason="COCKPIT_DATACONTRACT=1 asks for it")


def written():
    return yaml.safe_load(PAGE.read_text(encoding="utf-8"))


def test_the_contract_in_docs_is_written_from_the_tables():
    assert PAGE.read_text(encoding="utf-8") == data_contract.markdown(), "Run: python -m cockpit.cli docs"
    assert written() == data_contract.contract()


def test_every_table_and_column_that_a_bureau_fills_stands_in_it():
    tables = [one for module in (registers, facts) for one in vars(module).values() if isinstance(one, Table)]
    filled = {
        table.name: [column.name for column in table.columns if column.name not in ("delivered_by", "position")]
        for table in tables
        if table.name != "source_mark"
    }
    assert {schema["name"]: [one["name"] for one in schema["properties"]] for schema in written()["schema"]} == filled


def test_what_the_tables_hold_a_row_to_stands_in_it():
    (opening,) = [schema for schema in written()["schema"] if schema["name"] == "opening_daily"]
    columns = {one["name"]: one for one in opening["properties"]}
    assert columns["day"] == {
        "name": "day", "logicalType": "date", "description": "day in Asia/Shanghai", "required": True,
        "primaryKey": True, "primaryKeyPosition": 1,
    }  # fmt: skip
    assert columns["theme"]["customProperties"] == [{"property": "references", "value": "theme.code"}]
    assert columns["downloads"]["required"] is False
    assert columns["downloads"]["logicalTypeOptions"] == {"minimum": 0}
    assert columns["provenance"]["quality"][0]["arguments"] == {"validValues": ["published", "measured", "demo"]}
    assert [rule["query"] for rule in opening["quality"]] == [
        "SELECT COUNT(*) FROM opening_daily WHERE datasets_dated > datasets",
        "SELECT COUNT(*) FROM opening_daily WHERE updated_on_time > datasets_dated",
    ]


@pytest.fixture(scope="module")
def tool():
    if not (TOOL / "bin" / "datacontract").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", TOOL], check=True)
        wanted = "datacontract-cli[duckdb,parquet]>=1.2.8,<2"
        subprocess.run([TOOL / "bin" / "pip", "install", "--quiet", wanted], check=True)
    return TOOL / "bin" / "datacontract"


def said(tool, *words, folder):
    env = {**os.environ, "COLUMNS": "300", "NO_COLOR": "1"}
    done = subprocess.run([tool, *words], cwd=folder, env=env, capture_output=True, text=True, check=False)
    return done.returncode, " ".join((done.stdout + done.stderr).split())


def checked(tool, folder, rows, *, head=HEAD):
    (folder / "opening_daily.csv").write_text(head + rows, encoding="utf-8")
    return said(tool, "test", PAGE, "--server", "csv", "--schema-name", "opening_daily", folder=folder)


@asked
def test_it_is_a_data_contract_of_odcs(tool, tmp_path):
    assert said(tool, "lint", PAGE, folder=tmp_path)[0] == 0


@asked
def test_a_file_that_keeps_it_passes(tool, tmp_path):
    code, words = checked(tool, tmp_path, GOOD)
    assert code == 0, words


@asked
@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2020-09-01,harbour,sea,5,4,3,,,published\n", "no duplicate values"),
        ("2020-09-03,harbour,sea,-5,,,,,published\n", "has a minimum of 0"),
        ("2020-09-03,harbour,sea,5,6,3,,,published\n", "datasets_dated is a part of datasets"),
        ("2020-09-03,harbour,sea,5,4,3,,,guessed\n", "invalid_count"),
        ("2020-09-03,,sea,5,4,3,,,published\n", "has no missing values"),
        ("2020-09-03,harbour," + "x" * 41 + ",5,4,3,,,published\n", "max length of 40"),
        ("soon,harbour,sea,5,4,3,,,published\n", "day"),
        ("2020-09-03,harbour,sea,many,4,3,,,published\n", "datasets"),
    ],
)
def test_a_row_that_breaks_it_fails_by_its_rule(tool, tmp_path, row, words):
    code, told = checked(tool, tmp_path, GOOD + row)
    assert code != 0 and words in told.rpartition("Data contract is invalid")[2], told


@asked
def test_a_column_that_lacks_is_named(tool, tmp_path):
    code, told = checked(tool, tmp_path, GOOD.replace(",published", "").replace(",measured", ""),
                        head=HEAD.replace(",provenance", ""))  # fmt: skip
    assert code != 0 and "'provenance' is present" in told
