"""When the week is sealed, how long it is kept and who gets it: weekly.toml, checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from cockpit import toml_file
from cockpit.calendar import SHANGHAI, Week
from cockpit.errors import PlanWrong, ReadersWrong
from cockpit.roles import readers
from cockpit.settings import Settings
from cockpit.snapshot.format import FILE
from cockpit.snapshot.week_files import grants

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")


def _address(text: str) -> str:
    if not ADDRESS.fullmatch(text):
        raise ValueError("this is not a mail address")
    return text


def _one_line(text: str) -> str:
    """A name goes into the head of a message, where a second line would be another head."""
    if not text.isprintable() or len(text) > 60:
        raise ValueError("a name is one line of up to 60 characters")
    return text


def _file(text: str) -> str:
    if not FILE.fullmatch(text):
        raise ValueError(f"{text!r} is not the name of a file of the week")
    return text


Address = Annotated[str, AfterValidator(_address)]
Name = Annotated[str, AfterValidator(_one_line)]
File = Annotated[str, AfterValidator(_file)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Seal(Strict):
    """The moment after a week has ended, in Shanghai; `late_after_hours` later somebody has to look."""

    weekday: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "07:00"
    late_after_hours: float = Field(default=3, ge=0, le=24 * 7)

    @property
    def clock(self) -> clock_time:
        return clock_time.fromisoformat(self.time)

    def due(self, week: Week) -> datetime:
        day = week.monday + timedelta(days=7 + WEEKDAYS.index(self.weekday))
        return datetime.combine(day, self.clock, SHANGHAI)


class Retention(Strict):
    """`weeks` that are kept at least; 0 keeps them for ever."""

    weeks: int = Field(default=0, ge=0, le=5_000)


class Mail(Strict):
    """`security` is starttls or tls; there is no sending without one. `link` is the address of the desk."""

    server: Annotated[str, Field(pattern=r"^[A-Za-z0-9.-]{1,253}$")]
    port: int = Field(default=587, ge=1, le=65_535)
    security: Literal["starttls", "tls"] = "starttls"
    ca_file: Path | None = None
    sender: Address
    sender_name: Name = ""
    link: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]{1,200}$")] | None = None
    tries: int = Field(default=4, ge=1, le=10)
    pause_s: float = Field(default=2, gt=0, le=300)
    timeout_s: float = Field(default=30, gt=0, le=600)


class Recipient(Strict):
    """`unit` is the code of a county or zone, whose own report it gets; without one it is the city's.

    `files` are called by their Chinese names; who reads English gets report-en.pdf for report.pdf. In their place may
    stand a `role` of readers.toml, so that the mail and the desk give it the same.
    """

    address: Address
    name: Name = ""
    language: Literal["zh", "en"] = "zh"
    files: tuple[File, ...] = ("report.pdf",)
    unit: Annotated[str, Field(pattern=r"^[a-z0-9_-]{1,40}$")] | None = None


class WeeklyPlan(Strict):
    seal: Seal = Seal()
    keep: Retention = Retention()
    mail: Mail | None = None
    recipient: tuple[Recipient, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Counties that get a report of their own, each once."""
        return tuple(sorted({one.unit for one in self.recipient if one.unit}))

    @model_validator(mode="after")
    def _whole(self) -> WeeklyPlan:
        if self.recipient and self.mail is None:
            raise ValueError("there are recipients and no mail server; add [mail]")
        places = [(one.address.lower(), one.unit) for one in self.recipient]
        if len(set(places)) < len(places):
            raise ValueError("a recipient is named twice for the same report")
        return self


def of(settings: Settings) -> WeeklyPlan:
    """The plan of a city; the file of readers is looked at only where a recipient has a role of it.

    PlanWrong where COCKPIT_WEEKLY names a file that is not there: else the week would be sent to nobody without a word.
    """
    if "weekly" in settings.model_fields_set and not settings.weekly.exists():
        raise PlanWrong(f"There is no {settings.weekly}.", "Write it, or leave COCKPIT_WEEKLY out.")
    place = settings.readers or settings.city_folder / readers.FILE
    folder = settings.city_folder
    return read(
        settings.weekly, roles=lambda: readers.read(place, units=readers.units_of(folder), files=grants()).roles
    )


def read(path: Path, *, roles: Callable[[], Mapping[str, tuple[str, ...]]] = dict) -> WeeklyPlan:
    """The plan of the file; where there is none, every Monday at seven, kept for ever, sent to nobody.

    PlanWrong names the place in the file that is wrong.
    """
    try:
        found = toml_file.read(path, PlanWrong)
    except FileNotFoundError:
        return WeeklyPlan()
    _cast(found, path.name, roles)
    try:
        plan = WeeklyPlan.model_validate(found)
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part + 1 if isinstance(part, int) else part) for part in first["loc"]) or "the file"
        said = first["msg"].removeprefix("Value error, ").rstrip(".")
        raise PlanWrong(f"{path.name}: {place}: {said}.", "Correct it; docs/weekly.md has an example.") from wrong
    if plan.mail and plan.mail.ca_file and not plan.mail.ca_file.is_absolute():
        mail = plan.mail.model_copy(update={"ca_file": path.parent / plan.mail.ca_file})
        return plan.model_copy(update={"mail": mail})
    return plan


def _cast(found: dict[str, Any], place: str, roles: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
    """In place of the role of a recipient, the files that it is meant to get."""
    listed = found.get("recipient")
    for number, one in enumerate(listed if isinstance(listed, list) else (), 1):
        if not isinstance(one, dict) or "role" not in one:
            continue
        if "files" in one:
            raise PlanWrong(f"{place}: recipient.{number}: there is a role and there are files.", "Keep one of them.")
        try:
            one["files"] = list(readers.meant(f"{place}: recipient.{number}", one.pop("role"), roles()))
        except ReadersWrong as wrong:
            raise PlanWrong(wrong.happened, wrong.remedy) from wrong
