"""Code that nothing uses is found by vulture; what it cannot see is allowed here, each with the reason."""

from __future__ import annotations

import re
from pathlib import Path

from vulture import Vulture

ROOT = Path(__file__).resolve().parent.parent
SCANNED = ("cockpit", "app.py", "scripts", "bench")
DECORATORS = [
    "@*.command",  # a verb of the command line
    "@field_validator",  # pydantic calls it
    "@model_validator",
    "@event.listens_for",  # SQLAlchemy calls it
    "@*.get",  # Flask calls it
    "@*.post",
    "@*.before_request",
    "@*.after_request",
    "@*.errorhandler",
]
ALLOWED = {
    r"cockpit/store/migrations/versions/.*": "Alembic reads a revision by its names",
    r"cockpit/web/gunicorn_conf\.py .*": "gunicorn reads its settings by their names",
    r"cockpit/snapshot/(powerpoint|slides|font_outlines|drawingml|package|pdf)\.py attribute .*": "set for a writer",
    r"cockpit/frames/.* attribute attrs": "pandas carries it",
    r"cockpit/ingest/file_store\.py method _connect": "fsspec calls it",
    r"cockpit/ingest/xlsx_grid\.py attribute .*": "set for openpyxl",
    r"cockpit/web/.* attribute (max_age|no_cache|no_store|immutable|direct_passthrough|sort_keys)": "set for Flask",
    r"cockpit/board/shared_cache\.py attribute serializer": "Flask-Caching reads it",
    r"cockpit/web/dash_internals\.py attribute .*": "Dash reads what a component is",
    r"cockpit/web/app\.py method interpolate_index": "Dash calls it",
    r"cockpit/store/exchange_database\.py attribute isolation_level": "set for SQLite",
    r"scripts/.* attribute (drop_tables|binary_location)": "set for fonttools and selenium",
    r"bench/floors\.py .*": "the server of the standard library reads and calls them",
    r".* variable model_config": "pydantic reads it",
    r"cockpit/settings/settings\.py (method settings_customise_sources|variable .*)": "pydantic-settings calls it",
    r"cockpit/store/event\.py variable duration_us": "read by the list of columns beside it",
    r"cockpit/ingest/refusal\.py variable remedy_zh": "read by the list of columns of quarantine",
    r"cockpit/(panels/gallery|metrics/subjects)/.* variable [A-Z0-9_]+": "what a declaration is called",
    r"cockpit/board/board_service\.py attribute built": "counts what was built, which tests of the cache ask for",
}


def test_nothing_in_the_cockpit_is_used_by_nobody_and_every_exception_is_one() -> None:
    found = Vulture(ignore_decorators=DECORATORS)
    found.scavenge([str(ROOT / place) for place in SCANNED])
    unused = [f"{item.filename.relative_to(ROOT)} {item.typ} {item.name}" for item in found.get_unused_code()]
    assert [one for one in unused if not any(re.fullmatch(known, one) for known in ALLOWED)] == []
    assert [known for known in ALLOWED if not any(re.fullmatch(known, one) for one in unused)] == []
