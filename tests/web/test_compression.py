"""What is compressed once is kept, and the least used goes first."""

from __future__ import annotations

import gzip

import brotli
import pytest

from cockpit.web import compression
from cockpit.web.compression import KEPT, Kept

TEXT = b"body { color: #123456 } " * 500


def test_what_is_kept_is_compressed_once_for_each_way_and_name(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[tuple[str, int]] = []
    real = compression.pack

    def pack(content: bytes, how: str, *, once: bool) -> bytes:
        packed.append((how, len(content)))
        return real(content, how, once=once)

    monkeypatch.setattr(compression, "pack", pack)
    kept = Kept()
    for _ in range(3):
        assert brotli.decompress(kept.get("/desk.css 12000 abc", TEXT, "br")) == TEXT
        assert gzip.decompress(kept.get("/desk.css 12000 abc", TEXT, "gzip")) == TEXT
    assert packed == [("br", 12_000), ("gzip", 12_000)]


def test_the_least_used_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    packed: list[bytes] = []
    monkeypatch.setattr(compression, "pack", lambda content, how, *, once: packed.append(content) or content)
    kept = Kept()
    for number in range(KEPT):
        kept.get(f"file {number}", b"%d" % number, "br")
    kept.get("file 0", b"0", "br")  # used again, so file 1 is now the least used
    kept.get("one more", b"more", "br")
    packed.clear()
    kept.get("file 0", b"0", "br")
    kept.get("file 1", b"1", "br")
    assert packed == [b"1"]
