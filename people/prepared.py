"""Prepared queries: their SQL is written once a process, not once a request.

On a page that is asked for all day Django takes several times as long to write the SQL of a query, and to
look up how its rows are read, as the database takes to answer it. A `Prepared` keeps both and binds the
values of each call. In all else it stays the queryset it was made from: the same rows, the same converters,
the same scope. See docs/adr/0008-prepared-queries.md.
"""

import copy
from abc import ABC, abstractmethod
from collections.abc import Callable
from operator import itemgetter
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Model, QuerySet
from django.db.models.deletion import Collector
from django.db.models.query import (
    FlatValuesListIterable,
    ModelIterable,
    ValuesIterable,
    ValuesListIterable,
    get_related_populators,
)
from django.db.models.sql import DeleteQuery
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError
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

    @property
    def kind(self) -> tuple[str, int]:
        """The same for all that are bound to the same value in the same way."""
        return self.name, id(self.output_field)

    def bound(self, values: dict[str, Any], connection: Any) -> Any:
        return self.output_field.get_db_prep_value(values[self.name], connection)


class _ByScope(ABC):
    """What was written of a queryset, in a scope and outside of one.

    The scope is no part of what is kept: a model that needs one raises django_scopes.ScopeError without, and
    otherwise means the rows of the present organisation.
    """

    def __init__(self, make: "Callable[[], QuerySet[Any, Any]]") -> None:
        self.make = make
        # By state: in a scope, scopes disabled, or (None) outside of both, where a model with a scope raises.
        self._kept: dict[bool | None, Any] = {}

    def _written(self, values: dict[str, Any]) -> Any:
        """What was written for the present state; the organisation in scope joins the values."""
        present = get_scope()
        state = present.get("_enabled")
        if state not in self._kept:
            self._kept[state] = self._made(in_scope=state is True)
        if state is True:
            values["organisation"] = present["organisation"].pk
        return self._kept[state]

    def _made(self, *, in_scope: bool) -> Any:
        if not in_scope:
            return self.write(self.make())
        with scope(organisation=Given("organisation", Organisation)):
            return self.write(self.make())

    @abstractmethod
    def write(self, queryset: "QuerySet[Any, Any]") -> Any:
        """What is kept of it."""


class Prepared(_ByScope, Generic[Row]):
    """The queryset that `make` returns, with a `Given` for each value that comes later.

    Calling it runs the query and returns its rows, each made by `each` where that is given.
    """

    def __init__(
        self, make: "Callable[[], QuerySet[Any, Any]]", each: Callable[[Any], Row] | None = None
    ) -> None:
        super().__init__(make)
        self.each = each

    def __call__(self, **values: Any) -> list[Row]:
        rows = self._written(values).rows(values)
        return rows if self.each is None else [self.each(row) for row in rows]

    def first(self, **values: Any) -> Row | None:
        """The only row of a query that has one at most, or None."""
        return next(iter(self(**values)), None)

    def write(self, queryset: "QuerySet[Any, Any]") -> "_Rows":
        return _Rows(queryset)


class PreparedDelete(_ByScope):
    """Deletes the rows of the queryset that `make` returns; nothing else may hang on them."""

    def __call__(self, **values: Any) -> int:
        """How many there were."""
        deleted: int = self._written(values).run(values, lambda cursor: cursor.rowcount)
        return deleted

    def write(self, queryset: "QuerySet[Any, Any]") -> "_Written":
        if not Collector(using=queryset.db).can_fast_delete(queryset):
            raise TypeError("Rows hang on these: delete them by their queryset, which sees to those too.")
        return _Written(queryset.query.chain(DeleteQuery).get_compiler(using=queryset.db))


class _Written:
    """One statement, and the values that each call binds to it."""

    def __init__(self, compiler: Any) -> None:
        self.compiler, self.alias = compiler, compiler.using
        self.sql, parameters = compiler.as_sql()
        # One value may stand in many places of a long statement: each call makes it fit once, behind all that
        # is fixed, and `order` says what stands where.
        fixed = [each for each in parameters if not isinstance(each, Given)]
        given = {each.kind: each for each in parameters if isinstance(each, Given)}
        behind = {kind: len(fixed) + place for place, kind in enumerate(given)}
        counted = iter(range(len(fixed)))
        self.fixed, self.given = fixed, tuple(given.values())
        self.order = [behind[each.kind] if isinstance(each, Given) else next(counted) for each in parameters]

    def run(self, values: dict[str, Any], read: Callable[[Any], Any]) -> Any:
        connection = connections[self.alias]  # of this thread
        bound = [*self.fixed, *(each.bound(values, connection) for each in self.given)]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [bound[place] for place in self.order])
            return read(cursor)


class _Rows(_Written):
    """With what makes of its rows what Django would: converters, then the row's kind."""

    def __init__(self, queryset: "QuerySet[Any, Any]") -> None:
        if queryset._prefetch_related_lookups or queryset._known_related_objects:  # type: ignore[attr-defined]
            raise TypeError(
                "A prepared query is one statement: it prefetches nothing and starts from no row."
            )
        super().__init__(queryset.query.get_compiler(using=queryset.db))
        self.holds = queryset.query.select_for_update
        columns = self.compiler.col_count
        self.converters = self.compiler.get_converters([each[0] for each in self.compiler.select[:columns]])
        self.cut = slice(columns) if self.compiler.has_extra_select else slice(None)
        self.as_row = _row_maker(queryset, self.compiler)

    def rows(self, values: dict[str, Any]) -> list[Any]:
        if self.holds and not connections[self.alias].in_atomic_block:
            # Django asks this where the SQL is written, which here is once a process.
            raise TransactionManagementError("Rows are held until a transaction ends: begin one.")
        found = [row[self.cut] for row in self.run(values, lambda cursor: cursor.fetchall())]
        if self.converters:
            compiler = copy.copy(self.compiler)
            compiler.connection = connections[self.alias]
            found = compiler.apply_converters(found, self.converters)
        return [self.as_row(row) for row in found]


def _row_maker(queryset: "QuerySet[Any, Any]", compiler: SQLCompiler) -> Callable[[Any], Any]:
    """What Django's iterables do with a converted row, looked up once instead of once a call."""
    kind = queryset._iterable_class
    if kind is ValuesListIterable:
        return tuple
    if kind is FlatValuesListIterable:
        return itemgetter(0)
    if kind is ValuesIterable and queryset.query.selected:
        names = tuple(queryset.query.selected)
        return lambda row: dict(zip(names, row, strict=True))
    if kind is ModelIterable:
        return _instance_maker(compiler)
    raise TypeError(f"A prepared query makes instances, tuples or dicts of names, not {kind.__name__}.")


def _instance_maker(compiler: Any) -> Callable[[Any], Model]:
    """An instance with what `select_related` joined and what was annotated."""
    info, alias = compiler.klass_info, compiler.using
    first, last = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in compiler.select[first:last]]
    related = get_related_populators(info, compiler.select, alias)  # type: ignore[call-arg]  # stubs of 6.1
    annotated = (compiler.annotation_col_map or {}).items()

    def instance(row: Any) -> Model:
        made: Model = info["model"].from_db(alias, names, row[first:last])
        for populator in related:
            populator.populate(row, made)
        for name, place in annotated:
            setattr(made, name, row[place])
        return made

    return instance
