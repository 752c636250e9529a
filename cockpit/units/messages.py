"""Sentences with numbers in them, from one catalogue of messages a language, with the plural rules of CLDR.

A catalogue is `catalogue/<language>.toml` beside this file: tables of keys and patterns. `{name}` stands for a value;
`{name, plural, one {# item} other {# items}}` chooses by the plural rule of the language, where # is the value as it is
written. A language is added by its file alone; what it lacks is said in English.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TypeVar

from babel import Locale
from babel.plural import PluralRule

from cockpit.units.text import Text

FOLDER = Path(__file__).parent / "catalogue"
OWN = ("zh", "en")
"""The languages of the interface; every other is a translation of the English catalogue."""
PLACEHOLDER = re.compile(r"\{(\w+)(?:, plural, )?")
FORM = re.compile(r"\s*(zero|one|two|few|many|other) \{")


@dataclass(frozen=True)
class Counted:
    """A number as it is written in each language, and what the plural is chosen by."""

    words: Text
    count: int | float


def unwritten(count: int | float | None) -> Counted:
    """A number that stands beside the message as a mark of its own, and only decides its plural."""
    return Counted(Text("", ""), count or 0)


Value = Text | str | int | Counted
Pattern = tuple["str | Placeholder", ...]
Declared = TypeVar("Declared")


@dataclass(frozen=True)
class Placeholder:
    """Where a value stands in a pattern; `forms` are those of a plural."""

    name: str
    forms: Mapping[str, Pattern]


class WrongPattern(ValueError):
    """A pattern that is not closed, or a plural without its form `other`."""


def message(key: str, /, **values: Value) -> Text:
    """A message in every language that has a catalogue, with its values. KeyError where no catalogue has the key."""
    said = {language: formatted(key, language, values) for language in languages()}
    return Text(said["zh"], said["en"], tuple((one, words) for one, words in said.items() if one not in OWN))


def formatted(key: str, language: str, values: Mapping[str, Value]) -> str:
    held = catalogue(language)
    spoken = language if key in held else "en"
    return _fill(catalogue(spoken)[key], values, spoken, None)


def filled(pattern: Text, /, **values: Value) -> Text:
    """A pattern that is declared in both languages, with its values."""
    held = {"zh": pattern.zh, "en": pattern.en, **dict(pattern.others)}
    said = {one: _fill(parsed(words), values, one, None) for one, words in held.items()}
    return Text(said["zh"], said["en"], tuple((one, words) for one, words in said.items() if one not in OWN))


def translated(key: str, text: Text) -> Text:
    """A text that is declared in both languages, with what the catalogues of other languages have under its key."""
    held = ((one, catalogue_texts(one).get(key)) for one in languages() if one not in OWN)
    return Text(text.zh, text.en, tuple((one, words) for one, words in held if words))


def translated_fields(kind: str, thing: Declared) -> Declared:
    """A declaration with translations of its texts, by keys such as metric.sharing.records.title."""
    if len(languages()) == len(OWN):
        return thing
    held = {one.name: getattr(thing, one.name) for one in fields(thing)}  # type: ignore[arg-type]
    texts = {name: text for name, text in held.items() if isinstance(text, Text)}
    made = {name: translated(f"{kind}.{held['name']}.{name}", text) for name, text in texts.items()}
    return replace(thing, **made)  # type: ignore[type-var]


@cache
def languages() -> tuple[str, ...]:
    """Chinese and English, then the others by their codes."""
    found = sorted(path.stem for path in FOLDER.glob("*.toml"))
    return (*OWN, *(one for one in found if one not in OWN))


@cache
def catalogue(language: str) -> Mapping[str, Pattern]:
    """Every message of a language by its key. FileNotFoundError without a file, WrongPattern for a message in it."""
    return {key: parsed(pattern) for key, pattern in catalogue_texts(language).items()}


@cache
def catalogue_texts(language: str) -> Mapping[str, str]:
    """The same as it is written, also what is declared elsewhere and only translated here."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        return dict(_flat(tomllib.load(file)))


def _flat(table: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", str(value)


def parsed(pattern: str) -> Pattern:
    found, end = _parse(pattern, 0)
    if end != len(pattern):
        raise WrongPattern(pattern)
    return found


def _parse(text: str, at: int) -> tuple[Pattern, int]:
    """The pieces up to the brace that closes the form, or to the end."""
    pieces: list[str | Placeholder] = []
    while at < len(text) and text[at] != "}":
        if text[at] != "{":
            end = re.compile(r"[{}]").search(text, at)
            stop = end.start() if end else len(text)
            pieces.append(text[at:stop])
            at = stop
            continue
        begun = PLACEHOLDER.match(text, at)
        if begun is None:
            raise WrongPattern(text)
        forms, at = _forms(text, begun.end()) if begun[0].endswith(" ") else ({}, begun.end())
        if at >= len(text) or text[at] != "}":
            raise WrongPattern(text)
        pieces.append(Placeholder(begun[1], forms))
        at += 1
    return tuple(pieces), at


def _forms(text: str, at: int) -> tuple[dict[str, Pattern], int]:
    forms: dict[str, Pattern] = {}
    while begun := FORM.match(text, at):
        forms[begun[1]], at = _parse(text, begun.end())
        at += 1
    if "other" not in forms:
        raise WrongPattern(text)
    return forms, at


def _fill(pattern: Pattern, values: Mapping[str, Value], language: str, counted: str | None) -> str:
    """`counted` is the written value of the plural that the pattern is a form of."""
    said = []
    for piece in pattern:
        if isinstance(piece, str):
            said.append(piece if counted is None else piece.replace("#", counted))
            continue
        value = values[piece.name]
        if piece.forms:
            form = _rule(language)(_count(value))
            said.append(_fill(piece.forms.get(form, piece.forms["other"]), values, language, written(value, language)))
        else:
            said.append(written(value, language))
    return "".join(said)


def written(value: Value, language: str) -> str:
    if isinstance(value, int):
        return f"{value:,}"
    return (value.words if isinstance(value, Counted) else value)[language] if not isinstance(value, str) else value


def _count(value: Value) -> int | Decimal:
    number = value.count if isinstance(value, Counted) else value
    if isinstance(number, int | float):
        return abs(number) if isinstance(number, int) else abs(Decimal(str(number)))
    raise TypeError(f"A plural is chosen by a number, not by {value!r}.")


@cache
def _rule(language: str) -> PluralRule:
    rule: PluralRule = Locale.parse(language).plural_form
    return rule
