"""How the figures of the prospect sheet are made."""

from __future__ import annotations

from argosy.kernel.text import NOTHING, Text
from argosy.report.model import Rule


def _rule(identity: str, zh: str, en: str, formula: Text, note: Text = NOTHING) -> Rule:
    return Rule(id=identity, label=Text(zh, en), legal=formula, note=note)


RULES = (
    _rule("count", "筆數", "Count", Text("符合條件之紀錄數", "records that meet the condition")),
    _rule(
        "chance", "機率", "Chance",
        Text("曾達該階段且已結案者中成交之比率，Wilson 95% 區間", "of those that reached the stage and have ended, the share won; Wilson interval, 95%"),
        Text("由本公司自身歷史計算，結案少於 10 件者不計", "from the firm's own history; not told on fewer than ten ended"),
    ),
    _rule("onward", "階段通過率", "Passing rate", Text("通過 ÷ 已離開該階段者", "passed ÷ left the stage"), Text("Wilson (1927)", "Wilson (1927)")),
    _rule("weighted", "加權金額", "Weighted amount", Text("預估金額（折合本位幣）× 機率", "expected amount in the firm's own currency × chance")),
    _rule("base", "折合本位幣", "In own currency", Text("金額 × 截止日匯率", "amount × rate of the last day")),
    _rule("days", "停留天數", "Days in stage", Text("截止日 − 進入本階段日", "last day − day it came into the stage")),
    _rule("conversion", "轉換率", "Conversion", Text("成交 ÷ 名單，Wilson 95% 區間", "won ÷ prospects; Wilson interval, 95%"), Text("進行中者計入分母", "those still open are in the denominator")),
    _rule("each", "單位成本", "Cost of one won", Text("投入費用 ÷ 成交", "spent ÷ won")),
)  # fmt: skip
