"""Files that lie on S3-compatible storage or behind SFTP: found by a pattern, and copied here to be read.

The only file that knows fsspec and what stands behind it. What these libraries say of a failure is never passed on, for
it may hold a key or a signed address.
"""

from __future__ import annotations

import fnmatch
import hashlib
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from cockpit.errors import CockpitError, SourceSilent, SourceWrong
from cockpit.ingest.refusal import shown
from cockpit.ingest.source_kind import FileState, ReadingContext, Storage
from cockpit.ingest.storage_address import StoragePlace, read_place

if TYPE_CHECKING:
    from fsspec.spec import AbstractFileSystem

AMAZON = "https://s3.{region}.amazonaws.com"
MOST_FILES = 100_000
PIECE = 1 << 20


@dataclass(frozen=True)
class StoredFile:
    """`path` is how the storage calls it; the hash of its state is that of its size and its tag or time."""

    path: str
    state: FileState


@contextmanager
def opened(reading: ReadingContext, pattern: str) -> Iterator[FileStore]:
    """The storage of an address; SourceSilent where trying later helps, SourceWrong where a person has to look."""
    place = read_place(pattern)
    storage = reading.storage or Storage()
    with _in_words(place.host, place.scheme):
        system = (_s3 if place.scheme == "s3" else _sftp)(place, storage, reading)
    try:
        yield FileStore(system, place, storage, reading)
    finally:
        if place.scheme == "sftp":
            system.client.close()


class FileStore:
    def __init__(
        self, system: AbstractFileSystem, place: StoragePlace, storage: Storage, reading: ReadingContext
    ) -> None:
        self._system, self._place, self._storage, self._reading = system, place, storage, reading
        self._count = 0

    def found(self, unfinished: tuple[str, ...]) -> list[StoredFile]:
        """By name, without those whose names say that they are still written; SourceWrong where there is none."""
        place = self._place
        with _in_words(place.host, place.scheme, place.shown):
            listed = list(self._listed())
        if not listed:
            raise SourceWrong(
                f"There is no file {place.shown}.",
                "Correct the path in the sources file.",
                zh=f"没有文件{place.shown}。",
            )
        if len(listed) > MOST_FILES:
            raise SourceWrong(
                f"{place.shown} stands for more than {MOST_FILES:,} files.",
                "Name a folder or a pattern with fewer.",
                zh=f"{place.shown}超过{MOST_FILES:,}个文件。",
            )
        kept = [one for one in listed if not _name(one).startswith(".") and not _name(one).endswith(unfinished)]
        return [self._file(one) for one in sorted(kept, key=lambda one: str(one["name"]))]

    def fetched(self, one: StoredFile) -> Path:
        """A copy of the file in a folder of this reading.

        SourceSilent where it is written while it is read, SourceWrong where it is larger than the source takes.
        """
        most = self._storage.most_mb * 1_000_000
        if one.state.size > most:
            raise SourceWrong(
                f"{one.state.name} is larger than {self._storage.most_mb} MB.",
                "Deliver it in smaller files, or raise most_mb under storage.",
                zh=f"{one.state.name}超过{self._storage.most_mb} MB。",
            )
        self._count += 1
        folder = self._spool() / str(self._count)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / re.sub(r"[^\w.\-]", "_", one.path.rsplit("/", 1)[-1])[-120:]
        with _in_words(self._place.host, self._place.scheme, one.state.name):
            with self._system.open(one.path, "rb") as source, path.open("wb") as target:
                if hasattr(source, "prefetch"):  # of SFTP, which else waits for every piece
                    source.prefetch(one.state.size)
                while piece := source.read(PIECE):
                    target.write(piece)
                    self._reading.progress(0)
            now = self._file(self._system.info(one.path)).state
        if now != one.state or path.stat().st_size != one.state.size:
            raise SourceSilent(
                f"{one.state.name} is still being written.",
                "It is read when next due; better under another name until it is whole.",
                zh=f"{one.state.name}仍在写入。",
            )
        return path

    def _spool(self) -> Path:
        if self._reading.spool is None:
            raise SourceWrong("There is no folder for copies of files.", "Set COCKPIT_VAR.", zh="没有存放副本的目录。")
        return self._reading.spool

    def _listed(self) -> Iterator[Mapping[str, Any]]:
        """Files by the name, in the folder, or by the pattern; a pattern looks into no folder that it does not name."""
        system, pattern = self._system, self._place.pattern
        head, _, tail = pattern.rstrip("/").rpartition("/")
        if any(sign in head for sign in "*?["):
            raise SourceWrong(
                "A pattern may only be in the last part of an address on a storage.",
                "Name the folder in full: s3://bucket/folder/*.csv.",
                zh="通配符只能写在地址的最后一段。",
            )
        if any(sign in tail for sign in "*?["):
            regular = re.compile(fnmatch.translate(tail))
            yield from (one for one in self._folder(head) if regular.match(_name(one)))
            return
        try:
            held = system.info(pattern.rstrip("/"))
        except FileNotFoundError:
            return
        yield from self._folder(pattern.rstrip("/")) if held["type"] == "directory" else [held]

    def _folder(self, path: str) -> list[Mapping[str, Any]]:
        try:
            listed: list[Mapping[str, Any]] = self._system.ls(path, detail=True)
        except FileNotFoundError:
            return []
        return [one for one in listed if one["type"] == "file" and str(one["name"]).rstrip("/") != path.rstrip("/")]

    def _file(self, one: Mapping[str, Any]) -> StoredFile:
        size = int(one["size"])
        mark = one.get("ETag") or one.get("mtime") or one.get("LastModified")
        tag = hashlib.sha256(f"{size} {mark}".encode()).hexdigest()
        return StoredFile(str(one["name"]), FileState(self._place.name(str(one["name"]))[-400:], size, tag))


