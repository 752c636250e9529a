"""The handmade city with a fifth area on its overview, or a sixth, served until it is told to end.

    python -m tests.fifth.wall AREAS FOLDER

It says its address in a line of its own. A process of its own, because subjects are declared before anything is read.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

from cockpit.board.board import Board
from cockpit.metrics.number import Number
from cockpit.panels.panel import PANELS
from cockpit.store.vocabulary import Provenance
from tests import handmade
from tests.fifth.city import declare
from tests.web.living import Handmade, serving

METRIC = "parking.free"


class City(Handmade):
    def shown(self) -> Board:
        board = handmade.board()
        unit = board.definitions[METRIC]["unit"]
        free = Number(1280, unit, as_of=board.as_of, provenance=Provenance.MEASURED)
        return replace(board, metrics={**board.metrics, METRIC: free})


def main(areas: int, folder: Path) -> None:
    declare()
    for at in range(5, areas):
        PANELS.declare(replace(PANELS["parking_area"], name=f"parking_area_{at}"))
    with serving(City(), folder) as address:
        print(address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
