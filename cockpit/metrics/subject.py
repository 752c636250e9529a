"""What a subject is: an area that the city steers by, or what stands beside the areas (targets, trust)."""

from __future__ import annotations

from dataclasses import dataclass

from cockpit.registry import Registry
from cockpit.units import Text
from cockpit.units.messages import translated_fields


@dataclass(frozen=True)
class Subject:
    """`name` is the part of a metric's name before the dot. `order` is its place among the subjects on every surface.

    An `area` has a page of its own on the desk and a scene on the wall; the others are shown within other pages.
    `data` is what its sources deliver; data of its title where that is said by none.
    """

    name: str
    title: Text
    order: int
    area: bool = True
    data: Text | None = None


SUBJECTS: Registry[Subject] = Registry("subject", "cockpit.metrics.subjects")


def declare(subject: Subject) -> Subject:
    """Adds it, with the translations that catalogues have; NameTaken where another one has its name."""
    return SUBJECTS.declare(translated_fields("subject", subject))


def subjects() -> tuple[Subject, ...]:
    """All of them in their order."""
    return tuple(sorted(SUBJECTS, key=lambda one: (one.order, one.name)))


def areas() -> tuple[Subject, ...]:
    """Those with a page and a scene of their own, in their order."""
    return tuple(one for one in subjects() if one.area)


def is_area(name: str) -> bool:
    return name in SUBJECTS and SUBJECTS[name].area


def subject_of(name: str) -> str:
    """The subject of a metric, an alert or a reconciliation: its name is subject.what."""
    return name.partition(".")[0]


def place_of(name: str) -> tuple[int, str]:
    """Sorts names of metrics or subjects by subject."""
    subject = subject_of(name)
    return (SUBJECTS[subject].order if subject in SUBJECTS else len(SUBJECTS) + 1000, subject)


def data_of(name: str) -> Text:
    """What units deliver for a subject."""
    said = SUBJECTS[name].data if name in SUBJECTS else None
    title = title_of(name)
    return said or Text(f"{title.zh}数据", f"{title.en.lower()} data")


def title_of(name: str) -> Text:
    """The title of a subject; its name where a sealed board holds one that is no longer declared."""
    return SUBJECTS[name].title if name in SUBJECTS else Text(name, name)
