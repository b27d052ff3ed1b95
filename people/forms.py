"""What people type about accounts, teams and preferences."""

import datetime as dt
import re
from typing import Any
from uuid import UUID

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.actions.organisations import Roles
from people.models import Membership, Team, User
from people.notice_kinds import KINDS, wants
from people.passwords import length_hint
from people.zones import COMMON, city, known_zones, regions

# Characters that turn the direction of what follows them.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


class PlainForm(forms.Form):
    """No browser bubbles: every message is ours, in the summary and at the field."""

    use_required_attribute = False


class RadioField(forms.ChoiceField):
    """A group of radios, all in sight; one sentence says what to do where none of them was chosen."""

    widget = forms.RadioSelect

    def __init__(self, *, choices: Any, label: Any, missing: Any) -> None:
        told = {"required": missing, "invalid_choice": missing}
        super().__init__(choices=choices, label=label, error_messages=told)


class NameField(forms.CharField):
    """A person's own name, on one line and in the direction of its letters: it stands in mails to others."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=gettext_lazy("Your name"),
            max_length=120,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={
                "required": gettext_lazy("Enter your name."),
                "max_length": gettext_lazy("Use at most 120 characters for your name."),
            },
            **kwargs,
        )

    def to_python(self, value: Any) -> str:
        return " ".join(_TURNS.sub("", super().to_python(value) or "").split())


class SignupForm(forms.Form):
    """What allauth's sign-up form asks besides address and password."""

    name = NameField()

    def signup(self, request: Any, user: User) -> None:
        """Nothing more to do: people.adapters saves the name."""


class JoinForm(PlainForm):
    """Nothing to fill in: the button is the act."""


class NewPersonForm(PlainForm):
    """A new account behind an invitation."""

    name = NameField(help_text=gettext_lazy("As your colleagues know you."))
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": gettext_lazy("Choose a password.")},
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._email = email
        self.fields["password"].help_text = length_hint()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password:
            person = User(email=self._email, name=cleaned.get("name", ""))
            try:
                validate_password(password, person)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


def _options(form: forms.Form, field: str) -> Any:
    """A field whose options depend on the person or the organisation; Django's stubs know no such field."""
    return form.fields[field]


def zone_choices(own: str) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The person's own zone, the common ones, then all by part of the world."""
    first = [own] if own not in COMMON else []
    common = [(zone, _named_zone(zone)) for zone in (*first, *COMMON)]
    told: list[tuple[str, str | list[tuple[str, str]]]] = [(_("Often chosen"), common)]
    already = {*COMMON, own}
    for region, zones in regions():
        told.append((region, [(zone, _named_zone(zone)) for zone in zones if zone not in already]))
    return told


def _named_zone(zone: str) -> str:
    return f"{city(zone)} ({zone.split('/')[0]})" if "/" in zone else zone


