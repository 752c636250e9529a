"""The time stamp of an outside authority over the manifest of a week, by RFC 3161.

Whoever owns database, files and key cannot get one of an earlier day. Needs the extra `weekly`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cockpit.calendar import in_shanghai
from cockpit.errors import CockpitError, SettingWrong, SnapshotRefused
from cockpit.settings import Settings
from cockpit.snapshot.signing import certificates

QUERY = "application/timestamp-query"
WAIT_S = 30.0
"""For everything, trying again included."""
LARGEST = 64 * 1024
"""Bytes of an answer; the usual ones have 2 to 7 thousand."""
WITHOUT = "The week is sealed without a time stamp."

Stamper = Callable[[bytes], bytes | None]
"""From the content of a manifest to the answer that is kept beside it; None where there is none."""


@dataclass(frozen=True)
class TimestampAuthority:
    """`roots` is a PEM file: the self-signed certificates in it are trusted, the others lead up to them."""

    url: str
    roots: Path

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or self.url

    def stamp(self, manifest: bytes) -> bytes:
        """The answer as it came, checked: DER of a TimeStampResp over the SHA-256 of the manifest.

        SnapshotRefused where the authority cannot be reached, refuses, or answers what is no time stamp of this.
        """
        client = _client()
        query = client.TimestampRequestBuilder().data(manifest).hash_algorithm(client.HashAlgorithm.SHA256).build()
        answer = self._answer(query.as_bytes())
        try:
            _checked(answer, manifest, self.roots, nonce=query.nonce)
        except _Unreadable as wrong:
            raise SnapshotRefused(f"The time stamp of {self.host} cannot be used: {wrong}.", WITHOUT) from wrong
        return answer

    def _answer(self, query: bytes) -> bytes:
        """It is asked where it lies, also within the city's own network: whoever runs the cockpit named it."""
        from cockpit.ingest.http_client import Fetch

        fetch = Fetch((self.host,), (self.host,), whole_s=WAIT_S, most_bytes=LARGEST, tries=2)
        try:
            return fetch.post(self.url, query, media_type=QUERY)
        except CockpitError as failed:
            raise SnapshotRefused(f"There is no time stamp: {failed.happened}", WITHOUT) from failed


class _Unreadable(Exception):
    """What is wrong with a time stamp, in words."""


def authority_of(settings: Settings) -> TimestampAuthority | None:
    """None where no address is set. SettingWrong where there is one and no usable certificates."""
    if settings.timestamp_url is None:
        return None
    if settings.timestamp_roots is None:
        raise SettingWrong(
            "COCKPIT_TIMESTAMP_URL is set and COCKPIT_TIMESTAMP_ROOTS is not.",
            "Set it to the PEM file of the certificates of the authority.",
        )
    certificates(settings.timestamp_roots)
    return TimestampAuthority(settings.timestamp_url, settings.timestamp_roots)


def stamper(authority: TimestampAuthority | None, say: Callable[[str], None]) -> Stamper | None:
    """A stamper that says in one line why there is no time stamp, so that the week is sealed without."""
    if authority is None:
        return None

    def stamp(manifest: bytes) -> bytes | None:
        try:
            return authority.stamp(manifest)
        except CockpitError as refused:
            say(str(refused))
            return None

    return stamp


def belongs(answer: bytes, manifest: bytes) -> bool:
    """Whether a time stamp holds the SHA-256 of this manifest; that nobody forged it, `stamped_at` says."""
    return hashlib.sha256(manifest).digest() in answer


def stamped_at(answer: bytes, manifest: bytes, roots: Path) -> datetime:
    """When the authority stamped this manifest, in Shanghai.

    SnapshotRefused where the stamp is not of this manifest, or of no authority that leads up to these certificates.
    """
    try:
        return _checked(answer, manifest, roots)
    except _Unreadable as wrong:
        raise SnapshotRefused(f"its time stamp does not hold: {wrong}") from wrong


def _checked(answer: bytes, manifest: bytes, roots: Path, *, nonce: int | None = None) -> datetime:
    client = _client()
    builder = client.VerifierBuilder() if nonce is None else client.VerifierBuilder().nonce(nonce)
    for one in certificates(roots):
        own = one.issuer == one.subject
        builder = builder.add_root_certificate(one) if own else builder.add_intermediate_certificate(one)
    try:
        reply = client.decode_timestamp_response(answer)
        granted = client.PKIStatus(reply.status) == client.PKIStatus.GRANTED
        info = reply.tst_info if granted else None
        said: tuple[bytes, int | None, datetime] | None = (
            (info.message_imprint.message, info.nonce, info.gen_time) if info else None
        )
    except ValueError as wrong:
        raise _Unreadable("it cannot be read") from wrong
    if said is None:
        raise _Unreadable("the authority did not grant it")
    imprint, answered, moment = said
    if not belongs(imprint, manifest):
        raise _Unreadable("it is of another content")
    if nonce not in (None, answered):
        raise _Unreadable("it answers another request")
    try:
        builder.build().verify_message(reply, manifest)
    except (client.VerificationError, ValueError) as wrong:
        raise _Unreadable(f"it is not signed under the certificates of {roots.name}") from wrong
    return in_shanghai(moment if moment.tzinfo else moment.replace(tzinfo=UTC))


def _client() -> Any:
    try:
        import rfc3161_client
    except ImportError as missing:
        raise SettingWrong(
            "Time stamps need the extra `weekly`.", "Install it: .venv/bin/pip install -e '.[weekly]'."
        ) from missing
    return rfc3161_client
