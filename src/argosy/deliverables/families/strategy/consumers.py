"""Section: what customers need and who they are, as far as the records tell."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.intelligence.items import Item
from argosy.deliverables.families.market.figures import figure
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.strategy.facts import MARKET, PLAN, PlanFacts, Segment
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.words import Fields

TITLE = Text("行銷需求與消費者概況", "Needs and consumers")
SEGMENTS, HEARD, HABITS = "segments", "heard", "habits"
PRINTED = 12


def section(facts: PlanFacts) -> Section:
    """The need of the plan, segments, what was heard, and habits that bear on the position."""
    return Section(
        id="needs_section",
        title=TITLE,
        sheet=Text("需求與消費者", "Consumers"),
        audience="internal",
        blocks=(need(facts), segments(facts), heard(facts), habits(facts)),
    )


def need(facts: PlanFacts) -> Fields:
    """What the plan says of needs, goals and segment."""
    plan = facts.plan
    items = (
        valued("need.needs", same(plan.needs), Text("客群需求", "Needs"), required=True, cites=(PLAN,)),
        valued("need.segment", same(plan.segment), Text("計畫客群", "Segment of the plan")),
        valued("need.objectives", same(plan.objectives), Text("目標", "Objectives"), required=True, cites=(PLAN,)),
    )
    return Fields(id="need", items=items, columns=1)


def segments(facts: PlanFacts) -> Table:
    """The segments on record in the market; sizes and bands nobody entered say so."""
    columns = (
        Column(key="name", label=Text("客群", "Segment"), width=20),
        Column(key="need", label=Text("需求", "Need"), width=36),
        Column(key="size", label=Text("規模", "Size"), type="s", width=14, trace="entered"),
        Column(key="low", label=Text("價格帶下限", "Price from"), type="m", width=13, trace="entered"),
        Column(key="high", label=Text("價格帶上限", "Price to"), type="m", width=13, trace="entered"),
        Column(key="items", label=Text("佐證情報", "Items behind it"), type="n", width=10, trace="count"),
    )
    return Table(
        id=SEGMENTS, title=Text("終端客群", "End-customer segments"), columns=columns, rows=tuple(_segment(one) for one in facts.segments), cites=(MARKET,),
        note=plain(Text("年齡、所得、購買頻率等輪廓未登錄者不予推估。", "Age, income or frequency of purchase are not filled in where nobody entered them.")),
        empty=Text("此市場尚未登錄終端客群", "No segment is on record for this market"),
    )  # fmt: skip


def _segment(one: Segment) -> Row:
    cells: dict[str, Cell] = {
        "name": words(one.name), "need": words(one.need),
        "size": lambda i: figure(i, one.size, "score", unit=one.size_unit, trace="entered", cites=(MARKET,), missing="not_recorded"),
        "low": _price(one.price_low, one.currency), "high": _price(one.price_high, one.currency), "items": count(len(one.items), (MARKET,)),
    }  # fmt: skip
    return row(SEGMENTS, f"G{one.id}", cells)


def _price(amount: Decimal | None, currency: str) -> Cell:
    return lambda i: figure(i, amount, "money", unit=currency, trace="entered", cites=(MARKET,), missing="not_recorded")


def heard(facts: PlanFacts) -> Table:
    """Usable items about the goods in the market, the weightiest first."""
    columns = (
        Column(key="no", label=Text("編號", "No."), type="c", width=11),
        Column(key="kind", label=Text("主題", "Topic"), type="e", width=13),
        Column(key="title", label=Text("內容", "Contents"), width=48),
        Column(key="grade", label=Text("可信度", "Grade"), type="c", width=9),
        Column(key="source", label=Text("來源", "Source"), width=24),
        Column(key="observed", label=Text("發生日", "Happened"), type="d", width=13),
    )
    shown = sorted(facts.items, key=lambda i: (-i.weight, -i.observed.toordinal()))
    return Table(
        id=HEARD, title=Text("與本商品有關之市場情報", "What was heard about the goods"), columns=columns, rows=tuple(_item(facts, one) for one in shown), print_rows=PRINTED,
        empty=Text("此市場與商品尚無可用情報", "No usable item about these goods in this market"),
    )  # fmt: skip


def _item(facts: PlanFacts, one: Item) -> Row:
    cites = facts.cite(one.source)
    cells: dict[str, Cell] = {
        "no": code(one.ref), "kind": words(one.kind_words), "title": words(one.title, cites=cites), "grade": code(one.grade),
        "source": words(facts.origin(one.source) if one.source else NOTHING, cites=cites), "observed": day(one.observed),
    }  # fmt: skip
    return row(HEARD, one.ref, cells)


def habits(facts: PlanFacts) -> Table:
    """Culture notes that say something of product, price, place or promotion, and headings nobody covered."""
    columns = (
        Column(key="factor", label=Text("因素", "Factor"), type="e", width=13),
        Column(key="finding", label=Text("內容", "Finding"), width=42),
        Column(key="effects", label=Text("對 4P 之影響", "Effect on the 4P"), width=36),
        Column(key="source", label=Text("來源", "Source"), width=22),
    )
    rows = tuple(
        row(HABITS, f"N{one.id}", {
            "factor": words(one.factor_words), "finding": words(one.finding, cites=facts.cite(one.source)), "effects": words(one.effects),
            "source": words(facts.origin(one.source), cites=facts.cite(one.source)),
        })
        for one in facts.places.notes
    )  # fmt: skip
    bare = facts.places.bare.get(facts.plan.market, ())
    told = Text("未有查證筆記之因素：{f}。", "Factors without a verified note: {f}.").format(
        f=Text("、".join(b.zh for b in bare) or "無", ", ".join(b.inside.en for b in bare) or "none")
    )
    return Table(
        id=HABITS,
        title=Text("市場習慣與文化", "Habits and culture"),
        columns=columns,
        rows=rows,
        note=plain(told),
        empty=Text("沒有查證之文化筆記", "No verified culture note"),
    )
