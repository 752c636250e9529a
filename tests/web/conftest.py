"""What every test of the web may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.living import Handmade, cockpit


@pytest.fixture
def keep() -> Handmade:
    return Handmade()


@pytest.fixture
def client(keep: Handmade, tmp_path: Path) -> FlaskClient:
    return cockpit(keep, tmp_path).server.test_client()
