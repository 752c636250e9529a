"""The file of screens: read as a whole on start, and wrong in one clear line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.errors import ScreensWrong
from cockpit.settings import ROOT, read
from cockpit.units import Text
from cockpit.web import preflight
from cockpit.web.app import create_app
from cockpit.web.wall import screen_plan
from tests.web.living import Handmade


def written(folder: Path, text: str) -> Path:
    file = folder / "screens.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_screen_has_its_scenes_in_order_and_the_seconds_of_each(tmp_path: Path) -> None:
    found = screen_plan.read(
        written(tmp_path, '[screens.hall]\nscenes = ["sharing:60", "overview"]\nseconds = 20\ntitle_zh = "大厅"\n')
    )
    assert found["hall"].steps == (("sharing", 60), ("overview", 20))
    assert found["hall"].title == Text("大厅", "大厅")
    assert (found["hall"].hours, found["hall"].night, found["hall"].tiles) == (None, 0.45, None)


def test_the_file_of_the_city_can_be_used() -> None:
    assert list(screen_plan.read(ROOT / "data" / "city" / "linyi" / "screens.toml")) == ["hall", "lobby"]


def test_without_a_file_there_are_no_plans(tmp_path: Path) -> None:
    assert screen_plan.read(tmp_path / "screens.toml") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[screens.hall", "screens.toml: "),
        ("[screen.hall]\n", "there is no table 'screen'. Perhaps [screens.NAME] was meant."),
        ("screens = 3\n", "screens is no table"),
        ("[screens]\nhall = 3\n", "[screens.hall] is no table"),
        ("[screens.Hall]\n", "the name cannot be used"),
        ("[screens.hall]\nsecond = 3\n", "second is not an option. Perhaps 'seconds' was meant."),
        ("[screens.hall]\nqqqqqqq = 3\n", "Known: title_zh"),
        ("[screens.hall]\nseconds = 1\n", "[screens.hall]: seconds: "),
        ('[screens.hall]\nscenes = ["overviw"]\n', "there is no scene 'overviw'; perhaps 'overview' was meant"),
        ('[screens.hall]\nscenes = ["overview:2"]\n', "a scene stands 5 to 3600 seconds"),
        ("[screens.hall]\nscenes = []\n", "there is no scene in it"),
        ('[screens.hall]\nhours = "8-20"\n', "hours are written as 07:30-20:00"),
        ('[screens.hall]\nhours = "20:00-07:30"\n', "hours end after they begin"),
        ("[screens.hall]\ndays = [0]\n", "days are 1 (Monday) to 7 (Sunday)"),
        ('[screens.hall]\ntiles = "33"\n', "leave it out for any other wall"),
        ("[screens.hall]\nnight = 0\n", "[screens.hall]: night: "),
        ('[screens.hall]\nlang = "fr"\n', "[screens.hall]: lang: "),
    ],
)
def test_a_mistake_is_one_line_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ScreensWrong) as wrong:
        screen_plan.read(written(tmp_path, text))
    assert said in str(wrong.value) and "\n" not in str(wrong.value)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "screens.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ScreensWrong, match="Save it as UTF-8"):
        screen_plan.read(tmp_path / "screens.toml")


def test_a_mistake_never_stops_the_wall(keep: Handmade, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = written(tmp_path, "[screens.hall]\nsecond = 3\n")
    settings = read({"COCKPIT_VAR": str(tmp_path), "COCKPIT_SCREENS": str(file)})
    remark = preflight.screens(settings)
    assert remark is not None and remark.endswith("Until then every screen shows what its address says.")
    assert create_app(settings, keep).server.test_client().get("/wall?screen=hall").status_code == 200
    assert "second is not an option" in caplog.text
