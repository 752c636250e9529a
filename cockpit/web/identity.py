"""Who asks, where a proxy in front signs people in: it vouches for a name in a header, and for nobody else's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import has_request_context, request

from cockpit.errors import ReadersWrong
from cockpit.roles import EVERYONE, NOBODY, Editors, Viewer
from cockpit.roles.readers import FILE, Readers, read, units_of
from cockpit.settings import Settings

Grants = Mapping[str, frozenset[str]] | None
"""What may be taken of a sealed week by each name that readers.toml may give; see cockpit/web/weekly_routes.py."""

ASKS_AS = "cockpit.viewer"
"""The name in the environment of a request under which the server says as whom it asks itself."""


@dataclass(frozen=True)
class SignIn:
    """The header that was agreed with a proxy, and from where it is believed."""

    header: str
    proxies: tuple[str, ...]

    def name(self) -> str:
        """Nobody where the request did not come from the proxy: a header alone is only what somebody claims."""
        if not has_request_context() or request.remote_addr not in self.proxies:
            return ""
        # WSGI hands headers over as Latin-1, whatever their bytes are; two of the name are joined and fit nobody.
        said = request.headers.get(self.header, "")
        return said.encode("latin-1", "replace").decode("utf-8", "replace").strip()


class Vouched(Editors):
    """Editors who are signed in by a proxy: each writes under the own name only."""

    def __init__(self, listed: tuple[str, ...], *, header: str, proxies: tuple[str, ...]) -> None:
        super().__init__(listed)
        self._sign_in = SignIn(header, proxies)

    @property
    def names(self) -> tuple[str, ...]:
        name = self._sign_in.name()
        return (name,) if name in self.listed else ()

    def may_inspect(self) -> bool:
        return bool(self.names)


def editors(settings: Settings) -> Editors:
    """Names as they are listed, or each by the own sign-in where a header is agreed with a proxy."""
    if settings.identity_header is None:
        return Editors(settings.editors)
    return Vouched(settings.editors, header=settings.identity_header, proxies=settings.trusted_proxies)


def viewer(settings: Settings, grants: Grants) -> Callable[[], Viewer]:
    """Who asks, by what readers.toml says of the name that signed in; everybody where there is no such file.

    Outside a request nobody asks: whoever needs a right there says so.
    """
    known = readers(settings, grants)
    if known is None or settings.identity_header is None:
        return lambda: EVERYONE
    sign_in = SignIn(settings.identity_header, settings.trusted_proxies)
    return lambda: _itself() or known.listed.get(sign_in.name(), NOBODY)


def _itself() -> Viewer | None:
    """Who the server asks as where it asks itself, such as to warm up: in what no header of a request can set."""
    said = request.environ.get(ASKS_AS) if has_request_context() else None
    return said if isinstance(said, Viewer) else None


def readers(settings: Settings, grants: Grants) -> Readers | None:
    """Who may read what; None where nobody has said so. ReadersWrong where it cannot be meant."""
    path = settings.readers or settings.city_folder / FILE
    if settings.readers is None and not path.exists():
        return None
    found = read(path, units=units_of(settings.city_folder), files=grants)
    if settings.identity_header is None:
        raise ReadersWrong(
            f"{path.name} says who may read what, and nobody signs in.",
            "Set COCKPIT_IDENTITY_HEADER to the header of the proxy, or take the file away.",
        )
    return found
