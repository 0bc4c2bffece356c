"""Very many rows of one kind at once, with their history: columns straight into the table, every rule of a field asked of what occurs in it.

What ``clean`` says of a row as a whole is the caller's to see to, and so are keys of other rows. PostgreSQL takes the rows by COPY.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice, repeat
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models

from argosy.kernel.errors import BadInput, Problem
from argosy.kernel.text import Text
from argosy.records.clock import now
from argosy.records.record import in_both

AT_ONCE = 20_000
Columns = Mapping[str, Any]  # by attribute name: a list of one value per row, or one value for all rows


def insert(
    model: type[models.Model], columns: Columns, count: int, *, actor: Any = None, reason: str | None = None, checked: bool = False
) -> range:
    """``count`` new rows of a record with history, and the keys they got, in order. ``BadInput`` when a value breaks a rule of its field.

    To be called inside an action, whose transaction it shares. Fields that are not given take their default. ``checked``: the rules of fields hold.
    """
    if not count:
        return range(0)
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    if not checked:
        check_fields(model, columns)
    first = _reserve(model, count)
    given = [_column(field, columns, count) for field in fields]
    rows = zip(range(first, first + count), *given, strict=True)
    _write(model._meta.db_table, ["id", *(field.column for field in fields)], rows)
    _remember(model, first, count, actor, reason)
    return range(first, first + count)


def check_fields(model: type[models.Model], columns: Columns) -> None:
    """The rules of each field for the values that occur: text all, figures and days the least and the greatest."""
    problems = []
    for name, values in columns.items():
        field = next(f for f in model._meta.concrete_fields if name in (f.attname, f.name))
        for value in () if field.is_relation else _telling(values if isinstance(values, list) else [values]):
            problems += _faults(model, field, value)
    if problems:
        raise BadInput(Text("{n} 處資料有誤，全部未寫入", "{n} faults in the rows; nothing was written").format(n=len(problems)), problems)


def _telling(values: Sequence[Any]) -> Iterable[Any]:
    """The values that tell whether all are good."""
    found = set(values) - {None}
    whole: set[Any] = {None} if len(found) == 0 or None in values else set()
    if all(isinstance(value, str) for value in found) or len(found) < 3:
        return found | whole
    return {min(found), max(found)} | whole


def _faults(model: type[models.Model], field: Any, value: Any) -> Iterator[Problem]:
    def words() -> str:
        try:
            field.clean(value, model())
        except ValidationError as wrong:
            return f"{field.verbose_name} {value}: {'; '.join(wrong.messages)}"
        return ""

    try:
        field.clean(value, model())
    except ValidationError:
        yield Problem(in_both(words), where=model._meta.label, field=field.name)


def _column(field: Any, columns: Columns, count: int) -> Iterable[Any]:
    """The values of a field as the database takes them."""
    given = columns.get(field.attname, columns.get(field.name, ...))
    values = repeat(field.get_default(), count) if given is ... else given if isinstance(given, list) else repeat(given, count)
    return map(_prepared(field), values)


def _prepared(field: Any) -> Any:
    """How a value of the field is handed to the database; the usual kinds without Django's own detours."""
    if isinstance(field, models.DecimalField):
        places = field.decimal_places
        return lambda value: None if value is None else value if isinstance(value, str) else f"{Decimal(value):.{places}f}"
    if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
        return lambda value: value.isoformat() if isinstance(value, date) else value
    if field.is_relation or isinstance(field, models.CharField | models.IntegerField):
        return lambda value: value
    return lambda value: field.get_db_prep_save(value, connection)


def _reserve(model: type[models.Model], count: int) -> int:
    """The first of so many keys nobody else gets."""
    table, quoted = model._meta.db_table, connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"LOCK TABLE {quoted} IN SHARE ROW EXCLUSIVE MODE")
            cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [table])
            first = int(cursor.fetchone()[0])
            cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, first + count - 1])
            return first
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {quoted}")  # noqa: S608 - a table of our own
        highest = int(cursor.fetchone()[0])
        cursor.execute("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = %s", [table])
        return max(highest, int(cursor.fetchone()[0])) + 1


def _write(table: str, names: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
    quoted, columns = connection.ops.quote_name(table), ", ".join(map(connection.ops.quote_name, names))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {quoted} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            return
        statement = f"INSERT INTO {quoted} ({columns}) VALUES ({', '.join(['?'] * len(names))})"  # noqa: S608 - a table of our own
        while part := list(islice(rows if isinstance(rows, Iterator) else iter(rows), AT_ONCE)):
            cursor.connection.executemany(statement, part)


def _remember(model: Any, first: int, count: int, actor: Any, reason: str | None) -> None:
    """The history of the rows just written, copied inside the database."""
    kept = model.history.model
    quote = connection.ops.quote_name
    there = {field.column for field in kept._meta.concrete_fields}
    shared = ", ".join(quote(field.column) for field in model._meta.concrete_fields if field.column in there)
    own = ", ".join(map(quote, ("history_date", "history_change_reason", "history_type", "history_user_id")))
    statement = (
        f"INSERT INTO {quote(kept._meta.db_table)} ({shared}, {own}) SELECT {shared}, %s, %s, '+', %s FROM {quote(model._meta.db_table)}"  # noqa: S608
        " WHERE id BETWEEN %s AND %s ORDER BY id"
    )
    moment = connection.ops.adapt_datetimefield_value(now())
    with connection.cursor() as cursor:
        cursor.execute(statement, [moment, reason, getattr(actor, "pk", None), first, first + count - 1])
