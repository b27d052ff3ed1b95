"""An id within a query, as text."""

from typing import Any

from django.db.models import CharField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

GROUPS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


class WithDashes(Cast):
    """A UUID as Python and the audit write it: SQLite keeps it without the dashes, as plain text."""

    def __init__(self, expression: Combinable) -> None:
        super().__init__(expression, CharField())

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        sql, params = compiler.compile(self.get_source_expressions()[0])
        dashed = " || '-' || ".join(f"substr({sql}, {first}, {many})" for first, many in GROUPS)
        return f"({dashed})", (*params,) * len(GROUPS)
