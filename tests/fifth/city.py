"""The small city with a subject that the cockpit does not have, written down as it stands on every surface.

    python -m tests.fifth.city FOLDER

The folders beside this file stand in for files in the folders of the registries: they are added to the packages before
anything is read, which is why this runs in a process of its own. What it finds is written to FOLDER/found.json.
"""

from __future__ import annotations

import importlib
import io
import json
import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

REGISTRIES = {
    "subjects": "cockpit.metrics.subjects",
    "tables": "cockpit.board.tables",
    "gallery": "cockpit.panels.gallery",
    "sources": "cockpit.ingest.sources",
    "formats": "cockpit.snapshot.formats",
}
HERE = Path(__file__).parent
MONDAY = date(2020, 9, 14)


def declare() -> None:
    for folder, package in REGISTRIES.items():
        importlib.import_module(package).__path__.append(str(HERE / folder))


def main(folder: Path) -> None:
    declare()
    database = fill(folder)
    os.environ |= {
        "COCKPIT_DATABASE": database,
        "COCKPIT_CITY": "small",
        "COCKPIT_VAR": str(folder / "var"),
        "COCKPIT_SNAPSHOTS": str(folder / "snapshots"),
        "COCKPIT_SOURCES": str(folder / "inputs" / "sources.toml"),
        "COCKPIT_SCREENS": str(folder / "screens.toml"),
    }
    found = {**board(database, folder), **week(database, folder), **pages(database, folder), **verbs(folder)}
    found |= audits(database)
    (folder / "found.json").write_text(json.dumps(found, ensure_ascii=False, indent=1), "utf-8")


def fill(folder: Path) -> str:
    """The small city, with the register of its sources one longer, and that source loaded by its own kind."""
    from cockpit.store.load_transaction import Load, replace
    from tests import small
    from tests.ingest.bureau import Bureau

    url = f"sqlite:///{folder / 'exchange.db'}"
    engine = small.fill(url)
    registers = small.registers()
    parking = {**registers["source"][0], "code": "parking", "name_zh": "停车平台", "name_en": "Parking platform"}
    registers["source"].append({**parking, "subject": "parking", "position": 6})
    replace(
        engine,
        Load("small", registers=registers, facts=small.facts(), world={"clock": small.NOW.isoformat()}),
        at=small.NOW,
    )
    inputs = folder / "inputs"
    inputs.mkdir()
    bureau = Bureau(engine, inputs, folder, now=small.NOW)
    bureau.write("parking.csv", "2020-06-01,400\n2020-09-01,400\n2020-09-08,300\n2020-09-17,80\n")
    bureau.load("parking", 'kind = "parking_file"\nfile = "parking.csv"')
    engine.dispose()
    return url


def keep(database: str, folder: Path) -> Any:
    from cockpit.store.exchange_database import open_engine
    from tests import small

    return small.keep(open_engine(database), folder / "var")


def board(database: str, folder: Path) -> dict[str, Any]:
    from cockpit.board.scope import Scope
    from cockpit.marks.element import PanelElement
    from cockpit.metrics import metric_handbook
    from cockpit.panels.view import View
    from cockpit.screens import wall

    made = keep(database, folder).board(Scope("small"))
    notices = {one.name: one.text.to_json() for one in made.notices if one.subject == "parking"}
    lines = [one.text for one in wall.draw(made, "overview", View("wall")) if one.tag == "li"]
    return {
        "notices": notices,
        "owners": {one.name: one.owner.en if one.owner else None for one in made.notices if one.subject == "parking"},
        "headline": made.headline["parking"].plain("en"),
        "overview lines": " ".join(lines),
        "overview areas": [
            one.panel for one in wall.draw(made, "overview", View("wall")) if isinstance(one, PanelElement)
        ],
        "docs": metric_handbook.markdown(),
    }


def week(database: str, folder: Path) -> dict[str, Any]:
    from cockpit.calendar import Week
    from cockpit.panels.view import View
    from cockpit.screens import deck, phone
    from cockpit.screens import report_pages as weekly
    from cockpit.snapshot import report
    from cockpit.snapshot.edition import gather
    from cockpit.snapshot.seal import seal
    from cockpit.snapshot.signing import generate, signer

    kept = keep(database, folder)
    edition = gather(Week.of(MONDAY), newest=date(2020, 9, 21), ask=kept.week)
    generate(folder / "key.pem")
    names = ("report_html", "data_xlsx", "parking_md")
    sealed = seal(edition, folder / "snapshots", signer=signer(folder / "key.pem"), formats=names)
    slides = deck.draw(edition.board, edition.before, View("report", language="en"))
    slide = next(one for one in slides if one.name == "parking")
    compared = weekly.compared(edition.board, edition.before)
    return {
        "files": sorted(one.name for one in sealed.folder.iterdir()),
        "parking-en.md": (sealed.folder / "parking-en.md").read_text(),
        "report": report.tree(edition, "en").text,
        "report ids": [one.attributes["id"] for one in report.tree(edition, "en") if "id" in one.attributes],
        "workbook": cells((sealed.folder / "data-en.xlsx").read_bytes()),
        "slides": [one.name for one in slides],
        "slide": "".join(phrase.text for phrase in slide.sentence),
        "slide exhibits": [one.title for one in slide.exhibits],
        "slide broken": [name for one in slides for name in one.broken],
        "slide areas": slides[0].exhibits[0].title,
        "slide changes": [phrase.text for one in slides if one.name == "changes" for phrase in one.sentence],
        "told": [one.plain("en") for one in compared.changes],
        "phone": phone.draw(compared, View("report", language="en")).text,
    }


