"""Tables of the volumes: libraries, themes, who contributes what."""

from cockpit.board.board import Row
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import TableInput, known, named, ranked
from cockpit.metrics.number import Note, Number
from cockpit.store.vocabulary import LibraryKind, LibraryState

LIBRARY = (
    "volumes.records",
    "volumes.growth_12w",
    "volumes.items_catalogued",
    "volumes.items_stored",
    "volumes.items_missing",
    "volumes.stored_share",
    "volumes.departments",
)
THEMATIC = ("volumes.theme_records", "volumes.theme_items", "volumes.theme_users")
UNIT = ("volumes.records", "volumes.items_catalogued", "volumes.items_stored", "volumes.items_missing")


def tables(asked: TableInput) -> dict[str, list[Row]]:
    return {"libraries": libraries(asked), "thematic": thematic(asked), "unit_volumes": units(asked)}


def libraries(asked: TableInput) -> list[Row]:
    rows = []
    for library in asked.register("library"):
        if library["kind"] != LibraryKind.BASE:
            continue
        member = ("library", library["code"])
        numbers = asked.numbers(LIBRARY, member)
        if library["state"] != LibraryState.SERVING:
            numbers = {name: _building(number) for name, number in numbers.items()}
        elif numbers["volumes.items_catalogued"].value is not None:
            # The catalogue is known and the stored number is not: that is a number nobody has published.
            numbers = {name: _unpublished(name, number) for name, number in numbers.items()}
        attributes = {"state": library["state"], "kind": library["kind"]}
        course, expected = (made("volumes.records", member) for made in (asked.course, asked.expected))
        rows.append(named(library, numbers, **attributes, course=course, expected=expected))
    return rows


def _building(number: Number) -> Number:
    return Number(None, number.unit, note=Note.BUILDING) if number.value in (None, 0) else number


def _unpublished(name: str, number: Number) -> Number:
    waits = name in ("volumes.items_stored", "volumes.items_missing", "volumes.stored_share")
    return (
        Number(None, number.unit, as_of=number.as_of, note=Note.NOT_PUBLISHED)
        if waits and number.value is None
        else number
    )


def thematic(asked: TableInput) -> list[Row]:
    """Every thematic library; of one of which nothing has ever come the source has yet to be connected."""
    rows = []
    for library in asked.register("library"):
        if library["kind"] == LibraryKind.THEMATIC:
            numbers = asked.numbers(THEMATIC, ("library", library["code"]))
            numbers = {name: _waiting(number) for name, number in numbers.items()}
            rows.append(named(library, numbers, state=library["state"], provenance=library["provenance"]))
    return rows


def _waiting(number: Number) -> Number:
    waits = number.value is None and number.note == Note.NO_DATA
    return Number(None, number.unit, note=Note.NOT_CONNECTED) if waits else number


def units(asked: TableInput) -> list[Row]:
    codes = asked.reading.members("library_daily", "unit")
    return ranked(known(asked.unit_row(code, asked.numbers(UNIT, ("unit", code))) for code in codes), "volumes.records")


declare(
    Tables(
        "volumes",
        tables,
        filters={"libraries": "library", "unit_volumes": "unit"},
        whole=("libraries",),
    )
)
