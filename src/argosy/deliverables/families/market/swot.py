"""Section: strengths, weaknesses, opportunities and threats by rule. Every item stands on figures; a rule whose figure is missing is listed."""

from __future__ import annotations

from collections.abc import Mapping

from argosy.deliverables.families.market.assess_facts import AssessFacts
from argosy.deliverables.families.market.explaining import READ
from argosy.deliverables.families.market.facts import OWN, TRADE, country
from argosy.deliverables.families.market.figures import figure, words
from argosy.deliverables.families.market.rank_facts import METHOD
from argosy.engines.assessment.evidence import market_evidence
from argosy.engines.assessment.swot import Evidence, Swot, swot
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Axis, Matrix, MatrixCell
from argosy.rules.markets.library import swot_book

TITLE = Text("SWOT 與策略選項", "SWOT and options")
EVIDENCE = "swot_figures"
QUADRANTS = {"S": Text("優勢", "Strength"), "W": Text("劣勢", "Weakness"), "O": Text("機會", "Opportunity"), "T": Text("威脅", "Threat")}
PLACES = {"S": ("inside", "good"), "W": ("inside", "bad"), "O": ("outside", "good"), "T": ("outside", "bad")}
# metric: what it is called, how it is read (kind, scale, decimals, unit)
METRICS: dict[str, tuple[Text, tuple[str, float, int, str]]] = {
    "rca": (Text("顯示性比較利益", "RCA"), ("score", 1, 2, "")), "price_position": (Text("單價相對中位數", "Price over the median"), READ["price_position"]),
    "home_share_trend": (Text("占有率年變動", "Trend of home's share"), READ["home_share_trend"]), "margin": (Text("毛利率", "Margin"), ("rate", 1, 1, "")),
    "margin_gap": (Text("毛利率與全部市場之差", "Margin against all markets"), ("rate", 1, 1, "")), "import_growth": (Text("進口年成長率", "Import growth"), READ["import_growth"]),
    "competitive_effect": (Text("競爭力效果", "Competitive effect"), ("money", 1e-6, 1, "USD m")), "growth_percentile": (Text("成長百分位", "Percentile of growth"), ("rate", 1, 0, "")),
    "tariff_position": (Text("關稅地位", "Tariff position"), READ["tariff_position"]), "supplier_hhi": (Text("供應國集中度 HHI", "HHI of suppliers"), READ["supplier_hhi"]),
    "fx_percentile": (Text("匯率波動百分位", "Percentile of currency swings"), ("rate", 1, 0, "")), "governance_percentile": (Text("治理百分位", "Percentile of governance"), ("rate", 1, 0, "")),
    "white_space": (Text("空白市場", "White space"), ("money", 1e-6, 1, "USD m")), "complaint_rate": (Text("客訴率", "Complaint rate"), ("rate", 1, 1, "")),
    "capacity_use": (Text("產能利用率", "Use of capacity"), ("rate", 1, 0, "")), "rival_agreements": (Text("競爭國新協定數", "New agreements of rivals"), ("count", 1, 0, "")),
}  # fmt: skip


def evidence_of(facts: AssessFacts, market: str) -> dict[str, Evidence]:
    """The figures of a market that rules may use, by metric; what nobody knows is not there."""
    return market_evidence(facts.rank.made, market, _trade(facts, market) | _own(facts, market))


def _trade(facts: AssessFacts, market: str) -> dict[str, Evidence]:
    import polars as pl

    trade, found = facts.market.trade, dict[str, Evidence]()
    if rca := trade.advantage.get(trade.home):
        found["rca"] = Evidence("rca", rca)
    if trade.split is not None and (rows := trade.split.filter(pl.col("importer") == market)).height:
        found["competitive_effect"] = Evidence(f"{market}.competitive_effect", float(rows["competitiveness"].sum()))
    return found


def _own(facts: AssessFacts, market: str) -> dict[str, Evidence]:
    margin, whole = facts.margins.get(market), facts.margins.get("")
    if margin is None or whole is None:
        return {}
    return {"margin": Evidence(f"{market}.margin", margin), "margin_gap": Evidence(f"{market}.margin_gap", margin - whole)}


def section(facts: AssessFacts) -> Section:
    """The matrix of the first market, the figures of all leading ones, the options."""
    shown = facts.rank.shown[:3]
    made = {m: swot(evidence_of(facts, m), swot_book()) for m in shown}
    blocks: tuple[AnyBlock, ...] = (*((matrix(facts, shown[0], made[shown[0]]),) if shown else ()), table(facts, made), options(made))
    return Section(id="swot_section", title=TITLE, sheet=Text("SWOT", "SWOT"), audience="internal", blocks=blocks)


def matrix(facts: AssessFacts, market: str, made: Swot) -> Matrix:
    """The four quarters of one market; every item names its figures."""
    told = evidence_of(facts, market)
    cells = []
    for letter, (row, col) in PLACES.items():
        items = [i for i in made.items if i.quadrant == letter]
        values = tuple(words(f"swot.{market}.{i.rule}", _said(i.rule, told), cites=_cites(facts, market, i.rule)) for i in items)
        none = words(f"swot.{market}.{letter}.none", Text("無規則成立", "no rule holds"))
        cells.append(MatrixCell(row=row, col=col, values=values or (none,)))
    name = country(market)
    return Matrix(
        id="swot", type="swot", title=Text(f"{name.zh}之 SWOT", f"SWOT of {name.en}"),
        rows=(Axis(id="inside", label=Text("內部", "Inside")), Axis(id="outside", label=Text("外部", "Outside"))),
        cols=(Axis(id="good", label=Text("有利", "Helpful")), Axis(id="bad", label=Text("不利", "Harmful"))), cells=tuple(cells), cites=(METHOD,),
    )  # fmt: skip


