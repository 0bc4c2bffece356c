"""Section: what was decided, on which figures, and whether they bear it. A choice that departs from the data needs its written reason."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.deciding_facts import DECISIONS, Decided, DecisionFacts, Option, Quoted
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import figure, percent, words
from argosy.deliverables.families.market.rank_facts import RankFacts
from argosy.engines.assessment.deciding import Cited, Decision, Finding, check_decision
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Group, Row, Table
from argosy.report.value import Kind
from argosy.report.words import Paragraph
from argosy.rules.markets.library import claim_words

TITLE = Text("決策與資料一致性", "Decisions and whether the data bear them")
AGREES, EXPLAINED, DEPARTS, UNKNOWN = Text("● 一致", "● agrees"), Text("◑ 偏離，已書面說明", "◑ departs, explained"), Text("▲ 偏離，未說明", "▲ departs, unexplained"), Text("○ 無法判定", "○ cannot tell")  # fmt: skip
CRITERION = "rank"
PER_YEAR = ("1/年", "1/year")
"""Units of growth rates, read as percent."""


def section(facts: DecisionFacts) -> Section:
    """Options, consistency, cited figures, vintage, people told."""
    if not facts.decisions:
        none = Text("本商品尚無決策紀錄；請先於「決策紀錄」建立選項、準則與引用數字。", "There is no decision on this product: enter its options, criteria and figures first.")  # fmt: skip
        return Section(id="deciding", title=TITLE, audience="internal", blocks=(Paragraph(id="decided_words", text=plain(none)),))
    blocks: tuple[AnyBlock, ...] = (options(facts), consistency(facts), quoted(facts), told(facts))
    return Section(id="deciding", title=TITLE, sheet=Text("決策", "Decisions"), audience="internal", blocks=blocks)


def options(facts: DecisionFacts) -> Table:
    """決策｜選項｜採用否決｜理由｜依據數值｜翻轉點."""
    columns = (
        Column(key="option", label=Text("選項", "Option"), type="t", width=14),
        Column(key="taken", label=Text("採用／否決", "Taken"), type="t", width=11),
        Column(key="why", label=Text("理由", "Reason"), type="t", width=31),
        Column(key="figures", label=Text("依據數值", "Figures"), type="t", width=24),
        Column(key="flip", label=Text("翻轉點", "Flip point"), type="t", width=20),
    )
    rows = tuple(_option(facts, d, o) for d in facts.decisions for o in d.options)
    groups = tuple(
        Group(id=d.ref, label=Text(f"{d.ref}　{d.question}（{d.state.zh}）", f"{d.ref}: {d.question} ({d.state.en})"))
        for d in facts.decisions
    )
    return Table(
        id="options", title=Text("決策與選項", "Decisions and options"), columns=columns, rows=rows, groups=groups, cites=(DECISIONS,)
    )


def _option(facts: DecisionFacts, d: Decided, o: Option) -> Row:
    at, taken = f"options.{d.ref}.{o.key}", o.key == d.chosen
    state = Text("採用", "taken") if taken else Text("否決", "rejected") if d.chosen else Text("未決", "open")
    why = (d.reasons or o.pro) if taken else "；".join(p for p in (o.pro, o.con) if p)
    cells = {
        "option": words(f"{at}.option", _called(facts.assess.rank, o)), "taken": words(f"{at}.taken", state), "why": words(f"{at}.why", same(why)),
        "figures": words(f"{at}.figures", _stands(facts.assess.rank, o.key)), "flip": words(f"{at}.flip", _flip(facts.assess.rank, o.key)),
    }  # fmt: skip
    return Row(id=f"{d.ref}.{o.key}", group=d.ref, cells=cells, style="mark" if taken else "normal")


def _called(rank: RankFacts, o: Option) -> Text:
    """An option that is a market by the market's name, any other as it was written."""
    return country(o.key) if o.key in rank.made.question.fixed else same(o.title)


def _stands(rank: RankFacts, market: str) -> Text:
    """Where the ranking has an option that is a market."""
    s = rank.standing(market)
    if s is None:
        return Text("門檻排除", "shut out by a gate") if market in rank.made.gated else Text("不在排序中", "not in the ranking")
    low, high = s.interval[80]
    k = rank.made.question.chosen
    return Text(
        f"第 {s.rank} 名 [{low}, {high}]，前 {k} 名 {percent(s.p_top, 0)}",
        f"rank {s.rank} [{low}, {high}], first {k} {percent(s.p_top, 0)}",
    )


