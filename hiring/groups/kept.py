"""The page of fairness, kept until something happened that it could tell of.

To count ten thousand people takes a tenth of a second and more, and most days nobody is decided on. What is
kept is what HR reads, with everything left out that is shown of too few people; so it lies in the cache in
the clear, as the pictures do.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.core.cache import cache as kept
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from hiring.groups.counts import comes
from hiring.groups.page import FairnessPage, fairness_page
from hiring.models import Candidate, Opening, StageDecision
from people.models import AuditHead
from people.sealed_cache import DAYS_14, code_version

STATE = ("audited", "sent", "unread", "over", "late")


def with_state(openings: "QuerySet[Opening]", now: dt.datetime) -> "QuerySet[Opening]":
    """With what changes whenever the page does, of the whole organisation, since all openings are on it.

    Every act but two is in the audit, and so is each deletion. The two only ever add while the audit stands
    still: candidates who send their answers, and old decisions that the nightly task reads. The third is
    time: an opening whose last day is over takes nobody any more, and from then on its figures are whole.
    """
    heads = AuditHead.objects.filter(organisation=OuterRef("organisation"))
    return openings.annotate(
        audited=Subquery(heads.values("hash")),
        sent=_many(Candidate.objects.filter(state=Candidate.State.SENT)),
        unread=_many(StageDecision.objects.filter(goes_on=None)),
        over=_many(Opening.objects.filter(closes_at__lte=now)),
        late=_many(Candidate.objects.filter(comes(now), opening__closes_at__lte=now)),
    )


def kept_fairness_page(opening: Opening, now: dt.datetime) -> FairnessPage:
    """As `fairness_page` makes it; without a query while nothing happened since. For one of `with_state`."""
    state = [getattr(opening, name) for name in STATE]
    asked = repr((code_version(), get_language(), opening.pk, now.date(), state))
    name = "fairness-page:" + hashlib.sha256(asked.encode()).hexdigest()
    found = kept.get(name)
    if isinstance(found, str):
        return _page(opening, json.loads(found))
    made = fairness_page(opening, now)
    told = asdict(replace(made, opening=None))  # type: ignore[arg-type]  # a row is not kept
    kept.set(name, json.dumps(told, default=dt.date.isoformat), DAYS_14)
    return made


def _many(rows: "QuerySet[Any]") -> Coalesce:
    """How many of an organisation's rows there are, counted in an index as a part of another query."""
    own = rows.filter(organisation=OuterRef("organisation")).order_by().values("organisation")
    return Coalesce(Subquery(own.annotate(many=Count("*")).values("many")), 0)


def _page(opening: Opening, told: Mapping[str, Any]) -> FairnessPage:
    page: FairnessPage = _read(FairnessPage, {**told, "opening": None})
    return replace(page, opening=opening)


def _read(kind: Any, told: Any) -> Any:
    """What JSON made of a dataclass, made one again."""
    if told is None:
        return None
    if get_origin(kind) in {Union, UnionType}:
        return _read(get_args(kind)[0], told)
    if get_origin(kind) is tuple:
        return tuple(_read(get_args(kind)[0], each) for each in told)
    if is_dataclass(kind):
        return _instance(kind, told)
    return dt.date.fromisoformat(told) if kind is dt.date else told


def _instance(kind: Any, told: Mapping[str, Any]) -> Any:
    kinds = _kinds(kind)
    return kind(**{one.name: _read(kinds[one.name], told[one.name]) for one in fields(kind)})


@cache
def _kinds(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
