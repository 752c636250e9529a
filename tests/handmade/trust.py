"""All tables together, and the reconciliations over them."""

from __future__ import annotations

from cockpit.board.records import BoardReconciliation, ReconciliationPart, Row
from cockpit.board.tables.sharing import added
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.metrics.reconciliation import RECONCILIATIONS as DECLARED
from cockpit.metrics.reconciliation import Reconciliation as Declared
from cockpit.metrics.reconciliation import Verdict
from cockpit.metrics.subject import place_of
from cockpit.store.vocabulary import Provenance
from tests.handmade.agreed import PUBLISHED, QUIET, TARGETS
from tests.handmade.figures import DAY, VALUES
from tests.handmade.meetings import ENDPOINT_STATES, MEETING_HOSTS, MEETING_HOURS
from tests.handmade.opening import COUNTIES, LEVELS, THEMES, UNIT_OPENING
from tests.handmade.registers import BUREAU
from tests.handmade.sharing import FLOW_KINDS, RESOURCES, SCENARIOS, UNIT_SHARING, flows, side
from tests.handmade.volumes import LIBRARIES, THEMATIC, UNIT_VOLUMES

UNITS = {
    row.code: Row(row.code, row.name, row.short, attributes={"level": row.attributes["level"]})
    for row in (*COUNTIES, *UNIT_SHARING, *UNIT_VOLUMES, *UNIT_OPENING)
}
TABLES: dict[str, tuple[Row, ...]] = {
    "libraries": LIBRARIES,
    "thematic": THEMATIC,
    "resources": RESOURCES,
    "scenarios": SCENARIOS,
    "flows": flows(),
    "providers": side("providers"),
    "consumers": side("consumers"),
    "flow_kinds": FLOW_KINDS,
    "unit_sharing": UNIT_SHARING,
    "unit_volumes": UNIT_VOLUMES,
    "levels": LEVELS,
    "counties": COUNTIES,
    "themes": THEMES,
    "unit_opening": UNIT_OPENING,
    "meeting_hours": MEETING_HOURS,
    "meeting_hosts": MEETING_HOSTS,
    "endpoint_states": ENDPOINT_STATES,
    "targets": TARGETS,
    "published": PUBLISHED,
    "quiet": QUIET,
    "units": tuple(UNITS.values()),
}


# name: the published whole and the verdict on it
RECKONED = {
    "volumes.records": (
        Number(600_000_000, "record", DAY, Provenance.PUBLISHED, published_qualifier="多", published=600_000_000),
        Verdict.AGREED,
    ),
    "volumes.departments": (VALUES["volumes.departments"], Verdict.OVERLAPS),
    "volumes.items": (VALUES["volumes.items_confirmed"], Verdict.DIFFERS),
    "sharing.resources": (VALUES["sharing.resources"], Verdict.DIFFERS),
    "meetings.units": (VALUES["meetings.units"], Verdict.AGREED),
    "opening.levels": (VALUES["opening.datasets"], Verdict.AGREED),
}

SPLIT = {"library": "libraries", "kind": "resources", "level": "levels"}
"""Which table holds the parts by each dimension."""


def reconciliations() -> tuple[BoardReconciliation, ...]:
    """One of every reconciliation that is declared; of an unknown whole where none is on the pictures."""
    return tuple(sorted(map(reconciliation, DECLARED), key=lambda one: place_of(one.subject)))


def reconciliation(declared: Declared) -> BoardReconciliation:
    blank = unknown(METRICS[declared.whole].unit, Note.NOT_PUBLISHED, DAY)
    whole, verdict = RECKONED.get(declared.name, (blank, Verdict.UNKNOWN))
    parts = parts_of(declared)
    total = added(part.number for part in parts) if parts else unknown(whole.unit, Note.NO_DATA, DAY)
    apart = None if whole.value is None or total.value is None else int(whole.value) - int(total.value)
    return BoardReconciliation(
        name=declared.name,
        subject=declared.subject,
        title=declared.title,
        part_metric=declared.part,
        whole_metric=declared.whole,
        dimension=declared.dimension,
        parts=parts,
        total=total,
        whole=whole,
        publisher=BUREAU,
        difference=apart,
        share=None if apart is None or not whole.value else abs(apart) / whole.value,
        verdict=verdict,
        remark=declared.remark,
    )


def parts_of(declared: Declared) -> tuple[ReconciliationPart, ...]:
    rows = TABLES[SPLIT[declared.dimension]] if declared.dimension in SPLIT else ()
    known = [(row, row.numbers[declared.part]) for row in rows if declared.part in row.numbers]
    return tuple(ReconciliationPart(row.code, row.name, number) for row, number in known if number.value is not None)