def pages(database: str, folder: Path) -> dict[str, Any]:
    from cockpit.settings import read
    from cockpit.snapshot.week_catalogue import open_catalogue
    from cockpit.web.app import create_app
    from tests import small

    (folder / "readers.toml").write_text(
        '[role.leader]\nfiles = ["parking.md"]\n\n[[reader]]\nname = "w"\nunits = "all"\nrole = "leader"\n', "utf-8"
    )
    (folder / "screens.toml").write_text('[screens.hall]\nscenes = ["overview", "parking"]\n', "utf-8")
    settings = read(dict(os.environ))
    weeks = open_catalogue(settings, now=lambda: small.NOW)
    client = create_app(settings, keep(database, folder), weeks).server.test_client()
    # The file of readers is checked against the units of a city that has a folder; no board is asked for here.
    roles = {"readers": folder / "readers.toml", "identity_header": "X-Remote-User", "city": "linyi"}
    leader = create_app(settings.model_copy(update=roles), keep(database, folder), weeks).server.test_client()
    signed = {"X-Remote-User": "w"}
    asked = {
        "desk": "/desk?lang=en",
        "desk page": "/desk/parking?lang=en",
        "desk compared": "/desk/parking?lang=en&compare=week",
        "desk drawer": "/desk/parking?lang=en&metric=parking.free",
        "desk rows": "/desk/parking?lang=en&metric=parking.free&rows=open",
        "desk unit": "/desk/parking?lang=en&unit=c",
        "handbook": "/desk/metrics?lang=en",
        "trust": "/desk/trust?lang=en",
        "wall": "/wall?lang=en",
        "wall scene": "/wall/parking?lang=en",
        "wall screen": "/wall?screen=hall",
        "screens": "/screens?lang=en",
        "live week": "/week?lang=en",
        "weekly": "/desk/weekly?lang=en",
        "names": "/api/v1/names",
        "API": "/api/v1/board",
        "rows": "/api/v1/rows?metric=parking.free",
        "openapi": "/api/v1/openapi.json",
        "file": f"/desk/weekly/{'2020-W38'}/parking-en.md",
    }
    answers = {name: client.get(path) for name, path in asked.items()}
    taken = {name: leader.get(f"/desk/weekly/2020-W38/{name}", headers=signed).status_code for name in TAKEN}
    return {
        **{name: one.json if one.is_json else one.text for name, one in answers.items()},
        "status": {name: one.status_code for name, one in answers.items()},
        "media type": answers["file"].mimetype,
        "taken": taken,
        "xlsx": cells(client.get("/export/parking.xlsx?lang=en").data),
        "csv": client.get("/export/parking.csv?panel=parking_course&lang=en").text,
    }


TAKEN = ("parking.md", "parking-en.md", "manifest.json", "report.html")


def verbs(folder: Path) -> dict[str, Any]:
    from click.testing import CliRunner

    from cockpit.cli import main as cockpit
    from cockpit.ingest.source_kind import KINDS

    run = CliRunner()
    return {
        "sources": run.invoke(cockpit, ["sources"]).output,
        "sources check": run.invoke(cockpit, ["sources", "check"]).output,
        "alerts": run.invoke(cockpit, ["alerts"]).output,
        "kinds": KINDS.names(),
        "webhook": json.loads((folder / "var" / "alerts.json").read_text()),
    }


def audits(database: str) -> dict[str, Any]:
    """What is right, and then with a running total and a row of the subject that are wrong."""
    from sqlalchemy import text

    from cockpit.board.audit.day_audit import audit_day
    from cockpit.store.exchange_database import open_engine, write_connection
    from tests import small

    engine, found = open_engine(database), {}
    faults = {
        "audit": None,
        "audit of a sum": f"UPDATE reported_daily_sum {WRONG}",
        "audit of a row": f"UPDATE reported_daily {ROW}",
    }
    for name, fault in faults.items():
        with write_connection(engine) as connection:
            if fault:
                connection.execute(text(fault))
            result = audit_day(connection, "small", None, now=small.NOW, scopes=[])
        found[name] = [one.words for one in result.differences if "parking" in one.words]
        found[f"{name} agrees"] = result.agrees
    engine.dispose()
    return found


WRONG = "SET value = 81 WHERE member = 'parking_free' AND day = '2020-09-21'"
ROW = "SET value = 79 WHERE figure = 'parking_free' AND day = '2020-09-17'"


def cells(content: bytes) -> dict[str, list[list[str]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content))
    return {name: [[str(cell) for cell in row] for row in book[name].values] for name in book.sheetnames}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
