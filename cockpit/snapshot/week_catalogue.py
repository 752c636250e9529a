"""The sealed weeks as the desk shows them: which there are, whether they are whole, and any two held together."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from cockpit.board.board import Board
from cockpit.board.board_comparison import compared_with
from cockpit.board.week_notes import Restatement
from cockpit.calendar import Week
from cockpit.errors import CockpitError, PlanWrong, SettingWrong, SnapshotAltered, SnapshotRefused
from cockpit.screens.report_pages import compared, conclusion
from cockpit.screens.sealed_weeks import ListedWeek, OpenedWeek, SealedWeekList, WeekDownload, WeekState
from cockpit.screens.top_bar import WEEKLY
from cockpit.screens.weekly_page import BAD
from cockpit.settings import Settings
from cockpit.snapshot import week_files, week_remarks, weekly_plan
from cockpit.snapshot.archive import Archive, after, archives, last_due
from cockpit.snapshot.chain import chain_of
from cockpit.snapshot.chain_link import digest
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.manifest import MANIFEST, SEALS
from cockpit.snapshot.signing import Signer, Verifier, signer, verifiers
from cockpit.snapshot.verification import SIGNATURE, SealState, Verification, read
from cockpit.snapshot.week_file import WeekFile
from cockpit.snapshot.week_restatements import WEEKS, differing
from cockpit.snapshot.weekly_plan import WeeklyPlan
from cockpit.snapshot.weekly_run import late
from cockpit.units import Text

log = logging.getLogger(__name__)
MOST = 60
HELD = 200
"""So many comparisons of a sealed week with today's data are remembered."""

Stamp = tuple[tuple[str, int, int, int, int], ...]
"""Of each file of a week: name, when its content and when anything of it changed, size and number."""


