"""A kept part of a page is rendered once for each language and each value that it depends on."""

from collections.abc import Iterator
from itertools import count

import pytest
from django.template import Context, Template
from django.test import override_settings
from django.utils import translation

KEPT = "{% load kept %}{% kept flag %}{{ number }}{% if flag %}!{% endif %}{% endkept %}"


def counted() -> Iterator[int]:
    return count(1)


def test_it_is_rendered_once_for_each_value_and_language() -> None:
    template, numbers = Template(KEPT), counted()

    def shown(*, flag: bool) -> str:
        return template.render(Context({"flag": flag, "number": lambda: next(numbers)}))

    assert [shown(flag=True), shown(flag=False), shown(flag=True), shown(flag=False)] == [
        "1!",
        "2",
        "1!",
        "2",
    ]
    with translation.override("de"):
        assert [shown(flag=True), shown(flag=True)] == ["3!", "3!"]


def test_two_parts_are_kept_apart() -> None:
    one, other = (Template("{% load kept %}{% kept %}" + word + "{% endkept %}") for word in ("a", "b"))
    assert [each.render(Context()) for each in (one, other, one)] == ["a", "b", "a"]


@override_settings(DEBUG=True)
def test_while_somebody_works_on_the_templates_nothing_is_kept() -> None:
    template, numbers = Template(KEPT), counted()
    shown = [template.render(Context({"number": lambda: next(numbers)})) for _ in range(2)]
    assert shown == ["1", "2"]


def test_what_fails_inside_is_not_kept() -> None:
    template = Template("{% load kept %}{% kept %}{{ call }}{% endkept %}")

    def fails() -> str:
        raise RuntimeError("once")

    with pytest.raises(RuntimeError):
        template.render(Context({"call": fails}))
    assert template.render(Context({"call": "well"})) == "well"
