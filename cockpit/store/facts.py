"""The daily facts. Everything in them can be added up: levels over members, sums over members and days."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from cockpit.store.latency import BUCKETS
from cockpit.store.shared_columns import (
    ITEMS,
    PROVENANCES,
    RECORDS,
    USERS,
    day_key,
    delivered_by,
    key,
    metadata,
    one_of,
    provenance,
    whole,
)
from cockpit.store.vocabulary import Measured, ResourceKind

library_daily = Table(
    "library_daily",
    metadata,
    day_key(),
    key("library", "library", "base library", primary_key=True),
    key("unit", "unit", "contributing unit", primary_key=True),
    whole("records", "level: records in the library from this unit", counted_in=RECORDS),
    whole("items_catalogued", "level: items catalogued", counted_in=ITEMS),
    whole(
        "items_stored",
        "level: items stored; empty where not published",
        nullable=True,
        within="items_catalogued",
        counted_in=ITEMS,
    ),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Volumes of the base libraries; a row is due on days on which something changed",
)

thematic_daily = Table(
    "thematic_daily",
    metadata,
    day_key(),
    key("library", "library", "thematic library", primary_key=True),
    key("unit", "unit", "contributing unit", primary_key=True),
    whole("records", "level: records in the library from this unit", nullable=True, counted_in=RECORDS),
    whole("items", "level: data items in the library from this unit", nullable=True, counted_in=ITEMS),
    whole("users", "level: accounts of this unit that may use the library", nullable=True, counted_in=USERS),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Volumes and users of the thematic libraries, apart from the base libraries; a row is due on days on which "
    "something changed, and a source fills what it knows and leaves the rest empty",
)

resource_daily = Table(
    "resource_daily",
    metadata,
    day_key(),
    key("unit", "unit", "providing unit", primary_key=True),
    Column("kind", String(10), primary_key=True, comment="file, table or api"),
    whole("catalogues", "level: catalogue entries"),
    whole("mounted", "level: mounted resources"),
    delivered_by(key=True),
    provenance(),
    one_of("kind", ResourceKind),
    one_of("provenance", PROVENANCES),
    comment="Catalogue and mounted resources; a row is due on days on which something changed",
)

reported_daily = Table(
    "reported_daily",
    metadata,
    day_key(),
    Column("figure", String(40), primary_key=True, comment="name of the counter"),
    whole("value", "level: the counter as the system reports it", measured=Measured.ANY),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Counters that a system reports about itself and that cannot be added up from parts",
)

flow_daily = Table(
    "flow_daily",
    metadata,
    day_key(),
    key("provider", "unit", "unit whose data it is", primary_key=True),
    key("consumer", "unit", "unit that receives it", primary_key=True),
    Column("kind", String(10), primary_key=True, comment="file, table or api"),
    Column("scenario", String(40), primary_key=True, comment="scenario code, or 'other'"),
    whole("exchanges", "sum: exchanges"),
    whole("failed", "sum: exchanges that failed", within="exchanges"),
    whole(
        "records", "sum: records transferred; empty where the platform does not say", nullable=True, counted_in=RECORDS
    ),
    whole(
        "bytes",
        "sum: bytes transferred; empty where the platform does not say",
        nullable=True,
        measured=Measured.BYTE,
    ),
    *(whole(bucket.column, f"sum: exchanges that took {bucket.words}") for bucket in BUCKETS),
    delivered_by(key=True),
    provenance(),
    one_of("kind", ResourceKind),
    one_of("provenance", PROVENANCES),
    comment="Sharing flows: what went over the exchange platform on a day",
)

opening_daily = Table(
    "opening_daily",
    metadata,
    day_key(),
    key("unit", "unit", "unit that opens", primary_key=True),
    key("theme", "theme", "theme", primary_key=True),
    whole("datasets", "level: open datasets", nullable=True),
    whole(
        "datasets_dated",
        "level: of these, with a known day of update and an agreed cadence",
        nullable=True,
        within="datasets",
    ),
    whole(
        "updated_on_time", "level: of these, updated within the agreed cadence", nullable=True, within="datasets_dated"
    ),
    whole("downloads", "sum: downloads", nullable=True),
    whole("api_calls", "sum: calls of open interfaces", nullable=True),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Open data by unit and theme; a source fills what it knows and leaves the rest empty",
)

meeting_daily = Table(
    "meeting_daily",
    metadata,
    day_key(),
    key("unit", "unit", "unit", primary_key=True),
    whole("held", "sum: meetings that this unit called", nullable=True),
    whole("minutes", "sum: minutes of those meetings", nullable=True, measured=Measured.MINUTE),
    whole("invited", "sum: invitations of this unit to any meeting", nullable=True),
    whole("attended", "sum: of these, attended", nullable=True, within="invited"),
    whole("faults", "sum: faults of its rooms", nullable=True),
    whole("endpoints", "level: connected rooms", nullable=True),
    whole("endpoints_online", "level: of these, online", nullable=True, within="endpoints"),
    whole("endpoints_adjusting", "level: of these, being adjusted", nullable=True, within="endpoints"),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Meeting activity by unit; a row is due on days on which something happened or changed, and a source fills "
    "what it knows and leaves the rest empty",
)

return_daily = Table(
    "return_daily",
    metadata,
    day_key(),
    key("unit", "unit", "unit that returns, the province", primary_key=True),
    whole("items", "level: data items returned", counted_in=ITEMS),
    whole("records", "level: records returned", counted_in=RECORDS),
    delivered_by(key=True),
    provenance(),
    one_of("provenance", PROVENANCES),
    comment="Provincial returns",
)
