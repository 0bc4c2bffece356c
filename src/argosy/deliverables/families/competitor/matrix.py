"""The comparison: attribute by attribute with importance, gap and verdict; a dot for each attribute; the advantage over each rival."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from argosy.deliverables.families.competitor.compared import WATCH, Rival, RivalFacts
from argosy.deliverables.families.intelligence.cells import Cell, code, count, gap, row, words
from argosy.deliverables.families.market.figures import plain, rate
from argosy.deliverables.families.sheets import col, part, sheet
from argosy.engines.selling.rivals import AHEAD, BEHIND, LEVEL_WITH, UNKNOWN, Attribute, Measure, judged, relative_gap, score
from argosy.kernel.text import Text
from argosy.report.model import AnyBlock, Section
from argosy.report.table import Column, Row, Table
from argosy.report.value import Value
from argosy.report.visual import Chart, Encoding

TITLE = Text("競品比較", "Comparison")
TABLE, SCORES = "compare", "advantage"
VERDICTS = {
    AHEAD: Text("領先", "ahead"),
    LEVEL_WITH: Text("相當", "even"),
    BEHIND: Text("落後", "behind"),
    UNKNOWN: Text("未知", "unknown"),
}
APART = Text("不可比", "not comparable")
BETTER = {"higher": Text("高", "high"), "lower": Text("低", "low"), "none": Text("—", "—")}
TRADE = ("最低訂購量", "交期", "保固", "認證", "經銷毛利")
"""What a wholesale buyer asks besides the product: named among the attributes."""


def section(facts: RivalFacts) -> Section:
    """The matrix, the dots, the scores."""
    blocks: tuple[AnyBlock, ...] = (table(facts), *dots(facts), scores(facts))
    return part("comparison", TITLE, *blocks, orientation="landscape")


def table(facts: RivalFacts) -> Table:
    """項目｜單位｜重要度｜本公司｜競品…｜判定: one column of measures and one of verdicts for each rival."""
    columns: list[Column] = [
        col("attribute", "項目", "Attribute", width=14), col("unit", "單位", "Unit", "c", 7), col("importance", "重要度", "Weight", "n", 7), col("better", "較佳", "Better", width=7),
        col("own", "本公司", "Ours", width=12),
    ]  # fmt: skip
    for at, one in enumerate(facts.rivals, 1):
        span = Text(f"{one.code} {one.maker}", f"{one.code} {one.name.en}")
        columns += [
            Column(key=f"r{at}", label=Text("數值", "Value"), name=Text(f"{one.code} 數值", f"{one.code} value"), width=11, span=span),
            Column(
                key=f"g{at}",
                label=Text("差距", "Gap"),
                name=Text(f"{one.code} 差距", f"{one.code} gap"),
                type="r",
                unit="%",
                dp=0,
                width=7,
                span=span,
            ),
            Column(key=f"v{at}", label=Text("判定", "Verdict"), name=Text(f"{one.code} 判定", f"{one.code} verdict"), width=8, span=span),
        ]
    rows = [_row(facts, one, at) for at, one in enumerate(facts.attributes, 1)]
    note = Text(
        "差距＝本公司 ÷ 競品 − 1；2% 以內為相當。文字項目無高低，不同者無法判定。未知另計，不當作零分。",
        "The gap is ours ÷ theirs − 1; within 2% is even. Words have no order: unlike ones cannot be judged. Unknowns are counted apart, not as nought.",
    )
    empty = Text("尚未登錄任何屬性", "No attribute on record")
    return sheet(TABLE, TITLE, tuple(columns), rows, (WATCH,), empty, note)


def _row(facts: RivalFacts, one: Attribute, at: int) -> Row:
    cells: dict[str, Cell] = {
        "attribute": words(name_of(facts, one.name)), "unit": code(facts.units.get(one.name, ""), "not_applicable"), "importance": count(one.importance, (WATCH,), trace="weight"),
        "better": words(BETTER[one.better]), "own": shown(one.own),
    }  # fmt: skip
    for place, rival in enumerate(facts.rivals, 1):
        theirs = one.rivals.get(rival.code, Measure())
        cells |= {f"r{place}": shown(theirs), f"g{place}": _gap(one.own, theirs), f"v{place}": words(verdict_of(one, rival.code))}
    return row(TABLE, f"a{at}", cells)


def verdict_of(attribute: Attribute, rival: str) -> Text:
    """The verdict in words; two known sides that have no order are not comparable rather than unknown."""
    told = judged(attribute, rival)
    both = attribute.own.known and attribute.rivals.get(rival, Measure()).known
    return APART if told == UNKNOWN and both else VERDICTS[told]


def name_of(facts: RivalFacts, attribute: str) -> Text:
    """An attribute in both languages, where its English name is entered."""
    return Text(attribute, facts.english.get(attribute, attribute))


def shown(measure: Measure) -> Cell:
    """A number or words as they were found; unknown where neither is."""
    if measure.value is not None:
        return words(Text(f"{measure.value:,g}", f"{measure.value:,g}"), cites=(WATCH,))
    return words(measure.words, "source_gap", (WATCH,))


def _gap(own: Measure, theirs: Measure) -> Cell:
    if own.value is None or theirs.value is None:
        return gap("rate", "not_applicable")
    told = relative_gap(own.value, theirs.value)
    return lambda i: rate(i, told, trace="relative_gap", cites=(WATCH,), missing="not_applicable", dp=0)


def dots(facts: RivalFacts) -> Iterator[Chart]:
    """One dot for each measured attribute: ours against the middle rival, with the span of the rivals; right is better for the buyer."""
    rows: list[dict[str, Any]] = []
    for one in facts.attributes:
        theirs = [m.value for m in one.rivals.values() if m.value]
        if one.own.value is None or len(theirs) < 2 or one.better == "none":
            continue
        sign = 1 if one.better == "higher" else -1
        ends = sorted(sign * (one.own.value / value - 1) * 100 for value in theirs)
        middle = sign * (one.own.value / median(theirs) - 1) * 100
        rows.append(
            {
                "attribute": name_of(facts, one.name),
                "gap": plain(round(middle, 1)),
                "lo": plain(round(ends[0], 1)),
                "hi": plain(round(ends[-1], 1)),
            }
        )
    if not rows:
        return
    ahead = sum(float(r["gap"]) > 2 for r in rows)
    yield Chart(
        id="dots", chart="interval", data_table=TABLE, rows=tuple(rows), height_mm=18 + 9 * len(rows),
        title=Text(f"{len(rows)} 項可量測屬性中，{ahead} 項優於競品中位數", f"Better than the middle rival in {ahead} of {len(rows)} measured attributes"),
        unit_note=Text("本公司相對各競品之差距 %（已依較佳方向調整，正值較佳）；點為對競品中位數，線為對各競品之範圍", "our gap to the rivals in per cent, right is better; dot against their median, line against each"),
        encodings={
            "y": Encoding(field="attribute", type="nominal"), "x": Encoding(field="gap", type="quantitative", format="+.0f", domain=_domain(rows)), "lo": Encoding(field="lo", type="quantitative"),
            "hi": Encoding(field="hi", type="quantitative"),
        },
        alt=Text("點圖：各屬性相對競品之差距", "Dot plot of the gap in each attribute"), cites=(WATCH,),
    )  # fmt: skip


def _domain(rows: list[dict[str, Any]]) -> tuple[str, str]:
    """Ends of the axis in tens, a ten beyond the widest gap."""
    ends = [float(row[name]) for row in rows for name in ("lo", "hi")]
    return plain(min(0, int(min(ends) // 10) * 10 - 10)), plain(max(0, int(max(ends) // 10) * 10 + 30))


def scores(facts: RivalFacts) -> Table:
    """The advantage over each rival: points of the importance known, and what is unknown beside it."""
    columns = (
        col("rival", "競品", "Rival", width=34), col("points", "優勢得分", "Points", "n", 11), col("known", "已知重要度", "Weight known", "n", 11),
        col("share", "得分率", "Share", "r", 10), col("unknown", "無法判定項目", "Not told", "n", 12), col("attributes", "項目", "Attributes", "n", 9), col("whole", "全部重要度", "Weight in all", "n", 11),
    )  # fmt: skip
    rows = [_score(facts, one, at) for at, one in enumerate(facts.rivals, 1)]
    note = Text(
        "優勢得分＝Σ 重要度 × 符號（領先 +1、相當 0、落後 −1），只計可判定項目。",
        "Points are Σ weight × sign (ahead +1, even 0, behind −1) over what can be told.",
    )
    return sheet(SCORES, Text("優勢得分", "Advantage"), columns, rows, (WATCH,), Text("沒有直接競品", "No direct rival"), note)


def _score(facts: RivalFacts, one: Rival, at: int) -> Row:
    told = score(facts.attributes, one.code)

    def number(value: int, trace: str) -> Cell:
        return lambda i: Value(id=i, v=str(value), kind="count", dp=0, trace=trace, cites=(WATCH,))

    def share(i: str) -> Value:
        return rate(i, told.share, trace="advantage", cites=(WATCH,), missing="too_few")

    cells: dict[str, Cell] = {
        "rival": words(Text(f"{one.code} {one.name.zh}", f"{one.code} {one.name.en}")), "points": number(told.points, "advantage"), "known": number(told.known, "weight"),
        "share": share, "unknown": number(told.unknown, "count"), "attributes": number(told.attributes, "count"), "whole": number(told.whole, "weight"),
    }  # fmt: skip
    return row(SCORES, f"r{at}", cells)
