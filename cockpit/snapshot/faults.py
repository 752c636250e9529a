"""What must not be in a sealed week unnoticed: a panel that failed, a character that no font can draw."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import replace

from cockpit.board.week_notes import Allowance
from cockpit.errors import SnapshotRefused
from cockpit.marks.element import Element, PanelElement
from cockpit.screens import deck
from cockpit.snapshot import fonts, report
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import LANGUAGES
from cockpit.snapshot.formats import deck_pptx, wall_phone_png, wall_png

PACKAGE = "fonts-noto-cjk"
SHOWN = 12


def accepted(edition: Edition, reason: str | None = None) -> Edition:
    """The edition, with why its faults are accepted; SnapshotRefused names them where nobody said why."""
    found = faults(edition)
    before = edition.allowance
    if not found or (before is not None and set(found) <= set(before.faults)):
        return edition
    if not (reason or "").strip():
        raise SnapshotRefused(
            f"{edition.week} is not sealed: {'; '.join(found)}.",
            'Put it right, or say why it is sealed all the same: --allow "reason".',
        )
    return replace(edition, allowance=Allowance(str(reason).strip(), found))


def faults(edition: Edition) -> tuple[str, ...]:
    """In the words that the report prints, in the order of its panels."""
    slides = [
        one for language in LANGUAGES for one in deck.draw(edition.board, edition.before, deck_pptx.view(language))
    ]
    drawn = (report.tree, wall_png.screen, wall_phone_png.screen)
    screens = [draw(edition, language) for language in LANGUAGES for draw in drawn]
    broken = [
        *(name for screen in screens for name in _broken(screen)),
        *(one for each in slides for one in each.broken),
    ]
    text = "".join([*(screen.text for screen in screens), *(phrase.text for one in slides for phrase in one.sentence)])
    drawn_wrong = (f"{name} could not be drawn" for name in dict.fromkeys(broken))
    return (*_short(edition), *edition.found, *drawn_wrong, *_undrawable(text))


def _short(edition: Edition) -> Iterator[str]:
    """The week's last days have no data."""
    if edition.board.as_of != edition.week.sunday:
        yield f"its Sunday {edition.week.sunday} has no data: the newest day is {edition.board.as_of}"


def _broken(screen: Element) -> Iterator[str]:
    for one in screen:
        if isinstance(one, PanelElement) and one.failed:
            yield f"panel-{one.panel}"


def _undrawable(text: str) -> Iterable[str]:
    """With fonts of our own only what they lack; without them, whether the system has any Chinese face."""
    if not fonts.slices():
        return () if _system_has_chinese() else (f"no Chinese font is there: install the package {PACKAGE}",)
    lacking = fonts.missing(text)
    if not lacking:
        return ()
    named = " ".join(f"{one} (U+{ord(one):04X})" for one in lacking[:SHOWN])
    more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
    return (f"no font of the cockpit has {named}{more}: install the package {PACKAGE} for a substitute",)


def _system_has_chinese() -> bool:
    tool = shutil.which("fc-list")
    if tool is None:
        return False
    found = subprocess.run([tool, ":lang=zh-cn", "family"], capture_output=True, text=True, check=False, timeout=30)
    return bool(found.stdout.strip())
