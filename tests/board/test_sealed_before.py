"""A board as weeks held it that were sealed before release 1.0.0: it opens, and what it did not know stays unknown."""

from __future__ import annotations

from cockpit.board.board import Board
from cockpit.board.scope import Scope
from cockpit.units.text import Text
from tests import small


def test_a_board_that_was_sealed_before_the_first_release_opens(tmp_path):
    engine = small.fill(f"sqlite:///{tmp_path / 'exchange.db'}")
    sealed = small.keep(engine, tmp_path).board(Scope("small")).to_json()
    engine.dispose()
    for notice in sealed["notices"]:  # before they had a rule's name, an owner and members
        del notice["name"], notice["owner"], notice["members"]
    for source in sealed["sources"]:  # before they said which subject they feed, and said failures in two languages
        del source["subject"]
        source["failure"] = source["failure"] and source["failure"]["en"]
    said = {"metric": "volumes.records", "text": "remark", "author": "a"}  # before remarks had a number
    sealed["remarks"] = [{**said, "day": "2020-09-20", "written_at": "2020-09-21T09:00:00+08:00"}]
    board = Board.from_json(sealed)
    assert len(board.notices) == 8
    assert {(notice.name, notice.owner, notice.members) for notice in board.notices} == {("", None, ())}
    assert {source.subject for source in board.sources} == {None}
    assert [source.failure for source in board.sources if source.failure] == [Text("refused", "refused")]
    assert [(remark.number, remark.withdrawn) for remark in board.remarks] == [(0, None)]
