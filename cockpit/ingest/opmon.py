"""Operational records of X-Road out of files: as its monitoring writes them, as a corrector pairs them, and as they are
published as open data."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from cockpit.errors import SourceWrong
from cockpit.ingest import cell_values, file_access
from cockpit.ingest.decoding import decoded
from cockpit.ingest.documents import Damaged, line_unfit, parsed
from cockpit.ingest.refusal import Unfit
from cockpit.ingest.side_pairing import ENDS, KEPT
from cockpit.store.event import MOST

MOST_ARRAY = 200_000_000
DURATIONS = {"client": "totalDuration", "producer": "producerDurationProducerView"}
"""What a published record says instead of the moment at which the answer went out."""
NAMES = {
    name.casefold(): name for name in (*KEPT, *DURATIONS.values(), "securityServerType", "messageId", "xRequestId")
}
NUMBERS = {name for name in NAMES.values() if name.endswith(("Ts", "Size"))} | {*DURATIONS.values()}
TRUTHS = {"true": True, "t": True, "false": False, "f": False}
NOTHING = ("", "none", "null")


def records(path: Path, far: file_access.Far, encoding: str | None = None) -> Iterator[tuple[int, Any]]:
    """Line or position, and a record of one side; Unfit where it is none, SourceWrong where the file is of another
    kind."""
    with file_access.opened(path) as handle:
        begins = decoded(handle.read(4_000), encoding).lstrip("\ufeff \t\r\n")
    if begins.startswith("["):
        yield from _sides(_array(path, encoding))
    elif begins.startswith("{"):
        yield from _sides(_lines(path, far, encoding))
    elif begins:
        yield from _table(path, far, encoding)


def _sides(found: Iterator[tuple[int, Any]]) -> Iterator[tuple[int, Any]]:
    """A record that a corrector has paired holds both of its sides."""
    for number, record in found:
        if not isinstance(record, dict):
            said = record.unfit if isinstance(record, Damaged) else record
            yield number, said if isinstance(said, Unfit) else _no_record()
            continue
        held = record.get("records")
        for one in held if isinstance(held, list) else [record]:
            sides = {end: one.get(end) for end in DURATIONS} if isinstance(one, dict) else {}
            paired = {end: side for end, side in sides.items() if isinstance(side, dict)}
            for end, side in paired.items():
                yield number, {**side, "securityServerType": end}
            if not paired:
                yield number, one if isinstance(one, dict) else _no_record()


def _array(path: Path, encoding: str | None) -> Iterator[tuple[int, Any]]:
    found = parsed(file_access.content(path, most=MOST_ARRAY), encoding)
    yield from enumerate(found, start=1)


def _lines(path: Path, far: file_access.Far, encoding: str | None) -> Iterator[tuple[int, Any]]:
    for number, line in file_access.lines(path, far, encoding):
        if line.strip():
            try:
                yield number, orjson.loads(line)
            except orjson.JSONDecodeError:
                yield number, line_unfit(line)


def _no_record() -> Unfit:
    return Unfit(
        zh=("不是JSON对象。", "一条记录请写成一个对象。"),
        en=("it is no JSON object.", "Write one record as one object."),
    )


def _table(path: Path, far: file_access.Far, encoding: str | None) -> Iterator[tuple[int, Any]]:
    """The open data of X-Road: a table whose headings are fields of the records, in whatever case."""
    header: list[str] = []
    for number, line in file_access.lines(path, far, encoding):
        try:
            row = next(csv.reader([line.decode()], strict=True), [])
        except (UnicodeDecodeError, csv.Error):
            row = None
        if not header:
            header = _header(path, row or [])
        elif row is None or (row and len(row) != len(header)):
            yield (
                number,
                Unfit(
                    zh=("这一行无法读取。", "请存为UTF-8，并补全双引号，每列给一个单元格。"),
                    en=("the line cannot be read.", "Save it as UTF-8, one cell for each column."),
                ),
            )
        elif row:
            yield number, _record(dict(zip(header, row, strict=True)))


def _header(path: Path, row: list[str]) -> list[str]:
    found = [NAMES.get(cell.strip().casefold(), cell.strip()) for cell in row]
    if "securityServerType" not in found or "requestInTs" not in found:
        raise SourceWrong(
            f"{path.name} holds no records of X-Road: it is no JSON and no table with securityServerType, requestInTs.",
            "Deliver its monitoring records, or set another kind.",
            zh=f"{path.name}不是X-Road运行记录：既不是JSON，也不是含securityServerType和requestInTs的表。",
        )
    return found


def _record(row: Mapping[str, str]) -> dict[str, Any] | Unfit:
    said = {name: value.strip() for name, value in row.items() if value.strip().casefold() not in NOTHING}
    record: dict[str, Any] = dict(said)
    try:
        for name in NUMBERS & said.keys():
            record[name] = cell_values.whole(said[name], field=name, least=-MOST)
    except Unfit as unfit:
        return unfit
    record["succeeded"] = TRUTHS.get(said.get("succeeded", "").casefold())
    took = record.get(DURATIONS.get(ENDS.get(said.get("securityServerType", "").lower(), ""), ""))
    if took is not None and "responseOutTs" not in record and "requestInTs" in record:
        record["responseOutTs"] = record["requestInTs"] + took
    return record
