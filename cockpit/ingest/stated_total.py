"""How many entries a portal says that it has, held against how many it gave."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cockpit.errors import SourceWrong

MOST_DIGITS = 12


def stated_total(said: Iterable[Any]) -> int:
    """The largest count among what stands there, 0 where there is none; what is no whole number says nothing.

    SourceWrong where it is a number that no portal can mean.
    """
    found = 0
    for one in said:
        if isinstance(one, bool) or not isinstance(one, (str, int)):
            continue
        if isinstance(one, str) and not re.fullmatch(r"[0-9]+", one.strip()):
            continue
        digits = one.strip().lstrip("0") if isinstance(one, str) else ""
        if len(digits) > MOST_DIGITS or (isinstance(one, int) and one >= 10**MOST_DIGITS):
            raise SourceWrong(
                f"What the portal states as its count has more than {MOST_DIGITS} digits.",
                "Ask its administrator. The old facts stay.",
                zh=f"门户所报的条目总数超过{MOST_DIGITS}位数字。",
            )
        found = max(found, int(digits or 0) if isinstance(one, str) else one)
    return found
