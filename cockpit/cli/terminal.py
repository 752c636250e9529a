"""What an administrator sees in a terminal: a bar while something takes its time, and a table."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click

WIDTH = 150
SHOWN = 20


@contextmanager
def steps(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Progress in steps of a known number."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), TextColumn("{task.percentage:>3.0f}%"), TimeElapsedColumn())
    with Progress(*columns, TextColumn("{task.description}"), console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None)
        yield lambda name, done, whole: bar.update(task, description=name, completed=done, total=whole)


@contextmanager
def rows(title: str) -> Iterator[Callable[..., None]]:
    """Progress in rows: how many, how many a second, and the time left where the whole is known."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), TextColumn("{task.completed:,} rows, {task.fields[rate]}/s"))
    left = TextColumn("{task.fields[left]}")
    with Progress(*columns, TimeElapsedColumn(), left, console=Console(stderr=True)) as bar:
        task = bar.add_task("", total=None, rate="-", left="")
        begun = time.monotonic()

        def tell(done: int, total: int | None = None) -> None:
            seconds = max(time.monotonic() - begun, 0.001)
            rate, still = f"{done / seconds:,.0f}", time_left(done, total, seconds=seconds)
            bar.update(task, completed=done, total=total, rate=rate, left=still)

        yield tell


def time_left(done: int, total: int | None, *, seconds: float) -> str:
    """Out of the rate so far; the whole may be an estimate that changes, which a bar of rich takes for a new task."""
    if not total or not done or done >= total:
        return ""
    minutes, rest = divmod(round(seconds * (total - done) / done), 60)
    return f"{minutes}:{rest:02d} left"


def tell_altered(altered: Sequence[Any]) -> None:
    """What loads delivered and the database does not hold, by line; nothing where there is none."""
    for one in altered[:SHOWN]:
        click.echo(
            f"  {one.table} {one.day}, delivered by {one.source}: {one.delivered} rows were delivered, "
            f"{one.there} are there" + (", with other words" if one.there == one.delivered else "")
        )
    if len(altered) > SHOWN:
        click.echo(f"  and {len(altered) - SHOWN:,} more")
    if altered:
        click.echo("These stand as differences of the audit until they are delivered again: cockpit load CODE --again.")


def table(columns: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    from rich.console import Console
    from rich.table import Table

    shown = Table(*columns, box=None)
    for line in lines:
        shown.add_row(*line)
    console = Console()
    console.width = max(console.width, WIDTH)
    console.print(shown)
