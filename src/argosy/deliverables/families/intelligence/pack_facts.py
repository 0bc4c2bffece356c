"""What the research data pack reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.intelligence.asked import Brief, gather_brief
from argosy.deliverables.families.intelligence.brief_params import usual
from argosy.deliverables.families.intelligence.cells import Cites
from argosy.deliverables.families.intelligence.choosing import Choice, gather_choice
from argosy.deliverables.families.intelligence.extract import Extract, gather_extract
from argosy.deliverables.families.intelligence.facts import BRIEFS, HS6, REGISTER, TRADE, own_source
from argosy.deliverables.families.intelligence.items import Item, gather_items
from argosy.deliverables.families.intelligence.origins import Origin, citations, gather_origins
from argosy.deliverables.families.intelligence.own_record import OwnRecord, gather_own, gather_performance
from argosy.deliverables.families.intelligence.params import IntelAsk, markets_of
from argosy.deliverables.families.intelligence.places import Places, gather_places
from argosy.deliverables.families.market.facts import country, edition_source
from argosy.kernel.source import Source
from argosy.kernel.text import NOTHING, Text
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts

if TYPE_CHECKING:
    from argosy.engines.performance.overview import Facts as Performance

RIVALS = "S5"
FLOWS, PRICES = ("D1", "D2", "D3"), "D6"
"""Data sets of the pack: those of trade, and that of rival prices."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A rival product of the goods asked about and its latest price."""

    code: str
    name: Text
    maker: str
    market: str
    hs: str
    price: Decimal
    currency: str
    unit: str
    on: date
    stale: bool
    source: str


@dataclass(frozen=True, slots=True)
class Sold:
    """Own sales of one HS6 in one market and year, in the firm's currency."""

    hs: str
    market: str
    year: int
    orders: int
    sales: Decimal


@dataclass(frozen=True)
class PackFacts:
    """Everything the builder needs. ``markets`` are the candidates, ``products`` the HS codes asked about, ``named`` the ids of cited sources by code."""

    request: Request
    firm: FirmFacts
    brief: Brief
    markets: tuple[str, ...]
    products: tuple[str, ...]
    choice: Choice | None
    items: tuple[Item, ...]
    origins: dict[str, Origin]
    places: Places
    trade: Extract | None
    own: OwnRecord | None
    sold: tuple[Sold, ...]
    rivals: tuple[Priced, ...]
    sources: tuple[Source, ...]
    named: dict[str, str]

    @property
    def lacking(self) -> tuple[str, ...]:
        """Codes asked about of which the trade data hold nothing."""
        held = {hs for hs, _, _ in self.trade.cells} if self.trade else set()
        return tuple(code for code in self.products if not any(hs.startswith(code[:HS6]) for hs in held))

    def short_of(self, dataset: str) -> Text:
        """What a data set of the pack lacks of the goods or candidates asked about; nothing when it covers them."""
        if dataset in FLOWS and self.lacking:
            return Text(f"無 HS {'、'.join(self.lacking)} 之資料", f"no data on HS {', '.join(self.lacking)}")
        bare = [country(m) for m in self.markets if m not in {p.market for p in self.rivals}]
        if dataset == PRICES and bare:
            return Text(f"無{'、'.join(m.zh for m in bare)}之競品價格", f"no rival prices in {', '.join(m.en for m in bare)}")
        return NOTHING

    def cite(self, *codes: str) -> Cites:
        """The citations of sources of the register; those not cited are left out."""
        return tuple(self.named[code] for code in codes if code in self.named)


def gather(request: Request) -> PackFacts:
    """Read everything for one brief, the newest when none is named. ``NotFound`` when there is no such brief, ``BadInput`` for a market that cannot be."""
    on = request.as_of
    brief = gather_brief(request.params["brief"] or (usual() or {"brief": ""})["brief"], on)
    markets = markets_of(request.params.get("markets", "")) or brief.candidates
    register = gather_items(IntelAsk(markets, brief.codes, date.min, "", False, (), ""), on)
    performed = gather_performance()
    trade = gather_extract(set(brief.codes), set(markets), request.params.get("table", "").strip())
    own, origins, places = gather_own(performed, trade, on), gather_origins(on), gather_places(markets, on)
    firm, priced = reference.firm(), gather_rivals(brief.codes, markets, on)
    codes = (
        {i.source for i in register.listed}
        | {i.second for i in register.listed}
        | {n.source for n in places.notes}
        | {p.source for p in priced}
    )
    named, cited = citations(origins, codes | {code for c in places.channels for code in c.sources})
    sources = (*_sources(firm, brief, register.heard, trade, own, priced, request), *cited)
    return PackFacts(
        request, firm, brief, markets, brief.codes, gather_choice(brief.ref), register.listed, origins, places, trade, own,
        tuple(_sold(performed, brief.codes, markets, on)), priced, sources, named,
    )  # fmt: skip


def gather_rivals(codes: tuple[str, ...], markets: tuple[str, ...], on: date) -> tuple[Priced, ...]:
    """Rival products under these codes in these markets with the latest price of each; those without a price are left out."""
    known = [row for row in rivals.rivals(actor=LOCAL_READER) if row.market in markets]
    rows = [row for row in known if any(row.hs.startswith(c) or (row.hs and c.startswith(row.hs)) for c in codes)]
    prices = rivals.prices_now(rows, on)
    return tuple(
        Priced(row.code, Text(row.name_zh or row.name_en, row.name_en or row.name_zh), row.maker, row.market, row.hs, p.price, p.currency, p.unit, p.on, p.stale, p.source)
        for row in rows if (p := prices.get(row.pk)) is not None
    )  # fmt: skip


def _sold(facts: Performance, codes: tuple[str, ...], markets: tuple[str, ...], on: date) -> list[Sold]:
    import polars as pl

    if not codes:
        return []
    ours = pl.any_horizontal(pl.col("code").str.starts_with(code) for code in codes)
    rows = facts.lines.filter(ours & pl.col("market").is_in(markets) & (pl.col("date") <= on))
    rows = rows.with_columns(hs=pl.col("code").str.slice(0, HS6), year=pl.col("date").dt.year())
    sums = rows.group_by("hs", "market", "year").agg(pl.col("order").n_unique(), pl.col("sales").sum()).sort("hs", "market", "year")
    return [Sold(hs, market, year, orders, sales) for hs, market, year, orders, sales in sums.iter_rows()]


def _sources(
    firm: FirmFacts, brief: Brief, heard: int, trade: Extract | None, own: OwnRecord | None, priced: tuple[Priced, ...], request: Request
) -> list[Source]:  # fmt: skip
    on = request.as_of
    found = [edition_source(trade.edition, TRADE, trade.rows.height)] if trade else []
    found += [own_source(firm, own, request)] if own else []
    found.append(Source(REGISTER, "record", Text("市場情報登錄簿", "Register of market intelligence"), firm.name, as_of=on, rows=heard))
    found.append(
        Source(BRIEFS, "record", Text(f"研究需求書 {brief.ref}", f"Research brief {brief.ref}"), firm.name, as_of=on, rows=len(brief.needs))
    )
    if priced:
        found.append(Source(RIVALS, "record", Text("競品登錄簿", "Register of rival products"), firm.name, as_of=on, rows=len(priced)))
    return found
