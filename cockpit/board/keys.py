"""Keys of two parts, as they stand in a board's JSON, in the attributes of a page and in addresses.

A key is the text that it is written as, so that whatever holds text holds it, and it knows its parts.
"""

from __future__ import annotations

from typing import ClassVar, Self

from cockpit.store.member import BETWEEN


class Key(str):
    """Two texts with a sign between them; `second` is empty where the first stands alone."""

    __slots__ = ()
    SIGN: ClassVar[str] = ":"

    def __new__(cls, first: str, second: object = "") -> Self:
        said = str(second)
        return super().__new__(cls, f"{first}{cls.SIGN}{said}" if said else first)

    @classmethod
    def parse(cls, text: str) -> Self:
        first, _, second = text.partition(cls.SIGN)
        return cls(first, second)

    @property
    def first(self) -> str:
        return self.partition(self.SIGN)[0]

    @property
    def second(self) -> str:
        return self.partition(self.SIGN)[2]


class RowKey(Key):
    """A row of a table of the board: `libraries:licence`; the name of the table alone is the table itself."""

    __slots__ = ()

    @property
    def table(self) -> str:
        return self.first

    @property
    def code(self) -> str:
        return self.second


class PartKey(Key):
    """What of a number is shown: `change`, or one of several such as `course:3` and `before:difference`."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        return self.first

    @property
    def which(self) -> str:
        return self.second


class NoticeKey(Key):
    """What raised a notice and what it is about: `trust.source_late:portal`."""

    __slots__ = ()

    @property
    def rule(self) -> str:
        return self.first

    @property
    def about(self) -> str:
        return self.second


class RevisionKey(Key):
    """What is revised at the desk: `target:resources`, `cadence:portal`."""

    __slots__ = ()

    @property
    def kind(self) -> str:
        return self.first

    @property
    def code(self) -> str:
        return self.second


class FlowKey(Key):
    """Who gives and who takes: `police>tax`."""

    __slots__ = ()
    SIGN = BETWEEN

    @property
    def provider(self) -> str:
        return self.first

    @property
    def consumer(self) -> str:
        return self.second


class SceneKey(Key):
    """A scene of the wall, and whom it is about where its family has one for each: `county-371302`."""

    __slots__ = ()
    SIGN = "-"

    @property
    def family(self) -> str:
        return self.first

    @property
    def code(self) -> str:
        return self.second
