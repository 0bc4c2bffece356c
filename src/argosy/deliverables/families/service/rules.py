"""How the figures of the service family are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("response_rate", "回收率", "Response rate", Text("回覆 ÷ 寄送；Wilson (1927) 區間", "answers ÷ invitations; Wilson (1927)")),
    _rule("mean_t", "平均分數", "Mean score", Text("x̄ ± t(n−1)·s÷√n，95%（Student 1908）", "x̄ ± t(n−1)·s/√n, 95% (Student 1908)")),
    _rule("top_two", "滿意比率", "Satisfied", Text("最高兩級之答數 ÷ 全部答數；Wilson (1927) 區間", "answers in the two highest scores ÷ all; Wilson (1927)")),
    _rule("nps", "淨推薦值", "Net promoter score", Text("9–10 分比率 − 0–6 分比率；se = √((P+D−(P−D)²)÷n)（Reichheld 2003）", "share of 9–10 less share of 0–6; se = √((P+D−(P−D)²)/n) (Reichheld 2003)")),
    _rule("welch", "兩波差異", "Change between waves", Text("平均差；Welch (1947) 區間", "difference of means; Welch (1947)")),
    _rule("spearman", "重要度", "Importance", Text("與整體滿意之 Spearman 等級相關；自助法 1,000 次、固定種子", "Spearman's correlation with overall satisfaction; bootstrap of 1,000, fixed seed"), Text("相關不等於因果", "a correlation is no cause")),
    _rule("standard", "服務標準實績", "Standard measured", Text("依各標準公式；比率用 Wilson 區間，P90 用順序統計量區間", "by the formula of each; Wilson for shares, order statistics for P90")),
    _rule("target", "服務標準目標", "Target", Text("服務標準登錄簿，依生效日", "register of standards, by their dates")),
    _rule("p_chart", "p 管制圖", "p-chart", Text("p̄ ± 3√(p̄(1−p̄)÷n)（Shewhart 1931）", "p̄ ± 3√(p̄(1−p̄)/n) (Shewhart 1931)"), Text("另判連續八點同側", "and eight in a row on one side")),
    _rule("pareto", "原因占比", "Share of a cause", Text("案件數 ÷ 全部客訴；Wilson (1927) 區間", "cases ÷ all complaints; Wilson (1927)")),
    _rule("returns", "退貨率", "Return rate", Text("有退貨之明細 ÷ 已出貨明細；Wilson (1927) 區間", "lines with a return ÷ lines shipped; Wilson (1927)")),
    _rule("load", "負荷", "Load", Text("案件數 × 每案處理時數；依諮詢規則之處理時間", "cases × handling hours of the enquiry rules")),
    _rule("entered", "登錄值", "As entered", Text("紀錄登錄之值", "as entered in the records")),
    _rule("count", "筆數", "Count", Text("筆數", "number of records")),
)  # fmt: skip
