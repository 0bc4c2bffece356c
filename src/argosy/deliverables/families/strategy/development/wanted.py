"""Sections: what customers need and how far it is met, whom it concerns, and how the markets stand."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import plain as plain_number
from argosy.deliverables.families.service.cells import estimate, number
from argosy.deliverables.families.service.problems import split
from argosy.deliverables.families.strategy.development.facts import NEEDS, ORDERS, SURVEY, Need, StrategyFacts
from argosy.engines.performance.estimate import poisson_rate
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

TITLE, WHO, STANDING = (
    Text("客戶需求調查與評估", "Customer needs"),
    Text("內外部客戶", "Internal and external customers"),
    Text("市場與本公司績效", "Markets and own performance"),
)


def section(facts: StrategyFacts) -> Section:
    """The needs, how far past orders met them, the scatter and the gaps."""
    blocks: tuple[AnyBlock, ...] = (needs(facts), feasibility(facts), *scatter(facts), *gaps(facts), evidence(facts))
    return Section(id="needs_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def confirmed(facts: StrategyFacts) -> list[Need]:
    """Needs that stand on dated evidence of a customer, by importance, then weight."""
    return sorted((one for one in facts.needs if one.confirmed), key=lambda one: (-one.importance, -one.weight, one.ref))


def needs(facts: StrategyFacts) -> Table:
    """Segment, need, specification, importance, weight, delivered, gap. Unconfirmed needs are counted and left out."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=10),
        Column(key="segment", label=Text("客群", "Segment"), width=16),
        Column(key="need", label=Text("需求", "Need"), width=26),
        Column(key="spec", label=Text("品質規格", "Quality"), width=20),
        Column(key="lead", label=Text("交期(日)", "Days"), type="n", width=8, trace="entered"),
        Column(key="price", label=Text("價格上限", "Price"), width=12, type="c"),
        Column(key="importance", label=Text("重要度", "Imp."), type="n", width=8, trace="entered"),
        Column(key="weight", label=Text("權重", "Weight"), type="s", dp=3, width=9, trace="need_weight"),
        Column(key="delivered", label=Text("現況", "Delivered"), type="s", dp=2, width=9, trace="delivered"),
        Column(key="gap", label=Text("缺口", "Gap"), type="s", dp=2, width=8, trace="need_gap"),
    )
    left = sum(not one.confirmed for one in facts.needs)
    note = Text(
        f"僅列有客戶與日期證據之需求；未確認 {left} 筆不列。現況為最近調查對應題項之平均（全體客戶）。",
        f"Needs of a named customer with dated evidence; {left} unconfirmed left out. Delivered is the mean of the matching question in the latest survey, all customers.",
    )
    rows = tuple(_need(one, facts.high) for one in confirmed(facts))
    return Table(
        id="needs",
        title=Text("客戶需求與達成", "Needs and how far they are met"),
        columns=columns,
        rows=rows,
        cites=(NEEDS,),
        note=plain(note),
        empty=Text("沒有已確認之需求", "No confirmed need"),
    )


def _need(one: Need, high: int) -> Row:
    ceiling = f"{one.currency} {one.ceiling.normalize():f}" if one.ceiling is not None else ""
    cells: dict[str, Cell] = {
        "ref": code(one.ref), "segment": words(one.segment), "need": words(one.need), "spec": words(one.spec), "lead": count(one.lead_days, (NEEDS,), "not_recorded", "entered"),
        "price": code(ceiling), "importance": count(one.importance, (NEEDS,), trace="entered"), "weight": number(round(one.weight, 4), "score", "need_weight", (NEEDS, ORDERS), dp=3),
        "delivered": estimate(one.delivered, "score", "delivered", (SURVEY,)) if one.delivered else number(None, "score", "delivered", ()),
        "gap": number(None if one.gap is None else round(one.gap, 4), "score", "need_gap", (NEEDS, SURVEY), dp=2),
    }  # fmt: skip
    return row("needs", one.ref.replace("-", "_"), cells, "mark" if one.importance >= high else "normal")


