"""Sections: who was consulted and what was decided, what became of earlier decisions, and where the records are kept."""

from __future__ import annotations

from argosy.deliverables.families.intelligence.cells import code, count, day, row, words
from argosy.deliverables.families.service.problems import split
from argosy.deliverables.families.service.review_facts import (
    CASES,
    DECISIONS,
    ORDERS,
    STANDARDS,
    SURVEY,
    TRAINING,
    Asked,
    Decision,
    ReviewFacts,
)
from argosy.kernel.text import NOTHING, Text, same
from argosy.report.model import Section
from argosy.report.prose import plain
from argosy.report.table import Column, Table

DECIDED, FOLLOWED, KEPT = (
    Text("諮詢與決策", "Consultation and decisions"),
    Text("前次決策追蹤", "Earlier decisions followed up"),
    Text("紀錄管理", "Records"),
)


def decided(facts: ReviewFacts) -> Section:
    """Decisions since the review before, each with whom it consulted."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=9),
        Column(key="question", label=Text("議題", "Question"), width=22),
        Column(key="asked", label=Text("諮詢對象", "Consulted"), width=13),
        Column(key="on", label=Text("日期", "Date"), type="d", width=12),
        Column(key="words", label=Text("意見", "Opinion"), width=24),
        Column(key="decision", label=Text("決策", "Decision"), width=26),
        Column(key="owner", label=Text("負責", "Owner"), type="p", width=9),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
    )
    rows = []
    for one in recent(facts):
        for at, asked in enumerate(one.asked or (None,), 1):
            rows.append(row("decided", f"{one.ref.replace('-', '_')}_{at}", {
                "ref": code(one.ref), "question": words(one.question), "asked": words(same(asked.whom) if asked else NOTHING, "pending"), "on": day(asked.on if asked else None, "pending"),
                "words": words(_opinion(asked), "pending"), "decision": words(one.decision, "pending"), "owner": words(one.owner), "due": day(one.due),
            }, "normal" if consulted(one) else "mark"))  # fmt: skip
    note = plain(
        Text(
            f"前次檢討（{facts.previous}）以後之決策；未經諮詢者不得發行。",
            f"Since the review before ({facts.previous}); a decision nobody was consulted on stops the issue.",
        )
    )
    table = Table(
        id="decided",
        title=Text("本期決策與諮詢", "Decisions and who was consulted"),
        columns=columns,
        rows=tuple(rows),
        cites=(DECISIONS,),
        note=note,
        empty=Text("本期無服務決策", "No decision in the period"),
    )
    return Section(id="decided_section", title=DECIDED, sheet=DECIDED, audience="internal", blocks=(table,))


def _opinion(asked: Asked | None) -> Text:
    return Text(*split(asked.words)) if asked is not None and asked.words else NOTHING


def recent(facts: ReviewFacts) -> list[Decision]:
    """Decisions approved, or written and not approved, since the review before."""
    return [one for one in facts.decisions if one.approved is None or one.approved > facts.previous]


def earlier(facts: ReviewFacts) -> list[Decision]:
    """Decisions approved by the review before."""
    return [one for one in facts.decisions if one.approved is not None and one.approved <= facts.previous]


def consulted(one: Decision) -> bool:
    """Whether anybody consulted has answered."""
    return any(asked.on is not None for asked in one.asked)


def tracked(one: Decision, facts: ReviewFacts) -> bool:
    """Whether an earlier decision was looked at since it was approved: at its close, or after the review before while it is open."""
    if one.followed is None:
        return False
    return one.outcome != "open" or one.followed > facts.previous


def followed(facts: ReviewFacts) -> Section:
    """What became of decisions taken before."""
    columns = (
        Column(key="ref", label=Text("編號", "No."), type="c", width=9),
        Column(key="decision", label=Text("決策", "Decision"), width=34),
        Column(key="owner", label=Text("負責", "Owner"), type="p", width=10),
        Column(key="due", label=Text("期限", "Due"), type="d", width=12),
        Column(key="outcome", label=Text("結果", "Outcome"), type="e", width=12),
        Column(key="on", label=Text("追蹤日", "Followed up"), type="d", width=12),
        Column(key="words", label=Text("追蹤說明", "What was found"), width=34),
    )
    rows = tuple(
        row("followed", one.ref.replace("-", "_"), {
            "ref": code(one.ref), "decision": words(one.decision), "owner": words(one.owner), "due": day(one.due), "outcome": words(one.outcome_words), "on": day(one.followed, "pending"),
            "words": words(Text(*split(one.follow_up)) if one.follow_up else NOTHING, "pending"),
        }, "normal" if tracked(one, facts) else "mark")
        for one in earlier(facts)
    )  # fmt: skip
    table = Table(
        id="followed",
        title=Text("前次決策之執行", "How earlier decisions were carried out"),
        columns=columns,
        rows=rows,
        cites=(DECISIONS,),
        empty=Text("前次檢討以前無決策", "No decision before the last review"),
    )
    return Section(id="followed_section", title=FOLLOWED, sheet=FOLLOWED, audience="internal", blocks=(table,))


def kept(facts: ReviewFacts) -> Section:
    """The register of records: what, how many, where."""
    answers = len(facts.wave.given) if facts.wave else 0
    told = (
        ("standards", Text("服務標準", "Service standards"), len(facts.standards), Text("服務標準頁", "Standards page"), STANDARDS),
        ("cases", Text("服務案件與事件", "Service cases and events"), len(facts.cases), Text("服務看板", "Service board"), CASES),
        ("orders", Text("準時足量之訂單明細", "Order lines held against their day"), sum(n for _, _, n in facts.otif), Text("銷售訂單", "Sales orders"), ORDERS),
        ("answers", Text("問卷回覆", "Survey answers"), answers, Text("調查頁", "Survey pages"), SURVEY if facts.wave else CASES),
        ("decisions", Text("決策、對策、不符合、8D", "Decisions, actions, non-conformities, 8D"), len(facts.decisions) + len(facts.actions) + len(facts.breaches) + len(facts.disciplines), Text("服務決策頁", "Decisions page"), DECISIONS),
        ("training", Text("訓練人次", "People trained"), sum(1 for one in facts.loads if one.training), Text("作業程序頁", "Procedures page"), TRAINING),
    )  # fmt: skip
    columns = (
        Column(key="what", label=Text("紀錄", "Record"), width=40),
        Column(key="n", label=Text("筆數", "Number"), type="n", width=12, trace="count"),
        Column(key="where", label=Text("保存處", "Kept in"), width=30),
    )
    rows = tuple(
        row("kept", key, {"what": words(what), "n": count(n, (source,)), "where": words(where)}) for key, what, n, where, source in told
    )
    note = plain(
        Text(
            "所有紀錄保留每次變更與變更人；發行之報告另存於文件庫並列入紀錄鏈。",
            "Every record keeps each change and who made it; issued reports go into the archive and its chain.",
        )
    )
    table = Table(id="kept", title=Text("紀錄一覽", "Register of records"), columns=columns, rows=rows, note=note)
    return Section(id="kept_section", title=KEPT, sheet=KEPT, audience="internal", blocks=(table,))
