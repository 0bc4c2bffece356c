"""Section: which problems came, why, and what is done about them."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, row, words
from argosy.deliverables.families.service.cells import estimate, number
from argosy.deliverables.families.service.review_facts import CASES, DECISIONS, ORDERS, Discipline, Goods, ReviewFacts
from argosy.engines.performance.estimate import newcombe, wilson
from argosy.engines.service.causes import Cause, pareto
from argosy.kernel.text import Text, same
from argosy.report.model import AnyBlock, Section
from argosy.report.prose import plain
from argosy.report.table import Column, Table
from argosy.report.visual import Chart, Encoding

TITLE = Text("問題、原因、對策", "Problems, causes, actions")
UNKNOWN = Text("原因未登錄", "cause not recorded")
EIGHT = ("D1", "D2", "D3", "D4", "D5", "D6", "D7")
EIGHT_WORDS = (Text("D1 小組", "D1 team"), Text("D2 問題", "D2 problem"), Text("D3 暫時措施", "D3 containment"), Text("D4 真因", "D4 root cause"), Text("D5 永久對策", "D5 correction"), Text("D6 效果確認", "D6 verification"), Text("D7 預防再發", "D7 prevention"))  # fmt: skip


def section(facts: ReviewFacts) -> Section:
    """Causes, products, 8D reports, non-conformities, actions."""
    found = causes(facts)
    blocks: tuple[AnyBlock, ...] = (
        *chart(found),
        cause_table(found),
        goods(facts),
        *(eight_d(one) for one in facts.disciplines),
        breaches(facts),
        actions(facts),
    )
    return Section(id="problems_section", title=TITLE, sheet=TITLE, audience="internal", blocks=blocks)


def causes(facts: ReviewFacts) -> list[Cause]:
    """Causes of complaints in the period, the commonest first."""
    return pareto([one.cause for one in facts.complaints], UNKNOWN.zh)


def said(name: str) -> Text:
    """A cause in each language: it is written in Chinese first, then English."""
    zh, en = split(name)
    return UNKNOWN if name == UNKNOWN.zh else Text(zh, en)


def split(name: str) -> tuple[str, str]:
    """The Chinese and the English of words written one after the other; the whole where they are not."""
    for at, letter in enumerate(name):
        if letter == " " and name[at + 1 :].isascii() and not name[:at].isascii():
            return name[:at], name[at + 1 :]
    return name, name


def chart(found: list[Cause]) -> tuple[Chart, ...]:
    """The Pareto chart; absent with fewer than two causes."""
    if len(found) < 2:
        return ()
    few = sum(one.vital for one in found)
    rows = tuple({"cause": said(one.name), "k": str(one.k)} for one in found)
    return (
        Chart(
            id="pareto", chart="pareto", rows=rows, data_table="causes", height_mm=58, unit_note=Text("件；折線為累計占比", "cases; the line is the running share"),
            title=Text(f"{few} 項原因占八成客訴，首為「{said(found[0].name).zh}」", f"{few} causes make four fifths of complaints; first: {said(found[0].name).en}"),
            encodings={"x": Encoding(field="cause", type="nominal"), "y": Encoding(field="k", type="quantitative", format=",.0f")},
            alt=Text("帕累托圖：客訴原因", "Pareto chart: causes of complaints"), cites=(CASES,),
        ),
    )  # fmt: skip


def cause_table(found: list[Cause]) -> Table:
    """Cause, number, share with interval, running share."""
    columns = (
        Column(key="cause", label=Text("原因", "Cause"), width=44),
        Column(key="k", label=Text("件數", "Cases"), type="n", width=9, total="sum", trace="count"),
        Column(key="share", label=Text("占比", "Share"), type="r", dp=1, width=10, trace="pareto"),
        Column(key="running", label=Text("累計", "Running"), type="r", dp=1, width=10, trace="pareto"),
    )
    rows = tuple(
        row("causes", f"C{at}", {
            "cause": words(said(one.name)), "k": count(one.k, (CASES,)), "share": estimate(one.share, "rate", "pareto", (CASES,)), "running": number(one.running, "rate", "pareto", (CASES,), dp=1),
        }, "mark" if one.vital else "normal")
        for at, one in enumerate(found, 1)
    )  # fmt: skip
    return Table(
        id="causes",
        title=Text("客訴原因", "Causes of complaints"),
        columns=columns,
        rows=rows,
        cites=(CASES,),
        empty=Text("本期無客訴", "No complaint in the period"),
    )


def goods(facts: ReviewFacts) -> Table:
    """Products by complaints and returns, each against all others."""
    columns = (
        Column(key="sku", label=Text("貨號", "SKU"), type="c", width=9),
        Column(key="name", label=Text("商品", "Product"), width=28),
        Column(key="complaints", label=Text("客訴", "Complaints"), type="n", width=10, trace="count"),
        Column(key="k", label=Text("退貨明細", "Lines returned"), type="n", width=10, trace="count"),
        Column(key="n", label=Text("出貨明細", "Lines shipped"), type="n", width=10, trace="count"),
        Column(key="rate", label=Text("退貨率", "Return rate"), type="r", dp=1, width=10, trace="returns"),
        Column(key="others", label=Text("其他商品", "All others"), type="r", dp=1, width=10, trace="returns"),
        Column(key="tells", label=Text("判定", "Verdict"), width=20),
    )
    rows = tuple(
        row("goods", one.sku.replace("-", "_"), {
            "sku": code(one.sku), "name": words(one.name), "complaints": count(one.complaints, (CASES,)), "k": count(one.k, (ORDERS,)), "n": count(one.n, (ORDERS,)),
            "rate": estimate(wilson(one.k, one.n), "rate", "returns", (ORDERS,)), "others": estimate(wilson(one.others_k, one.others_n), "rate", "returns", (ORDERS,)), "tells": words(stands_out(one)),
        }, "mark" if above(one) else "normal")
        for one in facts.goods
    )  # fmt: skip
    note = plain(Text("判定依兩比率差之 Newcombe (1998) 95% 區間。", "By Newcombe's (1998) 95% interval of the difference of two shares."))
    return Table(
        id="goods",
        title=Text("商品別客訴與退貨", "Complaints and returns by product"),
        columns=columns,
        rows=rows,
        cites=(CASES, ORDERS),
        note=note,
        empty=Text("本期無客訴或退貨", "No complaint or return"),
    )


def above(one: Goods) -> bool:
    """Whether a product comes back more often than all others, beyond chance."""
    gap = newcombe(wilson(one.k, one.n), wilson(one.others_k, one.others_n))
    return gap is not None and gap[1] > 0


def stands_out(one: Goods) -> Text:
    """How many times the others' rate, or that it cannot be told."""
    if not above(one):
        return Text("○ 與其他商品無從區分", "○ cannot be told from the others")
    if not one.others_k:
        return Text("▲ 高於其他商品", "▲ above the others")
    times = (one.k / one.n) / (one.others_k / one.others_n)
    return Text(f"▲ 為其他商品之 {times:.1f} 倍", f"▲ {times:.1f} times the others")


