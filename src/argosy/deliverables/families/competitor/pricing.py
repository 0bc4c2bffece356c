"""Prices: latest, band of half a year, moves with their measured step, and what a buyer pays landed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.competitor.compared import DUTIES, WATCH, Rival, RivalFacts
from argosy.deliverables.families.intelligence.cells import Cell, Cites, code, count, day, gap, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import figure, plain, rate
from argosy.deliverables.families.sheets import col, part, sheet
from argosy.engines.selling.rivals import landed
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Row, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("價格與到岸價", "Prices, seen and landed")
OLD = 30
NO_PRICE = Text("沒有價格觀測", "No price on record")


def section(facts: RivalFacts) -> Section:
    """Bands, the line of prices, moves, landed prices."""
    blocks: tuple[AnyBlock, ...] = (bands(facts), *history(facts), moves(facts), landed_table(facts))
    return part("prices", TITLE, *blocks, orientation="landscape")


def money(amount: Any, currency: str, trace: str, cites: Cites, dp: int | None = None) -> Cell:
    """A price in a currency of its row, two decimals."""
    if amount is None:
        return gap("money", "source_gap")
    return lambda i: figure(i, round(float(amount), 2), "money", unit=currency, dp=2 if dp is None else dp, trace=trace, cites=cites)


def bands(facts: RivalFacts) -> Table:
    """競品｜最新價｜觀測日｜P5｜P50｜P95｜n."""
    columns = (
        col("rival", "競品", "Rival", width=30), col("market", "市場", "Market", width=9), col("price", "最新價", "Latest", "m", 13, dp=2), col("seen", "觀測日", "Seen", "d", 11),
        col("p5", "P5", "P5", "m", 12, dp=2), col("p50", "P50", "P50", "m", 12, dp=2), col("p95", "P95", "P95", "m", 12, dp=2), col("n", "觀測數", "n", "n", 8),
        col("ours", "本公司定價", "Our list price", "m", 13, dp=2), col("gap", "本公司價差", "Our gap", "r", 10),
    )  # fmt: skip
    rows = [_band(one, at) for at, one in enumerate(facts.rivals, 1)]
    note = Text(
        "價格帶為近 180 日觀測之 5、50、95 百分位；本公司定價依資料日匯率換算。",
        "Bands are the 5th, 50th and 95th percentile of 180 days; our list price at the day's rate.",
    )
    return sheet("bands", Text("價格帶", "Price bands"), columns, rows, (WATCH,), NO_PRICE, note)


def _band(one: Rival, at: int) -> Row:
    cur, b = one.currency, one.band
    distance = None if one.ours is None or not one.price else float(one.ours / one.price) - 1
    cells: dict[str, Cell] = {
        "rival": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "market": words(country(one.market)), "price": money(one.price, cur, "seen", (WATCH,)),
        "seen": day(one.seen, "not_recorded"), "p5": money(b and b.p5, cur, "band", (WATCH,)), "p50": money(b and b.p50, cur, "band", (WATCH,)),
        "p95": money(b and b.p95, cur, "band", (WATCH,)), "n": count(b.n if b else 0, (WATCH,)), "ours": money(one.ours, cur, "list_price", (WATCH,)),
        "gap": lambda i: rate(i, distance, trace="relative_gap", cites=(WATCH,), missing="source_gap"),
    }  # fmt: skip
    return row("bands", f"r{at}", cells)


def history(facts: RivalFacts) -> Iterator[Chart]:
    """Weekly prices of each rival against its own median, so that currencies can share a picture."""
    rows: list[dict[str, Any]] = []
    for one in facts.rivals:
        inside = [(day_, price) for day_, price, promoted in one.prices if not promoted]
        if len(inside) < 8:
            continue
        ordered = sorted(price for _, price in inside)
        middle = ordered[len(ordered) // 2]
        months: dict[str, list[float]] = {}
        for day_, price in inside:
            months.setdefault(f"{day_:%Y-%m}", []).append(price / middle * 100)
        rows += [{"month": m, "index": plain(round(sum(v) / len(v), 1)), "rival": one.code} for m, v in sorted(months.items())]
    if not rows:
        return
    yield Chart(
        id="history", chart="line", data_table="bands", rows=tuple(sorted(rows, key=lambda r: (r["month"], r["rival"]))), height_mm=56,
        title=Text("競品月均價走勢（各自中位數＝100）", "Monthly prices of rivals (own median = 100)"), unit_note=Text("指數；不含促銷", "index; promotions left out"),
        encodings={
            "x": Encoding(field="month", type="ordinal"), "y": Encoding(field="index", type="quantitative", format=".0f", domain=("70", "125")),
            "color": Encoding(field="rival", type="nominal"),
        },
        alt=Text("折線圖：競品月均價指數", "Lines of monthly price indices of rivals"), cites=(WATCH,),
    )  # fmt: skip


def moves(facts: RivalFacts) -> Table:
    """日期｜競爭者｜動作｜說明｜實測變動｜來源."""
    columns = (
        col("on", "日期", "Date", "d", 11), col("maker", "競爭者", "Rival", width=18), col("code", "競品", "Product", "c", 9), col("kind", "動作", "Move", width=10),
        col("note", "說明", "What", width=40), col("step", "實測價格變動", "Price step measured", "r", 12), col("source", "來源", "Source", "c", 10),
    )  # fmt: skip
    rows = [
        row("moves", f"m{at}", {
            "on": day(one.on), "maker": words(one.maker), "code": code(one.code, "not_applicable"), "kind": words(one.kind), "note": words(one.note),
            "step": _stepped(one.step), "source": code(one.source),
        }, "mark" if one.step is not None and one.step <= -0.05 else "normal")
        for at, one in enumerate(facts.moves, 1)
    ]  # fmt: skip
    note = Text(
        "實測變動：該日起八週中位價對前八週，不含促銷週。",
        "The step compares the median price of eight weeks from the day with that of the eight before, promotions left out.",
    )
    return sheet("moves", Text("競爭動態", "Moves of rivals"), columns, rows, (WATCH,), Text("沒有登錄之動態", "No move on record"), note)


def _stepped(step: float | None) -> Cell:
    return lambda i: rate(i, step, trace="price_step", cites=(WATCH,), missing="not_applicable")


def landed_table(facts: RivalFacts) -> Table:
    """What the buyer pays landed for one unit, ours and the rival's: price, freight, duty."""
    columns = (
        col("rival", "競品", "Rival", width=28), col("market", "市場", "Market", width=9), col("price", "競品價", "Their price", "m", 13, dp=2), col("duty", "競品稅率", "Their duty", "r", 10),
        col("landed", "競品到岸價", "Theirs landed", "m", 14, dp=2), col("ours", "本公司價", "Our price", "m", 13, dp=2), col("our_duty", "本公司稅率", "Our duty", "r", 10),
        col("our_landed", "本公司到岸價", "Ours landed", "m", 14, dp=2), col("gap", "到岸價差", "Landed gap", "r", 10),
    )  # fmt: skip
    rows = [_landed(facts, one, at) for at, one in enumerate(facts.rivals, 1)]
    percent = f"{float(facts.freight) * 100:g}%"
    note = Text(
        f"到岸價＝價格 ×（1＋運費 {percent}）×（1＋關稅）；運費為本報告之假設；競品於其本國銷售者不計運費與關稅。關稅取市場資料集之實際適用稅率；查無者不計到岸價。",
        f"Landed = price × (1 + freight {percent}) × (1 + duty). Freight is an assumption of this paper; a rival at home bears neither freight nor duty. Duty is the applied rate of the market data; where none is known no landed price is told.",
    )
    return sheet("landed", Text("買方到岸價比較", "What the buyer pays landed"), columns, rows, (WATCH,), NO_PRICE, note)


