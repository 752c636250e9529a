"""A registry: things of one kind, one file each, each file ending with its declaration."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Generic, Protocol, TypeVar

from cockpit.errors import NameTaken, NameUnknown


class Named(Protocol):
    """A declaration."""

    @property
    def name(self) -> str:
        """By which it is found; no other of its kind is called so."""
        ...


T = TypeVar("T", bound=Named)


class Registry(Generic[T]):
    """Reads its folder when it is first asked, so that there is no second list of what stands on it.

    `kind` is the word used in errors, `package` the dotted name of the folder. `check` is asked about each of them once
    all are read, and raises where one does not fit what others declare.
    """

    def __init__(self, kind: str, package: str, check: Callable[[T], None] | None = None) -> None:
        self.kind = kind
        self.package = package
        self._check = check
        self._things: dict[str, T] = {}
        self._read = False

    def declare(self, thing: T) -> T:
        """Adds a declaration; NameTaken where another one has its name."""
        if thing.name in self._things:
            raise NameTaken(f"Two {self.kind}s are called {thing.name!r}.", "Rename one of them.")
        self._things[thing.name] = thing
        return thing

    def __getitem__(self, name: str) -> T:
        things = self._all()
        if name not in things:
            near = difflib.get_close_matches(name, things, n=1, cutoff=0.0)
            hint = f"The nearest is {near[0]!r}." if near else "The registry is empty."
            raise NameUnknown(f"There is no {self.kind} called {name!r}.", hint)
        return things[name]

    def __contains__(self, name: str) -> bool:
        return name in self._all()

    def __iter__(self) -> Iterator[T]:
        return iter(self._all().values())

    def __len__(self) -> int:
        return len(self._all())

    def names(self) -> list[str]:
        return list(self._all())

    def _all(self) -> dict[str, T]:
        if not self._read:
            package = importlib.import_module(self.package)
            for module in sorted(pkgutil.iter_modules(package.__path__), key=lambda found: found.name):
                importlib.import_module(f"{self.package}.{module.name}")
            self._read = True
            if self._check is not None:
                for thing in self._things.values():
                    self._check(thing)
        return self._things
