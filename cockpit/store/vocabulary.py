"""The closed vocabularies of the exchange database: what may stand in a column that allows a few words alone."""

from __future__ import annotations

from enum import StrEnum


class Provenance(StrEnum):
    """Where a row comes from, from best to worst; a number is as good as the worst row in it."""

    PUBLISHED = "published"
    MEASURED = "measured"
    DEMO = "demo"


def provenance_of(text: str | None) -> Provenance | None:
    """What JSON or a database says of a provenance; None where it says nothing."""
    return Provenance(text) if text else None


class ResourceKind(StrEnum):
    """How a resource is exchanged."""

    FILE = "file"
    TABLE = "table"
    API = "api"


class UnitLevel(StrEnum):
    """`COUNTY` are counties, districts and development zones."""

    MUNICIPAL = "municipal"
    COUNTY = "county"
    PROVINCE = "province"


class LibraryKind(StrEnum):
    """基础库 or 专题库."""

    BASE = "base"
    THEMATIC = "thematic"


class LibraryState(StrEnum):
    """How far a library is, in the order in which it comes to be."""

    PLANNED = "planned"
    BUILDING = "building"
    SERVING = "serving"


class ScenarioState(StrEnum):
    """已共享, 对接中 or 需求."""

    SHARED = "shared"
    CONNECTING = "connecting"
    REQUESTED = "requested"


class EndpointState(StrEnum):
    """The newest state of a meeting room."""

    ONLINE = "online"
    OFFLINE = "offline"
    ADJUSTING = "adjusting"


class RevisionKind(StrEnum):
    """What people revise at the desk: the value of a target, or the agreed cadence of a source."""

    TARGET = "target"
    CADENCE = "cadence"


class Measured(StrEnum):
    """In what an amount is counted; ANY where another column of its row says it."""

    COUNT = "count"
    BYTE = "byte"
    MILLISECOND = "millisecond"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"
    ANY = "any"


class DeliveryMode(StrEnum):
    """What a source delivers: of every unit a row every cadence, or a row only where something changed."""

    DAYS = "days"
    CHANGES = "changes"


class DeliveryDays(StrEnum):
    """On which days a delivery of a source is due."""

    EVERY = "every"
    WORKING = "working"


class SpecialDay(StrEnum):
    """What a day is that its weekday does not say: off, or a day of a weekend that is worked (调休)."""

    HOLIDAY = "holiday"
    WORKING = "working"
