"""{% kept %}: a part of a page that is the same for everybody, rendered once a process."""

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.tag
def kept(parser: Parser, token: Token) -> "Kept":
    """{% kept by what it depends on %} ... {% endkept %}: kept for each language and value of these.

    Nothing inside may depend on anything else of the request; the values are few.
    """
    depends = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    inside = parser.parse(("endkept",))
    parser.delete_first_token()
    return Kept(inside, depends)


class Kept(template.Node):
    """Templates are parsed once a process, so what a node has made is there for the next request."""

    def __init__(self, nodelist: NodeList, depends: list[FilterExpression]) -> None:
        self.nodelist, self.depends = nodelist, depends
        self.made: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        by = (get_language(), *(each.resolve(context) for each in self.depends))
        if by not in self.made or settings.DEBUG:
            self.made[by] = self.nodelist.render(context)
        return self.made[by]
