"""The lists of market knowledge: what each shows, and by what it is narrowed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from argosy.kernel.text import Text, same
from argosy.records.catalog.rivals import queries as rivals
from argosy.records.channels import queries as channels
from argosy.records.markets.deciding import queries as decisions
from argosy.records.markets.intel.queries import IntelligenceItem
from argosy.records.markets.research.queries import ResearchBrief
from argosy.records.reference.sourcing import queries as sourcing
from argosy.web.sheet import Cell, cell, heads
from argosy.web.templatetags.argosy import spoken

NONE = Text("沒有紀錄", "Nothing is recorded")
MARKET, STATE, KIND, FIND = Text("市場", "Market"), Text("狀態", "State"), Text("類別", "Kind"), Text("搜尋", "Find")
STATES = (
    ("current", Text("有效", "Current")), ("expired", Text("已過期", "Expired")), ("draft", Text("草稿（缺來源）", "Drafts without a source")),
    ("ungraded", Text("未評定", "Not graded")), ("signal", Text("待評估訊號", "Signals to assess")),
)  # fmt: skip
EXPIRED, DRAFT, CURRENT = Text("已過期", "expired"), Text("草稿", "draft"), Text("有效", "current")
STALE, FRESH = Text("已過期未更新", "stale"), Text("週期內", "in its cycle")


@dataclass(frozen=True, slots=True)
class Listed:
    """How one room is listed: what it is for, headings, a row's cells, and the words of its filters."""

    sub: Text
    heads: tuple[Text, ...]
    cells: Callable[[Any, date, Any], tuple[Cell, ...]]
    filters: Mapping[str, tuple[Text, tuple[tuple[str, Any], ...]]]
    beside: Callable[[list[Any], date, Any], Any] = lambda rows, on, actor: None


def url(room: str, key: Any) -> str:
    """The page of one record."""
    return reverse("web:market-record", args=[room, key])


