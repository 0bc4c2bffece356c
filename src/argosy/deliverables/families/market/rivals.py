"""Who else supplies the markets: shares, concentration, comparative advantage and price a kilogram. Nothing is guessed where the data are one-sided."""

from __future__ import annotations

from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import count, millions, percent, plain, rate, score, words
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain as prose_of
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Paragraph

TITLE = Text("競爭者與供應國", "Rivals and suppliers")
TABLE, SUPPLIERS = "rivals", "suppliers"
SHOWN = 6
LOW, HIGH = 0.15, 0.25
"""HHI below and above which a market counts as little and highly concentrated (US DOJ/FTC 2010; the 2023 guidelines put the upper limit at 0.18)."""
OTHERS = Text("其他", "Others")
ONE_SIDED = Text(
    "資料僅有本國出口，供應國占比、集中度、比較利益與競爭者單價無法得知；請匯入雙邊資料（例：BACI）。",
    "The data hold exports of the home country only: supplier shares, concentration, comparative advantage and rivals' prices cannot be told; import "
    "bilateral data such as BACI.",
)


def section(facts: MarketFacts) -> Section:
    """Markets by concentration and own place, suppliers over all markets, shares by market."""
    blocks = (
        (_words(facts), markets(facts), suppliers(facts), chart(facts))
        if facts.trade.complete
        else (Paragraph(id="rivals_words", text=prose_of(ONE_SIDED)),)
    )
    return Section(id="rivals_section", title=TITLE, sheet=Text("競爭者", "Rivals"), audience="internal", blocks=blocks)


def _words(facts: MarketFacts) -> Paragraph:
    first = next(iter(totals(facts)))
    name, home = country(first), country(facts.trade.home)
    zh = f"所列市場合計，{name.zh}為最大供應國，占 [[{SUPPLIERS}.{first}.share]]；{home.zh}占 [[{SUPPLIERS}.{facts.trade.home}.share]]。"
    en = f"Over the markets listed {name.en} is the largest supplier with [[{SUPPLIERS}.{first}.share]]; {home.en} has [[{SUPPLIERS}.{facts.trade.home}.share]]."
    if facts.trade.home not in totals(facts):
        zh, en = zh.split("；")[0] + "。", en.split(";")[0] + "."
    return Paragraph(id="rivals_words", text=prose(zh, en))


def totals(facts: MarketFacts, year: int = 0) -> dict[str, float]:
    """US dollars by supplier over the markets in focus, the largest first."""
    sums: dict[str, float] = {}
    for market in facts.focus:
        for supplier, value in facts.trade.supplied(market, year or facts.trade.year).items():
            sums[supplier] = sums.get(supplier, 0.0) + value
    return dict(sorted(sums.items(), key=lambda pair: (-pair[1], pair[0])))


def markets(facts: MarketFacts) -> Table:
    """By market: suppliers, HHI, the largest one, and the home country's share now and before."""
    before = facts.trade.base
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=18),
        Column(key="n", label=Text("供應國數", "Suppliers"), type="n", trace="count", width=9),
        Column(key="hhi", label=Text("集中度 HHI", "HHI"), type="s", dp=3, trace="hhi", width=10),
        Column(key="level", label=Text("集中程度", "Concentration"), type="t", width=12),
        Column(key="leader", label=Text("最大供應國", "Largest supplier"), type="t", width=16),
        Column(key="lead", label=Text("其占比", "Its share"), type="r", unit="%", trace="share", width=9),
        Column(key="own", label=Text("本國占比", "Home share"), type="r", unit="%", trace="share", width=10),
        Column(
            key="was",
            label=Text(f"{before} 年", str(before)),
            name=Text(f"{before} 年本國占比", f"Home share {before}"),
            type="r",
            unit="%",
            trace="share",
            width=9,
        ),
    )
    note = Text(
        "HHI 為占比平方和（0–1）；低於 {l} 為低、高於 {h} 為高（美國 DOJ/FTC 2010 年指引之級距）。",
        "HHI is the sum of squared shares (0–1); below {l} is low, above {h} high (bands of the US DOJ/FTC guidelines of 2010).",
    ).format(l=LOW, h=HIGH)
    rows = tuple(_market(facts, m) for m in facts.focus)
    return Table(
        id=TABLE,
        title=Text("各市場之供應集中度與本國地位", "Concentration and the home country's place, by market"),
        columns=columns,
        rows=rows,
        note=prose_of(note),
        cites=(TRADE,),
    )


def _market(facts: MarketFacts, market: str) -> Row:
    trade, at = facts.trade, f"{TABLE}.{market}"
    now = {s: v for s, v in trade.supplied(market, trade.year).items() if v > 0}
    whole = sum(now.values())
    shares = {s: v / whole for s, v in now.items()} if whole > 0 else {}
    hhi = sum(s * s for s in shares.values()) if shares else None
    leader = next(iter(shares), "")
    earlier = trade.supplied(market, trade.base)
    was = earlier.get(trade.home, 0.0) / sum(earlier.values()) if sum(earlier.values()) > 0 else None
    return Row(
        id=market,
        cells={
            "market": words(f"{at}.market", country(market)),
            "n": count(f"{at}.n", len(shares)),
            "hhi": score(f"{at}.hhi", hhi, dp=3),
            "level": words(f"{at}.level", level(hhi)),
            "leader": words(f"{at}.leader", country(leader) if leader else ""),
            "lead": rate(f"{at}.lead", shares.get(leader)),
            "own": rate(f"{at}.own", shares.get(trade.home, 0.0) if shares else None),
            "was": rate(f"{at}.was", was),
        },
    )


