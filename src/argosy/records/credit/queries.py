"""Reading credit: profiles, what stands against limits, requests, references, reports."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import QuerySet

from argosy.engines.receivables.exposure import Account, Exposure, stand
from argosy.kernel.text import Text
from argosy.records.credit import control, exposing
from argosy.records.credit.control import Check
from argosy.records.credit.models import (
    AnomalyReport,
    BankReference,
    Cover,
    CreditOverride,
    CreditProfile,
    CustomerForecast,
    ExposureSnapshot,
    FinancialStatement,
    LimitRequest,
    Stage,
    TradeReference,
    Verdict,
)
from argosy.records.parties.models import Kind, Party
from argosy.records.permission import Actor, require

__all__ = ["Stage", "Verdict"]
COVERS = Cover.Kind.choices
_READ = Text("查看信用資料", "see credit")


def profiles(*, actor: Actor | None, customers: Collection[str] | None = None) -> QuerySet[CreditProfile]:
    """Profiles by customer code."""
    require(actor, "credit.profile.read", _READ)
    rows = CreditProfile.objects.select_related("customer", "approved_by").order_by("customer__code")
    return rows if customers is None else rows.filter(customer__code__in=customers)


def look(customer: str, *, actor: Actor | None, at: date, amount: Any = 0, excluding: str = "") -> Check:
    """What credit control would say of a customer, without writing."""
    require(actor, "credit.profile.read", _READ)
    return control.look(customer, at=at, amount=amount, excluding=excluding)


def accounts(*, actor: Actor | None, customers: Collection[str]) -> dict[str, Account]:
    """What each customer owes, as the exposure engine is told it, by code."""
    require(actor, "credit.profile.read", _READ)
    keys = dict(Party.objects.filter(code__in=customers).values_list("pk", "code"))
    return {keys[key]: account for key, account in exposing.accounts(list(keys)).items()}


def exposures(*, actor: Actor | None, on: date) -> dict[str, Exposure]:
    """Every customer's exposure on a day, by code."""
    require(actor, "credit.profile.read", _READ)
    keys = dict(Party.objects.filter(parts__kind=Kind.CUSTOMER).values_list("pk", "code"))
    return {keys[key]: stand(account, on) for key, account in exposing.accounts(list(keys)).items()}


def requests(*, actor: Actor | None, customer: str = "", state: str = "") -> QuerySet[LimitRequest]:
    """Limit requests, the latest first."""
    require(actor, "credit.limit.read", Text("查看額度申請", "see limit requests"))
    rows = LimitRequest.objects.select_related("customer", "asked_by", "decided_by")
    rows = rows.filter(customer__code=customer) if customer else rows
    return rows.filter(state=state) if state else rows


def overrides(*, actor: Actor | None, customer: str = "") -> QuerySet[CreditOverride]:
    """Deals that were let pass, the latest first."""
    require(actor, "credit.override.read", Text("查看信用放行", "see credit overrides"))
    rows = CreditOverride.objects.select_related("customer", "by", "snapshot")
    return rows.filter(customer__code=customer) if customer else rows


def anomalies(*, actor: Actor | None, customer: str = "", open_only: bool = False) -> QuerySet[AnomalyReport]:
    """Anomaly reports, the latest first."""
    require(actor, "credit.anomaly.read", Text("查看異常通報", "see anomaly reports"))
    rows = AnomalyReport.objects.select_related("customer", "reported_by", "reported_to")
    rows = rows.filter(customer__code=customer) if customer else rows
    return rows.filter(closed_on__isnull=True) if open_only else rows


def bank_references(*, actor: Actor | None, customers: Collection[str]) -> QuerySet[BankReference]:
    """What banks said, the latest first."""
    require(actor, "credit.bank_reference.read", _READ)
    return BankReference.objects.select_related("customer", "obtained_by").filter(customer__code__in=customers)


def statements(*, actor: Actor | None, customers: Collection[str]) -> QuerySet[FinancialStatement]:
    """Accounts of customers, the latest first for each."""
    require(actor, "credit.statement.read", _READ)
    return FinancialStatement.objects.select_related("customer").filter(customer__code__in=customers)


def trade_references(*, actor: Actor | None, customers: Collection[str]) -> QuerySet[TradeReference]:
    """What the trade said: for those only whose work it is (the permission is not everyone's)."""
    require(actor, "credit.trade_reference.read", Text("查看同業徵信", "see trade references"))
    return TradeReference.objects.select_related("customer", "recorded_by").filter(customer__code__in=customers)


def forecasts(*, actor: Actor | None, customers: Collection[str]) -> QuerySet[CustomerForecast]:
    """What customers said of the months to come, the latest first."""
    require(actor, "credit.forecast.read", _READ)
    return CustomerForecast.objects.select_related("customer", "recorded_by").filter(customer__code__in=customers)


def checks(*, actor: Actor | None, customer: str) -> QuerySet[ExposureSnapshot]:
    """Every check that was kept of a customer: at quotation, order and release, the latest first."""
    require(actor, "credit.profile.read", _READ)
    return ExposureSnapshot.objects.select_related("customer", "by").filter(customer__code=customer)


def covers(*, actor: Actor | None, customers: Collection[str], on: date | None = None) -> QuerySet[Cover]:
    """Cover of customers, in force on a day where one is given."""
    require(actor, "credit.cover.read", _READ)
    rows = Cover.objects.select_related("customer", "order").filter(customer__code__in=customers)
    return rows.filter(valid_from__lte=on).exclude(valid_to__lt=on) if on is not None else rows
