"""The wall: five scenes for a room, read from eight metres in ten seconds, without a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from cockpit.board.board import Board, Notice, Row
from cockpit.board.keys import SceneKey
from cockpit.errors import NameUnknown
from cockpit.marks import badge
from cockpit.marks.element import Element, PanelElement, el
from cockpit.marks.notice import lost, strip, worst
from cockpit.marks.phrases import headline
from cockpit.marks.short_names import width
from cockpit.metrics.alert import AlertLevel
from cockpit.metrics.subject import areas
from cockpit.panels import panel
from cockpit.panels.view import Evident, View
from cockpit.screens import page_sentence
from cockpit.screens.page_origins import origins
from cockpit.store.vocabulary import Provenance
from cockpit.units import Text, day


@dataclass(frozen=True)
class WallSection:
    """Panels that stand under each other in so many of the wall's columns: four, or one for each area of the city."""

    panels: tuple[str, ...]
    column: int
    span: int = 1


@dataclass(frozen=True)
class Scene:
    """`aside` is a panel beside the headline; without one the headline has the whole width."""

    name: str
    title: Text
    sections: tuple[WallSection, ...]
    aside: str | None = None

    @property
    def columns(self) -> int:
        return max(section.column for section in self.sections)

    @property
    def evidence(self) -> Evident:
        return Evident.WIDE if self.columns > FULL else Evident.ALWAYS


COMPOSED = (
    Scene(
        "overview",
        Text("总览", "Overview"),
        tuple(WallSection((name,), at) for at, name in enumerate(panel.areas(), start=1)),
        aside="goal",
    ),
    Scene(
        "volumes",
        Text("归集", "Volumes"),
        (
            WallSection(("base_libraries",), 1, span=3),
            WallSection(("thematic_libraries", "provincial_returns", "contributing_departments"), 4),
        ),
    ),
    Scene(
        "sharing",
        Text("共享", "Sharing"),
        (
            WallSection(("platform_flow",), 1, span=2),
            WallSection(("scenarios",), 3),
            WallSection(("supply",), 4),
        ),
    ),
    Scene(
        "opening",
        Text("开放", "Opening"),
        (
            WallSection(("open_datasets", "updates_on_time"), 1),
            WallSection(("county_map",), 2, span=2),
            WallSection(("open_themes", "weekly_downloads"), 4),
        ),
    ),
    Scene(
        "meetings",
        Text("会议", "Meetings"),
        (
            WallSection(("connected_units", "meetings_served"), 1),
            WallSection(("weekly_meetings", "start_hours"), 2, span=2),
            WallSection(("room_states", "meeting_hosts"), 4),
        ),
    ),
)
"""The scenes whose panels have places that somebody chose."""


def _scenes() -> tuple[Scene, ...]:
    """The composed ones, then one for each other area that has panels of its own for the wall."""
    known = {scene.name for scene in COMPOSED}
    more = [(one, _columns(one.name)) for one in areas() if one.name not in known]
    return (*COMPOSED, *(Scene(one.name, one.title, sections) for one, sections in more if sections))


