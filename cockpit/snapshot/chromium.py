"""The printer of the week: Chromium, started once, without a network, for every page and picture."""

from __future__ import annotations

import asyncio
import base64
import re
import shutil
import tempfile
import time
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import orjson
import plotly

from cockpit.errors import SnapshotRefused
from cockpit.settings import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_S = 60
CLOSES_S = 10
PREFIX = "cockpit-print-"
LEFT_S = 3600
LEAST = 100
"""How high a page is at least whose height is that of its content."""
PLOTTING = (Path(plotly.__file__).parent / "package_data" / "plotly.min.js", ROOT / "assets" / "print-plots.js")
"""What draws Plotly figures in a page of the printer; its policy holds for what the page brings, not for these."""
INCH = 25.4
A4_LANDSCAPE = (297 / INCH, 210 / INCH)

# The same pixels on every machine: no hinting by the system, one colour space, greyscale edges, no network at all.
FLAGS = (
    "--font-render-hinting=none",
    "--force-color-profile=srgb",
    "--disable-lcd-text",
    "--disable-font-subpixel-positioning",
    "--hide-scrollbars",
    "--force-device-scale-factor=1",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--disable-background-networking",
    "--disable-features=Translate,MediaRouter,OptimizationHints",
)

# A face that only the margins of printed pages need is not loaded for the screen, and until it is no text of its size
# is drawn; so every face is asked for.
READY = """
Promise.all([...document.fonts].map(face => face.load()))
  .then(() => new Promise(done => requestAnimationFrame(() => done(1))))
"""


