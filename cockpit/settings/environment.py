"""Settings out of the environment, and variables that look like settings and are none."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping

from pydantic import ValidationError
from pydantic_settings import EnvSettingsSource

from cockpit.errors import SettingWrong
from cockpit.settings.settings import Settings

PREFIX = "COCKPIT_"
ALIKE = 0.9
"""How alike a name without the prefix must be to be taken for a misspelt one: COCPIT_DATABASE is, COCOA_DATA is not."""


def read(environment: Mapping[str, str] | None = None) -> Settings:
    """From the environment; an empty variable is one that is not set. SettingWrong names the variable."""
    source = EnvSettingsSource(Settings)
    if environment is not None:
        source.env_vars = {name: value for name, value in environment.items() if value}
    try:
        return Settings(**source())
    except ValidationError as wrong:
        name = str(wrong.errors()[0]["loc"][0])
        one = next(one for one in Settings.declared().values() if one.name == name)
        shown = "" if one.secret else f"={source.env_vars[name]!r}"
        raise SettingWrong(f"{name}{shown} cannot be used.", f"Set {one.kind}.") from None


def unknown(environment: Mapping[str, str] | None = None) -> list[str]:
    """One line for each variable that looks like one of ours and is none, with the nearest that is."""
    given = os.environ if environment is None else environment
    known = [one.name for one in Settings.declared().values()]
    ours = [name for name in known if name.startswith(PREFIX)]
    lines = []
    for name in sorted(set(given) - set(known)):
        prefixed = name.upper().startswith(PREFIX)
        near = difflib.get_close_matches(name.upper(), ours, n=1, cutoff=0.0 if prefixed else ALIKE)
        if near:
            lines.append(
                f"{name} is no setting and changes nothing. The nearest is {near[0]}; docs/settings.md has all."
            )
    return lines
