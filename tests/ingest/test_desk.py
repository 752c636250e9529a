"""A second city with real files behind it: its numbers stand on the opening and meetings pages of the desk."""

import re
from datetime import datetime

import pytest

from cockpit.board.board_service import BoardService
from cockpit.board.scope import Scope
from cockpit.calendar import SHANGHAI
from tests.real import real
from tests.web.living import cockpit


@pytest.mark.slow
def test_the_opening_and_meetings_pages_show_what_was_loaded(port_bureau, tmp_path):
    port_bureau.now = datetime(2023, 10, 15, tzinfo=SHANGHAI)
    portal, council = real("opendata/philadelphia-data.json.gz"), real("meetings/chi_citycouncil.json.gz")
    port_bureau.load("portal", f'kind = "data_json"\nfile = "{portal}"\nunit = "harbour"\ntheme = "sea"\n')
    port_bureau.load(
        "video", f'kind = "meeting_list"\ntime_zone = "Asia/Shanghai"\nfile = "{council}"\nunit = "fish"\n'
    )
    keep = BoardService(port_bureau.engine, city="port", var=tmp_path / "var", now=lambda: port_bureau.now)
    board = keep.board(Scope("port"))
    assert board["opening.datasets"].value == 402
    assert board["opening.updated_share"].value is None
    assert board["meetings.held"].value == port_bureau.one(
        "SELECT sum(held) FROM meeting_daily WHERE day > '2023-10-08' AND day <= '2023-10-15'"
    )
    client = cockpit(keep, tmp_path).server.test_client()
    opening, meetings = (client.get(f"/desk/{page}").get_data(as_text=True) for page in ("opening", "meetings"))
    assert re.search(r'data-value="402"', opening)
    assert 'data-metric="meetings.held"' in meetings
    for page in (opening, meetings):
        assert not re.search(r">\s*(None|nan|NaN)\s*<", page)
