"""The share of refused rows above which a whole load is refused."""

from __future__ import annotations

from cockpit.errors import LoadRefused
from cockpit.ingest.source_kind import Delivery, Options


class TooMany(LoadRefused):
    """More rows were refused than the source allows; carries them for the quarantine."""

    def __init__(self, happened: str, remedy: str, delivery: Delivery, *, zh: str) -> None:
        super().__init__(happened, remedy, zh=zh)
        self.delivery = delivery


def check(name: str, options: Options, delivery: Delivery) -> None:
    """TooMany where more was refused than the source allows."""
    refused = len(delivery.refused)
    if refused and refused > options.refuse_above * delivery.rows:
        first = delivery.refused[0]
        raise TooMany(
            f"{refused:,} of {delivery.rows:,} rows were refused, such as {first.place}"
            f"{'' if first.line is None else f' line {first.line}'}: {first.reason}",
            f"Correct them (cockpit quarantine list {name}), or raise refuse_above. The old facts stay.",
            delivery,
            zh=f"{delivery.rows:,}行中有{refused:,}行被拒收，如{first.place}"
            f"{'' if first.line is None else f'第{first.line}行'}：{first.reason_zh}",
        )