def level(hhi: float | None) -> Text:
    """The band of a concentration index."""
    if hhi is None:
        return Text("", "")
    return Text("低", "low") if hhi < LOW else Text("高", "high") if hhi > HIGH else Text("中", "moderate")


def suppliers(facts: MarketFacts) -> Table:
    """Suppliers over the markets in focus: value, share, change, RCA, price a kilogram."""
    now, before = totals(facts), totals(facts, facts.trade.base)
    shown = list(now)[:SHOWN]
    shown += [facts.trade.home] if facts.trade.home in now and facts.trade.home not in shown else []
    columns = (
        Column(key="supplier", label=Text("供應國", "Supplier"), type="t", width=18),
        Column(key="value", label=Text("供應值", "Value"), type="m", dp=1, trace="value", width=12),
        Column(key="share", label=Text("占比", "Share"), type="r", unit="%", trace="share", width=9),
        Column(key="points", label=Text("占比變動（百分點）", "Change of share (pp)"), type="s", dp=1, trace="share", width=11),
        Column(key="rca", label=Text("比較利益 RCA", "RCA"), type="s", trace="rca", width=11),
        Column(key="unit_value", label=Text("單位價值", "Unit value"), type="s", trace="unit_value", width=11, hide_if_empty=True),
    )
    rows = tuple(_supplier(facts, s, now, before) for s in shown)
    note = Text(
        "占比變動為 {b} 至 {y} 年之百分點。RCA 以本資料集所含商品為母體，1 以上為具顯示性比較利益。單位價值受品項組合影響，非同規格之價格。",
        "Change of share in percentage points from {b} to {y}. RCA is over the products of this data set; 1 or more is a revealed advantage. A unit value "
        "depends on the mix of goods and is no price of like goods.",
    ).format(b=facts.trade.base, y=facts.trade.year)
    return Table(
        id=SUPPLIERS, title=Text("主要供應國", "Main suppliers"), unit_note=Text("供應值，百萬美元", "Value, USD million"), columns=columns, rows=rows, note=prose_of(note), cites=(TRADE,),
    )  # fmt: skip


def _supplier(facts: MarketFacts, supplier: str, now: dict[str, float], before: dict[str, float]) -> Row:
    at = f"{SUPPLIERS}.{supplier}"
    share = now[supplier] / sum(now.values())
    was = before.get(supplier, 0.0) / sum(before.values()) if before and sum(before.values()) > 0 else None
    cells = {
        "supplier": words(f"{at}.supplier", country(supplier)),
        "value": millions(f"{at}.value", now[supplier]),
        "share": rate(f"{at}.share", share, Text("占比", "Share")),
        "points": score(f"{at}.points", None if was is None else (share - was) * 100, dp=1),
        "rca": score(f"{at}.rca", facts.trade.advantage.get(supplier)),
        "unit_value": score(f"{at}.unit_value", price(facts, supplier), unit="USD/kg"),
    }
    return Row(id=supplier, cells=cells, style="mark" if supplier == facts.trade.home else "normal")


def price(facts: MarketFacts, supplier: str, market: str = "") -> float | None:
    """US dollars a kilogram of a supplier in the last year, over one market or those in focus; only rows whose weight is known."""
    import polars as pl

    rows = facts.trade.annual.filter(
        (pl.col("period") == facts.trade.year)
        & (pl.col("exporter") == supplier)
        & pl.col("importer").is_in([market] if market else facts.focus)
    )
    rows = rows.filter(pl.col("quantity") > 0)
    weight = float(rows["quantity"].sum() or 0.0)
    return float(rows["value"].sum()) / weight if weight > 0 else None


def chart(facts: MarketFacts) -> Chart:
    """Shares of the largest suppliers by market, stacked to 100 %."""
    leaders = list(totals(facts))[: SHOWN - 1]
    leaders += [facts.trade.home] if facts.trade.home not in leaders else []
    rows: list[dict[str, str | Text | None]] = []
    for market in facts.focus:
        supplied = facts.trade.supplied(market, facts.trade.year)
        whole = sum(supplied.values())
        parts = [(country(s), supplied.get(s, 0.0) / whole * 100) for s in leaders]
        shown = [(name, round(share, 1)) for name, share in parts]
        shown.append((OTHERS, round(max(0.0, 100 - sum(share for _, share in shown)), 1)))
        rows += [{"market": country(market), "supplier": name, "share": plain(share, 1)} for name, share in shown]
    home = country(facts.trade.home)
    best = max(facts.focus, key=lambda m: _home_share(facts, m))
    told = percent(_home_share(facts, best))
    return Chart(
        id="supplier_chart", chart="stacked", title=Text(f"{home.zh}占比以{country(best).zh}之 {told} 最高", f"{home.en} has its largest share, {told}, in {country(best).en}"),
        rows=tuple(rows),
        encodings={
            "x": Encoding(field="share", type="quantitative", unit="%", format=",.0f"), "y": Encoding(field="market", type="nominal"),
            "color": Encoding(field="supplier", type="nominal"),
        },
        alt=Text(f"堆疊長條圖：各市場供應國占比；{country(best).zh}之{home.zh}占比 {told}", f"Stacked bars: supplier shares by market; {home.en} has {told} in {country(best).en}"),
        data_table=TABLE, unit_note=Text("占進口值 %", "% of imports"), cites=(TRADE,), height_mm=max(40, 7 * len(facts.focus) + 10),
    )  # fmt: skip


def _home_share(facts: MarketFacts, market: str) -> float:
    supplied = facts.trade.supplied(market, facts.trade.year)
    return supplied.get(facts.trade.home, 0.0) / sum(supplied.values())
