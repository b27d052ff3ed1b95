"""A candidate's copy of her own data, made when she asks for it."""

from django.http import Http404, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from hiring.keeping.copies import json_pieces
from hiring.keeping.queries import copy_of
from hiring.models import Candidate
from hiring.views.steps import for_candidates, onward


@for_candidates
@require_safe
def copy(request: HttpRequest, candidate: Candidate, kind: str) -> HttpResponseBase:
    """A copy of all that she gave, as a file to read or one for machines; it is stored nowhere.

    Before she sends and after she withdraws too, as long as anything of hers is kept.
    """
    if kind not in {"html", "json"}:
        raise Http404
    if not candidate.email:  # all of it is deleted
        return onward(candidate)
    told = copy_of(candidate)
    pieces = json_pieces(told) if kind == "json" else [render_to_string("hiring/copy.html", {"copy": told})]
    return StreamingHttpResponse(
        pieces,
        content_type="application/json" if kind == "json" else "text/html; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{candidate.reference}.{kind}"'},
    )
