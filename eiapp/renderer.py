"""The one form renderer: every Django form gets our label, hint, error and control templates."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest


class FormRenderer(TemplatesSetting):
    """Renders with the project's templates; needs `django.forms` in INSTALLED_APPS for the plain widgets.

    The browser's own `required` bubbles cannot be translated, linked or read again, so no control carries
    the attribute: the server answers with the error summary and inline errors instead.
    """

    form_template_name = "components/fields.html"
    field_template_name = "components/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        if "widget" in context:
            _drop_required(context["widget"])
        return super().render(template_name, context, request=request)


def _drop_required(widget: dict[str, Any]) -> None:
    """Take `required` from a widget's context, its parts (dates in three boxes) and its options (radios)."""
    widget.get("attrs", {}).pop("required", None)
    for part in widget.get("subwidgets", ()):
        _drop_required(part)
    for _name, options, _index in widget.get("optgroups", ()):
        for option in options:
            _drop_required(option)
