"""Sending a week over a real mail server: encrypted, once to each, and never what is not what was sealed."""

from __future__ import annotations

import hashlib
import json
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from cockpit.board.board import Board
from cockpit.calendar import Week
from cockpit.errors import MailRefused
from cockpit.snapshot import deliveries, mailing
from cockpit.snapshot.archive import Archive
from cockpit.snapshot.deliveries import Deliveries
from cockpit.snapshot.letter import letter, message_id
from cockpit.snapshot.mailing import Login
from cockpit.snapshot.weekly_plan import WeeklyPlan
from tests.servers import free_port
from tests.snapshot.mailbox import PASSWORD, USER, Mailbox, cut_line, mailbox
from tests.snapshot.weeks import MONDAY, board_of, press

pytestmark = pytest.mark.slow

W39 = Week(2020, 39)
MAYOR = {"address": "mayor@city.test", "name": "市长", "files": ["report.html"]}
COUNTY = {"address": "lanshan@city.test", "language": "en", "unit": "371302", "files": ["report.html", "board.json"]}
LOGIN = Login(USER, PASSWORD)


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Mailbox]:
    with mailbox(tmp_path_factory.mktemp("mail")) as found:
        yield found


@pytest.fixture(autouse=True)
def _empty(box: Mailbox) -> None:
    box.handler.moods.clear()
    box.handler.taken.clear()
    box.handler.tried = 0


def run(root: Path, plan: dict[str, Any], **more: Any) -> tuple[bool, list[str]]:
    heard: list[str] = []
    return press(root, plan=plan, heard=heard, **{"login": LOGIN, **more}).run(), heard


def states(root: Path) -> list[str]:
    file = root / "var" / "deliveries" / "2020-W39.jsonl"
    return [json.loads(line)["state"] for line in file.read_text().splitlines()]


def test_each_gets_the_week_in_its_language_with_the_files_of_its_role(box: Mailbox, tmp_path: Path) -> None:
    good, _ = run(tmp_path, box.plan(MAYOR, COUNTY, link="https://cockpit.city.test"))
    assert good
    city, county = box.handler.taken
    assert city["From"] == "数据周报 <week@city.test>" and city["To"] == "市长 <mayor@city.test>"
    assert city["Subject"] == "临沂市数据工作周报 2020-W39"
    assert str(county["Subject"]).startswith("Linyi weekly data report · ")
    body = city.get_body(("plain",))
    assert body is not None
    text = body.get_content()
    assert text.startswith("6亿多条数据已归集，34个部门供数；") and "/desk/weekly?week=2020-W39" in text
    attached = {part.get_filename(): part.get_content() for part in county.iter_attachments()}
    assert set(attached) == {"2020-W39-report-en.html", "2020-W39-board.json"}
    sealed = (tmp_path / "snapshots" / "units" / "371302" / "2020-W39" / "board.json").read_bytes()
    assert attached["2020-W39-board.json"] == sealed
    english = county.get_body(("plain",))
    assert english is not None and hashlib.sha256(sealed).hexdigest() in english.get_content()
    folder = tmp_path / "snapshots" / "units" / "371302" / "2020-W39"
    head = hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()
    assert f"{head}  2020-W39-manifest.json" in english.get_content()
    own = hashlib.sha256(sealed).hexdigest()
    assert f"Chain: this week {own[:8]} {own[8:16]} {own[16:24]} {own[24:32]}, none" in english.get_content()


def test_no_other_run_sends_it_again(box: Mailbox, tmp_path: Path) -> None:
    plan = box.plan(MAYOR)
    assert run(tmp_path, plan)[0] and run(tmp_path, plan)[0]
    assert run(tmp_path, plan, at=MONDAY + timedelta(days=2))[0]
    assert len(box.handler.taken) == 1 and states(tmp_path) == ["planned", "sending", "sent"]


def test_over_tls_from_the_first_byte(tmp_path: Path) -> None:
    with mailbox(tmp_path, security="tls") as box:
        assert run(tmp_path, box.plan(MAYOR, security="tls"))[0]
        assert len(box.handler.taken) == 1