class DaysForm(PlainForm):
    """Where a person's days begin and end."""

    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"),
        help_text=gettext_lazy("The city whose clock you work by."),
        error_messages={
            "required": gettext_lazy("Select your time zone."),
            "invalid_choice": gettext_lazy("Select a time zone from the list."),
        },
    )
    day_ends_at = forms.TypedChoiceField(
        label=gettext_lazy("When does your day end?"),
        help_text=gettext_lazy(
            "With 04:00, what you write at half past two at night still belongs to the evening before."
        ),
        coerce=dt.time.fromisoformat,
        error_messages={
            "required": gettext_lazy("Select when your day ends."),
            "invalid_choice": gettext_lazy("Select a time from the list."),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        ends = f"{user.day_ends_at:%H:%M}"
        kwargs["initial"] = {"time_zone": user.time_zone, "day_ends_at": ends}
        super().__init__(*args, **kwargs)
        _options(self, "time_zone").choices = zone_choices(user.time_zone)
        hours = {f"{hour:02}:00" for hour in range(24)} | {ends}
        _options(self, "day_ends_at").choices = [(hour, hour) for hour in sorted(hours)]

    def clean_time_zone(self) -> str:
        zone = str(self.cleaned_data["time_zone"])
        if zone not in known_zones():
            raise forms.ValidationError(_("Select a time zone from the list."))
        return zone


class PreferencesForm(DaysForm):
    """How pages look for her, and her days."""

    field_order = ("theme", "text_size", "one_statement", "idle_minutes", "time_zone", "day_ends_at")

    theme = RadioField(
        label=gettext_lazy("Light or dark"),
        choices=User.Theme,
        missing=gettext_lazy("Select light or dark."),
    )
    text_size = RadioField(
        label=gettext_lazy("Size of text"),
        choices=User.TextSize,
        missing=gettext_lazy("Select a size."),
    )
    one_statement = forms.BooleanField(
        label=gettext_lazy("One statement a page"),
        help_text=gettext_lazy("In questionnaires, in place of five."),
        required=False,
    )
    idle_minutes = forms.TypedChoiceField(
        label=gettext_lazy("Lock the screen when nobody is there"),
        help_text=gettext_lazy("A minute before, the page asks if you are still there. Drafts are kept."),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": gettext_lazy("Select when the screen is locked."),
            "invalid_choice": gettext_lazy("Select a time from the list."),
        },
    )

    def __init__(self, *args: Any, user: User, alone: bool, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        # At a place of work somebody else may sit down at the desk: only who is alone may switch it off.
        offered = [each for each in User.Idle if alone or each is not User.Idle.NEVER]
        _options(self, "idle_minutes").choices = [(each.value, each.label) for each in offered]
        self.initial["idle_minutes"] = user.idle_minutes or (0 if alone else User.Idle.THIRTY.value)
        self.initial["theme"] = user.theme
        self.initial["text_size"] = user.text_size
        self.initial["one_statement"] = user.one_statement


ROLES = (
    ("agent", gettext_lazy("Agent")),
    ("supervisor", gettext_lazy("Supervisor")),
    ("hr", gettext_lazy("HR")),
    ("admin", gettext_lazy("Admin")),
)


class TeamField(forms.ModelChoiceField):  # type: ignore[type-arg]  # no type argument at run time
    """One of the organisation's teams; the form gives the queryset, inside the scope."""

    def __init__(self, **kwargs: Any) -> None:
        told = {"invalid_choice": gettext_lazy("Select a team from the list.")}
        super().__init__(queryset=None, required=False, error_messages=told, **kwargs)

    def to_python(self, value: Any) -> Any:
        """What is no id at all gets the same words as an id that is not there."""
        try:
            return super().to_python(value)
        except forms.ValidationError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], code="invalid_choice"
            ) from None


class RolesForm(PlainForm):
    """Roles and team of one person. Teams are asked for inside the scope, when the form is made."""

    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Roles"),
        help_text=gettext_lazy("Select all that fit."),
        choices=ROLES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("Select at least one role."),
            "invalid_choice": gettext_lazy("Select a role from the list."),
        },
    )
    team = TeamField(label=gettext_lazy("Team"), empty_label=gettext_lazy("No team"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _options(self, "team").queryset = Team.objects.order_by("name")

    def chosen(self) -> tuple[Roles, Team | None]:
        """What was chosen, as the actions take it."""
        picked = set(self.cleaned_data["roles"])
        roles = Roles(**{name: name in picked for name, _label in ROLES})
        return roles, self.cleaned_data["team"]

    @staticmethod
    def of(member: Membership) -> dict[str, Any]:
        """A member's present roles and team, as initial values."""
        picked = [name for name, _label in ROLES if getattr(member, f"is_{name}")]
        return {"roles": picked, "team": member.team_id}


class InviteForm(RolesForm):
    """One person to invite."""

    field_order = ("email", "roles", "team")

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Enter the e-mail address of the person."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
        },
    )


