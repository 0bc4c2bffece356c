"""Section 1 of the guideline, and its checks SG1 to SG4."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.figures import count, figure
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.policy.facts import CASES, POLICY, TRAINING, PolicyFacts, Rule
from argosy.deliverables.families.service.cells import value
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report, Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")


def section(facts: PolicyFacts) -> Section:
    """Conclusion, key figures, decision asked."""
    return Section(
        id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=(conclusion(facts), key_figures(facts), decision(facts))
    )


def tight(facts: PolicyFacts) -> list[Rule]:
    """Rules that promise less than nine in ten take, without a change of staffing."""
    return [one for one in facts.rules if one.beyond and not one.staffing.strip()]


def key_figures(facts: PolicyFacts) -> KeyFigures:
    """Shortest promise, measured P90, people needed and on duty, people trained."""
    least = min((one.first_h for one in facts.rules), default=None)
    named = len(facts.named)
    items = (
        KeyFigure(label=Text("最短承諾（小時）", "Shortest promise (h)"), value=figure("key.promise", least, "score", Text("最短承諾", "Shortest promise"), dp=1, trace="promise", cites=(POLICY,), missing="not_recorded")),
        KeyFigure(label=Text("實測 P90（小時）", "Measured P90 (h)"), value=value("key.p90", facts.all_p90, "score", "p90", (CASES,), Text("實測 P90", "Measured P90"), dp=1), sub=plain(Text(f"n = {facts.cases}", f"n = {facts.cases}"))),
        KeyFigure(label=Text("所需人力", "People needed"), value=figure("key.people", round(facts.total.exact, 4), "score", Text("所需人力", "People needed"), dp=2, trace="staffing", cites=(CASES, POLICY)), sub=plain(Text(f"值班 {facts.total.at_hand} 人", f"{facts.total.at_hand} on duty"))),
        KeyFigure(label=Text("已訓練人員", "Trained"), value=count("key.trained", named - len(facts.untrained), Text("已訓練人員", "Trained"), cites=(TRAINING,)), sub=plain(Text(f"指派 {named} 人", f"of {named} named"))),
    )  # fmt: skip
    return KeyFigures(id="key", items=items)


def conclusion(facts: PolicyFacts) -> Paragraph:
    """What is promised, what is measured, and whether the two agree."""
    rules = tight(facts)
    zh = f"本準則涵蓋 {len(facts.rules)} 類諮詢。近 52 週 {facts.cases} 件諮詢之首次回應 P90 為 **[[key.p90]]** 小時。"
    en = f"The guideline covers {len(facts.rules)} kinds of enquiry. Nine in ten first answers of 52 weeks ({facts.cases}) came within **[[key.p90]]** hours. "
    for one in rules[:3]:
        zh += f"「{one.words.zh}」承諾 {one.first_h:g} 小時，緊於實測且未調整人力，**不得發行**。"
        en += f"“{one.words.en}” is promised within {one.first_h:g} h, tighter than what is measured and without a change of staffing: **it cannot be issued**. "
    if not rules:
        zh, en = f"{zh}承諾時限均不緊於實測，或已調整人力。", f"{en}No promise is tighter than measured without a change of staffing."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: PolicyFacts) -> Fields:
    """Approve, or what comes first."""
    lacking = [Text(f"{one.words.zh}：放寬承諾或調整人力", f"{one.words.en}: relax the promise or change staffing") for one in tight(facts)]
    lacking += [
        Text(f"{one.words.zh}：指派負責人與代理人", f"{one.words.en}: name owner and deputy") for one in facts.rules if one.unmanned
    ]
    lacking += [Text(f"{who.name.zh} 補訓", f"train {who.name.en}") for who in facts.untrained]
    lacking += [Text("訂定檢討日", "set a review date")] if facts.review is None else []
    told = Text("；".join(one.zh for one in lacking) or "無", "; ".join(one.en for one in lacking) or "none")
    items = (
        valued("decision.lacking", told, Text("尚待處理", "To be settled"), cites=(POLICY,)),
        valued(
            "decision.review", same(facts.review.isoformat()) if facts.review else NOTHING, Text("檢討日", "Review date"), cites=(POLICY,)
        ),
        valued("decision.owner", facts.owner, Text("負責人", "Owner"), cites=(POLICY,)),
    )
    answer = (
        Text("處理下列事項後核准", "Approve once the points below are settled")
        if lacking
        else Text("核准本準則並對客戶發布", "Approve the guideline and publish it to clients")
    )
    return Fields(id="decision", style="decision", question=Text("請總經理決定", "For decision"), answer=plain(answer), items=items)


def check(facts: PolicyFacts, report: Report) -> list[Hit]:
    """SG1 to SG4."""
    return [hit for rule in (_unmanned, _tight, _untrained, _undated) for hit in rule(facts)]


def _unmanned(facts: PolicyFacts) -> Iterator[Hit]:
    yield from (Hit("SG1", (f"rules.{one.category}.owner",), {"類別": one.words}) for one in facts.rules if one.unmanned)
    yield from (Hit("SG1", ("rules",), {"類別": name}) for name in facts.missing)


def _tight(facts: PolicyFacts) -> Iterator[Hit]:
    for one in tight(facts):
        promise = Text(f"{one.first_h:g} 小時（{one.words.zh}）", f"{one.first_h:g}")
        p90 = Text(f"{one.p90.value:.1f} 小時", f"{one.p90.value:.1f}")
        yield Hit("SG2", (f"measured.{one.category}.verdict",), {"h": promise, "p90": p90})


def _untrained(facts: PolicyFacts) -> Iterator[Hit]:
    yield from (Hit("SG3", ("trained",), {"人": who.name}) for who in facts.untrained)


def _undated(facts: PolicyFacts) -> Iterator[Hit]:
    if facts.review is None:
        yield Hit("SG4", ("decision.review",))
