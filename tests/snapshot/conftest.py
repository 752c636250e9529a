"""What every test of the sealed files may ask for: one whole week, made once for all of them."""

from __future__ import annotations

import time
from dataclasses import dataclass

import pytest

from cockpit.marks.element import Element
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.sealed_files import files_of
from tests.snapshot.whole import made, marked


@dataclass(frozen=True)
class Pressed:
    """The files of a week by their names, and how many seconds they took."""

    files: dict[str, bytes]
    seconds: float


@pytest.fixture(scope="session")
def whole_edition() -> Edition:
    return made()


@pytest.fixture(scope="session")
def pressed(whole_edition: Edition) -> Pressed:
    began = time.monotonic()
    return Pressed(files_of(whole_edition), time.monotonic() - began)


@pytest.fixture
def edition(whole_edition: Edition) -> Edition:
    return whole_edition


@pytest.fixture
def files(pressed: Pressed) -> dict[str, bytes]:
    return dict(pressed.files)


@pytest.fixture(scope="session")
def shown(whole_edition: Edition) -> list[Element]:
    """Every number of the report, as a mark."""
    return marked(whole_edition, "zh")


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)
