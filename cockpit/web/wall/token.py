"""The token of the kiosks: where one is set, the wall and what it asks for are shown to nobody without it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from hmac import compare_digest
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlencode

from flask import Flask, redirect, request
from werkzeug.wrappers import Response

from cockpit.panels.view import Surface, View
from cockpit.web import error_pages
from cockpit.web.address import language_of, theme_of
from cockpit.web.pages import SETTLED
from cockpit.web.refusals import refusal
from cockpit.web.wall import wall_document

COOKIE = "cockpit_kiosk"
HEADER = "X-Cockpit-Token"
FIELD = "token"
YEAR = 31_536_000


class Tokens:
    """Kept as hashes, and compared in a time that says nothing about them."""

    def __init__(self, tokens: Sequence[str]) -> None:
        self._hashes = [_hash(token) for token in tokens]

    def __bool__(self) -> bool:
        return bool(self._hashes)

    def known(self, token: str) -> bool:
        return self.held(_hash(token))

    def held(self, cookie: str) -> bool:
        """Whether a cookie is that of a token; all are looked at, whichever it is."""
        same = [compare_digest(cookie.encode(), one.encode()) for one in self._hashes]
        return any(same)


def register(server: Flask, tokens: Tokens, *, assets: Path) -> None:
    @server.before_request
    def _look() -> Response | tuple[Response, int] | None:
        if request.path != "/wall" and not request.path.startswith("/wall/"):
            return None
        given = request.args.get(FIELD)
        if given is not None and (not tokens or tokens.known(given)):
            return _without_token(given if tokens else None)
        if given is None and (not tokens or _brought(tokens)):
            return None
        return _barred(assets)


def _brought(tokens: Tokens) -> bool:
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    header = request.headers.get(HEADER) or (bearer.strip() if scheme.lower() == "bearer" else "")
    if header:
        return tokens.known(header)
    return tokens.held(request.cookies.get(COOKIE, ""))


def _without_token(token: str | None) -> Response:
    """The token is taken out of the address at once, so that nobody reads it off the wall or out of a log."""
    kept = [
        (name, value) for name, value in parse_qsl(request.query_string.decode("utf-8", "replace")) if name != FIELD
    ]
    path = quote(request.path)  # as it came: a line break in it would be one in the header
    answer = redirect(f"{path}?{urlencode(kept)}" if kept else path)
    answer.headers["Cache-Control"] = "no-store"
    if token is not None:
        answer.set_cookie(
            COOKIE, _hash(token), max_age=YEAR, path="/wall", httponly=True, samesite="Lax", secure=request.is_secure
        )
    return answer


def _barred(assets: Path) -> Response | tuple[Response, int]:
    if request.method != "GET" or request.path in ("/wall/pulse", "/wall/alive"):
        return refusal("This screen has no token, or one that is no longer valid.", status=401)
    query = request.query_string.decode("utf-8", "replace")
    view = View(Surface.WALL, language=language_of(query), theme=theme_of(query, Surface.WALL))
    text = wall_document.sentence(error_pages.BARRED, view, version=SETTLED, build="", assets=assets)
    return Response(text, status=401, mimetype="text/html")


def _hash(token: str) -> str:
    return sha256(f"cockpit kiosk {token}".encode()).hexdigest()
