"""The clock of the week: it waits for Monday morning in Shanghai, and looks every hour whether something was missed."""

from __future__ import annotations

import logging
import signal
from collections.abc import Callable
from datetime import datetime
from typing import Any

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger

from cockpit.calendar import SHANGHAI
from cockpit.snapshot.weekly_plan import Seal

HOURLY = 17
"""The minute at which it is looked whether something was missed; not the full hour, when everybody else runs."""


def trigger(seal: Seal) -> CronTrigger:
    clock = seal.clock
    return CronTrigger(day_of_week=seal.weekday[:3], hour=clock.hour, minute=clock.minute, timezone=SHANGHAI)


def next_time(seal: Seal, after: datetime) -> datetime:
    """The next moment at which a week is sealed."""
    found: datetime | None = trigger(seal).get_next_fire_time(None, after)
    assert found is not None
    return found


def wait(seal: Seal, work: Callable[[], Any], *, ready: Callable[[], Any]) -> None:
    """Work at once, on its day, and every hour for what was missed; until the process is asked to end.

    `ready` is called once it can be asked to.
    """
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    scheduler = BlockingScheduler(timezone=SHANGHAI)
    options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    scheduler.add_job(work, trigger(seal), id="week", **options)
    scheduler.add_job(work, CronTrigger(minute=HOURLY, timezone=SHANGHAI), id="missed", **options)
    scheduler.add_job(work, id="now", **options)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: scheduler.shutdown(wait=False))
    ready()
    scheduler.start()
