"""The command line itself: one word for each thing an administrator does, and refusals of one line."""

from __future__ import annotations

from typing import Any

import click

from cockpit.errors import CockpitError
from cockpit.settings import Settings, unknown

REMEDY = "Let this user read and write it; COCKPIT_VAR and COCKPIT_SNAPSHOTS name the folders that are written."


class OneLine(click.Group):
    """A group whose refusals are one line on stderr, never a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CockpitError as refused:
            click.echo(" ".join(str(refused).split()), err=True)
            ctx.exit(1)
        except OSError as failed:
            if failed.filename is None:  # no file: a pipe that nobody reads any more, which click looks after
                raise
            click.echo(f"{failed.filename} cannot be used ({failed.strerror}). {REMEDY}", err=True)
            ctx.exit(1)
        except KeyboardInterrupt:
            click.echo("Interrupted; what was not finished is as it was before.", err=True)
            ctx.exit(130)


@click.group(cls=OneLine, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """The city cockpit. Settings come from the environment: COCKPIT_DATABASE, COCKPIT_CITY, PORT and others."""
    for line in unknown():
        click.echo(line, err=True)


def engine_of(settings: Settings) -> Any:
    from cockpit.store.exchange_database import open_engine

    return open_engine(settings.database)


def boards(settings: Settings) -> Any:
    """The service of boards; nothing is connected yet."""
    from cockpit.web.preflight import keep

    return keep(settings)