def _columns(scene: str) -> tuple[WallSection, ...]:
    """Panels that declare the scene, by name, over its four columns: fewer are wider, the fifth is under the first."""
    names = sorted(one.name for one in panel.PANELS if one.scene == scene)
    count = min(len(names), 4)
    return tuple(WallSection(tuple(names[at::4]), 1 + at * (4 // count), span=4 // count) for at in range(count))


SCENES = _scenes()
NAMES = tuple(scene.name for scene in SCENES)

COUNTY = Scene(
    "county",
    Text("县区", "Counties"),
    (
        WallSection(("county_volumes",), 1),
        WallSection(("county_sharing",), 2),
        WallSection(("county_opening",), 3),
        WallSection(("county_meetings",), 4),
    ),
    aside="county_place",
)
"""One scene for each county, called county-<code>; a plan names the family and each round shows the next of them."""

FULL = 4
"""So many areas stand beside each other with their evidence. More stand in two rows, each with its number alone; where
the wall is wide enough, in one row with their evidence again (assets/wall.css)."""

LONG = {"zh": (36, 76), "en": (60, 130)}
"""From so many letters a phrase, and all of it, are too long for the usual size; a Chinese character takes two."""

STEPS = (*NAMES, COUNTY.name)
"""What a plan may name."""


def names(board: Board) -> tuple[str, ...]:
    """The scenes of this city, in their order."""
    return (*NAMES, *(str(SceneKey(COUNTY.name, row.code)) for row in board.rows("counties")))


def title_of(board: Board, scene: str, view: View) -> str:
    row = county_of(board, scene)
    return view.tell(row.name if row else scene_of(scene).title)


def scene_of(name: str) -> Scene:
    """NameUnknown where the wall has no such scene."""
    for scene in SCENES:
        if scene.name == name:
            return scene
    if SceneKey.parse(name).family == COUNTY.name:
        return COUNTY
    raise NameUnknown(f"There is no scene called {name!r}.", f"Scenes: {', '.join(STEPS)}.")


def county_of(board: Board, scene: str) -> Row | None:
    """The county that a scene is about; None for the scenes of the whole city."""
    key = SceneKey.parse(scene)
    return board.row("counties", key.code) if key.family == COUNTY.name else None


def draw(board: Board, scene: str, view: View) -> Element:
    """The whole `<main>` of one scene."""
    shown = scene_of(scene)
    row = county_of(board, scene)
    view = replace(view, subject=row.code if row else view.subject, evidence=shown.evidence)
    aside = panel.draw(shown.aside, board, view) if shown.aside else None
    sections = [_section(board, section, view) for section in shown.sections]
    conclusion = headline(page_sentence.over(board, scene, [aside, *sections]), view.language)
    said = [*failing([aside, *sections], scene), *notices(board, scene)]
    origin = origins([aside, *sections])
    return el(
        "main",
        _masthead(board, shown, view, origin),
        el("section", conclusion, class_=_lede(conclusion, shown, view)),
        aside,
        _areas(shown, sections),
        el(
            "footer",
            strip(said, view.language),
            el("span", source(board, view, origin), class_="source-line"),
            class_="note",
        ),
        class_=f"wall scene-{shown.name}",
    )


def _areas(shown: Scene, sections: Sequence[Element]) -> Element:
    if shown.columns <= FULL:
        return el("section", *sections, class_="areas")
    style = f"--abreast:{ceil(shown.columns / 2)};--all:{shown.columns}"
    return el("section", *sections, class_="areas many", style=style)


def _lede(conclusion: Element, shown: Scene, view: View) -> str:
    """A conclusion that names long names is set smaller, and may break inside them."""
    phrase, whole = LONG[view.language]
    pieces = [width(child.text) for child in conclusion.children if isinstance(child, Element)]
    long = sum(pieces) > whole or max(pieces, default=0) > phrase
    return " ".join(["lede", *([] if shown.aside else ["full"]), *(["long"] if long else [])])


def notices(board: Board, scene: str) -> list[Notice]:
    """What this scene has to say; that the board itself is old comes before everything."""
    row = county_of(board, scene)
    said = [one for one in board.notices if (("unit", row.code) in one.members if row else scene in one.scenes)]
    if board.stale is None:
        return said
    named = {("source", one.code) for one in worst(board.sources)}  # the first line names them already
    said = [one for one in said if not named & set(one.members)]
    return [lost(board.stale, (scene,), board.sources), *said]


def failing(drawn: Sequence[Element | None], scene: str) -> list[Notice]:
    """A line for each panel that could not be drawn; a wall that has its last numbers keeps them."""
    every = (one for whole in drawn for one in whole or ())
    titles = [panel.PANELS[one.panel].title for one in every if isinstance(one, PanelElement) and one.failed]
    return [
        Notice(
            AlertLevel.CRITICAL,
            "trust",
            None,
            Text(f"{one.zh}：面板暂时无法更新", f"{one.en}: panel cannot be updated"),
            (scene,),
        )
        for one in titles
    ]


def source(board: Board, view: View, origin: tuple[Provenance, ...]) -> str:
    """Who compiled it; and of the figures that somebody published, who did and of which day the newest is."""
    bureau = board.city["bureau"][view.language]
    quoted = [number.as_of for number in board.metrics.values() if number.published is not None]
    days = [as_of for as_of in quoted if as_of and as_of <= board.as_of]
    if not days or Provenance.PUBLISHED not in origin:
        return view.say(f"编制：{bureau}", f"Compiled by {bureau}")
    newest = day(max(days), short=False)
    by = _publishers(board, max(days).isoformat(), view) or bureau
    return view.say(f"公布数：{by}，{newest}", f"Published figures: {by}, {newest}")


def _publishers(board: Board, as_of: str, view: View) -> str:
    """Who published the figures of a day."""
    said = (row.get("publisher") for row in board.rows("published") if row.get("as_of") == as_of)
    return view.say("、", ", ").join(dict.fromkeys(one[view.language] for one in said if one))


def _masthead(board: Board, shown: Scene, view: View, origin: tuple[Provenance, ...]) -> Element:
    as_of = day(board.as_of, short=False)
    links = [
        el(
            "a",
            view.tell(scene.title),
            href=address(scene.name, view),
            aria_current="page" if scene is shown else None,
        )
        for scene in ((*SCENES, COUNTY) if board.rows("counties") else SCENES)
    ]
    return el(
        "header",
        el("b", board.city["title"][view.language]),
        el("nav", *links, aria_label=view.say("场景", "Scenes")),
        el("span", source(board, view, origin), class_="source-line wide"),
        el(
            "span",
            [badge.all_demo(view.language), " "] if invented(board) else None,
            view.say(f"数据截至 {as_of}", f"Data to {as_of}"),
            class_="as-of",
        ),
        class_="masthead",
    )


def invented(board: Board) -> bool:
    """Whether numbers are shown and none of them is real; a board that knows nothing invents nothing."""
    return board.all_demo and any(number.demo for number in board.metrics.values())


def address(scene: str, view: View) -> str:
    """Where a scene stands; the question and the language stay as they were asked."""
    path = "/wall" if scene == NAMES[0] else f"/wall/{scene}"
    return f"{path}?{view.query}" if view.query else path


def _section(board: Board, section: WallSection, view: View) -> Element:
    """A single panel stands for itself; several share a column."""
    drawn = [panel.draw(name, board, view) for name in section.panels]
    place = f"column-{section.column} span-{section.span}"
    if len(drawn) > 1:
        return el("div", *drawn, class_=f"stacked {place}")
    return drawn[0].classed(place)
