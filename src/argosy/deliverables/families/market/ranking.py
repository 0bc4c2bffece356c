"""Section: where to sell. Order with rank intervals, how often a market comes first, what the order hangs on, and what is shut out and why."""

from __future__ import annotations

from collections.abc import Iterator

from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import count, estimate, percent, rate, score, words
from argosy.deliverables.families.market.rank_facts import METHOD, RankFacts
from argosy.engines.assessment.assessing import Standing
from argosy.engines.assessment.weighting import group_weights
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import Prose, plain, prose
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding
from argosy.report.words import Paragraph

TITLE = Text("市場排序與穩定度", "Ranking of the markets and how stable it is")
TABLE, LISTED = "ranks", 15
LEVEL = 80
STATES = {
    "recommend": Text("建議", "Recommend"),
    "shortlist": Text("列入觀察", "Short list"),
    "not_selected": Text("暫不", "Not now"),
    "insufficient": Text("資料不足", "Too little data"),
}


def section(rank: RankFacts) -> Section:
    """Sentence, chart, table, gates, weights with flip points."""
    blocks: tuple[AnyBlock, ...] = (sentence(rank), *_chart(rank), table(rank), *_gates(rank), weights(rank), flips(rank))
    return Section(id="ranking", title=TITLE, sheet=Text("市場排序", "Ranking"), audience="internal", blocks=blocks)


def sentence(rank: RankFacts) -> Paragraph:
    """Who is first, and how surely."""
    made = rank.made
    if not made.standings:
        return Paragraph(
            id="rank_words",
            text=plain(Text("所有候選市場均被門檻排除，無市場可排序。", "Gates shut every candidate: there is none to rank.")),
        )
    first, k = made.standings[0], made.question.chosen
    name, at = country(first.market), f"{TABLE}.{first.market}"
    zh = f"**{name.zh}**得分最高（[[{at}.score]]），在 [[{at}.first]] 之權重與誤差抽樣中居首，[[{at}.top]] 列前 {k} 名；"
    en = f"**{name.en}** scores highest ([[{at}.score]]). It comes first in [[{at}.first]] of the draws of weights and errors and among the first {k} in [[{at}.top]]; "
    tail = conclusion(rank)
    return Paragraph(id="rank_words", text=prose(zh + tail.zh, en + tail.en))


def conclusion(rank: RankFacts) -> Text:
    """Whether the first place and the choice hold."""
    settings, first = rank.made.question.scheme.settings, rank.made.standings[0]
    if first.status == "insufficient":
        return Text("惟資料完整度未達門檻，不據以建議。", "but too little is known of it, and nothing is recommended on this.")
    need = percent(float(settings.recommend), 0)
    top = rank.firsts.get(first.market, 0.0) >= float(settings.recommend)
    chosen = first.p_top >= float(settings.recommend)
    if top:
        return Text(f"首選與入選均達門檻 {need}。", f"both the first place and the choice reach the bar of {need}.")
    if chosen:
        return Text(
            f"「入選」達門檻 {need}，「首選」未達，不宜稱為唯一首選。",
            f"the choice reaches the bar of {need}, the first place does not: do not call it the one best market.",
        )
    return Text(
        f"入選機率未達門檻 {need}，僅列入觀察。", f"the choice falls short of the bar of {need}: it is kept on the short list only."
    )


def _chart(rank: RankFacts) -> tuple[Chart, ...]:
    shown = rank.made.standings[:LISTED]
    if len(shown) < 2:
        return ()
    rows = tuple(
        {"market": country(s.market), "rank": str(s.rank), "lo": str(s.interval[LEVEL][0]), "hi": str(s.interval[LEVEL][1]), "label": same(percent(s.p_top, 0))}
        for s in shown
    )  # fmt: skip
    sure = sum(s.p_top >= float(rank.made.question.scheme.settings.recommend) for s in shown)
    k = rank.made.question.chosen
    title = Text(f"前 {k} 名之機率達門檻者 {sure} 個市場", f"Markets whose chance of being among the first {k} reaches the bar: {sure}")
    told_zh = "、".join(f"{country(s.market).zh} {s.interval[LEVEL][0]}–{s.interval[LEVEL][1]}" for s in shown)
    told_en = ", ".join(f"{country(s.market).en} {s.interval[LEVEL][0]}–{s.interval[LEVEL][1]}" for s in shown)
    return (
        Chart(
            id="rank_chart", chart="interval", title=title, rows=rows,
            encodings={
                "x": Encoding(field="rank", type="quantitative", format=",.0f"), "y": Encoding(field="market", type="nominal"),
                "lo": Encoding(field="lo", type="quantitative"), "hi": Encoding(field="hi", type="quantitative"), "label": Encoding(field="label", type="nominal"),
            },
            alt=Text(f"名次區間（{LEVEL}%）：{told_zh}", f"Rank intervals ({LEVEL} %): {told_en}"), data_table=TABLE,
            unit_note=Text(f"名次與 {LEVEL}% 區間；右側為列前 {k} 名之機率", f"Rank with {LEVEL} % interval; at the right the chance of being among the first {k}"),
            height_mm=max(30, 5 * len(shown) + 8), cites=(METHOD,),
        ),
    )  # fmt: skip


