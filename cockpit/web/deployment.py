"""Which deployment answers: a hash over the code, the sheets and scripts, and the city's files of screens."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from cockpit.settings import ROOT

MADE_OF = (("cockpit", ".py"), ("assets", ".css"), ("assets", ".js"))


def build_of(*more: Path) -> str:
    """The same for every process of one deployment; an open page reloads itself where it changes."""
    whole = sha256()
    files = [file for folder, kind in MADE_OF for file in sorted((ROOT / folder).rglob(f"*{kind}"))]
    for file in [*files, *(one for one in more if one.is_file())]:
        whole.update(file.read_bytes())
    return whole.hexdigest()[:12]
