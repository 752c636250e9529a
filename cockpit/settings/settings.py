"""Every environment variable with its kind, its default and one sentence; docs/settings.md is written from here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from cockpit.settings.kinds import (
    Addresses,
    Declaration,
    Folder,
    Header,
    Hook,
    Moment,
    Names,
    Redis,
    Tokens,
    declaration,
    setting,
)

ROOT = Path(__file__).resolve().parent.parent.parent


def _of_city(name: str, file: str, *, says: str) -> Any:
    """A file that every city has in its folder, and that may stand elsewhere."""
    unset = f"`{file}` of the city"
    return setting(name, lambda above: _city(above["city"]) / file, unset=unset, kind="a file", says=says, file=True)


def _city(name: str) -> Path:
    return ROOT / "data" / "city" / name


class Settings(BaseSettings):
    """Made by `read`; a test may make one out of values by the names of its fields, and the environment stays out.

    A default may depend on what stands above it, so the order counts.
    """

    model_config = SettingsConfigDict(frozen=True, populate_by_name=True, env_ignore_empty=True, case_sensitive=True)

    city: Folder = setting(
        "COCKPIT_CITY", "linyi", kind="the name of a folder in data/city/", says="The city that is shown."
    )
    var: Path = setting(
        "COCKPIT_VAR",
        ROOT / "var",
        unset="`var/` of the checkout",
        kind="a folder that may be written",
        says="What the cockpit keeps while it runs: the demonstration, last good boards, logs of the weekly run.",
    )
    database: str = setting(
        "COCKPIT_DATABASE",
        lambda above: f"sqlite:///{above['var'] / 'exchange.db'}",
        unset="`exchange.db` in COCKPIT_VAR",
        kind="an address such as postgresql://user@host/exchange",
        says="The exchange database, on PostgreSQL or SQLite.",
        secret=True,
    )
    snapshots: Path = setting(
        "COCKPIT_SNAPSHOTS",
        ROOT / "snapshots",
        unset="`snapshots/` of the checkout",
        kind="a folder that may be written",
        says="Where weeks are sealed.",
    )
    redis: Redis | None = setting(
        "COCKPIT_REDIS",
        None,
        unset="boards are shared by files in COCKPIT_VAR",
        kind="an address such as redis://host:6379/0",
        says="The cache that several servers share.",
        secret=True,
    )
    host: str = setting(
        "HOST", "127.0.0.1", kind="an address of this machine; 0.0.0.0 is every one", says="Where the server listens."
    )
    port: int = setting(
        "PORT", 8050, kind="a whole number from 1 to 65535", says="The port of the server.", ge=1, le=65535
    )
    workers: int = setting("WORKERS", 2, kind="a whole number from 1 to 64", says="Processes that serve.", ge=1, le=64)
    clock: Moment | None = setting(
        "COCKPIT_CLOCK",
        None,
        unset="the clock of this machine",
        kind="a time such as 2020-09-30T18:00",
        says="A clock that stands still, of Shanghai where no zone is given.",
    )
    sources: Path = _of_city(
        "COCKPIT_SOURCES",
        "sources.toml",
        says="Which sources there are and how they are read: docs/connect-your-data.md.",
    )
    screens: Path = _of_city("COCKPIT_SCREENS", "screens.toml", says="What each screen shows by itself: docs/wall.md.")
    weekly: Path = _of_city(
        "COCKPIT_WEEKLY", "weekly.toml", says="When the week is sealed and who gets it: docs/weekly.md."
    )
    readers: Path | None = setting(
        "COCKPIT_READERS",
        None,
        unset="`readers.toml` of the city, if there is one",
        kind="a file",
        says="Who may read what: docs/weekly.md.",
        file=True,
    )
    signing_key: Path | None = setting(
        "COCKPIT_SIGNING_KEY",
        None,
        unset="nothing is signed",
        kind="a PEM file",
        says="What sealed weeks and remarks are signed with; the public half is enough to check them.",
        file=True,
    )
    timestamp_url: Hook | None = setting(
        "COCKPIT_TIMESTAMP_URL",
        None,
        unset="weeks get no time stamp",
        kind="an address such as https://host/path",
        says="The authority (RFC 3161) that stamps the time of sealed weeks: docs/weekly.md.",
    )
    timestamp_roots: Path | None = setting(
        "COCKPIT_TIMESTAMP_ROOTS",
        None,
        unset="time stamps are not checked",
        kind="a PEM file",
        says="The certificates of that authority, its root among them.",
        file=True,
    )
    editors: Names = setting(
        "COCKPIT_EDITORS",
        (),
        unset="nobody",
        kind="names of at most 60 letters, separated by commas",
        says="Who may write remarks and revise targets and definitions: docs/desk.md.",
    )
    identity_header: Header | None = setting(
        "COCKPIT_IDENTITY_HEADER",
        None,
        unset="nobody signs in",
        kind="the name of a header, such as X-Remote-User",
        says="In which header a proxy in front says who is signed in.",
    )
    trusted_proxies: Addresses = setting(
        "COCKPIT_TRUSTED_PROXIES",
        ("127.0.0.1", "::1"),
        kind="addresses such as 127.0.0.1, separated by commas",
        says="From where that header is believed.",
    )
    kiosk_tokens: Tokens = setting(
        "COCKPIT_KIOSK_TOKENS",
        (),
        unset="the wall needs none",
        kind="tokens of at least 16 letters, separated by commas (openssl rand -hex 24 makes one)",
        says="What a screen must present; two, while one is being changed on the screens: docs/wall.md.",
        secret=True,
    )
    alert_webhook: Hook | None = setting(
        "COCKPIT_ALERT_WEBHOOK",
        None,
        unset="nobody is told",
        kind="an address such as https://host/path",
        says="Who hears of an alert when it is raised and when it is over.",
        secret=True,
    )
    smtp_user: str | None = setting(
        "COCKPIT_SMTP_USER",
        None,
        unset="without a login",
        kind="a name",
        says="The login of the mail server that weekly.toml names.",
    )
    smtp_password: str | None = setting(
        "COCKPIT_SMTP_PASSWORD",
        None,
        unset="without a login",
        kind="a password",
        says="The password of that login.",
        secret=True,
    )

    @property
    def city_folder(self) -> Path:
        return _city(self.city)

    @classmethod
    def declared(cls) -> dict[str, Declaration]:
        """What is said of each setting, by the name of its field."""
        return {name: declaration(field) for name, field in cls.model_fields.items()}

    def missing(self) -> list[str]:
        """One line for each file that a variable names and that is not there."""
        files = {name: one for name, one in self.declared().items() if one.file and name in self.model_fields_set}
        return [
            f"{one.name} names {getattr(self, name)}, which is not there. Write it, or leave {one.name} out."
            for name, one in files.items()
            if not getattr(self, name).exists()
        ]

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what the constructor is given: `read` hands it the environment."""
        return (init_settings,)
