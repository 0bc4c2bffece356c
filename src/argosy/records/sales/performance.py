"""The firm's own records as the frames of the performance engine, and the market imports they are laid over."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import F, Sum

from argosy.kernel.errors import NotFound
from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.reference import queries as reference
from argosy.records.sales.models import Quotation, QuotationLine, SalesOrderLine, SalesTarget, State
from argosy.records.service import queries as service

if TYPE_CHECKING:
    import polars

    from argosy.engines.performance.overview import Facts, Options, Overview

HOME = "TW"
CENTS = Decimal("0.0001")
LINE_FIELDS = (
    "pk", "order__number", "order__date", "order__promised", "order__shipped", "order__market", "order__customer__code", "order__seller__login",
    "order__incoterm", "order__currency", "order__fx", "product__sku", "product__code", "product__unit", "quantity", "shipped_quantity", "amount",
    "unit_cost", "freight", "duty",
)  # fmt: skip


def performance(
    *, actor: Actor | None, as_of: date | None = None, trade: polars.DataFrame | None = None, options: Options | None = None
) -> Overview:
    """The firm's performance as known on a day (default: today of the store). ``trade`` is bilateral trade told by importers."""
    from argosy.engines.performance.overview import overview

    return overview(facts(actor=actor), as_of or reference.today(), trade, options)


def facts(*, actor: Actor | None) -> Facts:
    """Order lines not cancelled, quotations, cases and targets of the whole store, as frames."""
    from argosy.engines.performance import frames
    from argosy.engines.performance.overview import Facts

    require(actor, "sales.performance.read", Text("查看銷售績效", "see sales performance"))
    base = _base()
    return Facts(
        frames.frame(frames.LINES, _lines(actor, base)), frames.frame(frames.QUOTES, _quotes()), frames.frame(frames.CASES, _cases(actor)),
        frames.frame(frames.TARGETS, SalesTarget.objects.values("territory", "line", "month", "amount")), HOME, base,
    )  # fmt: skip


def _base() -> str:
    """The firm's own currency, ``TWD`` in a store where no firm is entered."""
    try:
        return reference.firm().base_currency
    except NotFound:
        return "TWD"


def _lines(actor: Actor | None, base: str) -> Iterator[dict[str, Any]]:
    back = {
        row["line"]: row
        for row in service.returns(actor=actor).order_by().values("line").annotate(returned=Sum("quantity"), credit=Sum("credit"))
    }
    per_usd = _dollars(base)
    rows = SalesOrderLine.objects.filter(order__cancelled=False).order_by("order__date", "pk").values_list(*LINE_FIELDS)
    for row in rows.iterator(chunk_size=5_000):
        yield _line(dict(zip(LINE_FIELDS, row, strict=True)), back, per_usd)


def _line(row: dict[str, Any], back: dict[int, Any], per_usd: _Dollars) -> dict[str, Any]:
    """A line as the engine takes it: amounts in the firm's own currency at the order's rate."""
    plain = {name.rpartition("__")[2]: value for name, value in row.items()}
    came = back.get(row["pk"], {})
    return plain | {
        "order": row["order__number"], "customer": row["order__customer__code"], "seller": row["order__seller__login"],
        "sales": (row["amount"] * row["order__fx"]).quantize(CENTS, ROUND_HALF_UP), "cost": _times(row["unit_cost"], row["quantity"]),
        "returned": came.get("returned", Decimal(0)), "credit": came.get("credit", Decimal(0)), "per_usd": per_usd.on(row["order__date"]),
    }  # fmt: skip


def _times(unit: Decimal | None, quantity: Decimal) -> Decimal | None:
    return None if unit is None else (unit * quantity).quantize(CENTS, ROUND_HALF_UP)


class _Dollars:
    """Units of the firm's own currency for one USD, day by day, from the firm's exchange table."""

    def __init__(self, periods: Iterable[tuple[date, date, Decimal]]) -> None:
        self._periods = sorted(periods)
        self._starts = [start for start, _, _ in self._periods]

    def on(self, day: date) -> float | None:
        """The rate of a day, ``None`` where the table has none."""
        at = bisect_right(self._starts, day) - 1
        return float(self._periods[at][2]) if at >= 0 and day <= self._periods[at][1] else None


