"""Panels, experts and candidates who judge, made by the own actions of the product. In their scope."""

import datetime as dt
from collections.abc import Mapping, Sequence

from hiring.judgement.actions.answers import begin_situations, rate_ways
from hiring.judgement.actions.panels import (
    Person,
    exchange_expert_link,
    freeze_key,
    invite_experts,
    rate_options,
    send_ratings,
    start_panel,
)
from hiring.judgement.actions.settings import Use, choose_situations
from hiring.judgement.queries import sheets_of_expert, situations_of
from hiring.judgement.scenarios import KEY, VERSION, judgement_test
from hiring.models import Candidate, Expert, ExpertPanel, FrozenKey, Opening
from hiring.openings.actions.states import open_opening
from people.models import Membership
from people.tokens import token_hash
from tests.cast import NOW
from tests.hires import drafted

RATINGS = {code: one.rating for code, one in judgement_test(KEY, VERSION).options.items()}


def panel_of(
    hr: Membership, *names: str, panel: ExpertPanel | None = None, now: dt.datetime = NOW
) -> ExpertPanel:
    """A panel with these people asked; the link of each is "link-of-" and the name."""
    panel = panel or start_panel(by=hr, now=now)
    people = [Person(name, f"{name.lower()}@experts.example") for name in names]
    invite_experts(panel=panel, people=people, by=hr, now=now)
    for one in panel.experts.filter(name__in=names):
        Expert.objects.filter(pk=one.pk).update(link_hash=token_hash(f"link-of-{one.name}"))
    return panel


def expert(name: str) -> Expert:
    """As she is now, with her panel."""
    found: Expert = Expert.objects.select_related("panel__organisation", "organisation").get(name=name)
    return found


def begun(name: str, *, now: dt.datetime = NOW) -> Expert:
    """She has exchanged her link for the cookie "session-of-" and the name."""
    exchange_expert_link(expert=expert(name), session=f"session-of-{name}", now=now)
    return expert(name)


def rated(
    name: str, but: Mapping[str, int] | None = None, *, pages: int = 12, now: dt.datetime = NOW
) -> Expert:
    """She has rated the first so many pages as the authors do, but for these options."""
    found = expert(name)
    shown = sheets_of_expert(found).scenarios[:pages]
    codes = [one.code for scenario in shown for one in scenario.options]
    rate_options(
        expert=found, ratings={code: (but or RATINGS).get(code, RATINGS[code]) for code in codes}, now=now
    )
    return expert(name)


def sent(name: str, but: Mapping[str, int] | None = None, *, now: dt.datetime = NOW) -> Expert:
    """She has rated all and sent it."""
    send_ratings(expert=rated(name, but, now=now), now=now)
    return expert(name)


def full_panel(
    hr: Membership, but: Sequence[Mapping[str, int]] = (), *, now: dt.datetime = NOW
) -> ExpertPanel:
    """Ten experts who have sent their ratings; `but` says where the first ones rate otherwise."""
    names = [f"Expert{number:02}" for number in range(10)]
    panel = panel_of(hr, *names, now=now)
    for number, name in enumerate(names):
        sent(name, but[number] if number < len(but) else None, now=now)
    return panel


def frozen_by(hr: Membership, but: Sequence[Mapping[str, int]] = (), *, now: dt.datetime = NOW) -> FrozenKey:
    """A key that ten experts have made."""
    return freeze_key(panel=full_panel(hr, but, now=now), by=hr, now=now)


# --- candidates -------------------------------------------------------------------------------------


def asking(
    hr: Membership,
    *,
    title: str = "Agent, evenings",
    use: Use = Use.PRACTICE,
    seconds: int | None = None,
    parts: Sequence[str] = (),
    now: dt.datetime = NOW,
) -> Opening:
    """An open opening that asks about situations, and about no statements unless `parts` are named."""
    opening = drafted(hr, title=title, parts=parts, now=now)
    choose_situations(opening=opening, use=use, seconds=seconds, by=hr, now=now)
    return open_opening(opening=opening, by=hr, now=now)


def started(candidate: Candidate, *, now: dt.datetime = NOW) -> Candidate:
    """She has begun with the situations."""
    begin_situations(candidate=candidate, now=now)
    return candidate


def judged(
    candidate: Candidate,
    but: Mapping[str, int | None] | None = None,
    *,
    pages: int = 12,
    now: dt.datetime = NOW,
) -> Candidate:
    """She has begun and rated the first so many pages as the authors do, but for these options."""
    found = situations_of(started(candidate, now=now))
    assert found is not None
    codes = [one.code for scenario in found.sheets.scenarios[:pages] for one in scenario.options]
    ratings: dict[str, int | None] = {code: RATINGS[code] for code in codes}
    rate_ways(candidate=candidate, ratings=ratings | dict(but or {}), now=now)
    return candidate
