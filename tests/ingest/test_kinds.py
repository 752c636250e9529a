"""What every kind of source must satisfy."""

import tomllib
from pathlib import Path

import pytest

from cockpit.errors import SourcesWrong
from cockpit.ingest import city, reference, sources
from cockpit.ingest.source_kind import KINDS, Options
from cockpit.settings import ROOT


def test_every_file_of_the_folder_declares_the_kind_that_it_is_called_after():
    folder = Path(sources.__file__).parent
    assert KINDS.names() == sorted(file.stem for file in folder.glob("*.py") if file.stem != "__init__")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_shows_an_example_that_is_valid_and_a_sentence_about_itself(port_bureau, monkeypatch, kind):
    monkeypatch.setenv("EXCHANGE_URL", "sqlite://")
    example = kind.example.replace("${EXCHANGE_URL}", "sqlite://")
    assert port_bureau.options("portal", example).kind == kind.name
    assert kind.summary.endswith(".")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_example_names_units_and_themes_that_the_first_city_has(kind):
    registers = city.read(ROOT / "data" / "city" / "linyi").registers
    given = tomllib.loads(kind.example)
    named = {"unit": [given.get("unit"), *given.get("units", {}).values(), *given.get("members", {}).values()],
             "theme": [given.get("theme"), *given.get("themes", {}).values()]}  # fmt: skip
    for register, codes in named.items():
        assert {code for code in codes if code} <= {row["code"] for row in registers[register]}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_refuses_an_option_that_it_does_not_have(port_bureau, kind):
    example = kind.example.replace("${EXCHANGE_URL}", "sqlite://")
    with pytest.raises(SourcesWrong, match="wrong is not an option"):
        port_bureau.options("portal", "wrong = 1\n" + example)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_option_of_every_kind_says_what_it_is_for(kind):
    tables = [kind.options, *(part for _, part in reference._parts(kind.options))]
    silent = [name for table in tables for name, option in table.model_fields.items() if not option.description]
    assert silent == [], "Give them a description: Field(..., description=...)."


def test_the_page_lists_every_kind_and_option_as_they_are_declared():
    page = (ROOT / "docs" / "connect-your-data.md").read_text(encoding="utf-8")
    assert page == reference.written(page), "Run: python -m cockpit.cli docs"
    for kind in KINDS:
        part = page.partition(f"#### {kind.name}\n")[2].partition("####")[0]
        assert all(f"| `{name}` |" in part for name in kind.options.model_fields if name not in Options.model_fields)
        assert f"| [`{kind.name}`](#{kind.name}) |" in page
