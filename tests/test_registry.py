"""Shelves."""

from dataclasses import dataclass

import pytest

from cockpit.errors import NameTaken, NameUnknown
from cockpit.metrics.metric import METRICS
from cockpit.registry import Registry


@dataclass(frozen=True)
class Thing:
    name: str


def registry() -> Registry[Thing]:
    return Registry("thing", "cockpit.metrics.subjects")


def test_two_things_of_one_name_are_refused():
    things = registry()
    things.declare(Thing("lamp"))
    with pytest.raises(NameTaken, match="'lamp'"):
        things.declare(Thing("lamp"))


def test_an_unknown_name_is_answered_with_the_nearest():
    with pytest.raises(NameUnknown, match=r"The nearest is 'volumes\.records'"):
        METRICS["volumes.record"]


def test_an_empty_shelf_says_so():
    with pytest.raises(NameUnknown, match="The registry is empty"):
        registry()["lamp"]


def test_a_shelf_reads_its_folder_by_itself():
    assert "sharing.records" in METRICS
    assert len(METRICS) == len(METRICS.names()) >= 40
