"""The handmade city with a fifth area on its overview, or a sixth, served until it is told to end.

    python -m tests.fifth.wall AREAS FOLDER

It says its address in a line of its own. A process of its own, because subjects are declared before anything is read.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.fifth.city import declare

METRIC = "parking.free"


def board() -> Any:
    from cockpit.metrics.number import Number
    from cockpit.store.vocabulary import Provenance
    from tests import handmade

    made = handmade.board()
    unit = made.definitions[METRIC]["unit"]
    free = Number(1280, unit, as_of=made.as_of, provenance=Provenance.MEASURED)
    return replace(made, metrics={**made.metrics, METRIC: free})


def main(areas: int, folder: Path) -> None:
    declare()
    from cockpit.panels.panel import PANELS

    for at in range(5, areas):
        PANELS.declare(replace(PANELS["parking_area"], name=f"parking_area_{at}"))
    from tests.web.living import Handmade, serving

    city = Handmade()
    city.shown = board
    with serving(city, folder) as address:
        print(address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))
