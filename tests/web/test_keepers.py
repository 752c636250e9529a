"""Whoever keeps boards or sealed weeks is asked in the same words: those of the protocol.

The type checker (app.py and tests/web/living.py are in its list) compares types; names of what is handed in by place it
does not compare.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from inspect import Parameter
from typing import Any

import pytest

from cockpit.board.board_access import BoardAccess
from cockpit.board.board_service import BoardService
from cockpit.screens.week_access import WeekAccess, Weeks
from cockpit.snapshot.week_catalogue import WeekCatalogue
from cockpit.web.guard import Guard, GuardedWeeks
from cockpit.web.weekly_routes import Nothing
from tests.web.living import Handmade


def asked(protocol: type) -> list[str]:
    """Its methods, those of the protocols that it adds to with them."""
    members = {name: member for base in protocol.__mro__ for name, member in vars(base).items()}
    return sorted(name for name, member in members.items() if inspect.isfunction(member) and name[0] != "_")


EVERY = [
    *(
        (BoardAccess, administrator, name)
        for administrator in (BoardService, Guard, Handmade)
        for name in asked(BoardAccess)
    ),
    *((Weeks, weeks, name) for weeks in (WeekCatalogue, GuardedWeeks, Nothing) for name in asked(Weeks)),
]


def parameters(method: Callable[..., Any]) -> list[Parameter]:
    return [one.replace(annotation=Parameter.empty) for one in inspect.signature(method).parameters.values()]


def fits(protocol: type, administrator: type, name: str) -> bool:
    """Whether an administrator names, orders and presets alike; more it may take where nobody has to give it."""
    told, own = parameters(getattr(protocol, name)), parameters(getattr(administrator, name))
    return told == [one for one in own if one in told or one.default is Parameter.empty]


def test_a_protocol_is_asked_for_what_it_adds_to_as_well():
    assert {"board", "withdraw"} < set(asked(BoardAccess))
    assert asked(WeekAccess) == ["late", "restated"]
    assert asked(Weeks) == ["file", "grants", "late", "listing", "remark", "restated"]


@pytest.mark.parametrize(("protocol", "administrator", "name"), EVERY, ids=lambda one: getattr(one, "__name__", one))
def test_every_keeper_takes_what_the_protocol_says(protocol: type, administrator: type, name: str):
    assert fits(protocol, administrator, name)


def test_a_keeper_that_takes_anything_or_something_else_is_found():
    class Loose:
        def remark(self, **row: Any) -> None: ...

        def rows(self, asked: Any) -> None: ...

        def withdraw(self, *, number: int, author: str) -> None: ...

        def week(self, week: Any, unit: Any = None, *, upto: Any = None) -> None: ...

    found = {name: fits(BoardAccess, Loose, name) for name in ("remark", "rows", "withdraw", "week")}
    assert found == {"remark": False, "rows": False, "withdraw": False, "week": True}


@pytest.mark.parametrize("protocol", [BoardAccess, WeekAccess, Weeks])
def test_every_method_says_in_a_sentence_what_it_gives(protocol: type):
    for name in asked(protocol):
        said = inspect.getdoc(getattr(protocol, name)) or ""
        assert re.match(r"[A-Z`].{20,}[.;:]", said), name
