"""A real mail server on loopback, with TLS, a login and bad moods."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
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
