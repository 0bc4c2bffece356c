"""Writes of findings, and keeping results of the engines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.clock import now
from argosy.records.markets.intel.models import IntelligenceItem
from argosy.records.markets.outlook.models import CausalRun, ForecastRun, MarketAssessment, OpportunityRisk, Segment, SwotItem
from argosy.records.markets.research.models import ResearchBrief
from argosy.records.record import changed, found
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in

LEAST_CHANNELS = 2
"""A segment is seen through at least two channels (KPS3322-002v2 P1.1.1)."""


@action("markets.outlook.record", Text("登錄機會與風險", "record an opportunity or risk"))
def record_outlook(*, actor: Any, **fields: Any) -> OpportunityRisk:
    """A chance or threat; ``owner`` is a login, ``evidence`` a list of references."""
    row = OpportunityRisk(ref=_ref("OR"), **{"owner": actor, **person_in(fields, "owner")})
    row.save()
    return row


@action("markets.outlook.change", Text("修改機會與風險", "change an opportunity or risk"))
def change_outlook(*, actor: Any, ref: str, **fields: Any) -> OpportunityRisk:
    """Change the fields given; a new ``review_date`` says that it was looked at again."""
    row: OpportunityRisk = changed(found(OpportunityRisk.objects.all(), ref, ref=ref.upper()), person_in(fields, "owner"))
    return row


@action("markets.swot.propose", Text("提出 SWOT 項目", "propose a SWOT item"))
def propose_swot(*, actor: Any, on: date, product: str = "", **fields: Any) -> SwotItem:
    """An item with its figure; one that the same rule proposed for the same day, market and product is brought up to date."""
    own = found(Product.objects.all(), product, sku=product) if product else None
    same = {
        "rule": fields.get("rule", ""),
        "market": fields.get("market", ""),
        "product": own,
        "on": on,
        "metric": fields.get("metric", ""),
    }
    row = SwotItem.objects.filter(**same, state=SwotItem.State.PROPOSED).first() if fields.get("rule") else None
    row = row or SwotItem(product=own, on=on)
    changed(row, {**fields, "proposed_by": actor})
    return row


@action("markets.swot.decide", Text("採納 SWOT 項目", "accept or reject a SWOT item"))
def decide_swot(*, actor: Any, item: int, accept: bool, reason: str = "") -> SwotItem:
    """Accept or reject a proposed item. A rejection gives its reason; without a figure and evidence none is accepted."""
    row: SwotItem = found(SwotItem.objects.all(), item, pk=item)
    if accept and (row.value is None or not row.evidence):
        raise Refused(Text("SWOT 項目須有數值與證據才能採納", "A SWOT item needs a figure and evidence to be accepted"))
    if not accept and not reason.strip():
        raise BadInput(Text("不採納須附理由", "A rejection gives its reason"))
    state = SwotItem.State.ACCEPTED if accept else SwotItem.State.REJECTED
    changed(row, {"state": state, "decided_by": actor, "decided_at": now(), "reason": reason.strip()})
    return row


@action("markets.segment.save", Text("建立終端客群", "save a segment"))
def save_segment(*, actor: Any, name: str, market: str, evidence: Sequence[str], **fields: Any) -> Segment:
    """A segment from items of at least two channels, each with a source; saved again it changes."""
    refs = sorted({ref.strip().upper() for ref in evidence})
    items = list(IntelligenceItem.objects.filter(ref__in=refs))
    if missing := sorted(set(refs) - {item.ref for item in items}):
        raise BadInput(Text("查無情報 {r}", "There is no item {r}").format(r=", ".join(missing)))
    if drafts := [item.ref for item in items if item.draft]:
        raise Refused(Text("情報缺來源：{r}", "These items have no source: {r}").format(r=", ".join(drafts)))
    if len({item.channel for item in items}) < LEAST_CHANNELS:
        raise Refused(Text("客群須由至少兩種管道之情報支持", "A segment needs items of at least two channels"))
    row = Segment.objects.filter(market=market, name=name).first() or Segment(market=market, name=name)
    changed(row, {**fields, "evidence": refs, "owner": actor})
    return row


@action("markets.assessment.keep", Text("保存市場評估", "keep a market assessment"))
def keep_assessment(*, actor: Any, title: str, brief: str = "", **fields: Any) -> MarketAssessment:
    """A market assessment as computed, with weights, editions and results. It is not changed afterwards."""
    asked = found(ResearchBrief.objects.all(), brief, ref=brief.upper()) if brief else None
    row = MarketAssessment(ref=_ref("MA"), title=title, brief=asked, author=actor, at=now(), **fields)
    row.save()
    return row


@action("markets.forecast.keep", Text("保存預測", "keep a forecast"))
def keep_forecast(*, actor: Any, title: str, vintage: Mapping[str, str], results: Mapping[str, Any], **fields: Any) -> ForecastRun:
    """A forecast as computed, with its back-test. It is not changed afterwards."""
    row = ForecastRun(ref=_ref("FR"), title=title, vintage=dict(vintage), results=dict(results), author=actor, at=now(), **fields)
    row.save()
    return row


@action("markets.cause.keep", Text("保存因果分析", "keep a causal study"))
def keep_cause(*, actor: Any, title: str, vintage: Mapping[str, str], results: Mapping[str, Any], **fields: Any) -> CausalRun:
    """A causal study as computed. Its verdict is accepted by a person with ``accept_cause``."""
    row = CausalRun(ref=_ref("CR"), title=title, vintage=dict(vintage), results=dict(results), author=actor, at=now(), **fields)
    row.save()
    return row


@action("markets.cause.accept", Text("採納因果判定", "accept the verdict of a causal study"))
def accept_cause(*, actor: Any, ref: str, explanations: str, conclusion: str = "") -> CausalRun:
    """Accept the verdict, and say what else could explain the effect."""
    if not explanations.strip():
        raise BadInput(Text("請列出其他可能解釋（無則說明為何沒有）", "List what else could explain it, or say why nothing could"))
    row: CausalRun = found(CausalRun.objects.all(), ref, ref=ref.upper())
    changed(
        row,
        {
            "explanations": explanations.strip(),
            "conclusion": conclusion.strip() or row.conclusion,
            "accepted_by": actor,
            "accepted_at": now(),
        },
    )
    return row


def _ref(series: str) -> str:
    return f"{series}-{next_number(series):04d}"
