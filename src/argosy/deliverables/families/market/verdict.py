"""Section: go, watch or leave, market by market with the reason; goods to withdraw or redevelop; what the decision depends on."""

from __future__ import annotations

from argosy.deliverables.families.market import opportunities
from argosy.deliverables.families.market.assess_facts import REVIEWED, AssessFacts, named
from argosy.deliverables.families.market.compliance import still_open
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import percent, rate, words
from argosy.engines.assessment.assessing import Standing
from argosy.engines.performance.review import OPTIONS
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain, prose
from argosy.report.table import Column, Row, Table
from argosy.report.words import Fields

TITLE = Text("機會、威脅與建議", "Opportunities, threats and what to do")
GO, WATCH, LEAVE, UNKNOWN = Text("進入", "Go"), Text("觀察", "Watch"), Text("暫不投入", "Leave for now"), Text("資料不足，不判定", "Too little data: no verdict")  # fmt: skip
WORDS = {"recommend": GO, "shortlist": WATCH, "not_selected": LEAVE, "insufficient": UNKNOWN}


def section(facts: AssessFacts) -> Section:
    """The verdicts and the exit list."""
    blocks: tuple[AnyBlock, ...] = (table(facts), leaving(facts), *opportunities.findings(facts.market), opportunities.advice())
    return Section(id="verdicts_section", title=TITLE, sheet=Text("建議", "Advice"), audience="internal", blocks=blocks)


def table(facts: AssessFacts) -> Table:
    """Every ranked and gated market."""
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=16),
        Column(key="verdict", label=Text("建議", "Verdict"), type="t", width=16),
        Column(key="why", label=Text("理由", "Reason"), type="t", width=42),
        Column(key="before", label=Text("行動前須完成", "First"), type="t", width=28),
    )
    rows = [_row(facts, s) for s in facts.rank.made.standings[:15]]
    for market, shut in facts.rank.made.gated.items():
        at = f"verdicts.{market}"
        cells = {
            "market": words(f"{at}.market", country(market)), "verdict": words(f"{at}.verdict", Text("不進入（門檻）", "Shut out")), "why": words(f"{at}.why", shut[0].reason),
            "before": words(f"{at}.before", Text("門檻解除後重新評估", "Assess again once the gate opens")),
        }  # fmt: skip
        rows.append(Row(id=market, cells=cells))
    return Table(id="verdicts", title=Text("各市場建議", "Verdict on each market"), columns=columns, rows=tuple(rows))


def _row(facts: AssessFacts, s: Standing) -> Row:
    at = f"verdicts.{s.market}"
    cells = {
        "market": words(f"{at}.market", country(s.market)), "verdict": words(f"{at}.verdict", WORDS[s.status]), "why": words(f"{at}.why", reason(facts, s)),
        "before": words(f"{at}.before", first_steps(facts, s)),
    }  # fmt: skip
    return Row(id=s.market, cells=cells, style="mark" if s.status == "recommend" else "normal")


def reason(facts: AssessFacts, s: Standing) -> Text:
    """Why, from the ranking's own figures."""
    made = facts.rank.made
    if s.status == "insufficient":
        floor = float(made.question.scheme.settings.complete_floor)
        return Text(f"完整度 {percent(s.score.completeness, 0)}，低於 {percent(floor, 0)}", f"{percent(s.score.completeness, 0)} complete, below {percent(floor, 0)}")  # fmt: skip
    k, low, high = made.question.chosen, *s.interval[80]
    label = {i.id: i.label for i in made.question.scheme.indicators}
    near = Text("", "")
    if s.lost_to is not None:
        name, by = country(s.lost_to.market), label[s.lost_to.indicator]
        near = Text(f"；落後{name.zh}主因{by.zh}", f"; behind {name.en} mostly by {by.en[:1].lower()}{by.en[1:]}")
    elif s.beat is not None:
        name, by = country(s.beat.market), label[s.beat.indicator]
        near = Text(f"；領先{name.zh}主因{by.zh}", f"; ahead of {name.en} mostly by {by.en[:1].lower()}{by.en[1:]}")
    return Text(
        f"第 {s.rank} 名（區間 {low}–{high}），前 {k} 名機率 {percent(s.p_top, 0)}{near.zh}", f"Rank {s.rank} (interval {low}–{high}), {percent(s.p_top, 0)} chance of the first {k}{near.en}"
    )  # fmt: skip


def first_steps(facts: AssessFacts, s: Standing) -> Text:
    """What is to be done before anything else."""
    if s.status == "recommend":
        if s.market in still_open(facts.market, facts.rank):
            return Text("結清法規檢核表", "Close the checklist of law")
        return Text("擬定進入計畫", "Draw up the plan of entry")
    if s.status in ("shortlist", "insufficient"):
        book = {i.id: i.label for i in facts.rank.made.question.scheme.indicators}
        wanted = [book[i] for i in ([c.indicator for c in facts.rank.made.collect if s.market in c.unknown] or list(s.missing))[:2]]
        return (
            Text("補蒐集：" + "、".join(t.zh for t in wanted), "Collect: " + ", ".join(t.en for t in wanted))
            if wanted
            else Text("確認權重", "Settle the weights")
        )
    return Text("－", "–")


