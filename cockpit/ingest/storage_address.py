"""Addresses of files on a storage: s3://bucket/folder/*.csv and sftp://host/folder/*.csv."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from cockpit.errors import SourceWrong
from cockpit.ingest.refusal import shown

SCHEMES = ("s3", "sftp")


def is_stored(pattern: str) -> bool:
    return pattern.startswith(tuple(f"{scheme}://" for scheme in SCHEMES))


@dataclass(frozen=True)
class StoragePlace:
    """`root` is the path in front of the first sign of a pattern, `pattern` the whole path."""

    scheme: str
    host: str
    port: int | None
    user: str | None
    pattern: str

    @property
    def shown(self) -> str:
        """The address as it may be named anywhere."""
        return shown(self.name(self.pattern))

    def name(self, path: str) -> str:
        inside = path.removeprefix(f"{self.host}/") if self.scheme == "s3" else path.lstrip("/")
        return f"{self.scheme}://{self.host}/{inside}"


def read_place(pattern: str) -> StoragePlace:
    """SourceWrong where it is no address, or holds a password."""
    scheme, _, rest = pattern.partition("://")
    host, _, path = rest.partition("/")
    try:
        parts = urlsplit(f"{scheme}://{host}")
        port, name, secret, user = parts.port, parts.hostname, parts.password, parts.username
    except ValueError:
        port, name, secret, user = None, None, None, None
    if secret is not None:
        raise SourceWrong(
            "There is a password in the address of a file.",
            'Write it as storage = {password = "${NAME}"} and set NAME in the environment.',
            zh="文件地址中含有密码。",
        )
    if not name or not path.strip("/"):
        raise SourceWrong(
            f"{shown(pattern)} is no address of files.",
            "Write it as s3://bucket/folder/*.csv or sftp://host/folder/*.csv.",
            zh=f"{shown(pattern)}不是文件地址。",
        )
    whole = f"{host}/{path}" if scheme == "s3" else f"/{path}"
    return StoragePlace(scheme, host if scheme == "s3" else name, port, user, whole)
