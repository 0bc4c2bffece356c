"""How the figures of the upkeep sheet are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("count", "筆數", "Count", Text("符合條件之紀錄數", "records that meet the condition")),
    _rule(
        "planned", "計畫次數", "Contacts planned", Text("期間天數 ÷ 計畫間隔，捨去小數", "days of the period ÷ planned interval, rounded down"),
        Text("間隔依等級設定（care.every.A、B、C），或依客戶個別設定", "the interval is that of the class (settings care.every.A, B, C), or the customer's own"),
    ),
    _rule("kept", "達成率", "Kept to plan", Text("合計 ÷ 計畫次數", "contacts ÷ contacts planned")),
    _rule("idle", "間隔天數", "Days since", Text("截止日 − 最近聯繫日", "last day − day of the last contact")),
    _rule("weekly", "週銷", "Weekly sell-through", Text("最近 {n} 週回報銷量之平均", "mean of the sales reported in the latest weeks").format(n="N")),
    _rule("cover", "可售天數", "Days of cover", Text("庫存 ÷（週銷 × 季節係數 ÷ 7）", "stock ÷ (weekly sell-through × season ÷ 7)")),
    _rule(
        "season", "季節係數", "Season", Text("未來期間之平均淡旺季指數 ÷ 回顧期間之平均指數", "mean season index of the days ahead ÷ that of the weeks looked back on"),
        Text("指數由客戶告知；未告知者由一年以上之週銷推得", "told by the customer; else read off a year or more of weekly sales"),
    ),
    _rule(
        "reorder", "建議補貨", "Proposed replenishment",
        Text("max(0, 前置與檢視期之預估銷量 + 安全存量 − 庫存 − 在途)，進位至整數", "max(0, forecast over lead time and review + safety stock − stock − in transit), rounded up to whole units"),
        Text("Silver、Pyke、Thomas (2017) 第 6 章", "Silver, Pyke and Thomas (2017), ch. 6"),
    ),
    _rule(
        "safety", "安全存量", "Safety stock", Text("z × σ × 季節係數 × √(L + R)", "z × σ × season × √(L + R)"),
        Text("σ 為週銷標準差，L、R 以週計", "σ is the deviation of weekly sales; L and R in weeks"),
    ),
    _rule("late_order", "未下單天數與慣常間隔", "Days silent and usual interval", Text("截止日 − 最近下單日；與該客戶自身下單間隔之百分位比較", "last day − day of the last order, against the percentile of the customer's own intervals")),
    _rule("bought", "近十二個月購買", "Bought in twelve months", Text("365 日內未取消訂單之金額，折合本位幣", "orders of 365 days not cancelled, in the firm's own currency")),
    _rule("part", "占比", "Share", Text("該列購買 ÷ 合計", "bought by the row ÷ all")),
    _rule("late", "逾期天數", "Days overdue", Text("max(0, 截止日 − 到期日)", "max(0, last day − due day)")),
    _rule("open_money", "未收金額", "Open amount", Text("發票總額 − 截至當日之沖銷", "invoice total − what was allocated up to the day")),
    _rule("case_days", "結案天數", "Days to close", Text("結案日（未結者為截止日）− 收件日", "day closed (else the last day) − day received")),
)  # fmt: skip
