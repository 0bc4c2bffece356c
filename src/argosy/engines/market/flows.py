"""What is asked of the bilateral table, and the few expressions every indicator is made of.

The table has one row per ``period`` (YYYY or YYYYMM), ``exporter``, ``importer``, ``product`` and ``side``, with ``value`` (currency units) and
``quantity`` (kg, null when missing). Expressions are Ibis: they run unchanged wherever the warehouse does. None of them joins.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import BooleanValue, FloatingColumn, Table

from argosy.kernel.countries import WORLD
from argosy.kernel.errors import BadInput
from argosy.kernel.periods import MONTHLY
from argosy.kernel.text import Text

SIDES = ("R", "M", "X", "S")
SCHEMA = {
    "period": "int32", "exporter": "string", "importer": "string", "product": "string",
    "value": "float64", "quantity": "float64", "side": "string",
}  # fmt: skip
TARIFFS = {"importer": "string", "exporter": "string", "product": "string", "period": "int32", "applied": "float64"}


@dataclass(frozen=True, slots=True, eq=False)
class Ask:
    """The question. ``period``: the one looked at; ``since``: the one it is compared with (0: the year before); ``home``: own exporter.

    ``side``: whose figures (R reconciled, M importers', X exporters', S synthetic): the sides of one flow must never be added up.
    ``tariffs``: the table of applied rates (percent), for the tariff gap only.
    """

    period: int
    since: int = 0
    home: str = ""
    side: str = "R"
    tariffs: Table | None = None

    def __post_init__(self) -> None:
        if self.side not in SIDES:
            raise BadInput(Text("資料來源方應為 {s}", "The side is one of {s}").format(s=", ".join(SIDES)))
        if self.since and self.since >= self.period:
            raise BadInput(Text("基期須早於本期", "The period compared with must be earlier"))

    @property
    def base(self) -> int:
        """The period compared with: ``since``, else the year before."""
        return self.since or self.period - (100 if self.period > MONTHLY else 1)

    @property
    def years(self) -> float:
        """Years from ``base`` to ``period``."""
        return _years(self.period) - _years(self.base)

    def own(self) -> str:
        """``home``; ``BadInput`` when it was not said."""
        if not self.home:
            raise BadInput(Text("此指標需指定本國（home）", "This indicator needs the home country"))
        return self.home


def _years(period: int) -> float:
    return period if period <= MONTHLY else period // 100 + (period % 100 - 1) / 12


def told(flows: Table, ask: Ask) -> Table:
    """The flows one side tells, between named partners: rows with the world as partner would count everything twice."""
    return flows.filter(flows.side == ask.side, flows.exporter != WORLD, flows.importer != WORLD)


def within(flows: Table, ask: Ask) -> Table:
    """``told`` in ``period`` and ``base`` only."""
    named = told(flows, ask)
    return named.filter(named.period.isin([ask.period, ask.base]))


def now(flows: Table, ask: Ask) -> Table:
    """``told`` in ``period`` only."""
    named = told(flows, ask)
    return named.filter(named.period == ask.period)


def part(amount: FloatingColumn, condition: BooleanValue) -> Any:
    """The sum of ``amount`` where ``condition`` holds; 0 where it never does, on every engine."""
    return ibis.ifelse(condition, amount, 0.0).sum()


def ratio(top: Any, bottom: Any) -> Any:
    """``top / bottom``; null where ``bottom`` is 0."""
    return top / bottom.nullif(0.0)


def over(*keys: str) -> Any:
    """A window over rows with the same ``keys``; over all rows without any."""
    return ibis.window(group_by=list(keys)) if keys else ibis.window()


def weighed(flows: Table) -> BooleanValue:
    """Rows whose quantity is known and above zero: only they have a unit value."""
    return flows.quantity.notnull() & (flows.quantity > 0)


def coarser(flows: Table, digits: int = 0, yearly: bool = False) -> Table:
    """The same table at ``digits`` of the product code and with months added up to years; a quantity counts only if all of its rows have one."""
    product = flows["product"].left(digits) if digits else flows["product"]
    period = ibis.ifelse(flows.period > MONTHLY, (flows.period / 100).floor().cast("int32"), flows.period) if yearly else flows.period
    keys = {"period": period, "exporter": flows.exporter, "importer": flows.importer, "product": product, "side": flows.side}
    made = flows.group_by(**keys).aggregate(
        value=flows.value.sum(), weight=flows.quantity.fill_null(0.0).sum(), missing=flows.quantity.isnull().cast("int64").sum()
    )
    return made.mutate(quantity=ibis.ifelse(made.missing == 0, made.weight, ibis.null("float64"))).select(*SCHEMA)


def canonical(flows: Table) -> Table:
    """The columns of the bilateral table with their types; ``BadInput`` naming those it lacks. ``quantity`` may be absent: it is then unknown."""
    missing = [name for name in SCHEMA if name not in flows.columns and name != "quantity"]
    if missing:
        raise BadInput(
            Text("貿易流量表缺欄位：{m}（現有：{c}）", "The table of flows lacks: {m} (it has: {c})").format(
                m=", ".join(missing), c=", ".join(flows.columns)
            )
        )
    if "quantity" not in flows.columns:
        flows = flows.mutate(quantity=ibis.null("float64"))
    return flows.select(**{name: flows[name].cast(kind) for name, kind in SCHEMA.items()})
