"""How the figures of a ranking are made, beside the rules every market report has."""

from __future__ import annotations

from argosy.deliverables.families.market.rank_facts import METHOD
from argosy.kernel.text import Text
from argosy.report.model import Rule


def _rule(identity: str, label: Text, formula: Text, source: str) -> Rule:
    return Rule(id=identity, label=label, legal=Text(f"{formula.zh}；{source}", f"{formula.en}; {source}"), cites=(METHOD,))


DRAWS = "Dirichlet (κ = 50)"
RULES = (
    _rule("rank_score", Text("市場得分", "Score of a market"),
          Text("100 × (Σ w·x − 0.10 × (1 − 完整度))，x 為取對數並於 2、98% 截尾後之 0–1 值", "100 × (Σ w·x − 0.10 × (1 − completeness)), x from 0 to 1 after logs for sizes and winsorising at 2 and 98 %"), "OECD/JRC Handbook (2008)"),
    _rule("rank_place", Text("名次與名次區間", "Rank and its interval"),
          Text("抽樣名次之 10 與 90 百分位；抽樣權重與成長、鏡像誤差", "10th and 90th percentile of the ranks over draws of weights and of growth and mirror errors"), DRAWS),
    _rule("p_top", Text("列於前列之機率", "P(among the first)"), Text("名次 ≤ k 之抽樣數 ÷ 抽樣數", "draws with rank ≤ k / draws"), DRAWS),
    _rule("completeness", Text("資料完整度", "Completeness"), Text("有資料指標之權重合計", "Σ w of the indicators that are known"), "Argosy"),
    _rule("points", Text("貢獻分數", "Contribution"), Text("100 × w·(x − 全體平均 x)，合計等於得分", "100 × w·(x − mean x of the universe); the parts sum to the score"), "OECD/JRC Handbook (2008)"),
    _rule("weight", Text("權重", "Weight"), Text("公司設定或預設，合計為 1", "set by the firm or the default; Σ w = 1"), "Argosy"),
    _rule("flip", Text("翻轉點", "Flip point"), Text("使前二名得分相等之權重，其餘等比例調整", "the weight at which the first two are equal, the others scaled in proportion"), "v = r / (r − d)"),
    _rule("voi", Text("資訊價值", "Value of information"), Text("該指標占未定市場得分變異之比重", "share of the contested scores' variance from an indicator"), DRAWS),
    _rule("topsis", Text("TOPSIS 名次", "Rank by TOPSIS"), Text("與最差點距離 ÷ 與最佳、最差點距離之和", "distance from the worst / sum of distances"), "Hwang & Yoon (1981)"),
    _rule("entropy", Text("熵權名次", "Rank by entropy weights"), Text("w ∝ 1 + Σ p ln p ÷ ln n", "w ∝ 1 + Σ p ln p / ln n"), "Shannon (1948)"),
    _rule("indicator", Text("指標值", "Indicator"), Text("依評估架構之定義，取自所引資料或人工評定", "as the scheme defines it, from the data cited or scored by the firm"), "docs/market-assessment"),
    _rule("swot_rule", Text("SWOT 規則之數值", "Figure of a SWOT rule"), Text("區間完全位於門檻一側時規則成立", "a rule holds when the interval lies on one side of the limit"), "rules/markets/swot.toml"),
    _rule("decided", Text("決策引用之數值", "Figure a decision cites"), Text("依決策紀錄，附資料版本", "as recorded, with its data vintage"), "DecisionRecord"),
)  # fmt: skip
