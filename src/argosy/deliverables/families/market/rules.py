"""How the figures of a market report are made: one rule each, with formula and where it is from. Figures name them in ``trace``."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Rule, Section, block_values
from argosy.report.table import Table


def _rule(identity: str, zh: str, en: str, formula: str | Text, source: str | Text, note: Text = NOTHING) -> Rule:
    made, told = (part if isinstance(part, Text) else same(part) for part in (formula, source))
    return Rule(id=identity, label=Text(zh, en), legal=Text(f"{made.zh}；{told.zh}", f"{made.en}; {told.en}"), note=note)


OWN_RECORDS = Text("本公司紀錄", "own records")


OWN_RULES = (
    _rule("value", "貿易值", "Value of trade", "V_t = Σ v", "UN, International Merchandise Trade Statistics: Concepts and Definitions (2010)"),
    _rule("share", "占比", "Share", "s_i = V_i / Σ V", "UN, International Merchandise Trade Statistics (2010)"),
    _rule("yoy", "年增率", "Year on year", "V_t / V_t−1 − 1", "UN, International Merchandise Trade Statistics (2010)"),
    _rule("unit_value", "單位價值", "Unit value", "V / Q（USD/kg）", "UN, International Merchandise Trade Statistics (2010), unit values"),
    _rule("cagr", "複合年成長率", "Compound annual growth", "(V_t / V_0)^(1/n) − 1", "World Bank, WITS trade indicators"),
    _rule(
        "log_growth", "對數線性成長率", "Log-linear growth", "exp(β) − 1, ln V_t = α + β t",
        "World Bank WDI; Newey & West (1987), Andrews (1991)", Text("區間為 HAC（Bartlett 核）", "interval by HAC errors (Bartlett kernel)"),
    ),
    _rule("theil_sen", "Theil–Sen 斜率", "Theil–Sen slope", Text("(V_j − V_i)/(j − i) 之中位數", "median of (V_j − V_i)/(j − i)"), "Theil (1950), Sen (1968), Hirsch et al. (1982)"),
    _rule("mann_kendall", "Mann–Kendall 檢定", "Mann–Kendall test", "S = Σ sgn(V_j − V_i)", "Mann (1945), Kendall (1975)"),
    _rule(
        "forecast", "預測值", "Forecast", Text("以滾動起點於 Theta、阻尼 ETS、兩者平均、單純季節法中擇優", "chosen by rolling origins among Theta, damped ETS, their mean and seasonal naive"),
        "Assimakopoulos & Nikolopoulos (2000); Hyndman & Athanasopoulos (2021)",
        Text("區間依滾動回測之實測誤差", "intervals from errors measured in the rolling back-test"),
    ),
    _rule("mase", "平均絕對比例誤差", "Mean absolute scaled error", Text("MAE ÷ 樣本內單純季節法之 MAE", "MAE / MAE of in-sample seasonal naive"), "Hyndman & Koehler (2006)"),
    _rule("coverage", "區間涵蓋率", "Coverage of intervals", Text("落在區間內之實際值 ÷ 全部", "values inside / all values"), Text("滾動起點回測", "rolling origins")),
    _rule(
        "cms", "固定市場占有率分析", "Constant market share", "Δv = g·v₀ + (g_k − g)·v₀ + (g_jk − g_k)·v₀ + rest",
        "Leamer & Stern (1970), Richardson (1971)",
    ),
    _rule("hhi", "供應國集中度", "Concentration of suppliers", "HHI = Σ s_i²", "Hirschman (1964)"),
    _rule("rca", "顯示性比較利益", "Revealed comparative advantage", "(x_ik / X_i) / (X_k / X)", "Balassa (1965)"),
    _rule("tariff_position", "關稅地位", "Tariff position", "τ_h − Σ v_i τ_i / Σ v_i", "ITC Market Access Map",
          Text("正值為本國稅率較競爭者高（百分點）", "above zero home pays more than its rivals (percentage points)")),
    _rule("own_sales", "本公司銷售", "Own sales", Text("訂單明細金額加總（CIF 調整）", "sum of order lines, brought to CIF"), OWN_RECORDS),
    _rule("own_share", "本公司占比", "Own share", Text("本公司銷售（CIF）÷ 市場規模", "own sales (CIF) / market"), Text("本公司紀錄；IMF CIF/FOB 係數", "own records; IMF CIF/FOB factor")),
    _rule("white_space", "空白市場", "White space", Text("市場規模 × 目標占比 − 本公司銷售", "market × target share − own sales"), Text("本公司紀錄與貿易資料", "own records and trade data")),
    _rule("wilson", "比率與 Wilson 區間", "Rate with Wilson interval", "k / n", "Wilson (1927)"),
    _rule("effect", "影響估計", "Estimated effect", Text("負責人估計：低、中、高", "an owner's estimate: low, base, high"), OWN_RECORDS),
    _rule("count", "筆數", "Count", "n", Text("所引資料", "the data named")),
)  # fmt: skip


@cache
def rules() -> dict[str, Rule]:
    """All rules by id."""
    return {rule.id: rule for rule in OWN_RULES}


def used(sections: Iterable[Section], more: Iterable[Rule] = ()) -> tuple[Rule, ...]:
    """The rules that figures of these sections name, in their own order; ``more`` are those of a variant."""
    named: set[str] = set()
    for section in sections:
        for block in section.blocks:
            named |= {v.trace for v in block_values(block) if v.trace}
            named |= {c.trace for c in block.columns if c.trace} if isinstance(block, Table) else set()
    return tuple(rule for rule in (*rules().values(), *more) if rule.id in named)
