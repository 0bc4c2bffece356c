"""Reading bank accounts, and whether their details can be trusted."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.parties.banking import BankAccount
from argosy.records.permission import Actor, require

RECENT_DAYS = 30
_READ = Text("查看銀行帳戶", "see bank accounts")


def accounts(*, actor: Actor | None, party: str | None = None) -> QuerySet[BankAccount]:
    """Accounts in use: of one party, of the firm itself (empty ``party``), or all (``None``)."""
    require(actor, "parties.bank_account.read", _READ)
    rows = BankAccount.objects.filter(is_active=True).select_related("party").prefetch_related("checks__by")
    if party is None:
        return rows
    return rows.filter(party__code=party) if party else rows.filter(party__isnull=True)


def trust(account: BankAccount, on: date) -> str:
    """``verified``: a call confirmed the details as they stand. ``unverified``: none did. ``recent``: confirmed, but changed within 30 days."""
    confirmed = account.checks.filter(details_of=account.changed_on, confirmed=True, on__lte=on).exists()  # type: ignore[attr-defined]
    if not confirmed:
        return "unverified"
    return "recent" if (on - account.changed_on).days <= RECENT_DAYS else "verified"
