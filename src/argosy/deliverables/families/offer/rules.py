"""How the figures of an offer are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Rule

_PROPOSAL = Text("公司報價政策（設定 sales.*）", "the firm's policy on offers (settings sales.*)")
_ICC = same("Incoterms 2020 (ICC 723E), A9/B9")


def _rule(identity: str, zh: str, en: str, formula: str | Text, source: Text, note: Text = NOTHING) -> Rule:
    told = formula if isinstance(formula, Text) else same(formula)
    return Rule(id=identity, label=Text(zh, en), legal=Text(f"{told.zh}；{source.zh}", f"{told.en}; {source.en}"), note=note)


RULES = (
    _rule("line_amount", "明細金額", "Amount of a line", Text("數量 × 單價 × (1 − 折扣)，四捨五入至幣別最小單位", "quantity × unit price × (1 − discount), half up to the unit of the currency"), _PROPOSAL),
    _rule("sums", "合計", "Totals", Text("小計 − 折扣 + 運費 + 保險 + 營業稅", "subtotal − discount + freight + insurance + business tax"), Text("加值型及非加值型營業稅法第 7、10、32 條", "Value-added and Non-value-added Business Tax Act, arts. 7, 10, 32")),
    _rule("home", "折合本幣", "In the firm's own currency", Text("金額 × 匯率", "amount × exchange rate"), _PROPOSAL),
    _rule("margin", "毛利率", "Margin", Text("(P − 成本) ÷ P − 佣金 − 銀行費用；成本含依條件由我方負擔之費用（按金額分攤）", "(P − cost) ÷ P − commission − bank cost; cost holds what we pay under the term, shared by amount"), _PROPOSAL),
    _rule("policy", "報價政策", "Policy on offers", Text("生效中之設定", "the setting in force"), _PROPOSAL),
    _rule("chain", "成本鏈", "Cost chain", Text("貨品 + 各條件下由賣方負擔之費用", "goods + cost lines the seller pays under the term"), _ICC),
    _rule("back_out", "反推價格", "Price backed out", Text("P = 成本 ÷ (1 − 毛利 − 佣金 − 銀行費用)", "P = cost ÷ (1 − margin − commission − bank cost)"), _PROPOSAL),
    _rule("break_even", "損益兩平匯率", "Break-even rate", Text("成本 ÷ (價格 × (1 − 佣金 − 銀行費用))", "cost ÷ (price × (1 − commission − bank cost))"), _PROPOSAL),
    _rule("landed", "買方到岸總成本", "Buyer's landed cost", Text("該條件價格 + 買方負擔之費用 + 進口稅費", "price at the term + costs the buyer pays + import charges"), Text("目的國規則包；各項法源見稅費試算", "rule pack of the country of destination; legal basis as in the duty worksheet")),
    _rule("exposure", "曝險", "Exposure", Text("應收 + 已出未開 + 已接未出 + 未兌現票據 − 預收 − 擔保", "receivable + shipped not invoiced + confirmed not shipped + cheques undue − prepaid − cover"), Text("客戶授信作業規範", "the firm's rules on credit")),
)  # fmt: skip
