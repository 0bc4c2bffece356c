"""What the positioning plan reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.intelligence.cells import Cites
from argosy.deliverables.families.intelligence.items import Item, gather_items
from argosy.deliverables.families.intelligence.origins import Origin, citations, gather_origins
from argosy.deliverables.families.intelligence.own_record import gather_performance
from argosy.deliverables.families.intelligence.params import IntelAsk
from argosy.deliverables.families.intelligence.places import Places, gather_places
from argosy.deliverables.families.market.known import Finding, in_both
from argosy.deliverables.families.strategy.params import usual
from argosy.deliverables.families.strategy.plan import Plan, read_plan
from argosy.kernel.errors import NotFound
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.markets.outlook import queries as outlook
from argosy.records.markets.positioning import queries as positioning
from argosy.records.people.resources import queries as resources
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts

if TYPE_CHECKING:
    from argosy.engines.performance.overview import Facts as Performance

PLAN, OWN, ATTRIBUTES, REGISTER, MARKET, FX = "S1", "S2", "S3", "S4", "S5", "S6"
YEAR = 365
MIN_PRICES = 3
"""Fewest current rival prices for a median to be told."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A group of end customers as on record."""

    id: str
    name: str
    size: Decimal | None
    size_unit: str
    need: str
    price_low: Decimal | None
    price_high: Decimal | None
    currency: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """Own sales of the product in the market over twelve months: ``units`` in its own unit, ``sales`` in the firm's currency."""

    units: Decimal
    unit: str
    sales: Decimal
    currency: str
    orders: int


@dataclass(frozen=True, slots=True)
class PriceIndex:
    """Own price beside current rival prices in the market. ``own`` in ``currency`` at ``rate``; ``middle`` and ``n`` of the rivals; ``index`` their ratio, ``None`` with too few."""

    n: int
    currency: str
    own: Decimal | None
    rate: Decimal | None
    middle: Decimal | None
    stale: int

    @property
    def index(self) -> Decimal | None:
        """Own price over the median of rivals."""
        return self.own / self.middle if self.own is not None and self.middle else None


@dataclass(frozen=True, slots=True)
class Resource:
    """One thing the market takes, what there is of it, and what is missing; ``None`` where it could not be compared."""

    kind: Text
    name: str
    needed: Decimal
    unit: str
    held: Decimal | None
    missing: Decimal | None
    cost: Decimal | None
    currency: str
    reason: str


@dataclass(frozen=True)
class PlanFacts:
    """Everything the builder needs."""

    request: Request
    firm: FirmFacts
    plan: Plan
    segments: tuple[Segment, ...]
    items: tuple[Item, ...]
    places: Places
    origins: dict[str, Origin]
    baseline: Baseline
    prices: PriceIndex
    resources: tuple[Resource, ...]
    threats: tuple[Finding, ...]
    sources: tuple[Source, ...]
    named: dict[str, str]

    def cite(self, *codes: str) -> Cites:
        """The citations of sources of the register; those not cited are left out."""
        return tuple(self.named[code] for code in codes if code in self.named)

    def origin(self, code: str) -> Text:
        """What a source is called."""
        return self.origins[code].name if code in self.origins else Text(code, code)


def gather(request: Request) -> PlanFacts:
    """Read everything for one plan, the newest approved when none is named; ``NotFound`` when there is none of that reference."""
    on = request.as_of
    row = positioning.plan(request.params["plan"] or (usual() or {"plan": ""})["plan"], actor=LOCAL_READER)
    origins, places = gather_origins(on), gather_places((row.market,), on)
    plan = read_plan(row, on, places.notes, origins, tuple(positioning.lacking(row)))
    register = gather_items(IntelAsk((plan.market,), (plan.code[:4],), date.min, "", False, (), ""), on)
    segments = tuple(_segment(one) for one in outlook.segments(actor=LOCAL_READER, market=plan.market))
    performed, firm, prices = gather_performance(), reference.firm(), gather_prices(plan, on)
    needed = tuple(_resource(gap) for gap in resources.gaps(plan.market, on, actor=LOCAL_READER))
    threats = tuple(_threat(one) for one in outlook.printed(plan.market, on, actor=LOCAL_READER).rows if one.direction == "threat")
    codes = (
        {c for check in plan.checks for c in check.sources}
        | {c for p in plan.points for c in p.sources}
        | {i.source for i in register.listed}
    )
    named, cited = citations(origins, codes | {n.source for n in places.notes})
    sources = (*_sources(firm, plan, len(register.listed), len(performed.lines), bool(prices.rate), on), *cited)
    return PlanFacts(
        request,
        firm,
        plan,
        segments,
        register.listed,
        places,
        origins,
        _baseline(performed, plan, on),
        prices,
        needed,
        threats,
        sources,
        named,
    )