def test_a_server_whose_certificate_is_not_vouched_for_gets_nothing(box: Mailbox, tmp_path: Path) -> None:
    good, heard = run(tmp_path, box.plan(MAYOR, ca_file=None))
    assert not good and box.handler.tried == 0
    assert "shows a certificate that is not valid" in heard[-1]
    (tmp_path / "other").mkdir()
    with mailbox(tmp_path, name="elsewhere.test") as other:
        plan = box.plan(MAYOR, port=other.port, ca_file=str(other.ca_file))
        good, heard = run(tmp_path / "other", plan)
        assert not good and other.handler.tried == 0 and "certificate" in heard[-1]


def test_a_server_that_does_no_tls_gets_nothing(tmp_path: Path, box: Mailbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as plain:
        heard_by_server: list[bytes] = []

        def speak() -> None:
            connection, _ = plain.accept()
            with connection:
                connection.sendall(b"220 plain\r\n")
                heard_by_server.append(connection.recv(1000))
                connection.sendall(b"250 plain\r\n")
                heard_by_server.append(connection.recv(1000))

        server = threading.Thread(target=speak)
        server.start()
        good, heard = run(tmp_path, box.plan(MAYOR, port=plain.getsockname()[1]))
        server.join(10)
    assert not good and "does not do what is asked" in heard[-1]
    assert not any(b"MAIL" in one for one in heard_by_server)


def test_a_wrong_password_is_said_and_not_tried_again(box: Mailbox, tmp_path: Path) -> None:
    good, heard = run(tmp_path, box.plan(MAYOR), login=Login(USER, "wrong"))
    assert not good and "answers 535" in heard[-1] and PASSWORD not in heard[-1]
    assert states(tmp_path)[-1] == "refused"


def test_what_the_server_takes_later_is_tried_again(box: Mailbox, tmp_path: Path) -> None:
    box.handler.moods[:] = ["later", "later"]
    assert run(tmp_path, box.plan(MAYOR))[0]
    assert (box.handler.tried, len(box.handler.taken)) == (3, 1)


def test_what_it_does_not_take_in_this_run_is_sent_in_the_next(box: Mailbox, tmp_path: Path) -> None:
    box.handler.moods[:] = ["later"] * 3
    good, heard = run(tmp_path, box.plan(MAYOR))
    assert not good and "451 try again later" in heard[-1]
    assert run(tmp_path, box.plan(MAYOR))[0] and len(box.handler.taken) == 1


def test_what_it_will_never_take_waits_for_a_person_and_the_others_get_theirs(box: Mailbox, tmp_path: Path) -> None:
    nobody = {"address": "nobody@city.test", "files": ["report.html"]}
    plan = box.plan(nobody, MAYOR)
    good, heard = run(tmp_path, plan)
    assert not good and any("550 no such user here" in one for one in heard)
    assert [str(one["To"]) for one in box.handler.taken] == ["市长 <mayor@city.test>"]
    assert not run(tmp_path, plan)[0]  # said again, not sent again
    box.handler.moods[:] = ["never"]
    assert not run(tmp_path / "second", box.plan(MAYOR))[0] and box.handler.tried == 2


def test_a_connection_cut_before_the_answer_leaves_a_doubt_that_a_person_settles(box: Mailbox, tmp_path: Path) -> None:
    box.handler.moods[:] = ["takes and hangs up"]
    plan = box.plan(MAYOR)
    good, heard = run(tmp_path, plan)
    assert not good and "was lost after the message" in heard[-1]
    good, heard = run(tmp_path, plan)
    assert not good and "it is not sent again" in heard[-1]
    assert len(box.handler.taken) == 1
    assert press(tmp_path, plan=plan, login=LOGIN).send(W39, again=["mayor@city.test"])
    first, second = box.handler.taken
    assert first["Message-ID"] == second["Message-ID"]


def test_a_connection_cut_while_the_message_is_handed_over_is_tried_again(box: Mailbox, tmp_path: Path) -> None:
    """Half of the message has left when the line breaks, so the server cannot have taken it."""
    with cut_line(box.port, after=100_000) as line:
        good, heard = run(tmp_path, box.plan(MAYOR, port=line.port))
        assert good, heard
        assert line.carried[0] >= 100_000 and len(line.carried) == 2
    assert len(box.handler.taken) == 1
    assert states(tmp_path) == ["planned", "sending", "sent"]


def test_a_crash_between_the_two_lines_sends_nothing_twice(box: Mailbox, tmp_path: Path) -> None:
    plan = box.plan(MAYOR)
    made = press(tmp_path, plan=plan, login=LOGIN)
    name = message_id(W39, made.plan.recipient[0], made.plan.mail)  # type: ignore[arg-type]
    book = Deliveries(tmp_path / "var", W39)
    book.plan([(name, "mayor@city.test")], at=MONDAY)
    book.write(name, deliveries.DeliveryState.SENDING, address="mayor@city.test", at=MONDAY)
    with book.file.open("ab") as torn:
        torn.write(b'{"message":"' + name.encode())
    assert book.states() == {name: deliveries.DeliveryState.DOUBT}
    assert not made.run() and box.handler.tried == 0
    book.write(name, deliveries.DeliveryState.AGAIN, address="mayor@city.test", at=MONDAY)
    assert made.run() and len(box.handler.taken) == 1


def test_a_week_that_was_altered_is_not_sent(box: Mailbox, tmp_path: Path) -> None:
    assert press(tmp_path).run()
    report = tmp_path / "snapshots" / "2020-W39" / "report.html"
    report.write_bytes(report.read_bytes() + b" ")
    good, heard = run(tmp_path, box.plan(MAYOR))
    assert not good and box.handler.tried == 0
    assert "2020-W39 is not sent: report.html was altered" in heard[-1]


def test_a_week_that_the_operator_did_not_sign_is_not_sent(box: Mailbox, tmp_path: Path) -> None:
    from cockpit.snapshot.signing import generate, signer

    generate(tmp_path / "key.pem")
    assert press(tmp_path).run()  # sealed without a key
    good, heard = run(tmp_path, box.plan(MAYOR), signer=signer(tmp_path / "key.pem"))
    assert not good and box.handler.tried == 0 and "it is not signed" in heard[-1]


def test_a_file_that_is_not_sealed_and_a_silent_server(box: Mailbox, tmp_path: Path) -> None:
    good, heard = run(tmp_path, box.plan({**MAYOR, "files": ["other.pdf"]}))
    assert not good and "2020-W39 has no file other.pdf" in heard[-1]
    good, heard = run(tmp_path / "b", box.plan(MAYOR, port=free_port()))
    assert not good and "does not answer (ConnectionRefusedError)" in heard[-1]
    assert states(tmp_path / "b")[-1] == "failed"


@pytest.mark.parametrize("title", ["周报\r\nBcc: thief@evil.test", "周报\nX: y"])
def test_a_hostile_name_in_the_head_is_refused(tmp_path: Path, title: str) -> None:
    def hostile(week: Week, unit: str | None) -> Board:
        board = board_of(week, unit)
        return replace(board, city={**board.city, "report": {"zh": title, "en": title}})

    press(tmp_path, ask=hostile).run()
    plan = WeeklyPlan.model_validate({"mail": {"server": "m.test", "sender": "a@b.test"}, "recipient": [MAYOR]})
    assert plan.mail
    with pytest.raises(MailRefused, match="no proper head"):
        letter(W39, Archive(tmp_path / "snapshots"), plan.recipient[0], plan.mail, at=MONDAY)


def test_what_is_too_large_for_a_message_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cockpit.snapshot.letter.LARGEST", 1_000)
    press(tmp_path).run()
    plan = WeeklyPlan.model_validate({"mail": {"server": "m.test", "sender": "a@b.test"}, "recipient": [MAYOR]})
    assert plan.mail
    with pytest.raises(MailRefused, match="larger than 20 MB"):
        letter(W39, Archive(tmp_path / "snapshots"), plan.recipient[0], plan.mail, at=MONDAY)


def test_nobody_is_opened_again_without_a_mail_server(tmp_path: Path) -> None:
    assert mailing.again(W39, ["a@b.test"], WeeklyPlan(), tmp_path, at=MONDAY) == 0
