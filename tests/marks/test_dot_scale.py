"""Dots on one scale."""

from cockpit.marks.dot_scale import dot, extent


def test_the_range_shows_every_dot() -> None:
    assert extent([0.94, 0.98, None]).low == 0.85
    assert extent([0.42, 0.98]).low == 0.0
    assert extent([0.6]).low == 0.5
    assert extent([]).low == 0.85


def test_value_and_goal_stand_at_their_places() -> None:
    html = dot(0.912, 0.95, extent([0.912])).to_html()
    assert 'class="tick" style="left:66.7%"' in html
    assert 'class="point" style="left:41.3%"' in html


def test_what_is_not_known_is_not_drawn() -> None:
    assert dot(None, None, extent([])).children == ()


def test_a_missed_goal_is_marked() -> None:
    assert dot(0.9, 0.95, extent([]), missed=True).attributes["class"] == "scale warned"
