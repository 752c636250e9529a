"""The files of a week: board.json, every format made of it, the manifest with their sums, and its signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cockpit import __version__
from cockpit.snapshot import fonts
from cockpit.snapshot.chain_link import digest
from cockpit.snapshot.chromium import printing
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.faults import accepted
from cockpit.snapshot.format import FORMATS
from cockpit.snapshot.manifest import BOARD, CHAIN, FORMAT, MANIFEST, NAMED, SIGNATURE, TRAIL, written
from cockpit.snapshot.signing import Signer

Progress = Callable[[str, int, int], None]


def files_of(
    edition: Edition,
    *,
    signer: Signer | None = None,
    allow: str | None = None,
    formats: tuple[str, ...] | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """Every file of the week, the manifest with the sums of the others last.

    `allow` is why a fault is accepted; SnapshotRefused where there is one and nobody said why. `formats` names the
    formats that are made, None all of them.
    """
    tell = progress or (lambda name, done, whole: None)
    wanted = [one for one in FORMATS if formats is None or one.name in formats]
    steps = [(one, *named) for one in wanted for named in one.files()]
    tell("panels and fonts", 0, len(steps) + 1)
    edition = accepted(edition, allow)
    files = {BOARD: edition.to_bytes()}
    # Made from what board.json holds and not from the boards in hand, so that they can be made from it again.
    edition = Edition.from_bytes(files[BOARD], week=edition.week)
    with printing(wanted=any(one.printed for one in wanted)) as printer:
        for done, (one, language, file) in enumerate(steps, start=1):
            tell(file, done, len(steps) + 1)
            files[file] = one.write(edition, printer, language)
        tell("", len(steps) + 1, len(steps) + 1)
        manifest = _manifest(edition, files, printer=printer.version, key=signer.verifier.name if signer else None)
    files[MANIFEST] = written(manifest)
    if signer:
        files[SIGNATURE] = signer.sign(files[MANIFEST])
    return files


def _manifest(edition: Edition, files: dict[str, bytes], *, printer: str | None, key: str | None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "week": str(edition.week),
        "city": edition.board.scope.city,
        "unit": edition.board.scope.unit,
        "inputs": {
            "board": edition.board.id,
            "before": edition.before.id,
            "data_version": edition.board.data_version,
            "definition_version": edition.board.definition_version,
            "code": __version__,
            "fonts": fonts.digest(),
            "printer": printer,
        },
        "allowance": edition.allowance.to_json() if edition.allowance else None,
        "files": {name: {"sha256": digest(content), "bytes": len(content)} for name, content in files.items()},
        CHAIN: edition.chain.to_json() if edition.chain else None,
        TRAIL: None,
        NAMED: key,
    }
