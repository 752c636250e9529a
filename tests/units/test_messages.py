"""Messages: the same keys and values in every language, the plural of a number as its language has it."""

from __future__ import annotations

import pytest

from cockpit.units import Text
from cockpit.units.messages import (
    Counted,
    Placeholder,
    WrongPattern,
    catalogue,
    catalogue_texts,
    filled,
    formatted,
    languages,
    message,
    parsed,
)


def test_every_language_has_every_key() -> None:
    assert languages()[:2] == ("zh", "en")
    assert catalogue("zh").keys() == catalogue("en").keys()
    assert len(catalogue("en")) > 100


@pytest.mark.parametrize("key", sorted(catalogue("en")))
def test_no_language_needs_a_value_that_the_other_is_not_given(key: str) -> None:
    """A value may be left out, such as a mark that one language does not write, and never the number of a sentence."""
    marks = {"end", "working", "lead", "over", "span", "other", "hours", "sources", "names"}
    zh, en = (_values(catalogue(language)[key]) for language in ("zh", "en"))
    assert zh ^ en <= marks | ({"action"} if key.startswith("notice.") else set()) | _about(key)


def _about(key: str) -> set[str]:
    """A sentence of two phrases names whom it is about in one of them."""
    return {"about"} if key.startswith("page.un") else {"n"} if key.endswith("_uncounted") else set()


def _values(pattern: tuple[str | Placeholder, ...]) -> set[str]:
    return {piece.name for piece in pattern if isinstance(piece, Placeholder) and _written(piece)}


def _written(one: Placeholder) -> bool:
    """A number that stands beside the message only chooses a form."""
    return not one.forms or any("#" in piece for form in one.forms.values() for piece in form if isinstance(piece, str))


@pytest.mark.parametrize(
    ("count", "en"),
    [(0, "0 meetings"), (1, "1 meeting"), (2, "2 meetings"), (-1, "-1 meeting"), (1_000, "1,000 meetings")],
)
def test_english_has_two_forms(count: int, en: str) -> None:
    pattern = Text("{n}次会议", "{n, plural, one {# meeting} other {# meetings}}")
    assert filled(pattern, n=count).en == en


def test_the_plural_is_that_of_the_value_and_the_words_are_its_own() -> None:
    said = message("opening.units", units=Counted(Text("1个单位以上", "at least 1"), 1))
    assert (said.zh, said.en) == ("来自1个单位以上。", "from at least 1 unit.")
    assert filled(Text("", "{n, plural, one {#} other {# each}}"), n=Counted(Text("", "1.5"), 1.5)).en == "1.5 each"


@pytest.mark.parametrize(
    ("language", "count", "said"),
    [("pl", 1, "1 zbiór"), ("pl", 3, "3 zbiory"), ("pl", 5, "5 zbiorów"), ("pl", 22, "22 zbiory"), ("fr", 0, "0 jeu")],
)
def test_a_language_with_other_plurals_has_its_own(language: str, count: int, said: str) -> None:
    forms = {
        "pl": "{n, plural, one {# zbiór} few {# zbiory} many {# zbiorów} other {# zbioru}}",
        "fr": "{n, plural, one {# jeu} other {# jeux}}",
    }
    text = Text("", "", ((language, forms[language]),))
    assert filled(text, n=count)[language] == said


@pytest.mark.parametrize("wrong", ["{n", "{n, plural, one {#}}", "a}b", "{n, plural, other {#}", "{}"])
def test_a_pattern_that_is_not_whole_is_refused(wrong: str) -> None:
    with pytest.raises(WrongPattern):
        parsed(wrong)


def test_a_value_that_is_missing_and_a_plural_of_a_word_are_errors() -> None:
    with pytest.raises(KeyError):
        formatted("opening.units", "en", {})
    with pytest.raises(TypeError):
        message("opening.units", units="three")
    with pytest.raises(KeyError):
        message("opening.no_such_message")
    assert catalogue_texts("zh")["mark.stop"] == "。"
