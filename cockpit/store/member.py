"""A member of the sums that is made of several codes, such as who gives and who takes: `police>tax`."""

from __future__ import annotations

BETWEEN = ">"
"""Stands between the codes."""


def codes_of(member: str) -> list[str]:
    """The codes that a member is made of, in the order of its columns."""
    return member.split(BETWEEN)
