"""What can be done in each room of market knowledge: one table for the pages, the API and the command line.

A room is a kind of record: ``intelligence``, ``sources``, ``briefs`` … An act without ``key`` makes a record; others are about the one that
``key`` names. The action it calls holds the permission and the rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms

from argosy.kernel.errors import BadInput, NotFound, Problem
from argosy.kernel.text import Text
from argosy.publishing import market_fields as f
from argosy.records.action import ACTIONS, require
from argosy.records.catalog.rivals import actions as rivals
from argosy.records.catalog.rivals import models as rival_models
from argosy.records.catalog.rivals import queries as rival_rows
from argosy.records.channels import actions as channels
from argosy.records.channels import models as channel_models
from argosy.records.channels import queries as channel_rows
from argosy.records.markets.deciding import actions as deciding
from argosy.records.markets.deciding import queries as decision_rows
from argosy.records.markets.deciding.models import CitedFigure, DecisionResponse
from argosy.records.markets.intel import actions as intel
from argosy.records.markets.intel import queries as item_rows
from argosy.records.markets.outlook import actions as outlook
from argosy.records.markets.outlook import queries as outlook_rows
from argosy.records.markets.positioning import actions as positioning
from argosy.records.markets.positioning.models import CandidatePosition, CultureCheck, PositioningPlan
from argosy.records.markets.research import actions as research
from argosy.records.markets.research import queries as brief_rows
from argosy.records.people.resources import actions as resources
from argosy.records.people.resources import queries as resource_rows
from argosy.records.reference import queries as reference
from argosy.records.reference.sourcing import actions as sourcing
from argosy.records.reference.sourcing import queries as source_rows
from argosy.records.reference.sourcing.models import Source


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``call`` takes ``key`` (a keyword, empty when it makes a record), ``fields`` of ``model`` and ``extra`` ones.

    ``today`` names the keyword that takes the day, ``number`` says that the key is a number.
    """

    room: str
    name: str
    permission: str
    call: Callable[..., Any]
    key: str = ""
    model: Any = None
    fields: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    extra: Mapping[str, f.Make] = field(default_factory=dict)
    today: str = ""
    number: bool = False

    @property
    def label(self) -> Text:
        """What it does, in both languages."""
        return ACTIONS[self.permission].label

    @property
    def partial(self) -> bool:
        """Whether it changes only the fields that are given."""
        return self.name in ("change", "reword", "rewrite")

    def form(self) -> type[forms.Form]:
        """The form that takes what the act needs, in the active language."""
        made = f.of_model(self.model, self.fields, self.needed) if self.model is not None else {}
        for one in made.values():
            one.required = one.required and not self.partial
        return type("ActForm", (forms.Form,), {**made, **{name: make() for name, make in self.extra.items()}})


def source() -> f.Make:
    """A source by its code."""
    return f.coded("來源", "Source", Source._default_manager.filter(is_active=True).all, "code")


NUMBER = f.whole("序號", "Number", 1, 999)
_ITEM = ("title_zh", "title_en", "kind", "market", "hs", "channel", "observed", "summary", "impact", "url", "secrecy", "lawful")
_SOURCE = (
    "name_zh",
    "name_en",
    "kind",
    "owner",
    "address",
    "contact",
    "coverage",
    "licence",
    "fee",
    "refresh_days",
    "refreshed",
    "acquisition",
    "lawful",
    "dataset",
)
_NEED = ("question", "indicator", "unit", "period", "granularity", "least_grade", "use", "due", "dataset")
_DECISION = ("kind", "question", "criteria", "chosen", "reasons", "departure", "dissent", "kill_criteria", "review_date")
_DECIDED = {
    "targets": f.words("目標市場", "Target markets"),
    "brief": f.text("研究需求書", "Research brief", 20, needed=False),
    "assessment": f.text("市場評估", "Market assessment", 20, needed=False),
    "product": f.text("貨號", "SKU", 30, needed=False),
    "options": f.table("方案", "Options", ("key", "title", "reasons_for", "reasons_against")),
}
_RULE = ("topic", "requirement", "citation", "jurisdiction", "valid_from", "valid_to")
_OUTLOOK = ("hs", "direction", "pestle", "finding", "likelihood", "exposed", "currency", "low", "base", "high", "run", "review_date")
_CULTURE = ("segment", "finding", "product", "price", "place", "promotion", "no_effect", "review_date")
_FIGURE = ("label", "value", "low", "high", "unit", "claim", "where", "dataset", "edition")
_PLAN = ("needs", "objectives", "statement", "actions", "kpis", "budget", "currency", "start", "end", "weights")

