"""The page of trust says of every source what became of its records."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["2条：合计行", "1列（X9）：没有这样的列"]),
        ("en", ["2 records: a total", "1 column (X9): there is no such column"]),
    ],
)
def test_the_page_of_trust_says_what_became_of_every_record_of_a_source(client: FlaskClient, language, said) -> None:
    answer = client.get(f"/desk/trust?lang={language}")
    card = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select_one("#panel-trust_accounts")
    assert card is not None
    cells = [cell.get_text() for cell in card.select("tbody td.number, tbody td.number, tbody td")][:6]
    assert cells[:5] == ["20", "11", "0", "7", "2"]
    assert [line.get_text() for line in card.select("small")] == said
    assert card.select_one("a.door, a[href*='refused=platform']") is not None
