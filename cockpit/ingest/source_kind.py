"""What a kind of source is, what it is given to read, and what one reading gives back.

A kind stands in the registry `sources/`; a bureau names it in its sources file with the options that it declares. A
reading gives the whole of what the source says (registers) or whole days (facts), so that loading it again changes
nothing.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from cockpit.ingest.refusal import Refusal
from cockpit.ingest.register_lookup import RegisterLookup
from cockpit.ingest.spelling import DateOrder, Spelling
from cockpit.registry import Registry
from cockpit.store.account import Account
from cockpit.store.event import Event, EventBlock
from cockpit.store.landing_result import Landed
from cockpit.store.pending_sides import PendingSides, SidesChange
from cockpit.store.vocabulary import Provenance

if TYPE_CHECKING:
    from cockpit.ingest.http_client import Fetch

Row = dict[str, Any]


class Options(BaseModel):
    """What every source may set.

    `shrinks_above` is looked at in cockpit/ingest/shrinkage.py, `time_zone`, `dates` and `year` in spelling.py.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str = Field(description="what kind of source it is")
    provenance: Provenance = Field(
        default=Provenance.MEASURED,
        description="`published`, `measured` or `demo`: what its rows are where they do not say it themselves",
    )
    refuse_above: float = Field(
        default=0.1, ge=0, le=1, description="share of refused rows above which the whole load is refused"
    )
    shrinks_above: float = Field(
        default=0.2, ge=0, le=1, description="share of what it has delivered that a load may delete"
    )
    time_zone: str | None = Field(
        default=None, description="IANA time zone of moments that name no offset, such as Asia/Shanghai"
    )
    dates: DateOrder | None = Field(
        default=None, description="how 1/2/2020 is meant, day_first or month_first; where left out it is refused"
    )
    year: int | None = Field(
        default=None, ge=1900, le=2100, description="year of days that are written without one, such as 9月24日"
    )

    @field_validator("time_zone")
    @classmethod
    def _a_zone(cls, name: str | None) -> str | None:
        try:
            if name is not None:
                ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError(f"there is no time zone {name!r}; write it as Asia/Shanghai") from unknown
        return name

    def spelling(self, source: str) -> Spelling:
        zone = ZoneInfo(self.time_zone) if self.time_zone else None
        return Spelling(zone, self.dates, self.year, f"[sources.{source}]")


class Storage(BaseModel):
    """How files on S3-compatible storage (s3://bucket/…) or behind SFTP (sftp://host/…) are come by.

    `key` and `secret` are of S3, without them it is asked as anybody; `user`, `password`, `key_file`, `passphrase` and
    `host_keys` are of SFTP. Paths start at the sources file.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    endpoint: str | None = Field(
        default=None,
        pattern=r"^https?://[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?/?$",
        description="S3: the address of the server, such as https://minio.example.gov.cn:9000; else Amazon's",
    )
    region: str = Field(default="us-east-1", pattern=r"^[a-z0-9-]{1,40}$", description="S3: its region")
    key: SecretStr | None = Field(default=None, description="S3: access key; without one it is asked as anybody")
    secret: SecretStr | None = Field(default=None, description="S3: the secret that belongs to it")
    user: str | None = Field(default=None, max_length=100, description="SFTP: who signs in")
    password: SecretStr | None = Field(default=None, description="SFTP: the password")
    key_file: str | None = Field(default=None, description="SFTP: the file of the private key, instead of a password")
    passphrase: SecretStr | None = Field(default=None, description="SFTP: by which the private key is opened")
    host_keys: str | None = Field(
        default=None, description="SFTP: the file with the keys of servers (known_hosts); no other server is spoken to"
    )
    most_mb: int = Field(default=2_000, ge=1, le=100_000, description="the largest file that is copied")

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.key is None) != (self.secret is None):
            raise ValueError("give key and secret, or neither")
        return self


class FileOptions(Options):
    """What every source of files may set."""

    storage: Storage | None = Field(
        default=None,
        description="for files on a storage, `s3://bucket/folder/*.csv` or `sftp://host/folder/*.csv`: "
        "[how they are come by](#files-on-a-storage)",
    )


class TextOptions(FileOptions):
    """What every source of text files may set."""

    encoding: str | None = Field(
        default=None, description="encoding of its text where it is neither UTF-8, UTF-16 nor GB18030, such as big5"
    )

    @field_validator("encoding")
    @classmethod
    def _an_encoding(cls, name: str | None) -> str | None:
        try:
            return None if name is None else codecs.lookup(name).name
        except LookupError as unknown:
            raise ValueError(f"there is no encoding {name!r}; write it as gb18030") from unknown


@dataclass(frozen=True)
class FileState:
    """A file as it was when it was read; `name` is its path as the operator wrote it, or relative to the folder."""

    name: str
    size: int
    sha256: str


class Land(Protocol):
    """Where events go: kept as parts by day, repeats recognised, the touched days added up again."""

    def __call__(self, events: Iterable[Event | EventBlock]) -> Landed:
        """Lands a batch, however long; what comes back goes into the transaction of the load."""
        ...


class Progress(Protocol):
    """Who is told how far a reading is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """`done` of `total` rows or files are read; None where nobody knows how many there are."""
        ...