ALL: tuple[Act, ...] = (
    Act("intelligence", "add", "markets.item.add", intel.add_item, "", item_rows.IntelligenceItem, _ITEM, ("title_zh",),
        {"source": source(), "product": f.text("貨號", "SKU", 30, needed=False), "even_if_known": f.flag("即使重複仍要登錄", "Enter it even if it repeats one")}),
    Act("intelligence", "change", "markets.item.change", intel.change_item, "ref", item_rows.IntelligenceItem, ("title_zh", "title_en", "summary", "impact", "expires", "lawful"), (), {"source": source(), "second_source": source()}),
    Act("intelligence", "grade", "markets.item.grade", intel.grade_item, "ref", None, (), (),
        {"grade": f.text("評等(如 B2)", "Grade (such as B2)", 2), "relevance": f.whole("相關性 0–3", "Relevance 0 to 3", 0, 3), "reason": f.text("理由", "Reason", 500, needed=False), "expires": f.day("有效至", "Expires on", needed=False)}),
    Act("intelligence", "assess", "markets.item.assess", intel.assess_item, "ref", None, (), (), {"words": f.prose("評估", "What it means")}),
    Act("intelligence", "use", "markets.item.use", intel.use_item, "ref", None, (), (), {"subject": f.text("使用紀錄", "Record it is used in", 100), "name": f.text("名稱", "Its name", 120)}),
    Act("sources", "register", "reference.source.register", sourcing.register_source, "", source_rows.Source, ("code", *_SOURCE), ("code", "name_zh", "owner"), {"steward": f.text("負責人帳號", "Steward (login)", 32, needed=False)}),
    Act("sources", "change", "reference.source.change", sourcing.change_source, "code", source_rows.Source, _SOURCE, (), {}),
    Act("sources", "grade", "reference.source.grade", sourcing.grade_source, "code", source_rows.Source, ("reliability",), ("reliability",), {"reason": f.text("理由", "Reason", 500)}, "on"),
    Act("sources", "refresh", "reference.source.refresh", sourcing.refresh_source, "code", today="on"),
    Act("sources", "watch", "reference.watch.set", sourcing.set_watch, "source", source_rows.WatchRule, ("name", "kind", "market", "hs", "threshold", "words"), ("name",), {"owner": f.text("負責人帳號", "Owner (login)", 32, needed=False)}),
    Act("culture", "record", "reference.culture.record", sourcing.record_culture, "", source_rows.CultureNote, ("market", "factor", *_CULTURE), ("market",), {"source": source()}),
    Act("culture", "change", "reference.culture.change", sourcing.change_culture, "note", source_rows.CultureNote, _CULTURE, (), {"source": source()}, number=True),
    Act("compliance", "open", "reference.compliance.open", sourcing.open_checklist, "", source_rows.ComplianceChecklist, ("market", "product", "hs"), (), {}, "on"),
    Act("compliance", "add", "reference.compliance.add", sourcing.add_rule, "checklist", source_rows.ComplianceRule, ("rule", *_RULE), ("rule",), {}, number=True),
    Act("compliance", "decide", "reference.compliance.decide", sourcing.decide_rule, "checklist", source_rows.ComplianceRule, ("rule", "verdict", "note", "effect", "effect_amount", "effect_unit"), ("verdict",), {}, number=True),
    Act("briefs", "open", "markets.brief.open", research.open_brief, "", brief_rows.ResearchBrief, ("question", "due", "decision_date", "design"), (),
        {"candidates": f.words("候選市場", "Candidate markets"), "codes": f.words("商品 HS", "HS codes"), "requester": f.text("需求人帳號", "Requester (login)", 32, needed=False),
         "requirements": f.table("資訊需求", "Requirements", ("question", "indicator", "unit", "period", "granularity", "use"))}),
    Act("briefs", "change", "markets.brief.change", research.change_brief, "ref", brief_rows.ResearchBrief, ("question", "due", "decision_date", "design"), (), {"candidates": f.words("候選市場", "Candidate markets"), "codes": f.words("商品 HS", "HS codes")}),
    Act("briefs", "require", "markets.requirement.add", research.add_requirement, "ref", brief_rows.Requirement, _NEED, (), {}),
    Act("briefs", "reword", "markets.requirement.reword", research.reword_requirement, "ref", brief_rows.Requirement, _NEED, (), {"number": NUMBER}),
    Act("briefs", "link", "markets.requirement.link", research.link_item, "ref", None, (), (), {"number": NUMBER, "item": f.text("情報編號", "Item", 20)}),
    Act("briefs", "gap", "markets.requirement.gap", research.note_gap, "ref", None, (), (), {"number": NUMBER, "why": f.text("缺口說明", "Why there is a gap", 300)}),
    Act("briefs", "approve", "markets.brief.approve", research.approve_brief, "ref"),
    Act("briefs", "remind", "markets.brief.remind", research.remind, "ref", today="on"),
    Act("briefs", "close", "markets.brief.close", research.close_brief, "ref"),
    Act("decisions", "write", "markets.decision.write", deciding.write_decision, "", decision_rows.DecisionRecord, _DECISION, ("question",), _DECIDED),
    Act("decisions", "rewrite", "markets.decision.write", deciding.write_decision, "ref", decision_rows.DecisionRecord, _DECISION, ("question",), _DECIDED),
    Act("decisions", "cite", "markets.decision.cite", deciding.cite, "ref", CitedFigure, _FIGURE, ("label", "value", "dataset", "edition"), {}),
    Act("decisions", "check", "markets.decision.check", deciding.check_decision, "ref"),
    Act("decisions", "explain", "markets.decision.explain", deciding.explain, "ref", None, (), (), {"figure": f.whole("數字編號", "Number of the figure", 1, 10**9), "words": f.prose("說明", "Why it is cited all the same")}),
    Act("decisions", "submit", "markets.decision.submit", deciding.submit_decision, "ref", today="on"),
    Act("decisions", "approve", "markets.decision.approve", deciding.approve_decision, "ref", today="on"),
    Act("decisions", "return", "markets.decision.return", deciding.return_decision, "ref", None, (), (), {"why": f.text("退回意見", "Why it is returned", 500)}),
    Act("decisions", "address", "markets.decision.address", deciding.address, "ref", None, (), (), {"logins": f.words("對象帳號", "Colleagues (logins)", needed=True), "due": f.day("期限", "Answer by")}),
    Act("decisions", "respond", "markets.decision.respond", deciding.respond, "ref", DecisionResponse, ("answer", "comment"), ("answer",), {}),
    Act("decisions", "remind", "markets.decision.remind", deciding.remind_responses, "ref", today="on"),
    Act("rivals", "register", "catalog.competitor.register", rivals.register_rival, "", rival_rows.CompetitorProduct, ("code", "maker", "maker_country", "name_zh", "name_en", "hs", "market", "channel", "terms", "specification"), (),
        {"own": f.text("對應貨號", "Own SKU", 30, needed=False), "source": source()}),
    Act("rivals", "price", "catalog.competitor.price", rivals.record_price, "code", rival_models.CompetitorPrice, ("on", "price", "currency", "unit", "promotion"), ("currency",), {"source": source()}),
    Act("rivals", "attribute", "catalog.attribute.record", rivals.record_attribute, "code", rival_models.ProductAttribute, ("attribute", "value", "unit", "words", "on"), (), {"source": source()}),
    Act("rivals", "move", "catalog.competitor.move", rivals.record_move, "code", rival_rows.CompetitorMove, ("maker", "kind", "market", "on", "note"), ("kind",), {"source": source()}),
    Act("channels", "open", "channels.dossier.open", channels.open_dossier, "", channel_rows.ChannelDossier, ("code", "name_zh", "name_en", "kind", "market", "goods"), (), {}),
    Act("channels", "write", "channels.dossier.write", channels.write_section, "code", channel_models.DossierSection, ("key", "words", "as_of"), ("key",), {"source": source()}),
    Act("channels", "fee", "channels.dossier.fee", channels.record_fee, "code", channel_models.ChannelFee, ("name", "basis", "rate", "currency", "as_of"), ("basis",), {"source": source()}),
    Act("channels", "score", "channels.dossier.score", channels.score_channel, "code", channel_models.ChannelScore, ("criterion", "value", "basis", "as_of"), ("criterion",), {"source": source()}),
    Act("channels", "weigh", "channels.dossier.weigh", channels.weigh, "code", channel_rows.ChannelDossier, ("weights",), ("weights",), {}),
    Act("channels", "choose", "channels.dossier.choose", channels.choose, "code", channel_rows.ChannelDossier, ("state", "reason"), ("state", "reason"), {}, "on"),
    Act("positions", "write", "markets.position.write", positioning.write_plan, "", PositioningPlan, ("market", *_PLAN), (), {"product": f.text("貨號", "SKU", 30), "axes": f.words("座標", "Axes")}, "on"),
    Act("positions", "rewrite", "markets.position.write", positioning.write_plan, "ref", PositioningPlan, _PLAN, (), {"axes": f.words("座標", "Axes")}, "on"),
    Act("positions", "candidate", "markets.position.candidate", positioning.score_candidate, "ref", CandidatePosition, ("name", "words", "need", "consumer", "culture", "margin", "margin_percent"), (), {}),
    Act("positions", "choose", "markets.position.choose", positioning.choose_position, "ref", None, (), (), {"name": f.text("策略", "Strategy", 120), "reason": f.prose("選定理由", "Why")}),
    Act("positions", "check", "markets.position.check", positioning.check_culture, "ref", CultureCheck, ("element", "words", "verdict", "reason"), ("element",),
        {"note": f.whole("文化筆記編號", "Culture note", 1, 10**9, needed=False), "consultation": f.whole("諮詢編號", "Consultation", 1, 10**9, needed=False)}),
    Act("positions", "approve", "markets.position.approve", positioning.approve_plan, "ref"),
    Act("outlook", "record", "markets.outlook.record", outlook.record_outlook, "", outlook_rows.OpportunityRisk, ("market", *_OUTLOOK), (), {"evidence": f.words("證據", "Evidence"), "owner": f.text("負責人帳號", "Owner (login)", 32, needed=False)}),
    Act("outlook", "change", "markets.outlook.change", outlook.change_outlook, "ref", outlook_rows.OpportunityRisk, ("finding", "exposed", "currency", "low", "base", "high", "review_date"), (), {"evidence": f.words("證據", "Evidence")}),
    Act("swot", "propose", "markets.swot.propose", outlook.propose_swot, "", outlook_rows.SwotItem, ("kind", "market", "metric", "value", "unit", "benchmark", "threshold", "n", "words_zh", "words_en", "rule"), (),
        {"product": f.text("貨號", "SKU", 30, needed=False), "evidence": f.words("證據", "Evidence")}, "on"),
    Act("swot", "decide", "markets.swot.decide", outlook.decide_swot, "item", None, (), (), {"accept": f.flag("採納", "Accept"), "reason": f.text("理由", "Reason", 300, needed=False)}, number=True),
    Act("segments", "save", "markets.segment.save", outlook.save_segment, "", outlook_rows.Segment, ("name", "market", "need", "size", "size_unit", "price_low", "price_high", "currency"), (), {"evidence": f.words("情報編號", "Items", needed=True)}),
    Act("runs", "accept", "markets.cause.accept", outlook.accept_cause, "ref", None, (), (), {"explanations": f.prose("其他可能解釋", "Competing explanations"), "conclusion": f.prose("結論", "Conclusion", needed=False)}),
    Act("resources", "count", "people.resource.count", resources.count_resource, "", resource_rows.ResourceInventory, ("kind", "name", "quantity", "unit", "on"), ("kind",), {}),
    Act("resources", "need", "people.resource.need", resources.need_resource, "", resource_rows.ResourceNeed, ("market", "kind", "name", "quantity", "unit", "unit_cost", "currency", "reason"), ("market", "kind"), {}),
    Act("resources", "request", "people.resource.request", resources.request_resource, "", resource_rows.ResourceRequest, ("need", "market", "kind", "quantity", "unit", "cost", "currency", "reason", "expected_effect"), (), {}),
    Act("resources", "decide", "people.resource.decide", resources.decide_request, "request", None, (), (), {"granted": f.flag("同意", "Grant"), "comment": f.text("意見", "Comment", 300, needed=False)}, number=True),
    Act("notes", "post", "catalog.note.post", rivals.post_note, "sku", rival_rows.ProductNote, ("change", "price", "currency", "launch"), (), {}),
)  # fmt: skip
ACTS = {(act.room, act.name): act for act in ALL}


