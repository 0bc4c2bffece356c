"""What an assessment or a decision report reads beside the market facts: the ranking, rival products, own margins, goods that fade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.market.facts import MarketFacts, gather, usual
from argosy.deliverables.families.market.rank_facts import RankFacts, gather_rank
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.records.catalog import queries as catalog
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.markets.assessing.facts import market_facts
from argosy.records.markets.outlook import queries as outlook
from argosy.records.permission import LOCAL_READER
from argosy.records.sales import performance
from argosy.rules.markets.library import scheme

if TYPE_CHECKING:
    from argosy.engines.performance.review import Item

RIVALS, REVIEWED = "P3", "P4"


@dataclass(frozen=True, slots=True)
class RivalProduct:
    """A rival product, its latest price and what was last heard of its maker."""

    code: str
    maker: str
    country: str
    name: Text
    own: str
    hs: str
    price: Decimal | None
    currency: str
    on: date | None
    stale: bool
    move: str


@dataclass(frozen=True)
class AssessFacts:
    """Everything an assessment needs. ``margins`` market → gross margin of the product's orders in the last twelve months, ``""`` over all."""

    market: MarketFacts
    rank: RankFacts
    rivals: tuple[RivalProduct, ...]
    margins: Mapping[str, float]
    fading: tuple[Item, ...]
    names: Mapping[str, Text]
    floor: float


def gather_assessment(request: Request) -> AssessFacts:
    """Market facts, ranking and the rest, read once. Errors as ``gather`` and ``gather_rank``."""
    market = gather(request)
    own = margins(market)
    rank = gather_rank(market, own)
    found, fading = _rivals(market), _fading(request.as_of)
    more = (
        *((_source(RIVALS, Text("競品登錄", "Register of rival products"), market, len(found)),) if found else ()),
        *((_source(REVIEWED, Text("本公司全部訂單之毛利與占比檢視", "Review of margins and shares of all own orders"), market, len(fading)),) if fading else ()),
    )  # fmt: skip
    market = replace(market, sources=(*market.sources, *rank.sources, *more))
    names = {row.sku: Text(row.name_zh, row.name_en) for row in catalog.products(actor=LOCAL_READER)}
    return AssessFacts(market, rank, found, own, fading, names, _floor())


def _source(identity: str, title: Text, market: MarketFacts, rows: int) -> Source:
    return Source(identity, "record", title, market.firm.name, as_of=market.request.as_of, rows=rows)


def _floor() -> float:
    """The margin below which goods are looked at again: the limit of the scheme's own gate."""
    return next((float(g.limit) for g in scheme().gates if g.metric == "margin" and g.limit is not None), 0.0)


def _rivals(market: MarketFacts) -> tuple[RivalProduct, ...]:
    rows = [row for row in rivals.rivals(actor=LOCAL_READER) if row.hs.startswith(market.ask.product[:4])]
    prices, heard = rivals.prices_now(rows, market.request.as_of), {}
    for move in rivals.moves(actor=LOCAL_READER):
        if move.on <= market.request.as_of:
            heard.setdefault(move.maker, f"{move.on} {move.note}")
    return tuple(_rival(row, prices.get(row.pk), heard.get(row.maker, "")) for row in rows)


def _rival(row: Any, price: Any, move: str) -> RivalProduct:
    name = Text(row.name_zh, row.name_en or row.name_zh)
    told = (price.price, price.currency, price.on, price.stale) if price else (None, "", None, False)
    return RivalProduct(row.code, row.maker, row.maker_country, name, row.own.sku if row.own else "", row.hs, *told, move)


def _fading(as_of: date) -> tuple[Item, ...]:
    """Goods of the whole firm below the floor whose share fell three quarters running."""
    from argosy.engines.performance.review import fading

    lines = performance.facts(actor=LOCAL_READER).lines
    return fading(lines, as_of, _floor()) if lines.height else ()


def margins(market: MarketFacts) -> dict[str, float]:
    """Gross margin of the product's orders over the last twelve months, by market and over all; only where every line has its cost."""
    import polars as pl

    from argosy.engines.performance.ledger import ledger

    if market.own is None:
        return {}
    year = market.own.lines.filter(pl.col("date") > pl.lit(market.request.as_of).dt.offset_by("-1y"))
    found = {row["market"]: row["margin_rate"] for row in ledger(year, market.request.as_of, ["market"]).iter_rows(named=True)}
    whole = ledger(year, market.request.as_of, ())
    found[""] = whole["margin_rate"][0] if whole.height else None
    return {name: float(rate) for name, rate in found.items() if rate is not None}


def usual_assessment() -> dict[str, str]:
    """The product of the newest ranking that was kept; else one that people scored facts for; else as every market report."""
    import polars as pl

    from argosy.deliverables.families.market.trade_facts import candidates
    from argosy.records.markets.datasets import queries as datasets

    if (newest := outlook.assessments(actor=LOCAL_READER).first()) is not None:
        return {"product": newest.product}
    codes = {row.hs for row in market_facts(actor=LOCAL_READER) if row.hs}
    for code in sorted(codes):
        for table in candidates():
            rows = datasets.trade(table).filter(pl.col("product").str.starts_with(code)).with_columns(pl.col("product").str.slice(0, 6))
            found = rows.group_by("product").agg(pl.col("value").sum()).sort("value", descending=True).head(1).collect()
            if found.height:
                return {"product": str(found["product"][0])}
    return usual()


def named(facts: AssessFacts, sku: str) -> Text:
    """An own product by its SKU and name."""
    name = facts.names.get(sku, same(""))
    return Text(f"{sku} {name.zh}".strip(), f"{sku} {name.en}".strip())
