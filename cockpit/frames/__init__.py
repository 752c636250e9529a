"""Boards, courses of numbers and rows as pandas tables, for whoever analyses them: docs/frames.md.

One row is one number. Absent is `pd.NA`, never 0. Whatever is asked passes the board service that is handed in, so a
guarded one (`cockpit/web/guard.py`) hands out what its reader may see.
"""

from cockpit.frames.board_frame import board_frame
from cockpit.frames.history_frame import history_frame
from cockpit.frames.rows_frame import rows_frame

__all__ = ["board_frame", "history_frame", "rows_frame"]