def gather_prices(plan: Plan, on: date) -> PriceIndex:
    """Current rival prices against the product in its market, in the currency most of them are quoted in."""
    rows = list(rivals.rivals(actor=LOCAL_READER, own=plan.sku, market=plan.market))
    told = list(rivals.prices_now(rows, on).values())
    fresh = [p for p in told if not p.stale and p.unit == plan.unit]
    by_currency = {c: [p.price for p in fresh if p.currency == c] for c in {p.currency for p in fresh}}
    currency = max(by_currency, key=lambda c: (len(by_currency[c]), c)) if by_currency else ""
    quoted = by_currency.get(currency, [])
    rate = _rate(plan.currency, currency, on) if currency else None
    middle = median(quoted) if len(quoted) >= MIN_PRICES else None
    return PriceIndex(len(quoted), currency or plan.currency, _converted(plan, currency, rate), rate, middle, len(told) - len(fresh))


def _converted(plan: Plan, currency: str, rate: Decimal | None) -> Decimal | None:
    """The own price in the currency of the rivals; as it stands where there are none, ``None`` without a rate."""
    if not currency:
        return plan.price
    return plan.price / rate if rate else None


def _rate(own: str, other: str, on: date) -> Decimal | None:
    """Units of the own price's currency for one of the other's; ``None`` without a rate."""
    if own == other:
        return Decimal(1)
    try:
        return reference.rate(other, on, flow="export").rate if own == reference.firm().base_currency else None
    except NotFound:
        return None


def _baseline(facts: Performance, plan: Plan, on: date) -> Baseline:
    import polars as pl

    since = on - timedelta(days=YEAR)
    rows = facts.lines.filter(
        (pl.col("sku") == plan.sku) & (pl.col("market") == plan.market) & (pl.col("date") > since) & (pl.col("date") <= on)
    )
    units, sales = (Decimal(str(rows[name].sum() or 0)) for name in ("quantity", "sales"))
    return Baseline(units, plan.unit, sales, facts.currency, rows["order"].n_unique())


def _segment(row: Any) -> Segment:
    return Segment(
        str(row.pk), row.name, row.size, row.size_unit, row.need, row.price_low, row.price_high, row.currency, tuple(map(str, row.evidence))
    )


def _resource(gap: Any) -> Resource:
    need, held = gap.need, gap.held
    return Resource(
        in_both(need.get_kind_display), need.name, need.quantity, need.unit, held.quantity if held is not None and gap.missing is not None else None, gap.missing, gap.cost,
        need.currency, need.reason,
    )  # fmt: skip


def _threat(row: Any) -> Finding:
    low, base, high = (None if v is None else float(v) / 100 for v in (row.low, row.base, row.high))
    words = Text(row.finding, row.finding)
    return Finding(
        row.ref, row.market, False, in_both(row.get_pestle_display), words, row.likelihood, low, base, high, tuple(map(str, row.evidence)), row.run, row.review_date,
        Text(row.owner.name_zh, row.owner.name_en),
    )  # fmt: skip


def _sources(firm: FirmFacts, plan: Plan, items: int, lines: int, converted: bool, on: date) -> list[Source]:
    told = [
        Source(PLAN, "record", Text(f"定位計畫 {plan.ref}", f"Positioning plan {plan.ref}"), firm.name, as_of=on),
        Source(OWN, "record", Text("本公司銷售訂單", "Own sales orders"), firm.name, as_of=on, rows=lines),
        Source(
            ATTRIBUTES,
            "record",
            Text("競品與商品屬性登錄簿", "Register of rival products and attributes"),
            firm.name,
            as_of=on,
            rows=len(plan.points),
        ),
        Source(REGISTER, "record", Text("市場情報登錄簿", "Register of market intelligence"), firm.name, as_of=on, rows=items),
        Source(
            MARKET,
            "record",
            Text("本公司市場紀錄（客群、資源、風險）", "Own market records (segments, resources, risks)"),
            firm.name,
            as_of=on,
        ),
    ]
    if converted:
        told.append(Source(FX, "dataset", Text("出口匯率表", "Table of export rates of exchange"), firm.name, as_of=on))
    return told