def table(rank: RankFacts) -> Table:
    """One row a market in order; the markets after the first fifteen are counted in the note."""
    made, k = rank.made, rank.made.question.chosen
    columns = (
        Column(key="rank", label=Text("名次", "Rank"), type="n", trace="rank_place", width=12),
        Column(key="market", label=Text("市場", "Market"), type="t", width=17),
        Column(key="score", label=Text("得分", "Score"), type="s", dp=0, trace="rank_score", width=7),
        Column(key="first", label=Text("居首", "First"), name=Text("居首之機率", "P(first)"), type="r", unit="%", dp=0, trace="p_top", width=8),
        Column(key="top", label=Text(f"前 {k} 名", f"First {k}"), name=Text(f"前 {k} 名之機率", f"P(first {k})"), type="r", unit="%", dp=0, trace="p_top", width=8),
        Column(key="complete", label=Text("完整度", "Complete"), type="r", unit="%", dp=0, trace="completeness", width=9),
        Column(key="topsis", label=Text("TOPSIS", "TOPSIS"), name=Text("TOPSIS 名次", "Rank by TOPSIS"), type="n", trace="topsis", width=8),
        Column(key="entropy", label=Text("熵權", "Entropy"), name=Text("熵權名次", "Rank by entropy weights"), type="n", trace="entropy", width=8),
        Column(key="pareto", label=Text("前緣", "Front"), name=Text("柏拉圖前緣", "On the Pareto front"), type="t", width=7),
        Column(key="state", label=Text("判定", "Verdict"), type="t", width=12),
    )  # fmt: skip
    rows = tuple(_row(rank, s) for s in made.standings[:LISTED])
    return Table(id=TABLE, title=Text("市場排序", "Ranking of the markets"), columns=columns, rows=rows, note=_note(rank), cites=(METHOD,))


def _row(rank: RankFacts, s: Standing) -> Row:
    at, settings = f"{TABLE}.{s.market}", rank.made.question.scheme.settings
    drawn = Text("權重與誤差抽樣", "draws of weights and errors")
    cells = {
        "rank": estimate(count, f"{at}.rank", s.rank, s.interval[LEVEL], level=f"{LEVEL}%", n=settings.draws, method=drawn, trace="rank_place", cites=(METHOD,)),
        "market": words(f"{at}.market", country(s.market)),
        "score": score(f"{at}.score", float(s.score.value) * 100, trace="rank_score", dp=0, cites=(METHOD,)),
        "first": rate(f"{at}.first", rank.firsts.get(s.market), trace="p_top", dp=0, cites=(METHOD,), n=settings.draws),
        "top": rate(f"{at}.top", s.p_top, trace="p_top", dp=0, cites=(METHOD,), n=settings.draws),
        "complete": rate(f"{at}.complete", s.score.completeness, trace="completeness", dp=0, cites=(METHOD,)),
        "topsis": count(f"{at}.topsis", int(s.topsis_rank), trace="topsis", cites=(METHOD,)),
        "entropy": count(f"{at}.entropy", int(s.entropy_rank), trace="entropy", cites=(METHOD,)),
        "pareto": words(f"{at}.pareto", Text("是", "yes") if s.market in rank.made.pareto else Text("－", "–")),
        "state": words(f"{at}.state", STATES[s.status]),
    }  # fmt: skip
    return Row(id=s.market, cells=cells, style="mark" if s.status == "recommend" else "normal")


def _note(rank: RankFacts) -> Prose:
    made, settings = rank.made, rank.made.question.scheme.settings
    more = len(made.standings) - LISTED
    zh = (
        f"{settings.draws:,} 次抽樣，種子 {made.question.seed}，κ = {settings.concentration}；尺度固定於 {len(made.question.fixed)} 個市場。"
        f"前 {made.question.chosen} 名之機率達 {percent(float(settings.recommend), 0)} 方建議，完整度低於 {percent(float(settings.complete_floor), 0)} 者不判定。"
    )
    en = (
        f"{settings.draws:,} draws, seed {made.question.seed}, κ = {settings.concentration}; scales fixed over {len(made.question.fixed)} markets. "
        f"Recommended from a chance of {percent(float(settings.recommend), 0)} of being among the first {made.question.chosen}; "
        f"below {percent(float(settings.complete_floor), 0)} complete no verdict is given."
    )
    if more > 0:
        zh, en = f"{zh}其後 {more} 個市場未列。", f"{en} {more} further markets are not listed."
    return plain(Text(zh, en))


