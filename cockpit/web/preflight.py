"""Before serving: everything that would fail later is looked at now, and said in one line."""

from __future__ import annotations

import csv
import socket
import tempfile
from pathlib import Path

from sqlalchemy import make_url

from cockpit import calendar
from cockpit.board.board_service import BoardService
from cockpit.errors import BoundariesWrong, DatabaseSilent, DatabaseWrong, ScreensWrong, ServeRefused, SourcesWrong
from cockpit.settings import Settings
from cockpit.store.exchange_database import open_engine
from cockpit.store.vocabulary import UnitLevel
from cockpit.web import identity


def keep(settings: Settings) -> BoardService:
    """The service of boards that the settings ask for; nothing is connected yet."""
    clock = settings.clock
    return BoardService(
        open_engine(settings.database),
        city=settings.city,
        var=settings.var,
        redis=settings.redis,
        editors=identity.editors(settings),
        now=calendar.now if clock is None else lambda: calendar.in_shanghai(clock),
    )


def check(settings: Settings, grants: identity.Grants) -> str | None:
    """Refuse what cannot be served; a remark where it can, but not as it should."""
    writable(settings.var)
    remarks = [readers(settings, grants), database(settings), sources(settings)]
    remarks += [screens(settings), boundaries(settings), *settings.missing()]
    free(settings.host, settings.port)
    return " ".join(remark for remark in remarks if remark) or None


def readers(settings: Settings, grants: identity.Grants) -> str | None:
    """A mistake in the file of readers stops the start: else somebody would read what is not theirs."""
    if identity.readers(settings, grants) is None and settings.identity_header is not None:
        return "People are signed in and no readers.toml says who may read what: everybody reads everything."
    return None


def sources(settings: Settings) -> str | None:
    """A mistake in the sources file stops the loads, never the wall."""
    from cockpit.ingest import sources_file

    if not settings.sources.exists():
        return None
    try:
        sources_file.read(settings.sources)
    except SourcesWrong as wrong:
        return f"{wrong} Until then no source is loaded."
    return None


def screens(settings: Settings) -> str | None:
    """A mistake in the file of screens takes their plans away, never the wall."""
    from cockpit.web.wall import screen_plan

    try:
        screen_plan.read(settings.screens)
    except ScreensWrong as wrong:
        return f"{wrong} Until then every screen shows what its address says."
    return None


def boundaries(settings: Settings) -> str | None:
    """A mistake in the boundaries takes the map away, never the page."""
    from cockpit.panels.boundaries import FILE, read

    path, units = settings.city_folder / FILE, settings.city_folder / "units.csv"
    if not path.is_file():
        return None
    try:
        with units.open(encoding="utf-8-sig", newline="") as lines:
            read(path, {row["code"] for row in csv.DictReader(lines) if row["level"] == UnitLevel.COUNTY})
    except BoundariesWrong as wrong:
        return f"{wrong} Until then the map of boundaries stays empty."
    return None


def writable(folder: Path) -> None:
    """ServeRefused where the folder may not be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"cockpit")
    except OSError as wrong:
        raise ServeRefused(
            f"The folder {folder} may not be written ({wrong.strerror}).",
            "Make it writable, or set COCKPIT_VAR to one that is.",
        ) from wrong


def database(settings: Settings) -> str | None:
    """The database is there, can be read and is of this revision; one that is silent may come back while we serve.

    DatabaseWrong where it is not.
    """
    from cockpit.store.schema import check as revision

    if file := sqlite_file(settings.database):
        if not file.exists():
            raise DatabaseWrong(
                f"There is no database at {file}.",
                "Run: python -m cockpit.cli demo, or set COCKPIT_DATABASE to one that is there.",
            )
        try:
            file.open("rb").close()
        except OSError as wrong:
            raise DatabaseWrong(
                f"The database {file} cannot be read ({wrong.strerror}).", "Let this user read it."
            ) from wrong
    try:
        revision(open_engine(settings.database))
    except DatabaseSilent as silent:
        return f"{silent} Until then the last good boards are shown."
    return None


def sqlite_file(url: str) -> Path | None:
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None


def free(host: str, port: int) -> None:
    """ServeRefused where the port is taken."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as wrong:
        raise ServeRefused(
            f"Port {port} is taken ({host}: {wrong.strerror}).", f"Serve elsewhere: PORT={_next(port)} make run"
        ) from wrong


def _next(port: int) -> int:
    return 9000 if port != 9000 else 9001
