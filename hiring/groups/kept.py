"""The page of fairness, kept until something happened that it could tell of.

To count ten thousand people takes a tenth of a second and more, and to lay out their figures as much again;
most days nobody is decided on. What is kept is what HR reads, with everything left out that is shown of too
few people; so it lies in the cache in the clear, as the pictures do.
"""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.core.cache import cache as kept
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.utils.translation import get_language

from hiring.groups.counts import comes
from hiring.groups.page import FairnessPage, fairness_page
from hiring.models import Candidate, Opening, StageDecision
from people.models import AuditHead
from people.sealed_cache import DAYS_14, code_version
from people.spreadsheet import as_csv

STATE = ("audited", "sent", "unread", "over", "late")


@dataclass(frozen=True, slots=True)
class KeptPage:
    """What a page says below its title, and its numbers as a file."""

    html: str
    csv: str


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


def kept_fairness_page(opening: Opening, now: dt.datetime) -> KeptPage:
    """What `fairness_page` says; without a query while nothing happened since. For one of `with_state`."""
    state = [getattr(opening, name) for name in STATE]
    asked = repr((code_version(), get_language(), opening.pk, now.date(), state))
    name = "fairness-page:" + hashlib.sha256(asked.encode()).hexdigest()
    found = kept.get(name)
    if isinstance(found, str):
        return KeptPage(**json.loads(found))
    made = laid_out(fairness_page(opening, now))
    kept.set(name, json.dumps(asdict(made)), DAYS_14)  # the cache takes no SafeString
    return made


def laid_out(page: FairnessPage) -> KeptPage:
    """The same for whoever of HR asks: nothing of her stands in it."""
    tables = (((one.title, *one.header), [("", *row) for row in one.rows]) for one in page.tables)
    return KeptPage(
        render_to_string("hiring/fairness_figures.html", {"page": page}),
        "".join(as_csv(*table) for table in tables),
    )


def _many(rows: "QuerySet[Any]") -> Coalesce:
    """How many of an organisation's rows there are, counted in an index as a part of another query."""
    own = rows.filter(organisation=OuterRef("organisation")).order_by().values("organisation")
    return Coalesce(Subquery(own.annotate(many=Count("*")).values("many")), 0)
