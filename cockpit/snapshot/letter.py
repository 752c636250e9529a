"""The message that a week is sent with: what it says in the recipient's language, and the files that it carries."""

from __future__ import annotations

import hashlib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from cockpit.board.board_comparison import compared_with
from cockpit.calendar import Week
from cockpit.errors import MailRefused
from cockpit.screens.report_pages import conclusion, title
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.chain_link import digest
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.manifest import MANIFEST
from cockpit.snapshot.report import chain
from cockpit.snapshot.week_files import in_the_language, named
from cockpit.snapshot.weekly_plan import Mail, Recipient

LARGEST = 20_000_000
"""Bytes of files in one message; more than that many servers refuse."""


def message_id(week: Week, recipient: Recipient, mail: Mail) -> str:
    """The same week to the same address has the same name, however often it is sent."""
    who = f"{week}\0{recipient.address.lower()}\0{recipient.unit or ''}"
    return f"<{week}.{hashlib.sha256(who.encode()).hexdigest()[:20]}@{mail.sender.partition('@')[2]}>"


def letter(week: Week, archive: Archive, recipient: Recipient, mail: Mail, *, at: datetime) -> EmailMessage:
    """MailRefused where a name would break the head, or a file is not there or too large."""
    edition = archive.edition(week)
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = _address(mail.sender, mail.sender_name)
        message["To"] = _address(recipient.address, recipient.name)
        message["Subject"] = _subject(edition, recipient)
        message["Date"] = format_datetime(at)
        message["Message-ID"] = message_id(week, recipient, mail)
    except ValueError as wrong:
        raise MailRefused(
            f"The message to {recipient.address} has no proper head: {wrong}.", "Correct the name."
        ) from wrong
    message["Auto-Submitted"] = "auto-generated"
    files = dict(_file(archive, week, name, recipient.language) for name in recipient.files)
    if sum(map(len, files.values())) > LARGEST:
        raise MailRefused(f"The files for {recipient.address} are larger than 20 MB.", "Send fewer of them.")
    sums = {**files, MANIFEST: _content(archive, week, MANIFEST)}
    message.set_content(_body(edition, recipient, mail, sums), cte="base64")
    for name, content in files.items():
        main, _, sub = named(name).media_type.partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=f"{week}-{name}")
    return message


def _address(address: str, name: str) -> Address:
    return Address(display_name=name, addr_spec=address)


def _subject(edition: Edition, recipient: Recipient) -> str:
    subject = f"{title(edition.board, recipient.language)} {edition.week}"
    if not subject.isprintable():
        raise ValueError("a line break or a control character in the subject")
    return subject


def _body(edition: Edition, recipient: Recipient, mail: Mail, sums: dict[str, bytes]) -> str:
    """`sums` are the files whose SHA-256 it says: those that it carries, and the manifest, the head of the chain."""
    language = recipient.language
    board = compared_with(edition.board, edition.before)
    english = language == "en"
    said = conclusion(board)
    lines = [said.plain(language) if said else "", ""]
    if board.changes:
        lines += [
            "What changed:" if english else "本周变化：",
            *(f"- {one.plain(language)}" for one in board.changes),
            "",
        ]
    if edition.remark:
        author = (
            f"{edition.remark.author}, {edition.remark.day}"
            if english
            else f"{edition.remark.author}，{edition.remark.day}"
        )
        lines += ["Remark:" if english else "附言：", edition.remark.text[language], author, ""]
    if edition.restatements:
        count = len(edition.restatements)
        lines += [
            f"Earlier figures restated: {count}; see the annex." if english else f"更正旧数{count}个，见附录。",
            "",
        ]
    if mail.link:
        lines += [
            f"{'On the desk' if english else '在线查看'}: {mail.link.rstrip('/')}/desk/weekly?week={edition.week}",
            "",
        ]
    lines += [chain(edition)[language], "", "SHA-256:"]
    lines += [f"{digest(content)}  {edition.week}-{name}" for name, content in sums.items()]
    return "\n".join(lines) + "\n"


def _file(archive: Archive, week: Week, name: str, language: str) -> tuple[str, bytes]:
    """In the recipient's language; a week that was sealed before there were editions has the Chinese file alone."""
    own = in_the_language(name, language)
    wanted = own if (archive.place(week) / own).is_file() else name
    return wanted, _content(archive, week, wanted)


def _content(archive: Archive, week: Week, name: str) -> bytes:
    try:
        return (archive.place(week) / name).read_bytes()
    except OSError as missing:
        raise MailRefused(f"{week} has no file {name}.", "Name one that is sealed with the week.") from missing
