"""How the figures of the past sales record are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text | str, source: Text | str, note: Text = NOTHING) -> Rule:
    made, told = (part if isinstance(part, Text) else same(part) for part in (formula, source))
    return Rule(id=identity, label=Text(zh, en), legal=Text(f"{made.zh}；{told.zh}", f"{made.en}; {told.en}"), note=note)


OWN = Text("本公司紀錄", "own records")
RULES = (
    _rule("booked", "帳載金額", "As booked", Text("發票、收款、票據與折讓之帳載數", "as the invoices, receipts, cheques and credit notes say"), OWN),
    _rule("home", "折合本位幣", "In the firm's own currency", Text("金額 × 單據匯率", "amount × rate of the document"), OWN),
    _rule("days_past", "逾期天數", "Days past due", Text("收款日（未收者為截止日）− 到期日，早收計 0", "day paid (as-of day while open) − due, early counts 0"), OWN),
    _rule(
        "exposure", "曝險額", "Exposure", Text("應收＋已出貨未開票＋已確認未出貨＋未到期票據＋退票未清償−預收−保障", "receivable + shipped not invoiced + confirmed not shipped + cheques held + bounced not made good − prepaid − cover"),
        OWN, Text("已開票據之發票僅計票據，每筆債務計一次；訂單未含稅", "an invoice with a cheque counts as the cheque, so that each obligation counts once; orders stand before tax"),
    ),
    _rule("utilisation", "額度使用率", "Utilisation", Text("曝險額 ÷ 信用額度", "exposure ÷ limit"), OWN),
    _rule("dso", "應收帳款週轉天數", "Days sales outstanding", Text("應收帳款 ÷ 期間賒銷 × 期間日數", "receivables ÷ credit sales × days of the period"), Text("facts/commerce；含稅", "facts/commerce; tax included")),
    _rule("lateness", "加權平均逾期天數", "Mean days late by amount", Text("Σ 收款 ×（收款日 − 到期日）÷ Σ 收款，早收為負", "Σ paid × (day paid − due) ÷ Σ paid, early negative"), OWN),
    _rule("bounce_rate", "退票率", "Bounce rate", Text("退票金額 ÷ 提示金額", "amount bounced ÷ amount presented"), OWN),
    _rule(
        "bounce_rule", "退票計數", "Bounced cheques counted", Text("近 12 個月內、同一理由、未註記之張數", "of one reason within 12 months and not annotated"),
        Text("票據交換所支票存款戶處理規範：三張者拒絕往來三年", "Taiwan Clearing House rules for cheque accounts: three are refused for three years"),
    ),
    _rule("return_rate", "退貨率", "Return rate", Text("退貨折讓（未稅）÷ 銷售淨額", "credited for returns before tax ÷ net sales"), OWN),
    _rule("ageing", "帳齡", "Ageing", Text("截止日 − 到期日，到期當日為未到期", "as-of day − due; what is due on the day is not past due"), OWN),
    _rule(
        "altman", "Altman 分數", "Altman score", Text("Z″ = 6.56·營運資金/資產 + 3.26·保留盈餘/資產 + 6.72·EBIT/資產 + 1.05·權益/負債", "Z″ = 6.56 WC/TA + 3.26 RE/TA + 6.72 EBIT/TA + 1.05 equity/TL"),
        "Altman (1968, 1983); Altman, Hartzell & Peck (1995)", Text("適用式依公司類型；1.10 以下危險、2.60 以上安全（Z″）", "the form follows the firm; distress below 1.10, safe above 2.60 (Z″)"),
    ),
    _rule("points", "評分", "Points", Text("依評分表各級距計點", "by the bands of the scorecard"), Text("本公司評分表", "the firm's scorecard")),
    _rule("proposed", "建議額度", "Proposed limit", Text("月均銷售 × 2.2 × 等級係數", "mean monthly sales × 2.2 × the grade's share"), Text("本公司評分表", "the firm's scorecard")),
    _rule("account", "對帳", "Account", Text("期初＋開票−收款−預收沖抵−折讓＝期末", "opening + invoiced − received − prepaid used − credited = closing"), OWN),
    _rule("ordered", "訂單金額", "As ordered", Text("未取消訂單之明細金額加總，折合本位幣", "sum of lines of orders not cancelled, in the firm's own currency"), OWN),
    _rule("came_back", "退貨金額", "As returned", Text("退貨單金額加總", "sum of return notes"), OWN),
    _rule("back_rate", "退貨率", "Return rate", Text("退貨金額 ÷ 銷售金額", "returned ÷ sold"), OWN),
    _rule("deviation", "預測差異", "Deviation of the forecast", Text("未來預測 ÷ 過去 12 個月實績 − 1", "forecast ÷ past twelve months − 1"), OWN),
    _rule("count", "筆數", "Count", "n", OWN),
)  # fmt: skip
