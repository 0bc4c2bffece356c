"""Section 1: what is in the pipeline, what it is worth, what has to be done."""

from __future__ import annotations

from decimal import Decimal

from argosy.deliverables.families.market.figures import count, figure, words
from argosy.deliverables.families.prospects.checks import unscreened
from argosy.deliverables.families.prospects.facts import LEADS, Prospect, ProspectFacts
from argosy.deliverables.families.prospects.tracking import TABLE, worth
from argosy.kernel.text import Text
from argosy.records.care.leads.queries import stage
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
OPEN, FUNNEL, PLAIN, WORTH, WON, LATE = (
    Text("進行中", "Open"), Text("進入漏斗", "In the funnel"), Text("預估金額合計", "Expected, unweighted"), Text("加權金額", "Weighted pipeline"), Text("成交", "Won"),
    Text("逾追蹤日", "Follow-up overdue"),
)  # fmt: skip


def section(facts: ProspectFacts) -> Section:
    """Conclusion, key figures, decision."""
    blocks: tuple[AnyBlock, ...] = (conclusion(facts), key_figures(facts), decision(facts))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def late(facts: ProspectFacts) -> list[Prospect]:
    """Open prospects past their follow-up."""
    return [one for one in facts.listed if one.is_open and one.next_on is not None and one.next_on < facts.on]


def key_figures(facts: ProspectFacts) -> KeyFigures:
    """How many, how much, how much of it by history."""
    base = facts.firm.base_currency
    inside = [one for one in facts.listed if one.weighted is not None]
    whole = sum((one.weighted.amount for one in inside if one.weighted and one.weighted.amount is not None), Decimal(0))
    total = Value(
        id="key.worth", v=_total(facts), kind="money", unit=base, dp=0, label=WORTH, expr=f"sum({TABLE}.weighted)", trace="weighted"
    )
    items = (
        KeyFigure(label=OPEN, value=count("key.open", sum(one.is_open for one in facts.listed), OPEN, cites=(LEADS,))),
        KeyFigure(
            label=FUNNEL,
            value=count("key.funnel", len(inside), FUNNEL, cites=(LEADS,)),
            sub=plain(Text("有預計結案日者", "with an expected close")),
        ),
        KeyFigure(label=PLAIN, value=figure("key.plain", whole, "money", PLAIN, unit=base, dp=0, cites=(LEADS,), trace="base")),
        KeyFigure(label=WORTH, value=total),
        KeyFigure(label=WON, value=count("key.won", sum(one.stage == "won" for one in facts.listed), WON, cites=(LEADS,))),
        KeyFigure(label=LATE, value=count("key.late", len(late(facts)), LATE, cites=(LEADS,)), direction="down"),
    )
    return KeyFigures(id="key", items=items)


def _total(facts: ProspectFacts) -> str:
    return f"{sum((worth(one) or Decimal(0) for one in facts.listed), Decimal(0)):f}"


def conclusion(facts: ProspectFacts) -> Paragraph:
    """What is in the pipeline, every number a figure of the document."""
    zh = "共 [[key.open]] 件進行中，其中 [[key.funnel]] 件有預計結案日而進入漏斗，依本公司歷史成交率加權為 **[[key.worth]]**。已成交 [[key.won]] 件；[[key.late]] 件逾追蹤日。"
    en = (
        "[[key.open]] prospects are open, [[key.funnel]] of them with an expected close and so in the funnel; weighted by how often their stages were won they are worth "
        "**[[key.worth]]**. [[key.won]] were won; [[key.late]] are past their follow-up."
    )
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def decision(facts: ProspectFacts) -> Fields:
    """What the manager is asked to decide: whom to follow up, whom to drop, whom to have screened."""
    idle = [one for one in facts.listed if one.idle is not None and one.idle > facts.limits[one.grade]]
    bare = [one for one in facts.listed if unscreened(one)]
    closing = sorted((one for one in facts.listed if one.weighted and one.expected_close), key=lambda one: str(one.expected_close))[:5]
    items = (
        words("ask.late", _refs(late(facts)), Text("逾追蹤日", "Past their follow-up")),
        words("ask.idle", _refs(idle), Text("停滯，續追或放棄", "Idle: go on or drop")),
        words("ask.screen", _refs(bare), Text("須補篩檢", "To be screened")),
        words("ask.closing", _closing(closing), Text("最近預計結案", "Expected to close next")),
    )
    answer = Text(
        "核定逾期與停滯案件之處理，以及下期來源之投入",
        "Approve what is done about late and idle prospects, and what is spent on which source next",
    )
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)


def _refs(rows: list[Prospect]) -> Text:
    names = [one.ref for one in rows]
    return Text("、".join(names) or "無", ", ".join(names) or "none")


def _closing(rows: list[Prospect]) -> Text:
    zh = "、".join(f"{one.ref}（{one.expected_close}，{stage(one.stage).name.zh}）" for one in rows)
    en = ", ".join(f"{one.ref} ({one.expected_close}, {stage(one.stage).name.en})" for one in rows)
    return Text(zh or "無", en or "none")
