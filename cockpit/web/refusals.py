"""What a visitor reads when something is refused or fails: words, never a traceback."""

from __future__ import annotations

import logging
import re
import secrets

from flask import Flask, Response, jsonify, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from cockpit.errors import DatabaseSilent, DatabaseWrong, ReadingRefused, ScopeWrong, WritingRefused
from cockpit.units import Text
from cockpit.web import dash_internals, error_pages

log = logging.getLogger(__name__)

Answer = tuple[Response, int]


def refusal(happened: str, *, status: int, field: str | None = None, allowed: str | None = None, **more: str) -> Answer:
    """The one shape of every error in JSON."""
    return jsonify(error={"field": field, "happened": happened, "allowed": allowed, **more}), status


def told(what: Text, *, status: int, field: str | None = None) -> Answer:
    """A refusal that a page of ours shows to a person: in English, and beside it in Chinese."""
    return refusal(what.en, status=status, field=field, zh=what.zh)


def register(server: Flask) -> None:
    @server.errorhandler(ScopeWrong)
    def _scope(wrong: ScopeWrong) -> Answer:
        chinese = error_pages.wrong(wrong)
        more = {"zh": f"{chinese.title.zh}。{chinese.line.zh}"}
        return refusal(wrong.happened, status=400, field=wrong.field, allowed=wrong.allowed, **more)

    @server.errorhandler(ReadingRefused)
    def _foreign(wrong: ReadingRefused) -> Answer:
        return refusal(wrong.happened, status=403)

    @server.errorhandler(WritingRefused)
    def _unwritten(wrong: WritingRefused) -> Answer:
        return told(error_pages.OF_THE_CITY.line, status=403)

    @server.errorhandler(DatabaseSilent)
    def _silent(silent: DatabaseSilent) -> Answer:
        return refusal("The database does not answer.", status=503)

    @server.errorhandler(DatabaseWrong)
    def _wrong(wrong: DatabaseWrong) -> Answer:
        log.error("%s", wrong)
        return refusal("The database cannot be used; its administrator finds the reason in the log.", status=503)

    @server.errorhandler(HTTPException)
    def _refused(refused: HTTPException) -> Answer | HTTPException:
        if isinstance(refused, MethodNotAllowed):
            return _method(refused)
        if not spoken_to_a_program(request.path):
            return refused
        return refusal(refused.description or refused.name, status=refused.code or 500)

    @server.errorhandler(Exception)
    def _failed(failed: Exception) -> Answer:
        return refusal("Something failed; the cause is on record.", status=500, reference=recorded(failed))


def _method(refused: MethodNotAllowed) -> Answer:
    # Every unknown path can be read, as a page that says so; so an unknown one of the API is told apart here.
    if request.path.startswith("/api/") and not any(_leads(rule, request.path) for rule in _known()):
        return no_such_path()
    methods = sorted(set(refused.valid_methods or ()) - {"HEAD", "OPTIONS"})
    return refusal(f"{request.method} is not possible here.", status=405, allowed=", ".join(methods) or None)


def _known() -> set[str]:
    from flask import current_app

    return {rule.rule for rule in current_app.url_map.iter_rules() if rule.rule.startswith("/api/")}


def _leads(rule: str, path: str) -> bool:
    """Whether the path is the rule's, with any name in the place of /panels/<name>."""
    return re.fullmatch(re.sub(r"<\w+>", "[^/]+", rule), path) is not None


def no_such_path() -> Answer:
    return refusal("There is no such path.", status=404, allowed=", ".join(sorted(_known())))


def recorded(failed: Exception) -> str:
    """The reference under which the log has the cause; what the visitor sent is not in it."""
    reference = secrets.token_hex(4)
    log.error("%s: %s %s failed", reference, request.method, request.path, exc_info=failed)
    return reference


def spoken_to_a_program(path: str) -> bool:
    return path.startswith(("/api/", "/assets/", "/export/", dash_internals.ROOT))
