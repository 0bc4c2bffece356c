"""How the markets grow: compound rate by its ends, log-linear growth with a HAC interval, Theil–Sen slope, Mann–Kendall test."""

from __future__ import annotations

from typing import Any

from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import count, estimate, millions, rate, score, words
from argosy.engines.series.growth import Growth, cagr
from argosy.engines.series.shortage import Insufficient
from argosy.engines.series.slope import MonotoneTrend
from argosy.engines.series.trend import Trend
from argosy.kernel.text import Text, same
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value

TABLE = "growth"
ALL = Text("全部市場", "All markets")
HAC = Text("對數線性迴歸，HAC 區間", "log-linear regression, HAC interval")
SEN = Text("Theil–Sen 斜率", "Theil–Sen slope")
SMALL_P, P_LIMIT = 0.001, 0.05
"""p of Mann–Kendall below which a direction is named."""
RISES, FALLS, NO_TREND = Text("上升", "rising"), Text("下降", "falling"), Text("無明顯趨勢", "no clear trend")


def table(facts: MarketFacts) -> Table:
    """All markets together, then each market in focus."""
    parts = [("all", ALL, ""), *((m, country(m), m) for m in facts.focus)]
    rows = tuple(_row(facts, identity, name, market) for identity, name, market in parts)
    least = Text(
        "成長率為每年；月資料之迴歸含季節項，趨勢檢定為季節性 Mann–Kendall。至少需 8 期，不足者不估計。「上升」「下降」係 p < {p} 之檢定結果。",
        "Growth is per year; with months the regression holds seasonal terms and the test is the seasonal Mann–Kendall. Eight periods are needed. "
        "“Rising” and “falling” are results of the test at p < {p}.",
    ).format(p=P_LIMIT)
    return Table(
        id=TABLE, title=Text("各市場之成長", "Growth of the markets"), columns=_columns(facts), rows=rows, note=plain(least), cites=(TRADE,),
    )  # fmt: skip


def _columns(facts: MarketFacts) -> tuple[Column, ...]:
    span = Text(f"複合成長 {facts.trade.base}–{facts.trade.year}", f"CAGR {facts.trade.base}–{facts.trade.year}")
    return (
        Column(key="market", label=Text("市場", "Market"), type="t", width=18),
        Column(key="cagr", label=span, type="r", unit="%", trace="cagr", width=10),
        Column(
            key="growth",
            label=Text("成長率", "Growth"),
            name=Text("對數線性成長率", "Log-linear growth"),
            type="r",
            unit="%",
            trace="log_growth",
            width=9,
        ),
        Column(key="sen", label=Text("每年增減", "Change a year"), name=SEN, type="m", dp=1, trace="theil_sen", width=11),
        Column(
            key="p",
            label=Text("檢定 p", "Test p"),
            name=Text("Mann–Kendall p 值", "Mann–Kendall p"),
            type="s",
            trace="mann_kendall",
            width=7,
        ),
        Column(key="direction", label=Text("方向", "Direction"), type="t", width=11),
        Column(key="n", label=Text("期數", "n"), type="n", trace="count", width=6),
    )


def _row(facts: MarketFacts, identity: str, name: Text, market: str) -> Row:
    trade, at = facts.trade, f"{TABLE}.{identity}"
    ends = [trade.value(market, y) if market else trade.total(y) for y in (trade.base, trade.year)]
    both = [e for e in ends if e is not None and e > 0]
    compound = cagr(both[0], both[1], trade.year - trade.base) if len(both) == 2 and trade.year > trade.base else None
    found = facts.trends[market]
    cells = {
        "market": words(f"{at}.market", name),
        "cagr": rate(f"{at}.cagr", compound, missing="not_applicable"),
        "growth": _growth(f"{at}.growth", found.growth),
        "sen": _sen(f"{at}.sen", found, trade.monthly),
        "p": _p(f"{at}.p", found),
        "direction": words(f"{at}.direction", direction(found), missing="too_few"),
        "n": count(f"{at}.n", found.n),
    }
    return Row(id=identity, cells=cells, style="mark" if identity == "all" else "normal")


def _growth(identity: str, found: Growth | Insufficient) -> Any:
    if isinstance(found, Insufficient):
        return rate(identity, None, missing="too_few")
    return estimate(rate, identity, found.year, (found.year_low, found.year_high), n=found.n, method=HAC)


def _sen(identity: str, found: Trend, monthly: bool) -> Any:
    """The slope a year: of months it is the change of a month's value, so that twelve of them make a year's."""
    one = found.monotone
    if isinstance(one, Insufficient):
        return millions(identity, None, missing="too_few")
    times = 12 if monthly else 1
    return estimate(
        millions, identity, one.slope * times, (one.low * times, one.high * times), n=one.n, method=SEN, scale=1e6, trace="theil_sen"
    )


def _p(identity: str, found: Trend) -> Value:
    """The p of the test; below a thousandth only that is said."""
    if not isinstance(found.monotone, MonotoneTrend):
        return score(identity, None, missing="too_few")
    p = found.monotone.p
    return score(identity, p, dp=3) if p >= SMALL_P else words(identity, same(f"< {SMALL_P}"), trace="mann_kendall", cites=(TRADE,))


def direction(found: Trend) -> Text:
    """What the test says of the direction; empty when it could not be run."""
    one = found.monotone
    if isinstance(one, Insufficient):
        return same("")
    return NO_TREND if one.p >= P_LIMIT else RISES if one.slope > 0 else FALLS
