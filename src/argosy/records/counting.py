"""How many rows a list has, without counting a long one again for every page of it."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import QuerySet

EXACT, OLD, MOST = 5_000, 30.0, 500
_known: dict[Any, tuple[float, int]] = {}
_lock = Lock()


def count(rows: QuerySet[Any] | Sequence[Any]) -> int:
    """The number of rows: up to ``EXACT`` as it is, of a longer list as it was at most ``OLD`` seconds ago."""
    if not isinstance(rows, QuerySet):
        return len(rows)
    key = (connection.settings_dict["NAME"], str(connection.vendor), *_asked(rows))
    found = _known.get(key)
    if found is not None and monotonic() - found[0] < OLD:
        return found[1]
    some = rows.order_by()[: EXACT + 1].count()
    if some <= EXACT:
        return some
    whole = rows.count()
    with _lock:
        if len(_known) >= MOST:
            _known.clear()
        _known[key] = monotonic(), whole
    return whole


def forget() -> None:
    """Count everything anew."""
    with _lock:
        _known.clear()


def _asked(rows: QuerySet[Any]) -> tuple[Any, ...]:
    sql, params = rows.order_by().query.sql_with_params()
    return sql, tuple(map(str, params))
