"""Why home's exports changed: constant market share where rivals are in the data, else what each market contributed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from argosy.deliverables.families.market.facts import TRADE, MarketFacts, country
from argosy.deliverables.families.market.figures import MILLION, in_millions, millions, percent, words
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text, same
from argosy.report.model import Report, block_values
from argosy.report.prose import plain, prose
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Paragraph

TABLE = "split"
PARTS = {
    "world_growth": Text("市場成長", "Market growth"),
    "product_mix": Text("產品結構", "Product mix"),
    "destination_mix": Text("目的地結構", "Destination mix"),
    "competitiveness": Text("競爭力", "Competitiveness"),
}
OTHERS = Text("其他市場", "Other markets")
SLACK = Fraction(1, 100_000)
"""How far, in USD million, the parts may be from the change by rounding to whole dollars."""
SHOWN = 6
"""Markets that the chart of contributions shows."""
Cells = dict[str, float]


def blocks(facts: MarketFacts) -> tuple[Paragraph | Table | Chart, ...]:
    """Sentence, table and waterfall; nothing where only one year is there."""
    if facts.trade.base == facts.trade.year:
        return ()
    return _by_share(facts) if facts.trade.split is not None and facts.trade.split.height else _by_market(facts)


def unsound(report: Report) -> Iterator[str]:
    """Rows whose parts do not add up to the change of the value (check MR3)."""
    found = {v.id: v.number for block in report.blocks() if block.id == TABLE for v in block_values(block) if v.is_figure}
    for identity, change in found.items():
        row, _, key = identity.rpartition(".")
        ends = found.get(f"{row}.after"), found.get(f"{row}.before")
        if key == "change" and ends[0] is not None and ends[1] is not None and abs(change - ends[0] + ends[1]) > SLACK:
            yield identity


def _by_share(facts: MarketFacts) -> tuple[Paragraph | Table | Chart, ...]:
    rows = _sums(facts)
    table = _table(facts, rows)
    total = {key: sum(row[key] for row in rows.values()) for key in ("before", "after", *PARTS)}
    return (_sentence(facts, total), table, _waterfall(facts, total))


def _sums(facts: MarketFacts) -> dict[str, Cells]:
    """The parts by market in focus, the others together; US dollars."""
    import polars as pl

    assert facts.trade.split is not None
    grouped = facts.trade.split.group_by("importer").agg(pl.col(name).sum() for name in ("before", "after", *PARTS))
    found: dict[str, Cells] = {m: {} for m in facts.focus}
    for row in grouped.iter_rows(named=True):
        place = found.setdefault(row["importer"] if row["importer"] in facts.focus else "others", {})
        for key in ("before", "after", *PARTS):
            place[key] = place.get(key, 0.0) + row[key]
    return {market: cells for market, cells in found.items() if cells}


def _table(facts: MarketFacts, found: Mapping[str, Cells]) -> Table:
    trade = facts.trade
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=17),
        Column(key="before", label=same(str(trade.base)), name=Text(f"{trade.base} 年出口值", f"Exports {trade.base}"), type="m", dp=1, total="sum", width=10),
        Column(key="after", label=same(str(trade.year)), name=Text(f"{trade.year} 年出口值", f"Exports {trade.year}"), type="m", dp=1, total="sum", width=10),
        Column(key="change", label=Text("變動", "Change"), type="m", dp=1, total="sum", expr=" + ".join(f"[{k}]" for k in PARTS), width=10),
        *(Column(key=key, label=label, type="m", dp=1, total="sum", trace="cms", width=11) for key, label in PARTS.items()),
    )  # fmt: skip
    rows = tuple(_row(market, cells) for market, cells in found.items())
    keys = ("before", "after", "change", *PARTS)
    note = Text(
        "出口值為本國對各市場之{s}。市場成長＝全體進口成長率×基期；產品與目的地結構為其相對差異；競爭力為其餘（占有率變動）。只有一個六位碼時產品結構為零。",
        "Values are {s} from the home country. Market growth is the growth of all imports times the base; product and destination mix are departures "
        "from it; competitiveness is the rest, a change of market share. With one six-digit code there is no product mix.",
    ).format(s=trade.measure.inside)
    home = country(trade.home)
    return Table(
        id=TABLE, title=Text(f"{home.zh}出口變動之拆解", f"Split of the change of exports of {home.en}"), unit_note=Text("百萬美元", "USD million"), columns=columns,
        rows=rows, totals=Row(id="total", cells={k: _total(rows, k) for k in keys}), cites=(TRADE,), note=plain(note),
    )  # fmt: skip


def _row(market: str, cells: Cells) -> Row:
    at = f"{TABLE}.{market}"
    name = OTHERS if market == "others" else country(market)
    made = {key: millions(f"{at}.{key}", cells[key], trace="cms" if key in PARTS else "value") for key in ("before", "after", *PARTS)}
    change = sum((made[key].number for key in PARTS), Fraction(0))
    made["change"] = Value(id=f"{at}.change", v=decimal_text(change), kind="money", unit=MILLION, dp=1, cites=(TRADE,))
    return Row(id=market, cells={"market": words(f"{at}.market", name), **made})


def _total(rows: tuple[Row, ...], key: str) -> Value:
    total = sum((row.cells[key].number for row in rows if row.cells[key].is_figure), Fraction(0))
    return Value(
        id=f"{TABLE}.total.{key}", v=decimal_text(total), kind="money", unit=MILLION, dp=1, expr=f"sum({TABLE}.{key})", cites=(TRADE,)
    )


def _sentence(facts: MarketFacts, total: Cells) -> Paragraph:
    home, trade = country(facts.trade.home), facts.trade
    refs = "、".join(f"{label.zh} [[{TABLE}.total.{key}]]" for key, label in PARTS.items())
    said = ", ".join(f"{label.en.lower()} [[{TABLE}.total.{key}]]" for key, label in PARTS.items())
    lost = total["competitiveness"] < 0
    zh = f"{trade.base} 至 {trade.year} 年{home.zh}對上述市場出口變動 **[[{TABLE}.total.change]]**：{refs}。{'占有率下降抵銷部分市場成長' if lost else '占有率未下降'}；此為恆等式拆解，不表示因果。"
    en = (
        f"From {trade.base} to {trade.year} exports of {home.en} changed by **[[{TABLE}.total.change]]**: {said}. "
        f"{'A falling share took back part of the growth' if lost else 'The share did not fall'}; the split is an identity and says nothing of causes."
    )
    return Paragraph(id="split_words", text=prose(zh, en))


def _waterfall(facts: MarketFacts, total: Cells) -> Chart:
    trade = facts.trade
    ends = [Text(f"{y} 年", str(y)) for y in (trade.base, trade.year)]
    steps = [
        (ends[0], total["before"], "total"),
        *((label, total[key], "part") for key, label in PARTS.items()),
        (ends[1], total["after"], "total"),
    ]
    lost = total["competitiveness"]
    sign = Text("流失", "lost") if lost < 0 else Text("增加", "gained")
    title = Text(f"競爭力{sign.zh} {in_millions(abs(lost))} 百萬美元", f"Competitiveness {sign.en} USD {in_millions(abs(lost))} million")
    return _drawn("split_chart", title, steps, TABLE)


def _drawn(identity: str, title: Text, steps: list[tuple[Text, float, str]], table: str) -> Chart:
    rows = tuple(
        {"step": label, "amount": decimal_text(Fraction(str(round(value / 1e6, 3)))), "role": role} for label, value, role in steps
    )
    told = [(label, in_millions(value)) for label, value, _ in steps]
    return Chart(
        id=identity, chart="waterfall", title=title, rows=rows,
        encodings={
            "x": Encoding(field="step", type="nominal"), "y": Encoding(field="amount", type="quantitative", unit=MILLION, format=",.1f"),
            "role": Encoding(field="role", type="nominal"),
        },
        alt=Text("瀑布圖：" + "、".join(f"{x.zh} {n}" for x, n in told), "Waterfall: " + ", ".join(f"{x.en} {n}" for x, n in told)),
        data_table=table, unit_note=Text("百萬美元", "USD million"), cites=(TRADE,), height_mm=52,
    )  # fmt: skip


def _by_market(facts: MarketFacts) -> tuple[Paragraph | Table | Chart, ...]:
    """Contributions: the change of each market; what rivals did cannot be told apart."""
    changes = _changes(facts)
    start, end = facts.trade.total(facts.trade.base), facts.trade.total(facts.trade.year)
    table = _contributions(facts, changes)
    first, amount = changes[0][0], changes[0][2] - changes[0][1]
    grown = percent(end / start - 1) if start > 0 else "—"
    home, name = country(facts.trade.home), OTHERS if first == "others" else country(first)
    zh = f"{facts.trade.base} 至 {facts.trade.year} 年{home.zh}出口變動 **[[{TABLE}.total.change]]**（{grown}），其中{name.zh}貢獻 [[{TABLE}.{first}.change]]。資料僅有{home.zh}出口，市場成長與競爭力無法分離。"
    en = (
        f"From {facts.trade.base} to {facts.trade.year} exports of {home.en} changed by **[[{TABLE}.total.change]]** ({grown}), of which {name.en} "
        f"[[{TABLE}.{first}.change]]. With exports of {home.en} alone, market growth and competitiveness cannot be told apart."
    )
    sign = Text("增加最多", "grew most") if amount >= 0 else Text("減少最多", "fell most")
    title = Text(f"{name.zh}{sign.zh}：{in_millions(amount)} 百萬美元", f"{name.en} {sign.en}: USD {in_millions(amount)} million")
    return (Paragraph(id="split_words", text=prose(zh, en)), table, _drawn("split_chart", title, _steps(facts, changes, start, end), TABLE))


def _changes(facts: MarketFacts) -> list[tuple[str, float, float]]:
    """Market, before and after, the largest change first; the markets out of focus together at the end."""
    trade = facts.trade
    found = [(m, trade.value(m, trade.base) or 0.0, trade.value(m, trade.year) or 0.0) for m in facts.focus]
    found.sort(key=lambda row: -abs(row[2] - row[1]))
    before = trade.total(trade.base) - sum(was for _, was, _ in found)
    after = trade.total(trade.year) - sum(now for _, _, now in found)
    return [*found, ("others", before, after)] if abs(before) > 1 or abs(after) > 1 else found


def _contributions(facts: MarketFacts, changes: list[tuple[str, float, float]]) -> Table:
    trade = facts.trade
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=22),
        Column(key="before", label=same(str(trade.base)), type="m", dp=1, total="sum", trace="value", width=14),
        Column(key="after", label=same(str(trade.year)), type="m", dp=1, total="sum", trace="value", width=14),
        Column(key="change", label=Text("變動", "Change"), type="m", dp=1, total="sum", expr="[after] - [before]", width=14),
    )
    rows = []
    for market, before, after in changes:
        at = f"{TABLE}.{market}"
        cells = {"before": millions(f"{at}.before", before), "after": millions(f"{at}.after", after)}
        change = cells["after"].number - cells["before"].number
        cells["change"] = Value(id=f"{at}.change", v=decimal_text(change), kind="money", unit=MILLION, dp=1, cites=(TRADE,))
        rows.append(Row(id=market, cells={"market": words(f"{at}.market", OTHERS if market == "others" else country(market)), **cells}))
    made = tuple(rows)
    return Table(
        id=TABLE, title=Text("各市場對出口變動之貢獻", "What each market contributed to the change"), unit_note=Text("百萬美元", "USD million"), columns=columns,
        rows=made, totals=Row(id="total", cells={k: _total(made, k) for k in ("before", "after", "change")}), cites=(TRADE,),
    )  # fmt: skip


def _steps(facts: MarketFacts, changes: list[tuple[str, float, float]], start: float, end: float) -> list[tuple[Text, float, str]]:
    shown = [row for row in changes if row[0] != "others"][:SHOWN]
    parts = [(country(m), after - before, "part") for m, before, after in shown]
    rest = (end - start) - sum(amount for _, amount, _ in parts)
    more = [(OTHERS, rest, "part")] if abs(rest) > 1 else []
    ends = [Text(f"{y} 年", str(y)) for y in (facts.trade.base, facts.trade.year)]
    return [(ends[0], start, "total"), *parts, *more, (ends[1], end, "total")]
