"""The programme: why customers are behind, goals, modules, objections, help asked for, budget, what it brought, and what is done next."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from argosy.deliverables.families.coaching.coached import ANSWERS, ASKED, PLANS, TARGETS, CoachingFacts
from argosy.deliverables.families.coaching.planned import Plan
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, gap, row, words
from argosy.deliverables.families.market.figures import figure as number
from argosy.deliverables.families.market.figures import plain
from argosy.deliverables.families.market.figures import words as value_of
from argosy.deliverables.families.sheets import col, formula_money, money, own_words, part, rounded, said, share, sheet
from argosy.kernel.money import decimal_text
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.table import Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Fields

IMPROVEMENT, LEAST = "improvement", 20
NO_PROGRAMME = Text("尚未編寫輔導與訓練方案", "No programme is written yet")


def causes(facts: CoachingFacts) -> Section:
    """Pareto of the gap by cause, then what customers said."""
    title = Text("落後原因分析", "Why customers are behind")
    return part("causes", title, *pareto(facts), by_cause(facts), interviews(facts))


def gaps_by_cause(facts: CoachingFacts) -> list[tuple[Text, int, Fraction]]:
    """Cause, customers and gap, the largest first; those without a plan stand under 未填."""
    found: dict[str, tuple[Text, int, Fraction]] = {}
    for one in facts.lagging:
        name = one.cause if one.plan else Text("未填", "not stated")
        have = found.get(name.zh, (name, 0, Fraction(0)))
        found[name.zh] = (name, have[1] + 1, have[2] + rounded(one.standing.gap))
    return sorted(found.values(), key=lambda told: (-told[2], told[0].zh))


def pareto(facts: CoachingFacts) -> Iterator[Chart]:
    """The gap by cause."""
    told = gaps_by_cause(facts)
    if len(told) < 2:
        return
    rows = tuple({"cause": name, "gap": plain(round(float(amount) / 1000))} for name, _, amount in told)
    yield Chart(
        id="pareto", chart="pareto", rows=rows, data_table="by_cause", height_mm=55, title=Text(f"最大原因：{told[0][0].zh}", f"Largest cause: {told[0][0].en}"),
        encodings={"x": Encoding(field="cause", type="nominal"), "y": Encoding(field="gap", type="quantitative", format=",.0f")},
        unit_note=Text(f"落後金額，千 {facts.currency}；折線為累計占比", f"behind, thousand {facts.currency}; the line is the running share"),
        alt=Text("帕累托圖：各原因之落後金額", "Pareto chart of the gap by cause"), cites=(TARGETS, PLANS),
    )  # fmt: skip


def by_cause(facts: CoachingFacts) -> Table:
    """原因｜家數｜落後金額."""
    columns = (
        col("cause", "原因", "Cause", width=24),
        col("n", "家數", "Customers", "n", 12, total="sum"),
        col("gap", "落後金額", "Behind", "m", 18, total="sum"),
    )
    told = gaps_by_cause(facts)
    rows = [
        row("by_cause", f"c{at}", {"cause": words(name), "n": count(n, (PLANS,)), "gap": money(amount, facts.currency, "gap", (TARGETS,))})
        for at, (name, n, amount) in enumerate(told, 1)
    ]
    total = sum((amount for _, _, amount in told), Fraction(0))
    end = Row(
        id="total",
        cells={
            "gap": Value(
                id="by_cause.total.gap",
                v=decimal_text(total),
                kind="money",
                unit=facts.currency,
                dp=0,
                expr="sum(by_cause.gap)",
                cites=(TARGETS,),
            )
        },
    )
    return sheet(
        "by_cause",
        Text("原因與落後金額", "Causes"),
        columns,
        rows,
        (TARGETS, PLANS),
        Text("沒有落後客戶", "Nobody is behind"),
        totals=end if rows else None,
    )


def interviews(facts: CoachingFacts) -> Table:
    """What customers said."""
    columns = (
        col("customer", "客戶", "Customer", width=26),
        col("on", "訪談日", "On", "d", 11),
        col("cause", "原因", "Cause", width=10),
        col("words", "客戶說法", "What was said", width=46),
        col("plan", "計畫", "Plan", "c", 10),
    )
    rows = [
        row("interviews", p.number, {"customer": _named(p), "on": day(p.interviewed, "not_recorded"), "cause": words(p.cause), "words": words(p.interview), "plan": code(p.number)})
        for p in facts.plans
    ]  # fmt: skip
    return sheet("interviews", Text("客戶訪談", "Customer interviews"), columns, rows, (PLANS,), Text("沒有訪談紀錄", "No interview"))


def _named(plan: Plan) -> Cell:
    return words(Text(f"{plan.customer} {plan.name.zh}", f"{plan.customer} {plan.name.en}"))


def goals(facts: CoachingFacts) -> Section:
    """Knowledge, behaviour, sales."""
    title = Text("目標", "Goals")
    if facts.programme is None:
        return part("goals", title, said("goals_none", NO_PROGRAMME))
    items = tuple(value_of(f"goal.{at}", text, label, required=True) for at, (label, text) in enumerate(facts.programme.goals, 1))
    return part("goals", title, Fields(id="goals_fields", items=items, columns=1))


def modules(facts: CoachingFacts) -> Section:
    """模組｜對象｜內容｜方法｜時數｜教材｜評量｜目標, and the schedule linked to it."""
    title = Text("課程模組", "Modules")
    columns = (
        col("no", "序", "No.", "n", 5), col("title", "模組", "Module", width=16), col("audience", "對象", "For", width=14), col("content", "內容", "Content", width=26), col("method", "方法", "Method", width=13),
        col("hours", "時數", "Hours", "q", 6), col("material", "教材", "Material", width=14), col("assessment", "評量", "Assessment", width=16), col("goal", "可量測目標", "Measurable goal", width=22),
        col("target", "目標值", "Target", "c", 9),
    )  # fmt: skip
    rows = []
    for one in facts.programme.modules if facts.programme else ():
        cells: dict[str, Cell] = {
            "no": count(one.no, (PLANS,)), "title": words(one.title), "audience": words(one.audience), "content": words(one.content), "method": words(one.method),
            "hours": lambda i, v=one.hours: number(i, float(v), "quantity", unit="HUR", dp=1, cites=(PLANS,)), "material": words(one.material), "assessment": words(one.assessment),
            "goal": words(one.goal, "pending"), "target": code("" if one.target is None else f"{float(one.target):g} {one.unit}", "pending"),
        }  # fmt: skip
        rows.append(row("modules", f"m{one.no}", cells, "normal" if one.measurable else "mark"))
    table = sheet("modules", title, columns, rows, (PLANS,), NO_PROGRAMME)
    linked = linked_sessions(facts)
    first = f"、{linked[0]} 等" if linked else ""
    text = Text(f"連結輔導時程（WS/O2.3.1）{len(linked)} 場{first}。", f"Linked to {len(linked)} sessions of the schedule (WS/O2.3.1).")
    return part("modules_section", title, table, said("linked", text), orientation="landscape")


def linked_sessions(facts: CoachingFacts) -> list[str]:
    """Sessions of plans, not cancelled, in the period: the schedule the programme is linked to."""
    return [s.number for s in facts.sessions if s.customer and s.state != "cancelled"]


def objections(facts: CoachingFacts) -> Section:
    """objection → answer → evidence → owner."""
    title = Text("終端異議問答", "End-customer objections")
    columns = (
        col("code", "編號", "No.", "c", 9), col("theme", "主題", "Theme", width=9), col("objection", "異議", "Objection", width=24), col("answer", "答覆", "Answer", width=42),
        col("evidence", "佐證", "Evidence", width=24), col("owner", "負責", "Owner", width=10),
    )  # fmt: skip
    rows = [
        row("objections", a.code, {"code": code(a.code), "theme": words(a.theme), "objection": words(a.objection), "answer": words(a.answer), "evidence": words(a.evidence, "pending"), "owner": words(a.owner)})
        for a in facts.answers
    ]  # fmt: skip
    waiting = "；".join(f"{number_} {what}" for number_, what, _ in facts.drafts) or "無"
    table = sheet("objections", title, columns, rows, (ANSWERS,), Text("沒有已核准之答覆", "No approved answer"))
    return part(
        "objections_section",
        title,
        table,
        said("waiting", Text(f"待核准之答覆：{waiting}。", f"Answers awaiting approval: {len(facts.drafts)}.")),
        orientation="landscape",
    )


def help_asked(facts: CoachingFacts) -> Section:
    """What was asked of the organisation or maker, and the answer."""
    title = Text("資源與爭取之協助", "Help asked for")
    columns = (
        col("need", "需求", "Need", width=24), col("quantity", "數量", "Quantity", "c", 9), col("cost", "金額", "Cost", "m", 12), col("reason", "理由", "Reason", width=28),
        col("effect", "預期效果", "Expected effect", width=26), col("asked", "申請日", "Asked", "d", 11), col("decision", "決定", "Decision", width=9), col("answer", "答覆", "Answer", width=22),
    )  # fmt: skip
    rows = [
        row("help", f"h{at}", {
            "need": words(h.need), "quantity": code(h.quantity), "cost": money(h.cost, h.currency, "asked", (ASKED,)), "reason": words(h.reason), "effect": words(h.effect),
            "asked": day(h.asked), "decision": words(h.decision), "answer": words(h.answer, "pending"),
        })
        for at, h in enumerate(facts.asked, 1)
    ]  # fmt: skip
    return part(
        "help_section",
        title,
        sheet("help", title, columns, rows, (ASKED,), Text("沒有申請協助", "No help was asked for")),
        orientation="landscape",
    )


def budget(facts: CoachingFacts) -> Section:
    """項目｜數量｜單價｜金額｜負擔, against the ceiling."""
    title = Text("預算", "Budget")
    told = facts.programme
    if told is None:
        return part("budget", title, said("budget_none", NO_PROGRAMME))
    columns = (
        col("item", "項目", "Item", width=26), col("quantity", "數量", "Quantity", "s", 10), col("price", "單價", "Unit price", "m", 13), col("amount", "金額", "Amount", "m", 14, total="sum"),
        col("payer", "負擔", "Borne by", width=11), col("note", "說明", "Note", width=26),
    )  # fmt: skip
    rows, total = [], Fraction(0)
    for at, (item, quantity, price, payer, note) in enumerate(told.costs, 1):
        amount = quantity * price
        total += amount
        cells: dict[str, Cell] = {
            "item": words(item), "quantity": lambda i, v=quantity: number(i, float(v), "score", dp=0, cites=(PLANS,)), "price": money(price, told.currency, "asked", (PLANS,)),
            "amount": formula_money(amount, told.currency, "[quantity] * [price]", "amount"), "payer": words(payer), "note": words(note, "not_applicable"),
        }  # fmt: skip
        rows.append(row("costs", f"b{at}", cells))
    end = Row(
        id="total",
        cells={
            "amount": Value(
                id="costs.total.amount",
                v=decimal_text(total),
                kind="money",
                unit=told.currency,
                dp=0,
                expr="sum(costs.amount)",
                cites=(PLANS,),
            )
        },
    )
    table = sheet("costs", title, columns, rows, (PLANS,), Text("尚未編列預算", "No budget yet"), totals=end if rows else None)
    return part("budget", title, table, _ceiling(total, told.ceiling))


def _ceiling(total: Fraction, ceiling: Fraction | None) -> Fields:
    label = Text("預算上限", "Ceiling")
    limit = value_of("budget.ceiling", "" if ceiling is None else f"{float(ceiling):,.0f}", label)
    verdict = (
        Text("未設定上限", "no ceiling is set")
        if ceiling is None
        else Text("上限內", "within the ceiling")
        if total <= ceiling
        else Text("超過上限", "over the ceiling")
    )
    return Fields(id="budget_limit", items=(limit, value_of("budget.verdict", verdict, Text("檢核", "Check"))), columns=2)


def improvement(facts: CoachingFacts) -> Section:
    """Plans with measures and their follow-up variance; then the author's own words."""
    title = Text("改善方案", "Improvement")
    unit = facts.currency
    columns = (
        col("plan", "計畫", "Plan", "c", 9), col("customer", "客戶", "Customer", width=22), col("measures", "措施", "Measures", width=32), col("due", "期限", "Due", "d", 11), col("kpi", "KPI 目標", "KPI", width=14),
        col("checked", "追蹤日", "Followed", "d", 11), col("target", "目標", "Target", "m", 12), col("actual", "實績", "Actual", "m", 12), col("rate", "達成率", "Achieved", "r", 9),
        col("variance", "差異", "Variance", "m", 12), col("state", "狀態", "State", width=9), col("owner", "負責", "Owner", width=9),
    )  # fmt: skip
    rows = [_followed(p, unit) for p in facts.plans]
    note = Text(
        "目標與實績自立案月起至追蹤日；差異＝實績 − 目標。",
        "Target and actual from the month a plan was opened to its follow-up; variance = actual − target.",
    )
    table = sheet(
        "plans", Text("計畫與追蹤差異", "Plans and follow-up"), columns, rows, (PLANS,), Text("沒有輔導計畫", "No coaching plan"), note
    )
    prompt = Text("依成效，接下來調整什麼、由誰、何時完成？", "Given what it brought, what changes next, by whom, by when?")
    return part(
        "improvement_section", title, table, own_words(IMPROVEMENT, Text("調整建議", "Adjustments"), prompt, LEAST), orientation="landscape"
    )


def _followed(p: Plan, unit: str) -> Row:
    cells: dict[str, Cell] = {
        "plan": code(p.number), "customer": _named(p), "measures": words(p.measures), "due": day(p.due), "kpi": words(Text(f"{p.kpi} {float(p.kpi_target):g}%", f"{float(p.kpi_target):g}% {p.kpi}")),
        "checked": day(p.checked, "pending"), "state": words(p.state), "owner": words(p.owner),
    }  # fmt: skip
    if p.target is None or p.actual is None:
        blank = gap("money", "pending")
        return row("plans", p.number, cells | {"target": blank, "actual": blank, "rate": gap("rate", "pending"), "variance": blank}, "mark")
    target, actual = rounded(p.target), rounded(p.actual)
    cells |= {
        "target": money(target, unit, "target", (PLANS,)), "actual": money(actual, unit, "sold", (PLANS,)), "rate": share(actual, target, "[actual] / [target]", "achieved"),
        "variance": formula_money(actual - target, unit, "[actual] - [target]", "gap"),
    }  # fmt: skip
    return row("plans", p.number, cells)
