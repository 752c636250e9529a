"""A real mail server on loopback, with TLS, a login and bad moods."""

from __future__ import annotations

import select
import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.servers import free_port

USER, PASSWORD = "cockpit", "secret of the test"


@dataclass
class Handler:
    """`moods` are taken one by one: what the server does with the next message; then it takes all."""

    moods: list[str] = field(default_factory=list)
    taken: list[EmailMessage] = field(default_factory=list)
    tried: int = 0

    async def handle_RCPT(  # noqa: N802  (its name is aiosmtpd's)
        self, server: SMTP, session: Any, envelope: Any, address: str, options: Any
    ) -> str:
        if address.startswith("nobody"):
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        self.tried += 1
        mood = self.moods.pop(0) if self.moods else "takes"
        if mood == "later":
            return "451 try again later"
        if mood == "never":
            return "554 not this message"
        if mood == "takes and hangs up":
            self._take(envelope)
        if mood.endswith("hangs up"):
            server.transport.abort()
            return "421 gone"
        self._take(envelope)
        return "250 2.0.0 taken"

    def _take(self, envelope: Any) -> None:
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)


@dataclass(frozen=True)
class Mailbox:
    port: int
    ca_file: Path
    handler: Handler

    def plan(self, *recipients: dict[str, Any], security: str = "starttls", **mail: Any) -> dict[str, Any]:
        return {
            "mail": {
                "server": "localhost",
                "port": self.port,
                "security": security,
                "ca_file": str(self.ca_file),
                "sender": "week@city.test",
                "sender_name": "数据周报",
                "tries": 3,
                "pause_s": 0.01,
                "timeout_s": 10,
                **mail,
            },
            "recipient": list(recipients),
        }


def certificate(folder: Path, *, name: str = "localhost") -> tuple[Path, Path]:
    """A certificate that is its own authority, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    public, secret = folder / f"{name}.pem", folder / f"{name}.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return public, secret


def _login(server: SMTP, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def mailbox(folder: Path, *, security: str = "starttls", name: str = "localhost") -> Iterator[Mailbox]:
    public, secret = certificate(folder, name=name)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(public, secret)
    handler = Handler()
    tls: dict[str, Any] = (
        {"tls_context": context, "require_starttls": True} if security == "starttls" else {"ssl_context": context}
    )
    controller = Controller(
        handler,
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=_login,
        auth_required=security == "starttls",  # over TLS from the first byte aiosmtpd does not know that it is safe
        auth_require_tls=security == "starttls",
        **tls,
    )
    controller.start()
    try:
        yield Mailbox(controller.port, public, handler)
    finally:
        controller.stop()


@dataclass
class Line:
    """`carried` are the bytes that each connection has brought to the server, in their order."""

    port: int
    carried: list[int] = field(default_factory=list)


@contextmanager
def cut_line(port: int, *, after: int) -> Iterator[Line]:
    """A narrow line to the server on `port` whose first connection breaks once so many bytes have gone over it.

    It is narrow so that whoever sends still has most of a large message in hand when that happens.
    """
    with socket.create_server(("127.0.0.1", 0)) as entry:
        entry.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        line = Line(entry.getsockname()[1])

        def serve() -> None:
            while True:
                try:
                    near, _ = entry.accept()
                except OSError:  # the test is over
                    return
                with near, socket.create_connection(("127.0.0.1", port)) as far, suppress(ConnectionError):
                    line.carried.append(0)
                    _carry(near, far, line, after=after if len(line.carried) == 1 else None)

        server = threading.Thread(target=serve, daemon=True)
        server.start()
        try:
            yield line
        finally:
            entry.shutdown(socket.SHUT_RDWR)
            server.join(10)


def _carry(near: socket.socket, far: socket.socket, line: Line, *, after: int | None) -> None:
    while True:
        ready, _, _ = select.select([near, far], [], [], 10)
        for one in ready:
            said = one.recv(65_536)
            if not said:
                return
            (far if one is near else near).sendall(said)
            line.carried[-1] += len(said) if one is near else 0
            if after is not None and line.carried[-1] >= after:
                time.sleep(0.3)  # who sends has filled the line and waits
                near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # broken, not closed
                return
        if not ready:
            return