def _flip(rank: RankFacts, market: str) -> Text:
    """What would put an option before or after the one it stands beside: only for the first two."""
    made = rank.made
    first = [s.market for s in made.standings[:2]]
    if market not in first or not made.flips:
        return Text("－", "–")
    near, other = made.flips[0], country(first[1 - first.index(market)])
    label = next(g.label for g in made.question.scheme.groups if g.id == near.id)
    return Text(
        f"「{label.zh}」權重 {percent(near.to, 0)} 時與{other.zh}易位",
        f"changes places with {other.en} when “{label.en}” weighs {percent(near.to, 0)}",
    )


def tested(rank: RankFacts, d: Decided) -> tuple[tuple[str, Finding], ...]:
    """For every target: whether it is the best by rank, or within the overlap of the rank intervals."""
    figures = [Cited(s.market, s.market, CRITERION, s.rank, s.interval[80][0], s.interval[80][1]) for s in rank.made.standings]
    targets = d.targets or ((d.chosen,) if rank.standing(d.chosen) or d.chosen in rank.made.gated else ())
    return tuple(
        (t, check_decision(Decision(t, CRITERION, (), most=False, departure=d.departure), figures, {}, claim_words())[0]) for t in targets
    )


def unexplained(facts: DecisionFacts) -> Iterator[Decided]:
    """Decisions that depart from the data without a written reason (check MR9)."""
    for d in facts.decisions:
        off = any(f.blocks for _, f in tested(facts.assess.rank, d)) or (bool(d.departures) and not d.departure.strip())
        wrong = any(q.verdict in ("changed", "contradicted") and not q.explanation.strip() for q in d.figures)
        if d.chosen and (off or wrong):
            yield d


def consistency(facts: DecisionFacts) -> Table:
    """The automatic test: choice against ranking, one row a target."""
    columns = (
        Column(key="decision", label=Text("決策", "Decision"), type="c", width=10),
        Column(key="target", label=Text("選擇", "Choice"), type="t", width=13),
        Column(key="result", label=Text("檢核結果", "Result"), type="t", width=21),
        Column(key="found", label=Text("資料所示", "What the data say"), type="t", width=32),
        Column(key="departure", label=Text("偏離之理由", "Reason for departing"), type="t", width=24),
    )
    rows = []
    for d in facts.decisions:
        for target, finding in tested(facts.assess.rank, d):
            at = f"consistency.{d.ref}.{target}"
            cells = {
                "decision": words(f"{at}.decision", d.ref), "target": words(f"{at}.target", country(target)), "result": words(f"{at}.result", result(finding)),
                "found": words(f"{at}.found", _found(facts.assess.rank, target, finding)), "departure": words(f"{at}.departure", same(d.departure or ("—" if finding.outcome == "agrees" else ""))),
            }  # fmt: skip
            rows.append(Row(id=f"{d.ref}.{target}", cells=cells, style="mark" if finding.blocks else "normal"))
    note = Text("準則為本報告之市場名次：選擇須居首，或其 80% 名次區間與首位重疊；否則須有書面理由。", "The criterion is the rank in this report: a choice comes first, or its 80 % rank interval overlaps the first's; else a written reason is needed.")  # fmt: skip
    return Table(
        id="consistency", title=Text("選擇與資料之自動檢核", "Automatic test of the choices"), columns=columns, rows=tuple(rows), note=plain(note), cites=(DECISIONS,),
        empty=Text("尚無已選定之市場", "No market is chosen yet"),
    )  # fmt: skip


def result(finding: Finding) -> Text:
    """The result in a word."""
    return {"agrees": AGREES, "contradicts": EXPLAINED, "needs_reason": DEPARTS}.get(finding.outcome, UNKNOWN)


def _found(rank: RankFacts, target: str, finding: Finding) -> Text:
    s, first = rank.standing(target), rank.made.standings[0] if rank.made.standings else None
    if s is None or first is None:
        return _stands(rank, target)
    if s.market == first.market:
        return Text("排序居首", "first in the ranking")
    name, own = country(first.market), _stands(rank, target)
    overlap = (
        Text("區間與首位重疊", "overlaps the first") if finding.outcome == "agrees" else Text("區間不重疊", "no overlap with the first")
    )
    return Text(f"{own.zh}；首位為{name.zh}，{overlap.zh}", f"{own.en}; first is {name.en}, {overlap.en}")


