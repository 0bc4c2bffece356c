"""What the market intelligence file reads, gathered once. No query after this."""

from __future__ import annotations

from dataclasses import dataclass, field

from argosy.deliverables.deliverable import Request
from argosy.deliverables.families.intelligence.asked import Brief, gather_briefs
from argosy.deliverables.families.intelligence.cells import Cites
from argosy.deliverables.families.intelligence.extract import Extract, gather_extract
from argosy.deliverables.families.intelligence.items import Register, gather_items
from argosy.deliverables.families.intelligence.origins import Origin, citations, gather_origins
from argosy.deliverables.families.intelligence.own_record import OwnRecord, gather_own, gather_performance, sold_to
from argosy.deliverables.families.intelligence.params import IntelAsk, read_ask
from argosy.deliverables.families.market.facts import edition_source
from argosy.kernel.source import Source
from argosy.kernel.text import Text
from argosy.records.markets.intel import queries as intel
from argosy.records.permission import LOCAL_READER
from argosy.records.reference import queries as reference
from argosy.records.reference.queries import FirmFacts

TRADE, OWN, REGISTER, BRIEFS = "S1", "S2", "S3", "S4"
"""Sources by these ids; those of the source register follow as ``K1``, ``K2`` …"""
HS6 = 6


@dataclass(frozen=True)
class IntelFacts:
    """Everything the builder needs. ``pairs``: HS6 and market of every listed item, those heard of most first; ``named``: ids of cited sources by code."""

    request: Request
    firm: FirmFacts
    ask: IntelAsk
    register: Register
    briefs: tuple[Brief, ...]
    origins: dict[str, Origin]
    pairs: tuple[tuple[str, str, int], ...]
    trade: Extract | None
    own: OwnRecord | None
    sources: tuple[Source, ...]
    named: dict[str, str] = field(default_factory=dict)

    def cite(self, *codes: str) -> Cites:
        """The citations of sources of the register; those not cited are left out."""
        return tuple(self.named[code] for code in codes if code in self.named)

    def origin(self, code: str) -> Text:
        """What a source is called; its code where it is not in the register."""
        return self.origins[code].name if code in self.origins else Text(code, code)


def gather(request: Request) -> IntelFacts:
    """Read everything. ``BadInput`` for parameters that cannot be, ``NotFound`` for a key item or a table there is not."""
    ask, on = read_ask(request), request.as_of
    register, origins = gather_items(ask, on), gather_origins(on)
    pairs = pairs_of(register)
    performed = gather_performance()
    trade = gather_extract({hs for hs, _, _ in pairs}, {market for _, market, _ in pairs} | sold_to(performed), ask.table)
    own = gather_own(performed, trade, on)
    briefs, firm = gather_briefs(ask, on), reference.firm()
    codes = {code for item in (*register.listed, *register.key) for code in (item.source, item.second) if code}
    named, cited = citations(origins, codes | {one.code for one in origins.values() if one.kept})
    sources = (*_sources(firm, register, briefs, trade, own, request), *cited)
    return IntelFacts(request, firm, ask, register, briefs, origins, pairs, trade, own, sources, named)


def pairs_of(register: Register) -> tuple[tuple[str, str, int], ...]:
    """HS6, market and number of listed items; pairs of key items first, then the most heard of."""
    told: dict[tuple[str, str], int] = {}
    for item in register.listed:
        if len(item.hs) >= HS6 and item.market:
            told[item.hs[:HS6], item.market] = told.get((item.hs[:HS6], item.market), 0) + 1
    key = {(item.hs[:HS6], item.market) for item in register.key}
    return tuple((hs, m, n) for (hs, m), n in sorted(told.items(), key=lambda one: (one[0] not in key, -one[1], one[0])))


def _sources(
    firm: FirmFacts, register: Register, briefs: tuple[Brief, ...], trade: Extract | None, own: OwnRecord | None, request: Request
) -> list[Source]:  # fmt: skip
    found = [edition_source(trade.edition, TRADE, trade.rows.height)] if trade else []
    if own:
        found.append(own_source(firm, own, request))
    title = Text("市場情報登錄簿", "Register of market intelligence")
    found.append(Source(REGISTER, "record", title, firm.name, as_of=request.as_of, rows=register.heard))
    if briefs:
        found.append(
            Source(
                BRIEFS,
                "record",
                Text("研究需求書", "Research briefs"),
                firm.name,
                as_of=request.as_of,
                rows=sum(len(b.needs) for b in briefs),
            )
        )
    return found


def own_source(firm: FirmFacts, own: OwnRecord, request: Request) -> Source:
    """The firm's own sales and quotations as a source."""
    title = Text("本公司銷售訂單與報價", "Own sales orders and quotations")
    return Source(OWN, "record", title, firm.name, as_of=request.as_of, rows=own.lines + own.quotes)


def usual() -> dict[str, str] | None:
    """Nothing needs to be asked: all markets and goods, twelve months back; ``None`` while the register is empty."""
    return {} if intel.items(actor=LOCAL_READER).exists() else None
