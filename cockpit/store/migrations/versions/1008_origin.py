"""Where a number comes from: provenance counted by measure, bounds of figures, ranks of sources, thematic libraries"""

import sqlalchemy as sa
from alembic import op

revision = "1008"
down_revision = "1007"
branch_labels = None
depends_on = None

ORIGINS = {
    "library_daily_sum": ("level", "items_stored"),
    "resource_daily_sum": ("level",),
    "reported_daily_sum": ("level",),
    "flow_daily_sum": ("records", "bytes"),
    "opening_daily_sum": ("datasets", "datasets_dated", "updated_on_time", "downloads", "api_calls"),
    "meeting_daily_sum": (
        *("endpoints", "endpoints_online", "endpoints_adjusting"),
        *("held", "minutes", "invited", "attended", "faults"),
    ),
    "return_daily_sum": ("level",),
}
HELD = ("records", "items", "users")


def upgrade() -> None:
    for table, groups in ORIGINS.items():
        for column in _origins(groups):
            op.add_column(table, column)
        for column in _added(groups):
            op.add_column(f"{table}_offset", column)
    _bounds()
    op.add_column(
        "source",
        sa.Column(
            "precedence",
            sa.Integer(),
            nullable=True,
            comment="rank among sources of one key of a level, 1 counts first; empty: refused",
        ),
    )
    _thematic()
    _thematic_sums()
    _thematic_offsets()


def _origins(groups: tuple[str, ...]) -> list[sa.Column[int]]:
    """Nothing is counted in them until the sums are added up again, which whoever migrates does at once."""
    return [
        sa.Column(
            f"{group}_{word}",
            sa.BigInteger(),
            server_default="0",
            nullable=False,
            comment=f"running count of {word} rows " + ("that hold" if group == "level" else f"that say {group}"),
        )
        for group in groups
        for word in ("demo", "measured")
    ]


def _added(groups: tuple[str, ...]) -> list[sa.Column[int]]:
    return [
        sa.Column(name, sa.BigInteger(), server_default="0", nullable=False, comment=f"added to {name}")
        for name in (f"{group}_{word}" for group in groups for word in ("demo", "measured"))
    ]


def _bounds() -> None:
    for name in ("low", "high"):
        comment = f"{name}est that agrees; empty: by qualifier"
        op.add_column("published_figure", sa.Column(name, sa.BigInteger(), nullable=True, comment=comment))


def _thematic() -> None:
    op.create_table(
        "thematic_daily",
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("library", sa.String(length=40), nullable=False, comment="thematic library"),
        sa.Column("unit", sa.String(length=40), nullable=False, comment="contributing unit"),
        sa.Column("records", sa.BigInteger(), nullable=True, comment="level: records in the library from this unit"),
        sa.Column("items", sa.BigInteger(), nullable=True, comment="level: data items in the library from this unit"),
        sa.Column(
            "users", sa.BigInteger(), nullable=True, comment="level: accounts of this unit that may use the library"
        ),
        sa.Column(
            "delivered_by",
            sa.String(length=40),
            server_default="hand",
            nullable=False,
            comment="source that delivered the row, filled by the load; 'hand' where the table was filled by other "
            "means",
        ),
        sa.Column("provenance", sa.String(length=10), nullable=False, comment="published, measured or demo"),
        sa.CheckConstraint(
            "provenance IN ('published', 'measured', 'demo')", name=op.f("ck_thematic_daily_provenance")
        ),
        sa.ForeignKeyConstraint(["library"], ["library.code"], name=op.f("fk_thematic_daily_library")),
        sa.ForeignKeyConstraint(["unit"], ["unit.code"], name=op.f("fk_thematic_daily_unit")),
        sa.PrimaryKeyConstraint("day", "library", "unit", "delivered_by", name=op.f("pk_thematic_daily")),
        comment="Volumes and users of the thematic libraries, apart from the base libraries; a row is due on days on "
        "which something changed, and a source fills what it knows and leaves the rest empty",
    )
    for name in ("library", "unit"):
        op.create_index(op.f(f"ix_thematic_daily_{name}_day"), "thematic_daily", [name, "day"], unique=False)


def _thematic_sums() -> None:
    counts = ("demo_rows", "measured_rows", "published_rows")
    op.create_table(
        "thematic_daily_sum",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("day", sa.Date(), nullable=False, comment="day in Asia/Shanghai"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        *(sa.Column(name, sa.BigInteger(), nullable=True, comment=f"running total of {name}") for name in HELD),
        *(
            sa.Column(
                name,
                sa.BigInteger(),
                nullable=False,
                comment=f"running count of {name.removesuffix('_rows')} rows",
            )
            for name in counts
        ),
        *(_without_default(column) for column in _origins(HELD)),
        sa.PrimaryKeyConstraint("dimension", "day", "member", name=op.f("pk_thematic_daily_sum")),
        comment="Running totals beside thematic_daily, kept in the same transaction",
        sqlite_with_rowid=False,
    )


def _thematic_offsets() -> None:
    counts = ("demo_rows", "measured_rows", "published_rows")
    op.create_table(
        "thematic_daily_sum_offset",
        sa.Column("dimension", sa.String(length=10), nullable=False, comment="city, or what it is summed by"),
        sa.Column("since", sa.Date(), nullable=False, comment="first day it is added to"),
        sa.Column("member", sa.String(length=81), nullable=False, comment="member of the dimension"),
        *(sa.Column(name, sa.BigInteger(), nullable=True, comment=f"added to {name}; empty: nothing") for name in HELD),
        *(sa.Column(name, sa.BigInteger(), nullable=False, comment=f"added to {name}") for name in counts),
        *(_without_default(column) for column in _added(HELD)),
        sa.PrimaryKeyConstraint("dimension", "since", "member", name=op.f("pk_thematic_daily_sum_offset")),
        comment="What late rows add to all running totals of thematic_daily_sum from a day on",
        sqlite_with_rowid=False,
    )


def _without_default(column: sa.Column[int]) -> sa.Column[int]:
    column.server_default = None
    return column
