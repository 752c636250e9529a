"""What every metric and every reconciliation must satisfy."""

import re
from pathlib import Path

import pytest

from cockpit.ingest.city import read
from cockpit.metrics import handbook
from cockpit.metrics.metric import GOOD, METRICS, Metric
from cockpit.metrics.reconciliation import RECONCILIATIONS
from cockpit.settings import ROOT
from cockpit.store.sums import FACTS
from cockpit.units import UNITS

EVERY = [METRICS[name] for name in METRICS.names()]
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(params=EVERY, ids=lambda metric: metric.name)
def metric(request) -> Metric:
    return request.param


def test_it_is_named_by_panel_and_noun(metric):
    assert re.fullmatch(r"(volumes|sharing|opening|meetings|targets|trust)\.[a-z][a-z0-9_]+", metric.name)


def test_it_says_what_it_is_in_both_languages(metric):
    for text in (metric.title, metric.definition, metric.formula):
        assert re.search(r"[\u4e00-\u9fff]", text.zh), metric.name
        assert not re.search(r"[\u4e00-\u9fff]", text.en), metric.name
        assert text.en


def test_a_definition_is_one_sentence_that_ends(metric):
    assert metric.definition.zh.endswith("。")
    assert metric.definition.zh.count("。") == 1
    assert metric.definition.en.endswith(".")


def test_its_unit_facts_and_good_way_are_known(metric):
    assert metric.unit in UNITS
    assert set(metric.measure.facts) <= set(FACTS)
    assert metric.good in GOOD
    assert (metric.measure.kind == "share") <= (metric.unit == "share")


def test_its_source_is_registered_in_the_city(metric):
    sources = {row["code"] for row in read(ROOT / "data" / "city" / "linyi").registers["source"]}
    assert metric.source in sources


def test_what_it_is_derived_from_is_declared(metric):
    assert all(name in METRICS for name in metric.derived)
    assert metric.parts in (None, "library", "kind", "level")


@pytest.mark.parametrize("one", [RECONCILIATIONS[name] for name in RECONCILIATIONS.names()], ids=lambda one: one.name)
def test_a_reconciliation_holds_declared_metrics_of_one_unit_together(one):
    assert METRICS[one.part].unit == METRICS[one.whole].unit
    assert one.dimension in ("library", "kind", "level")
    assert one.remark.zh
    assert one.remark.en


def test_the_handbook_is_the_one_in_docs():
    assert (DOCS / "metrics.md").read_text(encoding="utf-8") == handbook.markdown()
