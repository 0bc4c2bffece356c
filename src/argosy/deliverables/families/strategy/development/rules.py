"""How the figures of the development strategy are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("need_weight", "需求權重", "Weight of a need", Text("提及次數 × 客戶近十二個月銷售占比", "mentions × the customer's share of twelve months' sales")),
    _rule("need_gap", "缺口", "Gap", Text("期望分數 − 調查平均分數", "expected score − mean score of the survey")),
    _rule("delivered", "現況", "Delivered", Text("最近一次調查對應題項之平均；t 區間", "mean of the question in the latest survey; t interval")),
    _rule("feasible_quality", "品質可行性", "Quality met", Text("無退貨之出貨明細 ÷ 該產品線之出貨明細；Wilson 區間", "shipped lines without a return ÷ shipped lines of the product lines; Wilson")),
    _rule("feasible_time", "交期可行性", "Lead time met", Text("於需求交期內出貨之明細 ÷ 出貨明細；Wilson 區間", "lines shipped within the lead time ÷ lines shipped; Wilson")),
    _rule("feasible_cost", "成本可行性", "Price met", Text("單價不高於上限之明細 ÷ 出貨明細；Wilson 區間；截止日匯率", "lines at or under the ceiling ÷ lines shipped; Wilson; rate of the day")),
    _rule("option_score", "方案總分", "Score of an option", Text("Σ 權重 × 評分 ÷ Σ 權重", "Σ weight × score ÷ Σ weights")),
    _rule("own_share", "銷售占比", "Share of sales", Text("市場銷售 ÷ 全部銷售，近十二個月", "sales of the market ÷ all sales, twelve months")),
    _rule("entered", "登錄值", "As entered", Text("計畫登錄之值", "as entered in the plan")),
    _rule("count", "筆數", "Count", Text("筆數", "number of records")),
    _rule("total", "合計", "Total", Text("各項加總", "sum of the lines")),
)  # fmt: skip
