"""What the fields of an event mean: how it ended, how long it took, and which event it is."""

from datetime import datetime

import pytest

from cockpit.calendar import SHANGHAI
from cockpit.ingest.exchange import Checker
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.register_lookup import RegisterLookup

KNOWN = RegisterLookup({"unit": [{"code": "fish"}, {"code": "light"}], "scenario": []})
NOW = datetime(2020, 9, 30, 18, tzinfo=SHANGHAI)
EVENT = {"event_id": "e", "at": "2020-09-28T03:00:00Z", "provider": "fish", "consumer": "light", "kind": "api",
         "status": "200"}  # fmt: skip


def checked(given=None, /, **more):
    checker = Checker(KNOWN, NOW, {}, where="[sources.platform.", **(given or {}))
    return checker.event({**EVENT, **more}, place="a.csv", line=2), checker


@pytest.mark.parametrize("status", ["200", 200, "200.0", "304", "200 OK", "Success", "成功", "true", True, "yes"])
def test_a_status_that_can_be_read_in_one_way_is_a_success(status):
    assert checked(status=status)[0].failed is False


@pytest.mark.parametrize("status", ["404", 500, "502 Bad Gateway", "499", "failed", "失败", False, "timeout"])
def test_or_a_failure(status):
    assert checked(status=status)[0].failed is True


@pytest.mark.parametrize("status", ["0", 0, "1", 1, "０"])
def test_a_bare_zero_or_one_is_refused_until_it_is_mapped(status):
    with pytest.raises(Unfit, match="can be read in two ways") as refused:
        checked(status=status)
    assert (refused.value.field, refused.value.remedy.en[:40]) == ("status", "Say which it is in [sources.platform]: s")
    assert checked({"statuses": {"0": False, "1": False}}, status=status)[0].failed is False


@pytest.mark.parametrize("status", ["-1", "000", "600", "2", "none of it"])
def test_any_other_is_refused(status):
    with pytest.raises(Unfit, match="status is unknown"):
        checked(status=status)


@pytest.mark.parametrize(
    ("said", "microseconds"),
    [
        ("12", 12_000),
        (0, 0),
        ("0.5", 500),
        ("1,234", 1_234_000),
        ("1.5, 2.25", 3_750),
        ("1 : 2", 3_000),
        ("5, - : 1", 6_000),
        ("-", None),
        ("-, -", None),
        ("-1", None),
        (-1, None),
        ("-0.001", None),
        ("3, -1", 3_000),
        ("", None),
        (None, None),
    ],
)
def test_times_of_several_servers_are_added_and_what_is_below_zero_is_not_known(said, microseconds):
    assert checked(duration_ms=said)[0].duration_us == microseconds


def test_durations_below_zero_are_counted():
    event, checker = checked(duration_ms="-1")
    assert (event.duration_us, checker.below_zero) == (None, 1)


@pytest.mark.parametrize(("unit", "microseconds"), [("s", 2_000_000), ("ms", 2_000), ("us", 2)])
def test_a_log_says_its_unit_of_duration(unit, microseconds):
    assert checked({"duration_unit": unit}, duration_ms="2")[0].duration_us == microseconds


@pytest.mark.parametrize("event_id", ["1.3E+18", "1.30123E+18", "1e+20", "2.5e+07", 1.3e18])
def test_an_id_that_a_spreadsheet_has_rounded_is_refused_with_the_cause(event_id):
    with pytest.raises(Unfit, match="rounded to scientific notation"):
        checked(event_id=event_id)


@pytest.mark.parametrize("event_id", ["12e45", "7e12", "a+b", "1E+", 1301230000000000001, "1.3E18-x"])
def test_an_id_that_only_looks_like_one_is_one(event_id):
    assert checked(event_id=event_id)[0].event_id == str(event_id)


def test_a_name_of_two_units_is_ambiguous_and_names_both():
    known = RegisterLookup(
        {"unit": [{"code": "a", "name_zh": "港务局"}, {"code": "b", "short_zh": "港务局"}], "scenario": []}
    )
    with pytest.raises(Unfit, match="'港务局' is ambiguous: a / b"):
        Checker(known, NOW, {}).event({**EVENT, "provider": "港务局"}, place="a", line=1)
    assert Checker(known, NOW, {"港务局": "b"}).event({**EVENT, "provider": "港务局", "consumer": "a"}, place="a",
                                                   line=1).provider == "b"  # fmt: skip
