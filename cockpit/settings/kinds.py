"""Kinds of settings, and what has to be said of one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from ipaddress import ip_address
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic.fields import FieldInfo
from pydantic_settings import NoDecode


def _divided(given: object) -> object:
    """Parts between commas; a tuple that a test hands over stays as it is."""
    return tuple(part.strip() for part in given.split(",") if part.strip()) if isinstance(given, str) else given


def _moment(given: object) -> object:
    return datetime.fromisoformat(given) if isinstance(given, str) else given


def _address(given: str) -> str:
    return str(ip_address(given)) and given


Divided = (NoDecode, BeforeValidator(_divided))
Names = Annotated[tuple[Annotated[str, StringConstraints(max_length=60)], ...], *Divided]
Tokens = Annotated[tuple[Annotated[str, StringConstraints(min_length=16, pattern=r"^[!-~]+$")], ...], *Divided]
Addresses = Annotated[tuple[Annotated[str, AfterValidator(_address)], ...], *Divided]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Folder = Annotated[str, StringConstraints(pattern=r"^[^\W_]+([-][^\W_]+)*$")]
Header = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{1,60}$")]
Redis = Annotated[str, StringConstraints(pattern=r"^(rediss?|unix)://.")]
Hook = Annotated[str, StringConstraints(pattern=r"^https?://.")]


@dataclass(frozen=True)
class Declaration:
    """What is said of a setting. `kind` completes "Set …" where a value cannot be used; `unset` is the default in
    words.

    A secret is never printed. Of a file it is said where it was named and is not there.
    """

    name: str
    says: str
    kind: str
    unset: str
    secret: bool
    file: bool


def setting(
    name: str,
    default: Any,
    *,
    kind: str,
    says: str,
    unset: str = "",
    secret: bool = False,
    file: bool = False,
    **limits: Any,
) -> Any:
    """The declaration of one variable. `default` may be a function of the settings above it."""
    one = Declaration(name, says, kind, unset or _written(default), secret, file)
    chosen = {"default_factory": default} if callable(default) else {"default": default}
    return Field(**chosen, validation_alias=name, repr=not secret, json_schema_extra=asdict(one), **limits)


def declaration(field: FieldInfo) -> Declaration:
    return Declaration(**field.json_schema_extra)  # type: ignore[arg-type]  # made by `setting`


def _written(default: Any) -> str:
    return f"`{','.join(default) if isinstance(default, tuple) else default}`"
