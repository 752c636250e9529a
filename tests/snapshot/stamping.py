"""A time stamp authority of the tests: `openssl ts` behind HTTP on loopback, with a root and keys of its own."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SETTINGS = """
[tsa]
default_tsa = own
[own]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
[extended]
extendedKeyUsage = critical,timeStamping
keyUsage = critical,digitalSignature
[authority]
basicConstraints = critical,CA:true
keyUsage = critical,keyCertSign
[req]
distinguished_name = nobody
[nobody]
"""


@dataclass
class Authority:
    """`change` is done to every answer, `asked` holds the queries. `chain` is a PEM file that goes with the answers."""

    folder: Path
    chain: Path | None = None
    url: str = ""
    change: Callable[[bytes], tuple[int, bytes]] = lambda answer: (200, answer)
    asked: list[bytes] = field(default_factory=list)

    @property
    def roots(self) -> Path:
        return self.folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        (self.folder / "query.tsq").write_bytes(query)
        words = ["ts", "-reply", "-config", "ts.conf", "-queryfile", "query.tsq", "-out", "answer.tsr"]
        _openssl(self.folder, *words, *(("-chain", str(self.chain)) if self.chain else ()))
        return (self.folder / "answer.tsr").read_bytes()


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)


def made(folder: Path) -> Authority:
    """The keys and certificates of an authority that nobody else knows."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "ts.conf").write_text(SETTINGS.format(folder=folder), encoding="utf-8")
    (folder / "serial").write_text("01\n", encoding="utf-8")
    new = ["req", "-config", "ts.conf", "-newkey", "rsa:2048", "-nodes"]
    _openssl(folder, *new, "-x509", "-extensions", "authority", "-days", "30", "-subj", "/O=Port/CN=Port time root",
             "-keyout", "root.key", "-out", "root.pem")  # fmt: skip
    _openssl(folder, *new, "-subj", "/O=Port/CN=Port time", "-keyout", "tsa.key", "-out", "tsa.csr")
    _openssl(folder, "x509", "-req", "-in", "tsa.csr", "-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial",
             "-days", "30", "-extfile", "ts.conf", "-extensions", "extended", "-out", "tsa.pem")  # fmt: skip
    return Authority(folder)


@contextmanager
def serving(authority: Authority) -> Iterator[Authority]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = self.rfile.read(int(self.headers["Content-Length"]))
            authority.asked.append(query)
            status, body = authority.change(authority.answer(query))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_said: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    authority.url = f"http://127.0.0.1:{server.server_port}/tsa"
    try:
        yield authority
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
