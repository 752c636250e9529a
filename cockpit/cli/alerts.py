"""The verb that says which alerts stand, and tells a webhook what was raised and what is over, each once."""

from __future__ import annotations

import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import orjson

from cockpit.board.board import Board
from cockpit.cli.root import main
from cockpit.cli.terminal import table
from cockpit.errors import CockpitError
from cockpit.metrics.alert import AlertLevel
from cockpit.settings import Settings, read

LOUD = (AlertLevel.CRITICAL, AlertLevel.WARNING)
STATE = "alerts.json"
SAID = {AlertLevel.CRITICAL: "critical", AlertLevel.WARNING: "to be handled"}

Standing = dict[str, dict[str, Any]]
"""By the name of the alert and what it is about: level, text in both languages, owner."""


@main.command()
@click.option("--every", type=click.IntRange(10, 86_400), help="Look every so many seconds, until interrupted.")
def alerts(*, every: int | None) -> None:
    """Say which alerts stand; COCKPIT_ALERT_WEBHOOK hears of each when it is raised and when it is over."""
    settings = read()
    while True:
        try:
            look(settings, post=_poster(settings))
        except CockpitError as refused:
            if every is None:
                raise
            click.echo(" ".join(str(refused).split()), err=True)
        if every is None:
            return
        time.sleep(every)


def after_load(settings: Settings) -> None:
    """What a load has raised or cleared is told at once. A webhook that does not answer is no failure of the load: it
    hears of it with the next look."""
    try:
        look(settings, post=_poster(settings), told=False)
    except CockpitError as refused:
        click.echo(f"alerts: {' '.join(str(refused).split())}", err=True)


def look(settings: Settings, *, post: Callable[[bytes], object] | None, told: bool = True) -> None:
    """One look at the newest board; `told` says what stands too. What could not be sent is sent with the next look."""
    from cockpit.board.scope import Scope
    from cockpit.web.preflight import keep

    kept = keep(settings)
    board = kept.board(Scope(settings.city))
    kept.engine.dispose()  # with --every there is one for each look
    with _alone(settings.var):
        known = _known(settings.var / STATE)
        standing = standing_of(board, known)
        if told and standing:
            table(
                ("level", "alert", "owner"),
                [
                    (SAID[one["level"]], one["text"]["zh"], one["owner"]["zh"] if one["owner"] else "")
                    for one in standing.values()
                ],
            )
        elif told:
            click.echo("No alert stands.")
        message = news(board, known, standing)
        if message is not None:
            if post is not None:
                post(orjson.dumps(message))
            _keep(settings.var / STATE, standing)
            before = "" if told else "alerts: "
            click.echo(f"{before}{len(message['raised'])} raised, {len(message['cleared'])} cleared.")


def standing_of(board: Board, known: Mapping[str, Any]) -> Standing:
    """While the database is silent nothing is known to be over; that it is silent is an alert itself."""
    if board.stale is not None:
        text = {"zh": f"交换库：{board.stale.reason.zh}", "en": f"Exchange database: {board.stale.reason.en}"}
        return {**known, "trust.database_silent": {"level": AlertLevel.CRITICAL, "text": text, "owner": None}}
    return {
        one.name: {
            "level": one.level,
            "text": one.text.to_json(),
            "owner": one.owner.to_json() if one.owner else None,
        }
        for one in board.notices
        if one.name and one.level in LOUD
    }


def news(board: Board, known: Standing, standing: Standing) -> dict[str, Any] | None:
    """What a webhook is told; None where nothing has changed."""
    raised = [name for name, one in standing.items() if one["level"] != known.get(name, {}).get("level")]
    cleared = [name for name in known if name not in standing]
    if not raised and not cleared:
        return None
    return {
        "city": board.scope.city,
        "as_of": board.as_of.isoformat(),
        "board": board.id,
        "raised": [{"name": name, **standing[name]} for name in raised],
        "cleared": [{"name": name, **known[name]} for name in cleared],
    }


def _poster(settings: Settings) -> Callable[[bytes], object] | None:
    """Only to a host that [network] in the sources file allows, like everything that leaves the house."""
    from cockpit.ingest import sources_file
    from cockpit.ingest.http_client import Fetch

    url = settings.alert_webhook
    if url is None:
        return None
    network = sources_file.read(settings.sources).network if settings.sources.exists() else sources_file.Network()
    fetch = Fetch(network.hosts, network.private, timeout_s=network.timeout_s, whole_s=60, most_bytes=1_000_000)
    return lambda body: fetch.post(url, body)


def _known(file: Path) -> Standing:
    try:
        found = orjson.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(file: Path, standing: Standing) -> None:
    handle, part = tempfile.mkstemp(dir=file.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(orjson.dumps(standing))
    Path(part).replace(file)


@contextmanager
def _alone(var: Path) -> Iterator[None]:
    """Two looks at once would send everything twice."""
    var.mkdir(parents=True, exist_ok=True)
    with (var / "alerts.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
