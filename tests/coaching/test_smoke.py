"""x"""

import re
import pytest
from html import unescape
from tests.coaching.conftest import *
from coaching.actions.thread import give_feedback

pytestmark = pytest.mark.usefixtures("scoped")


def test_flow(amal, bo, client_of):
    m = moment_of(amal, note="n 0171 1234567")
    tab, desk = client_of(amal), client_of(bo)
    page = tab.get(f"/sharing/new/{m.pk}/").content.decode()
    code = re.search(r'name="reader" value="(\w+)"', page)[1]
    key = re.search(r'name="submission_key" value="([\w-]+)"', page)[1]
    sent = {
        "reader": code,
        "parts": ["feeling", "trigger", "strength", "note"],
        "question": "Why?",
        "days": "30",
        "submission_key": key,
    }
    r = tab.post(f"/sharing/new/{m.pk}/", sent)
    html = r.content.decode()
    assert r.status_code == 200 and "What Bo will see" in html, html
    assert "phone number" in html
    sent = dict(sent, then="send", version="1")
    r = tab.post(f"/sharing/new/{m.pk}/", sent)
    assert r.status_code == 303, r.content.decode()
    assert tab.post(f"/sharing/new/{m.pk}/", sent)["Location"] == r["Location"]
    own = r["Location"]
    row = own.split("/")[2]
    assert tab.get(own).status_code == 200
    assert tab.get("/sharing/").status_code == 200
    assert "1 to answer" in desk.get("/team/").content.decode()
    assert desk.get(f"/team/inbox/{row}/").status_code == 200
    assert desk.get(f"/team/inbox/{row}/answer/").status_code == 200
    fb = dict(situation="S1", behaviour="B1", impact="I1", question="", submission_key=key)
    r = desk.post(f"/team/inbox/{row}/answer/", fb)
    assert "Check your feedback" in r.content.decode()
    r = desk.post(f"/team/inbox/{row}/answer/", fb | {"then": "send"})
    assert r.status_code == 303
    r = tab.get(own)
    assert "B1" in r.content.decode()
    assert tab.post(own + "reply/", {"text": "thanks"}).status_code == 303
    assert "thanks" in desk.get(f"/team/inbox/{row}/").content.decode()
    assert (
        "Bo can read what you shared of it: feeling, trigger, strength, note."
        in tab.get(f"/moments/{m.pk}/").content.decode()
    )
    assert client_of(bo).get(f"/moments/{m.pk}/").status_code == 404
    assert tab.get(own + "stop/").status_code == 200
    assert tab.post(own + "stop/").status_code == 303
    assert "B1" in tab.get(own).content.decode()
    for p in ("", "answer/"):
        assert desk.get(f"/team/inbox/{row}/{p}").status_code == 404
    assert tab.get("/sharing/").status_code == 200
