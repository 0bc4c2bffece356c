"""The pages of decisions, rival products and channels, as sheets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text, same
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.channels import queries as channels
from argosy.records.markets.deciding import queries as decisions
from argosy.web.market_lists import NONE, url
from argosy.web.sheet import Cell, Sheet, Table, cell, facts, heads, listed
from argosy.web.templatetags.argosy import person_name, spoken

SECTIONS = {
    "ok": ("ok", Text("有效", "current")),
    "empty": ("stop", Text("空白", "empty")),
    "unsourced": ("warn", Text("無來源", "no source")),
    "old": ("warn", Text("逾 12 個月", "over 12 months")),
}
VERDICTS = {"agrees": "ok", "changed": "stop", "contradicted": "stop", "unproven": "warn", "untraced": "warn"}


def decision_card(key: str, on: date, actor: Any) -> Sheet:
    """A decision: what it lacks, where it departs from the data, what made it stale, and who answered."""
    state = decisions.decision(key, on, actor=actor)
    row = state.decision
    sheet = Sheet(
        row.question,
        states=[Cell(same(row.ref)), Cell(same(str(row.get_state_display())), level="ok" if row.state == "approved" else "wait")],
    )
    sheet.notes = (
        [("warn", Text("須複查：{w}", "To be looked at again: {w}").format(w=words)) for words in state.stale]
        if row.state == "approved"
        else []
    )
    sheet.notes += [("warn", Text("偏離資料：{w}", "It departs from the data: {w}").format(w=words)) for words in state.departures]
    sheet.notes += [("info", Text("尚缺：{w}", "Still lacking: {w}").format(w=words)) for words in state.lacking]
    sheet.notes += [("warn", Text("退回：{w}", "Returned: {w}").format(w=row.returned))] if row.returned else []
    names = ("chosen", "criteria", "reasons", "departure", "dissent", "kill_criteria", "review_date")
    sheet.facts = facts(
        (Text("目標市場", "Target markets"), ", ".join(row.targets)),
        *((row._meta.get_field(name).verbose_name, getattr(row, name)) for name in names),
    )
    sheet.facts += facts(
        (Text("研究需求書", "Brief"), Cell(row.brief.ref, url=url("briefs", row.brief.ref)) if row.brief else None), (Text("市場評估", "Assessment"), row.assessment), (Text("撰寫人", "Author"), person_name(row.author)),
        (Text("負責人", "Owner"), person_name(row.owner)), (Text("核准人", "Approver"), person_name(row.approver)), (Text("核准日", "Approved"), row.approved_at),
    )  # fmt: skip
    sheet.tables = _decided(row)
    sheet.links = [(reverse("web:ask") + f"?about=decision:{row.ref}", Text("請求協助", "Ask for help"))]
    return sheet


def _decided(row: Any) -> list[Table]:
    options = [
        (cell(one.key), cell(one.title, kind="w"), cell(one.reasons_for, kind="w"), cell(one.reasons_against, kind="w"))
        for one in row.options.all()
    ]
    figures = [
        (cell(f"#{one.pk}"), cell(one.label, kind="w", small=str(one.get_claim_display())), cell(one.value, small=one.unit), cell(f"{one.dataset} {one.edition}", kind="w"), cell(one.checked), Cell(same(str(one.get_verdict_display() or "—")), level=VERDICTS.get(one.verdict, "off"), small=one.explanation))
        for one in row.figures.all()
    ]  # fmt: skip
    answers = [
        (
            cell(person_name(one.addressee)),
            cell(one.due),
            cell(one.get_answer_display() if one.answer else Text("未回覆", "no answer")),
            cell(one.comment, kind="w"),
        )
        for one in row.responses.all()
    ]
    return [
        Table(Text("方案", "Options"), heads("代號/Key", "方案/Option", "支持/For", "反對/Against"), options, NONE),
        Table(
            Text("引用數字", "Cited figures"),
            heads("#/#", "數字/Figure", "數值/Value", "版本/Edition", "重算/Anew", "檢核/Check"),
            figures,
            Text("尚未引用數字", "No figure is cited yet"),
        ),
        Table(
            Text("回覆", "Responses"),
            heads("對象/Person", "期限/Due", "回覆/Answer", "意見/Comment"),
            answers,
            Text("尚未告知", "Nobody was told yet"),
        ),
    ]


def rival_card(key: str, on: date, actor: Any) -> Sheet:
    """A rival product beside our own, with prices and moves."""
    row = rivals.rival(key, actor=actor)
    now = rivals.prices_now([row], on).get(row.pk)
    sheet = Sheet(spoken(row, "name"), sub=row.maker, states=[Cell(same(row.code))])
    if now and now.stale:
        sheet.notes.append(("warn", Text("最近價格為 {d}，已逾期", "The latest price is of {d} and stale").format(d=now.on)))
    sheet.facts = facts(
        (Text("現價", "Price"), f"{now.currency} {now.price.normalize():,f}" if now else None), (Text("對應貨號", "Own SKU"), Cell(row.own.sku, url=reverse("web:product", args=[row.own.sku])) if row.own else None), (Text("市場", "Market"), row.market),
        (Text("通路", "Channel"), row.channel), (Text("交易條件", "Terms"), row.terms), (Text("來源", "Source"), row.source), (Text("規格", "Specification"), row.specification),
    )  # fmt: skip
    prices = [
        (cell(one.on), cell(one.price, small=one.currency), cell(Text("促銷", "promotion") if one.promotion else ""), cell(one.source))
        for one in rivals.prices(key, actor=actor)[:26]
    ]
    compared = rivals.comparison(row.own.sku, on, actor=actor) if row.own else []
    attributes = [(cell(one.attribute, small=one.unit), _attribute(one.own), _attribute(one.rivals.get(row.code))) for one in compared]
    moves = [
        (cell(one.on), cell(one.get_kind_display()), cell(one.note, kind="w"), cell(one.source))
        for one in rivals.moves(actor=actor, maker=row.maker)[:20]
    ]
    sheet.tables = [
        Table(Text("與本公司比較", "Beside our own"), heads("屬性/Attribute", "本公司/Ours", "競品/Theirs"), attributes, NONE),
        Table(
            Text("價格（近 26 筆）", "Prices (latest 26)"), heads("日期/Date", "價格/Price", "促銷/Promotion", "來源/Source"), prices, NONE
        ),
        Table(Text("動作", "Moves"), heads("日期/Date", "動作/Move", "說明/Note", "來源/Source"), moves, NONE),
    ]
    return sheet


def _attribute(row: Any) -> Cell:
    return (
        cell(Text("未知", "unknown"))
        if row is None or (row.value is None and not row.words)
        else cell(row.value if row.value is not None else row.words)
    )


def dossier_card(key: str, on: date, actor: Any) -> Sheet:
    """A channel: twelve sections, fees and score."""
    row = channels.dossier(key, actor=actor)
    whole, score = channels.completeness(row, on), channels.score(row)
    sheet = Sheet(
        spoken(row, "name"),
        sub=row.goods,
        states=[Cell(same(row.code)), Cell(same(str(row.get_state_display())), level="ok" if row.state == "launched" else "wait")],
    )
    if whole < 100:
        sheet.notes.append(("warn", Text("完整度 {n}%：不得決定上線", "Complete to {n} %: no launch may be decided").format(n=whole)))
    if score.blank:
        names = listed(str(channels.Criterion(one).label) for one in score.blank)
        sheet.notes.append(("info", Text("無來源而不計分：{b}", "Without a source and not scored: {b}").format(b=names)))
    sheet.facts = facts(
        (Text("完整度", "Complete"), f"{whole} %"),
        (Text("評分", "Score"), score.value),
        (Text("市場", "Market"), row.market),
        (Text("決定理由", "Reason"), row.reason),
        (Text("負責人", "Owner"), person_name(row.owner)),
    )
    sheet.tables = _known_of(row, score, on)
    return sheet


def _known_of(row: Any, score: channels.Score, on: date) -> list[Table]:
    written = [
        (
            cell(one.label),
            Cell(SECTIONS[one.state][1], level=SECTIONS[one.state][0]),
            cell(one.row.words if one.row else "", kind="w"),
            cell(one.row.source if one.row else ""),
            cell(one.row.as_of if one.row else None),
        )
        for one in channels.sections(row, on)
    ]
    fees = [
        (cell(one.name), cell(one.rate, small=one.currency or "%"), cell(one.get_basis_display()), cell(one.as_of), cell(one.source))
        for one in row.fees.all()
    ]
    scores = [
        (
            cell(one.get_criterion_display()),
            cell(one.value),
            cell(row.weights.get(one.criterion, 1)),
            cell(score.parts.get(one.criterion)),
            cell(one.source),
        )
        for one in row.scores.all()
    ]
    return [
        Table(
            Text("十二段", "Twelve sections"),
            heads("段落/Section", "狀態/State", "內容/Words", "來源/Source", "資料日/As of"),
            written,
            NONE,
        ),
        Table(Text("費用", "Fees"), heads("費用/Fee", "費率/Rate", "基礎/Basis", "資料日/As of", "來源/Source"), fees, NONE),
        Table(Text("評分", "Scores"), heads("項目/Criterion", "分數/Score", "權重/Weight", "貢獻/Part", "來源/Source"), scores, NONE),
    ]
