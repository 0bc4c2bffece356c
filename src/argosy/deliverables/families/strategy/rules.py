"""How the figures of the strategy family are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("position_score", "定位總分", "Score of a position", Text("Σ 權重 × 評分 ÷ Σ 權重", "Σ weight × score ÷ Σ weights"), Text("評分 1–5，由登錄者評定", "scores of 1 to 5 as entered")),
    _rule("price_index", "價格指數", "Price index", Text("本公司售價 ÷ 競品現價中位數", "own price ÷ median of current rival prices")),
    _rule("culture_fit", "文化適合度", "Cultural fit", Text("適合之項目 ÷ 檢驗之項目", "elements that fit ÷ elements checked")),
    _rule("baseline", "現況值", "Baseline", Text("該商品於該市場近十二個月銷售", "sales of the product in the market over twelve months")),
    _rule("measured", "實測值", "Measured value", Text("登錄之屬性值", "attribute as entered")),
    _rule("missing_resource", "資源缺口", "Resource missing", Text("max(需求 − 現有, 0)", "max(needed − held, 0)")),
    _rule("likelihood", "可能性", "Likelihood", Text("1–5，由登錄者評定", "1 to 5 as entered")),
    _rule("entered", "登錄值", "As entered", Text("計畫登錄之值", "as entered in the plan")),
)  # fmt: skip
