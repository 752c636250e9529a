"""Release 1.0.0: every table of the exchange database"""

import sqlalchemy as sa
from alembic import op

revision = "1001"
down_revision = None
branch_labels = None
depends_on = None

DELIVERED_BY = "source that delivered the row, filled by the load; 'hand' where the table was filled by other means"


def upgrade() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("week", sa.Date(), nullable=False, comment="Sunday that ends its week"),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_calendar_day")),
        comment="Every day from 2015 to 2049",
    )
    op.create_table(
        "digest",
        sa.Column("table_name", sa.String(length=40), nullable=False, comment="table"),
        sa.Column("day", sa.String(length=10), nullable=False, comment="day, or 'register'"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment="source that delivered the rows",
        ),
        sa.Column("rows", sa.BigInteger(), nullable=False, comment="rows"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="SHA-256 of the rows in a fixed order"),
        sa.PrimaryKeyConstraint("table_name", "day", "delivered_by", name=op.f("pk_digest")),
        comment="What the data version is made of: for every source one line a day of a fact, one line a register",
    )
    op.create_table(
        "flow_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=133), nullable=False, comment="member of the dimension"),
        sa.Column("exchanges", sa.BigInteger(), nullable=True, comment="running total of exchanges"),
        sa.Column("failed", sa.BigInteger(), nullable=True, comment="running total of failed"),
        sa.Column("records", sa.BigInteger(), nullable=True, comment="running total of records"),
        sa.Column("bytes", sa.BigInteger(), nullable=True, comment="running total of bytes"),
        sa.Column("ms_upto_10", sa.BigInteger(), nullable=True, comment="running total of ms_upto_10"),
        sa.Column("ms_upto_25", sa.BigInteger(), nullable=True, comment="running total of ms_upto_25"),
        sa.Column("ms_upto_50", sa.BigInteger(), nullable=True, comment="running total of ms_upto_50"),
        sa.Column("ms_upto_100", sa.BigInteger(), nullable=True, comment="running total of ms_upto_100"),
        sa.Column("ms_upto_250", sa.BigInteger(), nullable=True, comment="running total of ms_upto_250"),
        sa.Column("ms_upto_500", sa.BigInteger(), nullable=True, comment="running total of ms_upto_500"),
        sa.Column("ms_upto_1000", sa.BigInteger(), nullable=True, comment="running total of ms_upto_1000"),
        sa.Column("ms_upto_2500", sa.BigInteger(), nullable=True, comment="running total of ms_upto_2500"),
        sa.Column("ms_upto_5000", sa.BigInteger(), nullable=True, comment="running total of ms_upto_5000"),
        sa.Column("ms_upto_10000", sa.BigInteger(), nullable=True, comment="running total of ms_upto_10000"),
        sa.Column("ms_above_10000", sa.BigInteger(), nullable=True, comment="running total of ms_above_10000"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_flow_daily_sum")),
        comment="Running totals beside flow_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "intake",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("mark", sa.Text(), nullable=False, comment="how far it was read, as JSON; the source's own words"),
        sa.Column("tried_at", sa.DateTime(), nullable=False, comment="last attempt, Asia/Shanghai"),
        sa.Column("loaded_at", sa.DateTime(), nullable=True, comment="last load that was accepted, Asia/Shanghai"),
        sa.Column("accepted", sa.BigInteger(), nullable=False, comment="rows accepted by the last load"),
        sa.Column("repeated", sa.BigInteger(), nullable=False, comment="rows of the last load that were there already"),
        sa.Column("refused", sa.BigInteger(), nullable=False, comment="rows refused by the last attempt"),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_intake")),
        comment="The last reading of every source",
    )
    op.create_table(
        "library",
        sa.Column("code", sa.String(length=40), nullable=False, comment="library code"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="base or thematic"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column("state", sa.String(length=10), nullable=False, comment="planned, building or serving"),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("kind IN ('base', 'thematic')", name=op.f("ck_library_kind")),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_library_provenance")),
        sa.CheckConstraint("state IN ('planned', 'building', 'serving')", name=op.f("ck_library_state")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_library")),
        comment="Base and thematic libraries",
    )
    op.create_table(
        "library_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("records", sa.BigInteger(), nullable=True, comment="running total of records"),
        sa.Column("items_catalogued", sa.BigInteger(), nullable=True, comment="running total of items_catalogued"),
        sa.Column("items_stored", sa.BigInteger(), nullable=True, comment="running total of items_stored"),
        sa.Column("items_known", sa.BigInteger(), nullable=True, comment="running total of items_known"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_library_daily_sum")),
        comment="Running totals beside library_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "load",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the load"),
        sa.Column("source", sa.String(length=40), nullable=False, comment="what was loaded"),
        sa.Column("loaded_at", sa.DateTime(), nullable=False, comment="when, by the cockpit's clock, Asia/Shanghai"),
        sa.Column("accepted", sa.BigInteger(), nullable=False, comment="rows accepted"),
        sa.Column(
            "repeated", sa.BigInteger(), server_default="0", nullable=False, comment="rows that were there already"
        ),
        sa.Column(
            "refused", sa.BigInteger(), server_default="0", nullable=False, comment="rows refused, see quarantine"
        ),
        sa.Column("changed", sa.Integer(), nullable=False, comment="tables and days whose rows changed"),
        sa.Column("data_version", sa.String(length=64), nullable=False, comment="data version after the load"),
        sa.Column(
            "reason",
            sa.String(length=200),
            nullable=True,
            comment="why it was accepted though it took much away; empty where it did not",
        ),
        sa.Column(
            "lost", sa.String(length=200), nullable=True, comment="what it took away, where somebody had to accept that"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_load")),
        comment="Every load that was accepted",
    )
    op.create_table(
        "meeting_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("endpoints", sa.BigInteger(), nullable=True, comment="running total of endpoints"),
        sa.Column("endpoints_online", sa.BigInteger(), nullable=True, comment="running total of endpoints_online"),
        sa.Column(
            "endpoints_adjusting", sa.BigInteger(), nullable=True, comment="running total of endpoints_adjusting"
        ),
        sa.Column("held", sa.BigInteger(), nullable=True, comment="running total of held"),
        sa.Column("minutes", sa.BigInteger(), nullable=True, comment="running total of minutes"),
        sa.Column("invited", sa.BigInteger(), nullable=True, comment="running total of invited"),
        sa.Column("attended", sa.BigInteger(), nullable=True, comment="running total of attended"),
        sa.Column("faults", sa.BigInteger(), nullable=True, comment="running total of faults"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_meeting_daily_sum")),
        comment="Running totals beside meeting_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "opening_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("datasets", sa.BigInteger(), nullable=True, comment="running total of datasets"),
        sa.Column("datasets_dated", sa.BigInteger(), nullable=True, comment="running total of datasets_dated"),
        sa.Column("updated_on_time", sa.BigInteger(), nullable=True, comment="running total of updated_on_time"),
        sa.Column("downloads", sa.BigInteger(), nullable=True, comment="running total of downloads"),
        sa.Column("api_calls", sa.BigInteger(), nullable=True, comment="running total of api_calls"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_opening_daily_sum")),
        comment="Running totals beside opening_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "part",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("name", sa.String(length=200), nullable=False, comment="path below the folder of landed parts"),
        sa.Column("day", sa.Date(), nullable=False, comment="day of its events, Asia/Shanghai"),
        sa.Column("rows", sa.BigInteger(), nullable=False, comment="events"),
        sa.Column("first", sa.BigInteger(), nullable=False, comment="smallest order of landing in it"),
        sa.Column("last", sa.BigInteger(), nullable=False, comment="largest order of landing in it"),
        sa.PrimaryKeyConstraint("source", "name", name=op.f("pk_part")),
        comment="Landed events: a Parquet file that is not listed here does not count",
    )
    op.create_index(op.f("ix_part_source_day"), "part", ["source", "day"], unique=False)
    op.create_table(
        "published_figure",
        sa.Column("code", sa.String(length=60), nullable=False, comment="key of the figure"),
        sa.Column("as_of", sa.Date(), nullable=False, comment="day the figure stands for"),
        sa.Column("title_zh", sa.String(length=160), nullable=False, comment="what it says, in Chinese"),
        sa.Column("title_en", sa.String(length=200), nullable=False, comment="what it says, in English"),
        sa.Column("value", sa.BigInteger(), nullable=True, comment="the figure; empty where it is a text"),
        sa.Column("text", sa.String(length=80), nullable=True, comment="the figure, where it is a text"),
        sa.Column("unit_of_measure", sa.String(length=20), nullable=True, comment="unit of the value"),
        sa.Column(
            "qualifier", sa.String(length=10), nullable=True, comment="约, 多, 余, 以上 as printed; empty where exact"
        ),
        sa.Column(
            "metric",
            sa.String(length=60),
            nullable=True,
            comment="metric that it is a value of; empty where the cockpit has none",
        ),
        sa.Column(
            "dimension", sa.String(length=20), nullable=True, comment="dimension of its scope; empty for the whole city"
        ),
        sa.Column("member", sa.String(length=40), nullable=True, comment="member of that dimension"),
        sa.Column("publisher_zh", sa.String(length=80), nullable=False, comment="who published it"),
        sa.Column("publisher_en", sa.String(length=120), nullable=False, comment="who published it, in English"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.PrimaryKeyConstraint("code", "as_of", name=op.f("pk_published_figure")),
        comment="Figures that somebody has published; they are quoted, never computed",
    )
    op.create_table(
        "quarantine",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the refused row"),
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("place", sa.String(length=200), nullable=False, comment="file or address it came from"),
        sa.Column("line", sa.BigInteger(), nullable=True, comment="line, row or position in it, from 1"),
        sa.Column(
            "field",
            sa.String(length=60),
            nullable=True,
            comment="field that is wrong; empty where the row as a whole is",
        ),
        sa.Column("value", sa.String(length=200), nullable=True, comment="value that is wrong"),
        sa.Column("reason", sa.String(length=200), nullable=False, comment="what is wrong, in English"),
        sa.Column("remedy", sa.String(length=200), nullable=False, comment="what to do about it, in English"),
        sa.Column(
            "reason_zh",
            sa.String(length=200),
            nullable=True,
            comment="what is wrong, in Chinese; empty where it was refused before this was said",
        ),
        sa.Column("remedy_zh", sa.String(length=200), nullable=True, comment="what to do about it, in Chinese"),
        sa.Column(
            "raw",
            sa.Text(),
            nullable=True,
            comment="the row as it was read, as JSON; empty where it is read again with its file",
        ),
        sa.Column("refused_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_quarantine")),
        comment="Rows that were not let in, until they are corrected or dismissed",
    )
    op.create_index(op.f("ix_quarantine_source_place"), "quarantine", ["source", "place"], unique=False)
    op.create_table(
        "read_file",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column("name", sa.String(length=400), nullable=False, comment="path as the sources file leads to it"),
        sa.Column("size", sa.BigInteger(), nullable=False, comment="bytes"),
        sa.Column("sha256", sa.String(length=64), nullable=False, comment="SHA-256 of the content"),
        sa.Column("read_at", sa.DateTime(), nullable=False, comment="when it was read, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("source", "name", name=op.f("pk_read_file")),
        comment="Files as they were when they were read, so that a changed one is noticed",
    )
    op.create_table(
        "register_copy",
        sa.Column("table_name", sa.String(length=40), nullable=False, comment="register"),
        sa.Column(
            "rows", sa.Text(), nullable=False, comment="its rows as JSON, so that a board reads all registers at once"
        ),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_register_copy")),
        comment="Beside the registers, kept in the same transaction",
    )
    op.create_table(
        "remark",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the remark"),
        sa.Column("metric", sa.String(length=60), nullable=False, comment="metric it is about"),
        sa.Column("day", sa.Date(), nullable=False, comment="day it is about"),
        sa.Column("text", sa.String(length=300), nullable=False, comment="what is to be said of it"),
        sa.Column("author", sa.String(length=60), nullable=False, comment="who says it"),
        sa.Column("written_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_remark")),
        comment="Dated remarks on metrics, written at the desk",
    )
    op.create_table(
        "reported_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("figure", sa.String(length=40), nullable=False, comment="name of the counter"),
        sa.Column("value", sa.BigInteger(), nullable=False, comment="level: the counter as the system reports it"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint(
            "provenance IN ('published', 'measured', 'demo')", name=op.f("ck_reported_daily_provenance")
        ),
        sa.PrimaryKeyConstraint("day", "figure", "delivered_by", name=op.f("pk_reported_daily")),
        comment="Counters that a system reports about itself and that cannot be added up from parts",
    )
    op.create_index(op.f("ix_reported_daily_figure_day"), "reported_daily", ["figure", "day"], unique=False)
    op.create_table(
        "reported_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("value", sa.BigInteger(), nullable=True, comment="running total of value"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_reported_daily_sum")),
        comment="Running totals beside reported_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "resource_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("catalogues", sa.BigInteger(), nullable=True, comment="running total of catalogues"),
        sa.Column("mounted", sa.BigInteger(), nullable=True, comment="running total of mounted"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_resource_daily_sum")),
        comment="Running totals beside resource_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "return_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        sa.Column("items", sa.BigInteger(), nullable=True, comment="running total of items"),
        sa.Column("records", sa.BigInteger(), nullable=True, comment="running total of records"),
        sa.Column("demo_rows", sa.BigInteger(), nullable=False, comment="running count of demo rows"),
        sa.Column("measured_rows", sa.BigInteger(), nullable=False, comment="running count of measured rows"),
        sa.Column("published_rows", sa.BigInteger(), nullable=False, comment="running count of published rows"),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_return_daily_sum")),
        comment="Running totals beside return_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the revision"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="target or cadence"),
        sa.Column(
            "code",
            sa.String(length=40),
            nullable=False,
            comment="code of the target, or of the source whose cadence it is",
        ),
        sa.Column(
            "value",
            sa.Numeric(precision=20, scale=4),
            nullable=False,
            comment="value of the target, or hours of the cadence",
        ),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="first day it holds"),
        sa.Column("author", sa.String(length=60), nullable=False, comment="who revised it"),
        sa.Column("reason", sa.String(length=200), nullable=False, comment="why"),
        sa.Column("revised_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.CheckConstraint("kind IN ('target', 'cadence')", name=op.f("ck_revision_kind")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_revision")),
        comment="Targets and agreed cadences as they were revised; the register holds what came before the first",
    )
    op.create_table(
        "side",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column(
            "mark",
            sa.String(length=16),
            nullable=False,
            comment="short digest of the id that both sides of an exchange have",
        ),
        sa.Column("state", sa.String(length=6), nullable=False, comment="waits, closed (alone) or done"),
        sa.Column("seen", sa.DateTime(), nullable=False, comment="when it first came, Asia/Shanghai"),
        sa.Column(
            "said", sa.Text(), nullable=True, comment="the side itself, as JSON; empty where the exchange is done"
        ),
        sa.PrimaryKeyConstraint("source", "mark", name=op.f("pk_side")),
        comment="Sides of exchanges that came alone, and for some days those that are done with",
    )
    op.create_index(op.f("ix_side_source_state_seen"), "side", ["source", "state", "seen"], unique=False)
    op.create_table(
        "target",
        sa.Column("code", sa.String(length=40), nullable=False, comment="target code"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column(
            "action_zh",
            sa.String(length=10),
            nullable=True,
            comment="what is done to reach it, such as 上线; 完成 where empty",
        ),
        sa.Column(
            "action_en",
            sa.String(length=20),
            nullable=True,
            comment="the same in English, such as online; done where empty",
        ),
        sa.Column(
            "metric",
            sa.String(length=60),
            nullable=True,
            comment="metric that is measured against it; empty until it is connected",
        ),
        sa.Column(
            "value",
            sa.Numeric(precision=20, scale=4),
            nullable=False,
            comment="value to be reached; a share is written from 0 to 1",
        ),
        sa.Column("unit_of_measure", sa.String(length=20), nullable=False, comment="unit of the value"),
        sa.Column("qualifier", sa.String(length=10), nullable=True, comment="as announced: 以上, 约 …"),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="first day it holds"),
        sa.Column(
            "due_on", sa.Date(), nullable=True, comment="day by which it is to be reached; empty for a standing target"
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_target_provenance")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_target")),
        comment="Targets, each with its day of effect",
    )
    op.create_table(
        "theme",
        sa.Column("code", sa.String(length=40), nullable=False, comment="theme code"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_theme")),
        comment="Themes of open datasets",
    )
    op.create_table(
        "unit",
        sa.Column("code", sa.String(length=40), nullable=False, comment="unit code, chosen by the city, never reused"),
        sa.Column(
            "level", sa.String(length=10), nullable=False, comment="municipal, county (counties and zones) or province"
        ),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column(
            "adcode",
            sa.String(length=6),
            nullable=True,
            comment="administrative division code; zones have none of their own",
        ),
        sa.Column(
            "tile_row", sa.Integer(), nullable=True, comment="row on the tile map, from 1; counties and zones only"
        ),
        sa.Column(
            "tile_column",
            sa.Integer(),
            nullable=True,
            comment="column on the tile map, from 1; counties and zones only",
        ),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("level IN ('municipal', 'county', 'province')", name=op.f("ck_unit_level")),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_unit_provenance")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_unit")),
        comment="Every department, county, zone and the province",
    )
    op.create_table(
        "wording",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False, comment="number of the wording"),
        sa.Column("metric", sa.String(length=60), nullable=False, comment="metric whose definition it words"),
        sa.Column("text_zh", sa.String(length=400), nullable=False, comment="definition in Chinese"),
        sa.Column("text_en", sa.String(length=600), nullable=False, comment="definition in English"),
        sa.Column("effective_on", sa.Date(), nullable=False, comment="first day it holds"),
        sa.Column("author", sa.String(length=60), nullable=False, comment="who worded it"),
        sa.Column("reason", sa.String(length=200), nullable=False, comment="why"),
        sa.Column("worded_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_wording")),
        comment="Definitions as they were worded anew; what the cockpit declares holds before the first",
    )
    op.create_table(
        "world",
        sa.Column("name", sa.String(length=20), nullable=False, comment="data_version, marks, city or clock"),
        sa.Column("value", sa.Text(), nullable=False, comment="its value"),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_world")),
        comment="What is true of the whole database",
    )
    op.create_table(
        "endpoint",
        sa.Column("code", sa.String(length=40), nullable=False, comment="endpoint code"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit whose room it is"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="name of the room"),
        sa.Column("connected_on", sa.Date(), nullable=False, comment="day it was connected"),
        sa.Column("state", sa.String(length=12), nullable=False, comment="newest state: online, offline or adjusting"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_endpoint_provenance")),
        sa.CheckConstraint("state IN ('online', 'offline', 'adjusting')", name=op.f("ck_endpoint_state")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_endpoint_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_endpoint")),
        comment="Rooms connected to the government video-meeting system",
    )
    op.create_table(
        "flow_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("provider", sa.String(length=40), nullable=False, comment="unit whose data it is"),
        sa.Column("consumer", sa.String(length=40), nullable=False, comment="unit that receives it"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="file, table or api"),
        sa.Column("scenario", sa.String(length=40), nullable=False, comment="scenario code, or 'other'"),
        sa.Column("exchanges", sa.BigInteger(), nullable=False, comment="sum: exchanges"),
        sa.Column("failed", sa.BigInteger(), nullable=False, comment="sum: exchanges that failed"),
        sa.Column(
            "records",
            sa.BigInteger(),
            nullable=True,
            comment="sum: records transferred; empty where the platform does not say",
        ),
        sa.Column(
            "bytes",
            sa.BigInteger(),
            nullable=True,
            comment="sum: bytes transferred; empty where the platform does not say",
        ),
        sa.Column("ms_upto_10", sa.BigInteger(), nullable=False, comment="sum: exchanges that took at most 10 ms"),
        sa.Column(
            "ms_upto_25",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 10 and at most 25 ms",
        ),
        sa.Column(
            "ms_upto_50",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 25 and at most 50 ms",
        ),
        sa.Column(
            "ms_upto_100",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 50 and at most 100 ms",
        ),
        sa.Column(
            "ms_upto_250",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 100 and at most 250 ms",
        ),
        sa.Column(
            "ms_upto_500",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 250 and at most 500 ms",
        ),
        sa.Column(
            "ms_upto_1000",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 500 and at most 1000 ms",
        ),
        sa.Column(
            "ms_upto_2500",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 1000 and at most 2500 ms",
        ),
        sa.Column(
            "ms_upto_5000",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 2500 and at most 5000 ms",
        ),
        sa.Column(
            "ms_upto_10000",
            sa.BigInteger(),
            nullable=False,
            comment="sum: exchanges that took more than 5000 and at most 10000 ms",
        ),
        sa.Column(
            "ms_above_10000", sa.BigInteger(), nullable=False, comment="sum: exchanges that took more than 10000 ms"
        ),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("kind IN ('file', 'table', 'api')", name=op.f("ck_flow_daily_kind")),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_flow_daily_provenance")),
        sa.ForeignKeyConstraint(["consumer"], ["unit.code"], name=op.f("fk_flow_daily_consumer")),
        sa.ForeignKeyConstraint(["provider"], ["unit.code"], name=op.f("fk_flow_daily_provider")),
        sa.PrimaryKeyConstraint(
            "day", "provider", "consumer", "kind", "scenario", "delivered_by", name=op.f("pk_flow_daily")
        ),
        comment="Sharing flows: what went over the exchange platform on a day",
    )
    op.create_index(op.f("ix_flow_daily_consumer_day"), "flow_daily", ["consumer", "day"], unique=False)
    op.create_index(op.f("ix_flow_daily_kind_day"), "flow_daily", ["kind", "day"], unique=False)
    op.create_index(op.f("ix_flow_daily_provider_day"), "flow_daily", ["provider", "day"], unique=False)
    op.create_index(op.f("ix_flow_daily_scenario_day"), "flow_daily", ["scenario", "day"], unique=False)
    op.create_table(
        "library_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("library", sa.String(length=40), nullable=False, comment="base library"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="contributing unit"),
        sa.Column("records", sa.BigInteger(), nullable=False, comment="level: records in the library from this unit"),
        sa.Column("items_catalogued", sa.BigInteger(), nullable=False, comment="level: items catalogued"),
        sa.Column(
            "items_stored", sa.BigInteger(), nullable=True, comment="level: items stored; empty where not published"
        ),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_library_daily_provenance")),
        sa.ForeignKeyConstraint(["library"], ["library.code"], name=op.f("fk_library_daily_library")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_library_daily_unit")),
        sa.PrimaryKeyConstraint("day", "library", "unit", "delivered_by", name=op.f("pk_library_daily")),
        comment="Volumes of the base libraries; a row is due on days on which something changed",
    )
    op.create_index(op.f("ix_library_daily_library_day"), "library_daily", ["library", "day"], unique=False)
    op.create_index(op.f("ix_library_daily_unit_day"), "library_daily", ["unit", "day"], unique=False)
    op.create_table(
        "library_item",
        sa.Column("code", sa.String(length=40), nullable=False, comment="item code"),
        sa.Column("library", sa.String(length=40), nullable=False, comment="library it belongs to"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit that answers for it"),
        sa.Column("title_zh", sa.String(length=200), nullable=False, comment="title in Chinese"),
        sa.Column("catalogued_on", sa.Date(), nullable=False, comment="day it was catalogued"),
        sa.Column(
            "stored_on",
            sa.Date(),
            nullable=True,
            comment="day its data was stored; empty where not stored or not published",
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_library_item_provenance")),
        sa.ForeignKeyConstraint(["library"], ["library.code"], name=op.f("fk_library_item_library")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_library_item_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_library_item")),
        comment="Catalogue items of the libraries, 已梳理 and 已入库",
    )
    op.create_table(
        "meeting",
        sa.Column("code", sa.String(length=40), nullable=False, comment="meeting code"),
        sa.Column("host", sa.String(length=40), nullable=False, comment="unit that called it"),
        sa.Column("title_zh", sa.String(length=200), nullable=False, comment="title in Chinese"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column(
            "hour", sa.Integer(), nullable=True, comment="hour it began, 0 to 23; empty where only the day is known"
        ),
        sa.Column("minutes", sa.Integer(), nullable=True, comment="how long it took; empty where not known"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_meeting_provenance")),
        sa.ForeignKeyConstraint(["host"], ["unit.code"], name=op.f("fk_meeting_host")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_meeting")),
        comment="Meetings on the video-meeting system",
    )
    op.create_index(op.f("ix_meeting_day"), "meeting", ["day"], unique=False)
    op.create_table(
        "meeting_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit"),
        sa.Column("held", sa.BigInteger(), nullable=True, comment="sum: meetings that this unit called"),
        sa.Column("minutes", sa.BigInteger(), nullable=True, comment="sum: minutes of those meetings"),
        sa.Column("invited", sa.BigInteger(), nullable=True, comment="sum: invitations of this unit to any meeting"),
        sa.Column("attended", sa.BigInteger(), nullable=True, comment="sum: of these, attended"),
        sa.Column("faults", sa.BigInteger(), nullable=True, comment="sum: faults of its rooms"),
        sa.Column("endpoints", sa.BigInteger(), nullable=True, comment="level: connected rooms"),
        sa.Column("endpoints_online", sa.BigInteger(), nullable=True, comment="level: of these, online"),
        sa.Column("endpoints_adjusting", sa.BigInteger(), nullable=True, comment="level: of these, being adjusted"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_meeting_daily_provenance")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_meeting_daily_unit")),
        sa.PrimaryKeyConstraint("day", "unit", "delivered_by", name=op.f("pk_meeting_daily")),
        comment="Meeting activity by unit; a row is due on days on which something happened or changed, "
        "and a source fills what it knows and leaves the rest empty",
    )
    op.create_index(op.f("ix_meeting_daily_unit_day"), "meeting_daily", ["unit", "day"], unique=False)
    op.create_table(
        "open_dataset",
        sa.Column("code", sa.String(length=40), nullable=False, comment="dataset code"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit that opens it"),
        sa.Column("theme", sa.String(length=40), nullable=False, comment="theme"),
        sa.Column("title_zh", sa.String(length=200), nullable=False, comment="title in Chinese"),
        sa.Column("formats", sa.String(length=80), nullable=False, comment="formats, separated by spaces"),
        sa.Column(
            "published_on", sa.Date(), nullable=True, comment="day it was opened; empty where the portal does not say"
        ),
        sa.Column(
            "updated_on",
            sa.Date(),
            nullable=True,
            comment="day of its newest data; empty where the portal does not say",
        ),
        sa.Column(
            "cadence_days",
            sa.Integer(),
            nullable=True,
            comment="agreed days between updates; empty where nothing is agreed",
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_open_dataset_provenance")),
        sa.ForeignKeyConstraint(["theme"], ["theme.code"], name=op.f("fk_open_dataset_theme")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_open_dataset_unit")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_open_dataset")),
        comment="Datasets on the public open data portal",
    )
    op.create_table(
        "opening_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit that opens"),
        sa.Column("theme", sa.String(length=40), nullable=False, comment="theme"),
        sa.Column("datasets", sa.BigInteger(), nullable=True, comment="level: open datasets"),
        sa.Column(
            "datasets_dated",
            sa.BigInteger(),
            nullable=True,
            comment="level: of these, with a known day of update and an agreed cadence",
        ),
        sa.Column(
            "updated_on_time",
            sa.BigInteger(),
            nullable=True,
            comment="level: of these, updated within the agreed cadence",
        ),
        sa.Column("downloads", sa.BigInteger(), nullable=True, comment="sum: downloads"),
        sa.Column("api_calls", sa.BigInteger(), nullable=True, comment="sum: calls of open interfaces"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_opening_daily_provenance")),
        sa.ForeignKeyConstraint(["theme"], ["theme.code"], name=op.f("fk_opening_daily_theme")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_opening_daily_unit")),
        sa.PrimaryKeyConstraint("day", "unit", "theme", "delivered_by", name=op.f("pk_opening_daily")),
        comment="Open data by unit and theme; a source fills what it knows and leaves the rest empty",
    )
    op.create_index(op.f("ix_opening_daily_theme_day"), "opening_daily", ["theme", "day"], unique=False)
    op.create_index(op.f("ix_opening_daily_unit_day"), "opening_daily", ["unit", "day"], unique=False)
    op.create_table(
        "resource_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="providing unit"),
        sa.Column("kind", sa.String(length=10), nullable=False, comment="file, table or api"),
        sa.Column("catalogues", sa.BigInteger(), nullable=False, comment="level: catalogue entries"),
        sa.Column("mounted", sa.BigInteger(), nullable=False, comment="level: mounted resources"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("kind IN ('file', 'table', 'api')", name=op.f("ck_resource_daily_kind")),
        sa.CheckConstraint(
            "provenance IN ('published', 'measured', 'demo')", name=op.f("ck_resource_daily_provenance")
        ),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_resource_daily_unit")),
        sa.PrimaryKeyConstraint("day", "unit", "kind", "delivered_by", name=op.f("pk_resource_daily")),
        comment="Catalogue and mounted resources; a row is due on days on which something changed",
    )
    op.create_index(op.f("ix_resource_daily_kind_day"), "resource_daily", ["kind", "day"], unique=False)
    op.create_index(op.f("ix_resource_daily_unit_day"), "resource_daily", ["unit", "day"], unique=False)
    op.create_table(
        "return_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit that returns, the province"),
        sa.Column("items", sa.BigInteger(), nullable=False, comment="level: data items returned"),
        sa.Column("records", sa.BigInteger(), nullable=False, comment="level: records returned"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_return_daily_provenance")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_return_daily_unit")),
        sa.PrimaryKeyConstraint("day", "unit", "delivered_by", name=op.f("pk_return_daily")),
        comment="Provincial returns",
    )
    op.create_index(op.f("ix_return_daily_unit_day"), "return_daily", ["unit", "day"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("code", sa.String(length=40), nullable=False, comment="scenario code"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column("consumer_zh", sa.String(length=120), nullable=False, comment="whom the data is for"),
        sa.Column("consumer_en", sa.String(length=160), nullable=False, comment="whom the data is for, in English"),
        sa.Column(
            "consumer",
            sa.String(length=40),
            nullable=True,
            comment="the consumer, where it is one unit of the register",
        ),
        sa.Column(
            "state", sa.String(length=10), nullable=False, comment="shared 已共享, connecting 对接中 or requested 需求"
        ),
        sa.Column("note_zh", sa.String(length=80), nullable=True, comment="providers as far as they are published"),
        sa.Column("note_en", sa.String(length=120), nullable=True, comment="the same in English"),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_scenario_provenance")),
        sa.CheckConstraint("state IN ('shared', 'connecting', 'requested')", name=op.f("ck_scenario_state")),
        sa.ForeignKeyConstraint(["consumer"], ["unit.code"], name=op.f("fk_scenario_consumer")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_scenario")),
        comment="What sharing is for; published volumes of scenarios are never added up",
    )
    op.create_table(
        "source",
        sa.Column("code", sa.String(length=40), nullable=False, comment="source code"),
        sa.Column("name_zh", sa.String(length=120), nullable=False, comment="full name in Chinese"),
        sa.Column("short_zh", sa.String(length=40), nullable=False, comment="name as it stands on the wall"),
        sa.Column("name_en", sa.String(length=160), nullable=False, comment="name in English"),
        sa.Column(
            "short_en",
            sa.String(length=40),
            nullable=True,
            comment="English name as it stands on the wall; the full one where empty",
        ),
        sa.Column("owner", sa.String(length=40), nullable=False, comment="unit that answers for it"),
        sa.Column(
            "subject",
            sa.String(length=40),
            nullable=True,
            comment="subject that it feeds, such as sharing; empty: several, or none",
        ),
        sa.Column("cadence_hours", sa.Integer(), nullable=False, comment="agreed hours between deliveries"),
        sa.Column("position", sa.Integer(), nullable=False, comment="order in lists, from 1"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.ForeignKeyConstraint(["owner"], ["unit.code"], name=op.f("fk_source_owner")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_source")),
        comment="Where data comes from, with the agreed cadence",
    )
    op.create_table(
        "withdrawal",
        sa.Column("remark", sa.Integer(), nullable=False, comment="remark that is withdrawn"),
        sa.Column("author", sa.String(length=60), nullable=False, comment="who withdrew it"),
        sa.Column("reason", sa.String(length=200), nullable=False, comment="why"),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=False, comment="when, Asia/Shanghai"),
        sa.ForeignKeyConstraint(["remark"], ["remark.number"], name=op.f("fk_withdrawal_remark")),
        sa.PrimaryKeyConstraint("remark", name=op.f("pk_withdrawal")),
        comment="Remarks that no longer stand; what they said is kept",
    )
    op.create_table(
        "meeting_unit",
        sa.Column("meeting", sa.String(length=40), nullable=False, comment="meeting"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="unit that was invited"),
        sa.Column("attended", sa.Integer(), nullable=False, comment="1 where its room was connected, else 0"),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_meeting_unit_provenance")),
        sa.ForeignKeyConstraint(["meeting"], ["meeting.code"], name=op.f("fk_meeting_unit_meeting")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_meeting_unit_unit")),
        sa.PrimaryKeyConstraint("meeting", "unit", name=op.f("pk_meeting_unit")),
        comment="Units that take part in a meeting",
    )
    op.create_table(
        "source_mark",
        sa.Column("source", sa.String(length=40), nullable=False, comment="source"),
        sa.Column(
            "newest_at",
            sa.DateTime(),
            nullable=True,
            comment="newest accepted data, Asia/Shanghai; empty: not connected",
        ),
        sa.Column("read_at", sa.DateTime(), nullable=True, comment="last attempt to read, Asia/Shanghai"),
        sa.Column(
            "failure",
            sa.String(length=200),
            nullable=True,
            comment="why the last attempt failed, in English; empty where it did not",
        ),
        sa.Column(
            "failure_zh",
            sa.String(length=200),
            nullable=True,
            comment="the same in Chinese; the English is shown where empty",
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment=DELIVERED_BY,
        ),
        sa.CheckConstraint("provenance IN ('published', 'measured', 'demo')", name=op.f("ck_source_mark_provenance")),
        sa.ForeignKeyConstraint(["source"], ["source.code"], name=op.f("fk_source_mark_source")),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_source_mark")),
        comment="How far each source has been read",
    )