@dataclass(frozen=True)
class WeekCatalogue:
    """`now` is the clock by which a week is late. What was checked is remembered while no file of it is touched.

    Weeks must be of `city` (None: any) and signed by one of `keys`, where there are any; `signed` asks for a signature
    also where no key could be read. What does not verify is listed and nothing of it is handed out.
    """

    root: Path
    var: Path
    plan: WeeklyPlan
    now: Callable[[], datetime]
    keys: tuple[Verifier, ...] = ()
    signer: Signer | None = None
    city: str | None = None
    signed: bool = False
    _verdicts: dict[Path, tuple[Stamp, Verification]] = field(default_factory=dict)
    _chains: dict[Path, tuple[Stamp, Mapping[str, str]]] = field(default_factory=dict)
    _checked: dict[Path, tuple[Stamp, ListedWeek]] = field(default_factory=dict)
    _restated: dict[tuple[Path, Stamp, str], tuple[Restatement, ...]] = field(default_factory=dict)

    def listing(self, week: Week | None, other: Week | None, unit: str | None) -> SealedWeekList:
        """SnapshotRefused where a week that is asked for is not sealed."""
        archive = self._archive(unit)
        weeks = archive.weeks()
        listed = [self._listed(archive, one, fresh=one == week) for one in reversed(weeks[-MOST:])]
        asked = week or (listed[0].week if listed else None)
        if asked is not None and asked not in weeks:
            raise SnapshotRefused(f"{asked} is not sealed.", "Take one of the list.")
        coming = self._coming(archive)
        remark = self._remark(coming, archive) if coming else None
        return SealedWeekList(
            weeks=tuple(listed),
            opened=self._opened(archive, listed, asked, other) if asked else None,
            late=self.late(unit),
            remarkable=coming,
            remark=remark,
            more=max(0, len(weeks) - MOST),
            unit=unit,
            units=tuple((one.unit, self._called(self._archive(one.unit))) for one in archives(self.root) if one.unit),
        )

    def grants(self) -> Mapping[str, frozenset[str]]:
        return week_files.grants()

    def file(self, week: Week, name: str, unit: str | None) -> tuple[bytes, str, str] | None:
        """One file of a sealed week with its SHA-256 and media type; only what its manifest names, so that nothing else
        is reached.

        SnapshotAltered where the week does not verify, or this file by now has another sum.
        """
        archive = self._archive(unit)
        if not archive.place(week).is_dir():
            return None
        manifest = read(archive.place(week))
        if manifest is None or not self._verdict(archive, week).intact:
            raise _altered(archive, week)
        if name not in (*manifest["files"], *SEALS):
            return None
        try:
            content = (archive.place(week) / name).read_bytes()
        except OSError:
            return None
        found = digest(content)
        if name in manifest["files"] and found != manifest["files"][name]["sha256"]:
            raise _altered(archive, week)
        return content, found, week_files.named(name).media_type

    def remark(self, week: Week, unit: str | None, *, author: str, text: str) -> None:
        """SnapshotRefused where the week is not the one that is sealed next."""
        archive = Archive(self.root, unit)
        if week != self._coming(archive):
            raise SnapshotRefused(
                f"A remark on {week} is not possible here.", "Remark on the week that is sealed next."
            )
        day, said = self.now().date(), Text(text, "")
        week_remarks.write(week, archive, self.var, author=author, text=said, day=day, signer=self.signer)

    def restated(
        self, unit: str | None, ask: Callable[[Week], Board], *, upto: date, only: Week | None = None
    ) -> tuple[Restatement, ...]:
        """What sealed weeks up to a day say otherwise than today's data, newest week first; of `only` one of them.

        A week is held against today's data once for each version of the data.
        """
        archive = self._archive(unit)
        weeks = [one for one in archive.weeks() if one.sunday <= upto and only in (None, one)][-WEEKS:]
        found: list[Restatement] = []
        for week in reversed(weeks):
            try:
                now = ask(week)
            except CockpitError as failed:
                log.info("%s", failed)  # data that does not reach back so far any more restates nothing
                continue
            key = (archive.place(week), _stamp(archive.place(week)), now.data_version)
            if key not in self._restated:
                edition = self._edition(archive, week)
                same = edition is None or edition.board.data_version == now.data_version
                self._restated[key] = () if same or edition is None else differing(week, edition.board, now)
                while len(self._restated) > HELD:
                    self._restated.pop(next(iter(self._restated)))
            found += self._restated[key]
        return tuple(found)

    def _listed(self, archive: Archive, week: Week, *, fresh: bool) -> ListedWeek:
        place = archive.place(week)
        stamp = _stamp(place)
        held = self._checked.get(place)
        if held and held[0] == stamp and not fresh:
            return held[1]
        verdict = self._verdict(archive, week, fresh=fresh)
        state = WeekState(verdict.state)
        if verdict.intact and not self.keys:
            state = WeekState.UNCHECKED if (place / SIGNATURE).exists() else WeekState.UNSIGNED
        elif verdict.state == SealState.UNKNOWN and verdict.file == SIGNATURE:
            state = WeekState.MISSING
        listed = ListedWeek(week, state, archive.sealed_at(week), self._conclusion(archive, week), verdict.file)
        self._checked[place] = (stamp, listed)
        return listed

    def _archive(self, unit: str | None) -> Archive:
        return Archive(self.root, unit, self.city)

    def _verdict(self, archive: Archive, week: Week, *, fresh: bool = False) -> Verification:
        """Looked at once for each state of the week's files; `fresh`: whatever is remembered."""
        place = archive.place(week)
        own = _stamp(place)
        stamp = (*own, *_stamp(archive.place(after(week))), *_touched(archive.folder))
        held = self._verdicts.get(place)
        if held and held[0] == stamp and own and not fresh:
            return held[1]
        verdict = archive.verdict(week, self.keys, signed=self.signed)
        if verdict.intact and (said := self._rewritten(archive).get(str(week))):
            verdict = Verification(str(week), SealState.ALTERED, said, file=MANIFEST, key=verdict.key)
        self._verdicts[place] = (stamp, verdict)
        return verdict

    def _rewritten(self, archive: Archive) -> Mapping[str, str]:
        """Weeks that are not the ones that others were sealed after, each with what is wrong."""
        folder = archive.folder
        stamp = tuple(touched for week in archive.weeks() for touched in _touched(archive.place(week) / MANIFEST))
        held = self._chains.get(folder)
        if held is None or held[0] != stamp:
            held = self._chains[folder] = (stamp, chain_of(folder).rewritten())
        return held[1]

    def _edition(self, archive: Archive, week: Week) -> Edition | None:
        """What was sealed; None where the week does not verify or cannot be read."""
        if not self._verdict(archive, week).intact:
            return None
        try:
            return archive.edition(week)
        except CockpitError:
            return None

    def _conclusion(self, archive: Archive, week: Week) -> Text | None:
        edition = self._edition(archive, week)
        said = conclusion(compared(edition.board, edition.before)) if edition else None
        return Text(said.plain("zh"), said.plain("en")) if said else None

    def _opened(self, archive: Archive, listed: Sequence[ListedWeek], week: Week, other: Week | None) -> OpenedWeek:
        if not self._verdict(archive, week).intact:
            return OpenedWeek(week, None, None, (), sound=False)
        edition = self._edition(archive, week)
        older = [one.week for one in listed if one.week.monday < week.monday and one.state not in BAD]
        with_ = other or (older[0] if older else None)
        base = f"{WEEKLY}/{archive.unit}/{week}" if archive.unit else f"{WEEKLY}/{week}"
        names = [*(read(archive.place(week)) or {"files": {}})["files"], *SEALS]
        present = [name for name in names if (archive.place(week) / name).is_file()]
        files = [_shown(one, archive.place(week), base) for one in week_files.listed(present)]
        compared = self._compared(edition, archive, with_) if edition and with_ else None
        return OpenedWeek(week, compared, with_ if with_ != week else None, tuple(files))

    def _compared(self, edition: Edition, archive: Archive, other: Week) -> Board | None:
        """The later of the two against the earlier, whichever was asked for first."""
        then = self._edition(archive, other)
        if then is None or then.week == edition.week:
            return None
        first, last = sorted((edition, then), key=lambda one: one.week.monday)
        return compared_with(last.board, first.board)

    def _coming(self, archive: Archive) -> Week | None:
        """The week that is sealed next, if nothing stands in the way of a remark on it."""
        week = last_due(self.plan.seal, self.now())
        return after(week) if archive.place(week).exists() else week

    def _remark(self, week: Week, archive: Archive) -> Text | None:
        try:
            found = week_remarks.read(week, archive, self.var)
        except CockpitError:
            return None
        return Text(f"{found.text.zh}（{found.author}）", f"{found.text.en} ({found.author})") if found else None

    def late(self, unit: str | None) -> tuple[Week, ...]:
        """Nothing is late where nothing was ever sealed: the schedule may not have been begun."""
        archive = Archive(self.root, unit)
        return tuple(late(archive, self.plan.seal, self.now())) if archive.weeks() else ()

    def _called(self, archive: Archive) -> Text:
        weeks = archive.weeks()
        edition = self._edition(archive, weeks[-1]) if weeks else None
        code = archive.unit or ""
        return (edition.board.unit if edition else None) or Text(code, code)


