"""The rollup where the log outgrows one machine: the same text on Apache Spark, standalone or any other cluster."""

from __future__ import annotations

import socket
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cockpit.errors import SettingWrong, SourceSilent
from cockpit.rollup.definition import KEY, flows
from cockpit.rollup.rollup_engine import Row, broken, by_day, missing
from cockpit.store.event import COLUMNS
from cockpit.store.vocabulary import Provenance

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

SPARK_TYPES = {"VARCHAR": "STRING", "TIMESTAMP": "TIMESTAMP_NTZ"}
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    "spark.sql.shuffle.partitions": "8",
    "spark.log.level": "OFF",
}


@dataclass(frozen=True)
class SparkEngine:
    """`master` is the URL of a cluster whose workers see the folder of landed parts under the same path."""

    master: str
    memory: str = "1g"

    def flows(
        self, parts: Mapping[date, Sequence[Path]], *, distinct: bool, provenance: Provenance
    ) -> Iterator[tuple[date, list[Row]]]:
        paths = [path for day in sorted(parts) for path in parts[day]]
        missing(paths)
        found = self._rows(paths, distinct=distinct) if paths else []
        yield from by_day(parts, found, provenance=provenance)

    def _rows(self, paths: Sequence[Path], *, distinct: bool) -> list[Sequence[Any]]:
        """Daily facts are few; they are gathered on the driver."""
        schema = ", ".join(f"`{name}` {SPARK_TYPES.get(kind, kind)}" for name, kind in COLUMNS.items())
        with session(self.master, self.memory) as spark:
            try:
                events = spark.read.schema(schema).parquet(
                    *(f"file://{path.absolute()}" for path in paths)
                )  # Hadoop decodes no %
                events.createOrReplaceTempView("landed")
                return [tuple(row) for row in spark.sql(flows(distinct=distinct)).orderBy(*KEY).collect()]
            except Exception as failed:  # Spark raises what its Java side raises
                raise broken(_said(failed)) from failed


@contextmanager
def session(master: str, memory: str) -> Iterator[SparkSession]:
    """The one that runs in this process, which whoever began it ends; else one of its own.

    SettingWrong where Spark is not installed, SourceSilent where it does not start.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as gone:
        raise SettingWrong(
            "The rollup on Spark needs the package pyspark.",
            "Install it: pip install 'city-cockpit[spark]'",
            zh="用Spark汇总需要pyspark。",
        ) from gone
    if running := SparkSession.getActiveSession():
        yield running
        return
    _answers(master)
    builder = SparkSession.builder.master(master).appName("city-cockpit rollup")
    settings = {**SETTINGS, "spark.driver.memory": memory, "spark.executor.memory": memory}
    if master.startswith("spark://"):
        settings["spark.driver.host"] = _own_address(master)
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        spark = builder.getOrCreate()
    except Exception as failed:
        raise SourceSilent(
            f"Spark does not start ({_said(failed)[:120]}).", "Check Java 17 and the master.", zh="Spark未能启动。"
        ) from failed
    try:
        yield spark
    finally:
        spark.stop()


def _answers(master: str) -> None:
    """Spark itself tries for minutes."""
    if not master.startswith("spark://"):
        return
    for one in master.removeprefix("spark://").split(","):
        parts = urlsplit(f"//{one}")
        try:
            socket.create_connection((parts.hostname or "", parts.port or 7077), timeout=3).close()
        except (OSError, ValueError):
            continue
        return
    raise SourceSilent(
        f"The Spark master {master} does not answer.",
        "Start it, or correct master under [rollup].",
        zh=f"Spark主节点{master}无应答。",
    )


def _own_address(master: str) -> str:
    """The address under which the workers find this driver: the one that leads to the master."""
    parts = urlsplit("//" + master.removeprefix("spark://").split(",")[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((parts.hostname or "127.0.0.1", parts.port or 7077))
        return str(probe.getsockname()[0])


def _said(failed: Exception) -> str:
    text = str(failed)
    if "ARITHMETIC_OVERFLOW" in text or "CAST_OVERFLOW" in text:
        return "overflow"
    return text.splitlines()[0] if text else type(failed).__name__