def act(room: str, name: str) -> Act:
    """One act, or ``NotFound``."""
    if (room, name) not in ACTS:
        raise NotFound(Text("沒有動作 {r}/{n}", "There is no act {r}/{n}").format(r=room, n=name))
    return ACTS[room, name]


def perform(one: Act, actor: Any, key: str, form: forms.Form) -> Any:
    """Do an act with what a form holds. ``BadInput`` names each field that is wrong; the action's own refusals come through."""
    require(actor, one.permission, one.label)
    if not form.is_valid():
        problems = [Problem(message, one.room, None, field) for field, message in f.faults(form)]
        raise BadInput(Text("資料有誤：{w}", "Something is wrong: {w}").format(w=_joined(problems)), problems)
    given = {name: value for name, value in form.cleaned_data.items() if _told(one, name, value, form)}
    if one.key:
        given[one.key] = _key(one, key)
    if one.today:
        given[one.today] = reference.today()
    return one.call(actor=actor, **given)


def _told(one: Act, name: str, value: Any, form: forms.Form) -> bool:
    """Whether a value is passed on: what was left empty is not, except by a change that clears a text or a list."""
    if value is None:
        return False
    return name in form.data if one.partial else value not in ("", [], {})


def _key(one: Act, key: str) -> Any:
    if not one.number:
        return key
    if not key.isdecimal():
        raise NotFound(Text("查無 {k}", "There is no {k}").format(k=key))
    return int(key)


def _joined(problems: list[Problem]) -> Text:
    return Text("；".join(f"{p.field} {p.message.zh}" for p in problems), "; ".join(f"{p.field} {p.message.en}" for p in problems))
