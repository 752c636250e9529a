"""Tables of trust: targets, and every published figure beside the cockpit's own number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any

from cockpit.board.board import Row
from cockpit.board.keys import RowKey
from cockpit.board.table import Tables, declare
from cockpit.board.table_input import TableInput, named
from cockpit.metrics.counts import Quoted
from cockpit.metrics.metric import METRICS
from cockpit.metrics.number import Note, Number, unknown
from cockpit.metrics.published_figures import PublishedFigure
from cockpit.metrics.reading import CITY
from cockpit.metrics.silence import silent
from cockpit.metrics.trust_measures import NextTarget, attained, days_left, holds, plain, today
from cockpit.store.vocabulary import Provenance, UnitLevel
from cockpit.units import UNITS, Text


class FigureVerdict(StrEnum):
    """What comes of holding a published figure against the cockpit's own number."""

    EQUAL = "equal"
    AGREES = "agrees"
    DIFFERS = "differs"
    MISSING = "missing"
    TEXT = "text"
    QUOTED = "quoted"
    OTHER_DAY = "other_day"
    CITY_ALONE = "city"


"""The verdict of a figure of the city on a board of a part of it: none."""


def tables(asked: TableInput) -> dict[str, list[Row]]:
    found = {"targets": targets(asked), "published": published(asked), "quiet": quiet(asked)}
    return {**found, "units": units(asked)}


def units(asked: TableInput) -> list[Row]:
    """Every unit of the city by its name, whether or not a number of it is known: all of them can be asked for."""
    registered = [unit for unit in asked.register("unit") if unit["level"] != UnitLevel.PROVINCE]
    return [named(unit, {}, level=unit["level"]) for unit in registered]


def targets(asked: TableInput) -> list[Row]:
    day = today(asked.answer.reading, asked.answer.as_of)
    known = [row for row in asked.register("target") if date.fromisoformat(row["effective_on"]) <= day]
    return [_target(row, _numbers(asked, row, day) if holds(row, asked.reading) else _withheld(row)) for row in known]


def _withheld(target: dict[str, Any]) -> dict[str, Number]:
    """A part of the city is held against nothing that was agreed of the whole of it."""
    unit = target["unit_of_measure"]
    units = {"goal": unit, "current": unit, "attainment": "share", "days_left": "day"}
    return {f"targets.{name}": unknown(unit, Note.NOT_SPLIT) for name, unit in units.items()}


def _numbers(asked: TableInput, target: dict[str, Any], day: date) -> dict[str, Number]:
    unit, provenance = target["unit_of_measure"], target["provenance"]
    goal = Number(
        plain(target["value"]), unit, as_of=day, provenance=provenance, published_qualifier=target["qualifier"]
    )
    current = asked.answer.number(target["metric"]) if target["metric"] else unknown(unit, Note.NOT_CONNECTED)
    reached = attained(current.value, target, provenance=current.provenance)
    return {
        "targets.goal": replace(goal, published=int(goal.value or 0)) if provenance == Provenance.PUBLISHED else goal,
        "targets.current": current,
        "targets.attainment": Number(
            reached.value, "share", as_of=current.as_of, provenance=reached.provenance, note=current.note
        ),
        "targets.days_left": Number(days_left(target, day), "day", as_of=day, provenance=provenance),
    }


def _target(target: dict[str, Any], numbers: dict[str, Number]) -> Row:
    return named(
        target,
        numbers,
        due_on=target["due_on"],
        metric=target["metric"],
        action={"zh": target["action_zh"] or "完成", "en": target["action_en"] or "done"},
        qualifier=target["qualifier"],
        standing=target["due_on"] is None,
        good=METRICS[target["metric"]].good if target["metric"] else None,
    )


def published(asked: TableInput) -> list[Row]:
    """All that were published by the day: the reader sees what was printed and what the cockpit computes.

    They were published of the whole city: on a board of a part of it they have no number and the verdict `city`.
    """
    day = today(asked.answer.reading, asked.answer.as_of)
    return [
        _figure(asked, row) for row in asked.register("published_figure") if date.fromisoformat(row["as_of"]) <= day
    ]


def _figure(asked: TableInput, row: dict[str, Any]) -> Row:
    day = date.fromisoformat(row["as_of"])
    attributes = {
        "text": row["text"],
        "as_of": row["as_of"],
        "metric": row["metric"],
        "member": RowKey(row["dimension"], row["member"]) if row["dimension"] else None,
        "qualifier": row["qualifier"],
        "agrees": None,
        "publisher": {"zh": row["publisher_zh"], "en": row["publisher_en"]},
    }
    text = Text(row["title_zh"], row["title_en"])
    if asked.reading.filters or row["value"] is None:
        verdict = FigureVerdict.CITY_ALONE if asked.reading.filters else FigureVerdict.TEXT
        return Row(row["code"], text, text, {}, {**attributes, "verdict": verdict})
    unit = row["unit_of_measure"] if row["unit_of_measure"] in UNITS else "item"
    figure = PublishedFigure.of(row)
    printed = Number(
        figure.value,
        unit,
        as_of=day,
        provenance=Provenance.PUBLISHED,
        published_qualifier=figure.qualifier,
        published=figure.value,
    )
    own = _own(asked, row, unit)
    return Row(
        row["code"],
        text,
        text,
        {"published": printed, "cockpit": own},
        {
            **attributes,
            "agrees": [figure.low, figure.high],
            "verdict": _verdict(row["metric"], figure, own, as_of=asked.answer.as_of),
        },
    )


def _own(asked: TableInput, row: dict[str, Any], unit: str) -> Number:
    if not row["metric"]:
        return unknown(unit, Note.NOT_CONNECTED)
    member = (row["dimension"], row["member"]) if row["dimension"] else CITY
    if member[0] == "target":
        member = CITY
    return asked.answer.number(row["metric"], member)


def _verdict(metric: str | None, figure: PublishedFigure, own: Number, *, as_of: date) -> str:
    """What is only quoted is the figure itself: that it is equal says nothing. So is a target, which was announced."""
    if figure.as_of != as_of:
        return "other_day"
    if own.value is None:
        return "missing"
    if metric and isinstance(METRICS[metric].measure, Quoted | NextTarget):
        return "quoted"
    if own.value == figure.value:
        return "equal"
    return "agrees" if figure.agrees(own.value) else "differs"


def quiet(asked: TableInput) -> list[Row]:
    """A row for every unit that owes data, and what it owes: to which source, of which subject, since when."""
    subjects = {row["code"]: row["subject"] for row in asked.register("source")}
    found: dict[str, list[dict[str, Any]]] = {}
    for one in silent(asked.reading, asked.answer.as_of):
        subject = subjects[one.source] or one.metric.partition(".")[0]
        owing = {"source": one.source, "subject": subject, "metric": one.metric, "since": one.since.isoformat()}
        if not any(other["subject"] == subject for other in found.setdefault(one.unit, [])):
            found[one.unit].append(owing)
    return [
        asked.unit_row(unit, {}, subject=owing[0]["subject"], silent_since=owing[0]["since"], owing=owing)
        for unit, owing in found.items()
    ]


declare(
    Tables(
        "trust",
        tables,
        repeats=("targets", "published", "quiet", "units"),
    )
)
