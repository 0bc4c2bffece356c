"""How the figures of a standing policy are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("promise", "承諾時限", "Promise", Text("服務準則登錄之時數", "hours as entered in the policy")),
    _rule("reached", "時限達成率", "Answered in time", Text("於承諾時限內首次回應 ÷ 全部（經過時數）；Wilson (1927) 區間", "first answers within the promise ÷ all (hours passed); Wilson (1927)")),
    _rule("p90", "實測 P90", "Measured P90", Text("首次回應經過時數之第 90 百分位；順序統計量區間", "90th percentile of hours passed to the first answer; order statistics"), Text("該類別件數不足者以全部諮詢計", "where a kind has too few, over all enquiries")),
    _rule("arrivals", "每週件數", "Arrivals a week", Text("近 52 週件數 ÷ 52", "cases of 52 weeks ÷ 52")),
    _rule("staffing", "所需人力", "People needed", Text("每週件數 × 處理時間 ÷（每週工時 × 目標稼動率）", "arrivals × handling time ÷ (hours × target occupancy)")),
    _rule("entered", "登錄值", "As entered", Text("紀錄登錄之值", "as entered in the records")),
    _rule("count", "筆數", "Count", Text("筆數", "number of records")),
)  # fmt: skip
