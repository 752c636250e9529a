"""The sources file: a wrong word is answered with its place and the nearest right one."""

import pytest

from cockpit.errors import SourcesWrong
from cockpit.ingest import sources_file

GOOD = '[sources.portal]\nkind = "data_json"\nfile = "data.json"\n'


def read(folder, text, **environment):
    file = folder / "sources.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return sources_file.read(file, environment=environment)


def test_a_file_gives_its_sources_with_what_is_not_said_filled_in(tmp_path):
    found = read(tmp_path, GOOD)
    assert found.sources["portal"].refuse_above == 0.1
    assert found.sources["portal"].shrinks_above == 0.2
    assert (found.rollup.engine, found.rollup.same_id_days, found.network.hosts) == ("duckdb", 31, ())
    assert found.folder == tmp_path.resolve()


def test_secrets_come_from_the_environment(tmp_path):
    text = '[sources.a]\nkind = "sql"\nurl = "${URL}"\nreads = [{ table = "return_daily", select = "SELECT 1" }]\n'
    assert read(tmp_path, text, URL="sqlite://").sources["a"].url == "sqlite://"
    with pytest.raises(SourcesWrong, match=r"asks for \$\{URL\}, which is not set"):
        read(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[sources", "Write values as"),
        (b"\xff", "cannot be read"),
        ("[source.a]\n", r"there is no table 'source'. Perhaps \[sources\]"),
        ("sources = 1\n", "sources is no table"),
        ("[sources]\na = 1\n", "is no table"),
        ('[sources.a]\nkind = "event"\n', "Perhaps 'events' was meant"),
        ("[sources.a]\nkind = 1\n", "kind is 1"),
        ('[sources."a b"]\nkind = "events"\n', "the name cannot be used"),
        ('[sources.a]\nkind = "events"\n', "files is missing"),
        ('[sources.a]\nkind = "events"\nfile = "x"\nfiles = "x"\n', "file is not an option. Perhaps 'files'"),
        ('[sources.a]\nkind = "events"\nfiles = 5\n', "files: Input should be a valid string"),
        ('[sources.a]\nkind = "data_json"\n', "give either file or url"),
        ('[sources.a]\nkind = "sheet"\nfiles = "x"\ntable = "y"\n', "there is no table 'y'"),
        ('[sources.a]\nkind = "sheet"\nfiles = "x"\ntable = "unit"\nshrink_above = 1\n', "Perhaps 'shrinks_above' was"),
        ('[sources.a]\nkind = "events"\nfiles = "x"\nshrinks_above = 20\n', "shrinks_above: Input should be less than"),
        ("[network]\ntimeout_s = 0\n", r"\[network\]: timeout_s"),
        ('[rollup]\nengine = "hadoop"\n', r"\[rollup\]: engine"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, words):
    with pytest.raises(SourcesWrong, match=words):
        read(tmp_path, text)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(SourcesWrong, match="There is no sources file at"):
        sources_file.read(tmp_path / "none.toml")
