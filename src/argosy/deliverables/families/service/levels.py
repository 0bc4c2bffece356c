"""Sections: how service is watched, and what each standard came to, with control charts month by month."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, row, words
from argosy.deliverables.families.market.figures import plain as plain_number
from argosy.deliverables.families.service.cells import estimate, number
from argosy.deliverables.families.service.review_facts import CASES, ORDERS, STANDARDS, SURVEY, Month, ReviewFacts, Standard
from argosy.engines.service.control import Point, p_chart
from argosy.engines.service.scores import overlapping
from argosy.engines.service.standards import Verdict
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Row, Table
from argosy.report.visual import Chart, Encoding, Layer

METHODS, LEVELS = Text("監控方法", "How service is watched"), Text("服務水準", "Service levels")
VERDICTS: dict[Verdict, Text] = {
    "met": Text("● 達標", "● met"), "near": Text("◑ 接近", "◑ near"), "missed": Text("▲ 未達", "▲ missed"), "unmeasured": Text("○ 無法量測", "○ not measurable"),
}  # fmt: skip
SOURCES = {
    "quote": (Text("報價紀錄", "quotations"), ORDERS), "answer": (Text("服務案件", "service cases"), CASES), "close": (Text("服務案件", "service cases"), CASES),
    "within": (Text("服務案件", "service cases"), CASES), "otif": (Text("訂單與出貨", "orders and shipments"), ORDERS), "docs": (Text("案件與訂單", "cases and orders"), CASES),
    "returns": (Text("退貨單", "return notes"), ORDERS), "csat": (Text("滿意度調查", "survey"), SURVEY), "nps": (Text("滿意度調查", "survey"), SURVEY),
}  # fmt: skip
UNITS = {"%": Text("%", "%"), "h": Text("小時", "h"), "d": Text("日", "days"), "pt": Text("點", "points")}


def methods(facts: ReviewFacts) -> Section:
    """Process, KPI, formula, source, frequency, owner."""
    columns = (
        Column(key="code", label=Text("編號", "No."), type="c", width=8),
        Column(key="process", label=Text("流程", "Process"), width=14),
        Column(key="name", label=Text("指標", "KPI"), width=24),
        Column(key="formula", label=Text("公式", "Formula"), width=40),
        Column(key="source", label=Text("資料來源", "Source"), width=16),
        Column(key="period", label=Text("頻率", "Frequency"), type="e", width=10),
        Column(key="owner", label=Text("負責", "Owner"), type="p", width=11),
    )
    rows = tuple(
        row("methods", one.code, {
            "code": code(one.code), "process": words(one.process), "name": words(one.name), "formula": words(one.formula), "source": words(SOURCES[one.measure][0]),
            "period": words(one.period), "owner": words(one.owner),
        })
        for one in facts.standards
    )  # fmt: skip
    table = Table(
        id="methods",
        title=Text("服務標準與量測方法", "Standards and how they are measured"),
        columns=columns,
        rows=rows,
        cites=(STANDARDS,),
        empty=Text("尚未訂定服務標準", "No standard is set"),
    )
    return Section(id="methods_section", title=METHODS, sheet=METHODS, audience="internal", blocks=(table,))


def levels(facts: ReviewFacts) -> Section:
    """The table of results, and two control charts with their figures."""
    blocks: tuple[AnyBlock, ...] = (
        table(facts),
        *control("answered", facts.answered, Text("時限內首次回覆率", "First answers in time"), CASES),
        *control("delivered", facts.otif, Text("準時足量率（OTIF）", "On time and in full (OTIF)"), ORDERS),
    )
    return Section(id="levels_section", title=LEVELS, sheet=LEVELS, audience="internal", blocks=blocks)


def table(facts: ReviewFacts) -> Table:
    """KPI, target, actual with interval, n, before, trend, verdict."""
    columns = (
        Column(key="name", label=Text("指標", "KPI"), width=26),
        Column(key="unit", label=Text("單位", "Unit"), type="e", width=9),
        Column(key="target", label=Text("標準", "Standard"), type="s", dp=1, width=11, trace="target"),
        Column(key="actual", label=Text("實績", "Actual"), type="s", dp=1, width=9, trace="standard"),
        Column(key="n", label=Text("n", "n"), type="n", width=7, trace="count"),
        Column(key="before", label=Text("前期", "Before"), type="s", dp=1, width=9, trace="standard"),
        Column(key="trend", label=Text("趨勢", "Trend"), width=18),
        Column(key="verdict", label=Text("判定", "Verdict"), width=12),
    )
    note = Text(
        f"期間 {facts.since}–{facts.until}，前期為其前等長期間。95% 區間；判定依點估計與容許差，區間含標準時另註。",
        f"{facts.since}–{facts.until}, before it as long a period. 95% intervals; the verdict goes by the point and its tolerance and says when the interval holds the standard.",
    )
    rows = tuple(_row(one) for one in facts.standards)
    return Table(
        id="levels",
        title=Text("服務標準與實績", "Standards and actuals"),
        columns=columns,
        rows=rows,
        cites=(STANDARDS,),
        note=plain(note),
        empty=Text("尚未訂定服務標準", "No standard is set"),
    )


def _row(one: Standard) -> Row:
    cites, found = (SOURCES[one.measure][1],), one.now.estimate
    cells: dict[str, Cell] = {
        "name": words(one.name), "unit": words(UNITS.get(one.unit, same(one.unit))), "target": number(one.target, "score", "target", (STANDARDS,), dp=1),
        "actual": estimate(found, "score", "standard", cites, dp=1), "n": number(int(found.n), "count", "count", cites, dp=0),
        "before": estimate(one.before.estimate, "score", "standard", cites, dp=1), "trend": words(trend(one)), "verdict": words(verdict(one)),
    }  # fmt: skip
    return row("levels", one.code, cells, "mark" if one.now.verdict == "missed" else "normal")


def verdict(one: Standard) -> Text:
    """Met, near, missed or not measurable; with a note when the interval holds the standard."""
    told, found = VERDICTS[one.now.verdict], one.now.estimate
    if found.low is not None and found.high is not None and found.low <= one.target <= found.high:
        return Text(f"{told.zh}（區間含標準）", f"{told.en} (interval holds it)")
    return told


def trend(one: Standard) -> Text:
    """Better, worse, or the intervals overlap."""
    now, before = one.now.estimate, one.before.estimate
    if now.value is None or before.value is None:
        return Text("無前期", "nothing before")
    overlap = overlapping(now, before)
    if overlap is None or overlap:
        return Text("無法判定（區間重疊）", "cannot tell (intervals overlap)") if overlap else Text("無法判定", "cannot tell")
    return Text("改善", "better") if (now.value > before.value) == one.least else Text("惡化", "worse")


def control(identity: str, months: tuple[Month, ...], label: Text, source: str) -> tuple[AnyBlock, ...]:
    """A p-chart by month with its table; fewer than three months are not drawn."""
    points = p_chart(list(months))
    drawn = [p for p in points if p.share is not None]
    if len(drawn) < 3:
        return ()
    odd = [p.label for p in drawn if p.beyond or p.run]
    said = (
        Text(f"{label.zh}：{'、'.join(odd)} 超出管制", f"{label.en}: out of control in {', '.join(odd)}")
        if odd
        else Text(f"{label.zh}：無超出管制之月份", f"{label.en}: no month out of control")
    )
    if drawn[0].centre is None:
        said = Text(f"{label.zh}：案件少於 20，不設界限", f"{label.en}: fewer than 20, no limits")
    rows = tuple({"month": p.label, "share": _pct(p.share), "lo": _pct(p.low), "hi": _pct(p.high)} for p in drawn)
    centre = drawn[0].centre
    layers = (
        Layer(kind="band", lo="lo", hi="hi"),
        *(
            (Layer(kind="reference", value=_pct(centre) or "0", label=Text(f"平均 {_pct(centre)}%", f"mean {_pct(centre)}%")),)
            if centre is not None
            else ()
        ),
    )
    chart = Chart(
        id=f"{identity}_chart", chart="line", rows=rows, data_table=identity, height_mm=48, title=said, unit_note=Text("%；灰帶為 p 管制界限", "%; the band is the limits of the p-chart"),
        encodings={"x": Encoding(field="month", type="ordinal"), "y": Encoding(field="share", type="quantitative", format=",.0f")}, layers=layers if centre is not None else (),
        alt=Text(f"管制圖：{label.zh}逐月與界限", f"Control chart: {label.en.lower()} by month with its limits"), cites=(source,),
    )  # fmt: skip
    return chart, _points(identity, label, drawn, source)


def _pct(share: float | None) -> str | None:
    return None if share is None else plain_number(100 * share, 1)


def _points(identity: str, label: Text, points: list[Point], source: str) -> Table:
    columns = (
        Column(key="month", label=Text("月份", "Month"), type="c", width=10),
        Column(key="k", label=Text("達成", "Good"), type="n", width=9, trace="count"),
        Column(key="n", label=Text("全部", "All"), type="n", width=9, trace="count"),
        Column(key="share", label=Text("比率", "Share"), type="r", dp=1, width=10, trace="p_chart"),
        Column(key="low", label=Text("下限", "Lower"), type="r", dp=1, width=10, trace="p_chart"),
        Column(key="high", label=Text("上限", "Upper"), type="r", dp=1, width=10, trace="p_chart"),
        Column(key="flag", label=Text("訊號", "Signal"), width=20),
    )
    rows = tuple(
        row(identity, p.label.replace("-", ""), {
            "month": code(p.label), "k": number(p.k, "count", "count", (source,), dp=0), "n": number(p.n, "count", "count", (source,), dp=0),
            "share": number(p.share, "rate", "p_chart", (source,), dp=1, missing="not_applicable"), "low": number(p.low, "rate", "p_chart", (source,), dp=1, missing="too_few"),
            "high": number(p.high, "rate", "p_chart", (source,), dp=1, missing="too_few"), "flag": words(_flag(p)),
        }, "mark" if p.beyond or p.run else "normal")
        for p in points
    )  # fmt: skip
    return Table(id=identity, title=Text(f"{label.zh}：逐月", f"{label.en}, by month"), columns=columns, rows=rows, cites=(source,))


def _flag(p: Point) -> Text:
    if p.beyond:
        return Text("▲ 超出 3σ", "▲ beyond 3σ")
    return Text("▲ 連續八點同側", "▲ eight on one side") if p.run else Text("○ 無", "○ none")