def open_catalogue(settings: Settings, *, now: Callable[[], datetime]) -> WeekCatalogue:
    """A mistake in weekly.toml or a key that cannot be read never stops the server; the runs say what is wrong."""
    try:
        planned = weekly_plan.of(settings)
    except PlanWrong as wrong:
        log.error("%s", wrong)
        planned = WeeklyPlan()
    keys, signs = _keys(settings.signing_key)
    signed = settings.signing_key is not None
    return WeekCatalogue(settings.snapshots, settings.var, planned, now, keys, signs, city=settings.city, signed=signed)


def _keys(file: Path | None) -> tuple[tuple[Verifier, ...], Signer | None]:
    """What signatures are checked with, and what remarks are signed with; a server may have only the public half."""
    if file is None:
        return (), None
    try:
        keys = verifiers(file)
    except SettingWrong as wrong:
        log.error("%s", wrong)
        return (), None
    try:
        return keys, signer(file)
    except SettingWrong:
        return keys, None


def _altered(archive: Archive, week: Week) -> SnapshotAltered:
    unit = f" --unit {archive.unit}" if archive.unit else ""
    return SnapshotAltered(
        f"The sealed {week} does not verify.", f"Run: python -m cockpit.cli snapshot verify {week}{unit}"
    )


def _shown(one: WeekFile, place: Path, base: str) -> WeekDownload:
    size = (place / one.name).stat().st_size
    return WeekDownload(one.name, size, f"{base}/{one.name}", title=one.title, language=one.language, page=one.page)


def _stamp(place: Path) -> Stamp:
    try:
        return tuple(sorted(touched for one in place.iterdir() for touched in _touched(one)))
    except OSError:
        return ()


def _touched(path: Path) -> Stamp:
    try:
        one = path.stat()
    except OSError:
        return ()
    return ((path.name, one.st_mtime_ns, one.st_ctime_ns, one.st_size, one.st_ino),)
