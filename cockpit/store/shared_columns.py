"""The columns that many tables share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
)

from cockpit.store.vocabulary import Measured, Provenance

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

PROVENANCES = tuple(Provenance)
"""From best to worst; a number is as good as the worst row in it."""


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def code(comment: str, **options: Any) -> Column[str]:
    return Column("code", String(40), primary_key=True, comment=comment, **options)


def key(name: str, target: str, comment: str, **options: Any) -> Column[str]:
    return Column(name, String(40), ForeignKey(f"{target}.code"), comment=comment, **options)


def names() -> list[Column[Any]]:
    return [
        Column("name_zh", String(120), nullable=False, comment="full name in Chinese"),
        Column("short_zh", String(40), nullable=False, comment="name as it stands on the wall"),
        Column("name_en", String(160), nullable=False, comment="name in English"),
        Column("short_en", String(40), comment="English name as it stands on the wall; the full one where empty"),
    ]


def position() -> Column[int]:
    return Column("position", Integer, nullable=False, comment="order in lists, from 1")


def provenance() -> Column[str]:
    return Column("provenance", String(10), nullable=False, comment="published, measured or demo")


def day_key() -> Column[Any]:
    return Column("day", Date, primary_key=True, comment="day in Asia/Shanghai")


def whole(
    name: str,
    comment: str,
    *,
    nullable: bool = False,
    within: str | None = None,
    measured: Measured = Measured.COUNT,
    counted_in: tuple[str, ...] = (),
) -> Column[int]:
    """`within` names the column of which this one counts a part, so that it is never more.

    `counted_in` are the words that people count its things in, such as 条; empty where they use many.
    """
    info = {MEASURED: measured, COUNTED_IN: counted_in, **({WITHIN: within} if within else {})}
    return Column(name, BigInteger, nullable=nullable, comment=comment, info=info)


def measured_in(column: Column[Any]) -> Measured:
    """In what an amount is counted."""
    return Measured(column.info.get(MEASURED, Measured.COUNT))


RECORDS = ("条", "条记录", "条数据", "record", "records")
ITEMS = ("项", "个", "数据项", "目录项", "item", "items")
USERS = ("个", "人", "账号", "用户", "user", "users", "account", "accounts")
DELIVERED_BY, WITHIN, MEASURED, COUNTED_IN = "delivered_by", "within", "measured", "counted_in"


def delivered_by(*, key: bool) -> Column[str]:
    """In a fact it is part of the key: what two sources say of the same units on the same day is added up."""
    comment = "source that delivered the row, filled by the load; 'hand' where the table was filled by other means"
    return Column(DELIVERED_BY, String(40), primary_key=key, nullable=False, server_default="hand", comment=comment)
