"""A wrong value of a parameter that is known here is refused on every address, in the language of whoever reads."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from cockpit.screens import desk
from cockpit.web.parameters import CHECKS

pytestmark = pytest.mark.slow

WRONG = ["week=W54", "week=2021-W53", "against=2020-39", "page=-5", "page=100000", "page=2", "limit=-1", "limit=10",
         "lang=xx", "lang=ZH", "period=decade", "as_of=2020-02-30", "kind=fax", "unit=%27"]  # fmt: skip
API = ["board", "panels", "panels/failures", "rows?metric=volumes.records", "refused?source=portal", "metrics",
       "version", "names", "openapi.json"]  # fmt: skip
PAGES = [*(f"/desk/{page}" for page in desk.PAGES), "/desk", "/week", "/wall", "/desk/weekly"]


def asked(address: str, query: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{query}"


@pytest.mark.parametrize("path", API)
def test_a_wrong_value_is_refused_on_every_address_of_the_api(client: FlaskClient, path: str) -> None:
    for query in WRONG:
        answer = client.get(asked(f"/api/v1/{path}", query))
        told = answer.get_json()["error"]
        name = query.partition("=")[0]
        assert (answer.status_code, told["field"]) == (400, name), (path, query)
        assert told["happened"].endswith(".") and told["allowed"]
        assert told["zh"].startswith(f"地址中的 {name} 无法使用。") and "\n" not in told["zh"]
        assert "可用的取值：" in told["zh"]


@pytest.mark.parametrize("path", PAGES)
def test_a_wrong_value_is_refused_on_every_page_in_the_language_of_its_reader(client: FlaskClient, path: str) -> None:
    for query in WRONG:
        name = query.partition("=")[0]
        if path == "/desk/weekly" and name in ("period", "as_of", "kind"):
            continue  # what a sealed week says is fixed
        for look, words in (("", f"地址中的 {name} 无法使用"), ("lang=en&", f"{name} in the address cannot be used")):
            answer = client.get(asked(path, query if name == "lang" else look + query))
            assert answer.status_code == 400, (path, query)
            text = answer.get_data(as_text=True)
            assert (words if name != "lang" else "地址中的 lang 无法使用") in text


@pytest.mark.parametrize("name", CHECKS)
def test_an_empty_value_says_nothing(client: FlaskClient, name: str) -> None:
    for path in ("/desk", "/week", "/api/v1/board", "/api/v1/version"):
        assert client.get(f"{path}?{name}=").status_code == 200


def test_strange_names_stay_ignored_whatever_they_say(client: FlaskClient) -> None:
    for path in ("/desk", "/wall", "/api/v1/board", "/api/v1/metrics"):
        assert client.get(f"{path}?from=timeline&offset=-1&pages=x&utm_source=%00").status_code == 200


def test_a_right_value_is_taken(client: FlaskClient) -> None:
    for path in ("/desk", "/api/v1/board", "/api/v1/names"):
        assert client.get(f"{path}?lang=en&week=2020-W39&period=month").status_code == 200


def test_a_file_is_refused_as_its_page_is(client: FlaskClient) -> None:
    for path in ("/export/sharing.xlsx", "/export/rows.csv?metric=sharing.records"):
        for query in ("lang=xx", "limit=5", "week=W1"):
            assert client.get(asked(path, query)).status_code == 400
