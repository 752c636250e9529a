"""Who asks, where a proxy in front signs people in: it vouches for a name in a header, and for nobody else's."""

from __future__ import annotations

from flask import has_request_context, request

from cockpit.roles import Editors
from cockpit.settings import Settings


class Vouched(Editors):
    """Editors who are signed in by a proxy: each writes under the own name only."""

    def __init__(self, listed: tuple[str, ...], *, header: str, proxies: tuple[str, ...]) -> None:
        super().__init__(listed)
        self._header = header
        self._proxies = proxies

    @property
    def names(self) -> tuple[str, ...]:
        name = self._signed_in()
        return (name,) if name in self.listed else ()

    def may_inspect(self) -> bool:
        return bool(self.names)

    def _signed_in(self) -> str:
        """Nobody where the request did not come from the proxy: a header alone is only what somebody claims."""
        if not has_request_context() or request.remote_addr not in self._proxies:
            return ""
        # WSGI hands headers over as Latin-1, whatever their bytes are; two of the name are joined and fit nobody.
        said = request.headers.get(self._header, "")
        return said.encode("latin-1", "replace").decode("utf-8", "replace").strip()


def editors(settings: Settings) -> Editors:
    """Names as they are listed, or each by the own sign-in where a header is agreed with a proxy."""
    if settings.identity_header is None:
        return Editors(settings.editors)
    return Vouched(settings.editors, header=settings.identity_header, proxies=settings.trusted_proxies)
