"""Two floors for the wall: the same figures on a static page with plotly.js, and on one with no script at all.

Whatever an application does, it can hardly be faster than a page that has everything in it already.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import brotli
import orjson
import plotly

from cockpit.board.board import Board
from cockpit.panels.view import View
from cockpit.screens import wall
from cockpit.settings import ROOT

PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
SHEETS = ("tokens.css", "wall.css", "live.css")
PAGE = """<!DOCTYPE html>
<html lang="zh-CN" data-surface="wall" data-theme="dark"><head><meta charset="utf-8"><title>floor</title>
<link rel="icon" href="data:,"><style>{style}</style>{head}</head><body>{body}</body></html>
"""


def plain(board: Board) -> str:
    """The overview as the wall draws it, its styles inlined, with no script and no font of its own."""
    main = wall.draw(board, "overview", View("wall", theme="dark")).to_html()
    style = "".join((ROOT / "assets" / name).read_text("utf-8") for name in SHEETS)
    style = re.sub(r'"Cockpit (Sans|Serif)",\s*', "", style)
    return PAGE.format(style=style, head="", body=f'<div id="page">{main}</div>')


def charts(board: Board) -> str:
    """The overview's four numbers as text and its evidence as four charts of plotly.js, data inlined."""
    numbers = ("volumes.records", "sharing.records", "opening.datasets", "meetings.units")
    texts = "".join(f'<h2 class="kpi" data-value="{board[name].value}">{board[name].value:,}</h2>' for name in numbers)
    places = "".join(f'<div id="chart-{at}" class="chart"></div>' for at in range(len(_figures(board))))
    style = "body{margin:0;color:#F4F1EA;background:#0F1216}#page{display:grid;grid-template-columns:repeat(4,1fr)}"
    style += ".chart{height:700px}"
    head = '<script src="/plotly.js" defer></script><script src="/draw.js" defer></script>'
    figures = orjson.dumps(_figures(board)).decode().replace("<", "\\u003c")
    data = f'<script type="application/json" id="figures">{figures}</script>'
    return PAGE.format(style=style, head=head, body=f'<div id="page"><main>{texts}</main>{places}</div>{data}')


DRAW = """
JSON.parse(document.getElementById("figures").textContent).forEach(function (figure, at) {
  Plotly.newPlot("chart-" + at, figure.data, figure.layout, { displayModeBar: false });
});
"""


def _figures(board: Board) -> list[dict[str, Any]]:
    libraries = [(row.short.zh, row["volumes.records"].value) for row in board.rows("libraries")]
    scenarios = [(row.short.zh, row["sharing.scenario_volume"].value) for row in board.rows("scenarios")]
    counties = [(row.short.zh, row["opening.datasets"].value) for row in board.rows("counties")]
    weeks = [(point.day.isoformat(), point.value) for point in board.courses["meetings.held"]]
    bars = [
        {"type": "bar", "orientation": "h", "y": [name for name, _ in rows], "x": [value for _, value in rows]}
        for rows in (libraries, scenarios)
    ]
    tiles = {"type": "heatmap", "z": [[value for _, value in counties[at : at + 5]] for at in (0, 5, 10)]}
    columns = {"type": "bar", "x": [when for when, _ in weeks], "y": [value for _, value in weeks]}
    look = {"paper_bgcolor": "#0F1216", "plot_bgcolor": "#0F1216", "font": {"color": "#BCC1C7"}}
    return [{"data": [trace], "layout": look} for trace in (*bars, tiles, columns)]


@contextmanager
def serving(board: Board) -> Iterator[str]:
    """The address of both, compressed once and kept for good, as a careful operator would."""
    files = {
        "/plain": ("text/html; charset=utf-8", plain(board).encode()),
        "/charts": ("text/html; charset=utf-8", charts(board).encode()),
        "/plotly.js": ("text/javascript", PLOTLY.read_bytes()),
        "/draw.js": ("text/javascript", DRAW.encode()),
    }
    packed = {path: (kind, brotli.compress(content, quality=11)) for path, (kind, content) in files.items()}

    class Static(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            kind, content = packed.get(self.path.partition("?")[0], ("text/plain", b""))
            self.send_response(200 if content else 404)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if content:
                self.send_header("Content-Encoding", "br")
            keep = "no-store" if kind.startswith("text/html") else "max-age=31536000, immutable"
            self.send_header("Cache-Control", keep)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_given: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Static)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
