"""What HR types about the job and its stages."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.instruments import COMPONENTS
from hiring.asked import NO_REASON_KNOWN
from hiring.forms import LONGEST_TEXT, sentences
from hiring.models import OpeningStage
from hiring.openings.actions.parts import JobText
from hiring.openings.actions.stages import StageText
from hiring.openings.forms.fields import line_field, title_field
from people.forms import PlainForm

LONGEST_REASON = 500


class NewOpeningForm(PlainForm):
    """A draft needs a name and nothing else."""

    title = title_field()


class JobForm(PlainForm):
    """No part of the statements is on by default, and each that is needs its own reason."""

    title = title_field()
    needs = sentences(
        gettext_lazy("What the job needs"),
        gettext_lazy("Write what somebody does in this job, and what it takes."),
        LONGEST_TEXT,
        gettext_lazy("What somebody does all day, and what it takes. Candidates do not see this."),
        rows=6,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in COMPONENTS:
            self.fields |= _switch(one.code, _(one.name))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for one in COMPONENTS:
            on, reason = cleaned.get(f"on_{one.code}"), cleaned.get(f"reason_{one.code}", "").strip()
            if on and not reason and f"reason_{one.code}" not in self.errors:
                self.add_error(f"reason_{one.code}", _("Write why this job needs it, or switch it off."))
            if reason and not on:
                self.add_error(f"on_{one.code}", _("Switch it on, or clear its reason."))
        return cleaned

    def told(self) -> JobText:
        """What the form says, for the action. Only after is_valid()."""
        said = self.cleaned_data
        reasons = {one.code: said[f"reason_{one.code}"] for one in COMPONENTS if said[f"on_{one.code}"]}
        return JobText(said["title"], said["needs"], reasons)


def _switch(code: str, name: str) -> dict[str, forms.Field]:
    """A component's switch and its reason."""
    warning = _(
        "These statements describe attention to feelings and sociability. We know of no reason to select on "
        "them."
    )
    reason = sentences(_("Why the job needs %(name)s") % {"name": name.lower()}, "", LONGEST_REASON, rows=2)
    reason.required = False
    on = forms.BooleanField(
        label=_("Ask about %(name)s") % {"name": name.lower()},
        help_text=warning if code in NO_REASON_KNOWN else "",
        required=False,
    )
    return {f"on_{code}": on, f"reason_{code}": reason}


class StagesForm(PlainForm):
    """One talk that carries the decision, and perhaps a shorter one before it."""

    first = line_field(
        gettext_lazy("An earlier, shorter talk (optional)"),
        "",
        60,
        gettext_lazy("Leave it empty when there is one talk. For example: First call."),
    )
    last = line_field(
        gettext_lazy("The talk that carries the decision"),
        gettext_lazy("Enter a name for the talk."),
        60,
        gettext_lazy("As candidates and colleagues read it. For example: Talk."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].required = False

    def told(self, *, asks: bool) -> list[StageText]:
        """The stages in order; `asks`: the job has a reason for statements."""
        said = self.cleaned_data
        statements = [StageText(OpeningStage.Kind.QUESTIONNAIRE, _("Statements"))] if asks else []
        names = [name for name in (said["first"], said["last"]) if name]
        return [*statements, *(StageText(OpeningStage.Kind.INTERVIEW, name) for name in names)]
