"""How the figures of the intelligence family are made; those of the market family serve here too."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule(
        "weight", "情報權重", "Weight of an item", Text("相關性 × 評等點數", "relevance × grade points"),
        Text("評等點數 2–12：A–F 計 6–1 點，1–6 計 6–1 點，兩者相加", "grade points 2 to 12: A to F count 6 to 1, 1 to 6 count 6 to 1, added"),
    ),
    _rule("points", "評等點數", "Grade points", Text("來源可靠度點數 + 內容可信度點數", "points of the source + points of the content")),
    _rule("relevance", "相關性", "Relevance", Text("市場、商品、決策各一分", "one each for a market, a product and a decision of ours")),
    _rule(
        "fit", "適用性", "Applicability", Text("min(主題對作業之適用度, 相關性)", "min(use of the kind for the activity, relevance)"),
        Text("對照表為本產出之預設，可由主管改列", "the table of uses is a default of this document; a manager may rate otherwise"),
    ),
    _rule("answered", "問題涵蓋率", "Coverage of questions", Text("已答需求 ÷ 所列需求", "requirements covered ÷ requirements asked")),
    _rule("worth", "來源價值", "Value of a source", Text("十二個月內被引用之情報 ÷ 登錄之情報", "items used ÷ items kept, over twelve months")),
    _rule("exposed", "曝險占比", "Share exposed", Text("該市場該商品銷售 ÷ 外銷總額，十二個月", "sales of the goods in the market ÷ all sales abroad, twelve months")),
    _rule("own_growth", "本公司銷售成長", "Growth of own sales", Text("本年至今 ÷ 去年同日止 − 1", "this year so far ÷ the same days a year before − 1")),
    _rule("market_growth", "市場成長", "Growth of the market", Text("本年各月 ÷ 去年同月 − 1", "this year's months ÷ the same months a year before − 1")),
    _rule(
        "mirror_gap", "鏡像差距", "Mirror gap", Text("|X − M| ÷ max(X, M)，各流量之中位數", "|X − M| ÷ max(X, M), median over flows"),
        Text("X 為出口國、M 為進口國所報；進口多為 CIF、出口多為 FOB", "X told by the exporter, M by the importer; imports mostly CIF, exports FOB"),
    ),
    _rule("filled", "資料完整度", "Coverage of data", Text("有值之格 ÷ 應有之格", "cells present ÷ cells expected")),
    _rule("shown", "檢出筆數", "Rows found", Text("符合條件之列數", "rows that meet the condition")),
)  # fmt: skip
