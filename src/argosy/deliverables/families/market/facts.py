"""What a market report reads, gathered once: trade of the product, own sales, tariffs faced, and what people entered. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.market.evidence import Evidence, weighed
from argosy.deliverables.families.market.known import Known, gather_known
from argosy.deliverables.families.market.own_facts import OwnSales, best_sellers, gather_own
from argosy.deliverables.families.market.params import MarketAsk, read_ask
from argosy.deliverables.families.market.tariff_facts import TariffFacts, gather_tariffs
from argosy.deliverables.families.market.trade_facts import TradeFacts, candidates, gather_trade
from argosy.kernel.countries import name_of
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.records.markets.datasets import queries as datasets
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts
from argosy.rules.nomenclature import titles
from argosy.warehouse.trade import TRADE as TRADE_FAMILY
from argosy.warehouse.trade import MarketEdition

if TYPE_CHECKING:
    from argosy.engines.series.outcome import Forecast
    from argosy.engines.series.trend import Trend

TRADE, OWN, TARIFF, RECORDS = "S1", "S2", "S3", "S4"
"""Sources every market report cites by these ids; those of the source register follow as ``K1``, ``K2`` …"""
MONTHS_AHEAD, YEARS_AHEAD = 12, 3
"""How far a forecast reaches when nobody says."""


@dataclass(frozen=True)
class MarketFacts:
    """Everything the builder needs. ``focus`` are the markets the report is about, the largest first; home is never among them."""

    request: Request
    firm: FirmFacts
    ask: MarketAsk
    product_name: Text
    trade: TradeFacts
    own: OwnSales | None
    tariffs: TariffFacts | None
    known: Known
    sources: tuple[Source, ...]

    @cached_property
    def focus(self) -> tuple[str, ...]:
        """The markets asked for that have trade, else the largest."""
        wanted = tuple(m for m in self.ask.markets if m != self.ask.home and m in self.trade.markets)
        return tuple(sorted(wanted, key=self.trade.markets.index)) if wanted else self.trade.markets[: self.ask.top]

    @property
    def absent(self) -> tuple[str, ...]:
        """Markets asked for on which the table has nothing in the last year."""
        return tuple(m for m in self.ask.markets if m != self.ask.home and m not in self.trade.markets)

    @cached_property
    def trends(self) -> dict[str, Trend]:
        """The trend of each market in focus; all foreign markets together under the empty name."""
        from argosy.engines.series.trend import trend

        return {market: trend(self.trade.series(market)) for market in ("", *self.focus)}

    @cached_property
    def forecasts(self) -> dict[str, Forecast]:
        """The forecast of each market in focus; all foreign markets together under the empty name."""
        from argosy.engines.series.forecast import forecast

        names = ("", *self.focus)
        horizon = self.ask.horizon or (MONTHS_AHEAD if self.trade.monthly else YEARS_AHEAD)
        return dict(zip(names, forecast([self.trade.series(m) for m in names], horizon), strict=True))

    @cached_property
    def evidence(self) -> Evidence:
        """What may be said of causes, and how strong it is."""
        return weighed(self.trade, self.ask.event)

    @property
    def product(self) -> Text:
        """The product as it is called in sentences: its code and name."""
        code = self.ask.product
        return Text(f"HS {code} {self.product_name.zh}".strip(), f"HS {code} {self.product_name.en}".strip())

    @property
    def named(self) -> Text:
        """The product in the middle of a sentence: English titles of the HS are long, so the code stands alone there."""
        return Text(self.product.zh, f"HS {self.ask.product}")

    def cite(self, code: str) -> tuple[str, ...]:
        """The citation of a source of the register; empty when it is not among them."""
        place = next((i for i, (known, _, _) in enumerate(self.known.sources, 1) if known == code), None)
        return () if place is None else (f"K{place}",)


def country(code: str) -> Text:
    """The name of a country in both languages."""
    return name_of(code)


def gather(request: Request) -> MarketFacts:
    """Read everything for one product. ``NotFound`` when no table of trade holds it, ``BadInput`` for parameters that cannot be."""
    given = dict(request.params)
    if not given["product"]:
        given |= usual() or {}
    if not given["product"]:
        datasets.tables().edition(f"{TRADE_FAMILY}_…")
    ask = read_ask(given)
    trade = gather_trade(ask)
    focus = tuple(m for m in ask.markets if m in trade.markets) or trade.markets[: ask.top]
    known = gather_known((*focus, ask.home), ask.product, request.as_of)
    own, tariffs = gather_own(ask, (*focus, ask.home)), gather_tariffs(ask, trade)
    firm = reference.firm()
    return MarketFacts(
        request, firm, ask, product_name(ask.product), trade, own, tariffs, known, tuple(_sources(firm, trade, own, tariffs, known)),
    )  # fmt: skip


def product_name(code: str) -> Text:
    """The title of the nearest code of the HS the package ships: subheading, heading, chapter."""
    known = titles()
    found = next((known[code[:n]] for n in (6, 4, 2) if known.get(code[:n]) and any(known[code[:n]])), ("", ""))
    heading = known.get(code[:4], ("", ""))
    en, zh = found
    return Text(zh or heading[1] or en, en or zh)


def usual() -> dict[str, str] | None:
    """The product the firm sells most of abroad among those with trade data, else the one the newest table, real before synthetic, holds most of.

    ``None`` in a warehouse without trade.
    """
    import polars as pl

    code = pl.col("product").str.slice(0, 6).alias("code")
    held = {
        t: datasets.trade(t).group_by(code).agg(pl.col("value").sum()).sort("value", "code", descending=True).collect()
        for t in candidates()
    }
    there = {c for frame in held.values() for c in frame["code"].to_list()}
    chosen = next((c for c in best_sellers() if c in there), None) or next(
        (frame["code"][0] for frame in held.values() if frame.height), None
    )
    return {"product": chosen} if chosen else None


def edition_source(edition: MarketEdition, identity: str, rows: int | None = None) -> Source:
    """An edition of market data as a citable source."""
    return Source(
        identity, "dataset", edition.title, Text(edition.publisher_zh, edition.publisher_en), edition.edition, edition.as_of, edition.retrieved, edition.url,
        edition.licence, edition.rows if rows is None else rows, edition.sha256, edition.max_age_days,
    )  # fmt: skip


def _sources(firm: FirmFacts, trade: TradeFacts, own: OwnSales | None, tariffs: TariffFacts | None, known: Known) -> list[Source]:
    found = [edition_source(trade.edition, TRADE, trade.flows.height)]
    if own is not None:
        found.append(
            Source(OWN, "record", Text("本公司銷售訂單與報價", "Own sales orders and quotations"), firm.name, rows=own.lines.height)
        )
    if tariffs is not None:
        found.append(edition_source(tariffs.edition, TARIFF, tariffs.rows))
    if known.findings or known.laws:
        title = Text("本公司市場紀錄（機會與風險、法規檢核表）", "Own market records (opportunities and risks, compliance checklists)")
        found.append(Source(RECORDS, "record", title, firm.name, rows=len(known.findings) + len(known.laws)))
    for place, (code, name, grade) in enumerate(known.sources, 1):
        told = Text(f"{name.zh}（{code}，可信度 {grade or '未評'}）", f"{name.en} ({code}, reliability {grade or 'ungraded'})")
        found.append(Source(f"K{place}", "interview", told, same("")))
    return found
