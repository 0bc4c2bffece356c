"""Reading contracts and the clause library."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.contracts import checking
from argosy.records.contracts.checking import Fault, differences
from argosy.records.contracts.footing import Extra, extras
from argosy.records.contracts.models import Clause, Contract, Obligation, SignatoryAuthority
from argosy.records.contracts.text import articles
from argosy.records.permission import Actor, require
from argosy.records.record import found

__all__ = ["Extra", "Fault", "articles", "differences", "extras"]
_SEE = Text("查看合約", "see contracts")


def contracts(*, actor: Actor | None, state: str = "", kind: str = "", find: str = "") -> QuerySet[Contract]:
    """Contracts, the latest first; ``find`` looks in the number and the customer's code and names."""
    from django.db.models import Q

    require(actor, "contracts.contract.read", _SEE)
    rows = Contract.objects.select_related("customer", "quotation", "author")
    rows = rows.filter(**{name: value for name, value in (("state", state), ("kind", kind)) if value})
    if not find:
        return rows
    return rows.filter(
        Q(number__icontains=find)
        | Q(customer__code__icontains=find)
        | Q(customer__name_zh__icontains=find)
        | Q(customer__name_en__icontains=find)
    )


def contract(number: str, *, actor: Actor | None) -> Contract:
    """One contract with everything that hangs on it, or ``NotFound``."""
    require(actor, "contracts.contract.read", _SEE)
    rows = Contract.objects.select_related(
        "customer", "quotation", "order", "renews", "our_signatory", "their_signatory", "author"
    ).prefetch_related("lines__product", "clauses__version__clause", "clauses__deviation", "obligations__owner", "renewals")
    row: Contract = found(rows, number, number=number)
    return row


def faults(row: Contract, *, on: date) -> list[Fault]:
    """What stands in the way of signing it on a day."""
    return checking.faults(row, on=on)


def renewals(*, actor: Actor | None, on: date) -> list[Contract]:
    """Contracts up for renewal on a day."""
    require(actor, "contracts.contract.read", _SEE)
    return checking.due_for_renewal(on)


def obligations(*, actor: Actor | None, open_only: bool = True) -> QuerySet[Obligation]:
    """What is owed under contracts, the earliest first."""
    require(actor, "contracts.contract.read", _SEE)
    rows = Obligation.objects.select_related("contract__customer", "owner")
    return rows.filter(done_on=None) if open_only else rows


def clauses(*, actor: Actor | None) -> QuerySet[Clause]:
    """The library with its versions."""
    require(actor, "contracts.clause.read", Text("查看條款庫", "see the clause library"))
    return Clause.objects.prefetch_related("versions")


def signatories(*, actor: Actor | None, party: str = "") -> QuerySet[SignatoryAuthority]:
    """Who may sign: for the firm and, with a party's code, for it."""
    from django.db.models import Q

    require(actor, "contracts.contract.read", _SEE)
    return SignatoryAuthority.objects.filter(Q(party=None) | Q(party__code=party))