def _said(rule: str, told: Mapping[str, Evidence]) -> Text:
    """The words of a rule with its figures as they are read."""
    found = next(r for r in swot_book().rules if r.id == rule)
    return found.text.format(**{c.metric: shown(c.metric, told[c.metric].value) for c in found.clauses})


def shown(metric: str, value: float) -> str:
    """A figure of a rule as text: percent, millions or decimals."""
    kind, scale, dp, _ = METRICS[metric][1]
    number = f"{value * 100:.{dp}f}%" if kind == "rate" else f"{value * scale:,.{dp}f}" + (" M" if scale == 1e-6 else "")
    return number.replace("-", "−")


def _cites(facts: AssessFacts, market: str, rule: str) -> tuple[str, ...]:
    found = next(r for r in swot_book().rules if r.id == rule)
    return tuple(dict.fromkeys(c for clause in found.clauses for c in _source(facts, market, clause.metric)))


def _source(facts: AssessFacts, market: str, metric: str) -> tuple[str, ...]:
    based = {"growth_percentile": "import_growth", "fx_percentile": "fx_volatility", "governance_percentile": "governance"}.get(
        metric, metric
    )
    if metric in ("margin", "margin_gap"):
        return (OWN,)
    return facts.rank.cites(facts.rank.figure(market, based)) or (TRADE,)


def table(facts: AssessFacts, made: Mapping[str, Swot]) -> Table:
    """Item by item: each figure a rule stands on, with its limit."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=12),
        Column(key="kind", label=Text("類別", "Kind"), type="t", width=10),
        Column(key="rule", label=Text("規則", "Rule"), type="c", width=16),
        Column(key="metric", label=Text("依據指標", "Figure"), type="t", width=26),
        Column(key="value", label=Text("數值", "Value"), type="s", width=18),
        Column(key="limit", label=Text("門檻", "Limit"), type="t", width=14),
    )
    rows = [row for market, one in made.items() for item in one.items for row in _rows(facts, market, item.rule, item.quadrant)]
    first = next(iter(made.values()), None)
    names = "、".join(METRICS[m][0].zh for m in _lacking(first)), ", ".join(METRICS[m][0].en for m in _lacking(first))
    note = Text(
        f"區間跨越門檻或缺數值之規則不成立亦不否定。缺數值：{names[0] or '無'}。", f"A rule whose interval straddles its limit, or whose figure is missing, is left open. Missing: {names[1] or 'none'}."
    )  # fmt: skip
    return Table(
        id=EVIDENCE, title=Text("SWOT 項目之依據", "What the items stand on"), columns=columns, rows=tuple(rows), note=plain(note), cites=(METHOD,),
        empty=Text("無規則成立", "No rule holds"),
    )  # fmt: skip


def _lacking(made: Swot | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m for metrics in made.unknown.values() for m in metrics)) if made else ()


def _rows(facts: AssessFacts, market: str, rule: str, quadrant: str) -> list[Row]:
    told, found = evidence_of(facts, market), next(r for r in swot_book().rules if r.id == rule)
    rows = []
    for place, clause in enumerate(found.clauses):
        at = f"{EVIDENCE}.{market}.{rule}.{clause.metric}"
        sign = {"above": ">", "below": "<"}[clause.test]
        cells = {
            "metric": words(f"{at}.metric", METRICS[clause.metric][0]), "value": value(facts, market, clause.metric, told[clause.metric], f"{at}.value"),
            "limit": words(f"{at}.limit", f"{sign} {shown(clause.metric, float(clause.limit))}"),
        }  # fmt: skip
        if place == 0:
            cells |= {
                "market": words(f"{at}.market", country(market)),
                "kind": words(f"{at}.kind", QUADRANTS[quadrant]),
                "rule": words(f"{at}.rule", rule),
            }
        rows.append(Row(id=f"{market}.{rule}.{clause.metric}", cells=cells))
    return rows


def value(facts: AssessFacts, market: str, metric: str, told: Evidence, identity: str) -> Value:
    """The figure of a rule, with its interval where it is an estimate."""
    label, (kind, scale, dp, unit) = METRICS[metric]
    shown_unit = unit if kind == "money" else ""
    ends = {} if told.low is None or told.high is None else {"lo": str(round(told.low * scale, 6)), "hi": str(round(told.high * scale, 6)), "level": "95%", "status": "estimate", "method": Text("常態近似", "normal approximation")}  # fmt: skip
    return figure(
        identity,
        round(told.value * scale, 6),
        kind,
        label,
        unit=shown_unit,
        dp=dp,
        trace="swot_rule",
        cites=_source(facts, market, metric),
        **ends,
    )  # type: ignore[arg-type]


def options(made: Mapping[str, Swot]) -> Table:
    """What follows from pairs of items."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=14),
        Column(key="kind", label=Text("類型", "Kind"), type="c", width=8),
        Column(key="option", label=Text("策略選項", "Option"), type="t", width=52),
        Column(key="from", label=Text("依據規則", "From"), type="c", width=26),
    )
    rows = []
    for market, one in made.items():
        for o in one.options:
            at = f"tows.{market}.{o.id}"
            cells = {
                "market": words(f"{at}.market", country(market)), "kind": words(f"{at}.kind", o.kind), "option": words(f"{at}.option", o.text),
                "from": words(f"{at}.from", " + ".join(o.items)),
            }  # fmt: skip
            rows.append(Row(id=f"{market}.{o.id}", cells=cells))
    return Table(id="tows", title=Text("策略選項（TOWS）", "Options (TOWS)"), columns=columns, rows=tuple(rows), cites=(METHOD,), empty=Text("無選項成立", "No option follows"))  # fmt: skip
