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

from cockpit.board.keep import Keep
from cockpit.board.keeper import Keeper
from cockpit.screens.weeks import Sealed, Weeks
from cockpit.snapshot.shelf import Shelves
from cockpit.web.guarded import Guarded, GuardedWeeks
from cockpit.web.weekly import Nothing
from tests.web.living import Handmade


def asked(protocol: type) -> list[str]:
    """Its methods, those of the protocols that it adds to with them."""
    members = {name: member for base in protocol.__mro__ for name, member in vars(base).items()}
    return sorted(name for name, member in members.items() if inspect.isfunction(member) and name[0] != "_")


EVERY = [
    *((Keeper, keeper, name) for keeper in (Keep, Guarded, Handmade) for name in asked(Keeper)),
    *((Weeks, weeks, name) for weeks in (Shelves, GuardedWeeks, Nothing) for name in asked(Weeks)),
]


def parameters(method: Callable[..., Any]) -> list[Parameter]:
    return [one.replace(annotation=Parameter.empty) for one in inspect.signature(method).parameters.values()]


def fits(protocol: type, keeper: type, name: str) -> bool:
    """Whether a keeper names, orders and presets alike; more it may take where nobody has to give it."""
    told, own = parameters(getattr(protocol, name)), parameters(getattr(keeper, name))
    return told == [one for one in own if one in told or one.default is Parameter.empty]


def test_a_protocol_is_asked_for_what_it_adds_to_as_well():
    assert {"board", "withdraw"} < set(asked(Keeper))
    assert asked(Sealed) == ["late", "restated"]
    assert asked(Weeks) == ["file", "grants", "late", "remark", "restated", "shelf"]


@pytest.mark.parametrize(("protocol", "keeper", "name"), EVERY, ids=lambda one: getattr(one, "__name__", one))
def test_every_keeper_takes_what_the_protocol_says(protocol: type, keeper: type, name: str):
    assert fits(protocol, keeper, name)


def test_a_keeper_that_takes_anything_or_something_else_is_found():
    class Loose:
        def remark(self, **row: Any) -> None: ...

        def rows(self, asked: Any) -> None: ...

        def withdraw(self, *, number: int, author: str) -> None: ...

        def week(self, week: Any, unit: Any = None, *, upto: Any = None) -> None: ...

    found = {name: fits(Keeper, Loose, name) for name in ("remark", "rows", "withdraw", "week")}
    assert found == {"remark": False, "rows": False, "withdraw": False, "week": True}


@pytest.mark.parametrize("protocol", [Keeper, Sealed, Weeks])
def test_every_method_says_in_a_sentence_what_it_gives(protocol: type):
    for name in asked(protocol):
        said = inspect.getdoc(getattr(protocol, name)) or ""
        assert re.match(r"[A-Z`].{20,}[.;:]", said), name
