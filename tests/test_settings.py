"""What an administrator may set."""

import ast
import re
from pathlib import Path

import pytest

from cockpit.errors import SettingWrong
from cockpit.settings import ROOT, Settings, read, settings_page, unknown
from tests.conftest import PROOFS

NAMES = [one.name for one in Settings.declared().values()]


def test_without_any_setting_the_demonstration_is_served_here():
    settings = read({})
    assert settings.database.startswith("sqlite:///")
    assert settings.database.endswith("/var/exchange.db")
    assert (settings.host, settings.port, settings.city, settings.redis) == ("127.0.0.1", 8050, "linyi", None)


def test_one_variable_points_at_a_real_database():
    assert read({"COCKPIT_DATABASE": "postgresql://bureau@db/exchange"}).database == "postgresql://bureau@db/exchange"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("WORKERS", "-1"),
        ("COCKPIT_CITY", "../etc"),
        ("COCKPIT_CLOCK", "noon"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(name, value):
    with pytest.raises(SettingWrong, match=name):
        read({name: value})


def test_the_clock_can_stand_still():
    assert str(read({"COCKPIT_CLOCK": "2020-09-30T18:00"}).clock) == "2020-09-30 18:00:00"


def test_the_header_and_the_addresses_of_a_proxy_are_looked_at() -> None:
    given = {"COCKPIT_IDENTITY_HEADER": "X-Remote-User", "COCKPIT_TRUSTED_PROXIES": "10.0.0.7, ::1"}
    settings = read(given)
    assert (settings.identity_header, settings.trusted_proxies) == ("X-Remote-User", ("10.0.0.7", "::1"))
    assert read({}).identity_header is None
    for name, wrong in (("COCKPIT_IDENTITY_HEADER", "a b"), ("COCKPIT_TRUSTED_PROXIES", "proxy.example")):
        with pytest.raises(SettingWrong, match=name):
            read({name: wrong})


def test_whatever_cannot_be_used_is_one_line_with_what_to_set() -> None:
    said = {
        ("PORT", "high"): "PORT='high' cannot be used. Set a whole number from 1 to 65535.",
        ("WORKERS", "65"): "WORKERS='65' cannot be used. Set a whole number from 1 to 64.",
        (
            "COCKPIT_CLOCK",
            "1601467200",
        ): "COCKPIT_CLOCK='1601467200' cannot be used. Set a time such as 2020-09-30T18:00.",
        ("COCKPIT_CITY", "a/b"): "COCKPIT_CITY='a/b' cannot be used. Set the name of a folder in data/city/.",
        ("COCKPIT_EDITORS", "x" * 61): f"COCKPIT_EDITORS='{'x' * 61}' cannot be used. Set names of at most 60 letters, "
        "separated by commas.",
    }
    for (name, value), line in said.items():
        with pytest.raises(SettingWrong) as refused:
            read({name: value})
        assert str(refused.value) == line


def test_a_secret_is_printed_by_nothing() -> None:
    secret = "swordfish"
    given = {
        "COCKPIT_DATABASE": f"postgresql://bureau:{secret}@db/exchange",
        "COCKPIT_REDIS": f"redis://:{secret}@cache:6379/0",
        "COCKPIT_KIOSK_TOKENS": f"{secret}-{secret}",
        "COCKPIT_ALERT_WEBHOOK": f"https://hook.example/{secret}",
        "COCKPIT_SMTP_PASSWORD": secret,
    }
    settings = read(given)
    assert secret in settings.database and settings.smtp_password == secret
    assert secret not in f"{settings} {settings!r}"
    for name, value in (("COCKPIT_REDIS", secret), ("COCKPIT_KIOSK_TOKENS", secret), ("COCKPIT_ALERT_WEBHOOK", secret)):
        with pytest.raises(SettingWrong, match=name) as refused:
            read({name: value})
        assert secret not in str(refused.value) and refused.value.__cause__ is None


def test_an_empty_variable_is_one_that_is_not_set() -> None:
    assert read(dict.fromkeys(NAMES, "")) == read({})
    assert read({"COCKPIT_SCREENS": ""}).missing() == []


def test_a_default_follows_what_it_depends_on() -> None:
    settings = read({"COCKPIT_CITY": "zibo", "COCKPIT_VAR": "/srv/cockpit"})
    assert settings.database == "sqlite:////srv/cockpit/exchange.db"
    files = (settings.sources, settings.screens, settings.weekly)
    assert files == tuple(
        ROOT / "data" / "city" / "zibo" / name for name in ("sources.toml", "screens.toml", "weekly.toml")
    )


def test_settings_made_by_hand_leave_the_environment_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COCKPIT_CITY", "zibo")
    assert Settings(port=9000).city == "linyi"
    assert read().city == "zibo"


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("COCKPIT_DATABSE", "COCKPIT_DATABASE"),
        ("COCKPIT_SCREEN", "COCKPIT_SCREENS"),
        ("COCKPIT_KIOSK_TOKEN", "COCKPIT_KIOSK_TOKENS"),
        ("cockpit_redis", "COCKPIT_REDIS"),
        ("COCPIT_DATABASE", "COCKPIT_DATABASE"),
        ("COCKPIT_PASSWORD", "COCKPIT_SMTP_PASSWORD"),
    ],
)
def test_a_variable_that_looks_like_a_setting_and_is_none_is_named_with_the_nearest(name: str, near: str) -> None:
    (line,) = unknown({name: "x", "HOME": "/root", "HOSTNAME": "db", "PORTS": "1"})
    assert line.startswith(f"{name} is no setting and changes nothing. The nearest is {near}")