def _gates(rank: RankFacts) -> Iterator[AnyBlock]:
    """Markets shut out, and gates nobody looked at."""
    made = rank.made
    rows = [
        Row(
            id=f"{market}.{s.gate.id}",
            cells={
                "market": words(f"gates.{market}.{s.gate.id}.market", country(market)), "gate": words(f"gates.{market}.{s.gate.id}.gate", s.gate.label),
                "why": words(f"gates.{market}.{s.gate.id}.why", s.fact.reason if isinstance(s.fact.reason, Text) else same(s.fact.reason)),
                "source": words(f"gates.{market}.{s.gate.id}.source", _evidence(rank, market, s.gate.metric)),
            },
        )
        for market, shut in made.gated.items() for s in shut
    ]  # fmt: skip
    gates = {g.id: g.label for g in made.question.scheme.gates}
    told = [(gates[g], [m for m in markets if m in rank.shown]) for g, markets in made.unchecked.items()]
    open_ones = [(label, markets) for label, markets in told if markets]
    zh = "；".join(f"{label.zh}：{'、'.join(country(m).zh for m in markets)}" for label, markets in open_ones)
    en = "; ".join(f"{label.en}: {', '.join(country(m).en for m in markets)}" for label, markets in open_ones)
    note = plain(Text(f"領先市場中尚未查核之門檻：{zh}。", f"Gates not looked at among the leading markets: {en}.")) if open_ones else None
    columns = (
        Column(key="market", label=Text("市場", "Market"), type="t", width=14),
        Column(key="gate", label=Text("門檻", "Gate"), type="t", width=28),
        Column(key="why", label=Text("理由", "Reason"), type="t", width=38),
        Column(key="source", label=Text("依據", "Source"), type="t", width=20),
    )
    yield Table(
        id="gates", title=Text("被門檻排除者（不計分）", "Shut out by a gate (not scored)"), columns=columns, rows=tuple(rows), note=note, cites=(METHOD,),
        empty=Text("無市場被排除", "No market is shut out"),
    )  # fmt: skip


def _evidence(rank: RankFacts, market: str, metric: str) -> Text:
    """Who says so: the evidence of the fact on record, else own orders."""
    held = rank.held.get((market, metric))
    if held is None:
        return Text("本公司訂單", "own orders")
    named = ", ".join(held.evidence)
    return Text(f"人工評定，佐證 {named}", f"scored by the firm on {named}")


def weights(rank: RankFacts) -> Table:
    """Weights of the groups, and the weight at which the first two would change places."""
    made, book = rank.made, rank.made.question.scheme
    sums, turned = group_weights(book, dict(made.weights)), {f.id: f.to for f in made.flips}
    columns = (
        Column(key="group", label=Text("準則", "Criterion"), type="t", width=26),
        Column(key="weight", label=Text("權重", "Weight"), type="r", unit="%", dp=0, trace="weight", width=10),
        Column(key="flip", label=Text("翻轉點", "Flips at"), name=Text("翻轉點權重", "Weight at the flip point"), type="r", unit="%", dp=0, trace="flip", width=12),
        Column(key="holds", label=Text("所含指標", "Indicators"), type="t", width=52),
    )  # fmt: skip
    rows = []
    for g in book.groups:
        at, inside = f"weights.{g.id}", [i.label for i in book.indicators if i.group == g.id]
        cells = {
            "group": words(f"{at}.group", Text(f"{g.id} {g.label.zh}", f"{g.id} {g.label.en}")),
            "weight": rate(f"{at}.weight", sums[g.id], dp=0, trace="weight", cites=(METHOD,)),
            "flip": rate(f"{at}.flip", turned.get(g.id), dp=0, trace="flip", cites=(METHOD,), missing="not_applicable"),
            "holds": words(f"{at}.holds", Text("、".join(t.zh for t in inside), ", ".join(t.en for t in inside))),
        }
        rows.append(Row(id=g.id, cells=cells))
    note = Text("權重為公司設定，非由資料估計。「不適用」表示單獨調整該權重不會使前二名易位。", "Weights are set by the firm, not estimated. “n/a”: no weight of this criterion alone would swap the first two.")  # fmt: skip
    return Table(
        id="weights",
        title=Text("權重與翻轉點", "Weights and flip points"),
        columns=columns,
        rows=tuple(rows),
        note=plain(note),
        cites=(METHOD,),
    )


def flips(rank: RankFacts) -> Paragraph:
    """The smallest change that swaps the first two, in a sentence."""
    made = rank.made
    if len(made.standings) < 2 or not made.flips:
        text = Text("調整任一準則之權重均不會使前二名易位。", "No weight of one criterion alone would swap the first two.")
        return Paragraph(id="flip_words", text=plain(text))
    near, (a, b) = made.flips[0], (country(s.market) for s in made.standings[:2])
    label = next(g.label for g in made.question.scheme.groups if g.id == near.id)
    zh = f"最近之翻轉點：「{label.zh}」權重由 [[weights.{near.id}.weight]] 調至 **[[weights.{near.id}.flip]]**，{b.zh}即超前{a.zh}。"
    en = f"Nearest flip point: move the weight of “{label.en}” from [[weights.{near.id}.weight]] to **[[weights.{near.id}.flip]]** and {b.en} passes {a.en}."
    return Paragraph(id="flip_words", text=prose(zh, en))
