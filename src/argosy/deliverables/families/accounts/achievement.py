"""Sheet 1: achievement by product line and customer group, where the month will end, and what the change on last year is made of."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from fractions import Fraction
from typing import Any

from argosy.deliverables.families.accounts import untargeted
from argosy.deliverables.families.accounts.achieved import Achieved
from argosy.deliverables.families.accounts.selling_facts import ORDERS, TARGETS, SellingFacts
from argosy.deliverables.families.accounts.yearago import window
from argosy.deliverables.families.intelligence.cells import Cell, code, row, words
from argosy.deliverables.families.market.figures import plain
from argosy.deliverables.families.sheets import amount_maker, col, formula_money, guess, money, part, rounded, said, share, sheet
from argosy.engines.performance.variance import PARTS
from argosy.kernel.money import decimal_text
from argosy.kernel.text import NOTHING, Text
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.rules.nomenclature import titles

TITLE = Text("績效", "Achievement")
TABLE, BASES, MILLION, LONGEST = "lines", "bases", 1_000_000, 36
SPLIT = Text("與去年同期差異之拆解", "Change on last year, split")
NAMES = {
    "price": Text("價格", "Price"), "exchange": Text("匯率", "Exchange"), "volume": Text("數量", "Volume"), "mix": Text("組合", "Mix"),
    "new": Text("新增品項", "New items"), "lost": Text("停售品項", "Lost items"),
}  # fmt: skip
EMPTY = Text("本期沒有銷售目標", "No target in the period")


def section(facts: SellingFacts) -> Section:
    """The table, bars against targets, the running year, the base of last year."""
    if not facts.rows:
        return part("achievement", TITLE, untargeted.table(facts), *base_table(facts))
    blocks: tuple[AnyBlock, ...] = (table(facts), *bars(facts), *running(facts), causes(facts), *base_table(facts))
    return part("achievement", TITLE, *blocks)


def line_name(line: str) -> Text:
    """What a product line is called: its code and the HS title."""
    found = titles().get(line)
    return Text(f"{line} {short(found[1] or found[0])}", f"{line} {short(found[0])}") if found else Text(line, line)


def short(title: str) -> str:
    """The first part of an HS title, cut between words."""
    first = title.split("；")[0].split(";")[0].split("，")[0].split(" and parts")[0]
    return first if len(first) <= LONGEST else first[:LONGEST].rsplit(" ", 1)[0].rstrip(",、 ")


def group_name(territory: str) -> Text:
    """What a territory is called."""
    from argosy.deliverables.families.market.facts import country

    names = [country(code_) for code_ in territory.split("+")]
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def table(facts: SellingFacts) -> Table:
    """產品線｜客戶群｜目標｜實績｜達成率｜去年同期｜成長｜月底推估｜差異拆解｜原因."""
    unit = facts.currency
    columns = (
        col("line", "產品線", "Product line", width=17), col("group", "客戶群", "Customers", width=14), col("person", "業務", "Sales", "c", 7),
        col("target", "目標", "Target", "m", 12, total="sum"), col("actual", "實績", "Actual", "m", 12, total="sum"), col("rate", "達成率", "Achieved", "r", 8),
        col("gap", "差額", "Gap", "m", 12, total="sum"), col("before", "去年同期", "Year before", "m", 12, total="sum"), col("growth", "成長", "Growth", "r", 8),
        col("end", "月底推估", "Month-end estimate", "m", 15),
        *(col(name, words_.zh, words_.en, "m", 10, span=SPLIT, name=Text(f"{words_.zh}差異", f"{words_.en} variance")) for name, words_ in NAMES.items()),
        col("check", "拆解合計", "Sum of parts", "m", 11, span=SPLIT), col("cause", "落後原因", "Cause if behind", width=11),
    )  # fmt: skip
    rows = tuple(_row(facts, one) for one in facts.rows)
    note = Text(
        f"金額單位 {unit}。達成率低於 90% 者須說明原因；期間未結束者，依已過日數比例判定。差異拆解：價格 Σq₁(p₁−p₀)、匯率、數量、組合、新增、停售，合計等於實績減去年同期。月底推估為往月同日後平均銷售加本月至今，附 95% 預測區間；月份已結束者為實績。",
        f"Amounts in {unit}. A line under 90% needs its cause; while the period runs, of the part its days make. The change is split into price Σq₁(p₁−p₀), exchange, volume, mix, new and lost items, which sum to actual less the year before. The month-end estimate adds what past months sold after this day, with a 95% prediction interval; a month that is over is its actual.",
    )
    return sheet(
        TABLE,
        Text("產品線 × 客戶群", "Product line × customers"),
        columns,
        rows,
        (ORDERS, TARGETS),
        EMPTY,
        note,
        totals=_totals(facts, rows),
        freeze=3,
    )


def _row(facts: SellingFacts, one: Achieved) -> Row:
    unit = facts.currency
    target, actual = rounded(one.target), rounded(one.actual)
    before = None if one.before is None else rounded(one.before)
    cells: dict[str, Cell] = {
        "line": words(line_name(one.line)), "group": words(group_name(one.territory)), "person": code(one.person),
        "target": money(target, unit, "target", (TARGETS,)), "actual": money(actual, unit, "sold", (ORDERS,)), "rate": share(actual, target, "[actual] / [target]", "achieved"),
        "gap": formula_money(actual - target, unit, "[actual] - [target]", "gap"), "before": money(before, unit, "sold", (ORDERS,), "source_gap"),
        "growth": share(actual - (before or 0), before or Fraction(0), "([actual] - [before]) / [before]", "growth", "source_gap" if before is None else "not_applicable"),
        "end": _end(one, unit), **_parts(one, unit),
        "cause": words(one.why.cause) if one.why else words("", "pending" if one.behind else "not_applicable"),
    }  # fmt: skip
    return row(TABLE, one.key, cells, "mark" if one.behind else "normal")


def _end(one: Achieved, unit: str) -> Cell:
    pace = one.pace
    if pace.n == 0:
        return money(rounded(one.actual), unit, "month_end", (ORDERS,))
    return guess(
        amount_maker(unit),
        pace.value,
        (pace.low, pace.high),
        n=pace.n,
        method=pace.method,
        why=pace.why,
        trace="month_end",
        cites=(ORDERS,),
        status="forecast",
    )


def _parts(one: Achieved, unit: str) -> dict[str, Cell]:
    """The parts rounded so that they sum to the rounded change: the rest goes to the largest part."""
    if one.change is None or one.before is None:
        return {name: money(None, unit, "split", (), "source_gap") for name in (*PARTS, "check")}
    made = {name: rounded(getattr(one.change, name)) for name in PARTS}
    rest = rounded(one.actual) - rounded(one.before) - sum(made.values(), Fraction(0))
    largest = max(PARTS, key=lambda name: (abs(made[name]), name))
    made[largest] += rest
    cells: dict[str, Cell] = {name: money(made[name], unit, "split", (ORDERS,)) for name in PARTS}
    whole = sum(made.values(), Fraction(0))
    return cells | {"check": formula_money(whole, unit, " + ".join(f"[{name}]" for name in PARTS), "split")}


def _totals(facts: SellingFacts, rows: tuple[Row, ...]) -> Row | None:
    if not rows:
        return None

    def total(name: str) -> Value:
        known = [r.cells[name] for r in rows if r.cells[name].v is not None]
        if not known or len(known) < len(rows):
            return Value(id=f"{TABLE}.total.{name}", missing="source_gap", kind="money", unit=facts.currency)
        summed = sum((v.number for v in known), Fraction(0))
        return Value(
            id=f"{TABLE}.total.{name}",
            v=decimal_text(summed),
            kind="money",
            unit=facts.currency,
            dp=0,
            expr=f"sum({TABLE}.{name})",
            cites=(ORDERS, TARGETS),
        )

    return Row(id="total", cells={name: total(name) for name in ("target", "actual", "gap", "before")})


def causes(facts: SellingFacts) -> Table:
    """落後原因與對策: why each line under ninety per cent is behind, as its salesperson says."""
    columns = (
        col("line", "產品線", "Product line", width=24), col("group", "客戶群", "Customers", width=20), col("person", "業務", "Sales", "c", 8), col("gap", "差額", "Gap", "m", 14),
        col("cause", "原因", "Cause", width=12), col("words", "說明", "Explanation", width=34), col("measure", "對策", "Action", width=34), col("author", "填報", "By", width=12),
    )  # fmt: skip
    rows = []
    for one in (r for r in facts.rows if r.behind):
        why = one.why
        cells: dict[str, Cell] = {
            "line": words(line_name(one.line)), "group": words(group_name(one.territory)), "person": code(one.person),
            "gap": money(rounded(one.actual) - rounded(one.target), facts.currency, "gap", (ORDERS, TARGETS)), "cause": words(why.cause if why else "", "pending"),
            "words": words(why.words if why else "", "pending"), "measure": words(why.measure if why else "", "pending"), "author": words(why.author if why else "", "pending"),
        }  # fmt: skip
        rows.append(row("causes", one.key, cells, "normal" if why else "mark"))
    return sheet(
        "causes",
        Text("達成率低於 90% 之原因與對策", "Causes of lines under 90%"),
        columns,
        rows,
        (TARGETS,),
        Text("各產品線皆達九成", "Every line reaches nine tenths"),
    )


def bars(facts: SellingFacts) -> Iterator[Chart]:
    """What was sold beside its target, by territory."""
    sums: dict[str, list[Fraction]] = {}
    for one in facts.rows:
        have = sums.setdefault(one.territory, [Fraction(0), Fraction(0)])
        have[0] += one.actual
        have[1] += one.target
    if not sums:
        return
    order = sorted(sums, key=lambda area: -sums[area][1])
    done, goal = Text("實績", "actual"), Text("目標", "target")
    rows: list[dict[str, Any]] = []
    for at, name in enumerate((done, goal)):
        rows += [{"area": group_name(a), "amount": plain(round(float(sums[a][at]) / MILLION, 2)), "name": name} for a in order]
    short_of = [a for a in order if sums[a][0] < sums[a][1] * Fraction(9, 10)]
    yield Chart(
        id="bars", chart="grouped", data_table=TABLE, title=Text(f"{len(order)} 個客戶群中，{len(short_of)} 個未達目標九成", f"{len(short_of)} of {len(order)} groups are under nine tenths of target"),
        rows=tuple(rows), unit_note=Text(f"百萬 {facts.currency}", f"million {facts.currency}"), height_mm=58,
        encodings={"x": Encoding(field="area", type="nominal"), "y": Encoding(field="amount", type="quantitative", format=",.1f"), "color": Encoding(field="name", type="nominal")},
        alt=Text("長條圖：各客戶群實績與目標", "Bars of actual sales by group with their targets"), cites=(ORDERS, TARGETS),
    )  # fmt: skip


def running(facts: SellingFacts) -> Iterator[Chart]:
    """The year so far: what was sold and what was to be, summed month by month."""
    if len(facts.months) < 2:
        return
    goal, done = Fraction(0), Fraction(0)
    rows: list[dict[str, Any]] = []
    for month, target, sold in facts.months:
        goal, done = goal + target, done + sold
        rows += [
            {"month": month.strftime("%Y-%m"), "amount": plain(round(float(x) / MILLION, 2)), "name": name}
            for x, name in ((done, Text("累計實績", "actual, running")), (goal, Text("累計目標", "target, running")))
        ]
    share_of = float(done / goal) if goal else 0.0
    yield Chart(
        id="running", chart="line", title=Text(f"本年累計達成 {share_of * 100:.1f}%", f"{share_of * 100:.1f}% of the year's target so far"), rows=tuple(rows), data_table=TABLE,
        unit_note=Text(f"百萬 {facts.currency}", f"million {facts.currency}"), height_mm=52,
        encodings={"x": Encoding(field="month", type="ordinal"), "y": Encoding(field="amount", type="quantitative", format=",.0f"), "color": Encoding(field="name", type="nominal")},
        alt=Text("折線圖：本年累計實績與累計目標", "Lines of the year's actual and target, summed"), cites=(ORDERS, TARGETS),
    )  # fmt: skip


def base_table(facts: SellingFacts) -> tuple[AnyBlock, ...]:
    """Whether the year before is a fair base."""
    if not facts.bases:
        return (
            said(
                "base_words",
                Text(
                    "去年資料不足全年，無法檢視去年同期是否異常。",
                    "The data do not hold the whole year before: its base cannot be examined.",
                ),
            ),
        )
    from argosy.deliverables.families.intelligence.cells import count
    from argosy.deliverables.families.market.figures import score

    columns = (
        col("group", "市場", "Market", width=22), col("inside", "同月前後二月訂單", "Orders, five months around", "n", 13), col("outside", "其他月份訂單", "Other months", "n", 12),
        col("others_inside", "其他市場同期", "Other markets, same five", "n", 13), col("others_outside", "其他市場其他月份", "Other markets, rest", "n", 13),
        col("ratio", "相對比值", "Ratio of ratios", "s", 16), col("verdict", "判讀", "Reading", width=30),
    )  # fmt: skip
    start, end = window(facts.ask.span)
    since, until = f"{start:%Y-%m}", f"{end - timedelta(days=1):%Y-%m}"
    method = Text("對數常態區間", "log-normal interval")
    rows = []
    for one in facts.bases:
        cells: dict[str, Cell] = {"group": words(group_name(one.market))}
        for name in ("inside", "outside", "others_inside", "others_outside"):
            cells[name] = count(getattr(one, name), (ORDERS,))
        cells["ratio"] = guess(
            score, one.ratio, (one.low, one.high), n=one.inside + one.outside, method=method, trace="base_ratio", cites=(ORDERS,)
        )
        cells["verdict"] = words(_reading(one.odd, one.ratio))
        rows.append(row(BASES, one.market, cells, "mark" if one.odd else "normal"))
    note = Text(
        f"去年同期前後二月為 {since}–{until}。比值小於 1 表示去年同期訂單相對偏少，今年成長率因此偏高；證據等級 C（前後對照，非隨機），只說明相對差異，不說明原因。",
        f"The five months are {since} to {until}. A ratio under 1 means few orders in the same months last year, which flatters this year's growth. Evidence grade C (before and after with controls, not random): it tells a relative difference, not its cause.",
    )
    return (sheet(BASES, Text("去年同期基期檢視", "Is last year a fair base?"), columns, rows, (ORDERS,), EMPTY, note),)


def _reading(odd: bool, ratio: float | None) -> Text:
    if ratio is None:
        return Text("筆數不足，無法判定", "too few orders: cannot tell")
    if not odd:
        return Text("區間含 1，未見異常", "the interval includes 1: nothing odd")
    if ratio < 1:
        return Text("去年同期偏低，成長率須保留", "last year was low: read growth with care")
    return Text("去年同期偏高，成長率被低估", "last year was high: growth is understated") or NOTHING