class TeamForm(PlainForm):
    """A team's name, the team it is part of, its supervisors, whether it is counted as a unit."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={
            "required": gettext_lazy("Enter a name for the team."),
            "max_length": gettext_lazy("Use at most 80 characters for the name."),
        },
    )
    parent = TeamField(
        label=gettext_lazy("Part of"),
        help_text=gettext_lazy("A site is a team of teams."),
        empty_label=gettext_lazy("No other team"),
    )
    supervisors = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Supervisors"),
        help_text=gettext_lazy("The list holds everyone with the role Supervisor."),
        widget=forms.CheckboxSelectMultiple,
        coerce=UUID,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select people from the list.")},
    )
    is_unit = forms.BooleanField(
        label=gettext_lazy("Count as a unit in team totals"),
        help_text=gettext_lazy(
            "With all teams below it. People choose for themselves whether they are counted. Nothing is "
            "shown for fewer than 15 of them."
        ),
        required=False,
    )

    def __init__(self, *args: Any, team: Team | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Team.objects.order_by("name")
        _options(self, "parent").queryset = others.exclude(pk=team.pk) if team else others
        able = Membership.objects.filter(is_supervisor=True, closed_at=None).select_related("user")
        self._able = {member.pk: member for member in able.order_by("user__name")}
        _options(self, "supervisors").choices = [(pk, each.user.name) for pk, each in self._able.items()]
        if not self._able:
            del self.fields["supervisors"]

    def chosen_supervisors(self) -> list[Membership]:
        """The chosen people."""
        return [self._able[pk] for pk in self.cleaned_data.get("supervisors", ())]


class ReportContactForm(PlainForm):
    """The address of who takes reports; empty for nobody."""

    email = forms.EmailField(
        required=False,
        label=gettext_lazy("E-mail address (optional)"),
        help_text=gettext_lazy("Leave it empty to name nobody."),
        error_messages={"invalid": gettext_lazy("Enter an address like name@example.org.")},
    )


class SwitchForm(PlainForm):
    """Which of a person's organisations this browser shows."""

    membership = forms.TypedChoiceField(
        label=gettext_lazy("Organisation"),
        widget=forms.RadioSelect,
        coerce=UUID,
        error_messages={
            "required": gettext_lazy("Select an organisation."),
            "invalid_choice": gettext_lazy("Select an organisation from the list."),
        },
    )

    def __init__(self, *args: Any, memberships: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _options(self, "membership").choices = [
            (str(each.pk), each.organisation.name) for each in memberships
        ]


class NoticesForm(PlainForm):
    """Which kinds of mail she wants; none of them is an answer too."""

    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Mail me when"),
        help_text=gettext_lazy("A mail says no more than this. You get at most one of each an hour."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Select from the list.")},
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _options(self, "kinds").choices = [(kind.code, kind.label) for kind in KINDS.values()]
        self.initial["kinds"] = [kind for kind in KINDS if wants(user, kind)]


class AddressForm(PlainForm):
    """A private address, which is not the one of her account."""

    email = forms.EmailField(
        label=gettext_lazy("Private address"),
        help_text=gettext_lazy("We mail a code to this address."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Enter your private address."),
            "invalid": gettext_lazy("Enter an e-mail address like name@example.org."),
            "max_length": gettext_lazy("Use at most 254 characters for an address."),
        },
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._account = user.email

    def clean_email(self) -> str:
        address = str(self.cleaned_data["email"])
        if address.lower() == self._account:
            raise forms.ValidationError(_("This is the address of your account. Enter another one."))
        return address


class CodeForm(PlainForm):
    """A mailed code: one field that takes it whole, with or without its dash."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=60,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "size": "12",
            }
        ),
        error_messages={
            "required": gettext_lazy("Enter the code from the e-mail."),
            "max_length": gettext_lazy("This code does not match. Check it, or ask for a new one."),
        },
    )