@dataclass(frozen=True)
class ReadingContext:
    """What a source is given.

    `now` is a moment in Shanghai; relative paths in the options start at `folder`; `mark` is what the last accepted
    reading left (empty the first time), `sides` the halves of exchanges that it knows; `files` are the files read so
    far, by name; `spelling` is what the source says of its days and moments; `retried` are refused rows to be tried
    again. Call `progress(rows so far, rows in all or None)` every few thousand rows: it also ends the reading where the
    operator interrupts it. `storage` says how files that are not here are come by, `spool` is where they are copied to.
    """

    source: str
    now: datetime
    folder: Path
    known: RegisterLookup
    land: Land
    fetch: Fetch
    progress: Progress
    sides: PendingSides
    mark: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, FileState] = field(default_factory=dict)
    retried: Sequence[Mapping[str, Any]] = ()
    spelling: Spelling = field(default_factory=Spelling)
    storage: Storage | None = None
    spool: Path | None = None


@dataclass
class Delivery:
    """What one reading gives. It is put into the exchange database whole, or not at all.

    `registers` and `facts` are rows of the contract (by table; facts also by day) without `delivered_by`. A register
    that is named is replaced as a whole as far as this source delivered it; of a fact only the named days, and where
    `whole_from` names a day for it also every day from that one on, so that days which are not named lose their rows.
    `newest_at` is the moment in Shanghai, without an offset, up to which the source has spoken. `mark` must be
    JSON-serialisable, `sides` is what has changed of the halves.
    `window_from` is the first day of which the source says anything: what it said of days before stays, in registers
    too.
    `stated` are facts of which the source itself delivers the rows, so that fewer of them are a loss.
    In `account` a reader counts every record as it comes across it (`account.read += 1`) and says what it does not use
    and why (`account.leave(reason, …)`): records, and by name columns, worksheets or files. Each record counted is
    accepted, repeated, refused or left out, once; a delivery for which that is not so is refused as a whole.
    `settled` are the places that were read again, whose older refusals are done with; None: all of the source.
    `notes` are lines for the operator, such as "a.csv has changed since it was read on 2020-09-30".
    """

    accepted: int = 0
    repeated: int = 0
    refused: list[Refusal] = field(default_factory=list)
    registers: dict[str, list[Row]] = field(default_factory=dict)
    facts: dict[str, dict[date, list[Row]]] = field(default_factory=dict)
    whole_from: dict[str, date] = field(default_factory=dict)
    window_from: date | None = None
    stated: set[str] = field(default_factory=set)
    account: Account = field(default_factory=Account)
    newest_at: datetime | None = None
    mark: dict[str, Any] = field(default_factory=dict)
    sides: SidesChange | None = None
    files: list[FileState] = field(default_factory=list)
    landed: Landed | None = None
    notes: list[str] = field(default_factory=list)
    settled: set[str] | None = None

    @property
    def rows(self) -> int:
        return self.accepted + self.repeated + len(self.refused)

    def closed(self) -> Account:
        """The account with what was counted here."""
        return replace(self.account, accepted=self.accepted, repeated=self.repeated, refused=len(self.refused))


@dataclass(frozen=True)
class SourceKind:
    """One kind of source: `summary` is a sentence for the documentation, `example` a TOML table that is valid.

    `moments`: it delivers clock times, which need a time zone of the source where they name no offset.
    `read` raises SourceSilent where trying again later makes sense, SourceWrong where a person has to look.
    """

    name: str
    summary: str
    options: type[Options]
    read: Callable[[Any, ReadingContext], Delivery]
    example: str
    moments: bool = False


KINDS: Registry[SourceKind] = Registry("kind of source", "cockpit.ingest.sources")
declare = KINDS.declare
