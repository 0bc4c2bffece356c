"""The firm's own performance laid over the markets: own share, white space with its caveats, quotations won, goods returned."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from argosy.deliverables.families.market.facts import OWN, TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import THOUSAND, count, estimate, percent, plain, rate, thousands, words, worked
from argosy.engines.performance.share import DEFAULT
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.prose import plain as prose_of
from argosy.report.prose import prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.words import Fields, Paragraph

if TYPE_CHECKING:
    pass

TITLE = Text("本公司績效對照", "Own performance")
TABLE, SERVICE, TARGET_ID = "own", "service", "own.target"
NAMES = {"target_share": TARGET_ID}
"""Named values that the formulas of the table use; a variant with this section hands them to its frame."""
NOTHING_SOLD = Text("本公司無此商品之銷售紀錄，無法對照。", "The firm has no sales of this product on record to compare.")
BY_HS6 = Text(
    "商品代碼長於六碼，本公司銷售僅能依六碼統計，故不計占比",
    "the product is longer than six digits while own sales are known by six: no share is told",
)


def section(facts: MarketFacts) -> Section:
    """Sentence, target, own share and white space by market, then quotations and returns."""
    return Section(id="own_section", title=TITLE, sheet=Text("本公司績效", "Own performance"), audience="internal", blocks=_blocks(facts))


def _blocks(facts: MarketFacts) -> tuple[Any, ...]:
    sold = sales(facts)
    if not sold:
        return (Paragraph(id="own_words", text=prose_of(NOTHING_SOLD)),)
    goal = target(facts)
    aim = Value(
        id=TARGET_ID, v=plain(goal), kind="rate", dp=2, label=Text("目標占比", "Target share"), trace="own_share", cites=(OWN, TRADE),
        status="manual" if facts.ask.target_share else "actual",
    ) if goal else Value(id=TARGET_ID, missing="not_applicable", kind="rate", label=Text("目標占比", "Target share"))  # fmt: skip
    return (_words(facts, sold), Fields(id="own_target", items=(aim,), columns=1), table(facts, sold, goal), *service(facts))


def sales(facts: MarketFacts) -> dict[str, float]:
    """Own sales of the last year by market brought to CIF, US dollars; only years the own data cover whole."""
    import polars as pl

    from argosy.engines.performance.share import own_share

    if facts.own is None:
        return {}
    none = pl.DataFrame(
        schema={
            "market": pl.String,
            "product": pl.String,
            "year": pl.Int32,
            "month": pl.Int8,
            "imports": pl.Float64,
            "from_home": pl.Float64,
        }
    )
    rows = own_share(facts.own.lines, none, facts.request.as_of, facts.trade.home).filter(pl.col("year") == facts.trade.year)
    sums = rows.group_by("market").agg(pl.col("own").sum()).sort("own", "market", descending=[True, False])
    return {market: value for market, value in sums.iter_rows() if market != facts.trade.home}


def covered(facts: MarketFacts) -> bool:
    """Whether own data reach over the whole of the last year, and are known by the same code."""
    first: Any = facts.own.since if facts.own else None
    return first is not None and (first.year, first.month) <= (facts.trade.year, 1) and facts.request.as_of.year > facts.trade.year


def comparable(facts: MarketFacts) -> bool:
    """Whether a share can be told at all."""
    return covered(facts) and len(facts.ask.product) <= 6


def shares(facts: MarketFacts) -> dict[str, float]:
    """Own share of the market's value in the last year, by market."""
    if not comparable(facts):
        return {}
    return {m: v / whole for m, v in sales(facts).items() if (whole := facts.trade.value(m, facts.trade.year))}


def target(facts: MarketFacts) -> float | None:
    """The share asked for, else the firm's highest below one half; above that the two sources do not fit together."""
    if facts.ask.target_share is not None:
        return float(facts.ask.target_share)
    told = [round(s, 6) for s in shares(facts).values() if s < 0.5]
    return max(told, default=None)


def _words(facts: MarketFacts, sold: dict[str, float]) -> Paragraph:
    first, name = next(iter(sold)), country(next(iter(sold)))
    year = facts.trade.year
    zh = f"{year} 年本公司對 {len(sold)} 個國外市場銷售此商品，最多為{name.zh} [[{TABLE}.{first}.own]]。"
    en = f"In {year} the firm sold this product to {len(sold)} foreign markets, most to {name.en}: [[{TABLE}.{first}.own]]."
    told = shares(facts)
    if told:
        best = max(told, key=lambda m: told[m])
        zh += f"占比最高為{country(best).zh} [[{TABLE}.{best}.share]]。"
        en += f" Its share is highest in {country(best).en} with [[{TABLE}.{best}.share]]."
    strange = [country(m) for m, v in sold.items() if v > (facts.trade.supplied(m, year).get(facts.trade.home) or float("inf"))]
    if strange and comparable(facts):
        zh += f"**{'、'.join(s.zh for s in strange)}之本公司銷售大於資料所載本國出口，歸列、轉口或資料有異，須查明。**"
        en += f" **Own sales to {', '.join(s.en for s in strange)} exceed the home country's exports in the data: check classification, transit or the data.**"
    return Paragraph(id="own_words", text=prose(zh, en))


