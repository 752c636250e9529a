"""What every answer says about itself: how long it may be kept, and what a browser may do with it."""

from __future__ import annotations

from flask import Flask, Response, request

YEAR = 31_536_000


def register(server: Flask, *, policy: str) -> None:
    @server.after_request
    def _headers(response: Response) -> Response:
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers.setdefault("Content-Security-Policy", policy)
        if request.path.startswith("/assets/") and response.status_code == 200:
            marked = bool({"v", "m"} & set(request.args))
            response.cache_control.no_cache = None if marked else True
            response.cache_control.max_age = YEAR if marked else None
            response.cache_control.immutable = marked
        elif response.mimetype == "text/html":
            response.headers.setdefault("Cache-Control", "no-store")
        return response


def policy(script_hashes: list[str]) -> str:
    """No script but our own files and Dash's one line; inline styles may be, bars and ribbons are made of them."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self' {' '.join(script_hashes)}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "frame-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'self'",
        )
    )
