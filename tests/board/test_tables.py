"""The classes of the tile map."""

import pytest

from cockpit.board.tables.opening import natural_breaks


@pytest.mark.parametrize(
    ("values", "tops"),
    [
        ([25, 41, 47, 63, 69, 71, 76, 84, 88, 92, 96, 98, 104, 118, 142], [47, 76, 98, 118, 142]),
        ([1, 2, 50, 51, 99], [1, 2, 50, 51, 99]),
        ([7, 7, 7], [7]),
        ([3, 9], [3, 9]),
        ([], []),
    ],
)
def test_classes_are_cut_where_the_values_lie_apart(values, tops):
    assert natural_breaks(values, 5) == tops
