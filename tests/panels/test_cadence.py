"""How often a source is to report, in words."""

import pytest

from cockpit.panels.cadence import cadence
from cockpit.panels.view import View


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [
        (1, "每小时", "hourly"),
        (6, "每6小时", "every 6 h"),
        (24, "每日", "daily"),
        (36, "每36小时", "every 36 h"),
        (168, "每7天", "every 7 days"),
    ],
)
def test_a_cadence_is_said_in_whole_days_where_it_is_some(hours: int, zh: str, en: str) -> None:
    assert (cadence(hours, View("desktop")), cadence(hours, View("desktop", language="en"))) == (zh, en)
