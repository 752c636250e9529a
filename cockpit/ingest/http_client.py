"""The way to sources on the network: only to allowed hosts, with a limit on everything, and again where it helps."""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from cockpit.errors import SourceSilent, SourceWrong
from cockpit.ingest.refusal import shown
from cockpit.ingest.retries import attempts

if TYPE_CHECKING:
    import httpx

AGAIN = (429, 502, 503, 504)
MOST_REDIRECTS = 5


@dataclass(frozen=True)
class Fetch:
    """`hosts` may be asked, ".example.gov" with all below it; those of `private` also at a private address.

    `timeout_s` is for each wait, `whole_s` for everything together.
    """

    hosts: Sequence[str] = ()
    private: Sequence[str] = ()
    timeout_s: float = 10
    whole_s: float = 120
    most_bytes: int = 50_000_000
    tries: int = 4
    pause_s: float = 0.5

    def get(self, url: str, params: Mapping[str, str] | None = None) -> bytes:
        """The body; SourceSilent where trying later makes sense, SourceWrong where a person has to look."""
        return self._tried(url, lambda until: self._follow(url, dict(params or {}), until))

    def post(self, url: str, body: bytes, *, media_type: str = "application/json") -> bytes:
        """The answer to a body, for a webhook; it is sent to the address given and nowhere else."""

        def sent(until: float) -> bytes:
            answer = self._ask(url, {}, self._allowed(url), until, body=body, media_type=media_type)
            if isinstance(answer, str):
                raise SourceWrong(
                    f"{_host(url)} leads elsewhere.", "Give its new address.", zh=f"{_host(url)}转到了别处。"
                )
            return answer

        return self._tried(url, sent)

    def reachable(self, host: str, port: int) -> None:
        """For whoever connects by other means: SourceWrong where the host is not allowed, SourceSilent where it is not
        found."""
        self._looked_up(host.rstrip(".").lower(), lambda: port)

    def _tried(self, url: str, ask: Callable[[float], bytes]) -> bytes:
        import httpx

        until = time.monotonic() + self.whole_s
        for attempt in attempts(SourceSilent, tries=self.tries, pause_s=self.pause_s, whole_s=self.whole_s):
            with attempt:
                try:
                    return ask(until)
                except httpx.HTTPError as failed:
                    raise SourceSilent(
                        f"{_host(url)} does not answer ({type(failed).__name__}).",
                        "It is tried again when next due.",
                        zh=f"{_host(url)}无应答（{type(failed).__name__}）。",
                    ) from failed
                except httpx.InvalidURL as wrong:
                    raise SourceWrong(
                        f"{shown(url)} is no address.", "Correct it in the sources file.", zh=f"{shown(url)}不是地址。"
                    ) from wrong
        raise AssertionError("the loop returns or raises")

    def _follow(self, url: str, params: dict[str, str], until: float) -> bytes:
        """Redirects are followed by hand: each address is looked at like the first."""
        for _ in range(MOST_REDIRECTS + 1):
            address = self._allowed(url)
            answer = self._ask(url, params, address, until)
            if isinstance(answer, bytes):
                return answer
            target = urljoin(url, answer)
            if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
                raise SourceWrong(
                    f"{_host(url)} leads away from https.",
                    "Give its new address.",
                    zh=f"{_host(url)}转到了非https地址。",
                )
            url, params = target, {}
        raise SourceWrong(f"{_host(url)} leads round in circles.", "Correct its address.", zh=f"{_host(url)}循环跳转。")

    def _allowed(self, url: str) -> str:
        """The address to be connected to, looked up once, so that what was checked is what is asked."""
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".").lower()
        if parts.scheme not in ("http", "https") or not host:
            raise SourceWrong(
                f"{shown(url)} is no web address.", "Write it as https://host/path.", zh=f"{shown(url)}不是网址。"
            )
        return self._looked_up(host, lambda: parts.port or (443 if parts.scheme == "https" else 80))

    def _looked_up(self, host: str, port_of: Callable[[], int]) -> str:
        """The address of a host that may be asked."""
        if not any(_matches(host, one) for one in (*self.hosts, *self.private)):
            raise SourceWrong(
                f"The host {shown(host)} is not allowed.",
                "Add it to hosts under [network].",
                zh=f"主机{shown(host)}不在许可之列。",
            )
        try:
            found = socket.getaddrinfo(host, port_of(), type=socket.SOCK_STREAM)
        except (OSError, UnicodeError, ValueError) as failed:
            raise SourceSilent(
                f"The host {shown(host)} is not found.",
                "It is tried again when next due.",
                zh=f"找不到主机{shown(host)}。",
            ) from failed
        address = str(found[0][4][0])
        if not _public(address) and not any(_matches(host, one) for one in self.private):
            raise SourceWrong(
                f"{shown(host)} lies at the private address {address}.",
                "Add it to private under [network] if it may be.",
                zh=f"{shown(host)}位于内网地址{address}。",
            )
        return address

    def _ask(
        self,
        url: str,
        params: dict[str, str],
        address: str,
        until: float,
        body: bytes | None = None,
        media_type: str = "",
    ) -> bytes | str:
        """The body, or where to go on."""
        import httpx

        asked = httpx.URL(url, params={**dict(httpx.URL(url).params), **params}) if params else httpx.URL(url)
        request = httpx.Request(
            "GET" if body is None else "POST",
            asked.copy_with(host=address),
            content=body,
            headers={
                "Host": asked.netloc.decode(),
                "User-Agent": "city-cockpit",
                "Accept-Encoding": "gzip",
                **({} if body is None else {"Content-Type": media_type}),
            },
            extensions={"sni_hostname": asked.host, "timeout": httpx.Timeout(self.timeout_s).as_dict()},
        )
        with httpx.Client(trust_env=False, timeout=self.timeout_s, follow_redirects=False) as client:
            answer = client.send(request, stream=True)
            try:
                return self._body(answer, url, until)
            finally:
                answer.close()

    def _body(self, answer: httpx.Response, url: str, until: float) -> bytes | str:
        host = _host(url)
        if answer.is_redirect and "location" in answer.headers:
            return answer.headers["location"]
        if answer.status_code in AGAIN or answer.status_code >= 500:
            raise SourceSilent(
                f"{host} answers {answer.status_code}.",
                "It is tried again when next due.",
                zh=f"{host}返回{answer.status_code}。",
            )
        if answer.status_code != 200 and not (answer.request.method == "POST" and answer.is_success):
            raise SourceWrong(
                f"{host} answers {answer.status_code}.",
                "Check the address and the right to read it.",
                zh=f"{host}返回{answer.status_code}。",
            )
        found = bytearray()
        for piece in answer.iter_bytes():
            found += piece
            if len(found) > self.most_bytes:
                raise SourceWrong(
                    f"{host} sends more than {self.most_bytes / 1e6:g} MB.",
                    "Raise most_mb under [network] if it may.",
                    zh=f"{host}发来的内容超过{self.most_bytes / 1e6:g} MB。",
                )
            if time.monotonic() > until:
                raise SourceSilent(f"{host} is too slow.", "It is tried again when next due.", zh=f"{host}太慢。")
        return bytes(found)


def _matches(host: str, allowed: str) -> bool:
    name = allowed.lower().rstrip(".")
    return host == name or (name.startswith(".") and host.endswith(name))


def _public(address: str) -> bool:
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    mapped = getattr(found, "ipv4_mapped", None) or found
    return bool(mapped.is_global) and not mapped.is_multicast


def _host(url: str) -> str:
    try:
        return shown(urlsplit(url).hostname or url)
    except ValueError:
        return shown(url)
