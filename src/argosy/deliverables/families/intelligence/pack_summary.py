"""Section 1 of the research pack: the question, how far it is answered, what is missing, what has to be decided."""

from __future__ import annotations

from fractions import Fraction

from argosy.deliverables.families.intelligence.facts import BRIEFS
from argosy.deliverables.families.intelligence.pack_facts import PackFacts
from argosy.deliverables.families.intelligence.packing import Made
from argosy.deliverables.families.intelligence.requirements import answered
from argosy.deliverables.families.intelligence.screening import screens
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count, words, worked
from argosy.kernel.text import Text, same
from argosy.report.model import Section
from argosy.report.prose import plain, prose
from argosy.report.value import Value
from argosy.report.words import Fields, KeyFigure, KeyFigures, Paragraph

TITLE = Text("摘要", "Summary")
ASKED, ANSWERED, COVERED, HELP, SETS = (
    Text("資訊需求", "Requirements"), Text("已有資料", "With data"), Text("涵蓋率", "Covered"), Text("逾期協助請求", "Help overdue"), Text("資料集", "Data sets"),
)  # fmt: skip


def section(facts: PackFacts, made: Made) -> Section:
    """Conclusion, key figures, the question, decision."""
    blocks = (conclusion(facts, made), key_figures(facts, made), question(facts), decision(facts, made))
    return Section(id="summary", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def names() -> dict[str, str]:
    """Named values of the key figures."""
    return {"asked": "key.asked", "answered": "key.answered"}


def key_figures(facts: PackFacts, made: Made) -> KeyFigures:
    """Requirements, those with data, their share, help overdue, data sets."""
    needs = facts.brief.needs
    held = sum(answered(need, facts, made) for need in needs)
    late = sum(one.overdue for need in needs for one in need.help)
    cites = (BRIEFS,)
    share = (
        worked("key.coverage", Fraction(held, len(needs)), "0.001", "rate", "@answered / @asked", COVERED, dp=0, trace="answered")
        if needs
        else Value(id="key.coverage", missing="not_applicable", kind="rate", label=COVERED)
    )
    items = (
        KeyFigure(label=ASKED, value=count("key.asked", len(needs), ASKED, cites=cites)),
        KeyFigure(label=ANSWERED, value=count("key.answered", held, ANSWERED, cites=cites)),
        KeyFigure(label=COVERED, value=share),
        KeyFigure(label=HELP, value=count("key.late", late, HELP, cites=cites)),
        KeyFigure(label=SETS, value=count("key.sets", len(made), SETS, cites=cites)),
    )
    return KeyFigures(id="key", items=items)


def conclusion(facts: PackFacts, made: Made) -> Paragraph:
    """How far the question can be answered, and which candidate is largest, every number a figure of the document."""
    zh = "[[key.asked]] 項需求中 **[[key.answered]]** 項已有資料；其餘為缺口或僅有一部分，均予列出，未予推估。"
    en = "Of [[key.asked]] requirements **[[key.answered]]** have data; the rest are gaps or answered in part, listed and not filled in."
    held = [s for s in screens(facts) if s.value]
    if held:
        first, name = held[0].market, country(held[0].market)
        zh += f"候選市場中{name.zh}規模最大，[[candidates.{first}.value]]"
        en += f" The largest candidate is {name.en} with [[candidates.{first}.value]]"
        grew = held[0].growth is not None
        zh += f"，年趨勢成長 [[candidates.{first}.growth]]。" if grew else "。"
        en += f", growing by [[candidates.{first}.growth]] a year." if grew else "."
    return Paragraph(id="conclusion", role="lead", text=prose(zh, en))


def question(facts: PackFacts) -> Fields:
    """The brief in its own words."""
    brief = facts.brief
    names = [country(m) for m in facts.markets]
    approved = brief.approved.isoformat() if brief.approved else ""
    rows = (
        ("question", Text("研究問題", "Question"), same(brief.question)),
        ("candidates", Text("候選市場", "Candidates"), Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))),
        ("codes", Text("商品 HS", "HS codes"), Text("、".join(brief.codes), ", ".join(brief.codes))),
        ("design", Text("研究設計", "Design"), same(brief.design)),
        ("owner", Text("承辦人", "Owner"), brief.owner),
        ("requester", Text("需求人", "Asked by"), brief.requester),
        ("due", Text("期限", "Due"), same(brief.due.isoformat())),
        ("decision_date", Text("決策日", "Decision on"), same(brief.decision.isoformat()) if brief.decision else same("")),
        ("approved", Text("需求核可", "Requirements approved"), same(approved) if approved else Text("尚未核可", "not yet")),
    )
    return Fields(
        id="brief",
        title=Text(f"研究需求書 {brief.ref}", f"Research brief {brief.ref}"),
        items=tuple(words(f"brief.{k}", t, label) for k, label, t in rows),
        columns=2,
    )


def decision(facts: PackFacts, made: Made) -> Fields:
    """The requirements without data and who is to fill them; the choice of market still to make."""
    lacking = [need for need in facts.brief.needs if not answered(need, facts, made)]
    listed = [f"{need.name}（{need.question}）" for need in lacking]
    listed_en = [f"{need.name} ({need.question})" for need in lacking]
    choice = facts.choice
    state = Text("尚無決策紀錄", "no decision on record")
    if choice:
        state = (
            Text(f"{choice.ref} 已核准", f"{choice.ref} is approved")
            if choice.approved
            else Text(f"{choice.ref} 為草稿，未核准", f"{choice.ref} is a draft, not approved")
        )
    items = (
        words(
            "ask.lacking",
            Text("、".join(listed) or "無", ", ".join(listed_en) or "none"),
            Text("尚無資料之需求", "Requirements without data"),
        ),
        words("ask.choice", state, Text("目標市場決策", "Decision on the target")),
    )
    answer = Text(
        "核定補蒐集之分工，並依本資料包完成目標市場之決策",
        "Settle who collects what is missing, and decide on the target market with this pack",
    )
    return Fields(id="decision", style="decision", question=Text("請主管決定", "For decision"), answer=plain(answer), items=items)
