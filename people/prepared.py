"""Prepared queries: their SQL is written once a process, not once a request.

On a page that is asked for all day Django takes several times as long to write the SQL of a query as the
database takes to answer it. A `Prepared` keeps what was written and binds the values of each call to it. In
all else it stays the queryset it was made from: the same rows, the same converters, the same scope. See
docs/adr/0008-prepared-queries.md.
"""

import copy
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django_scopes import get_scope, scope

from people.models.organisations import Organisation

Row = TypeVar("Row")


class Given(Expression):
    """Stands in a filter for the value that a call will name; `like` is a model (its key) or a field."""

    def __init__(self, name: str, like: "type[Model] | Field[Any, Any]") -> None:
        super().__init__(output_field=like if isinstance(like, Field) else like._meta.pk)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        return "%s", [self]

    def bound(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class Prepared(Generic[Row]):
    """The queryset that `make` returns, with a `Given` for each value that comes later.

    Calling it runs the query and returns its rows, each made by `each` where that is given. The scope is no
    part of what is kept: a model that needs one raises django_scopes.ScopeError without, and otherwise shows
    the rows of the present organisation.
    """

    def __init__(
        self, make: "Callable[[], QuerySet[Any, Any]]", each: Callable[[Any], Row] | None = None
    ) -> None:
        self.make, self.each = make, each
        # By state: in a scope, scopes disabled, or (None) outside of both, where a model with a scope raises.
        self._kept: dict[bool | None, _Written] = {}

    def __call__(self, **values: Any) -> list[Row]:
        present = get_scope()
        state = present.get("_enabled")
        if state not in self._kept:
            self._kept[state] = self._write(in_scope=state is True)
        if state is True:
            values["organisation"] = present["organisation"].pk
        return self._rows(self._kept[state], values)

    def first(self, **values: Any) -> Row | None:
        """The only row of a query that has one at most, or None."""
        return next(iter(self(**values)), None)

    def _rows(self, written: "_Written", values: dict[str, Any]) -> list[Row]:
        rows = written.rows(values)
        return rows if self.each is None else [self.each(row) for row in rows]

    def _write(self, *, in_scope: bool) -> "_Written":
        if not in_scope:
            return _Written(self.make())
        with scope(organisation=Given("organisation", Organisation)):
            return _Written(self.make())


class _Written:
    """A queryset beside the SQL it comes to."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        self.queryset = queryset
        self.compiler = queryset.query.get_compiler(using=queryset.db)
        self.sql, self.parameters = self.compiler.as_sql()

    def rows(self, values: dict[str, Any]) -> list[Any]:
        compiler = copy.copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # of this thread
        bound = tuple(
            each.bound(values, compiler.connection) if isinstance(each, Given) else each
            for each in self.parameters
        )
        compiler.as_sql = lambda *_told, **_more: (self.sql, bound)
        asked = self.queryset.all()
        asked.query.get_compiler = lambda *_told, **_more: compiler  # type: ignore[method-assign]
        return list(asked)
