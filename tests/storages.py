"""Real storages for tests, on loopback: S3 by moto, SFTP by OpenSSH, each with a folder and who may read it."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from tests.servers import ServerFailed, running

SECRET = "s3cr3t-Qx7"


@dataclass
class Store:
    """`root` is the address of its folder, `options` the table `storage` as TOML, `port` where it answers."""

    root: str
    options: str
    port: int
    place: Any
    keys: Path | None = None

    def write(self, name: str, content: bytes) -> None:
        if isinstance(self.place, Path):
            path = self.place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        else:
            self.place.pipe(f"files/{name}", content)

    def empty(self) -> None:
        if isinstance(self.place, Path):
            shutil.rmtree(self.place, ignore_errors=True)
            self.place.mkdir()
        else:
            held = self.place.find("files")
            if held:
                self.place.rm(held)


@contextmanager
def s3_store() -> Iterator[Store]:
    from s3fs import S3FileSystem

    with tempfile.TemporaryDirectory(prefix="cockpit-s3-") as name:

        def command(port: int) -> list[str | Path]:
            return [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]

        with running(command, answers, stop=signal.SIGINT, folder=Path(name)) as port:
            endpoint = f"http://127.0.0.1:{port}"
            system = S3FileSystem(
                key="AK", secret=SECRET, endpoint_url=endpoint, use_listings_cache=False, skip_instance_cache=True
            )
            system.mkdir("files")
            options = f'endpoint = "{endpoint}"\nkey = "AK"\nsecret = "{SECRET}"\n'
            yield Store("s3://files", options, port, system)


@contextmanager
def sftp_store() -> Iterator[Store]:
    program = shutil.which("sshd") or "/usr/sbin/sshd"
    if not Path(program).exists():
        raise ServerFailed("OpenSSH is not installed: run sh scripts/system.sh")
    user = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cockpit-sftp-") as name:
        folder = Path(name)
        host = key_pair(folder / "host")
        (folder / "authorized").write_text(key_pair(folder / "client") + "\n")
        (folder / "files").mkdir()

        def command(port: int) -> list[str | Path]:
            settings = [
                f"Port={port}", "ListenAddress=127.0.0.1", f"HostKey={folder / 'host'}", "PidFile=none", "UsePAM=no",
                f"AuthorizedKeysFile={folder / 'authorized'}", "StrictModes=no", "PasswordAuthentication=no",
                "PermitRootLogin=yes", "Subsystem=sftp internal-sftp",
            ]  # fmt: skip
            flags = [word for setting in settings for word in ("-o", setting)]
            return [program, "-D", "-e", "-f", "/dev/null", *flags]

        with running(command, answers, stop=signal.SIGTERM, folder=folder) as port:
            (folder / "known_hosts").write_text(f"[127.0.0.1]:{port} {host}\n")
            options = f'user = "{user}"\nkey_file = "{folder / "client"}"\nhost_keys = "{folder / "known_hosts"}"\n'
            root = f"sftp://127.0.0.1:{port}{folder / 'files'}"
            yield Store(root, options, port, folder / "files", folder)


def key_pair(path: Path) -> str:
    """A private key at the path; the public one as OpenSSH writes it."""
    key = Ed25519PrivateKey.generate()
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    path.chmod(0o600)
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()


def answers(port: int) -> None:
    socket.create_connection(("127.0.0.1", port), timeout=2).close()