def cleared(spool: Path) -> None:
    """Without the copies of a reading, also of one that was killed."""
    shutil.rmtree(spool, ignore_errors=True)


def _name(one: Mapping[str, Any]) -> str:
    return str(one["name"]).rstrip("/").rsplit("/", 1)[-1]


def _s3(place: StoragePlace, storage: Storage, reading: ReadingContext) -> AbstractFileSystem:
    try:
        from s3fs import S3FileSystem
    except ImportError as missing:
        raise _not_installed() from missing
    endpoint = storage.endpoint or AMAZON.format(region=storage.region)
    parts = urlsplit(endpoint)
    reading.fetch.reachable(parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    wait = reading.fetch.timeout_s
    return S3FileSystem(
        anon=storage.key is None,
        key=storage.key.get_secret_value() if storage.key else None,
        secret=storage.secret.get_secret_value() if storage.secret else None,
        endpoint_url=endpoint,
        client_kwargs={"region_name": storage.region},
        config_kwargs={
            "connect_timeout": wait,
            "read_timeout": wait,
            "retries": {"max_attempts": 3},
            "s3": {"addressing_style": "path"},
        },
        use_listings_cache=False,
        skip_instance_cache=True,
        cache_regions=False,
    )


def _sftp(place: StoragePlace, storage: Storage, reading: ReadingContext) -> AbstractFileSystem:
    try:
        import paramiko
        from fsspec.implementations.sftp import SFTPFileSystem
    except ImportError as missing:
        raise _not_installed() from missing
    port = place.port or 22
    reading.fetch.reachable(place.host, port)
    if storage.host_keys is None:
        raise SourceWrong(
            f"It is not known by which key {shown(place.host)} is to be recognised.",
            'Set storage = {host_keys = "known_hosts"}, a file as ssh-keyscan writes it, once its key is confirmed.',
            zh=f"没有{shown(place.host)}的主机密钥。",
        )
    keys = reading.folder / storage.host_keys
    wait = reading.fetch.timeout_s

    class Known(SFTPFileSystem):  # type: ignore[misc]
        """Only a server whose key stands in the file of host keys is spoken to."""

        def _connect(self) -> None:
            self.client = paramiko.SSHClient()
            self.client.load_host_keys(str(keys))
            self.client.set_missing_host_key_policy(paramiko.RejectPolicy())
            self.client.connect(self.host, **self.ssh_kwargs)
            self.ftp = self.client.open_sftp()
            self.ftp.get_channel().settimeout(wait)

    return Known(
        place.host,
        port=port,
        username=storage.user or place.user,
        password=storage.password.get_secret_value() if storage.password else None,
        key_filename=str(reading.folder / storage.key_file) if storage.key_file else None,
        passphrase=storage.passphrase.get_secret_value() if storage.passphrase else None,
        look_for_keys=False,
        allow_agent=False,
        timeout=wait,
        banner_timeout=wait,
        auth_timeout=wait,
        skip_instance_cache=True,
    )


def _not_installed() -> SourceWrong:
    return SourceWrong(
        "Files on a storage need packages that are not installed.",
        "Install them: pip install 'city-cockpit[storage]'.",
        zh="读取存储上的文件所需的程序包没有安装。",
    )


@contextmanager
def _in_words(host: str, scheme: str, name: str = "") -> Iterator[None]:
    """What failed, in our words alone."""
    where = shown(host)
    try:
        yield
    except CockpitError:
        raise
    except FileNotFoundError:
        raise SourceWrong(
            f"There is no {name or where}.", "Correct the path in the sources file.", zh=f"没有{name or where}。"
        ) from None
    except Exception as failed:
        kinds = {kind.__name__ for kind in type(failed).__mro__}
        if isinstance(failed, PermissionError) or kinds & {"AuthenticationException", "NoCredentialsError"}:
            raise SourceWrong(
                f"{where} refuses who asks.",
                "Check the key or the password under storage, and the right to read.",
                zh=f"{where}拒绝访问。",
            ) from None
        if "BadHostKeyException" in kinds or (type(failed).__name__ == "SSHException" and "known_hosts" in str(failed)):
            raise SourceWrong(
                f"{where} has another key than host_keys says.",
                "Ask its administrator; write the key into host_keys once it is confirmed.",
                zh=f"{where}的主机密钥与host_keys不符。",
            ) from None
        if kinds & {"OSError", "SSHException", "EOFError", "BotoCoreError", "ClientError", "TimeoutError"}:
            raise SourceSilent(
                f"{where} does not answer ({type(failed).__name__}).",
                "It is tried again when next due.",
                zh=f"{where}无应答（{type(failed).__name__}）。",
            ) from None
        raise SourceWrong(
            f"{where} cannot be read over {scheme} ({type(failed).__name__}).",
            "Check the options under storage.",
            zh=f"无法通过{scheme}读取{where}（{type(failed).__name__}）。",
        ) from None