def feasibility(facts: StrategyFacts) -> Table:
    """Share of past orders that met each specification."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=10),
        Column(key="need", label=Text("需求", "Need"), width=34),
        Column(key="quality", label=Text("品質", "Quality"), type="r", dp=1, width=11, trace="feasible_quality"),
        Column(key="time", label=Text("交期", "Lead time"), type="r", dp=1, width=11, trace="feasible_time"),
        Column(key="cost", label=Text("成本", "Price"), type="r", dp=1, width=11, trace="feasible_cost"),
    )
    rows = tuple(
        row("feasible", one.ref.replace("-", "_"), {
            "ref": code(one.ref), "need": words(one.need), "quality": estimate(one.feasible.quality, "rate", "feasible_quality", (ORDERS,)),
            "time": estimate(one.feasible.time, "rate", "feasible_time", (ORDERS,)) if one.feasible.time else number(None, "rate", "feasible_time", (), "not_recorded"),
            "cost": estimate(one.feasible.cost, "rate", "feasible_cost", (ORDERS,)) if one.feasible.cost else number(None, "rate", "feasible_cost", (), "not_recorded"),
        })
        for one in confirmed(facts)
    )  # fmt: skip
    note = plain(
        Text(
            "以該需求產品線之全部出貨明細計；未指定交期或價格者不計。",
            "Over all shipped lines of the need's product lines; where no lead time or price is given there is nothing to compare.",
        )
    )
    return Table(
        id="feasible",
        title=Text("過往訂單之達成率", "How past orders met it"),
        columns=columns,
        rows=rows,
        cites=(ORDERS,),
        note=note,
        empty=Text("沒有已確認之需求", "No confirmed need"),
    )


def scatter(facts: StrategyFacts) -> tuple[Chart, ...]:
    """Importance against what is delivered; absent with fewer than three."""
    known = [one for one in confirmed(facts) if one.delivered is not None and one.delivered.value is not None]
    if len(known) < 3:
        return ()
    rows = tuple(
        {"x": plain_number(one.delivered.value, 3), "y": str(one.importance), "name": same(one.ref), "kind": Text("高重要", "high") if one.importance >= facts.high else Text("其他", "other")}
        for one in known if one.delivered is not None and one.delivered.value is not None
    )  # fmt: skip
    worst = min(
        (one for one in known if one.importance >= facts.high),
        key=lambda one: one.delivered.value if one.delivered and one.delivered.value else 9,
        default=known[0],
    )
    return (
        Chart(
            id="needs_chart", chart="scatter", rows=rows, data_table="needs", height_mm=62,
            title=Text(f"高重要需求中表現最低者：{worst.need.zh}", f"Lowest among the important needs: {worst.need.en}"),
            encodings={
                "x": Encoding(field="x", type="quantitative", title=Text("現況（平均分數）", "Delivered (mean score)"), format=",.1f"),
                "y": Encoding(field="y", type="quantitative", title=Text("重要度", "Importance"), format=",.0f"),
                "label": Encoding(field="name", type="nominal"), "color": Encoding(field="kind", type="nominal", title=Text("重要度", "Importance")),
            },
            alt=Text("散布圖：各需求之重要度與現況", "Scatter: importance and what is delivered, by need"), cites=(NEEDS, SURVEY),
        ),
    )  # fmt: skip


def gaps(facts: StrategyFacts) -> tuple[Chart, ...]:
    """Gaps as bars; absent without any."""
    known = sorted(((one, one.gap) for one in confirmed(facts) if one.gap is not None), key=lambda pair: -pair[1])
    if not known:
        return ()
    rows = tuple({"need": same(one.ref), "gap": plain_number(gap, 2)} for one, gap in known)
    first = known[0][0]
    return (
        Chart(
            id="gap_chart", chart="bar", rows=rows, data_table="needs", height_mm=24 + 6 * len(rows), title=Text(f"缺口最大：{first.ref} {first.need.zh}", f"Widest gap: {first.ref} {first.need.en}"),
            encodings={"y": Encoding(field="need", type="nominal"), "x": Encoding(field="gap", type="quantitative", format=",.2f")},
            alt=Text("長條圖：各需求期望與現況之差", "Bars: expected less delivered, by need"), unit_note=Text("分（1–5）", "points (1 to 5)"), cites=(NEEDS, SURVEY),
        ),
    )  # fmt: skip


def evidence(facts: StrategyFacts) -> Table:
    """On what each need stands."""
    columns = (
        Column(key="ref", label=Text("需求", "Need"), type="c", width=10),
        Column(key="name", label=Text("證據", "Evidence"), width=60),
        Column(key="on", label=Text("日期", "Date"), type="c", width=14),
    )
    rows = tuple(
        row("evidence", f"{one.ref.replace('-', '_')}_{at}", {"ref": code(one.ref), "name": words(Text(*split(name))), "on": code(on.isoformat())})
        for one in confirmed(facts) for at, (name, on) in enumerate(one.evidence, 1)
    )  # fmt: skip
    return Table(
        id="evidence",
        title=Text("需求之證據", "Evidence"),
        columns=columns,
        rows=rows,
        cites=(NEEDS,),
        print_rows=12,
        empty=Text("無", "none"),
    )


def who(facts: StrategyFacts) -> Section:
    """Segments, inside or outside, with needs and weight."""
    columns = (
        Column(key="segment", label=Text("客群", "Segment"), width=34),
        Column(key="side", label=Text("內外部", "Side"), type="e", width=14),
        Column(key="n", label=Text("需求數", "Needs"), type="n", width=12, total="sum", trace="count"),
        Column(key="weight", label=Text("權重", "Weight"), type="s", dp=3, width=14, trace="need_weight"),
    )
    rows = tuple(
        row("segments", f"G{at}", {"segment": words(name), "side": words(side), "n": count(n, (NEEDS,)), "weight": number(round(weight, 4), "score", "need_weight", (NEEDS, ORDERS), dp=3)})
        for at, (name, side, n, weight) in enumerate(facts.stakeholders, 1)
    )  # fmt: skip
    table = Table(
        id="segments",
        title=Text("客群與需求", "Segments and needs"),
        columns=columns,
        rows=rows,
        cites=(NEEDS,),
        empty=Text("尚未登錄客群", "No segment is on record"),
    )
    return Section(id="who_section", title=WHO, sheet=WHO, audience="internal", blocks=(table,))


def standing(facts: StrategyFacts) -> Section:
    """Sales and orders by market and quarter, and products that fade."""
    return Section(id="standing_section", title=STANDING, sheet=STANDING, audience="internal", blocks=(markets(facts), fading(facts)))


def low(facts: StrategyFacts, quarters: tuple[int, ...]) -> list[str]:
    """Quarters whose exact Poisson interval lies below the mean of the others."""
    found = []
    for at, k in enumerate(quarters):
        rest = [n for place, n in enumerate(quarters) if place != at]
        high = poisson_rate(k, 1).high
        if rest and high is not None and high < sum(rest) / len(rest):
            found.append(facts.quarters[at])
    return found


def markets(facts: StrategyFacts) -> Table:
    """The largest markets: sales, share, orders by quarter, and quarters beyond chance low."""
    names = [(f"q{at}", quarter) for at, quarter in enumerate(facts.quarters)]
    columns = (
        Column(key="market", label=Text("市場", "Market"), width=14),
        Column(
            key="sales",
            label=Text("近一年銷售", "Sales, 12 months"),
            type="m",
            unit=facts.firm.base_currency,
            dp=0,
            width=16,
            trace="entered",
        ),
        Column(key="share", label=Text("占比", "Share"), type="r", dp=1, width=9, trace="own_share"),
        *(Column(key=key, label=same(quarter), type="n", width=9, trace="count") for key, quarter in names),
        Column(key="low", label=Text("異常低季", "Low quarters"), width=18),
    )
    rows = tuple(
        row("markets", one.code, {
            "market": words(country(one.code)), "sales": number(round(one.sales), "money", "entered", (ORDERS,), unit=facts.firm.base_currency, dp=0), "share": number(one.share, "rate", "own_share", (ORDERS,), dp=1),
            **{key: count(k, (ORDERS,)) for (key, _), k in zip(names, one.quarters, strict=True)}, "low": words(same("、".join(low(facts, one.quarters))) or NOTHING, "not_applicable"),
        })
        for one in facts.markets
    )  # fmt: skip
    note = plain(
        Text(
            "各季為訂單數；「異常低季」為 Poisson 精確 95% 區間低於其他季平均者。原因分析見國際市場統計資訊（O2.2.1）。",
            "Quarters count orders; a low quarter's exact 95% Poisson interval lies below the mean of the others. For causes see O2.2.1.",
        )
    )
    return Table(
        id="markets",
        title=Text("主要市場之銷售與訂單", "Sales and orders of the largest markets"),
        columns=columns,
        rows=rows,
        cites=(ORDERS,),
        note=note,
        empty=Text("無銷售紀錄", "No sales on record"),
    )


def fading(facts: StrategyFacts) -> Table:
    """Products under the margin floor whose share falls."""
    columns = (
        Column(key="sku", label=Text("貨號", "SKU"), type="c", width=10),
        Column(key="name", label=Text("商品", "Product"), width=30),
        Column(key="why", label=Text("理由", "Why"), width=60),
    )
    rows = tuple(
        row("fading", sku.replace("-", "_"), {"sku": code(sku), "name": words(name), "why": words(why)}, "mark")
        for sku, name, why in facts.fading
    )
    floor = facts.request.params.get("margin_floor") or "10"
    return Table(
        id="fading",
        title=Text(f"低於毛利底價（{floor}%）且占比連降之商品", f"Products under the margin floor ({floor}%) with a falling share"),
        columns=columns,
        rows=rows,
        cites=(ORDERS,),
        empty=Text("無", "none"),
    )
