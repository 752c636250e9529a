"""The account of a reading: how many records were in the source, and what became of each of them.

A record is accepted, repeated (it was there already), refused (it stands in quarantine) or left out for a reason; the
four add up to what was read. Beside the records stands everything else that was not used, such as a column or a
worksheet, by its name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from cockpit.units import Text, one_line

NAMES = 12
"""So many names of what was left out are kept for one reason; the others are counted."""
LONGEST = 80
SHOWN = 6
"""So many of them are said in one line."""
REMEMBERED = 10_000
"""So many names are told apart; a source with more columns than that is none."""


class Portion(Enum):
    """What can be left out of a source. Records are those that are counted: rows, events, datasets, meetings."""

    RECORD = Text("条", "record")
    LINE = Text("行表外文字", "line beside the table")
    COLUMN = Text("列", "column")
    FIELD = Text("个字段", "field")
    SHEET = Text("个工作表", "worksheet")
    BRACKET = Text("处括号", "bracket")
    FILE = Text("个文件", "file")
    PERSON = Text("名参会者", "participant")
    TITLE = Text("个名称", "title")


@dataclass(frozen=True)
class LeftOut:
    """`names` are headings, worksheets, files or lines, as many as are kept; `count` is how many there are in all.

    `entry`: a record that says something of the source all the same, such as a meeting that was called off, so that a
    delivery that has only such records is not empty.
    """

    portion: Portion
    reason: Text
    count: int = 0
    names: tuple[str, ...] = ()
    entry: bool = False

    def told(self, language: str) -> str:
        """In one line, such as: 1 column (召集会议): no column of meeting_daily is called so."""
        if language == "en":
            thing = self.portion.value.en + ("s" if self.count > 1 else "")
            return f"{self.count:,} {thing}{self._names(' ({})', ', ', ' and {:,} more')}: {self.reason.en}"
        return f"{self.count:,}{self.portion.value.zh}{self._names('（{}）', '、', '等{:,}个')}：{self.reason.zh}"

    def _names(self, around: str, between: str, more: str) -> str:
        shown = self.names[:SHOWN]
        rest = self.count - len(shown)
        listed = between.join(shown) + (more.format(rest if "more" in more else self.count) if rest else "")
        return around.format(listed) if shown else ""

    def to_json(self) -> dict[str, Any]:
        return {
            "portion": self.portion.name.lower(),
            "reason": self.reason.to_json(),
            "count": self.count,
            "names": list(self.names),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> LeftOut:
        reason = Text.from_json(value["reason"])
        return cls(Portion[value["portion"].upper()], reason, value["count"], tuple(value["names"]))


@dataclass
class Account:
    """A reader counts every record that it comes across in `read`, and leaves out by `leave` what it does not use."""

    read: int = 0
    accepted: int = 0
    repeated: int = 0
    refused: int = 0
    found: dict[tuple[Portion, Text], LeftOut] = field(default_factory=dict)
    named: set[tuple[Portion, Text, str]] = field(default_factory=set, compare=False, repr=False)

    def leave(
        self,
        reason: Text,
        *,
        portion: Portion = Portion.RECORD,
        name: str | None = None,
        count: int = 1,
        entry: bool = False,
    ) -> None:
        """`name` is how a person finds it in the source; the same name is counted once, except of a record."""
        if count <= 0:
            return
        held = self.found.get((portion, reason), LeftOut(portion, reason, entry=entry))
        names = held.names
        if name is not None:
            name = one_line(name, LONGEST)
            if portion is not Portion.RECORD and not self._is_new((portion, reason, name)):
                return
            names = (*names, name) if len(names) < NAMES else names
        self.found[portion, reason] = LeftOut(portion, reason, held.count + count, names, entry)

    def _is_new(self, key: tuple[Portion, Text, str]) -> bool:
        new = key not in self.named and len(self.named) < REMEMBERED
        self.named.add(key)
        return new

    @property
    def left(self) -> tuple[LeftOut, ...]:
        """Records first, then what is no record."""
        return tuple(sorted(self.found.values(), key=lambda one: one.portion is not Portion.RECORD))

    @property
    def left_out(self) -> int:
        """Records, of whatever reason."""
        return sum(one.count for one in self.found.values() if one.portion is Portion.RECORD)

    @property
    def entries(self) -> int:
        return sum(one.count for one in self.found.values() if one.entry)

    @property
    def missing(self) -> int:
        """Records that were read and of which nothing is said; not 0 only where a reader is wrong."""
        return self.read - self.accepted - self.repeated - self.refused - self.left_out

    @property
    def empty(self) -> bool:
        return not self.read and not self.found

    def lines(self) -> str:
        return json.dumps([one.to_json() for one in self.left], ensure_ascii=False)

    def dumped(self) -> str:
        counts = {"read": self.read, "accepted": self.accepted, "repeated": self.repeated, "refused": self.refused}
        return json.dumps({**counts, "left": [one.to_json() for one in self.left]}, ensure_ascii=False)

    @classmethod
    def loaded(cls, text: str) -> Account:
        said = json.loads(text)
        left = [LeftOut.from_json(one) for one in said.pop("left")]
        return cls(**said, found={(one.portion, one.reason): one for one in left})
