"""A zip package with nothing in it that moves: parts in order, no dates, and the packages inside it alike."""

from __future__ import annotations

import io
import re
import zipfile

EPOCH = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"
INSIDE = (".xlsx",)
MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
FIXED = b"2000-01-01T00:00:00Z"


def still(content: bytes) -> bytes:
    """The same package, byte for byte the same whenever and wherever it is made."""
    held = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made,
    ):
        for name in sorted(given.namelist(), key=lambda one: (one != FIRST, one)):
            part = zipfile.ZipInfo(name, date_time=EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            made.writestr(part, _part(name, given.read(name)))
    return held.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name.endswith(INSIDE):
        return still(content)
    if name == "docProps/core.xml":
        return MOMENT.sub(rb"\g<1>" + FIXED + rb"\g<2>", content)
    return content
