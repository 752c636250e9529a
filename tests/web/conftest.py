"""What every test of the web may ask for."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from cockpit.snapshot.signing import Signer, generate, signer
from tests.web import sealed
from tests.web.living import Handmade, cockpit


@pytest.fixture
def keep() -> Handmade:
    return Handmade()


@pytest.fixture
def client(keep: Handmade, tmp_path: Path) -> FlaskClient:
    return cockpit(keep, tmp_path).server.test_client()


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    file = tmp_path_factory.mktemp("key") / "key.pem"
    generate(file)
    return signer(file)


@pytest.fixture(scope="session")
def _sealed(tmp_path_factory: pytest.TempPathFactory, key: Signer) -> Path:
    return sealed.seal_three(tmp_path_factory.mktemp("sealed"), key)


@pytest.fixture
def root(_sealed: Path, tmp_path: Path) -> Path:
    """The folder of three sealed weeks, of this test alone."""
    shutil.copytree(_sealed, tmp_path / "root")
    return tmp_path / "root"


@pytest.fixture
def desk(root: Path, key: Signer) -> FlaskClient:
    """Who asks at the desk for these weeks, with all rights."""
    return sealed.client_of(root, key)
