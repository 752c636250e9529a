"""Handing one message to a mail server: encrypted or not at all, and always knowing whether it was taken."""

from __future__ import annotations

import fcntl
import select
import smtplib
import ssl
import struct
import termios
import time
from email.message import EmailMessage
from email.policy import SMTP

from cockpit.errors import MailInDoubt, MailRefused, MailSilent
from cockpit.ingest.retries import attempts
from cockpit.snapshot.weekly_plan import Mail

MOST_SAID = 200
PERMANENT, GOES_ON, TAKEN = 500, 354, 250


def send(message: EmailMessage, mail: Mail, *, user: str | None = None, password: str | None = None) -> str:
    """What the server answered when it took the message.

    MailSilent after the last try where it did not answer or not now, MailRefused where it will not take it, MailInDoubt
    where the connection was lost between the last byte and the answer: that alone is never tried again.
    """
    for attempt in attempts(MailSilent, tries=mail.tries, pause_s=mail.pause_s, whole_s=600):
        with attempt:
            return _once(message, mail, user=user, password=password)
    raise AssertionError("the loop returns or raises")


def _once(message: EmailMessage, mail: Mail, *, user: str | None, password: str | None) -> str:
    try:
        with _connected(mail) as server:
            if user:
                server.login(user, password or "")
            server.ehlo_or_helo_if_needed()
            _answered(server.mail(message["From"].addresses[0].addr_spec))
            _answered(server.rcpt(message["To"].addresses[0].addr_spec))
            return _hand_over(server, message)
    except smtplib.SMTPAuthenticationError as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error, mail) from refused
    except smtplib.SMTPResponseException as refused:
        raise _refusal(refused.smtp_code, refused.smtp_error, mail) from refused
    except ssl.SSLCertVerificationError as wrong:
        remedy = "Check server and ca_file under [mail]."
        raise MailRefused(
            f"{mail.server} shows a certificate that is not valid ({wrong.verify_message}).", remedy
        ) from wrong
    except smtplib.SMTPNotSupportedError as plain:
        raise MailRefused(
            f"{mail.server} does not do what is asked ({plain}).", "Check security and the login."
        ) from plain
    except (OSError, smtplib.SMTPException) as failed:
        raise MailSilent(
            f"{mail.server} does not answer ({type(failed).__name__}).", "It is sent at the next run."
        ) from failed


def _connected(mail: Mail) -> smtplib.SMTP:
    trust = ssl.create_default_context(cafile=str(mail.ca_file) if mail.ca_file else None)
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.server, mail.port, timeout=mail.timeout_s, context=trust)
    server = smtplib.SMTP(mail.server, mail.port, timeout=mail.timeout_s)
    try:
        server.starttls(context=trust)
    except BaseException:
        server.close()
        raise
    return server


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> str:
    """Everything but the last line first: as long as that is not sent, the server cannot have taken the message."""
    code, said = server.docmd("DATA")
    if code != GOES_ON:
        raise smtplib.SMTPResponseException(code, said)
    content = smtplib._quote_periods(message.as_bytes(policy=SMTP.clone(cte_type="7bit")))  # type: ignore[attr-defined]
    server.send(content if content.endswith(b"\r\n") else content + b"\r\n")
    _until_gone(server)
    try:
        server.send(b".\r\n")
        code, said = server.getreply()
    except (OSError, smtplib.SMTPServerDisconnected) as lost:
        raise MailInDoubt(
            f"The connection to the mail server was lost after the message to {message['To']} had been handed over.",
            "Ask the recipient; then send it again, or leave it: cockpit snapshot send --again ADDRESS",
        ) from lost
    if code != TAKEN:
        raise smtplib.SMTPResponseException(code, said)
    return _said(said)


def _until_gone(server: smtplib.SMTP) -> None:
    """Until the other side has every byte so far: what this machine still holds has not left it."""
    assert server.sock is not None
    patience = time.monotonic() + (server.timeout or 0)
    while True:
        if _hung_up(server):
            raise smtplib.SMTPServerDisconnected("hung up before the message was whole")
        left = fcntl.ioctl(server.sock.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
        if struct.unpack("i", left)[0] == 0:
            return
        if time.monotonic() > patience:
            raise smtplib.SMTPServerDisconnected("does not take the message")
        time.sleep(0.005)


def _hung_up(server: smtplib.SMTP) -> bool:
    """The server speaks only when it is asked; if there is something to read now, it has closed or refused."""
    assert server.sock is not None
    readable, _, _ = select.select([server.sock], [], [], 0)
    return bool(readable)


def _answered(reply: tuple[int, bytes]) -> None:
    code, said = reply
    if code not in (250, 251):
        raise smtplib.SMTPResponseException(code, said)


def _refusal(code: int, said: bytes | str, mail: Mail) -> MailRefused | MailSilent:
    """4xx is not now, 5xx is not at all."""
    words = f"{mail.server} answers {code} {_said(said)}"
    if 0 < code < PERMANENT:
        return MailSilent(f"{words}.", "It is sent at the next run.")
    return MailRefused(f"{words}.", "Check the address and the login.")


def _said(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:MOST_SAID].rstrip(".")
