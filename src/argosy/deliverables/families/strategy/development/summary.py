"""Section 1 of the development strategy, and its checks ST1 to ST3."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.figures import count, figure
from argosy.deliverables.families.market.figures import words as valued
from argosy.deliverables.families.strategy.development.facts import NEEDS, PLAN, SURVEY, Need, StrategyFacts
from argosy.deliverables.families.strategy.development.planned import total, whole
from argosy.deliverables.families.strategy.development.wanted import confirmed
from argosy.kernel.text import Text, same
from argosy.report.checks import Hit
from argosy.report.model import Report, Section
from argosy.report.prose import plain, prose
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")


def section(facts: StrategyFacts) -> Section:
    """Conclusion, key figures, decision asked."""
    return Section(
        id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=(conclusion(facts), key_figures(facts), decision(facts))
    )


def high(facts: StrategyFacts) -> list[Need]:
    """Confirmed needs of high importance."""
    return [one for one in confirmed(facts) if one.importance >= facts.high]


def uncovered(facts: StrategyFacts) -> list[Need]:
    """Important needs with neither a plan line nor a reason."""
    return [one for one in high(facts) if not facts.answering(one.ref) and not one.no_plan.strip()]


def outside(facts: StrategyFacts) -> list[str]:
    """Comparisons outside tolerance that nobody waived."""
    return [f"{fit.line} × {fit.need}" for fit in facts.fits if fit.verdict == "outside" and not fit.waived]


def key_figures(facts: StrategyFacts) -> KeyFigures:
    """Needs, important ones answered, widest gap, budget."""
    answered = sum(bool(facts.answering(one.ref)) for one in high(facts))
    wide = max((one.gap for one in confirmed(facts) if one.gap is not None), default=None)
    items = (
        KeyFigure(label=Text("已確認需求", "Confirmed needs"), value=count("key.needs", len(confirmed(facts)), Text("已確認需求", "Confirmed needs"), cites=(NEEDS,)), sub=plain(Text(f"登錄 {len(facts.needs)} 項", f"of {len(facts.needs)} on record"))),
        KeyFigure(label=Text("高重要需求", "Important needs"), value=count("key.high", len(high(facts)), Text("高重要需求", "Important needs"), cites=(NEEDS,))),
        KeyFigure(label=Text("其中有計畫項目", "With a plan line"), value=count("key.answered", answered, Text("其中有計畫項目", "With a plan line"), cites=(PLAN, NEEDS))),
        KeyFigure(label=Text("最大缺口（分）", "Widest gap (points)"), value=figure("key.gap", None if wide is None else round(wide, 4), "score", Text("最大缺口", "Widest gap"), dp=2, trace="need_gap", cites=(NEEDS, SURVEY), missing="not_recorded")),
        KeyFigure(label=Text("預算合計", "Budget"), value=figure("key.budget", total(facts, "cost"), "money", Text("預算合計", "Budget"), unit=facts.firm.base_currency, dp=0, expr="@budget", trace="total", cites=(PLAN,))),
    )  # fmt: skip
    return KeyFigures(id="key", items=items)


def conclusion(facts: StrategyFacts) -> Paragraph:
    """The strategy, how far needs are answered, what stands in the way."""
    chosen = next((one for one in facts.options if one.chosen), None)
    zh = f"{facts.starts.year}–{facts.ends.year} 年以**{chosen.title.zh}**為策略。" if chosen else "**尚未選定策略方案。**"
    en = f"For {facts.starts.year}–{facts.ends.year} the strategy is **{chosen.title.en}**. " if chosen else "**No option is chosen.** "
    zh += "高重要需求 [[key.high]] 項中 [[key.answered]] 項有計畫項目"
    en += "[[key.answered]] of [[key.high]] important needs have a plan line"
    reasoned = [one for one in high(facts) if not facts.answering(one.ref) and one.no_plan.strip()]
    loose = uncovered(facts)
    zh += (f"，{len(reasoned)} 項附理由不列入" if reasoned else "") + (f"，**{len(loose)} 項未涵蓋亦無理由**" if loose else "") + "。"
    en += (f", {len(reasoned)} left out with a reason" if reasoned else "") + (f", **{len(loose)} without either**" if loose else "") + ". "
    if facts.fading:
        zh += f"{'、'.join(sku for sku, _, _ in facts.fading)} 低於毛利底價且占比連降，列入退場檢討。"
        en += f"{', '.join(sku for sku, _, _ in facts.fading)} sells under the margin floor with a falling share and is up for exit."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: StrategyFacts) -> Fields:
    """Approve, or settle what is lacking first."""
    lacking = [Text(f"{one.ref} 無計畫項目", f"{one.ref} has no plan line") for one in uncovered(facts)]
    lacking += [Text(f"{line.key} 目標不完整", f"the target of {line.key} is incomplete") for line in facts.lines if not whole(line)]
    lacking += [Text(f"{pair} 超出容許差", f"{pair} is outside tolerance") for pair in outside(facts)]
    told = Text("；".join(one.zh for one in lacking) or "無", "; ".join(one.en for one in lacking) or "none")
    answer = (
        Text("補齊下列事項後核准", "Approve once the points below are settled") if lacking else Text("核准本策略", "Approve this strategy")
    )
    items = (
        valued("decision.lacking", told, Text("尚待補齊", "Still lacking"), cites=(PLAN,)),
        valued("decision.owner", facts.owner, Text("策略負責人", "Owner"), cites=(PLAN,)),
        valued(
            "decision.survey",
            same(facts.surveyed.isoformat()) if facts.surveyed else Text("", ""),
            Text("最近調查", "Latest survey"),
            cites=(SURVEY,) if facts.surveyed else (),
        ),
    )
    return Fields(id="decision", style="decision", question=Text("請總經理決定", "For decision"), answer=plain(answer), items=items)


def check(facts: StrategyFacts, report: Report) -> list[Hit]:
    """ST1, ST2 and ST3."""
    return [*_uncovered(facts), *_targets(facts), *_old(facts)]


def _uncovered(facts: StrategyFacts) -> Iterator[Hit]:
    yield from (Hit("ST1", (f"bare.{one.ref.replace('-', '_')}.reason",), {"需求": one.need}) for one in uncovered(facts))


def _targets(facts: StrategyFacts) -> Iterator[Hit]:
    yield from (Hit("ST2", (f"targets.{line.key}.baseline",), {"目標": line.title}) for line in facts.lines if not whole(line))


def _old(facts: StrategyFacts) -> Iterator[Hit]:
    on = facts.request.as_of
    if facts.surveyed is None or (on.year - facts.surveyed.year) * 12 + on.month - facts.surveyed.month > facts.months:
        yield Hit("ST3", ("decision.survey",))
