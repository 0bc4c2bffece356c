"""Section: what each question came to, how it moved since the wave before, and which questions matter most."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, count, row, words
from argosy.deliverables.families.market.figures import plain as plain_number
from argosy.deliverables.families.service.cells import estimate
from argosy.deliverables.families.service.survey_facts import ANSWERS, BEFORE, Question, Wave
from argosy.engines.service.importance import QUADRANTS, Placed, place
from argosy.engines.service.scores import Change, change, nps, scored
from argosy.kernel.text import Text, same
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding

RESULTS, LIKERT = "results", "likert"
BETTER, WORSE, SAME, UNKNOWN = (
    Text("上升", "up"),
    Text("下降", "down"),
    Text("無法判定（區間含 0）", "cannot tell (interval holds 0)"),
    Text("無前次", "no wave before"),
)
LEVELS = (
    Text("1 非常不滿意", "1 very dissatisfied"),
    Text("2", "2"),
    Text("3", "3"),
    Text("4", "4"),
    Text("5 非常滿意", "5 very satisfied"),
)


def moved(wave: Wave, before: Wave | None, key: str) -> Change:
    """One question against the wave before."""
    return change(before.scores(key) if before else [], wave.scores(key))


def verdict(found: Change, before: Wave | None) -> Text:
    """Whether the change can be told from chance, and that the intervals overlap where they do."""
    if before is None or found.tells is None:
        return UNKNOWN
    if not found.tells:
        return Text("無法判定；兩波區間重疊", "cannot tell; the intervals overlap") if found.overlap else SAME
    told = BETTER if (found.gap.value or 0) > 0 else WORSE
    return Text(f"{told.zh}；兩波區間重疊", f"{told.en}; the intervals overlap") if found.overlap else told


def table(wave: Wave, before: Wave | None, least: int) -> Table:
    """Question, n, mean, satisfied, before, change and whether it tells."""
    columns = (
        Column(key="item", label=Text("題項", "Question"), width=18),
        Column(key="n", label=Text("n", "n"), type="n", width=6, trace="count"),
        Column(key="mean", label=Text("平均", "Mean"), type="s", dp=2, width=9, trace="mean_t"),
        Column(key="top", label=Text("滿意", "Satisfied"), type="r", dp=1, width=9, trace="top_two"),
        Column(key="before", label=Text("前次", "Before"), type="s", dp=2, width=9, trace="mean_t"),
        Column(key="gap", label=Text("差異", "Change"), type="s", dp=2, width=9, trace="welch"),
        Column(key="tells", label=Text("顯著？", "Tells?"), width=26),
    )
    rows = tuple(_row(wave, before, q, least) for q in wave.questions if q.kind != "words")
    note = Text(
        f"95% 區間。滿意＝最高兩級。每題低於 {least} 筆僅供參考。區間重疊時不稱上升或下降。",
        f"95% intervals. Satisfied: the two highest scores. Below {least} answers for reference only. With overlapping intervals nothing is called a rise or a fall.",
    )
    return Table(
        id=RESULTS,
        title=Text("各題結果", "Results by question"),
        columns=columns,
        rows=rows,
        cites=(ANSWERS,),
        note=plain(note),
        empty=Text("尚無回覆", "No answers yet"),
    )


def _row(wave: Wave, before: Wave | None, q: Question, least: int) -> Row:
    told, found = scored(q.key, wave.scores(q.key), q.most), moved(wave, before, q.key)
    cells: dict[str, Cell] = {
        "item": words(q.name), "n": count(told.n, (ANSWERS,)), "mean": estimate(told.mean, "score", "mean_t", (ANSWERS,), n_min=least),
        "top": estimate(told.top_two, "rate", "top_two", (ANSWERS,)), "before": estimate(found.before, "score", "mean_t", (BEFORE,) if before else (), missing="not_applicable"),
        "gap": estimate(found.gap, "score", "welch", (ANSWERS, BEFORE) if before else (ANSWERS,), missing="not_applicable"), "tells": words(verdict(found, before)),
    }  # fmt: skip
    return row(RESULTS, q.key, cells, "mark" if q.overall else "normal")


def recommend(wave: Wave) -> tuple[Table, ...]:
    """The net promoter score with its three groups; absent when nobody was asked."""
    if wave.nps is None:
        return ()
    scores = wave.scores(wave.nps.key)
    groups = [sum(s >= 9 for s in scores), sum(7 <= s <= 8 for s in scores), sum(s <= 6 for s in scores)]
    columns = (
        Column(key="up", label=Text("推薦者 9–10", "Promoters 9–10"), type="n", width=12, trace="count"),
        Column(key="mid", label=Text("被動者 7–8", "Passives 7–8"), type="n", width=12, trace="count"),
        Column(key="down", label=Text("批評者 0–6", "Detractors 0–6"), type="n", width=12, trace="count"),
        Column(key="nps", label=Text("NPS", "NPS"), type="r", dp=1, width=12, trace="nps"),
    )
    cells: dict[str, Cell] = {name: count(k, (ANSWERS,)) for name, k in zip(("up", "mid", "down"), groups, strict=True)}
    cells["nps"] = estimate(nps(scores), "rate", "nps", (ANSWERS,))
    return (Table(id="nps", title=Text("推薦意願", "Recommendation"), columns=columns, rows=(row("nps", "all", cells),), cites=(ANSWERS,)),)


def likert(wave: Wave) -> tuple[Chart, ...]:
    """Stacked bars of the scores of each question; absent without answers."""
    asked = [q for q in wave.scored if wave.scores(q.key)]
    if not asked:
        return ()
    rows = tuple(
        {"item": q.name, "level": LEVELS[score - 1] if q.most == 5 else same(str(score)), "share": plain_number(100 * share(wave.scores(q.key), score), 2)}
        for q in asked for score in range(1, q.most + 1)
    )  # fmt: skip
    best = max(asked, key=lambda q: sum(wave.scores(q.key)) / len(wave.scores(q.key)))
    worst = min(asked, key=lambda q: sum(wave.scores(q.key)) / len(wave.scores(q.key)))
    title = Text(f"「{best.name.zh}」評分最高，「{worst.name.zh}」最低", f"{best.name.en} scores highest, {worst.name.en} lowest")
    return (
        Chart(
            id=LIKERT, chart="stacked", rows=rows, data_table=RESULTS, height_mm=30 + 7 * len(asked), title=title, unit_note=Text("答數占比（%）", "share of answers (%)"),
            encodings={
                "y": Encoding(field="item", type="nominal"), "x": Encoding(field="share", type="quantitative", format=",.0f", domain=("0", "100")),
                "color": Encoding(field="level", type="nominal", title=Text("評分", "Score")),
            },
            alt=Text("堆疊長條圖：各題各分數之占比", "Stacked bars: share of each score by question"), cites=(ANSWERS,),
        ),
    )  # fmt: skip


def share(scores: list[float], score: int) -> float:
    """The share of one score."""
    return sum(s == score for s in scores) / len(scores)


def placed(wave: Wave) -> list[Placed]:
    """Questions by how much they go with overall satisfaction; nothing without that question or with fewer than five answers."""
    if wave.overall is None or len(wave.given) < 5:
        return []
    return place({q.key: wave.column(q.key) for q in wave.scored}, wave.overall.key)


def priorities(wave: Wave, found: list[Placed]) -> tuple[Chart | Table, ...]:
    """Importance against performance, drawn and in figures."""
    known = [one for one in found if one.importance.value is not None and one.performance is not None]
    if len(known) < 3:
        return ()
    names = {q.key: q.name for q in wave.questions}
    first = next((one for one in known if one.quadrant == "improve"), None)
    title = (
        Text(f"優先改善：{names[first.key].zh}", f"Improve first: {names[first.key].en}")
        if first
        else Text("無題項落在優先改善區", "No question falls into 'improve first'")
    )
    rows = tuple(
        {"x": plain_number(one.performance, 3), "y": plain_number(one.importance.value, 3), "name": names[one.key], "where": QUADRANTS[one.quadrant]}
        for one in known if one.performance is not None and one.importance.value is not None
    )  # fmt: skip
    chart = Chart(
        id="priority_chart", chart="scatter", rows=rows, data_table="priorities", height_mm=70, title=title,
        encodings={
            "x": Encoding(field="x", type="quantitative", title=Text("表現（平均分數）", "Performance (mean score)"), format=",.1f"),
            "y": Encoding(field="y", type="quantitative", title=Text("重要度（與整體之相關）", "Importance (correlation with overall)"), format=",.2f"),
            "label": Encoding(field="name", type="nominal"), "color": Encoding(field="where", type="nominal", title=Text("象限", "Quadrant")),
        },
        alt=Text("散布圖：各題之重要度與表現", "Scatter: importance and performance of each question"), cites=(ANSWERS,),
    )  # fmt: skip
    columns = (
        Column(key="item", label=Text("題項", "Question"), width=22),
        Column(key="importance", label=Text("重要度 ρ", "Importance ρ"), type="s", dp=2, width=14, trace="spearman"),
        Column(key="performance", label=Text("表現", "Performance"), type="s", dp=2, width=12, trace="mean_t"),
        Column(key="quadrant", label=Text("象限（依中位數）", "Quadrant, by the medians"), width=22),
    )
    made = tuple(
        row("priorities", one.key, {
            "item": words(names[one.key]), "importance": estimate(one.importance, "score", "spearman", (ANSWERS,)),
            "performance": _mean(wave, one.key), "quadrant": words(QUADRANTS[one.quadrant]),
        })
        for one in found
    )  # fmt: skip
    note = plain(
        Text("相關不等於因果；象限以各題之中位數劃分。", "A correlation is no cause; quadrants are cut at the medians of all questions.")
    )
    return chart, Table(
        id="priorities", title=Text("重要度與表現", "Importance and performance"), columns=columns, rows=made, cites=(ANSWERS,), note=note
    )


def _mean(wave: Wave, key: str) -> Cell:
    return estimate(scored(key, wave.scores(key), 5).mean, "score", "mean_t", (ANSWERS,))