def quoted(facts: DecisionFacts) -> Table:
    """Every figure cited, as cited and as computed anew, with its vintage."""
    columns = (
        Column(key="decision", label=Text("決策", "Decision"), type="c", width=9),
        Column(key="label", label=Text("引用數字", "Figure"), type="t", width=23),
        Column(key="value", label=Text("引用值", "As cited"), type="s", width=12),
        Column(key="anew", label=Text("重算值", "Anew"), type="s", width=12),
        Column(key="claim", label=Text("說法", "Claim"), type="t", width=9),
        Column(key="verdict", label=Text("判定", "Verdict"), type="t", width=14),
        Column(key="vintage", label=Text("資料版本", "Vintage"), type="t", width=21),
    )
    rows = tuple(_quoted(d, q, n) for d in facts.decisions for n, q in enumerate(d.figures, 1))
    stale = [(d.ref, words_of) for d in facts.decisions for words_of in d.stale]
    zh, en = "；".join(f"{ref}：{w.zh}" for ref, w in stale), "; ".join(f"{ref}: {w.en}" for ref, w in stale)
    note = Text(f"資料版本已鎖定於各數字；新版資料：{zh}。", f"Every figure is pinned to its vintage. Newer data: {en}.") if stale else Text("資料版本已鎖定於各數字；目前無更新版本。", "Every figure is pinned to its vintage; there is no newer one.")  # fmt: skip
    return Table(
        id="quoted", title=Text("引用數字與資料版本", "Cited figures and their vintage"), columns=columns, rows=rows, note=plain(note), cites=(DECISIONS,),
        empty=Text("未引用任何數字", "No figure is cited"),
    )  # fmt: skip


def _quoted(d: Decided, q: Quoted, n: int) -> Row:
    at = f"quoted.{d.ref}.f{n}"
    yearly = q.unit in PER_YEAR
    dp = 1 if yearly else 2
    kind: Kind = "rate" if yearly else "score"
    ends = (
        {"lo": f"{q.low.normalize():f}", "hi": f"{q.high.normalize():f}", "level": "95%"}
        if q.low is not None and q.high is not None
        else {}
    )
    unit = Text(f"{q.label}（{q.unit}）", f"{q.label} ({q.unit})") if q.unit and not yearly else same(q.label)
    cells = {
        "decision": words(f"{at}.decision", d.ref), "label": words(f"{at}.label", unit),
        "value": figure(f"{at}.value", round(q.value, dp + 2 if yearly else dp), kind, dp=dp, trace="decided", cites=(DECISIONS,), **ends),
        "anew": figure(f"{at}.anew", None if q.anew is None else round(q.anew, dp + 2 if yearly else dp), kind, dp=dp, trace="decided", cites=(DECISIONS,)),
        "claim": words(f"{at}.claim", q.claim), "verdict": words(f"{at}.verdict", Text(f"{q.words.zh}{'（已說明）' if q.explanation else ''}", f"{q.words.en}{' (explained)' if q.explanation else ''}")),
        "vintage": words(f"{at}.vintage", same(f"{q.dataset} {q.edition}")),
    }  # fmt: skip
    return Row(id=f"{d.ref}.f{n}", cells=cells)


def told(facts: DecisionFacts) -> Table:
    """To whom the report and its decisions go, and what they said."""
    columns = (
        Column(key="whom", label=Text("對象", "To"), type="t", width=26),
        Column(key="about", label=Text("事項", "About"), type="t", width=30),
        Column(key="due", label=Text("期限", "Due"), type="t", width=16),
        Column(key="answer", label=Text("回覆", "Answer"), type="t", width=28),
    )
    rows = [
        _to(n, same(who), Text("本報告", "this report"), "", Text("發行後送達", "sent on issue"))
        for n, who in enumerate(facts.assess.market.ask.recipients, 1)
    ]
    rows += [_to(n + 100, t.whom, same(d.ref), t.due.isoformat(), t.answer) for d in facts.decisions for n, t in enumerate(d.told, 1)]
    return Table(
        id="recipients", title=Text("報告與建議之對象", "To whom it goes"), columns=columns, rows=tuple(rows), cites=(DECISIONS,), empty=Text("未指定對象", "Nobody is named"),
    )  # fmt: skip


def _to(n: int, whom: Text, about: Text, due: str, answer: Text) -> Row:
    at = f"recipients.r{n}.{about.en.replace(' ', '_')}"
    cells = {"whom": words(f"{at}.whom", whom), "about": words(f"{at}.about", about), "due": words(f"{at}.due", same(due or "—")), "answer": words(f"{at}.answer", answer)}  # fmt: skip
    return Row(id=f"r{n}.{about.en.replace(' ', '_')}", cells=cells)
