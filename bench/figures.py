"""The page of measured figures: each bench writes its own part of it, between two marks."""

from __future__ import annotations

from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"


def written(part: str) -> str:
    """What stands between the marks of a part."""
    begins, ends = _marks(part)
    return PAGE.read_text(encoding="utf-8").partition(begins)[2].partition(ends)[0]


def write(part: str, text: str) -> None:
    begins, ends = _marks(part)
    head, _, rest = PAGE.read_text(encoding="utf-8").partition(begins)
    PAGE.write_text(head + begins + text + ends + rest.partition(ends)[2], encoding="utf-8")


def _marks(part: str) -> tuple[str, str]:
    return f"<!-- {part} -->\n", f"<!-- /{part} -->\n"