def find() -> str:
    """The path of the browser that the system has. SnapshotRefused where it has none."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise SnapshotRefused(
        "No Chromium was found to print the week with.",
        "Install the package chromium (Debian, Fedora) or chromium-browser (Ubuntu), or google-chrome-stable.",
    )


class NoPrinter:
    """Stands where nothing is to be printed."""

    version: str | None = None

    def pdf(self, html: str) -> bytes:
        """SnapshotRefused, always: the format has not declared that it prints."""
        raise SnapshotRefused("A format asks for the printer that says it does not.", "Declare it printed=True.")

    def picture(self, html: str, *, width: int, height: int | None, scale: float = 1) -> bytes:
        return self.pdf(html)

    def plots(self, html: str, figures: Sequence[dict[str, Any]], *, width: int, height: int) -> Sequence[str | None]:
        """Nothing draws them: their tables stand in the files."""
        return [None] * len(figures)


class ChromiumPrinter:
    """A running browser: one document after the other, each in a tab of its own, so that none shows in the next."""

    def __init__(self, loop: asyncio.AbstractEventLoop, browser: Any, folder: Path, version: str) -> None:
        self.version: str | None = version
        self._loop = loop
        self._browser = browser
        self._tab: Any = None
        self._document = folder / "document.html"

    def pdf(self, html: str) -> bytes:
        width, height = A4_LANDSCAPE
        asked = {
            "printBackground": True,
            "preferCSSPageSize": True,
            "generateTaggedPDF": True,
            "generateDocumentOutline": True,
            "paperWidth": width,
            "paperHeight": height,
        }
        return self._run(self._print(html, asked))

    def picture(self, html: str, *, width: int, height: int | None, scale: float = 1) -> bytes:
        return self._run(self._shoot(html, width=width, height=height, scale=scale))

    def plots(self, html: str, figures: Sequence[dict[str, Any]], *, width: int, height: int) -> Sequence[str | None]:
        found: Sequence[str | None] = orjson.loads(self._run(self._plot(html, figures, width=width, height=height)))
        return found

    async def _print(self, html: str, asked: dict[str, Any]) -> bytes:
        # Plotly and Chromium lay a page out for the screen first: the width between the margins of A4 landscape.
        await self._open(html, width=1123, height=794, scale=1)
        printed = base64.b64decode((await self._send("Page.printToPDF", asked))["data"])
        await self._tab.close()
        return printed

    async def _shoot(self, html: str, *, width: int, height: int | None, scale: float) -> bytes:
        await self._open(html, width=width, height=height or LEAST, scale=scale)
        if height is None:
            size = (await self._send("Page.getLayoutMetrics", {}))["cssContentSize"]
            await self._size(width, int(size["height"]), scale)
        shot = base64.b64decode((await self._send("Page.captureScreenshot", {"format": "png"}))["data"])
        await self._tab.close()
        return shot

    async def _plot(self, html: str, figures: Sequence[dict[str, Any]], *, width: int, height: int) -> bytes:
        await self._open(html, width=width, height=height, scale=1)
        for script in PLOTTING:
            await self._send("Runtime.evaluate", {"expression": f"{script.read_text('utf-8')}\n;0"})
        asked = f"cockpit.plots({orjson.dumps(figures).decode()}).then(JSON.stringify)"
        answer = await self._send(
            "Runtime.evaluate", {"expression": asked, "awaitPromise": True, "returnByValue": True}
        )
        await self._tab.close()
        made: str = answer["result"]["value"]
        return made.encode()

    async def _open(self, html: str, *, width: int, height: int, scale: float) -> None:
        self._document.write_text(html, "utf-8")
        self._tab = await self._browser.create_tab("about:blank")
        await self._size(width, height, scale)
        await self._send("Page.enable", {})
        loaded = self._tab.subscribe_once("Page.loadEventFired")
        await self._send("Page.navigate", {"url": self._document.as_uri()})
        await loaded
        await self._send("Runtime.evaluate", {"expression": READY, "awaitPromise": True})

    async def _size(self, width: int, height: int, scale: float) -> None:
        await self._send(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False},
        )

    async def _send(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        answer = await self._tab.send_command(command, params)
        if "error" in answer:
            raise SnapshotRefused(f"Chromium refused {command}: {answer['error'].get('message', '')}.", "Try again.")
        result: dict[str, Any] = answer["result"]
        return result

    def _run(self, work: Coroutine[Any, Any, bytes]) -> bytes:
        try:
            return self._loop.run_until_complete(asyncio.wait_for(work, PATIENCE_S))
        except TimeoutError as late:
            raise SnapshotRefused(f"Chromium did not answer for {PATIENCE_S} s.", "Try again.") from late
        except asyncio.CancelledError as gone:
            raise SnapshotRefused(
                "Chromium ended while it printed.",
                "Where the system has no font at all install fonts-dejavu-core, else try again with more memory free.",
            ) from gone
        except OSError as failed:
            if failed.strerror is None:  # not of the system: the line to the browser is closed
                raise SnapshotRefused("Chromium did not answer any more.", "Try again.") from failed
            raise SnapshotRefused(
                f"The page could not be printed: {failed.strerror}.", "Nothing was sealed."
            ) from failed


@contextmanager
def printing(*, wanted: bool = True) -> Iterator[ChromiumPrinter | NoPrinter]:
    """A browser for as long as the block runs; none is started where nothing is printed."""
    if not wanted:
        yield NoPrinter()
        return
    path = find()
    _sweep()
    with _folder() as folder:
        loop = asyncio.new_event_loop()
        try:
            browser, version = _started(loop, path, folder)
            try:
                yield ChromiumPrinter(loop, browser, folder, version)
            finally:
                loop.run_until_complete(_close(browser))
        finally:
            loop.close()


async def _close(browser: Any) -> None:
    """One that ended by itself may never answer that it closes."""
    with suppress(TimeoutError):
        await asyncio.wait_for(browser.close(), CLOSES_S)
    with suppress(OSError):
        browser.subprocess.kill()
    left = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=1)


def _started(loop: asyncio.AbstractEventLoop, path: str, folder: Path) -> tuple[Any, str]:
    try:
        return loop.run_until_complete(asyncio.wait_for(_start(path, folder), PATIENCE_S))
    except (OSError, RuntimeError, TimeoutError) as failed:
        raise SnapshotRefused(f"{path} did not start ({failed!r}).", "Try it by hand.") from failed


@contextmanager
def _folder() -> Iterator[Path]:
    """For the browser and the document it reads; gone afterwards."""
    try:
        made = tempfile.TemporaryDirectory(prefix=PREFIX, ignore_cleanup_errors=True)
    except OSError as failed:
        place = tempfile.gettempdir()
        raise SnapshotRefused(f"{place} could not be written: {failed.strerror}.", "Nothing was sealed.") from failed
    with made as name:
        yield Path(name)


def _sweep() -> None:
    """Away with what a killed run left; one that still runs is younger than that."""
    for left in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_S:
                shutil.rmtree(left, ignore_errors=True)


async def _start(path: str, folder: Path) -> tuple[Any, str]:
    try:
        from choreographer import Browser
        from choreographer.browsers import Chromium
    except ImportError as missing:
        raise SnapshotRefused(
            "The packages that print the week are not installed.", "Run: pip install -e '.[weekly]'"
        ) from missing

    class Offline(Chromium):
        def get_cli(self) -> list[str]:
            return [*super().get_cli(), *FLAGS]

    browser = Browser(path, browser_cls=Offline, enable_extensions=False, tmp_dir=folder)
    await browser.open()
    answer = await browser.send_command("Browser.getVersion")
    product = str(answer["result"]["product"])
    return browser, re.sub(r"^Headless", "", product)
