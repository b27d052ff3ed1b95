"""What she does with feedback: thanks, what she sees otherwise, to whom she shows it; other words."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coaching.feedback.actions.changing import ReplacedMeanwhile, change_words
from coaching.feedback.actions.responding import disagree as say_otherwise
from coaching.feedback.actions.responding import stop_showing
from coaching.feedback.actions.responding import thank as give_thanks
from coaching.feedback.drafted import change_form, disagree_form, thank_form
from coaching.feedback.forms import DisagreeForm, ThankForm, WordsForm, form_of, initial_of
from coaching.feedback.queries import find_own_words, people_around
from coaching.models import Message, Thread
from coaching.queries.thread import entry_lines, who_reads
from coaching.queries.told import address
from coaching.sealing import open_message
from coaching.views.feedback import thread_of
from coaching.views.pages import for_sharers, hands_back, limited, see_other
from coaching.views.written import Anew, Sheet, write
from people.keys import open_data_key
from people.refusals import Refused
from people.requests import MemberRequest


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def thank(request: MemberRequest, row: UUID) -> HttpResponse:
    """One press, or a few words first."""
    thread = _received(request, row)
    sheet = Sheet(
        draft=thank_form(row),
        of=ThankForm,
        make=ThankForm,
        here=address("coaching:feedback-thank", row),
        back=address("coaching:feedback", row),
        title=_("Thank %(name)s") % {"name": thread.giver.user.name},
        readers=_readers_of(request, thread),
        send=_("Send your thanks"),
    )
    return write(request, sheet, partial(_thanked, request, row))


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def disagree(request: MemberRequest, row: UUID) -> HttpResponse:
    """What she sees otherwise, and whom she shows the thread to besides."""
    thread = _received(request, row)
    people = None if thread.second_id else people_around(request.membership, but=thread.giver_id)
    sheet = Sheet(
        draft=disagree_form(row),
        of=DisagreeForm,
        make=partial(DisagreeForm, people=people),
        here=address("coaching:feedback-disagree", row),
        back=address("coaching:feedback", row),
        title=_("You see it otherwise"),
        lead=_("Feedback is what one person saw. Say what it looked like from where you were."),
        readers=_readers_of(request, thread, choosing=bool(people)),
        send=_("Send this"),
    )
    return write(request, sheet, partial(_disagreed, request, row))


@require_POST
@for_sharers
def unshow(request: MemberRequest, row: UUID) -> HttpResponse:
    """The second person reads it no more, from the next click on."""
    try:
        stop_showing(row=row, by=request.membership, now=timezone.now())
    except Thread.DoesNotExist:
        raise Http404 from None
    except Refused:
        raise Http404 from None
    messages.success(request, _("Only the two of you can read this now."))
    return see_other("coaching:feedback", row)


@require_http_methods(["GET", "HEAD", "POST"])
@for_sharers
@limited("feedback")
@hands_back
def change(request: MemberRequest, row: UUID) -> HttpResponse:
    """Other words for what she said. What stood there before stays to be seen, for all of its people."""
    found = find_own_words(request.membership, row)
    if found is None:
        raise Http404
    thread = thread_of(request, found.thread_id)
    if request.method != "POST" and Message.objects.filter(replaces=found).exists():
        return see_other("coaching:feedback", thread.pk)
    form = form_of(found.kind)
    sheet = Sheet(
        draft=change_form(row),
        of=form,
        make=form,
        here=address("coaching:feedback-change", row),
        back=address("coaching:feedback", thread.pk),
        title=_("Change your words"),
        lead=_("What stood there before stays to be seen, with its date, for everybody who reads this."),
        readers=_readers_of(request, thread),
        send=_("Put this in its place"),
    )
    present = open_message(open_data_key(thread.key_id), found)
    return write(request, sheet, partial(_changed, request, found), initial_of(present))


def _received(request: MemberRequest, row: UUID) -> Thread:
    """Feedback that she got; for everybody else it is not there."""
    thread = thread_of(request, row)
    if thread.receiver_id != request.membership.pk or thread.asked_until is not None:
        raise Http404
    return thread


def _readers_of(request: MemberRequest, thread: Thread, *, choosing: bool = False) -> str:
    """Who reads what is sent; `choosing`: and whom she chooses on the form."""
    names = who_reads(request.membership, thread, timezone.now())
    if not names:
        told = _("You and whom you choose can read this once it is sent.") if choosing else ""
        return told or _("Nobody but you would read this now.")
    told = _("%(names)s can read this once it is sent.") % {"names": names}
    return f"{told} {_('Whom you choose can read it, too.')}" if choosing else told


def _thanked(request: MemberRequest, row: UUID, form: ThankForm) -> HttpResponse:
    """Raises Refused."""
    told = form.cleaned_data
    key = told["submission_key"]
    give_thanks(row=row, text=told["text"], submission_key=key, by=request.membership, now=timezone.now())
    messages.success(request, _("Your thanks are sent."))
    return see_other("coaching:feedback", row)


def _disagreed(request: MemberRequest, row: UUID, form: DisagreeForm) -> HttpResponse:
    """Raises Refused."""
    say_otherwise(
        row=row,
        text=form.cleaned_data["text"],
        second=form.second_id(),
        submission_key=form.cleaned_data["submission_key"],
        by=request.membership,
        now=timezone.now(),
    )
    messages.success(request, _("It is sent."))
    return see_other("coaching:feedback", row)


def _changed(request: MemberRequest, found: Message, form: WordsForm) -> HttpResponse:
    """Raises Refused and Anew."""
    key = form.cleaned_data["submission_key"]
    words = form.document()
    try:
        change_words(row=found.pk, words=words, submission_key=key, by=request.membership, now=timezone.now())
    except Message.DoesNotExist:
        raise Http404 from None
    except ReplacedMeanwhile as replaced:
        raise _anew(replaced.present) from None
    messages.success(request, _("Your words are changed."))
    return see_other("coaching:feedback", found.thread_id)


def _anew(present: Message) -> Anew:
    """The form for what stands there now, above which it is told."""
    lines = entry_lines(open_message(open_data_key(present.thread.key_id), present))
    notice = _(
        "You changed this in another window meanwhile. It now says: %(present)s What you typed here is below "
        "and not saved yet. Save it to replace what stands."
    )
    return Anew(
        here=address("coaching:feedback-change", present.pk),
        draft=change_form(present.pk),
        notice=notice % {"present": "“" + " · ".join(line.value for line in lines) + "”"},
    )