def _dollars(base: str) -> _Dollars:
    if base == "USD":
        return _Dollars([(date.min, date.max, Decimal(1))])
    table = reference.setting("reference.exchange_table", reference.today())
    rows = reference.rates(table=table, currency="USD").filter(flow="export")
    return _Dollars((row.valid_from, row.valid_to or date.max, row.rate) for row in rows)


def _quotes() -> Iterator[dict[str, Any]]:
    sums = {
        row["quotation"]: row
        for row in QuotationLine.objects.order_by()
        .values("quotation")
        .annotate(value=Sum("amount"), cost=Sum(F("unit_cost") * F("quantity")))
    }
    unknown = set(QuotationLine.objects.filter(unit_cost=None).values_list("quotation", flat=True))
    names = ("number", "date", "decided_on", "market", "outcome", "lost_reason", "rival", "price_gap", "response_h", "repeat", "revision")
    told = Quotation.objects.exclude(state__in=(State.DRAFT, State.CANCELLED))
    for row in told.order_by("date", "pk").values("pk", "fx", "customer__code", "seller__login", *names):
        total = sums.get(row["pk"], {"value": Decimal(0), "cost": None})
        value = (total["value"] * row["fx"]).quantize(CENTS, ROUND_HALF_UP)
        known = value > 0 and total["cost"] is not None and row["pk"] not in unknown
        gap, hours = (None if row[name] is None else float(row[name]) for name in ("price_gap", "response_h"))
        yield row | {
            "customer": row["customer__code"], "seller": row["seller__login"], "value": value, "price_gap": gap, "response_h": hours,
            "margin": float(1 - Decimal(total["cost"]) / value) if known else None,
        }  # fmt: skip


def _cases(actor: Actor | None) -> Iterator[dict[str, Any]]:
    names = ("number", "kind", "received", "answered", "closed", "customer__code", "customer__country", "product__sku", "product__code")
    for row in service.cases(actor=actor).values(*names):
        yield {
            "number": row["number"], "kind": row["kind"], "received": row["received"].date(), "market": row["customer__country"],
            "customer": row["customer__code"], "sku": row["product__sku"], "code": row["product__code"],
            "answer_h": _span(row["received"], row["answered"], 3600), "close_d": _span(row["received"], row["closed"], 86400),
        }  # fmt: skip


def _span(start: datetime, end: datetime | None, seconds: int) -> float | None:
    return None if end is None else (end - start).total_seconds() / seconds


def trade_tables() -> list[str]:
    """The warehouse's tables of bilateral trade, by name."""
    from argosy.warehouse.store import open_warehouse

    names = open_warehouse(settings.ARGOSY_WAREHOUSE_URL).tables()
    return [name for name in names if name.startswith("trade_") and not name.endswith("_source")]


def market_trade(table: str, *, actor: Actor | None) -> polars.DataFrame:
    """The newest edition of a trade table, its rows told by importers or reconciled; ``NotFound`` when there is none of that name."""
    import polars as pl

    from argosy.warehouse.store import open_warehouse
    from argosy.warehouse.trade import MarketTables

    require(actor, "sales.performance.read", Text("查看銷售績效", "see sales performance"))
    if table not in trade_tables():
        known = ", ".join(trade_tables()) or "—"
        raise NotFound(
            Text("倉儲沒有貿易資料表「{table}」；現有：{known}", "The warehouse has no trade table {table}; there are: {known}").format(
                table=table, known=known
            )
        )
    products = sorted({code[:6] for code in SalesOrderLine.objects.values_list("product__code", flat=True).distinct()})
    rows = MarketTables(open_warehouse(settings.ARGOSY_WAREHOUSE_URL)).frame(table)
    return rows.filter(pl.col("product").str.slice(0, 6).is_in(products) & (pl.col("side") != "X")).collect()


def trade_source(table: str) -> dict[str, Any]:
    """Which edition ``market_trade`` reads: table, edition, title, publisher, licence, as_of, SHA-256, HS edition, and whether it is synthetic."""
    from argosy.warehouse.store import open_warehouse
    from argosy.warehouse.trade import MarketTables

    found = MarketTables(open_warehouse(settings.ARGOSY_WAREHOUSE_URL)).edition(table)
    plain = ("table", "edition", "licence", "as_of", "sha256", "hs_edition", "synthetic")
    said = {name: {"zh": getattr(found, f"{name}_zh"), "en": getattr(found, f"{name}_en")} for name in ("title", "publisher", "notes")}
    return {name: getattr(found, name) for name in plain} | said
