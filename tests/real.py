"""Real inputs from elsewhere, beside the checkout; a test that wants one is skipped where they are not there."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data"


def real(name: str) -> Path:
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"the real input {name} is not beside this checkout")
    return path


def unpacked(name: str, into: Path) -> Path:
    """The same without its .gz, in a folder of the test."""
    path = into / Path(name).name.removesuffix(".gz")
    path.write_bytes(gzip.decompress(real(name).read_bytes()))
    return path
