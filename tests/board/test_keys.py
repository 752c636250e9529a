"""Keys of two parts: written and read again they are the same, whatever their parts hold."""

import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cockpit.board.keys import FlowKey, Key, NoticeKey, PartKey, RevisionKey, RowKey, SceneKey

KEYS = (RowKey, PartKey, NoticeKey, RevisionKey, FlowKey, SceneKey)
WRITTEN = {
    RowKey: ("libraries:licence", "libraries", "licence"),
    PartKey: ("before:difference", "before", "difference"),
    NoticeKey: ("trust.source_late:portal", "trust.source_late", "portal"),
    RevisionKey: ("target:resources", "target", "resources"),
    FlowKey: ("police>tax", "police", "tax"),
    SceneKey: ("county-371302", "county", "371302"),
}


def parts(sign: str) -> st.SearchStrategy[tuple[str, str]]:
    first = st.text(min_size=1).filter(lambda text: sign not in text)
    return st.tuples(first, st.text())


@pytest.mark.parametrize("kind", KEYS)
def test_a_key_is_written_with_its_sign(kind: type[Key]) -> None:
    text, first, second = WRITTEN[kind]
    assert str(kind(first, second)) == text
    assert (kind.parse(text).first, kind.parse(text).second) == (first, second)


@pytest.mark.parametrize("kind", KEYS)
@given(st.data())
def test_a_key_that_is_written_and_read_is_the_same(kind: type[Key], data: st.DataObject) -> None:
    first, second = data.draw(parts(kind.SIGN))
    key = kind(first, second)
    assert (key.first, key.second) == (first, second)
    assert kind.parse(str(key)) == key
    assert type(kind.parse(str(key))) is kind


@pytest.mark.parametrize("kind", KEYS)
@given(text=st.text(min_size=1))
def test_a_text_that_is_read_and_written_is_the_same_but_for_a_sign_with_nothing_after_it(
    kind: type[Key], text: str
) -> None:
    first, sign, second = text.partition(kind.SIGN)
    assert str(kind.parse(text)) == (text if second else first) or not sign


def test_a_key_is_the_text_that_it_is_written_as() -> None:
    key = PartKey("course", 3)
    assert key == "course:3" and hash(key) == hash("course:3")
    assert json.loads(json.dumps(key)) == orjson.loads(orjson.dumps(key)) == "course:3"


def test_both_readings_of_a_key_have_the_names_of_its_parts() -> None:
    row, part, notice = RowKey("levels", "county"), PartKey("course", 3), NoticeKey("opening.late", "portal")
    revision, flow, scene = RevisionKey("cadence", "portal"), FlowKey("police", "tax"), SceneKey("county", "371302")
    assert (row.table, row.code) == ("levels", "county")
    assert (part.kind, part.which) == ("course", "3")
    assert (notice.rule, notice.about) == ("opening.late", "portal")
    assert (revision.kind, revision.code) == ("cadence", "portal")
    assert (flow.provider, flow.consumer) == ("police", "tax")
    assert (scene.family, scene.code) == ("county", "371302")
