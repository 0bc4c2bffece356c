"""Facts of a market report without any database: one product, two rivals, four markets, seven years of months made up by formula."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl

from argosy.deliverables.deliverable import Deliverable, Request, asked
from argosy.deliverables.families.market.facts import MarketFacts, edition_source, product_name
from argosy.deliverables.families.market.known import Advice, Channel, Culture, Finding, Item, Known, Law
from argosy.deliverables.families.market.own_facts import OwnSales
from argosy.deliverables.families.market.params import read_ask
from argosy.deliverables.families.market.tariff_facts import TariffFacts
from argosy.deliverables.families.market.trade_facts import TradeFacts
from argosy.engines.performance import frames
from argosy.kernel.source import Source
from argosy.kernel.text import Text, same
from argosy.warehouse.trade import MarketEdition
from tests.deliverables.world import FIRM

DAY = date(2026, 6, 30)
PRODUCT = "871491"
SIZES = {"US": 9.0, "JP": 5.0, "VN": 2.0, "TW": 1.0}
GROWS = {"US": 0.02, "JP": 0.0, "VN": 0.14, "TW": 0.05}
SHARES = {"TW": 0.2, "CN": 0.55, "IT": 0.25}
MONTHS = [year * 100 + month for year in range(2019, 2026) for month in range(1, 13)]


def edition(synthetic: bool = True, **changes: Any) -> MarketEdition:
    """The description of an edition."""
    made = MarketEdition(
        "trade_sample", "sample", "test", "sample", "測試貿易流量", "Test trade flows", "測試", "Test", "Apache-2.0", "", "test", "a" * 64, DAY, DAY, 1000, 201901, 202512,
        "H6", "S", 1.0, None, "美元、公斤", "US dollars, kilograms", "", "", synthetic=synthetic,
    )  # fmt: skip
    return replace(made, **changes)


def flows(only_home: bool = False, months: list[int] = MONTHS) -> pl.DataFrame:
    """Whole dollars by formula: size × growth × a season × the supplier's share, home losing one point a year in the United States."""
    rows = []
    for at, period in enumerate(months):
        season = 1 + 0.2 * ((period % 100) in (3, 4, 5)) + 0.01 * (at * 7 % 5)
        for market, size in SIZES.items():
            for supplier, share in SHARES.items():
                if supplier == market or (only_home and supplier != "TW"):
                    continue
                lost = 0.01 * (at // 12) if (supplier, market) == ("TW", "US") else 0.0
                value = round(size * 1e6 * (1 + GROWS[market]) ** (at / 12) * season * (share - lost))
                rows.append((period, supplier, market, PRODUCT, float(value), round(value / 17.0), "S"))
    schema = {
        "period": pl.Int32,
        "exporter": pl.String,
        "importer": pl.String,
        "product": pl.String,
        "value": pl.Float64,
        "quantity": pl.Float64,
        "side": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def split(base: int, year: int) -> pl.DataFrame:
    """The constant-market-share split of the flows by the engine's own expression."""
    import ibis

    from argosy.engines.market.catalogue import indicator_of
    from argosy.engines.market.flows import Ask, canonical, coarser

    ask = Ask(year, base, "TW", "S")
    made = indicator_of("constant_market_share").build(coarser(canonical(ibis.memtable(flows().to_arrow())), 6, yearly=True), ask)
    found = pl.from_arrow(ibis.duckdb.connect().to_pyarrow(made))
    assert isinstance(found, pl.DataFrame)
    return found.sort("importer")


def lines() -> pl.DataFrame:
    """Two orders of 2025 and one of 2026."""
    rows = [
        {"order": f"SO-{n}", "date": day, "shipped": day, "market": market, "customer": "C-1", "incoterm": "FOB", "currency": "USD", "sku": "14-01", "code": "87149100",
         "unit": "SET", "quantity": Decimal(10), "shipped_quantity": Decimal(10), "amount": Decimal(amount), "sales": Decimal(amount) * 32, "per_usd": 32.0,
         "cost": Decimal(amount) * 20, "returned": Decimal(n == 2), "credit": Decimal(0)}
        for n, (day, market, amount) in enumerate([(date(2025, 1, 5), "US", 400000), (date(2025, 9, 9), "VN", 90000), (date(2026, 2, 2), "TW", 1000)], 1)
    ]  # fmt: skip
    return frames.frame(frames.LINES, rows)


def quotes() -> pl.DataFrame:
    """Three decided quotations to the United States."""
    rows = [{"number": f"Q-{n}", "date": date(2025, n, 1), "decided_on": date(2025, n, 9), "market": "US", "customer": "C-1", "outcome": what, "repeat": False, "revision": 1, "value": Decimal(9)}
            for n, what in enumerate(("won", "lost", "won"), 1)]  # fmt: skip
    return frames.frame(frames.QUOTES, rows)


def known() -> Known:
    """One of everything people enter."""
    return Known(
        findings=(
            Finding("OR-1", "US", False, Text("政治", "Political"), same("對等關稅"), 4, -0.45, -0.35, -0.15, ("II-1",), "", date(2026, 12, 31), Text("林", "Lin")),
            Finding("OR-2", "VN", True, Text("經濟", "Economic"), same("擴產"), 3, None, None, None, ("II-9",), "", date(2026, 12, 31), Text("林", "Lin")),
        ),
        culture=(
            Culture("1", "US", Text("節慶假日", "Holidays"), same("年底旺季"), Text("通路：提前入倉", "place: early stock"), "S-RMU"),
            Culture("2", "US", Text("節慶假日", "Holidays"), same("感恩節"), Text("推廣：折扣", "promotion: discounts"), "S-OFC"),
        ),
        laws=(
            Law("1.A", "US", "8714", "零件", "label", Text("標示", "Labelling"), same("原產地標示"), "19 CFR 134", "met", ""),
            Law("1.B", "US", "8714", "零件", "ethics", Text("道德規範", "Code of ethics"), same("行為準則"), "", "gap", "未簽署"),
        ),
        items=(Item("II-1", "regulation", Text("法規", "Regulation"), "US", "8714", Text("關稅公告", "Tariff notice"), "", "", "B2", date(2025, 4, 3), "S-RMU", "official"),),
        advice=(Advice("ws2", "RB-0001.2", "進口資料？", date(2026, 6, 12), "月資料可得", "改用月資料"), Advice("駐外單位", "RB-0001.4", "價格？", date(2026, 6, 16), "", "")),
        channels=(Channel("LM-SG", Text("平台", "Platform"), "US", Text("跨境電商平台", "Cross-border platform"), 75),),
        sources=(("S-OFC", Text("駐外單位", "Trade office"), "B"), ("S-RMU", Text("平台", "Platform"), "B")),
        left_out=(Text("1 則情報已過效期，未列入", "1 expired items are left out"),),
    )  # fmt: skip


def tariffs() -> TariffFacts:
    """Rates of two suppliers in the United States."""
    rows = [
        ("US", "TW", PRODUCT, 2025, "simple", 10.0, None, 20.0),
        ("US", "CN", PRODUCT, 2025, "simple", 10.0, None, 45.0),
        ("US", "IT", PRODUCT, 2025, "simple", 10.0, None, 10.0),
    ]
    schema = {
        "importer": pl.String,
        "exporter": pl.String,
        "product": pl.String,
        "period": pl.Int32,
        "kind": pl.String,
        "mfn": pl.Float64,
        "preferential": pl.Float64,
        "applied": pl.Float64,
    }
    return TariffFacts(edition(table="tariffs_wits", dataset="wits", synthetic=False), pl.DataFrame(rows, schema=schema, orient="row"))


def trade(only_home: bool = False, **changes: Any) -> TradeFacts:
    """Trade of the product in 2025 beside 2020."""
    made = TradeFacts(
        edition(), PRODUCT, "S", "TW", flows(only_home), 2025, 2020, (), {} if only_home else {"TW": 1.5, "CN": 1.2, "IT": 0.8},
        None if only_home else split(2020, 2025),
    )  # fmt: skip
    return replace(made, **changes)


def facts(made: Deliverable, params: dict[str, str] | None = None, lang: str = "zh-Hant", **changes: Any) -> MarketFacts:
    """The facts of a report; ``changes`` replace whole parts of them."""
    given = asked(made.params, {"product": PRODUCT, **(params or {})})
    request = Request(made.key, given, DAY, DAY, lang, datetime(2026, 6, 30, 9, tzinfo=UTC))
    own = OwnSales(lines(), quotes(), frames.frame(frames.CASES, []), "TWD", date(2025, 1, 2))
    parts: dict[str, Any] = {"trade": trade(), "own": own, "tariffs": tariffs(), "known": known(), **changes}
    sources = (
        edition_source(parts["trade"].edition, "S1", 100),
        Source("S2", "record", Text("本公司銷售", "Own sales"), FIRM.name, rows=3),
        Source("S3", "dataset", Text("適用稅率", "Tariffs faced"), as_of=DAY),
        Source("S4", "record", Text("本公司市場紀錄", "Own market records"), FIRM.name),
        *(Source(f"K{i}", "interview", name) for i, (_, name, _) in enumerate(parts["known"].sources, 1)),
    )
    return MarketFacts(request, FIRM, read_ask(given), product_name(PRODUCT), sources=sources, **parts)
