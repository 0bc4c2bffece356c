"""How the figures of the sales management report are made."""

from __future__ import annotations

from argosy.deliverables.families.sheets import rule
from argosy.kernel.text import Text

RULES = (
    rule("target", "銷售目標", "Target", Text("設定之月目標；週報按日數分攤", "the month's target as set; a week takes its share by days")),
    rule("sold", "銷售與報價金額", "Sales and quotations", Text("Σ 明細金額 × 當日匯率，不含取消訂單", "Σ line amount × rate of the day, without cancelled orders")),
    rule("achieved", "達成率", "Achievement", Text("實績 ÷ 目標", "actual ÷ target")),
    rule("gap", "差額", "Gap", Text("兩欄相減", "one column less the other")),
    rule("part", "占比", "Share", Text("該國銷售 ÷ 合計", "the country's sales ÷ all")),
    rule("growth", "成長", "Growth", Text("（本期 − 去年同期）÷ 去年同期", "(period − year before) ÷ year before"), Text("變動率同此", "changes likewise")),
    rule(
        "split", "差異拆解", "Split of the change",
        Text("價格 q₁(p₁−p₀)f₀；匯率 q₁p₁(f₁−f₀)；數量 R₀(Q₁/Q₀−1)；組合 Σ(q₁−q₀Q₁/Q₀)p₀f₀；新增；停售", "price q₁(p₁−p₀)f₀; exchange q₁p₁(f₁−f₀); volume R₀(Q₁/Q₀−1); mix Σ(q₁−q₀Q₁/Q₀)p₀f₀; new; lost"),
        Text("逐品項、市場、幣別與單位；進位差併入最大一項", "by item, market, currency and unit; rounding goes to the largest part"),
    ),
    rule("month_end", "月底推估", "Month-end estimate", Text("至今實績 + 往月同日後平均 ± t·s·√(1+1/n)", "sold so far + mean of past months after this day ± t·s·√(1+1/n)")),
    rule("next_month", "下月推估", "Next month", Text("近十二月平均 ± t·s·√(1+1/n)", "mean of the last twelve months ± t·s·√(1+1/n)")),
    rule("base_ratio", "基期比值", "Ratio of the base", Text("(a/b)/(c/d)，exp(ln r ± 1.96√(1/a+1/b+1/c+1/d))", "(a/b)/(c/d), exp(ln r ± 1.96√(1/a+1/b+1/c+1/d))")),
    rule("order_rate", "下單率比值", "Ratio of order rates", Text("（近期訂單/月）÷（前期訂單/月），條件二項精確區間", "orders a month lately ÷ before, exact conditional interval")),
    rule("otif", "準時足量", "On time in full", Text("準時且足量明細 ÷ 應交明細，Wilson 區間", "lines on time and in full ÷ lines due, Wilson interval")),
    rule("owed", "應收", "Receivables", Text("發票金額 − 已收與折讓", "invoices less receipts and credits")),
    rule("collected", "回收率", "Collection rate", Text("期末前已收 ÷ 本期到期", "received by the end ÷ fell due in the period")),
)  # fmt: skip
