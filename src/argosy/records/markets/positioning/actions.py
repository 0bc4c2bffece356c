"""Writes of positioning plans, culture checks and the business profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.catalog.rivals.queries import comparison
from argosy.records.clock import now
from argosy.records.markets.outlook.models import Segment
from argosy.records.markets.positioning.models import BusinessProfile, CandidatePosition, CultureCheck, PositioningPlan
from argosy.records.markets.positioning.queries import flags, lacking
from argosy.records.people.models import Consultation
from argosy.records.record import changed, found
from argosy.records.reference.sourcing.models import CultureNote
from argosy.records.reports.ledger import next_number
from argosy.records.staff import person_in

_KEPT = frozenset({"ref", "author", "state", "approver", "approved_at", "chosen"})


@action("markets.position.write", Text("撰寫定位計畫", "write a positioning plan"))
def write_plan(*, actor: Any, on: date, ref: str = "", **fields: Any) -> PositioningPlan:
    """A draft, or other words for the one ``ref`` names. An attribute without data for the product or two rivals cannot be an axis."""
    if wrong := sorted(set(fields) & _KEPT):
        raise BadInput(Text("不能直接填入 {f}", "These cannot be entered directly: {f}").format(f=", ".join(wrong)))
    row = _draft(ref) if ref else PositioningPlan(ref=f"PP-{next_number('PP'):04d}", author=actor, owner=actor)
    given = person_in(dict(fields), "owner")
    if isinstance(given.get("product"), str):
        given["product"] = found(Product.objects.all(), given["product"], sku=given["product"])
    if isinstance(given.get("segment"), int):
        given["segment"] = found(Segment.objects.all(), given["segment"], pk=given["segment"])
    product = given.get("product") or row.product
    _need_measured(given.get("axes") or [], product, on, actor)
    changed(row, given)
    return row


@action("markets.position.candidate", Text("評分候選定位", "score a candidate position"))
def score_candidate(*, actor: Any, ref: str, name: str, **fields: Any) -> CandidatePosition:
    """A strategy with its four scores; said again it changes."""
    plan = _draft(ref)
    row = CandidatePosition.objects.filter(plan=plan, name=name).first() or CandidatePosition(plan=plan, name=name)
    changed(row, fields)
    return row


@action("markets.position.choose", Text("選定定位", "choose a position"))
def choose_position(*, actor: Any, ref: str, name: str, reason: str) -> PositioningPlan:
    """One of at least two scored strategies, with the reason."""
    plan = _draft(ref)
    if plan.candidates.count() < 2:
        raise Refused(Text("至少評分兩個策略", "Score two strategies at least"))
    if not reason.strip():
        raise BadInput(Text("請說明選定理由", "Say why it is chosen"))
    row: PositioningPlan = changed(plan, {"chosen": found(plan.candidates.all(), name, name=name), "reason": reason.strip()})
    return row


@action("markets.position.check", Text("文化檢核", "check a position against the culture"))
def check_culture(
    *, actor: Any, ref: str, element: str, words: str, verdict: str = "", note: int | None = None, consultation: int | None = None, reason: str = ""
) -> CultureCheck:  # fmt: skip
    """One element of the chosen strategy and the verdict on it; a verdict stands on a note or on an answered question."""
    plan = _draft(ref)
    row = CultureCheck.objects.filter(plan=plan, element=element, words=words).first() or CultureCheck(
        plan=plan, element=element, words=words
    )
    row.note = found(CultureNote.objects.all(), note, pk=note) if note else row.note
    row.consultation = found(Consultation.objects.all(), consultation, pk=consultation) if consultation else row.consultation
    if row.note is not None and row.note.market != plan.market:
        raise BadInput(Text("文化筆記屬其他市場", "The culture note is of another market"))
    changed(row, {"verdict": verdict, "reason": reason, **({"by": actor, "at": now()} if verdict else {})})
    return row


@action("markets.position.approve", Text("核准定位計畫", "approve a positioning plan"))
def approve_plan(*, actor: Any, ref: str) -> PositioningPlan:
    """By another person than its author; every element of it fits the culture, and every section is there."""
    row = _draft(ref)
    if row.author_id == actor.pk:
        raise Refused(Text("核准人不得為撰寫人", "Its author cannot approve it"))
    if missing := lacking(row):
        words = Text("；".join(m.zh for m in missing), "; ".join(m.en for m in missing))
        raise Refused(Text("不得核准：{m}", "It cannot be approved: {m}").format(m=words))
    changed(row, {"state": PositioningPlan.State.APPROVED, "approver": actor, "approved_at": now()})
    return row


@action("markets.profile.draft", Text("撰寫企業概況", "draft a business profile"))
def draft_profile(*, actor: Any, as_of: date, activities: Sequence[Mapping[str, Any]], **fields: Any) -> BusinessProfile:
    """A new version, to be confirmed; an unconfirmed one is replaced."""
    row = BusinessProfile.objects.filter(confirmed_at=None).first()
    last = BusinessProfile.objects.order_by("-version").values_list("version", flat=True).first() or 0
    row = row or BusinessProfile(version=last + 1)
    changed(row, {**fields, "as_of": as_of, "activities": [dict(one) for one in activities], "author": actor})
    return row


@action("markets.profile.confirm", Text("確認企業概況", "confirm a business profile"))
def confirm_profile(*, actor: Any, version: int, on: date) -> BusinessProfile:
    """Confirm a version once every flag is answered with a reason."""
    row: BusinessProfile = found(BusinessProfile.objects.filter(confirmed_at=None), version, version=version)
    if unanswered := [flag for flag in flags(row, on) if not flag.reason]:
        names = ", ".join(flag.activity for flag in unanswered)
        raise Refused(Text("請說明：{n}", "Give the reason for {n}").format(n=names))
    changed(row, {"confirmed_by": actor, "confirmed_at": now()})
    return row


def _need_measured(axes: Sequence[str], product: Product, on: date, actor: Any) -> None:
    measured = {row.attribute for row in comparison(product.sku, on, actor=actor) if row.axis} if axes else set()
    if missing := [axis for axis in axes if axis not in measured]:
        words = Text(
            "{a} 缺本公司或兩個競品之量測值，不得作為座標", "{a} is not measured for the product and two rivals: it cannot be an axis"
        )
        raise BadInput(words.format(a=", ".join(missing)))


def _draft(ref: str) -> PositioningPlan:
    row: PositioningPlan = found(PositioningPlan.objects.select_related("product"), ref, ref=ref.strip().upper())
    if row.state != PositioningPlan.State.DRAFT:
        raise Refused(Text("{r} 已核准，不能更改", "{r} is approved and cannot be changed").format(r=row.ref))
    return row
