"""Whatever is shared, one flow: chosen, checked, shared, read as it was checked, told, taken back."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from assessments.models import ComponentScore, Sitting
from coaching.actions.sharing import (
    ChangedSince,
    Chosen,
    NotThere,
    forget_half_shared,
    share_form,
    share_thing,
    stop_sharing,
)
from coaching.models import Share
from coaching.queries.sharing import people_for
from coaching.queries.team import find_open
from coaching.readers import readers_of
from journal.actions import change_moment
from journal.documents import MomentDocument
from journal.models import Moment
from journal.plans.actions import change_plan
from journal.plans.documents import Wording
from journal.plans.models import Plan
from people.actions.organisations import create_personal_organisation, save_team
from people.drafts import keep_draft, read_draft
from people.models import DataKey, Membership
from people.readers import readers_sentence
from people.scope import organisation_scope
from tests.cast import NOW
from tests.coaching.conftest import SignIn, answered, later, moment_of
from tests.coaching.kinds.conftest import MAKE, SHARED_AT, STANDS, WORDS, share_of, thing
from tests.crowd import write_moment

pytestmark = pytest.mark.usefixtures("scoped")
every_kind = pytest.mark.parametrize("kind", Share.Kind)
CARD = re.compile(r'<div class="card">\n<dl.*?</dl>.*?</div>', re.S)


def sent(owner: Membership, kind: Share.Kind, row: UUID, **changed: Any) -> dict[str, Any]:
    """What her form sends: everything that there is."""
    found = thing(kind, owner, row)
    usual = {
        "reader": people_for(owner)[0].code,
        "parts": list(found.parts),
        "question": "Why?",
        "days": "30",
    }
    return usual | {"submission_key": str(uuid4()), "version": found.version} | changed


def page_of(tab: Client, url: str, **fields: Any) -> str:
    answer = tab.post(url, fields) if fields else tab.get(url)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


# --- the flow ----------------------------------------------------------------------------------------


@every_kind
def test_its_page_leads_there_and_the_whole_way_is_gone(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, tab, desk = MAKE[kind](amal), client_of(amal), client_of(bo)
    url = SHARED_AT[kind].format(row=row)
    assert f'href="{url}"' in page_of(tab, STANDS[kind].format(row=row))
    assert "Check what will be seen" in page_of(tab, url)
    fields = sent(amal, kind, row)
    check = page_of(tab, url, **fields)
    assert not Share.objects.exists()
    own = tab.post(url, fields | {"then": "send"})["Location"]
    share = Share.objects.get()
    assert (share.kind, share.source, share.reader) == (kind, row, bo)
    read = page_of(desk, f"/team/inbox/{share.pk}/")
    cards = [CARD.findall(page) for page in (check, read, page_of(tab, own))]
    assert cards[0] == cards[1] == cards[2]
    assert len(cards[0]) == 1
    assert "Amal shared this with you; Amal sees that you opened it." in read
    assert "Opened by Bo" in page_of(tab, own)
    answered(share)
    assert "You let him finish." in page_of(tab, own)


@every_kind
def test_who_reads_it_is_told_nothing_that_leads_elsewhere(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = share_of(kind, amal, bo)
    page = page_of(client_of(bo), f"/team/inbox/{share.pk}/")
    for row in (share.source, share.owner_id, share.reader_id, share.organisation_id):
        assert str(row) not in page


@every_kind
def test_lists_of_both_name_it_in_the_words_of_its_kind(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = share_of(kind, amal, bo)
    told = {
        "moment": ("Amal shared a moment", "annoyed · Rude or aggressive customer"),
        "pattern": (
            "Amal shared a pattern",
            "Pattern: “Rude or aggressive customer” came up more before",
        ),
        "plan": ("Amal shared a plan", "Plan: Rude or aggressive customer · Pause"),
        "report": ("Amal shared parts of a report", "Report: Self-awareness, Self-regulation, Motivation"),
    }[kind]
    assert told[0] in page_of(client_of(bo), "/team/")
    assert told[1] in page_of(client_of(amal), "/sharing/")
    assert WORDS not in page_of(client_of(amal), "/sharing/")
    stop_sharing(row=share.pk, by=amal, now=NOW)
    ended = page_of(client_of(amal), "/sharing/")
    assert f"{share.get_kind_display()}, with Bo" in ended
    assert told[1] not in ended


@every_kind
def test_it_opens_with_nothing_of_her_own_words_ticked(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    page = page_of(client_of(amal), SHARED_AT[kind].format(row=MAKE[kind](amal)))
    boxes = re.findall(r'name="parts" value="(\w+)"([^>]*)>', page)
    expected = {
        "moment": (["feeling", "trigger", "strength", "note"], ["feeling", "trigger", "strength"]),
        "pattern": ([], []),
        "plan": (["trigger", "technique", "words", "counts"], ["trigger", "technique"]),
        "report": (["SA", "SR", "MO", "EM", "SS"], []),
    }[kind]
    assert [part for part, _rest in boxes] == expected[0]
    assert [part for part, rest in boxes if "checked" in rest] == expected[1]


@pytest.mark.parametrize("kind", [Share.Kind.PLAN, Share.Kind.REPORT])
def test_something_has_to_be_chosen_and_nothing_else_can_be(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, tab = MAKE[kind](amal), client_of(amal)
    url = SHARED_AT[kind].format(row=row)
    for parts, sentence in (
        ([], "Select what you want to show."),
        (["note"], "Select from what there is to share."),
    ):
        page = page_of(tab, url, **sent(amal, kind, row, parts=parts, then="send"))
        assert sentence in page
        assert "Why?" in page
    assert not Share.objects.exists()


def test_one_part_of_a_report_brings_its_ranges_and_no_other(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = share_of(Share.Kind.REPORT, amal, bo, parts=("EM",))
    (card,) = CARD.findall(page_of(client_of(bo), f"/team/inbox/{share.pk}/"))
    assert re.search(
        r"<dt>Empathy</dt><dd>\d+ out of 100; a range that fits the answers is \d+ to \d+\.", card
    )
    assert "The report says: “You" in card or "The report says: “Your" in card
    assert [name for name in ("Self-regulation", "Social skills") if f"<dt>{name}</dt>" in card] == []
    assert "Treat it as a starting point for a talk, not a grade." in card


def test_a_sentence_brings_its_interval(amal: Membership, bo: Membership, client_of: SignIn) -> None:
    share = share_of(Share.Kind.PATTERN, amal, bo)
    (card,) = CARD.findall(page_of(client_of(bo), f"/team/inbox/{share.pk}/"))
    assert "24 of 24 times, against 0 of your 24 other moments." in card
    assert re.search(r"Difference in 100 moments: \d+, 95 % interval \d+ to \d+\.", card)
    assert "It cannot say why." in card
    assert "The moments of 365 days" in card


def test_a_plan_on_a_serious_incident_asks_what_support_is_wanted(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row = MAKE[Share.Kind.PLAN](amal)
    other = Wording("X.threat", "pause", "")
    change_plan(row=row, by=amal, wording=other, review_on=later(days=9).date(), version=1, now=NOW)
    share = share_of(Share.Kind.PLAN, amal, bo, row)
    page = page_of(client_of(bo), f"/team/inbox/{share.pk}/")
    assert "This mentions a serious incident. Ask what support is wanted." in page


def test_the_check_points_to_a_number_in_her_words(
    amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, tab = MAKE[Share.Kind.PLAN](amal), client_of(amal)
    other = Wording("A", "pause", "Call 0171 1234567.")
    change_plan(row=row, by=amal, wording=other, review_on=later(days=9).date(), version=1, now=NOW)
    url, hint = f"/sharing/plan/{row}/", "There seems to be a phone number in what you wrote."
    assert hint in page_of(tab, url, **sent(amal, Share.Kind.PLAN, row))
    assert hint not in page_of(tab, url, **sent(amal, Share.Kind.PLAN, row, parts=["trigger"]))


# --- what is not hers, and what changed --------------------------------------------------------------


@every_kind
def test_a_thing_of_somebody_else_is_not_there(
    kind: Share.Kind, amal: Membership, bo: Membership, cleo: Membership, client_of: SignIn
) -> None:
    row = MAKE[kind](amal)
    url, fields = SHARED_AT[kind].format(row=row), sent(amal, kind, row, then="send")
    for member in (bo, cleo):
        tab = client_of(member)
        assert (tab.get(url).status_code, tab.post(url, fields).status_code) == (404, 404)
    chosen = Chosen(bo.pk, ("trigger",), "", 30)
    told: dict[str, Any] = {
        "row": row,
        "version": "1",
        "chosen": chosen,
        "submission_key": uuid4(),
        "now": NOW,
    }
    with pytest.raises(NotThere):
        share_thing(kind=kind, by=cleo, **told)
    with pytest.raises(NotThere):
        share_thing(kind=kind, by=amal, **told | {"row": uuid4()})


@every_kind
def test_who_is_alone_meets_nothing_of_it(kind: Share.Kind, amal: Membership, client_of: SignIn) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    tab = client_of(alone)
    session = tab.session
    session["membership"] = str(alone.pk)
    session.save()
    with organisation_scope(alone.organisation):
        Membership.objects.filter(pk=alone.pk).update(notice_read=1)
        row = MAKE[kind](alone)
    page = page_of(tab, STANDS[kind].format(row=row))
    assert "Only you can read this." in page
    assert "/sharing/" not in page
    assert tab.get(SHARED_AT[kind].format(row=row)).status_code == 404


def change_the_moment(owner: Membership, row: UUID) -> None:
    other = MomentDocument(("calm",), ("A",), 1, "other words")
    change_moment(by=owner, row=row, version=1, document=other, felt_at=NOW, now=NOW)


def write_another(owner: Membership, row: UUID) -> None:
    write_moment(owner, 1)


def use_the_plan(owner: Membership, row: UUID) -> None:
    moment_of(owner, MomentDocument(("annoyed",), ("A",), 3, plan=row, plan_used=True))


def correct_a_score(owner: Membership, row: UUID) -> None:
    ComponentScore.objects.filter(sitting=row, component="SR").update(points=7)


CHANGES: dict[Share.Kind, tuple[Callable[[Membership, UUID], None], str]] = {
    Share.Kind.MOMENT: (change_the_moment, "You changed the moment after you had checked this."),
    Share.Kind.PATTERN: (write_another, "This sentence changed after you had checked it."),
    Share.Kind.PLAN: (
        use_the_plan,
        "The plan, or what was counted of it, changed after",
    ),
    Share.Kind.REPORT: (correct_a_score, "The report changed after you had checked this."),
}


@every_kind
def test_what_changed_meanwhile_is_checked_again(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, tab = MAKE[kind](amal), client_of(amal)
    change, sentence = CHANGES[kind]
    url, fields = SHARED_AT[kind].format(row=row), sent(amal, kind, row, then="send")
    before = CARD.findall(page_of(tab, url, **fields | {"then": ""}))
    change(amal, row)
    page = page_of(tab, url, **fields)
    assert sentence in page
    assert "Why?" in page
    assert CARD.findall(page) != before
    assert not Share.objects.exists()
    chosen = Chosen(bo.pk, tuple(fields["parts"]), "", 30)
    with pytest.raises(ChangedSince):
        share_thing(
            kind=kind,
            row=row,
            version=fields["version"],
            chosen=chosen,
            submission_key=uuid4(),
            by=amal,
            now=NOW,
        )
    again = re.findall(r'name="version" value="([^"]+)"', page)[0]
    assert tab.post(url, fields | {"version": again}).status_code == 303


@every_kind
def test_later_changes_do_not_reach_it(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, desk = MAKE[kind](amal), client_of(bo)
    share = share_of(kind, amal, bo, row)
    url = f"/team/inbox/{share.pk}/"
    before = CARD.findall(page_of(desk, url))
    CHANGES[kind][0](amal, row)
    assert CARD.findall(page_of(desk, url)) == before


def take_away(kind: Share.Kind, row: UUID) -> None:
    """The thing goes, whatever took it."""
    if kind == Share.Kind.REPORT:
        Sitting.objects.filter(pk=row).update(state=Sitting.State.WITHDRAWN)
    elif kind == Share.Kind.PLAN:
        Plan.objects.filter(pk=row).delete()
    else:
        Moment.objects.all().delete()


GONE = {
    Share.Kind.MOMENT: "This moment is deleted. What you shared of it stands until you stop sharing it.",
    Share.Kind.PATTERN: "This sentence does not stand among your patterns at present.",
    Share.Kind.PLAN: "This plan is not there any more. What you shared of it stands until you stop",
    Share.Kind.REPORT: "This report is not there any more. What you shared of it stands until you stop",
}


@every_kind
def test_what_was_shared_stands_when_the_thing_goes_and_she_is_told(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, tab = share_of(kind, amal, bo), client_of(amal)
    assert GONE[kind] not in page_of(tab, f"/sharing/{share.pk}/")
    take_away(kind, share.source)
    assert GONE[kind] in page_of(tab, f"/sharing/{share.pk}/")
    assert find_open(bo, share.pk, NOW) is not None


@every_kind
def test_what_went_while_she_was_at_it_is_told(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    row, tab = MAKE[kind](amal), client_of(amal)
    url, fields = SHARED_AT[kind].format(row=row), sent(amal, kind, row)
    page_of(tab, url, **fields)
    take_away(kind, row)
    answer = tab.post(url, fields | {"then": "send"}, follow=True)
    assert "What you wanted to share is not there any more. Nothing was shared." in answer.content.decode()
    assert not Share.objects.exists()
    assert client_of(bo).get(url).status_code == 404


@every_kind
def test_what_went_in_this_moment_is_told_too(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(**told: object) -> None:
        raise NotThere

    row, tab = MAKE[kind](amal), client_of(amal)
    url, fields = SHARED_AT[kind].format(row=row), sent(amal, kind, row)
    page_of(tab, url, **fields)
    monkeypatch.setattr("coaching.views.sharing.share_thing", gone)
    answer = tab.post(url, fields | {"then": "send"}, follow=True)
    assert "What you wanted to share is not there any more." in answer.content.decode()


@every_kind
def test_half_a_choice_goes_in_the_night_where_it_can_be_told_that_the_thing_went(
    kind: Share.Kind, amal: Membership, bo: Membership
) -> None:
    row = MAKE[kind](amal)
    form = share_form(kind, row)
    keep_draft(membership=amal, form=form, fields={"question": ["half"]}, now=NOW)
    forget_half_shared()
    assert read_draft(amal, form) is not None
    take_away(kind, row)
    forget_half_shared()
    assert (read_draft(amal, form) is None) == (kind != Share.Kind.PATTERN)


# --- who can read it ---------------------------------------------------------------------------------

LINES = {
    Share.Kind.MOMENT: ("moment", "feeling, trigger, strength, note"),
    Share.Kind.PATTERN: ("patterns", "single sentences"),
    Share.Kind.PLAN: ("plan", "trigger, technique, own words, how it went so far"),
    Share.Kind.REPORT: ("sitting", "self-awareness, self-regulation, motivation, empathy, social skills"),
}


@every_kind
def test_the_line_beside_it_tells_the_parts(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn, django_assert_num_queries: Any
) -> None:
    share, (line, parts) = share_of(kind, amal, bo), LINES[kind]
    row = None if kind == Share.Kind.PATTERN else share.source
    with django_assert_num_queries(1):
        assert len(readers_of(amal, line, row)) == 1
    told = f"Only you can read this. Bo can read what you shared of it: {parts}."
    assert readers_sentence(amal, line, row) == told
    tab = client_of(amal)
    for url in (STANDS[kind], SHARED_AT[kind]):
        assert told in page_of(tab, url.format(row=share.source))
    stop_sharing(row=share.pk, by=amal, now=NOW)
    assert readers_sentence(amal, line, row) == "Only you can read this."


@every_kind
def test_who_was_given_parts_does_not_open_the_thing(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = share_of(kind, amal, bo)
    answer = client_of(bo).get(STANDS[kind].format(row=share.source))
    assert answer.status_code == (200 if kind == Share.Kind.PATTERN else 404)
    assert "Rude or aggressive customer" not in answer.content.decode()


@every_kind
def test_taken_back_it_is_gone_on_every_path(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share, desk = share_of(kind, amal, bo), client_of(bo)
    answered(share)
    key = share.snapshot_key_id
    assert key is not None
    paths = [
        f"/team/inbox/{share.pk}/",
        f"/team/inbox/{share.pk}/answer/",
        f"/feedback/{share.thread.pk}/reply/",
    ]
    assert [desk.get(path).status_code for path in paths] == [200, 303, 200]
    assert client_of(amal).post(f"/sharing/{share.pk}/stop/").status_code == 303
    assert [desk.get(path).status_code for path in paths] == [404, 404, 404]
    assert str(share.pk) not in desk.get("/team/").content.decode()
    assert not DataKey.objects.filter(pk=key).exists()


@every_kind
@pytest.mark.parametrize("why", ["expired", "assigned anew"])
def test_over_without_her_it_is_gone_too(
    kind: Share.Kind, why: str, amal: Membership, bo: Membership, ada: Membership
) -> None:
    share = share_of(kind, amal, bo)
    if why == "assigned anew":
        save_team(team=amal.team, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert find_open(bo, share.pk, later(days=30) if why == "expired" else NOW) is None


# --- at rest -----------------------------------------------------------------------------------------


@every_kind
def test_nothing_of_it_lies_in_its_row_in_the_clear(
    kind: Share.Kind, amal: Membership, bo: Membership
) -> None:
    share = share_of(kind, amal, bo, question=f"{WORDS} why")
    row: dict[str, Any] = dict(Share.objects.filter(pk=share.pk).values().get())
    sealed = bytes(row.pop("sealed"))
    for told in (WORDS, "Rude", "annoyed", "pause", "strength-of-trigger", "out of 100"):
        assert told.encode() not in sealed
        assert told not in str(row)


def test_the_same_sentence_has_another_id_for_another_person(
    amal: Membership, bo: Membership, cleo: Membership
) -> None:
    make = MAKE[Share.Kind.PATTERN]
    assert make(amal) != make(cleo)


@every_kind
def test_a_row_that_was_made_into_another_kind_does_not_open(
    kind: Share.Kind, amal: Membership, bo: Membership, client_of: SignIn
) -> None:
    share = share_of(kind, amal, bo)
    other = Share.Kind.PLAN if kind != Share.Kind.PLAN else Share.Kind.MOMENT
    Share.objects.filter(pk=share.pk).update(kind=other)
    assert client_of(bo).get(f"/team/inbox/{share.pk}/").status_code == 409
    assert "This could not be opened" in page_of(client_of(amal), "/sharing/")
