"""docs/settings.md, written from the declarations themselves."""

from __future__ import annotations

from cockpit.settings.settings import Settings

PAGE = """# Settings

Generated from `cockpit/settings/settings.py` by `make docs`; do not edit.

Settings are environment variables. One that is empty counts as not set. A value that cannot be used stops what was
started with one line. A variable whose name begins with `COCKPIT_` and that is none of these is named at the start with
the nearest that is; so is a file that a variable names and that is not there.

{table}

A sources file takes secrets of its own from the environment, by the names that stand in it as `${{NAME}}`:
[connect-your-data.md](connect-your-data.md). A machine that only shows the wall has its own three variables in
`docs/kiosk/kiosk.env`.
"""


def markdown() -> str:
    lines = ["| variable | what it says | set it to | where it is not set |", "| --- | --- | --- | --- |"]
    lines += [f"| `{one.name}` | {one.says} | {one.kind} | {one.unset} |" for one in Settings.declared().values()]
    return PAGE.format(table="\n".join(lines))
