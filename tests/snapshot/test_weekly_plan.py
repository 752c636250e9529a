"""weekly.toml: when the week is sealed, how long it is kept and who gets what; a mistake is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from cockpit.calendar import Week
from cockpit.errors import PlanWrong
from cockpit.settings import read as read_settings
from cockpit.snapshot import weekly_plan as plans
from cockpit.snapshot.weekly_plan import WeeklyPlan
from tests.snapshot.weeks import MONDAY

MAIL = "[mail]\nserver = 'm.test'\nsender = 'a@b.test'\n"
ROLES = "[role.leader]\nfiles = ['report.pdf', 'wall-phone.png']\n[[reader]]\nname = 'wang'\nunits = 'all'\n"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("[seal]\ntime = '25:00'", "seal.time"),
        ("[seal]\nday = 'monday'", "seal.day"),
        ("[keep]\nweeks = -1", "keep.weeks"),
        ("[[recipient]]\naddress = 'a@b.test'", r"no mail server; add \[mail\]"),
        ("[mail]\nserver = 'm.test'\nsender = 'no address'", "not a mail address"),
        ("[mail]\nserver = 'm.test'\nsender = 'a@b.test'\nsecurity = 'none'", "mail.security"),
        ('[mail]\nserver="m.test"\nsender="a@b.test"\nsender_name="x\\r\\nBcc: y@z.test"', "one line"),
        (
            "[mail]\nserver='m.test'\nsender='a@b.test'\n[[recipient]]\naddress='a@b.test'\nfiles=['../x']",
            "a file of the",
        ),
        ("[mail]\nserver='m.test'\nsender='a@b.test'\n" + "[[recipient]]\naddress='a@b.test'\n" * 2, "named twice"),
        ("nonsense", "Write values as name"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused_with_its_place(tmp_path: Path, text: str, refusal: str) -> None:
    (tmp_path / "weekly.toml").write_text(text)
    with pytest.raises(PlanWrong, match=refusal):
        plans.read(tmp_path / "weekly.toml")


def test_without_a_plan_the_week_is_sealed_on_monday_and_kept_for_ever(tmp_path: Path) -> None:
    assert plans.read(tmp_path / "weekly.toml") == WeeklyPlan()
    assert WeeklyPlan().seal.due(Week(2020, 39)) == MONDAY and WeeklyPlan().keep.weeks == 0 and WeeklyPlan().units == ()
    (tmp_path / "weekly.toml").write_text("[mail]\nserver='m.test'\nsender='a@b.test'\nca_file='ca.pem'")
    mail = plans.read(tmp_path / "weekly.toml").mail
    assert mail is not None and mail.ca_file == tmp_path / "ca.pem"


def of(folder: Path, recipient: str, readers: str | None = ROLES) -> WeeklyPlan:
    """The plan of a city whose file of readers has roles."""
    (folder / "weekly.toml").write_text(f"{MAIL}[[recipient]]\naddress = 'a@b.test'\n{recipient}")
    if readers is not None:
        (folder / "readers.toml").write_text(readers)
    given = {"COCKPIT_WEEKLY": "weekly.toml", "COCKPIT_READERS": "readers.toml"}
    return plans.of(read_settings({name: str(folder / file) for name, file in given.items()}))


def test_a_recipient_with_a_role_gets_what_the_desk_gives_to_that_role(tmp_path: Path) -> None:
    assert of(tmp_path, "role = 'leader'").recipient[0].files == ("report.pdf", "wall-phone.png")
    assert of(tmp_path, "files = ['data.xlsx']", readers="nonsense").recipient[0].files == ("data.xlsx",)


@pytest.mark.parametrize(
    ("recipient", "readers", "refusal"),
    [
        ("role = 'leder'", ROLES, r"weekly\.toml: recipient\.1: there is no role 'leder'\. Perhaps 'leader' was meant"),
        ("role = 3", ROLES, r"there is no role 3"),
        ("role = 'leader'\nfiles = []", ROLES, r"there is a role and there are files\. Keep one of them"),
        ("role = 'leader'", "nonsense", r"readers\.toml: .*Write values as name"),
        ("role = 'leader'", None, r"There is no file .*readers\.toml"),
    ],
)
def test_a_role_that_nobody_has_written_down_is_refused(
    tmp_path: Path, recipient: str, readers: str | None, refusal: str
) -> None:
    with pytest.raises(PlanWrong, match=refusal):
        of(tmp_path, recipient, readers)
