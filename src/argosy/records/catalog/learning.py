"""Texts whose tariff code is known, kept in the warehouse: labelled examples and the titles of national tariffs, file by file."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

import polars
from django.conf import settings

from argosy.engines.hs.goods import Known
from argosy.kernel.errors import BadInput
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.permission import Actor, require
from argosy.warehouse.store import Edition, Warehouse, open_warehouse

TABLE = "goods_known"
COLUMNS = ("text", "code", "kind", "note")


@action("catalog.goods.learn", Text("匯入已歸列品名", "load texts with their tariff code"))
def learn(*, actor: Actor, known: Sequence[Known], name: str = "") -> Edition:
    """Keep the texts as one edition, all or nothing; ``name`` is made from its contents when not given.

    The same texts again change nothing; other texts under a known name raise ``Refused``.
    """
    if not known:
        raise BadInput(Text("檔案沒有可匯入的列", "The file has no row to load"))
    rows = sorted({(one.text, one.code, one.kind, one.note) for one in known})
    edition = name or f"file-{sha256(repr(rows).encode()).hexdigest()[:12]}"
    return _warehouse().put(TABLE, edition, polars.DataFrame(rows, schema=dict.fromkeys(COLUMNS, polars.String), orient="row"))


def editions(*, actor: Actor | None) -> list[str]:
    """The names of what was loaded. An edition never changes under its name."""
    require(actor, "catalog.goods.read", Text("查看已歸列品名", "see texts with their tariff code"))
    return _warehouse().editions(TABLE)


def learned(*, actor: Actor | None) -> list[Known]:
    """All texts loaded, whatever file they came in."""
    house = _warehouse()
    return [Known(*row) for name in editions(actor=actor) for row in house.read(TABLE, name).select(COLUMNS).collect().iter_rows()]


def _warehouse() -> Warehouse:
    return open_warehouse(settings.ARGOSY_WAREHOUSE_URL)
