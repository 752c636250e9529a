"""readers.toml: who is listed reads what is said, and each kind of mistake is one line with its place and remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import ReadersWrong
from cockpit.roles import EVERYONE, NOBODY, Viewer
from cockpit.roles.readers import read, units_of
from cockpit.settings import ROOT

UNITS = ("371302", "371311", "bigdata")
FILES = {
    "report.pdf": ("report.pdf", "report-en.pdf", "manifest.json", "manifest.sig"),
    "wall-phone.png": ("wall-phone.png", "wall-phone-en.png", "manifest.json", "manifest.sig"),
    "data.xlsx": ("data.xlsx", "data-en.xlsx", "manifest.json", "manifest.sig"),
}
"""The names that a role may give, and what is taken by each."""
GOOD = """
[role.leader]
files = ["report.pdf", "wall-phone.png"]

[[reader]]
name = "王芳"
units = "all"

[[reader]]
name = "zhang"
units = "all"
role = "leader"

[[reader]]
name = "lanshan"
units = ["371302", "371311"]
"""


def said(tmp_path: Path, text: str) -> str:
    (tmp_path / "readers.toml").write_text(text, "utf-8")
    with pytest.raises(ReadersWrong) as wrong:
        read(tmp_path / "readers.toml", units=UNITS, files=FILES)
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def reader(*lines: str) -> str:
    return "[[reader]]\n" + "\n".join(lines)


def test_each_reads_what_the_file_says(tmp_path: Path) -> None:
    (tmp_path / "readers.toml").write_text(GOOD, "utf-8")
    found = read(tmp_path / "readers.toml", units=UNITS, files=FILES)
    assert found.roles == {"leader": ("report.pdf", "wall-phone.png")}
    assert found.listed["王芳"] == Viewer("王芳")
    assert found.listed["lanshan"] == Viewer("lanshan", frozenset({"371302", "371311"}))
    zhang = found.listed["zhang"]
    assert zhang.may_read(None) and zhang.may_read("371302")
    taken = ("report.pdf", "report-en.pdf", "wall-phone.png", "wall-phone-en.png", "manifest.json", "manifest.sig")
    assert all(zhang.may_take(file) for file in taken)
    assert not any(zhang.may_take(file) for file in ("data.xlsx", "wall.png", "board.json", "report.html", ""))


def test_a_county_reads_its_own_and_neither_the_city_nor_another() -> None:
    county = Viewer("lanshan", frozenset({"371311", "371302"}))
    assert county.may_read("371302") and county.home == "371302"
    assert not county.may_read(None) and not county.may_read("371312")
    assert EVERYONE.home is None and NOBODY.home is None
    assert not any(NOBODY.may_read(unit) for unit in (None, "371302", "")) and not NOBODY.may_take("report.pdf")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "readers.toml names nobody. Write [[reader]] with name and units for each."),
        ("reader = 3", "readers.toml names nobody. Write [[reader]] with name and units for each."),
        ("[[readers]]", "readers.toml: there is no table 'readers'. Write [role.NAME] and [[reader]]."),
        ("role = 3", "readers.toml: role is no table. Write [role.NAME] above its files."),
        ("[role.Chef]\nfiles = ['report.pdf']",
         "readers.toml, [role.Chef]: the name cannot be used. Use up to 40 lower-case letters, digits, - and _."),
        ("[role.leader]\nfile = ['report.pdf']", "readers.toml, [role.leader]: files is missing."
         ' Write files = ["report.pdf"].'),
        ("[role.leader]\nfiles = ['raport.pdf']",
         "readers.toml, [role.leader]: a week has no file 'raport.pdf'. Perhaps 'report.pdf' was meant."),
        (reader("name = 'a'"), "readers.toml, reader 1: units is missing."
         ' Write units = "all" for the whole city, or units = ["371302"] for some of it.'),
        (reader("units = 'all'"), "readers.toml, reader 1: name is missing."
         " Write the name by which the proxy signs this person in."),
        (reader("name = 'a'", "units = 'all'", "unit = 'x'"),
         "readers.toml, reader 1: unit is not an option. Perhaps 'units' was meant."),
        (reader("name = 'a'", "units = ['371302', '371321']"),
         "readers.toml, reader 1 (a): there is no unit '371321'. Perhaps '371311' was meant."),
        (reader("name = 'a'", "units = 'all'", "role = 'leder'") + "\n[role.leader]\nfiles = ['report.pdf']",
         "readers.toml, reader 1 (a): there is no role 'leder'. Perhaps 'leader' was meant."),
        (reader("name = 'a'", "units = 'all'", "role = 'chief'"),
         "readers.toml, reader 1 (a): there is no role 'chief'. Write [role.NAME] first."),
        (reader("name = 'a'", "units = 'all'") + "\n" + reader("name = 'a'", "units = ['371302']"),
         "readers.toml, reader 2: a is named twice. Keep one of the two."),
    ],
)  # fmt: skip
def test_every_mistake_is_one_line_with_its_place_and_what_to_do(tmp_path: Path, text: str, line: str) -> None:
    assert said(tmp_path, text) == line


def test_what_cannot_be_a_name_units_or_a_file_is_refused(tmp_path: Path) -> None:
    for name in ("", " a", "a ", "a\tb", "长" * 61):
        assert said(tmp_path, reader(f"name = '{name}'", "units = 'all'")).startswith("readers.toml, reader 1: name:")
    for units in ("'city'", "[]", "3", "['']"):
        assert 'units = "all"' in said(tmp_path, reader("name = 'a'", f"units = {units}")) or units == "['']"
    assert "Expected" in said(tmp_path, "name =") or "Invalid" in said(tmp_path, "name =")
    (tmp_path / "readers.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(ReadersWrong, match=r"cannot be read. Save it as UTF-8"):
        read(tmp_path / "readers.toml", units=UNITS, files=FILES)
    with pytest.raises(ReadersWrong, match=r"There is no file .*none.toml"):
        read(tmp_path / "none.toml", units=UNITS, files=FILES)


def test_the_units_are_those_of_the_city() -> None:
    codes = units_of(ROOT / "data" / "city" / "linyi")
    assert {"371302", "gaoxin", "bigdata"} < set(codes)
