"""What Chromium puts into a PDF that would be different tomorrow is replaced: dates, producer, identity, tag names."""

from __future__ import annotations

import hashlib
import io
import re
from datetime import datetime

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, ByteStringObject, NameObject, TextStringObject

from cockpit.snapshot.print_document import TAGS

NODE = re.compile(rb"node\d{8}")


def fixed(printed: bytes, *, title: str, author: str, identity: str, language: str, moment: datetime) -> bytes:
    """The same pages with the day of the board in place of the day of printing."""
    reader = PdfReader(io.BytesIO(printed))
    writer = PdfWriter(clone_from=reader)
    writer.pdf_header = reader.pdf_header
    day = moment.strftime("D:%Y%m%d%H%M%S+08'00'")
    writer.metadata = None
    writer.add_metadata(
        {
            "/Title": title,
            "/Author": author,
            "/Creator": "City cockpit",
            "/Producer": "Chromium, pypdf",
            "/CreationDate": day,
            "/ModDate": day,
        }
    )
    root = writer.root_object
    root[NameObject("/Lang")] = TextStringObject(TAGS[language])
    half = hashlib.sha256(identity.encode()).digest()[:16]
    writer._ID = ArrayObject([ByteStringObject(half), ByteStringObject(half)])
    content = io.BytesIO()
    writer.write(content)
    return _renumbered(content.getvalue())


def _renumbered(content: bytes) -> bytes:
    """The tags are named by the nodes of the browser's page, which counts on from whatever it did before."""
    places = {name: b"node%08d" % at for at, name in enumerate(sorted(set(NODE.findall(content))))}
    return NODE.sub(lambda found: places[found[0]], content)
