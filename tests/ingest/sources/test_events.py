"""Logs of gateways: constants for what they do not say, their words for an end, and files of another kind."""

import pytest

from cockpit.errors import SourcesWrong, SourceWrong

LOG = "no,when,from,to,ended,took\n1,2020-09-28T03:00:00Z,fish,light,0,-1\n2,2020-09-28T03:01:00Z,fish,light,7,12\n"
TOML = (
    'kind = "events"\nfiles = "log.csv"\nsuccess = ["0"]\nfailure = ["7"]\n\n[columns]\nevent_id = "no"\nat = "when"\n'
    'provider = "from"\nconsumer = "to"\nstatus = "ended"\nduration_ms = "took"\nkind = {value = "api"}\n'
)


def test_a_log_without_a_kind_and_with_words_of_its_own_for_how_it_ended(port_bureau):
    port_bureau.write("log.csv", LOG)
    delivery = port_bureau.load("platform", TOML).delivery
    (row,) = port_bureau.rows("flow_daily")
    assert (row["kind"], row["exchanges"], row["failed"]) == ("api", 2, 1)
    assert "1 durations are below zero, which is not known." in delivery.notes


def test_a_word_has_one_meaning(port_bureau):
    with pytest.raises(SourcesWrong, match="'0' stands under success and under failure"):
        port_bureau.options("platform", TOML.replace('failure = ["7"]', 'failure = ["0"]'))


def test_a_file_of_another_kind_is_refused_once(port_bureau):
    port_bureau.write("log.ndjson", LOG)
    with pytest.raises(SourceWrong, match=r"log\.ndjson is no NDJSON: its first 3 lines are no JSON objects"):
        port_bureau.load("platform", 'kind = "events"\nfiles = "log.ndjson"\n')
    assert port_bureau.refused() == []
