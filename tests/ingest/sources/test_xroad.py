"""Records of X-Road in every form in which they are given out, without the calls by which it looks after itself."""

import csv
import io
import json

import pytest

from cockpit.errors import SourceWrong

pytestmark = pytest.mark.slow

TOML = 'kind = "xroad"\nfiles = "{}"\nwait_minutes = 0\n[members]\n"CN/GOV/A" = "light"\n"CN/GOV/B" = "fish"\n'
AT = 1_601_262_000_000


def side(kind, number, service="getPerson", **more):
    ends = {f"{end}XRoadInstance": "CN" for end in ("client", "service")}
    ends |= {f"{end}MemberClass": "GOV" for end in ("client", "service")}
    return {"securityServerType": kind, "messageId": f"m{number}", **ends, "clientMemberCode": "A",
            "serviceMemberCode": "B", "serviceCode": service, "succeeded": True, "requestInTs": AT,
            "responseOutTs": AT + 60, **more}  # fmt: skip


def loaded(bureau, name, content):
    bureau.write(name, content)
    return bureau.load("platform", TOML.format(name)).delivery


def flows(bureau):
    return [(row["provider"], row["consumer"], row["exchanges"], row["failed"], row["ms_upto_100"])
            for row in bureau.rows("flow_daily")]  # fmt: skip


def test_services_of_x_road_itself_are_left_out_and_counted(port_bureau):
    own = ("listMethods", "getWsdl", "getOpenAPI", "allowedMethods", "getSecurityServerMetrics", "clientReg")
    records = [side("Client", 0), *(side("Client", number, service) for number, service in enumerate(own, start=1))]
    delivery = loaded(port_bureau, "a.json", json.dumps(records))
    assert flows(port_bureau) == [("fish", "light", 1, 0, 1)]
    assert [(one.count, one.reason.zh) for one in delivery.account.left] == [(6, "X-Road自身的服务，不共享数据")]


def test_fields_that_nobody_uses_are_named_with_how_many_records_have_them(port_bureau):
    records = [side("Client", 0, clientSecurityServerAddress="ss.example", representedPartyCode=None),
               side("Client", 1, clientSecurityServerAddress="ss.example", messageProtocolVersion="4.0")]  # fmt: skip
    delivery = loaded(port_bureau, "a.json", json.dumps(records))
    (unused,) = delivery.account.left
    assert (unused.portion.name, unused.count) == ("FIELD", 2)
    assert unused.names == ("clientSecurityServerAddress × 2", "messageProtocolVersion × 1")


def test_a_city_may_leave_out_others(port_bureau):
    port_bureau.write("a.json", json.dumps([side("Client", 0), side("Client", 1, "listMethods")]))
    port_bureau.load("platform", 'leave_out = ["getPerson"]\n' + TOML.format("a.json"))
    assert flows(port_bureau) == [("fish", "light", 1, 0, 1)]


def open_data(rows):
    out = io.StringIO()
    names = [name.lower() for name in rows[0]]
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([["None" if value is None else value for value in row.values()] for row in rows])
    return out.getvalue()


def test_the_open_data_of_x_road_is_a_table_with_durations_instead_of_moments(port_bureau):
    rows = []
    for number, succeeded in ((1, "TRUE"), (2, "FALSE")):
        for end, total, view in (("Client", 70, None), ("Producer", None, 40)):
            one = side(end, number, succeeded=succeeded, totalDuration=total, producerDurationProducerView=view, id=9)
            rows.append({name: value for name, value in one.items() if name != "responseOutTs"})
    rows.append({**rows[0], "messageId": "m3", "totalDuration": -5})
    delivery = loaded(port_bureau, "open.csv", open_data(rows))
    assert delivery.refused == []
    assert flows(port_bureau) == [("fish", "light", 3, 1, 2)]


def test_what_a_corrector_has_paired_is_one_exchange(port_bureau):
    pair = {"client": side("Client", 1), "producer": side("Producer", 1), "totalDuration": 60}
    alone = {"client": None, "producer": side("Producer", 2)}
    loaded(port_bureau, "clean.json", "\n".join(json.dumps(one) for one in (pair, alone)))
    assert flows(port_bureau) == [("fish", "light", 2, 0, 2)]


def test_an_answer_of_the_monitor_holds_its_records_in_a_list(port_bureau):
    loaded(port_bureau, "a.json", json.dumps({"records": [side("Client", 1), side("Producer", 1)]}))
    assert flows(port_bureau) == [("fish", "light", 1, 0, 1)]


@pytest.mark.parametrize("content", ["day,unit\n2020-09-28,fish\n" * 50, "<html>\n<body>\n" * 50])
def test_a_file_of_another_kind_is_refused_once(port_bureau, content):
    with pytest.raises(SourceWrong, match="holds no records of X-Road"):
        loaded(port_bureau, "a.txt", content)
    assert port_bureau.refused() == []
