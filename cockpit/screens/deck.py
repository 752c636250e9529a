"""The week as slides: one sentence each, and at most two exhibits that show it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from cockpit.board.board import Board, Phrase
from cockpit.board.keys import PartKey
from cockpit.board.sentences.measure_words import worded
from cockpit.errors import DeclarationWrong
from cockpit.marks import slide_exhibit, stage_square
from cockpit.marks.chart import ChartKind
from cockpit.marks.figure import cell, kpi_words
from cockpit.marks.notice import WORST_FIRST
from cockpit.marks.slide_exhibit import Blocks, Exhibit, SlideBlock, shown
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.metric import SLIDE, listed
from cockpit.metrics.subject import subject_of
from cockpit.metrics.subject import title_of as subject_title
from cockpit.panels import panel
from cockpit.panels.card import title_of
from cockpit.panels.content import Content
from cockpit.panels.value import Figure, Pointer
from cockpit.panels.view import View
from cockpit.screens import flow_slides, report_pages, subject_slides
from cockpit.screens.slide import Slide, conclusion, course, honest, plain, shown_of, with_tables
from cockpit.store.vocabulary import Provenance, ScenarioState
from cockpit.units import Text
from cockpit.units.messages import message

log = logging.getLogger(__name__)

HOSTS = 6
THEMES = 8
POINTS = 11


def draw(board: Board, before: Board | None, view: View) -> tuple[Slide, ...]:
    said = report_pages.compared(board, before)
    return tuple(_made(make, said, view) for make in SLIDES)


def _made(make: Callable[[Board, View], Slide], board: Board, view: View) -> Slide:
    """A slide that fails says so in its place, as a panel does; whoever seals is told by `broken`."""
    try:
        return make(board, view)
    except Exception:  # one slide may fail, the others are drawn; the log has the cause
        name = make.__name__.strip("_")
        log.exception("slide %s failed", name)
        said = view.say(
            "这一页暂时无法显示，其他页不受影响。", "This slide cannot be shown; the others are not affected."
        )
        return Slide(name, plain(said), (), broken=(f"slide-{name}",))


def _overview(board: Board, view: View) -> Slide:
    areas = {name: panel.made(name, board) for name in panel.areas()}
    lead = panel.made("report_lead", board)
    broken = [name for name, made in (*areas.items(), ("report_lead", lead)) if made is None]
    blocks = Blocks(tuple(_block(one, view) for one in areas.values() if one and one.summary))
    title = view.tell(message("slide.areas", areas=worded(len(areas))))
    title = title[:1].upper() + title[1:]
    named = tuple(f"panel-{name}" for name in broken)
    return Slide("overview", _front(board, view), (Exhibit(title, "", blocks),), _lead(lead, view), named)


def _lead(said: Content | None, view: View) -> str:
    lines = said.lines[view.language] if said else ()
    return view.say("", " ").join("".join(_words(one, view) for one in line) for line in lines)


def _words(one: str | Figure, view: View) -> str:
    if isinstance(one, str):
        return one
    return view.tell(one.said) if one.said else ""


def _front(board: Board, view: View) -> tuple[Phrase, ...]:
    said = report_pages.conclusion(board)
    return said[view.language] if said else conclusion(board, "overview", view)


def _block(area: Content, view: View) -> SlideBlock:
    said = area.summary
    if said is None:
        raise DeclarationWrong(f"The area {area.title.en!r} has no summary.", "Make one with block.summary().")
    digits, small = kpi_words(said.lead.number, view.language)
    return SlideBlock(
        title=view.tell(area.title),
        note=view.tell(said.note),
        aside=view.tell(said.aside),
        shown=slide_exhibit.SlideNumber(digits, said.lead.metric, said.lead.number),
        small=small,
        under=slide_exhibit.Cell(
            tuple(_piece(one, view) for one in said.under[view.language] if not isinstance(one, Pointer))
        ),
        demo=said.demo,
    )


def _piece(one: str | Figure, view: View) -> str | slide_exhibit.SlideNumber:
    return one if isinstance(one, str) else slide_exhibit.SlideNumber(_words(one, view), one.metric, one.number)


def _changes(board: Board, view: View) -> Slide:
    metrics = [metric.name for metric in listed(SLIDE)]
    titles = (
        view.say("领域", "Area"),
        view.say("指标", "Number"),
        view.say("上周", "Before"),
        view.say("本周", "Now"),
        view.say("变化", "Change"),
    )
    lines = [
        (
            view.tell(subject_title(subject_of(metric))),
            view.tell(title_of(board, metric)),
            shown(metric, board[metric], view.language, part=PartKey("previous")),
            shown(metric, board[metric], view.language, unit=True, marked=True),
            shown(metric, board[metric], view.language, part=PartKey("change")),
        )
        for metric in metrics
    ]
    table = slide_exhibit.listed(titles, (False, False, True, True, True), lines)
    known = [board[metric] for metric in metrics if board[metric].change is not None]
    note = view.say("与上周相比", "against a week before")
    if any(one.change_provenance == Provenance.DEMO for one in known):
        note += view.say("，上期值含演示数据", ", previous values are partly demo")
    moved = sum(one.change != 0 for one in known)
    counted = view.say(
        f"{len(metrics)}项指标，{moved}项比上周有变化",
        f"{moved} of {len(metrics)} numbers have changed since last week",
    )
    # An invented number never enters the sentence of a slide.
    told = next((one.plain(view.language) for one in board.changes if not one.demo), counted)
    exhibits = (Exhibit(view.say("本周变化", "This week's changes"), note, table),)
    return Slide("changes", honest(told, exhibits, view), exhibits)


def _told(board: Board, view: View) -> Slide:
    """Every change in words, the weightiest first."""
    lines = [(str(at), slide_exhibit.told_in(one, view.language)) for at, one in enumerate(board.changes, start=1)]
    titles = (view.say("序", "No."), view.say("变化", "Change"))
    said = view.say("没有可以说明的变化", "No change that can be told")
    if lines:
        said = view.say(f"本周有{len(lines)}项变化值得说明", f"{len(lines)} changes of the week are worth telling")
    title = view.say("变化说明", "What changed")
    note = view.say("按权重排列", "by weight")
    exhibits = (Exhibit(title, note, slide_exhibit.listed(titles, (False, False), lines)),) if lines else ()
    return Slide("told", honest(said, exhibits, view), exhibits)


def _volumes(board: Board, view: View) -> Slide:
    made = with_tables("volumes", board, view, sentence=(), names=("library_table",))
    return replace(made, sentence=conclusion(board, "volumes", view, made.exhibits))


def _growth(board: Board, view: View) -> Slide:
    rows = [row for row in board.rows("libraries") if cell(row, "volumes.stored_share").value is not None]
    shares = slide_exhibit.bars(
        rows,
        "volumes.stored_share",
        view.language,
        unit="share",
        role=lambda row: "done" if (cell(row, "volumes.stored_share").value or 0) >= 1 else "warn",
    )
    whole = sum(one.value is not None and one.value >= 1 for one in shares.bars)
    count = f"{len(board.rows('libraries'))}个基础库，{whole}个已全部入库"
    said = view.say(count, f"{whole} of {len(board.rows('libraries'))} base libraries are stored completely")
    level = course(board, view, "volumes.records", kind=ChartKind.LINE, zero=False)
    share = Exhibit(view.say("入库率", "Share stored"), view.say("已入库项比编目项", "stored over catalogued"), shares)
    exhibits = (*shown_of(share), *level)
    return Slide("growth", honest(said, exhibits, view), exhibits)


def _scenarios(board: Board, view: View) -> Slide:
    volumes = slide_exhibit.bars(
        board.rows("scenarios"),
        "sharing.scenario_volume",
        view.language,
        unit="record",
        role=lambda row: stage_square.bar_role(row.get("state", ScenarioState.REQUESTED)),
    )
    states = view.say("不相加；斜纹对接中，空框需求", "never added; hatched connecting, outline requested")
    kinds = slide_exhibit.bars(board.rows("resources"), "sharing.mounted", view.language, unit="resource")
    exhibits = (
        Exhibit(view.say("应用场景公布量", "Published volume"), states, volumes),
        Exhibit(view.say("挂接资源", "Resources mounted"), view.say("个，按类型", "by kind"), kinds),
    )
    shown = tuple(one for each in exhibits for one in shown_of(each))
    return Slide("sharing", conclusion(board, "sharing", view, shown), shown)


def _opening(board: Board, view: View) -> Slide:
    counties = slide_exhibit.tiles(board.rows("counties"), "opening.datasets", view.language, unit="dataset")
    ordered = sorted(board.rows("themes"), key=lambda row: (-(cell(row, "opening.datasets").value or 0), row.code))
    themes = slide_exhibit.bars(
        ordered[:THEMES],
        "opening.datasets",
        view.language,
        unit="dataset",
        role=lambda row: "hi" if row is ordered[0] else None,
    )
    exhibits = (
        Exhibit(view.say("县区分布", "By county"), view.say("数据集，个", "datasets"), counties),
        Exhibit(view.say("主题", "Themes"), view.say(f"前{THEMES}类，个", f"top {THEMES}"), themes),
    )
    shown = tuple(one for each in exhibits for one in shown_of(each))
    return Slide("opening", conclusion(board, "opening", view, shown), shown)


def _meetings(board: Board, view: View) -> Slide:
    hosts = [row for row in board.rows("meeting_hosts") if row.code != "others"][:HOSTS]
    held = slide_exhibit.bars(
        hosts,
        "meetings.held",
        view.language,
        unit="meeting",
        role=lambda row: "hi" if row is hosts[0] else None,
    )
    note = view.say("近12周，次", "last 12 weeks")
    exhibits = (
        *course(board, view, "meetings.held", kind=ChartKind.COLUMN),
        *shown_of(Exhibit(view.say("主办单位", "Hosts"), note, held)),
    )
    return Slide("meetings", conclusion(board, "meetings", view, exhibits), exhibits)


def _reconciled(board: Board, view: View) -> Slide:
    sentence = conclusion(board, "report", view)
    return with_tables("report", board, view, sentence=sentence, names=("reconciliation_table",))


def _watched(board: Board, view: View) -> Slide:
    ordered = sorted(board.notices, key=lambda one: WORST_FIRST.index(one.level))
    levels = {
        AlertLevel.CRITICAL: Text("严重", "critical"),
        AlertLevel.WARNING: Text("待处理", "to be handled"),
        AlertLevel.INFORMATION: Text("提示", "for information"),
    }
    lines = [(str(at), view.tell(one.text), view.tell(levels[one.level])) for at, one in enumerate(ordered, start=1)]
    titles = (view.say("序", "No."), view.say("事项", "Open point"), view.say("级别", "Level"))
    open_points = sum(one.level != AlertLevel.INFORMATION for one in ordered)
    said = _to_watch(len(ordered), open_points, view)
    left = len(lines) - POINTS
    more = view.say(f"另有 {left} 项", f"{left} more") if left > 0 else ""
    listed = slide_exhibit.listed(titles, (False, False, False), lines[:POINTS])
    return Slide("watch", plain(said), (Exhibit(view.say("下周关注", "To watch next week"), more, listed),))


def _to_watch(whole: int, handled: int, view: View) -> str:
    points = f"{whole} point{'' if whole == 1 else 's'} to watch"
    if not whole:
        return view.say("下周没有需要关注的事项", "Nothing to watch next week")
    if not handled:
        return view.say(f"下周关注{whole}件事，均为提示", f"{points}, all for information")
    return view.say(f"下周关注{whole}件事，其中{handled}件待处理", f"{points}, {handled} to be handled")


def _defined(board: Board, view: View) -> Slide:
    said = view.say(
        f"{len(board.definitions)}项指标各有口径、来源和责任单位，备注页逐项写明",
        f"All {len(board.definitions)} numbers have a definition, a source and an owner: see the notes",
    )
    made = with_tables("definitions", board, view, sentence=plain(said), names=("definitions_table",))
    return replace(made, explained=tuple(board.definitions))


SLIDES: tuple[Callable[[Board, View], Slide], ...] = (
    _overview,
    _changes,
    _told,
    _volumes,
    _growth,
    _scenarios,
    flow_slides.flows,
    flow_slides.links,
    _opening,
    _meetings,
    *subject_slides.more(),
    _reconciled,
    _watched,
    _defined,
)
