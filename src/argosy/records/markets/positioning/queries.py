"""Reading positioning plans and business profiles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.catalog.rivals.queries import comparison
from argosy.records.markets.positioning.models import BusinessProfile, CultureCheck, PositioningPlan
from argosy.records.permission import Actor, require
from argosy.records.record import found
from argosy.records.reference.queries import setting

__all__ = ["BusinessProfile", "PositioningPlan"]
_READ = Text("查看定位計畫", "see positioning plans")
_PROFILE = Text("查看企業概況", "see business profiles")
FOUR_P = ("product", "price", "place", "promotion")


@dataclass(frozen=True, slots=True)
class Point:
    """One product on the map: its name, whether it is ours, and its two measured values."""

    name: str
    own: bool
    x: Decimal
    y: Decimal


@dataclass(frozen=True, slots=True)
class Flag:
    """An activity whose share of sales does not bear out what was declared, with the reason given for it."""

    activity: str
    core: bool
    share: Decimal
    reason: str


def plans(*, actor: Actor | None, market: str = "", state: str = "") -> QuerySet[PositioningPlan]:
    """Plans, the newest first."""
    require(actor, "markets.position.read", _READ)
    rows = PositioningPlan.objects.select_related("product", "segment", "owner", "author", "approver", "chosen")
    return rows.filter(**{name: value for name, value in (("market", market), ("state", state)) if value})


def plan(ref: str, *, actor: Actor | None) -> PositioningPlan:
    """One plan with its candidates and checks, or ``NotFound``."""
    rows = plans(actor=actor).prefetch_related("candidates__plan", "checks__note__source", "checks__consultation", "checks__by")
    row: PositioningPlan = found(rows, ref, ref=ref.strip().upper())
    return row


def points(row: PositioningPlan, on: date, *, actor: Actor | None) -> list[Point]:
    """The products that are measured on both axes of a plan's map, our own first."""
    if len(row.axes) != 2:
        return []
    table = {one.attribute: one for one in comparison(row.product.sku, on, actor=actor)}
    across, up = (table.get(axis) for axis in row.axes)
    if across is None or up is None:
        return []
    found_points = []
    if across.own and up.own and across.own.value is not None and up.own.value is not None:
        found_points.append(Point(row.product.sku, True, across.own.value, up.own.value))
    for name in sorted(across.rivals.keys() & up.rivals.keys()):
        x, y = across.rivals[name].value, up.rivals[name].value
        if x is not None and y is not None:
            found_points.append(Point(name, False, x, y))
    return found_points


def unresolved(row: PositioningPlan) -> list[CultureCheck]:
    """Elements without a verdict that stands on something and says that they fit."""
    return [check for check in row.checks.all() if not check.resolved]


def lacking(row: PositioningPlan) -> list[Text]:
    """What a plan still lacks before it can be approved; empty when nothing."""
    kinds = {check.element for check in row.checks.all()}
    missing = [element for element in CultureCheck.Element if element.value not in kinds]
    rules = (
        (row.chosen_id is None, Text("未選定定位", "no position is chosen")),
        (not row.objectives.strip(), Text("缺目標", "no objectives")),
        (not row.statement.strip(), Text("缺定位陳述", "no position statement")),
        (any(not row.actions.get(part) for part in FOUR_P), Text("4P 行動未完整", "the 4P actions are not complete")),
        (not row.kpis, Text("缺 KPI", "no KPI")),
        (row.budget is None or not row.start or not row.end, Text("缺預算或期間", "no budget or period")),
        (bool(missing), Text("文化檢核尚缺要素", "elements not held against the culture")),
        (bool(unresolved(row)), Text("文化檢核未全數通過", "elements are not resolved")),
    )
    return [words for wanting, words in rules if wanting]


def profiles(*, actor: Actor | None) -> QuerySet[BusinessProfile]:
    """Business profiles, the newest first."""
    require(actor, "markets.profile.read", _PROFILE)
    return BusinessProfile.objects.select_related("author", "confirmed_by")


def flags(row: BusinessProfile, on: date) -> list[Flag]:
    """Activities declared core below the setting ``markets.core_share``, or at least that large and not declared core."""
    least = Decimal(setting("markets.core_share", on))
    found_flags = []
    for one in row.activities:
        if one.get("share") is None:
            continue
        share, core = Decimal(str(one["share"])), bool(one.get("core"))
        if core != (share >= least):
            found_flags.append(Flag(str(one.get("activity", "")), core, share, str(one.get("reason", "")).strip()))
    return found_flags
