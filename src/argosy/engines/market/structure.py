"""Who supplies a market, how concentrated that is, and what part is our own.

A concentration index adds up squares of rows, so the table must be at its own grain: one row per flow (``coarser`` makes another grain first).
"""

from __future__ import annotations

from ibis.expr.types import Table

from argosy.engines.market.flows import Ask, now, over, part, ratio, within
from argosy.engines.market.indicator import MARKET, PURE, SHARE, SUPPLY, indicator
from argosy.kernel.text import Text

HERFINDAHL = "Hirschman (1964), American Economic Review 54; US DOJ/FTC Merger Guidelines (2023)"
BOUNDS = Text("介於 1/n 與 1", "lies in [1/n, 1]")
UNIT_BOUNDS = Text("介於 0 與 1；均分時為 0", "lies in [0, 1]; 0 for equal shares")
POINTS = Text("占比差（0.01 = 1 個百分點）", "difference of shares (0.01 = 1 percentage point)")


def _hhi(flows: Table, ask: Ask, keys: tuple[str, ...], count: str) -> Table:
    table = now(flows, ask)
    table = table.filter(table.value > 0)
    made = table.group_by(*keys).aggregate(total=table.value.sum(), squares=(table.value * table.value).sum(), **{count: table.count()})
    return made.mutate(hhi=ratio(made.squares, made.total * made.total)).drop("squares")


def _normalised(made: Table, count: str) -> Table:
    n = made[count].cast("float64")
    return made.mutate(hhi_normalised=ratio(made.hhi - 1.0 / n, 1.0 - 1.0 / n))


@indicator(
    "hhi_suppliers",
    ("供應國集中度", "Concentration of suppliers"),
    (
        "某市場某產品供應國占比平方和；低於 0.15 為低、高於 0.25 為高",
        "Sum of squared supplier shares in a market; below 0.15 low, above 0.25 high",
    ),
    unit=SHARE,
    formula="HHI_jk = Σ_i (v_ijk / M_jk)²",
    source=HERFINDAHL,
    holds=BOUNDS,
    column="hhi",
)
def supplier_concentration(flows: Table, ask: Ask) -> Table:
    """Herfindahl index of suppliers, with how many there are."""
    return _hhi(flows, ask, MARKET, "suppliers")


@indicator(
    "hhi_suppliers_normalised",
    ("標準化供應國集中度", "Normalised concentration of suppliers"),
    ("扣除供應國數影響之集中度；僅一國供應時無值", "Concentration freed of the number of suppliers; none with a single one"),
    unit=SHARE,
    formula="(HHI − 1/n) / (1 − 1/n)",
    source=HERFINDAHL,
    holds=UNIT_BOUNDS,
    column="hhi_normalised",
)
def supplier_concentration_normalised(flows: Table, ask: Ask) -> Table:
    """Herfindahl index of suppliers between 0 and 1."""
    return _normalised(supplier_concentration(flows, ask), "suppliers")


@indicator(
    "hhi_destinations",
    ("出口市場集中度", "Concentration of destinations"),
    ("某國某產品出口目的地占比平方和", "Sum of squared destination shares of an exporter's product"),
    unit=SHARE,
    formula="HHI_ik = Σ_j (v_ijk / X_ik)²",
    source=HERFINDAHL,
    holds=BOUNDS,
    grain=SUPPLY,
    column="hhi",
)
def destination_concentration(flows: Table, ask: Ask) -> Table:
    """Herfindahl index of destinations, with how many there are."""
    return _hhi(flows, ask, SUPPLY, "destinations")


@indicator(
    "hhi_destinations_normalised",
    ("標準化出口市場集中度", "Normalised concentration of destinations"),
    ("扣除目的地數影響之集中度；僅一目的地時無值", "Concentration freed of the number of destinations; none with a single one"),
    unit=SHARE,
    formula="(HHI − 1/n) / (1 − 1/n)",
    source=HERFINDAHL,
    holds=UNIT_BOUNDS,
    grain=SUPPLY,
    column="hhi_normalised",
)
def destination_concentration_normalised(flows: Table, ask: Ask) -> Table:
    """Herfindahl index of destinations between 0 and 1."""
    return _normalised(destination_concentration(flows, ask), "destinations")


@indicator(
    "supplier_share",
    ("供應國占比", "Share of a supplier"),
    ("某供應國占某市場某產品進口之比率", "A supplier's part of a market's imports of a product"),
    unit=SHARE,
    formula="s_ijk = v_ijk / M_jk",
    source="ITC, Trade Map",
    holds=Text("各市場各產品合計為 1", "adds up to 1 per market and product"),
    grain=("importer", "product", "exporter"),
)
def supplier_share(flows: Table, ask: Ask) -> Table:
    """Every supplier's share of every market."""
    table = now(flows, ask)
    made = table.group_by(*MARKET, "exporter").aggregate(imports=table.value.sum())
    return made.mutate(supplier_share=ratio(made.imports, made.imports.sum().over(over(*MARKET))))


@indicator(
    "own_share",
    ("本國占比", "Own share"),
    ("本國占某市場某產品進口之比率", "The home country's part of a market's imports of a product"),
    unit=SHARE,
    formula="s_hjk = v_hjk / M_jk",
    source="ITC, Trade Map",
    needs=("home",),
)
def own_share(flows: Table, ask: Ask) -> Table:
    """Own share by market and product; 0 where others supply and we do not."""
    table = now(flows, ask)
    made = table.group_by(*MARKET).aggregate(imports=table.value.sum(), own=part(table.value, table.exporter == ask.own()))
    return made.mutate(own_share=ratio(made.own, made.imports))


@indicator(
    "own_share_change",
    ("本國占比變動", "Change of own share"),
    ("本國占比自基期至本期之變動", "The home country's share against that of the base period"),
    unit=POINTS,
    formula="s_hjk,t − s_hjk,s",
    source="ITC, Trade Map",
    needs=("home", "since"),
)
def own_share_change(flows: Table, ask: Ask) -> Table:
    """Change of own share; null where the market imported nothing in one of the two periods."""
    table = within(flows, ask)
    last, first, own = table.period == ask.period, table.period == ask.base, table.exporter == ask.own()
    made = table.group_by(*MARKET).aggregate(
        after=part(table.value, last), before=part(table.value, first), own_after=part(table.value, last & own),
        own_before=part(table.value, first & own),
    )  # fmt: skip
    return made.mutate(own_share_change=ratio(made.own_after, made.after) - ratio(made.own_before, made.before))


@indicator(
    "trade_intensity",
    ("貿易密集度", "Trade intensity"),
    (
        "對某市場出口占比相對於世界對該市場出口占比；大於 1 表示較預期密切",
        "Share of exports going to a market over the world's share; above 1 is closer than expected",
    ),
    unit=PURE,
    formula="T_ij = (x_ij / X_i) / (x_wj / X_w)",
    source="World Bank, WITS trade indicators (Trade Intensity Index)",
    grain=("exporter", "importer"),
)
def trade_intensity(flows: Table, ask: Ask) -> Table:
    """Intensity of trade between every pair that trades."""
    table = now(flows, ask)
    made = table.group_by("exporter", "importer").aggregate(total=table.value.sum())
    own = ratio(made.total, made.total.sum().over(over("exporter")))
    world = ratio(made.total.sum().over(over("importer")), made.total.sum().over(over()))
    return made.mutate(trade_intensity=own / world.nullif(0.0))
