"""Files of the rows behind a number: all of them, as the table has them sorted and filtered."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, Response, request, stream_with_context

from cockpit.board.board_access import BoardAccess
from cockpit.board.rows.question import Question, ask
from cockpit.errors import ScopeWrong
from cockpit.marks import csv_file, workbook
from cockpit.panels.view import LANGUAGES, Surface, View
from cockpit.screens import export_menu, rows_sheet
from cockpit.web import parameters

FORMATS = {"xlsx": workbook.TYPE, "csv": csv_file.TYPE}
LONGEST = 4_000


def register(export: Blueprint, keep: BoardAccess, *, city: str) -> None:
    @export.get("/rows.<kind>")
    def _rows(kind: str) -> Response:
        if kind not in FORMATS:
            raise ScopeWrong("format", "There is no such format.", ", ".join(FORMATS))
        language, question = _question(request.query_string.decode("utf-8", "replace"), city)
        board, view = keep.board(question.scope), View(Surface.DESKTOP, language=language)
        page = keep.rows(question)
        name = export_menu.stem(board, "rows", question.metric.replace(".", "_"))
        if kind == "csv":
            body = csv_file.streamed(
                rows_sheet.columns(page, view), rows_sheet.lines(page, keep.every_row(question), view)
            )
            answer = Response(stream_with_context(body), content_type=FORMATS[kind])
        else:
            if page.found.count > rows_sheet.MOST:
                most = f"{rows_sheet.MOST:,}"
                raise ScopeWrong("format", f"A workbook holds {most} rows at most.", "csv, or fewer rows by a filter")
            query = urlencode([("metric", question.metric), ("rows", "open")])
            scope = question.scope.to_query()
            link = f"{request.host_url.rstrip('/')}/desk?{scope}{'&' if scope else ''}{query}"
            sheets = rows_sheet.sheets(board, page, keep.every_row(question), view, link=link)
            title = f"{board.city['title'][language]} {board.as_of}"
            answer = Response(workbook.workbook(sheets, title=title), content_type=FORMATS[kind])
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer


def _question(query: str, city: str) -> tuple[str, Question]:
    """The language of the file, and the question without its page: a file has no pages."""
    if len(query) > LONGEST:
        raise ScopeWrong("query", "The address is too long.", f"at most {LONGEST} characters")
    pairs = parse_qsl(query, keep_blank_values=True)
    language = next((value for name, value in reversed(pairs) if name == "lang"), LANGUAGES[0])
    parameters.check(query)
    rest = [pair for pair in pairs if pair[0] not in ("lang", "start", "end")]
    return language, ask(urlencode(rest), city=city)