def test_what_is_set_rightly_is_not_remarked_on() -> None:
    assert unknown(dict.fromkeys(NAMES, "x")) == []
    assert unknown({"HOME": "/root", "PATH": "/bin", "HTTPS_PROXY": "x", "PGPASSWORD": "x"}) == []


@pytest.mark.parametrize("name", [one.name for one in Settings.declared().values() if one.file])
def test_a_file_that_is_named_and_not_there_is_said(name: str, tmp_path: Path) -> None:
    file = tmp_path / "there.toml"
    assert read({name: str(file)}).missing() == [
        f"{name} names {file}, which is not there. Write it, or leave {name} out."
    ]
    file.touch()
    assert read({name: str(file)}).missing() == [] and read({}).missing() == []


def test_the_page_of_settings_is_that_of_the_declarations() -> None:
    assert (ROOT / "docs" / "settings.md").read_text("utf-8") == settings_page.markdown()
    assert set(re.findall(r"^\| `(\w+)`", settings_page.markdown(), flags=re.MULTILINE)) == set(NAMES)
    for one in Settings.declared().values():
        assert one.says.endswith(".") and one.kind and one.unset


READS_THE_ENVIRONMENT = {
    "cockpit/settings/environment.py": "the settings",
    "cockpit/ingest/sources_file.py": "secrets by the names that a city gives them in its sources file",
}


def test_nothing_else_reads_the_environment() -> None:
    names = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv"}
    found = set()
    for path in (ROOT / "cockpit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            read_by_name = isinstance(node, ast.Attribute) and node.attr in names and ast.unparse(node.value) == "os"
            imported = (
                isinstance(node, ast.ImportFrom) and node.module == "os" and names & {one.name for one in node.names}
            )
            if read_by_name or imported:
                found.add(path.relative_to(ROOT).as_posix())
    assert found == set(READS_THE_ENVIRONMENT)


def test_no_document_or_code_names_a_variable_that_is_no_setting() -> None:
    others = {
        "COCKPIT_SERVER",
        "COCKPIT_SCREEN",
        "COCKPIT_TOKEN",
        *PROOFS,
    }  # of a machine that shows the wall; of tests
    texts = [*(ROOT / "cockpit").rglob("*.py"), *(ROOT / "docs").rglob("*.md"), ROOT / "README.md"]
    said = {name for path in texts for name in re.findall(r"\bCOCKPIT_[A-Z_]*[A-Z]\b", path.read_text("utf-8"))}
    assert said - others == {name for name in NAMES if name.startswith("COCKPIT_")}
