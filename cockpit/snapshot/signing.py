"""The operator's signature under a sealed week: Ed25519, so the same week and key give the same signature.

Here is also what is read out of PEM files for it: keys, and the certificates of a time stamp authority.
"""

from __future__ import annotations

import hashlib
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from cockpit.errors import SettingWrong

PUBLIC = ".pub.pem"
PEM = serialization.Encoding.PEM
BLOCK = re.compile(rb"-----BEGIN [^-\n]+-----.*?-----END [^-\n]+-----", re.DOTALL)
LENGTH = 64
"""Bytes of a signature."""


@dataclass(frozen=True)
class Verifier:
    """A public key; `name` is the first 16 hexadecimal digits of its SHA-256, which the manifest names it by."""

    key: Ed25519PublicKey

    @property
    def name(self) -> str:
        return hashlib.sha256(self.key.public_bytes_raw()).hexdigest()[:16]

    def fits(self, signature: bytes, content: bytes) -> bool:
        try:
            self.key.verify(signature, content)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class Signer:
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.key.public_key())

    def sign(self, content: bytes) -> bytes:
        """64 raw bytes, as `openssl pkeyutl -verify -rawin` reads them."""
        return self.key.sign(content)


def signer(file: Path) -> Signer:
    """The private key of a PEM file. SettingWrong where it is none, or where others may read it."""
    content = _content(file)
    if file.stat().st_mode & 0o077:
        raise SettingWrong(f"The signing key {file} can be read by others.", f"Run: chmod 600 {file}")
    secret = next((block for block in BLOCK.findall(content) if b"PRIVATE" in block), content)
    return Signer(_loaded(file, secret, Ed25519PrivateKey))


def verifier(file: Path) -> Verifier:
    """The public key of a PEM file, or the public half of a private one; of several the first."""
    return verifiers(file)[0]


def verifiers(file: Path) -> tuple[Verifier, ...]:
    """Every key of a PEM file: after the operator's own, public or private, the public ones of earlier years."""
    content = _content(file)
    return tuple(_public(file, block) for block in BLOCK.findall(content) or [content])


def _public(file: Path, block: bytes) -> Verifier:
    if b"PRIVATE" in block:
        return Signer(_loaded(file, block, Ed25519PrivateKey)).verifier
    return Verifier(_loaded(file, block, Ed25519PublicKey))


def generate(file: Path) -> Path:
    """A new key in a file that only its owner may read, and the public half beside it; nothing is overwritten.

    SettingWrong where the file is there already or cannot be written.
    """
    key = Ed25519PrivateKey.generate()
    secret = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_bytes(PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    beside = file.with_name(file.stem + PUBLIC)
    for path, content, mode in ((file, secret, 0o600), (beside, public, 0o644)):
        try:
            entry = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        except FileExistsError as there:
            raise SettingWrong(f"{path} is there already.", "Name another file: a key is never overwritten.") from there
        except OSError as failed:
            raise SettingWrong(f"{path} cannot be written ({failed.strerror}).", "Name another file.") from failed
        with os.fdopen(entry, "wb") as out:
            out.write(content)
    return beside


def certificates(file: Path) -> list[x509.Certificate]:
    """Those of a PEM file, each once. SettingWrong where there is none in it, or none that others lead up to."""
    remedy = "Give the PEM file of the certificates of the authority, its root among them."
    try:
        found = list(dict.fromkeys(x509.load_pem_x509_certificates(file.read_bytes())))
    except OSError as failed:
        raise SettingWrong(f"The certificates {file} cannot be read ({failed.strerror}).", remedy) from failed
    except ValueError as wrong:
        raise SettingWrong(f"{file} holds no certificate.", remedy) from wrong
    if not any(one.issuer == one.subject for one in found):
        raise SettingWrong(f"{file} holds no root certificate.", remedy)
    return found


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as failed:
        remedy = "Make one: python -m cockpit.cli snapshot keygen FILE"
        raise SettingWrong(f"The key {file} cannot be read ({failed.strerror}).", remedy) from failed


def _loaded(file: Path, content: bytes, kind: Any) -> Any:
    try:
        key = (
            serialization.load_pem_private_key(content, password=None)
            if kind is Ed25519PrivateKey
            else serialization.load_pem_public_key(content)
        )
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, kind):
        raise SettingWrong(f"{file} is no Ed25519 key.", "Make one: python -m cockpit.cli snapshot keygen FILE")
    return key
