"""Real files of other people, loaded as a bureau would load them: what is accepted and refused is counted here."""

from datetime import datetime

import pytest

from cockpit.calendar import SHANGHAI
from tests.real import real

pytestmark = pytest.mark.slow


def twice(bureau, name, toml):
    """Loaded twice: the second time nothing changes."""
    first = bureau.load(name, toml)
    before = bureau.state()
    second = bureau.load(name, toml)
    assert second.loaded.data_version == first.loaded.data_version
    assert bureau.state() == before
    return first.delivery


def counts(delivery):
    return delivery.accepted, delivery.repeated, len(delivery.refused)


def left(delivery):
    return {one.reason.en: one.count for one in delivery.account.left}


def test_a_week_of_x_road_is_1905_exchanges_and_710_calls_by_which_it_watches_itself(port_bureau):
    file = real("xroad/opmon-raw-niis-dev-2020.ndjson.gz")
    port_bureau.now = datetime(2020, 11, 4, tzinfo=SHANGHAI)
    toml = f'kind = "xroad"\nfiles = "{file}"\n[members]\n"DEV/ORG/1234567-8" = "harbour"\n'
    delivery = twice(port_bureau, "platform", toml)
    assert counts(delivery) == (1905, 0, 0)
    assert left(delivery)["a service of X-Road itself, which shares no data"] == 2 * 710
    assert port_bureau.one("SELECT sum(exchanges) FROM flow_daily") == 1905
    assert port_bureau.one("SELECT sum(failed) FROM flow_daily") == 0
    assert port_bureau.one("SELECT count(*) FROM flow_daily WHERE records IS NOT NULL") == 0
    assert port_bureau.one("SELECT min(day) || ' ' || max(day) FROM flow_daily") == "2020-11-03 2020-11-04"


@pytest.mark.parametrize(
    ("file", "expected", "held"),
    [
        ("raw_messages_batch_1.json", (4, 0, 2), 4),  # 17 records: four pairs, four lone sides, two without any id
        ("raw_messages_batch_2.json", (0, 0, 0), 2),  # the late partners of two of the first batch
        ("raw_messages_duplicates.json", (0, 0, 0), 1),  # four records, three of X-Road's own monitoring
    ],
)
def test_raw_messages_with_orphans_and_duplicates(port_bureau, file, expected, held):
    path = real(f"xroad/{file}")
    port_bureau.now = datetime(2022, 12, 20, tzinfo=SHANGHAI)
    toml = (
        f'kind = "xroad"\nfiles = "{path}"\nrefuse_above = 0.5\n[members]\n"PLAYGROUND" = "harbour"\n"LTT" = "fish"\n'
    )
    delivery = port_bureau.load("platform", toml).delivery
    assert counts(delivery) == expected
    assert [row["state"] for row in port_bureau.rows("side")].count("waits") == held
    assert left(delivery)["waiting for the record of the other side"] == held


def test_a_portal_of_402_datasets_without_issue_dates_and_themes(port_bureau):
    file = real("opendata/philadelphia-data.json.gz")
    toml = f'kind = "data_json"\nfile = "{file}"\nunit = "harbour"\ntheme = "sea"\n'
    delivery = twice(port_bureau, "portal", toml)
    assert counts(delivery) == (402, 0, 0)
    assert port_bureau.one("SELECT sum(datasets) FROM opening_daily") == 402
    assert port_bureau.one("SELECT sum(datasets_dated) FROM opening_daily") == 0
    assert port_bureau.one("SELECT count(*) FROM open_dataset WHERE cadence_days = 1") == 11
    assert port_bureau.one("SELECT count(*) FROM open_dataset WHERE updated_on IS NULL") == 402


def test_a_portal_whose_publishers_nobody_knows_is_refused_and_says_so(port_bureau):
    from cockpit.errors import LoadRefused

    file = real("opendata/philadelphia-data.json.gz")
    toml = f'kind = "data_json"\nfile = "{file}"\ntheme = "sea"\n'
    with pytest.raises(LoadRefused, match="402 of 402 rows were refused"):
        port_bureau.load("portal", toml)
    assert len(port_bureau.refused("portal")) == 402
    assert port_bureau.rows("open_dataset") == []


def test_a_council_of_99_meetings_of_which_eight_did_not_take_place(port_bureau):
    file = real("meetings/chi_citycouncil.json.gz")
    port_bureau.now = datetime(2023, 12, 31, tzinfo=SHANGHAI)
    toml = f'kind = "meeting_list"\ntime_zone = "Asia/Shanghai"\nfile = "{file}"\nunit = "harbour"\n'
    delivery = twice(port_bureau, "video", toml)
    assert delivery.refused == []
    assert left(delivery)["called off"] == 8
    assert port_bureau.one("SELECT sum(held) FROM meeting_daily") == 91
    assert port_bureau.one("SELECT count(*) FROM meeting WHERE minutes IS NOT NULL") == 0


def test_late_partners_complete_what_the_first_batch_left_open(port_bureau):
    port_bureau.now = datetime(2022, 12, 20, tzinfo=SHANGHAI)
    toml = 'kind = "xroad"\nfiles = "{}"\nrefuse_above = 0.5\n[members]\n"PLAYGROUND" = "harbour"\n"LTT" = "fish"\n'
    for name in ("raw_messages_batch_1.json", "raw_messages_batch_2.json"):
        path = real(f"xroad/{name}")
        delivery = port_bureau.load("platform", toml.format(path)).delivery
    assert counts(delivery) == (1, 0, 0)
    assert port_bureau.one("SELECT sum(exchanges) FROM flow_daily") == 5
    assert left(delivery)["waiting for the record of the other side"] == 4


@pytest.mark.parametrize(
    ("file", "expected", "lines"),
    [
        ("machbar-recurring.ics", (2058, 0, 0), []),  # two of 2,060 are whole days that take no time
        ("modifications-issue173.ics.gz", (549, 0, 1), [1617]),  # 67 are such days, one lasts for more than a week
    ],
)
def test_calendars_with_repetitions_and_exceptions(port_bureau, file, expected, lines):
    path = real(f"meetings/{file}")
    port_bureau.now = datetime(2024, 9, 30, tzinfo=SHANGHAI)
    toml = f'kind = "calendar"\nfile = "{path}"\nunit = "harbour"\n'
    delivery = twice(port_bureau, "video", toml)
    assert counts(delivery) == expected
    assert [refusal.line for refusal in delivery.refused] == lines
