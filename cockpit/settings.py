"""What a keeper may set, read once from the environment."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address
from pathlib import Path

from cockpit.errors import SettingWrong

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_TOKEN = 16


@dataclass(frozen=True)
class Settings:
    """`database` is an SQLAlchemy URL; `clock` stands still where it is given (Shanghai, if naive).

    `readers` is None where nobody named a file: then it is that of the city, if there is one.
    """

    database: str
    city: str
    var: Path
    snapshots: Path
    redis: str | None
    host: str
    port: int
    workers: int
    clock: datetime | None
    sources: Path
    screens: Path
    signing_key: Path | None = None
    kiosk_tokens: tuple[str, ...] = ()
    alert_webhook: str | None = None
    weekly: Path = Path("weekly.toml")
    editors: tuple[str, ...] = ()
    identity_header: str | None = None
    trusted_proxies: tuple[str, ...] = ("127.0.0.1", "::1")
    readers: Path | None = None

    @property
    def city_folder(self) -> Path:
        return ROOT / "data" / "city" / self.city


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """From COCKPIT_DATABASE and the others that README.md names, and from HOST, PORT, WORKERS."""
    env = os.environ if environment is None else environment
    var = Path(env.get("COCKPIT_VAR") or ROOT / "var")
    folder = ROOT / "data" / "city" / (env.get("COCKPIT_CITY") or "linyi")
    return Settings(
        database=env.get("COCKPIT_DATABASE") or f"sqlite:///{var / 'exchange.db'}",
        city=_city(env.get("COCKPIT_CITY") or "linyi"),
        var=var,
        snapshots=Path(env.get("COCKPIT_SNAPSHOTS") or ROOT / "snapshots"),
        redis=env.get("COCKPIT_REDIS") or None,
        host=env.get("HOST") or "127.0.0.1",
        port=_whole(env, "PORT", default=8050, most=65535),
        workers=_whole(env, "WORKERS", default=2, most=64),
        clock=_clock(env.get("COCKPIT_CLOCK")),
        weekly=Path(
            env.get("COCKPIT_WEEKLY") or ROOT / "data" / "city" / (env.get("COCKPIT_CITY") or "linyi") / "weekly.toml"
        ),
        signing_key=Path(env["COCKPIT_SIGNING_KEY"]) if env.get("COCKPIT_SIGNING_KEY") else None,
        sources=Path(env.get("COCKPIT_SOURCES") or folder / "sources.toml"),
        screens=Path(env.get("COCKPIT_SCREENS") or folder / "screens.toml"),
        alert_webhook=env.get("COCKPIT_ALERT_WEBHOOK") or None,
        editors=_editors(env.get("COCKPIT_EDITORS") or ""),
        identity_header=_header(env.get("COCKPIT_IDENTITY_HEADER")),
        trusted_proxies=_proxies(env.get("COCKPIT_TRUSTED_PROXIES") or "127.0.0.1,::1"),
        readers=Path(env["COCKPIT_READERS"]) if env.get("COCKPIT_READERS") else None,
        kiosk_tokens=_tokens(env.get("COCKPIT_KIOSK_TOKENS") or env.get("COCKPIT_KIOSK_TOKEN") or ""),
    )


def _editors(text: str) -> tuple[str, ...]:
    """Names of those who may write remarks and revise targets, separated by commas, until people sign in."""
    names = tuple(name.strip() for name in text.split(",") if name.strip())
    if any(len(name) > 60 for name in names):
        raise SettingWrong("COCKPIT_EDITORS has a name of more than 60 letters.", "Write names, separated by commas.")
    return names


def _header(text: str | None) -> str | None:
    """The header in which a proxy in front says who is signed in, such as X-Remote-User."""
    if not text:
        return None
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9-]{1,60}", text):
        raise SettingWrong(f"COCKPIT_IDENTITY_HEADER={text!r} is not a header.", "Write it as X-Remote-User.")
    return text


def _proxies(text: str) -> tuple[str, ...]:
    """Addresses, separated by commas, from which that header is believed."""
    found = tuple(part.strip() for part in text.split(",") if part.strip())
    for one in found:
        try:
            ip_address(one)
        except ValueError as wrong:
            raise SettingWrong(
                f"COCKPIT_TRUSTED_PROXIES has {one!r}, which is no address.", "Write addresses such as 127.0.0.1."
            ) from wrong
    return found


def _city(name: str) -> str:
    if not name.replace("-", "").isalnum():
        raise SettingWrong(f"COCKPIT_CITY={name!r} is not the name of a folder.", "Use one that stands in data/city/.")
    return name


def _tokens(text: str) -> tuple[str, ...]:
    """Several with commas between them, so that one can be changed while the screens still have the other."""
    found = tuple(token.strip() for token in text.split(",") if token.strip())
    if any(len(token) < SHORTEST_TOKEN or not token.isascii() for token in found):
        raise SettingWrong(
            f"A token in COCKPIT_KIOSK_TOKENS has fewer than {SHORTEST_TOKEN} characters.",
            "Make one with: openssl rand -hex 24",
        )
    return found


def _whole(env: Mapping[str, str], name: str, *, default: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise SettingWrong(f"{name}={text!r} cannot be used.", f"Set a whole number from 1 to {most}.")
    return int(text)


def _clock(text: str | None) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as wrong:
        raise SettingWrong(f"COCKPIT_CLOCK={text!r} is not a time.", "Write it as 2020-09-30T18:00.") from wrong
