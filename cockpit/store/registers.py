"""The registers: what there is, by code."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Date, DateTime, ForeignKey, Integer, Numeric, String, Table

from cockpit.store.shared_columns import (
    MEASURED,
    PROVENANCES,
    code,
    day_key,
    delivered_by,
    key,
    metadata,
    names,
    one_of,
    position,
    provenance,
)
from cockpit.store.vocabulary import (
    DeliveryDays,
    DeliveryMode,
    EndpointState,
    LibraryKind,
    LibraryState,
    Measured,
    ScenarioState,
    SpecialDay,
    UnitLevel,
)

unit = Table(
    "unit",
    metadata,
    code("unit code, chosen by the city, never reused"),
    Column("level", String(10), nullable=False, comment="municipal, county (counties and zones) or province"),
    *names(),
    Column("adcode", String(6), comment="administrative division code; zones have none of their own"),
    Column("tile_row", Integer, comment="row on the tile map, from 1; counties and zones only"),
    Column("tile_column", Integer, comment="column on the tile map, from 1; counties and zones only"),
    position(),
    provenance(),
    delivered_by(key=False),
    one_of("level", UnitLevel),
    one_of("provenance", PROVENANCES),
    comment="Every department, county, zone and the province",
)

library = Table(
    "library",
    metadata,
    code("library code"),
    Column("kind", String(10), nullable=False, comment="base or thematic"),
    *names(),
    Column("state", String(10), nullable=False, comment="planned, building or serving"),
    position(),
    provenance(),
    delivered_by(key=False),
    one_of("kind", LibraryKind),
    one_of("state", LibraryState),
    one_of("provenance", PROVENANCES),
    comment="Base and thematic libraries",
)

library_item = Table(
    "library_item",
    metadata,
    code("item code"),
    key("library", "library", "library it belongs to", nullable=False),
    key("unit", "unit", "unit that answers for it", nullable=False),
    Column("title_zh", String(200), nullable=False, comment="title in Chinese"),
    Column("catalogued_on", Date, nullable=False, comment="day it was catalogued"),
    Column("stored_on", Date, comment="day its data was stored; empty where not stored or not published"),
    provenance(),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="Catalogue items of the libraries, 已梳理 and 已入库",
)

scenario = Table(
    "scenario",
    metadata,
    code("scenario code"),
    *names(),
    Column("consumer_zh", String(120), nullable=False, comment="whom the data is for"),
    Column("consumer_en", String(160), nullable=False, comment="whom the data is for, in English"),
    key("consumer", "unit", "the consumer, where it is one unit of the register"),
    Column("state", String(10), nullable=False, comment="shared 已共享, connecting 对接中 or requested 需求"),
    Column("note_zh", String(80), comment="providers as far as they are published"),
    Column("note_en", String(120), comment="the same in English"),
    position(),
    provenance(),
    delivered_by(key=False),
    one_of("state", ScenarioState),
    one_of("provenance", PROVENANCES),
    comment="What sharing is for; published volumes of scenarios are never added up",
)

theme = Table(
    "theme",
    metadata,
    code("theme code"),
    *names(),
    position(),
    delivered_by(key=False),
    comment="Themes of open datasets",
)

open_dataset = Table(
    "open_dataset",
    metadata,
    code("dataset code"),
    key("unit", "unit", "unit that opens it", nullable=False),
    key("theme", "theme", "theme", nullable=False),
    Column("title_zh", String(200), nullable=False, comment="title in Chinese"),
    Column("formats", String(80), nullable=False, comment="formats, separated by spaces"),
    Column("published_on", Date, comment="day it was opened; empty where the portal does not say"),
    Column("updated_on", Date, comment="day of its newest data; empty where the portal does not say"),
    Column(
        "cadence_days",
        Integer,
        comment="agreed days between updates; empty where nothing is agreed",
        info={MEASURED: Measured.DAY},
    ),
    Column("licence", String(200), comment="licence under which it is open, as the portal says it"),
    Column("contact", String(200), comment="who answers for it, as the portal says it"),
    Column("description", String(1000), comment="what it holds, as the portal says it"),
    Column("links", String(2000), comment="web addresses of the dataset and its files, separated by spaces"),
    provenance(),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="Datasets on the public open data portal",
)

endpoint = Table(
    "endpoint",
    metadata,
    code("endpoint code"),
    key("unit", "unit", "unit whose room it is", nullable=False),
    Column("name_zh", String(120), nullable=False, comment="name of the room"),
    Column("connected_on", Date, nullable=False, comment="day it was connected"),
    Column("state", String(12), nullable=False, comment="newest state: online, offline or adjusting"),
    provenance(),
    delivered_by(key=False),
    one_of("state", EndpointState),
    one_of("provenance", PROVENANCES),
    comment="Rooms connected to the government video-meeting system",
)

meeting = Table(
    "meeting",
    metadata,
    code("meeting code"),
    key("host", "unit", "unit that called it", nullable=False),
    Column("title_zh", String(200), nullable=False, comment="title in Chinese"),
    Column("day", Date, nullable=False, comment="day in Asia/Shanghai", index=True),
    Column(
        "hour",
        Integer,
        comment="hour it began, 0 to 23; empty where only the day is known",
        info={MEASURED: Measured.HOUR},
    ),
    Column("minutes", Integer, comment="how long it took; empty where not known", info={MEASURED: Measured.MINUTE}),
    provenance(),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="Meetings on the video-meeting system",
)

meeting_unit = Table(
    "meeting_unit",
    metadata,
    Column("meeting", String(40), ForeignKey("meeting.code"), primary_key=True, comment="meeting"),
    Column("unit", String(40), ForeignKey("unit.code"), primary_key=True, comment="unit that was invited"),
    Column("attended", Integer, comment="1 where its room was connected, 0 where not; empty where nobody knows"),
    provenance(),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="Units that take part in a meeting",
)

target = Table(
    "target",
    metadata,
    code("target code"),
    *names(),
    Column("action_zh", String(10), comment="what is done to reach it, such as 上线; 完成 where empty"),
    Column("action_en", String(20), comment="the same in English, such as online; done where empty"),
    Column("metric", String(60), comment="metric that is measured against it; empty until it is connected"),
    Column(
        "value",
        Numeric(20, 4),
        nullable=False,
        comment="value to be reached; a share is written from 0 to 1",
        info={MEASURED: Measured.ANY},
    ),
    Column("unit_of_measure", String(20), nullable=False, comment="unit of the value"),
    Column("qualifier", String(10), comment="as announced: 以上, 约 …"),
    Column("effective_on", Date, nullable=False, comment="first day it holds"),
    Column("due_on", Date, comment="day by which it is to be reached; empty for a standing target"),
    position(),
    provenance(),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="Targets, each with its day of effect",
)

published_figure = Table(
    "published_figure",
    metadata,
    Column("code", String(60), primary_key=True, comment="key of the figure"),
    Column("as_of", Date, primary_key=True, comment="day the figure stands for"),
    Column("title_zh", String(160), nullable=False, comment="what it says, in Chinese"),
    Column("title_en", String(200), nullable=False, comment="what it says, in English"),
    Column("value", BigInteger, comment="the figure; empty where it is a text"),
    Column("text", String(80), comment="the figure, where it is a text"),
    Column("unit_of_measure", String(20), comment="unit of the value"),
    Column("qualifier", String(10), comment="约, 多, 余, 以上 as printed; empty where exact"),
    Column("metric", String(60), comment="metric that it is a value of; empty where the cockpit has none"),
    Column("dimension", String(20), comment="dimension of its scope; empty for the whole city"),
    Column("member", String(40), comment="member of that dimension"),
    Column("publisher_zh", String(80), nullable=False, comment="who published it"),
    Column("publisher_en", String(120), nullable=False, comment="who published it, in English"),
    delivered_by(key=False),
    comment="Figures that somebody has published; they are quoted, never computed",
)

source = Table(
    "source",
    metadata,
    code("source code"),
    *names(),
    key("owner", "unit", "unit that answers for it", nullable=False),
    Column("subject", String(40), comment="subject that it feeds, such as sharing; empty: several, or none"),
    Column("cadence_hours", Integer, nullable=False, comment="agreed hours between deliveries"),
    Column(
        "delivers",
        String(10),
        comment="days: of every unit a row every cadence, so that one that lacks is missed; changes: a row only where "
        "something changed; empty: not agreed, taken as changes",
    ),
    Column(
        "delivery_days",
        String(10),
        comment="working: a delivery is due on working days alone, and lateness counts working time; every: on every "
        "day; empty: not agreed, taken as every",
    ),
    position(),
    delivered_by(key=False),
    one_of("delivers", DeliveryMode),
    one_of("delivery_days", DeliveryDays),
    comment="Where data comes from, with the agreed cadence",
)

source_mark = Table(
    "source_mark",
    metadata,
    Column("source", String(40), ForeignKey("source.code"), primary_key=True, comment="source"),
    Column("newest_at", DateTime(timezone=False), comment="newest accepted data, Asia/Shanghai; empty: not connected"),
    Column("read_at", DateTime(timezone=False), comment="last attempt to read, Asia/Shanghai"),
    Column("failure", String(200), comment="why the last attempt failed, in English; empty where it did not"),
    Column("failure_zh", String(200), comment="the same in Chinese; the English is shown where empty"),
    Column("provenance", String(10), nullable=False, comment="published, measured or demo"),
    delivered_by(key=False),
    one_of("provenance", PROVENANCES),
    comment="How far each source has been read",
)

calendar_year = Table(
    "calendar_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False, comment="year whose days off are known"),
    Column("country", String(10), nullable=False, comment="country whose public holidays hold"),
    Column("region", String(10), comment="part of that country; empty: none"),
    Column("weekend", String(7), nullable=False, comment="days of the weekend, 1 Monday to 7 Sunday"),
    Column("opens", String(5), nullable=False, comment="when offices open, such as 08:30"),
    Column("closes", String(5), nullable=False, comment="when offices close, such as 17:30"),
    delivered_by(key=False),
    comment="Years whose days off are announced, with the office hours; of any other year nothing is guessed",
)

special_day = Table(
    "special_day",
    metadata,
    day_key(),
    Column(
        "kind",
        String(10),
        nullable=False,
        comment="holiday: a day off of a holiday, weekends within it too; working: a weekend day worked",
    ),
    Column("name_zh", String(120), comment="holiday to which the day off belongs"),
    Column("name_en", String(160), comment="the same in English"),
    delivered_by(key=False),
    one_of("kind", SpecialDay),
    comment="Days that are not what their weekday says, of the years in calendar_year",
)