def eight_d(one: Discipline) -> Table:
    """One 8D report, discipline by discipline."""
    identity = f"eight_{one.case.replace('-', '_')}"
    columns = (
        Column(key="part", label=Text("步驟", "Step"), type="e", width=16),
        Column(key="words", label=Text("內容", "Contents"), width=84),
    )
    rows = tuple(
        row(identity, key, {"part": words(label), "words": words(Text(*split(text)), "pending")}, "normal" if text else "mark") for key, label, text in zip(EIGHT, EIGHT_WORDS, one.parts, strict=True)
    )  # fmt: skip
    closed = (
        Text(f"D8 結案 {one.closed}", f"D8 closed {one.closed}")
        if one.closed
        else Text(f"D8 未結案，期限 {one.due}", f"D8 open, due {one.due}")
    )
    note = plain(Text(f"負責人 {one.leader.zh}；{closed.zh}。", f"Leader: {one.leader.en}; {closed.en}."))
    return Table(
        id=identity,
        title=Text(f"8D 摘要 {one.case}", f"8D in short, {one.case}"),
        columns=columns,
        rows=rows,
        cites=(DECISIONS,),
        note=note,
    )


def breaches(facts: ReviewFacts) -> Table:
    """Non-conformities with correction and verifier."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=10),
        Column(key="requirement", label=Text("違反要求", "Requirement"), width=26),
        Column(key="finding", label=Text("發現", "Finding"), width=28),
        Column(key="correction", label=Text("矯正", "Correction"), width=26),
        Column(key="verifier", label=Text("驗證", "Verified by"), type="p", width=10),
    )
    rows = tuple(
        row("breaches", ref.replace("-", "_"), {
            "ref": code(ref), "requirement": words(Text(*split(requirement))), "finding": words(Text(*split(finding))), "correction": words(Text(*split(correction)), "pending"), "verifier": words(same(verifier), "pending"),
        })
        for ref, _, requirement, finding, correction, _, verifier in facts.breaches
    )  # fmt: skip
    return Table(
        id="breaches",
        title=Text("不符合事項", "Non-conformities"),
        columns=columns,
        rows=rows,
        cites=(DECISIONS,),
        empty=Text("無不符合事項", "No non-conformity"),
    )


def actions(facts: ReviewFacts) -> Table:
    """Improvement actions with the figure before and after."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=10),
        Column(key="cause", label=Text("原因", "Cause"), width=22),
        Column(key="action", label=Text("對策", "Action"), width=28),
        Column(key="owner", label=Text("負責人", "Owner"), type="p", width=10),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="before", label=Text("改善前", "Before"), type="s", dp=2, width=9, trace="entered"),
        Column(key="after", label=Text("改善後", "After"), type="s", dp=2, width=9, trace="entered"),
        Column(key="state", label=Text("狀態", "State"), type="e", width=10),
    )
    rows = []
    for one in facts.actions:
        cells: dict[str, Cell] = {
            "ref": code(one.ref), "cause": words(Text(*split(one.cause))), "action": words(Text(*split(one.action))), "owner": words(one.owner), "due": day(one.due),
            "before": number(one.baseline, "score", "entered", (DECISIONS,), dp=2), "after": number(one.result, "score", "entered", (DECISIONS,), "pending", dp=2),
            "state": words(Text("▲ 逾期", "▲ late") if one.late else one.state),
        }  # fmt: skip
        rows.append(row("actions", one.ref.replace("-", "_"), cells, "mark" if one.late else "normal"))
    return Table(
        id="actions",
        title=Text("改善對策", "Improvement actions"),
        columns=columns,
        rows=tuple(rows),
        cites=(DECISIONS,),
        empty=Text("無改善對策", "No improvement action"),
    )
