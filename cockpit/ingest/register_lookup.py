"""What the registers know: codes and names of units, themes and the rest, found however a source writes them."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from cockpit.ingest.refusal import Unfit, shown
from cockpit.store.translations import REGISTERS

NAMES = ("code", "adcode", "name_zh", "short_zh", "name_en", "short_en")


class RegisterLookup:
    """Registers by table name; `find` answers with a code, or Unfit where two rows share the name, naming both."""

    def __init__(self, registers: Mapping[str, Sequence[Mapping[str, Any]]]) -> None:
        self._rows = {register: {row["code"]: row for row in rows} for register, rows in registers.items()}
        self._found: dict[str, dict[str, list[str]]] = {}
        for register, rows in registers.items():
            names: dict[str, list[str]] = {}
            for row in rows:
                for text in {folded(row.get(name) or "") for name in NAMES[1:]} - {""}:
                    names.setdefault(text, []).append(row["code"])
            names.update({folded(row["code"]): [row["code"]] for row in rows})
            self._found[register] = names

    def rows(self, register: str) -> Mapping[str, Mapping[str, Any]]:
        """By code."""
        return self._rows.get(register, {})

    def find(self, register: str, text: object, aliases: Mapping[str, str] | None = None) -> str | None:
        """The code that a text stands for: by an alias of the source, by code, or by a name that only one has."""
        if not isinstance(text, str):
            return None
        if aliases:
            found = aliases.get(text) or aliases.get(text.strip())
            if found is not None:
                return found
        codes = self._found.get(register, {}).get(folded(text), [])
        if len(codes) > 1:
            raise _ambiguous(register, text, codes)
        return codes[0] if codes else None

    def code(
        self, register: str, text: object, *, field: str, aliases: Mapping[str, str] | None = None, where: str = ""
    ) -> str:
        """The code, or Unfit with the nearest name; `where` says which table of the sources file could map it."""
        found = self.find(register, text, aliases)
        if found is not None:
            return found
        near = difflib.get_close_matches(folded(str(text))[:80], self._found.get(register, {}), n=1, cutoff=0.6)
        hint = f"Perhaps {near[0]!r} was meant. " if near else ""
        mapping = f" or map it in {where}" if where else ""
        name = REGISTERS[register]
        meant = f"是否为“{near[0]}”？" if near else ""
        mapped = f"，或在{where}中对应" if where else ""
        raise Unfit(
            zh=(f"{name}“{shown(text)}”不在名册中。", f"{meant}请加入{name}名册{mapped}。"),
            en=(f"the {register} {shown(text)!r} is unknown.", f"{hint}Add it to the {register} register{mapping}."),
            field=field,
            value=text,
        )


def _ambiguous(register: str, text: str, codes: Sequence[str]) -> Unfit:
    name, listed = REGISTERS[register], " / ".join(codes)
    return Unfit(
        zh=(f"{name}“{shown(text)}”有歧义，可指{listed}。", "请写编码，或在来源配置中对应。"),
        en=(
            f"the {register} {shown(text)!r} is ambiguous: {listed}.",
            "Write the code, or map it in the sources file.",
        ),
        field=register,
        value=text,
    )


def folded(text: str) -> str:
    """How names are compared: width, case and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