def _landed(facts: RivalFacts, one: Rival, at: int) -> Row:
    theirs, ours = _pays(one.price, Fraction(0) if one.at_home else facts.freight, one.duty), _pays(one.ours, facts.freight, one.our_duty)
    distance = float(ours / theirs) - 1 if ours is not None and theirs else None
    cites = (WATCH, DUTIES) if any(s.id == DUTIES for s in facts.sources) else (WATCH,)
    cells: dict[str, Cell] = {
        "rival": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "market": words(country(one.market)), "price": money(one.price, one.currency, "seen", (WATCH,)),
        "duty": _duty(one.duty, cites), "landed": money(theirs, one.currency, "landed", cites), "ours": money(one.ours, one.currency, "list_price", (WATCH,)),
        "our_duty": _duty(one.our_duty, cites), "our_landed": money(ours, one.currency, "landed", cites),
        "gap": lambda i: rate(i, distance, trace="relative_gap", cites=cites, missing="source_gap"),
    }  # fmt: skip
    return row("landed", f"r{at}", cells)


def _pays(price: Any, freight: Fraction, duty: float | None) -> Fraction | None:
    return None if price is None or duty is None else landed(Fraction(price), freight, Fraction(str(duty)) / 100)


def _duty(percent: float | None, cites: Cites) -> Cell:
    return lambda i: rate(i, None if percent is None else percent / 100, trace="duty_faced", cites=cites, missing="source_gap")
