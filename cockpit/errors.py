"""Every way the cockpit can fail, in the words of the person who has to act on it."""

import re

MOST = 1_000
"""Characters of what happened; a value that somebody gave may be of any length."""
_BREAK = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


class CockpitError(Exception):
    """One clear line: what happened, then what to do.

    `zh` is what happened in Chinese, where a manager reads it on the desk as well: of the reading of a source.
    """

    def __init__(self, happened: str, remedy: str = "", *, zh: str = "") -> None:
        line = _BREAK.sub(" ", happened)
        self.happened = line if len(line) <= MOST else line[: MOST - 1] + "…"
        self.zh = zh
        self.remedy = remedy
        super().__init__(f"{self.happened} {remedy}".strip())


class Wrong(CockpitError):
    """Something was given that cannot be right; trying again with the same input is pointless."""


class Silent(CockpitError):
    """Something did not answer; worth trying again later."""


class SettingWrong(Wrong):
    """A setting has a value that cannot be used."""


class NameUnknown(Wrong):
    """A name that no registry holds."""


class NameTaken(Wrong):
    """Two declarations of one name."""


class DeclarationWrong(Wrong):
    """A declaration that does not fit what others declare."""


class FigureRefused(Wrong):
    """A Plotly figure that cannot be shown; the table of its panel stands in its place."""


class ScopeWrong(Wrong):
    """A question that cannot be asked; carries the field, so that a form or an API can point at it.

    `zh` and `allowed_zh` are the same in Chinese, for the page that a reader sees; names and codes need no other words.
    """

    def __init__(self, field: str, happened: str, allowed: str, *, zh: str = "", allowed_zh: str = "") -> None:
        self.field = field
        self.allowed = allowed
        self.allowed_zh = allowed_zh
        super().__init__(happened, f"Allowed: {allowed}.", zh=zh)


class CityWrong(Wrong):
    """A file of the city as data that cannot be used: file, line, remedy."""

    def __init__(self, file: str, line: int | None, happened: str, remedy: str) -> None:
        self.file = file
        self.line = line
        place = file if line is None else f"{file}, line {line}"
        super().__init__(f"{place}: {happened}", remedy)


class SourcesWrong(Wrong):
    """The file that says which sources there are cannot be used: file, place, remedy."""


class ScreensWrong(Wrong):
    """The file that says what each screen shows cannot be used: file, place, remedy."""


class BoundariesWrong(Wrong):
    """The boundaries of a city cannot be drawn: file, place, remedy."""


class SourceWrong(Wrong):
    """A source has changed its shape or refuses us; a person has to look. The old facts stay."""


class SourceSilent(Silent):
    """A source does not answer; it is read again when it is next due. The old facts stay."""


class LoadRefused(Wrong):
    """A load that would have broken the exchange database; nothing of it was kept."""


class LoadBusy(Silent):
    """Another load is running; two never write at once."""


class RollupWrong(Wrong):
    """Landed events that cannot be added up: a part is gone or broken, a total is too large."""


class DatabaseWrong(Wrong):
    """The exchange database is there but not usable: broken file, wrong schema, unsafe SQLite."""


class DatabaseSilent(Silent):
    """The exchange database does not answer."""


class SnapshotRefused(Wrong):
    """A week that may not be sealed, or a sealed week that somebody tried to change."""


class SnapshotAltered(SnapshotRefused):
    """A sealed week that was altered, is not signed as it must be, or is not the week, unit or city of its place."""


class ServeRefused(Wrong):
    """The server cannot start: port taken, folder not writable."""


class PlanWrong(Wrong):
    """The file that says when the week is sealed and who gets it cannot be used: file, place, remedy."""


class ReadersWrong(Wrong):
    """The file that says who may read what cannot be used: file, place, remedy."""


class ReadingRefused(Wrong):
    """Whoever asks may not see this; says nothing about whether it is there."""


class WritingRefused(Wrong):
    """Whoever asks may not write this; nothing was looked up."""


class MailRefused(Wrong):
    """A message that the mail server will not take, or that may not be sent; a person has to look."""


class MailSilent(Silent):
    """The mail server does not answer, or not now; the message has not been taken."""


class MailInDoubt(Wrong):
    """The connection was lost after the whole message had been handed over: nobody knows whether it was taken."""
