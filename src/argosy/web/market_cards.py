"""The pages of single records of market knowledge, as sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text, same
from argosy.records.markets.intel import queries as items
from argosy.records.markets.research import queries as briefs
from argosy.records.record import found
from argosy.records.reference.sourcing import queries as sourcing
from argosy.web.market_choices import decision_card, dossier_card, rival_card
from argosy.web.market_lists import EXPIRED, NONE, url
from argosy.web.sheet import Cell, Sheet, Table, cell, facts, heads, listed
from argosy.web.templatetags.argosy import person_name, spoken

STATES = {
    "covered": ("ok", Text("已涵蓋", "covered")), "gap": ("stop", Text("缺口", "gap")), "open": ("wait", Text("未涵蓋", "open")),
    "not_answerable": ("warn", Text("依原文無法回答", "not answerable as written")),
}  # fmt: skip
RULES = {"met": "ok", "gap": "stop", "na": "off", "waived": "off", "": "wait"}


def _item(key: str, on: date, actor: Any) -> Sheet:
    row = items.item(key, actor=actor)
    sheet = Sheet(spoken(row, "title"), sub=row.summary, states=[Cell(same(row.ref))])
    sheet.states += [Cell(EXPIRED, level="warn")] if row.expired(on) else []
    if row.draft:
        sheet.notes.append(("warn", Text("缺來源：僅為草稿，不進報告", "It names no source: a draft that no report uses")))
    same_as = items.duplicates(row.digest, row.title_key, row.market, besides=row.ref)
    if same_as:
        sheet.notes.append(("warn", Text("可能重複：{r}", "It may repeat {r}").format(r=", ".join(one.ref for one in same_as))))
    if row.owner and row.assessed_at is None:
        sheet.notes.append(("info", Text("待 {p} 評估", "To be assessed by {p}").format(p=person_name(row.owner))))
    sheet.facts = facts(
        (Text("評等", "Grade"), row.grade), (Text("相關性", "Relevance"), row.relevance), (Text("建議相關性", "Relevance proposed"), items.proposed_relevance(row)),
        (Text("來源", "Source"), Cell(row.source.code, url=url("sources", row.source.code)) if row.source else None), (Text("第二來源", "Second source"), row.second_source), (Text("管道", "Channel"), row.get_channel_display()),
        (Text("市場", "Market"), row.market), (Text("商品 HS", "HS code"), row.hs), (Text("主題", "Kind"), row.get_kind_display()), (Text("發生日", "Happened"), row.observed), (Text("蒐集日", "Collected"), row.collected),
        (Text("有效至", "Until"), row.expires), (Text("取得方式合法", "Lawfully acquired"), {True: Text("是", "yes"), False: Text("否", "no"), None: Text("未確認", "not confirmed")}[row.lawful]),
        (Text("對本公司影響", "Effect on the firm"), row.impact), (Text("評估", "Assessment"), row.assessment), (Text("登錄人", "Recorded by"), person_name(row.recorder)),
    )  # fmt: skip
    uses = [(cell(one.name), cell(person_name(one.by)), cell(one.at)) for one in row.uses.all()]
    graded = [
        (
            Cell(f"{one.reliability}{one.credibility}"),
            cell(one.relevance),
            cell(person_name(one.by)),
            cell(one.at),
            cell(one.reason, kind="w"),
        )
        for one in row.gradings.all()
    ]
    links = [
        (Cell(link.requirement.name, url=url("briefs", link.requirement.brief.ref)), cell(link.requirement.question, kind="w"))
        for link in row.links.all()
    ]
    sheet.tables = [
        Table(Text("誰用過", "Who used it"), heads("用於/Used in", "使用人/By", "日期/On"), uses, Text("尚未被引用", "Nobody has used it yet")),
        Table(Text("回應之需求", "Requirements it answers"), heads("需求/Requirement", "問題/Question"), links, NONE),
        Table(Text("評定紀錄", "Gradings"), heads("評等/Grade", "相關性/Relevance", "評定人/By", "日期/On", "理由/Reason"), graded, Text("尚未評定", "Not graded yet")),
    ]  # fmt: skip
    return sheet


def _source(key: str, on: date, actor: Any) -> Sheet:
    row = sourcing.source(key.upper(), actor=actor)
    sheet = Sheet(spoken(row, "name"), sub=row.owner, states=[Cell(same(row.code))])
    if row.code in {one.code for one in sourcing.stale_sources(on, actor=actor)}:
        sheet.notes.append(("warn", Text("逾更新週期，請更新後登錄", "Past its cycle: look at it again, then say so")))
    sheet.facts = facts(
        (Text("可信度", "Reliability"), row.get_reliability_display()), (Text("類別", "Kind"), row.get_kind_display()), (Text("網址或地點", "Address"), row.address), (Text("涵蓋範圍", "Coverage"), row.coverage),
        (Text("授權", "Licence"), row.licence), (Text("更新週期(日)", "Cycle (days)"), row.refresh_days), (Text("最近更新", "Refreshed"), row.refreshed), (Text("取得方式", "How acquired"), row.acquisition),
        (Text("負責人", "Steward"), person_name(row.steward)),
    )  # fmt: skip
    grades = [(Cell(one.reliability), cell(one.on), cell(person_name(one.by)), cell(one.reason, kind="w")) for one in row.grades.all()]
    watches = [
        (cell(one.name), cell(one.get_kind_display()), cell(one.market), cell(one.hs), cell(one.threshold), cell(one.last_hit))
        for one in row.watch_rules.all()
    ]
    heard = [
        (Cell(one.ref, url=url("intelligence", one.ref)), cell(spoken(one, "title"), kind="w"), cell(one.grade))
        for one in items.items(actor=actor, source=row.code)[:20]
    ]
    sheet.tables = [
        Table(Text("可信度歷程", "Grades"), heads("可信度/Reliability", "日期/On", "評定人/By", "理由/Reason"), grades, Text("尚未評定", "Not graded yet")),
        Table(Text("監看規則", "Watch rules"), heads("名稱/Name", "監看/Watches", "市場/Market", "HS/HS", "門檻(%)/Threshold (%)", "最近命中/Last hit"), watches, NONE),
        Table(Text("最近情報", "Latest items"), heads("編號/Item", "標題/Title", "評等/Grade"), heard, NONE),
    ]  # fmt: skip
    return sheet


def _culture(key: str, on: date, actor: Any) -> Sheet:
    row = found(sourcing.culture_notes(actor=actor), key, pk=int(key) if key.isdecimal() else 0)
    sheet = Sheet(Text("{m} {f}", "{m} {f}").format(m=row.market, f=str(row.get_factor_display())), sub=row.finding)
    if not row.verified(on):
        sheet.notes.append(("warn", Text("缺來源或已逾複查日：報告不採用", "Without a source or past its review date: no report uses it")))
    names = ("product", "price", "place", "promotion")
    sheet.facts = [(row._meta.get_field(name).verbose_name, cell(getattr(row, name))) for name in names]
    sheet.facts += facts(
        (Text("來源", "Source"), row.source),
        (Text("複查日", "Review"), row.review_date),
        (Text("登錄人", "Recorded by"), person_name(row.recorder)),
    )
    missing = sourcing.uncovered_factors(row.market, on, actor=actor)
    sheet.tables = [
        Table(
            Text("尚未涵蓋之因素", "Factors still uncovered"),
            heads("因素/Factor"),
            [(cell(factor.label),) for factor in missing],
            Text("七項均已涵蓋", "All seven are covered"),
        )
    ]
    return sheet


def _checklist(key: str, on: date, actor: Any) -> Sheet:
    row = sourcing.checklist(int(key) if key.isdecimal() else 0, actor=actor)
    sheet = Sheet(
        Text("{m} {p}", "{m} {p}").format(m=row.market, p=row.product), sub=Text("法規、道德與環境檢核", "Law, ethics and environment")
    )
    counts = sourcing.tally(row, on)
    if counts["bare"]:
        sheet.notes.append(("warn", Text("{n} 項缺口未填影響", "{n} gaps have no effect entered").format(n=counts["bare"])))
    missing = sourcing.uncovered_topics(row)
    if missing:
        names = listed(str(topic.label) for topic in missing)
        sheet.notes.append(("info", Text("尚無規則之類別：{t}", "Topics without a rule: {t}").format(t=names)))
    rows = []
    for rule in row.rules.all():
        counted = rule.counts_as(on)
        words = same(str(rule.Verdict(counted).label)) if counted else Text("未判定", "not decided")
        effect = " ".join(
            filter(
                None,
                (
                    str(rule.get_effect_display()) if rule.effect else "",
                    f"{rule.effect_amount.normalize():f} {rule.effect_unit}" if rule.effect_amount is not None else "",
                ),
            )
        )
        rows.append(
            (
                cell(rule.rule, small=str(rule.get_topic_display())),
                cell(rule.requirement, kind="w"),
                cell(rule.citation, kind="w"),
                cell(rule.valid_to),
                Cell(words, level=RULES[counted]),
                cell(effect),
                cell(person_name(rule.decided_by)),
            )
        )
    sheet.tables = [
        Table(
            "",
            heads("規則/Rule", "要求/Requirement", "依據/Citation", "失效日/Until", "判定/Verdict", "影響/Effect", "判定人/By"),
            rows,
            NONE,
        )
    ]
    return sheet


def _brief(key: str, on: date, actor: Any) -> Sheet:
    state = briefs.coverage(key, on, actor=actor)
    row = state.brief
    sheet = Sheet(
        row.question,
        states=[Cell(same(row.ref)), Cell(same(str(row.get_state_display())), level="ok" if row.state == "approved" else "wait")],
    )
    counts = state.counts
    sheet.facts = facts(
        (Text("涵蓋率", "Covered"), f"{state.percent} %" if state.percent is not None else None), (Text("缺口", "Gaps"), counts["gap"]), (Text("無法回答", "Not answerable"), counts["not_answerable"]),
        (Text("候選市場", "Candidates"), ", ".join(row.candidates)), (Text("商品 HS", "HS codes"), ", ".join(row.codes)), (Text("需求人", "Requester"), person_name(row.requester)), (Text("承辦人", "Owner"), person_name(row.owner)),
        (Text("期限", "Due"), row.due), (Text("決策日", "Decision date"), row.decision_date), (Text("核可", "Approved by"), person_name(row.approved_by)), (Text("研究設計", "Design"), row.design),
    )  # fmt: skip
    sheet.tables = [
        Table(
            Text("資訊需求", "Requirements"),
            heads(
                "需求/Requirement",
                "問題/Question",
                "指標/Indicator",
                "期間與精度/Period, grain",
                "狀態/State",
                "已有/There is",
                "協助/Help",
            ),
            [_need(one) for one in state.rows],
            NONE,
        )
    ]
    return sheet


def _need(one: briefs.Coverage) -> tuple[Cell, ...]:
    need, used = one.requirement, one.used
    level, words = STATES[one.state]
    why: Any = Text("；".join(f.zh for f in one.faults), "; ".join(f.en for f in one.faults)) if one.faults else need.gap_note
    there = [item.ref for item in used.items] + ([f"{one.dataset.name} {one.dataset.edition}"] if one.dataset else [])
    out = used.drafts + used.low + used.expired
    left = Text("排除 {n} 則（低於 {g} 或過期）", "{n} left out (below {g} or expired)").format(n=out, g=used.least) if out else ""
    ask = reverse("web:ask") + f"?about=requirement:{need.name}"
    asked = Text("{n} 件，逾期 {o}", "{n} asked, {o} overdue").format(n=len(one.asked), o=len(one.overdue)) if one.asked else ""
    return (
        cell(need.name), cell(need.question, kind="w", small=need.use), cell(need.indicator, small=need.unit), cell(f"{need.period} {need.granularity}", kind="w"), Cell(words, level=level, small=why),
        cell(", ".join(there), small=left), Cell(Text("請求協助", "Ask for help"), url=ask, small=asked),
    )  # fmt: skip


CARDS: dict[str, Callable[[str, date, Any], Sheet]] = {
    "intelligence": _item, "sources": _source, "culture": _culture, "compliance": _checklist, "briefs": _brief, "decisions": decision_card, "rivals": rival_card, "channels": dossier_card,
}  # fmt: skip
