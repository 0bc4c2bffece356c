"""The rules and the checks of the coaching papers, CH1–CH6."""

from __future__ import annotations

from argosy.deliverables.families.coaching.coached import CoachingFacts
from argosy.deliverables.families.coaching.programme import linked_sessions
from argosy.deliverables.families.coaching.schedule import TABLE, bare
from argosy.deliverables.families.sheets import rule
from argosy.kernel.text import Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report

RULES = (
    rule("target", "業績目標", "Target", Text("客戶月目標加總", "sum of the customer's monthly targets")),
    rule("sold", "銷售", "Sales", Text("Σ 明細金額 × 當日匯率，不含取消", "Σ line amount × rate of the day, without cancelled orders")),
    rule("achieved", "達成率", "Achievement", Text("實績 ÷ 目標", "actual ÷ target")),
    rule("gap", "落後金額與差異", "Gap and variance", Text("目標與實績相減", "target and actual, one less the other")),
    rule("margin", "毛利率", "Margin", Text("（銷售 − 成本）÷ 銷售，成本已知之明細", "(sales − cost) ÷ sales, over lines of known cost")),
    rule("worth", "優先值", "Priority", Text("落後金額 × 毛利率 × 可改善程度 ÷ 5", "gap × margin × fixability ÷ 5"), Text("可改善程度為本公司預設", "fixability is a default of the house")),
    rule("load", "講師負荷", "Load", Text("排課時數 ÷ 可用時數", "hours booked ÷ hours there are")),
    rule("asked", "申請與預算單價", "Asked and unit prices", Text("登錄之金額", "as entered")),
    rule("amount", "金額", "Amount", Text("數量 × 單價", "quantity × unit price")),
    rule("reaction", "滿意度", "Reaction", Text("平均（1–5）", "mean, 1 to 5")),
    rule("gain", "測驗進步", "Gain of tests", Text("後測 − 前測之平均 ± t·s/√n", "mean of after − before ± t·s/√n")),
    rule("did", "業績差異", "Effect on sales", Text("雙向固定效果差異中之差異，依單位叢集", "two-way difference in differences, errors by unit")),
)  # fmt: skip


def check_schedule(facts: CoachingFacts, report: Report) -> list[Hit]:
    """CH1: a customer behind with neither session nor reason; CH2: a coach booked twice; CH3: a session nobody was invited to."""
    shown = {one.customer for one in facts.sessions}
    hits = [
        Hit(
            "CH1",
            (f"{TABLE}.none-{one.code}",) if one.code not in shown else (TABLE,),
            {"客戶": Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")},
        )
        for one in bare(facts)
    ]
    hits += [Hit("CH2", (f"diary.{first}", f"diary.{second}"), {"人": same(name)}) for name, first, second in facts.clashes]
    uninvited = [s for s in facts.sessions if s.state != "cancelled" and not any(g.invited for g in s.guests)]
    return hits + [Hit("CH3", (f"diary.{s.number}",), {"場次": same(s.number)}) for s in uninvited]


def check_programme(facts: CoachingFacts, report: Report) -> list[Hit]:
    """CH4: a module without a measurable goal; CH5: an answer without evidence; CH6: no schedule linked."""
    modules = facts.programme.modules if facts.programme else ()
    hits = [Hit("CH4", (f"modules.m{one.no}.goal",), {"模組": one.title}) for one in modules if not one.measurable]
    hits += [Hit("CH5", (f"objections.{a.code}.evidence",), {"問題": a.objection}) for a in facts.answers if not a.evidence.strip()]
    hits += [Hit("CH5", ("waiting",), {"問題": same(what)}) for _, what, proven in facts.drafts if not proven]
    return hits if linked_sessions(facts) else [*hits, Hit("CH6", ("linked",))]
