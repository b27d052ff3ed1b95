"""Thanking, showing, keeping, removing, taking back: who may do what, and what is left."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.http import Http404

from coaching.models import Thanks
from coaching.thanks.actions import (
    THANKS_FORM,
    give_thanks,
    hide_thanks,
    keep_thanks,
    remove_thanks,
    show_thanks,
    take_back,
)
from coaching.thanks.queries import colleagues_of, find_thanks, lists_of
from coaching.thanks.rules import TAKE_BACK
from people.actions.organisations import (
    Roles,
    change_member,
    close_membership,
    create_personal_organisation,
    save_team,
)
from people.drafts import keep_draft, read_draft
from people.models import AuditRecord, DataKey, KeySlot, Membership, Organisation, Team
from people.refusals import Refused
from tests.cast import NOW, new_member
from tests.coaching.conftest import later
from tests.coaching.thanks.conftest import THANKS, thanked

pytestmark = pytest.mark.usefixtures("scoped")


def team_reads(viewer: Membership) -> list[str]:
    """The headings of what stands in the list of her team."""
    found = lists_of(Membership.objects.get(pk=viewer.pk), "team", 1).team
    assert found is not None
    return [card.heading for card in found.cards]


# --- whom -------------------------------------------------------------------------------------------


def test_near_are_her_team_who_looks_after_it_and_whom_she_looks_after(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership
) -> None:
    assert [each.name for each in colleagues_of(amal)] == ["Bo", "Mate"]
    assert [each.name for each in colleagues_of(bo)] == ["Amal", "Mate"]
    assert colleagues_of(cleo) == colleagues_of(dee) == colleagues_of(ada) == ()


def test_a_code_stands_for_somebody_on_one_persons_pages_only(
    amal: Membership, mate: Membership, bo: Membership
) -> None:
    codes = [each.code for who in (amal, bo, mate) for each in colleagues_of(who)]
    assert len(set(codes)) == len(codes)
    assert not any(str(each.pk) in codes for each in (amal, bo, mate))


def test_who_supervised_once_has_nobody_to_look_after(amal: Membership, bo: Membership) -> None:
    Membership.objects.filter(pk=bo.pk).update(is_supervisor=False, is_agent=True)
    assert colleagues_of(Membership.objects.get(pk=bo.pk)) == ()


def test_herself_a_stranger_another_organisation_and_nobody_get_one_answer(
    amal: Membership, mate: Membership, cleo: Membership, eve: Membership
) -> None:
    told = set()
    for to in (amal.pk, cleo.pk, eve.pk, uuid4()):
        with pytest.raises(Refused) as refused:
            give_thanks(to=to, document=THANKS, submission_key=uuid4(), by=amal, now=NOW)
        told.add((str(refused.value), refused.value.field))
    assert len(told) == 1
    assert not Thanks.objects.exists()
    assert not DataKey.objects.filter(purpose="thanks").exists()


def test_to_somebody_who_has_left_nothing_is_sent(
    amal: Membership, mate: Membership, ada: Membership
) -> None:
    close_membership(member=mate, by=ada, now=NOW)
    with pytest.raises(Refused, match="has left or changed teams"):
        thanked(amal, mate)


def test_who_is_alone_has_nobody_to_thank(amal: Membership) -> None:
    alone = create_personal_organisation(user=amal.user, now=NOW)
    with pytest.raises(Http404):
        give_thanks(to=amal.pk, document=THANKS, submission_key=uuid4(), by=alone, now=NOW)


# --- giving -----------------------------------------------------------------------------------------


def test_the_same_form_twice_is_one_and_other_words_are_another(amal: Membership, mate: Membership) -> None:
    key = uuid4()
    first, again = thanked(amal, mate, key=key), thanked(amal, mate, key=key, now=later(minutes=1))
    assert first.pk == again.pk
    thanked(amal, mate, type(THANKS)("You stayed.", "We finished."), key=key)
    assert Thanks.objects.count() == 2
    assert DataKey.objects.filter(purpose="thanks").count() == 2


def test_what_was_removed_is_not_given_a_second_time_by_the_same_form(
    amal: Membership, mate: Membership
) -> None:
    key = uuid4()
    thanks = thanked(amal, mate, key=key)
    remove_thanks(row=thanks.pk, by=mate, now=NOW)
    assert thanked(amal, mate, key=key).pk == thanks.pk
    assert Thanks.objects.count() == 1


def test_the_draft_ends_when_it_is_sent_and_no_audit_tells_of_it(amal: Membership, mate: Membership) -> None:
    keep_draft(membership=amal, form=THANKS_FORM, fields={"did": ["half"]}, now=NOW)
    before = AuditRecord.objects.count()
    thanks = thanked(amal, mate)
    assert read_draft(amal, THANKS_FORM) is None
    show_thanks(row=thanks.pk, team=mate.team_id, by=mate)
    assert AuditRecord.objects.count() == before


# --- showing ----------------------------------------------------------------------------------------


def test_shown_to_nobody_until_its_receiver_shows_it_and_no_longer_than_she_does(
    amal: Membership, mate: Membership, bo: Membership, cleo: Membership, dee: Membership, ada: Membership
) -> None:
    thanks = thanked(mate, amal)
    everybody = (amal, mate, bo, cleo, dee, ada)
    assert [team_reads(each) for each in everybody] == [[]] * 6
    show_thanks(row=thanks.pk, team=amal.team_id, by=amal)
    assert [team_reads(each) for each in everybody] == [["Mate to Amal"]] * 3 + [[]] * 3
    hide_thanks(row=thanks.pk, by=amal)
    assert [team_reads(each) for each in everybody] == [[]] * 6


def test_another_team_than_she_was_told_of_is_shown_nothing(
    amal: Membership, mate: Membership, quay: Team, ada: Membership
) -> None:
    thanks, told_of = thanked(mate, amal), amal.team_id
    change_member(member=amal, roles=Roles(), team=quay, by=ada, now=NOW)
    for team in (told_of, None):
        with pytest.raises(Refused, match="nothing was shown"):
            show_thanks(row=thanks.pk, team=team, by=amal)
    assert Thanks.objects.get().shown_in_id is None


def test_who_moves_takes_it_away_from_the_team_of_before(
    amal: Membership, mate: Membership, cleo: Membership, quay: Team, ada: Membership
) -> None:
    thanks = thanked(mate, amal)
    show_thanks(row=thanks.pk, team=amal.team_id, by=amal)
    change_member(member=amal, roles=Roles(), team=quay, by=ada, now=NOW)
    assert [team_reads(each) for each in (mate, cleo)] == [[], []]
    found = find_thanks(amal, thanks.pk)
    assert found is not None
    assert not found.is_shown


def test_who_leaves_shows_nothing_any_more_and_a_giver_who_leaves_changes_nothing(
    amal: Membership, mate: Membership, bo: Membership, ada: Membership
) -> None:
    for giver, receiver in ((mate, amal), (bo, mate)):
        show_thanks(row=thanked(giver, receiver).pk, team=receiver.team_id, by=receiver)
    close_membership(member=mate, by=ada, now=NOW)
    assert team_reads(amal) == ["Mate to Amal"]
    received = lists_of(amal, "", 1).received
    assert received is not None
    assert [card.heading for card in received.cards] == ["From Mate"]


def test_a_team_that_she_supervises_no_longer_shows_her_nothing(
    amal: Membership, mate: Membership, bo: Membership, pier: Team, ada: Membership
) -> None:
    show_thanks(row=thanked(mate, amal).pk, team=pier.pk, by=amal)
    assert team_reads(bo) == ["Mate to Amal"]
    save_team(team=pier, name="Pier", parent=None, supervisors=[], by=ada, now=NOW)
    assert team_reads(bo) == []


# --- keeping, removing, taking back -------------------------------------------------------------------


def test_what_she_removes_is_gone_for_her_and_her_team_and_stays_with_its_giver(
    amal: Membership, mate: Membership, bo: Membership
) -> None:
    thanks = thanked(mate, amal)
    keep_thanks(row=thanks.pk, keep=True, by=amal)
    show_thanks(row=thanks.pk, team=amal.team_id, by=amal)
    remove_thanks(row=thanks.pk, by=amal, now=NOW)
    assert find_thanks(amal, thanks.pk) is None
    assert find_thanks(mate, thanks.pk) is not None
    assert [team_reads(each) for each in (amal, mate, bo)] == [[], [], []]
    with pytest.raises(Thanks.DoesNotExist):
        remove_thanks(row=thanks.pk, by=amal, now=NOW)


def test_within_a_day_its_giver_takes_it_back_for_both_shown_or_not(
    amal: Membership, mate: Membership, bo: Membership
) -> None:
    thanks = thanked(mate, amal)
    show_thanks(row=thanks.pk, team=amal.team_id, by=amal)
    take_back(row=thanks.pk, by=mate, now=NOW + TAKE_BACK - dt.timedelta(seconds=1))
    assert not Thanks.objects.exists()
    assert not DataKey.objects.filter(purpose="thanks").exists()
    assert not KeySlot.objects.filter(data_key=thanks.data_key_id).exists()
    with pytest.raises(Thanks.DoesNotExist):
        take_back(row=thanks.pk, by=mate, now=NOW)


def test_after_a_day_it_belongs_to_the_one_who_got_it(amal: Membership, mate: Membership) -> None:
    thanks = thanked(mate, amal)
    with pytest.raises(Refused, match="A day has passed"):
        take_back(row=thanks.pk, by=mate, now=NOW + TAKE_BACK)
    assert find_thanks(amal, thanks.pk) is not None


def shows(row: UUID, by: Membership) -> object:
    return show_thanks(row=row, team=by.team_id, by=by)


def hides(row: UUID, by: Membership) -> object:
    return hide_thanks(row=row, by=by)


def keeps(row: UUID, by: Membership) -> object:
    return keep_thanks(row=row, keep=True, by=by)


def removes(row: UUID, by: Membership) -> object:
    return remove_thanks(row=row, by=by, now=NOW)


def takes_back(row: UUID, by: Membership) -> object:
    return take_back(row=row, by=by, now=NOW)


@pytest.mark.parametrize("act", [shows, hides, keeps, removes])
def test_only_the_one_who_got_it_decides(
    amal: Membership,
    mate: Membership,
    bo: Membership,
    cleo: Membership,
    harbour: Organisation,
    act: Callable[[UUID, Membership], object],
) -> None:
    thanks = thanked(mate, amal)
    third = new_member(harbour, "Third", Roles(), amal.team)
    for member in (mate, third, bo, cleo):
        with pytest.raises(Thanks.DoesNotExist):
            act(thanks.pk, member)
    thanks.refresh_from_db()
    assert (thanks.shown_in_id, thanks.kept, thanks.removed_at) == (None, False, None)
    act(thanks.pk, amal)


def test_only_its_giver_takes_it_back(amal: Membership, mate: Membership, bo: Membership) -> None:
    thanks = thanked(mate, amal)
    for member in (amal, bo):
        with pytest.raises(Thanks.DoesNotExist):
            takes_back(thanks.pk, member)
    takes_back(thanks.pk, mate)
    assert not Thanks.objects.exists()
