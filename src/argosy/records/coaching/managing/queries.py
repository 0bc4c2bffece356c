"""Reading customers' targets beside what they bought, activities and reviews."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import DecimalField, ExpressionWrapper, F, QuerySet, Sum

from argosy.kernel.text import Text
from argosy.records.coaching.managing.models import CustomerTarget, SalesActivity, TargetReview
from argosy.records.parties.models import Party
from argosy.records.permission import Actor, require
from argosy.records.sales.models import SalesOrderLine

__all__ = ["CustomerTarget", "SalesActivity", "TargetReview"]
_TARGETS = Text("查看客戶業績目標", "see customers' targets")
CENTS = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Standing:
    """Target and actual of a customer over some months, in the firm's own currency."""

    target: Decimal
    actual: Decimal

    @property
    def gap(self) -> Decimal:
        """Target less actual: above zero when behind."""
        return self.target - self.actual


def standing(customer: Party, since: date, until: date) -> Standing:
    """Targets of the months from that of ``since`` to that of ``until``, and orders not cancelled from ``since``'s month to ``until``."""
    first = since.replace(day=1)
    target = CustomerTarget.objects.filter(customer=customer, month__gte=first, month__lte=until).aggregate(sum=Sum("amount"))["sum"]
    home = ExpressionWrapper(F("amount") * F("order__fx"), output_field=DecimalField(max_digits=30, decimal_places=8))
    lines = SalesOrderLine.objects.filter(order__customer=customer, order__cancelled=False, order__date__gte=first, order__date__lte=until)
    actual = lines.aggregate(sum=Sum(home))["sum"]
    return Standing(target or Decimal(0), Decimal(actual or 0).quantize(CENTS, ROUND_HALF_UP))


def customer_targets(
    *, actor: Actor | None, customer: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[CustomerTarget]:
    """Customers' targets by customer and month."""
    require(actor, "coaching.customer_target.read", _TARGETS)
    wanted = (("customer__code", customer), ("month__gte", since), ("month__lte", until))
    return CustomerTarget.objects.select_related("customer").filter(**{name: value for name, value in wanted if value})


def activities(
    *, actor: Actor | None, since: date | None = None, until: date | None = None, owner: str = "", state: str = ""
) -> QuerySet[SalesActivity]:
    """Activities by planned day."""
    require(actor, "coaching.activity.read", Text("查看業務活動", "see business activities"))
    wanted = (("planned__gte", since), ("planned__lte", until), ("owner__login", owner), ("state", state))
    rows = SalesActivity.objects.select_related("owner", "customer", "order")
    return rows.filter(**{name: value for name, value in wanted if value})


def reviews(*, actor: Actor | None, since: date | None = None, until: date | None = None, territory: str = "") -> QuerySet[TargetReview]:
    """Reviews of lines behind target, the newest month first."""
    require(actor, "coaching.review.read", Text("查看達成率檢討", "see target reviews"))
    wanted = (("month__gte", since), ("month__lte", until), ("territory", territory))
    return TargetReview.objects.select_related("author").filter(**{name: value for name, value in wanted if value})
