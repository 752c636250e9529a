"""report.html: the week's report as one file that needs nothing else."""

from __future__ import annotations

from html import escape

from cockpit.panels.view import View
from cockpit.screens import week
from cockpit.settings import ROOT
from cockpit.snapshot.edition import Edition
from cockpit.snapshot.format import Format, Printer, declare

SHEETS = ("tokens.css", "report.css")

# The file says itself that it may fetch nothing, whoever opens it and whatever a name in it may hold.
DOCUMENT = """<!DOCTYPE html>
<html lang="zh-CN" data-surface="report" data-theme="light">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>
{sheets}
</style>
</head>
<body>
{screen}
</body>
</html>
"""


def write(edition: Edition, printer: Printer) -> bytes:
    view = View("report", language="zh", theme="light")
    screen = week.draw(edition.board, edition.before, view)
    title = f"{edition.board.city['report']['zh']} {edition.week}"
    sheets = "\n".join((ROOT / "assets" / name).read_text("utf-8").replace("</", "<\\/") for name in SHEETS)
    return DOCUMENT.format(title=escape(title), sheets=sheets, screen=screen.to_html()).encode()


REPORT_HTML = declare(Format("report_html", file="report.html", write=write))
