"""What can be asked."""

from datetime import date

import pytest

from cockpit.board.scope import Scope, parse
from cockpit.errors import ScopeWrong

FULL = Scope(
    "linyi", date(2020, 9, 30), "month", unit="hrss", scenario="poverty", kind="api", theme="health", library="legal"
)


@pytest.mark.parametrize("scope", [Scope("linyi"), FULL, Scope("linyi", period="year"), Scope("linyi", kind="file")])
def test_a_scope_survives_its_url(scope):
    assert parse(scope.to_query(), city="linyi") == scope
    assert Scope.from_json(scope.to_json()) == scope
    assert len({scope, parse("?" + scope.to_query(), city="linyi")}) == 1


def test_the_whole_city_has_an_empty_query():
    assert Scope("linyi").to_query() == ""


def test_a_link_never_says_who_is_looking():
    assert parse("viewer=mayor", city="linyi") == Scope("linyi")


@pytest.mark.parametrize("added", ["from=singlemessage&isappinstalled=0", "from=timeline&from=timeline", "colour=red"])
def test_what_a_messenger_adds_to_an_address_asks_for_nothing(added):
    assert parse(added, city="linyi") == Scope("linyi")
    assert parse(f"{FULL.to_query()}&{added}", city="linyi") == FULL


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("as_of=yesterday", "as_of"),
        ("as_of=2020-13-01", "as_of"),
        ("period=decade", "period"),
        ("kind=letter", "kind"),
        ("unit=<script>", "unit"),
        ("unit=a&unit=b", "unit"),
        ("library=" + "x" * 99, "library"),
    ],
)
def test_a_bad_query_names_the_field_and_what_is_allowed(query, field):
    with pytest.raises(ScopeWrong) as refused:
        parse(query, city="linyi")
    assert refused.value.field == field
    assert refused.value.allowed


def test_an_empty_field_is_no_filter():
    assert parse("unit=&period=&as_of=", city="linyi") == Scope("linyi")


def test_an_unknown_viewer_is_refused():
    with pytest.raises(ScopeWrong, match="viewer"):
        parse("", city="linyi", viewer="nobody")