def leaving(facts: AssessFacts) -> Table:
    """Own goods below the margin floor whose share fell three quarters running."""
    columns = (
        Column(key="product", label=Text("商品", "Product"), type="t", width=26),
        Column(key="margin", label=Text("貢獻毛利率", "Contribution"), type="r", unit="%", dp=1, width=12),
        Column(key="share", label=Text("銷售占比", "Share of sales"), type="r", unit="%", dp=2, width=12),
        Column(key="why", label=Text("理由", "Reason"), type="t", width=32),
        Column(key="what", label=Text("建議選項", "Options"), type="t", width=18),
    )
    rows = []
    for item in facts.fading:
        at, words_of = f"leaving.{item.product}", [OPTIONS[o] for o in item.options]
        cells = {
            "product": words(f"{at}.product", named(facts, item.product)), "margin": rate(f"{at}.margin", item.figures["contribution_rate"], trace="own_sales", cites=(REVIEWED,)),
            "share": rate(f"{at}.share", item.figures["share"], dp=2, trace="own_sales", cites=(REVIEWED,)),
            "why": words(f"{at}.why", item.reasons[-1]), "what": words(f"{at}.what", Text("、".join(t.zh for t in words_of), ", ".join(t.en for t in words_of))),
        }  # fmt: skip
        rows.append(Row(id=item.product, cells=cells))
    floor = percent(facts.floor, 0)
    note = Text(
        f"全公司商品：貢獻毛利率低於 {floor} 且占比連續三季下降。",
        f"Goods of the whole firm: contribution below {floor} and a share that fell three quarters running.",
    )
    return Table(
        id="leaving", title=Text("退場或重新開發清單", "To withdraw or redevelop"), columns=columns, rows=tuple(rows), note=plain(note), cites=(REVIEWED,) if rows else (),
        empty=Text("無商品符合退場條件", "No goods meet the conditions"),
    )  # fmt: skip


def decision(facts: AssessFacts) -> Fields:
    """What the general manager is asked, with conditions and flip point."""
    made, k = facts.rank.made, facts.rank.made.question.chosen
    question = Text(f"是否依本報告選定目標市場（至多 {k} 個）？", f"Choose the target markets (up to {k}) as this report has them?")
    go, watch = ([country(s.market) for s in made.standings if s.status == state] for state in ("recommend", "shortlist"))
    if not go and not watch:
        text = Text(
            "**現有資料不足以建議任何市場**；先補蒐集第「應補蒐集之資料」表所列。",
            "**The data do not carry a recommendation**; collect what is listed first.",
        )
    elif not go:
        text = Text(f"**不逕行進入**；{_names(watch).zh}列入觀察。", f"**Enter none yet**; keep {_names(watch).en} on the short list.")
    else:
        text = Text(f"**進入：{_names(go).zh}**", f"**Enter: {_names(go).en}**")
        if watch:
            text = Text(
                f"{text.zh}；{_names(watch).zh}列入觀察，不先投入預算。",
                f"{text.en}; keep {_names(watch).en} on the short list without budget.",
            )
    items = [words("decision.flip", _flip(facts), Text("翻轉點", "Flip point"))] if go or watch else []
    if waiting := still_open(facts.market, facts.rank):
        names = _names([country(m) for m in waiting])
        items.append(words("decision.first", Text(f"{names.zh}之法規檢核表須先建立並結清", f"Open and close the checklist of law of {names.en} first"), Text("條件", "Condition")))  # fmt: skip
    if facts.market.trade.synthetic:
        items.append(words("decision.data", Text("貿易資料為合成示範資料，不得作為真實決策依據", "The trade data are synthetic: no real decision may rest on them"), Text("資料", "Data")))  # fmt: skip
    return Fields(id="decision", items=tuple(items), columns=1, style="decision", question=question, answer=prose(text.zh, text.en))


def _names(markets: list[Text]) -> Text:
    return Text("、".join(m.zh for m in markets), ", ".join(m.en for m in markets))


def _flip(facts: AssessFacts) -> Text:
    made = facts.rank.made
    if len(made.standings) < 2 or not made.flips:
        return Text("單一準則之權重不會使前二名易位", "No one weight swaps the first two")
    near, other = made.flips[0], country(made.standings[1].market)
    label = next(g.label for g in made.question.scheme.groups if g.id == near.id)
    return Text(
        f"「{label.zh}」權重由 {percent(near.weight, 0)} 改為 {percent(near.to, 0)} 時，{other.zh}居首", f"{other.en} comes first when “{label.en}” weighs {percent(near.to, 0)} instead of {percent(near.weight, 0)}"
    )  # fmt: skip
