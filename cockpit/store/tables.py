"""Every table of the exchange database in one place to import from; their comments are the contract."""

from cockpit.store.columns import PROVENANCES, metadata
from cockpit.store.facts import (
    flow_daily,
    library_daily,
    meeting_daily,
    opening_daily,
    reported_daily,
    resource_daily,
    return_daily,
)
from cockpit.store.intake import intake, part, quarantine, read_file, side
from cockpit.store.ledger import (
    calendar_day,
    digest,
    load,
    register_copy,
    world,
)
from cockpit.store.registers import (
    endpoint,
    library,
    library_item,
    meeting,
    meeting_unit,
    open_dataset,
    published_figure,
    scenario,
    source,
    source_mark,
    target,
    theme,
    unit,
)
from cockpit.store.written import remark, revision

__all__ = [
    "PROVENANCES",
    "calendar_day",
    "digest",
    "endpoint",
    "flow_daily",
    "intake",
    "library",
    "library_daily",
    "library_item",
    "load",
    "meeting",
    "meeting_daily",
    "meeting_unit",
    "metadata",
    "open_dataset",
    "opening_daily",
    "part",
    "published_figure",
    "quarantine",
    "read_file",
    "register_copy",
    "remark",
    "reported_daily",
    "resource_daily",
    "return_daily",
    "revision",
    "scenario",
    "side",
    "source",
    "source_mark",
    "target",
    "theme",
    "unit",
    "world",
]
