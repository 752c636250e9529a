"""What every metric and every reconciliation must satisfy."""

import inspect
import json
import os
import re
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from cockpit.ingest.city import read
from cockpit.metrics import metric_handbook
from cockpit.metrics.metric import METRICS, Direction, Formerly, Metric
from cockpit.metrics.reconciliation import RECONCILIATIONS
from cockpit.metrics.subject import SUBJECTS
from cockpit.settings import ROOT
from cockpit.store.sums import FACTS
from cockpit.units import UNITS, Text

EVERY = [METRICS[name] for name in METRICS.names()]
DOCS = Path(__file__).parents[2] / "docs"
FORMULAS = Path(__file__).parent / "formulas.json"


@pytest.fixture(params=EVERY, ids=lambda metric: metric.name)
def metric(request) -> Metric:
    return request.param


def test_it_is_named_by_panel_and_noun(metric):
    assert re.fullmatch(r"[a-z]+\.[a-z][a-z0-9_]+", metric.name)
    assert metric.subject in SUBJECTS


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
    assert metric.good in (*Direction, None)
    assert (metric.measure.kind == "share") <= (metric.unit == "share")


def test_its_source_is_registered_in_the_city(metric):
    sources = {row["code"] for row in read(ROOT / "data" / "city" / "linyi").registers["source"]}
    assert metric.source in sources


def test_what_it_is_derived_from_is_declared(metric):
    assert all(name in METRICS for name in metric.derived)


@pytest.mark.parametrize("one", [RECONCILIATIONS[name] for name in RECONCILIATIONS.names()], ids=lambda one: one.name)
def test_a_reconciliation_holds_declared_metrics_of_one_unit_together(one):
    assert METRICS[one.part].unit == METRICS[one.whole].unit
    assert one.dimension in ("library", "kind", "level")
    assert one.remark.zh
    assert one.remark.en


def test_the_handbook_is_the_one_in_docs():
    assert (DOCS / "metrics.md").read_text(encoding="utf-8") == metric_handbook.markdown()


def counted(metric: Metric) -> str:
    """What the number is made by: its formula in words, and the measure that the code counts it with."""
    made = [
        " ".join(inspect.getsource(value).split()) if callable(value) else repr(value)
        for value in vars(metric.measure).values()
    ]
    said = "|".join((metric.formula.zh, metric.formula.en, type(metric.measure).__name__, *made))
    return sha256(re.sub(r" at 0x[0-9a-f]+", "", said).encode()).hexdigest()[:12]


def test_a_formula_that_changes_raises_the_version_and_says_what_it_was(metric):
    """The file has what each version was counted by: a changed formula is a new version, added to the list.

    Write it anew with `FORMULAS_ANEW=1 pytest tests/metrics/test_every_metric.py`, once version and formerly are right.
    """
    known = json.loads(FORMULAS.read_text("utf-8"))
    if os.environ.get("FORMULAS_ANEW"):
        known.setdefault(metric.name, [])[metric.version - 1 :] = [counted(metric)]
        FORMULAS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", "utf-8")
    versions = known[metric.name]
    assert (len(versions), versions[-1]) == (metric.version, counted(metric)), "raise version, say it in formerly"
    assert len(metric.formerly) == metric.version - 1
    days = [one.until for one in metric.formerly]
    assert days == sorted(set(days))


def test_what_was_counted_otherwise_stands_in_its_definition_and_in_the_handbook():
    before = Formerly(Text("逐日之和", "Sum of days"), date(2020, 9, 1), Text("去重", "repeats left out"))
    metric = replace(METRICS["sharing.records"], version=2, formerly=(before,))
    assert metric.describe()["formerly"] == [
        {
            "formula": {"zh": "逐日之和", "en": "Sum of days"},
            "until": "2020-09-01",
            "why": {"zh": "去重", "en": "repeats left out"},
        }
    ]
    assert "- until 2020-09-01: 逐日之和 · Sum of days; 去重 · repeats left out" in metric_handbook._metric(metric)
    assert "formerly" not in METRICS["sharing.records"].describe()


def test_what_is_counted_over_a_period_says_so_whatever_its_measure():
    assert {one.name for one in EVERY if one.subject == "sharing" and one.periodic} == {
        "sharing.bytes", "sharing.consumers", "sharing.exchanges", "sharing.failure_share", "sharing.latency_p50",
        "sharing.latency_p95", "sharing.providers", "sharing.records", "sharing.records_received",
        "sharing.success_share", "sharing.takers_only",
    }  # fmt: skip
    fixed = ("volumes.growth_12w", "sharing.mounted", "sharing.units_without", "opening.updated_share")
    assert not any(METRICS[name].periodic for name in fixed)
