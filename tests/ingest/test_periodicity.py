"""How often: what catalogues write, in days; what nothing is agreed in; what is not understood."""

import pytest

from cockpit.ingest.periodicity import Periodicity, iso, read

EU = "http://publications.europa.eu/resource/authority/frequency/"
SPELLINGS = {
    1: ["每天更新", "每日", "按日更新", "1次/天", "实时更新", "每小时一次", "每10分钟", "逐日", "日度",
        "T+1", "continual",
        "Daily", "PT1H", "R/PT1S", EU + "UPDATE_CONT", EU + "TRIHOURLY", "updated daily",
        "http://purl.org/linked-data/sdmx/2009/code#freq-D"],
    2: ["隔日", "every other day", "P2D"],
    3: ["每个工作日", "每周三次", "R/P0.33W", "threeTimesAWeek", EU + "WEEKLY_3"],
    4: ["每周两次", "semiWeekly", EU + "WEEKLY_2"],
    7: ["每周一次", "周更新", "每星期", "weekly", "W", "R/P1W", "http://purl.org/cld/freq/weekly"],
    10: ["每旬", "每十天"],
    14: ["每两周", "隔周", "every 2 weeks", "fortnightly", "BIWEEKLY"],
    16: ["每半月", "twice a month", "R/P0.5M", "MONTHLY_2"],
    31: ["每月更新", "月度", "每月末", "每月（10日前）", "更新频率：每月", "Monthly", "R/P1M", "R/2019-01-01/P1M",
         "freq-M", "freq:monthly", "eu-freq:MONTHLY", "sdmx:M"],
    61: ["bimonthly", "every two months"],
    92: ["每季度", "季度更新", "按季", "4 times a year", "quarterly", EU + "QUARTERLY"],
    183: ["每半年一次", "半年", "每年两次", "一年2次", "semiannual", "biannually", "ANNUAL_2", "S"],
    366: ["每年一次", "年度", "每年更新一次", "annual", "once a year", "P1Y", "A", {"@id": EU + "ANNUAL"}, ["每年"],
          {"@id": "http://nothing.example/x1", "label": "yearly"}],
    731: ["biennial", "BIENNIAL"],
    62: ["每两个月更新一次"],
    732: ["每两年一次", "R/P2Y"],
    1826: ["QUINQUENNIAL"],
    7320: ["P20Y"],
}  # fmt: skip


@pytest.mark.parametrize(("said", "days"), [(said, days) for days, some in SPELLINGS.items() for said in some], ids=str)
def test_a_spelling_says_how_many_days(said, days):
    assert read(said) == Periodicity(days)


NOTHING = ["不定期", "不定期更新", "按需更新", "一次性", "静态数据", "其他", "irregular",
        "asNeeded", "notPlanned", EU + "NEVER",
           EU + "UNKNOWN", None, "", [], {}]  # fmt: skip
STRANGE = ["每逢佳节", "every banana", "P", "7", 7, "见说明", "P99999Y", "http://x.example/freq/often"]


@pytest.mark.parametrize("said", NOTHING)
def test_where_nothing_is_agreed_there_is_nothing_to_be_named(said):
    assert read(said) == Periodicity(None)


@pytest.mark.parametrize(
    "said", ["每逢佳节", "every banana", "P", "7", 7, "见说明", "P99999Y", "http://x.example/freq/often"]
)
def test_what_is_not_understood_is_to_be_named(said):
    assert read(said) == Periodicity(None, understood=False)


@pytest.mark.parametrize(
    ("said", "days"), [("2020-09-30", None), ("R/P1D", 1), ("每年", None), (5, None), (None, None)]
)
def test_a_day_of_change_may_be_a_repetition_instead(said, days):
    assert iso(said) == days
