"""Reading bank accounts, and whether their details can be trusted."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.banking import BankAccount
from argosy.records.permission import Actor, require
from argosy.records.record import found

RECENT_DAYS = 30
_READ = Text("查看銀行帳戶", "see bank accounts")


def accounts(*, actor: Actor | None, party: str | None = None) -> QuerySet[BankAccount]:
    """Accounts in use: of one party, of the firm itself (empty ``party``), or all (``None``)."""
    require(actor, "parties.bank_account.read", _READ)
    rows = BankAccount.objects.filter(is_active=True).select_related("party").prefetch_related("checks__by")
    if party is None:
        return rows
    return rows.filter(party__code=party) if party else rows.filter(party__isnull=True)


def account(key: int, *, actor: Actor | None) -> BankAccount:
    """One account with its checks, or ``NotFound``."""
    row: BankAccount = found(accounts(actor=actor), key, pk=key)
    return row


def states(row: BankAccount) -> list[Any]:
    """Every state of an account's details, the latest first, each with when it was entered and by whom."""
    return list(row.history.select_related("history_user").order_by("-history_id"))  # type: ignore[attr-defined]


def trust(account: BankAccount, on: date) -> str:
    """``verified``: a call confirmed the details as they stand. ``unverified``: none did. ``recent``: confirmed, but changed within 30 days."""
    told = [one for one in account.checks.all() if one.confirmed and one.details_of == account.changed_on and one.on <= on]  # type: ignore[attr-defined]
    if not any(_of_these(one, account) for one in told):
        return "unverified"
    return "recent" if (on - account.changed_on).days <= RECENT_DAYS else "verified"


def _of_these(check: Any, account: BankAccount) -> bool:
    """Whether a call was entered after the details were: on one day both an earlier call and a later change may lie."""
    last, called = account.history.first(), check.history.last()  # type: ignore[attr-defined]
    return last is None or called is None or called.history_date >= last.history_date
