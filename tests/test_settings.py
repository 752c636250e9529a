"""What a keeper may set."""

import pytest

from cockpit.errors import SettingWrong
from cockpit.settings import read


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