def table(facts: MarketFacts, sold: dict[str, float], goal: float | None) -> Table:
    """Own sales, the market's value, own share and white space; markets in focus and all that the firm sells to."""
    said = facts.trade.measure
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=20),
        Column(key="own", label=Text("本公司銷售（CIF）", "Own sales (CIF)"), type="m", dp=0, trace="own_sales", width=13),
        Column(key="imports", label=said, type="m", dp=0, trace="value", width=13),
        Column(key="share", label=Text("本公司占比", "Own share"), type="r", unit="%", dp=2, trace="own_share", width=11),
        Column(key="white", label=Text("空白市場", "White space"), type="m", dp=0, trace="white_space", width=13),
    )
    listed = (*facts.focus, *(m for m in sold if m not in facts.focus))
    rows = tuple(_row(facts, m, sold.get(m, 0.0), goal) for m in listed)
    caveats = [*DEFAULT.caveats(), *([] if len(facts.ask.product) <= 6 else [BY_HS6])]
    aim = "—" if goal is None else percent(goal, 2)
    first = Text(
        "空白市場＝市場規模×目標占比 {a}−本公司銷售；負值表示已超過。",
        "White space is the market times the target share of {a} less own sales; below zero it is passed already.",
    ).format(a=aim)
    note = Text(first.zh + "；".join(c.zh for c in caveats) + "。", first.en + " " + "; ".join(c.en for c in caveats) + ".")
    year = facts.trade.year
    return Table(
        id=TABLE, title=Text(f"{year} 年本公司占比與空白市場", f"Own share and white space, {year}"), unit_note=Text("千美元", "USD thousand"), columns=columns, rows=rows,
        note=prose_of(note), cites=(OWN, TRADE),
    )  # fmt: skip


def _row(facts: MarketFacts, market: str, sold: float, goal: float | None) -> Row:
    at = f"{TABLE}.{market}"
    whole = facts.trade.value(market, facts.trade.year)
    cells = {
        "market": words(f"{at}.market", country(market)),
        "own": thousands(f"{at}.own", sold if covered(facts) else None, trace="own_sales", cites=(OWN,), missing="too_few"),
        "imports": thousands(f"{at}.imports", whole),
    }
    own, imports = cells["own"], cells["imports"]
    if not comparable(facts) or not own.is_figure or not imports.is_figure or imports.number <= 0:
        return Row(id=market, cells=cells | {"share": rate(f"{at}.share", None), "white": thousands(f"{at}.white", None)})
    share = worked(f"{at}.share", own.number / imports.number, "0.000001", "rate", "[own] / [imports]", dp=2)
    white = thousands(f"{at}.white", None, missing="not_applicable")
    if goal is not None:
        left = imports.number * Fraction(plain(goal)) - own.number
        white = worked(f"{at}.white", left, "0.001", "money", "[imports] * @target_share - [own]", unit=THOUSAND, dp=0)
    return Row(id=market, cells=cells | {"share": share, "white": white})


def service(facts: MarketFacts) -> tuple[Table, ...]:
    """Quotations won and lines returned, by market, with Wilson intervals; quotations are of all products."""
    from argosy.engines.performance.rates import return_rates, win_rates

    assert facts.own is not None
    day = facts.request.as_of
    won = {row["market"]: row for row in win_rates(facts.own.quotes, day, ["market"]).iter_rows(named=True)}
    back = {row["market"]: row for row in return_rates(facts.own.lines, day, ["market"]).iter_rows(named=True)}
    rows = tuple(_served(m, won.get(m), back.get(m)) for m in facts.focus if m in won or m in back)
    if not rows:
        return ()
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=20),
        Column(key="won", label=Text("得標率", "Win rate"), type="r", unit="%", trace="wilson", width=10),
        Column(key="quotes", label=Text("已決報價", "Decided"), type="n", trace="count", width=9),
        Column(key="back", label=Text("退貨率", "Returned"), type="r", unit="%", trace="wilson", width=10),
        Column(key="lines", label=Text("出貨明細", "Lines shipped"), type="n", trace="count", width=9),
    )
    note = Text(
        "得標率為該市場全部商品之報價；退貨率為本商品之出貨明細。",
        "Win rates are of quotations on all products to the market; returns of shipped lines of this product.",
    )
    title = Text("報價與退貨", "Quotations and returns")
    return (Table(id=SERVICE, title=title, columns=columns, rows=rows, note=prose_of(note), cites=(OWN,)),)


def _served(market: str, won: dict[str, Any] | None, back: dict[str, Any] | None) -> Row:
    at = f"{SERVICE}.{market}"
    return Row(
        id=market,
        cells={
            "market": words(f"{at}.market", country(market)),
            "won": _share(f"{at}.won", won),
            "quotes": count(f"{at}.quotes", won["n"] if won else 0, cites=(OWN,)),
            "back": _share(f"{at}.back", back),
            "lines": count(f"{at}.lines", back["n"] if back else 0, cites=(OWN,)),
        },
    )


def _share(identity: str, row: dict[str, Any] | None) -> Value:
    if row is None or not row["n"]:
        return rate(identity, None, missing="too_few", cites=(OWN,))
    made: Value = estimate(
        rate,
        identity,
        row["rate"],
        (row["low"], row["high"]),
        n=row["n"],
        method=Text("Wilson 區間", "Wilson interval"),
        trace="wilson",
        cites=(OWN,),
    )
    return made
