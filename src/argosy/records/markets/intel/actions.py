"""Writes of the register: entering, grading, using and assessing items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from simple_history.utils import bulk_create_with_history

from argosy.kernel.errors import BadInput, Refused
from argosy.kernel.text import Text
from argosy.records.action import action
from argosy.records.catalog.models import Product
from argosy.records.clock import now, today
from argosy.records.markets.intel.grading import content_digest, read_grade, shelf_life, title_key
from argosy.records.markets.intel.models import IntelligenceItem, ItemGrading, ItemUse
from argosy.records.markets.intel.queries import duplicates
from argosy.records.record import changed, found, validate_all
from argosy.records.reference.sourcing.models import Source
from argosy.records.reports.ledger import next_number

_GRADED = frozenset({"reliability", "credibility", "relevance"})
_OWN = frozenset({"ref", "digest", "title_key", "recorder", "recorded_at", "watch", "facts", "assessment", "assessed_at"})


@action("markets.item.add", Text("登錄市場情報", "enter an intelligence item"))
def add_item(*, actor: Any, even_if_known: bool = False, **fields: Any) -> IntelligenceItem:
    """One item. ``source``, ``second_source`` are codes, ``product`` a SKU. A duplicate raises ``Refused`` unless ``even_if_known``."""
    row = made(actor, fields)
    same = duplicates(row.digest, row.title_key, row.market)
    if same and not even_if_known:
        names = ", ".join(one.ref for one in same)
        raise Refused(
            Text("與 {refs} 重複。若確為另一則，請勾選「仍要登錄」", "It repeats {refs}. If it is another one all the same, say so and enter it").format(refs=names)
        )  # fmt: skip
    row.ref = _next()
    row.save()
    return row


@action("markets.item.import", Text("匯入市場情報", "import intelligence items"))
def import_items(*, actor: Any, rows: Iterable[Mapping[str, Any]]) -> list[IntelligenceItem]:
    """Several items at once, all or none; a bad one raises ``BadInput`` with its row. Duplicates are the caller's to leave out."""
    prepared = [made(actor, dict(row)) for row in rows]
    for row in prepared:
        row.ref = _next()
    validate_all(prepared)
    kept: list[IntelligenceItem] = bulk_create_with_history(prepared, IntelligenceItem, default_user=actor)
    return kept


@action("markets.item.change", Text("修改市場情報", "change an intelligence item"))
def change_item(*, actor: Any, ref: str, **fields: Any) -> IntelligenceItem:
    """Change the fields given; grades change by grading. Title and contents are compared with other items anew."""
    if wrong := sorted(set(fields) & (_GRADED | _OWN)):
        raise BadInput(Text("不能直接修改 {f}", "These cannot be changed directly: {f}").format(f=", ".join(wrong)))
    row = _item(ref)
    given = _named(fields)
    for name, value in given.items():
        setattr(row, name, value)
    _keyed(row)
    changed(row, given)
    return row


@action("markets.item.grade", Text("評定市場情報", "grade an intelligence item"))
def grade_item(*, actor: Any, ref: str, grade: str, relevance: int, reason: str = "", expires: date | None = None) -> ItemGrading:
    """A1 to F6 and relevance 0 to 3, by a named person. ``expires`` changes the last day it holds."""
    row = _item(ref)
    reliability, credibility = read_grade(grade)
    if credibility == "1" and row.second_source_id is None:
        raise Refused(Text("內容評為 1（已證實）須有第二來源", "Content graded 1, confirmed, needs a second source"))
    kept = ItemGrading(
        item=row, reliability=reliability, credibility=credibility, relevance=relevance, expires=expires or row.expires, reason=reason, by=actor, at=now()
    )  # fmt: skip
    kept.save()
    changed(row, {"reliability": reliability, "credibility": credibility, "relevance": relevance, "expires": kept.expires})
    return kept


@action("markets.item.use", Text("引用市場情報", "use an intelligence item"))
def use_item(*, actor: Any, ref: str, subject: str, name: str) -> ItemUse:
    """Note that an item was used in a document, a decision or a brief; once for each."""
    row = _item(ref)
    if row.draft:
        raise Refused(Text("情報 {r} 缺來源，不得引用", "{r} has no source and cannot be used").format(r=row.ref))
    use = ItemUse.objects.filter(item=row, subject=subject).first()
    if use is None:
        use = ItemUse(item=row, subject=subject, name=name, by=actor, at=now())
        use.save()
    return use


@action("markets.item.assess", Text("評估監看訊號", "assess a signal"))
def assess_item(*, actor: Any, ref: str, words: str) -> IntelligenceItem:
    """What a signal means for the firm, by the person it was given to."""
    row = _item(ref)
    if row.owner_id is not None and row.owner_id != actor.pk:
        raise Refused(Text("此訊號由他人評估", "Somebody else is to assess this signal"))
    if not words.strip():
        raise BadInput(Text("請填評估內容", "Say what it means"))
    changed(row, {"assessment": words.strip(), "assessed_at": now(), "owner": row.owner or actor})
    return row


def made(actor: Any, fields: Mapping[str, Any]) -> IntelligenceItem:
    """An item as it would be kept, without its number: defaults, shelf life and the keys that find duplicates."""
    given = {"collected": today(), **_named(fields)}
    if wrong := sorted(set(given) & (_GRADED | (_OWN - {"watch", "facts"}))):
        raise BadInput(Text("不能直接填入 {f}", "These cannot be entered directly: {f}").format(f=", ".join(wrong)))
    given.setdefault("observed", given["collected"])
    kind = given.get("kind") or IntelligenceItem.Kind.DEMAND
    if given.get("expires") is None and kind in IntelligenceItem.Kind.values:
        given["expires"] = shelf_life(kind, given["observed"], today())
    row = IntelligenceItem(**given, recorder=actor, recorded_at=now())
    _keyed(row)
    return row


def _keyed(row: IntelligenceItem) -> None:
    title = row.title_zh or row.title_en
    row.digest, row.title_key = content_digest(row.url, row.market, title, row.summary), title_key(title)


def _named(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, with source codes and SKU turned into their rows."""
    given = dict(fields)
    for name in ("source", "second_source"):
        if isinstance(given.get(name), str):
            given[name] = found(Source.objects.all(), given[name], code=given[name].strip().upper()) if given[name].strip() else None
    if isinstance(given.get("product"), str):
        given["product"] = found(Product.objects.all(), given["product"], sku=given["product"]) if given["product"] else None
    return given


def _item(ref: str) -> IntelligenceItem:
    row: IntelligenceItem = found(IntelligenceItem.objects.all(), ref, ref=ref.strip().upper())
    return row


def _next() -> str:
    return f"IN-{next_number('IN'):04d}"
