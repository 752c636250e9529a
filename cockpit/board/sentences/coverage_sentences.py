"""How much of a period is there, and what stands in the place of a change, in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from cockpit.metrics.coverage import Coverage, Days
from cockpit.metrics.number import Number
from cockpit.units import Text
from cockpit.units.messages import OWN, languages, message

WITHHELD = message("coverage.withheld")
BEFORE = message("coverage.before")
"""Where this period is whole and the one before it is not."""


def portion(coverage: Coverage) -> Text:
    """5/7天, as it stands after a unit."""
    return message("coverage.portion", there=coverage.there, due=coverage.due)


def spans(days: Sequence[Days]) -> Text:
    """09-29至09-30、10-02."""
    return joined([_span(f"{first:%m-%d}", f"{last:%m-%d}") for first, last in days], ("、", ", "))


def _span(first: str, last: str) -> Text:
    return Text(first, first) if first == last else message("coverage.span", first=first, last=last)


def told(coverage: Coverage) -> Text | None:
    """What is missing, up to when the source has spoken, and how many rows say nothing; None where nothing lacks."""
    said: list[Text] = []
    if coverage.begun:
        said.append(message("coverage.begun", day=coverage.begun.isoformat()))
    elif not coverage.whole:
        said.append(message("coverage.incomplete", portion=portion(coverage)))
        if coverage.missing:
            said.append(message("coverage.missing", days=spans(coverage.missing)))
        if coverage.until:
            said.append(_until(coverage.until, coverage.missing))
    if coverage.unknown:
        said.append(message("coverage.unknown", rows=coverage.unknown))
    return joined(said, ("；", "; ")) if said else None


def _until(at: datetime, missing: Sequence[Days]) -> Text:
    """Of a day that broke off what came before is in the sum, though the day is not whole."""
    if any(first <= at.date() <= last for first, last in missing):
        return message("coverage.part", day=f"{at:%m-%d}", time=f"{at:%H:%M}")
    return message("coverage.until", at=f"{at:%m-%d %H:%M}")


def joined(texts: Sequence[Text], between: tuple[str, str]) -> Text:
    """Texts one after the other, by the sign of Chinese and that of every other language."""
    signs = {language: between[language != "zh"] for language in languages()}
    made = {language: sign.join(text[language] for text in texts) for language, sign in signs.items()}
    return Text(made["zh"], made["en"], tuple((one, words) for one, words in made.items() if one not in OWN))


def silent(number: Number) -> Text | None:
    """Why a period that is whole has no number: its source spoke on every day, and had no row of it."""
    covered = number.coverage
    if number.value is not None or covered is None or not covered.whole or covered.begun or covered.unknown:
        return None
    return message("coverage.nothing", portion=portion(covered))


def why(number: Number) -> Text | None:
    """Why there is no change; None where nothing is withheld."""
    if number.withheld is None:
        return None
    return WITHHELD if number.partial else BEFORE
