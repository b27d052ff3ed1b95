"""The one form renderer: label, hint, error and control, tied together; a summary that leads to each."""

import re

from django import forms
from django.template.loader import render_to_string


class Joining(forms.Form):
    """A form with one of each kind."""

    email = forms.EmailField(
        label="E-mail",
        help_text="We only write about your account.",
        error_messages={"required": "Enter your e-mail address"},
    )
    theme = forms.ChoiceField(
        label="Theme",
        choices=[("light", "Light"), ("dark", "Dark")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select a theme"},
    )
    roles = forms.MultipleChoiceField(
        label="Roles",
        choices=[("agent", "Agent"), ("hr", "HR")],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select a role"},
    )
    secret = forms.CharField(
        label="Password", widget=forms.PasswordInput, error_messages={"required": "Enter a password"}
    )
    zone = forms.ChoiceField(
        label="Time zone",
        choices=[("", "Select one"), ("Europe/Berlin", "Berlin")],
        error_messages={"required": "Select your time zone"},
    )
    one = forms.BooleanField(label="One statement a page", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        if "light" in self.data.values():
            raise forms.ValidationError("Light is not on offer today")


def _summary(**context: object) -> str:
    return render_to_string("components/error_summary.html", context)


def test_no_control_asks_the_browser_to_check() -> None:
    # This form has not switched use_required_attribute off; the renderer does not depend on that.
    assert not re.search(r"\srequired\b", str(Joining()))


def test_nothing_is_ticked_beforehand() -> None:
    assert "checked" not in str(Joining())


def test_label_and_hint_belong_to_the_control() -> None:
    page = str(Joining())
    assert '<label for="id_email">E-mail</label>' in page
    assert '<p class="hint" id="id_email_helptext">We only write about your account.</p>' in page
    assert 'aria-describedby="id_email_helptext"' in page


def test_choices_stand_in_a_fieldset_with_its_legend() -> None:
    page = str(Joining())
    assert page.count("<fieldset") == page.count("<legend>") == 2
    assert "<legend>Theme</legend>" in page
    assert re.search(
        r'<label class="row"><input type="radio"[^>]*id="id_theme_0"[^>]*>\s*<span>Light</span>', page
    )


def test_an_error_stands_between_label_and_control_and_is_read_with_it() -> None:
    page = str(Joining({}))
    label, error, control = (
        page.index(part) for part in ('for="id_email"', "Enter your e-mail address", 'name="email"')
    )
    assert label < error < control
    assert 'aria-describedby="id_email_helptext id_email_error"' in page
    assert 'aria-invalid="true"' in page
    assert '<fieldset class="field wrong" aria-describedby="id_theme_error">' in page


def test_what_was_typed_is_kept_and_a_password_is_not() -> None:
    page = str(Joining({"email": "not an <address>", "theme": "dark", "roles": ["hr"], "secret": "opal-ink"}))
    assert 'value="not an &lt;address&gt;"' in page
    assert re.search(r'value="dark"[^>]*\bchecked', page)
    assert re.search(r'value="hr"[^>]*\bchecked', page)
    assert "opal-ink" not in page


def test_the_summary_leads_to_the_first_control_of_each_field() -> None:
    page = _summary(form=Joining({}))
    assert "There is a problem" in page
    assert re.findall(r'<a href="#([\w-]+)">([^<]+)</a>', page) == [
        ("id_email", "Enter your e-mail address"),
        ("id_theme_0", "Select a theme"),
        ("id_roles_0", "Select a role"),
        ("id_secret", "Enter a password"),
        ("id_zone", "Select your time zone"),
    ]


def test_every_link_of_the_summary_meets_a_control() -> None:
    form = Joining({})
    for target in re.findall(r'href="#([\w-]+)"', _summary(form=form)):
        assert f'id="{target}"' in str(form)


def test_the_summary_tells_what_belongs_to_no_field() -> None:
    page = _summary(form=Joining({"theme": "light"}))
    assert "<li>Light is not on offer today</li>" in page


def test_the_summary_takes_several_forms() -> None:
    page = _summary(forms=[Joining(prefix="a"), Joining({}, prefix="b")])
    assert page.count("There is a problem") == 1
    assert "#id_b-theme_0" in page
    assert "#id_a-" not in page


def test_the_summary_takes_errors_of_a_form_made_by_hand() -> None:
    page = _summary(errors={"id_s3_0": "Select an answer to statement 3."})
    assert '<a href="#id_s3_0">Select an answer to statement 3.</a>' in page


def test_without_errors_there_is_no_summary() -> None:
    filled = {
        "email": "amal@demo.example",
        "theme": "dark",
        "roles": ["hr"],
        "secret": "x",
        "zone": "Europe/Berlin",
    }
    contexts: list[dict[str, object]] = [
        {},
        {"form": Joining()},
        {"form": Joining(filled)},
        {"forms": [Joining()]},
        {"errors": {}},
    ]
    assert [_summary(**context).strip() for context in contexts] == [""] * len(contexts)


def test_markup_in_a_label_or_an_error_stays_text() -> None:
    class Risky(forms.Form):
        name = forms.CharField(label="<i>Name</i>", error_messages={"required": "<script>1</script>"})

    page = str(Risky({})) + _summary(form=Risky({}))
    assert "<i>" not in page
    assert "<script>" not in page