def _item(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    state = Cell(DRAFT, level="off") if row.draft else Cell(EXPIRED, level="warn") if row.expired(on) else Cell(CURRENT, level="ok")
    return (
        Cell(row.ref, url=url("intelligence", row.ref), small=f"{row.collected:%Y-%m-%d}"), cell(spoken(row, "title"), kind="w", small=str(row.get_kind_display())), cell(row.market),
        cell(row.hs), cell(row.source.code if row.source else ""), cell(row.grade), cell(row.relevance), cell(row.times), cell(row.expires, kind="nw"), state,
    )  # fmt: skip


def _source(row: Any, on: date, late: Any) -> tuple[Cell, ...]:
    state = Cell(STALE, level="warn") if row.code in (late or ()) else Cell(FRESH, level="ok")
    return (
        Cell(row.code, url=url("sources", row.code), small=str(row.get_kind_display())), cell(spoken(row, "name"), kind="w", small=row.owner), cell(row.reliability), cell(row.licence, kind="w"),
        cell(row.refreshed, kind="nw"), cell(row.refresh_days), state,
    )  # fmt: skip


def _culture(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    effects = "；".join(text for text in (row.product, row.price, row.place, row.promotion) if text) or Text("無影響", "no effect")
    state = Cell(Text("已查證", "verified"), level="ok") if row.verified(on) else Cell(Text("未查證", "unverified"), level="warn")
    return (
        Cell(row.market, url=url("culture", row.pk)),
        cell(row.get_factor_display()),
        cell(row.finding, kind="w"),
        cell(effects, kind="w"),
        cell(row.source.code if row.source else ""),
        cell(row.review_date, kind="nw"),
        state,
    )


def _checklist(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    counts = sourcing.tally(row, on)
    state = (
        Cell(Text("有缺口", "gaps"), level="warn")
        if counts["gap"]
        else Cell(Text("待判定", "open"), level="wait")
        if counts["open"]
        else Cell(Text("符合", "met"), level="ok")
    )
    return (
        Cell(row.market, url=url("compliance", row.pk)),
        cell(row.product, kind="w"),
        cell(row.hs),
        *(cell(counts[word]) for word in ("met", "gap", "na", "waived", "open")),
        state,
    )


def _brief(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    return (
        Cell(row.ref, url=url("briefs", row.ref)),
        cell(row.question, kind="w"),
        cell(", ".join(row.candidates)),
        cell(row.asked),
        cell(row.owner.login.upper()),
        cell(row.due, kind="nw"),
        cell(row.get_state_display()),
    )


def _decision(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    stale = decisions.staleness(row, on) if row.state == "approved" else []
    level = "warn" if stale else "ok" if row.state == "approved" else "wait"
    words = Text("須複查", "stale") if stale else same(str(row.get_state_display()))
    return (
        Cell(row.ref, url=url("decisions", row.ref)),
        cell(row.question, kind="w"),
        cell(", ".join(row.targets)),
        cell(row.chosen),
        cell(row.owner.login.upper()),
        cell(row.review_date, kind="nw"),
        Cell(words, level=level),
    )


def _rival(row: Any, on: date, now: Any) -> tuple[Cell, ...]:
    price = (now or {}).get(row.pk)
    state = (
        Cell(Text("無價格", "no price"), level="off")
        if price is None
        else Cell(Text("逾期", "stale"), level="warn")
        if price.stale
        else Cell(Text("有效", "current"), level="ok")
    )
    return (
        Cell(row.code, url=url("rivals", row.code), small=row.maker), cell(spoken(row, "name"), kind="w"), cell(row.market), cell(row.own.sku if row.own else ""),
        cell(f"{price.currency} {price.price.normalize():,f}" if price else None, kind="num"), cell(price.on if price else None, kind="nw"), state,
    )  # fmt: skip


def _dossier(row: Any, on: date, _: Any) -> tuple[Cell, ...]:
    whole, score = channels.completeness(row, on), channels.score(row)
    return (
        Cell(row.code, url=url("channels", row.code)), cell(spoken(row, "name"), kind="w"), cell(row.market), Cell(f"{whole} %", level="ok" if whole == 100 else "warn"),
        cell(score.value), cell(len(score.blank)), cell(row.get_state_display()),
    )  # fmt: skip


def _late(rows: list[Any], on: date, actor: Any) -> Any:
    return {row.code for row in sourcing.stale_sources(on, actor=actor)}


def _prices(rows: list[Any], on: date, actor: Any) -> Any:
    return rivals.prices_now(rows, on)


LISTS: dict[str, Listed] = {
    "intelligence": Listed(
        Text("聽到什麼、從哪裡來、可信幾分、到哪一天為止、用在哪裡。", "What was heard, from where, how far to be trusted, until when, and where it was used."),
        heads("編號/Item", "標題/Title", "市場/Market", "HS/HS", "來源/Source", "評等/Grade", "相關性/Relevance", "引用/Used", "有效至/Until", "狀態/State"), _item,
        {"find": (FIND, ()), "market": (MARKET, ()), "hs": (Text("HS 開頭", "HS begins with"), ()), "kind": (KIND, tuple(IntelligenceItem.Kind.choices)),
         "grade": (Text("至少", "At least"), tuple((g, g) for g in ("A1", "B2", "C3", "D4"))), "state": (STATE, STATES)}),
    "sources": Listed(
        Text("來源的機構、授權、更新週期與可信度；逾期未更新者列出。", "Who is behind a source, its licence, its cycle and its reliability; stale ones are told."),
        heads("代號/Code", "名稱/Name", "可信度/Reliability", "授權/Licence", "最近更新/Refreshed", "週期(日)/Cycle (days)", "狀態/State"), _source, {"find": (FIND, ()), "kind": (KIND, tuple(sourcing.Source.Kind.choices))}, _late),
    "culture": Listed(
        Text("每個市場七項文化因素，對產品、價格、通路、推廣之影響。", "Seven factors of each market and what they do to product, price, place and promotion."),
        heads("市場/Market", "因素/Factor", "內容/Finding", "影響/Effect", "來源/Source", "複查日/Review", "狀態/State"), _culture, {"market": (MARKET, ()), "factor": (Text("因素", "Factor"), tuple(sourcing.CultureNote.Factor.choices))}),
    "compliance": Listed(
        Text("市場 × 商品之法規、道德與環境要求；無依據或已失效者計為缺口。", "What law, ethics and environment ask of goods in a market; a rule without citation, or out of force, is a gap."),
        heads("市場/Market", "商品/Product", "HS/HS", "符合/Met", "缺口/Gap", "不適用/Not applicable", "免除/Waived", "未判定/Open", "狀態/State"), _checklist, {"market": (MARKET, ())}),
    "briefs": Listed(
        Text("研究問題、要知道什麼、已有什麼、還缺什麼。", "The question, what has to be known, what is there and what is missing."),
        heads("編號/Brief", "研究問題/Question", "候選市場/Candidates", "需求/Requirements", "承辦/Owner", "期限/Due", "狀態/State"), _brief, {"state": (STATE, tuple(ResearchBrief.State.choices))}),
    "decisions": Listed(
        Text("選了什麼、為什麼、依據哪些數字；資料更新後會標示。", "What was chosen, why, and on which figures; new data mark it."),
        heads("編號/Decision", "問題/Question", "市場/Markets", "選定/Chosen", "負責/Owner", "複查日/Review", "狀態/State"), _decision, {"state": (STATE, tuple(decisions.DecisionRecord.State.choices)), "market": (MARKET, ())}),
    "rivals": Listed(
        Text("競爭者的商品、價格與動作；逾 90 天之價格不納入平均。", "Rival products, prices and moves; a price over 90 days old is not averaged."),
        heads("代號/Code", "品名/Product", "市場/Market", "對應貨號/Own SKU", "現價/Price", "日期/Date", "狀態/State"), _rival, {"find": (FIND, ()), "market": (MARKET, ())}, _prices),
    "channels": Listed(
        Text("每個通路十二段資料、費用與加權評分；未達 100% 不得上線。", "Twelve sections, fees and a weighted score of each channel; below 100 % none is launched."),
        heads("代號/Code", "通路/Channel", "市場/Market", "完整度/Complete", "評分/Score", "空白項/Blank", "狀態/State"), _dossier, {"market": (MARKET, ())}),
}  # fmt: skip
