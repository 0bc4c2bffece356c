"""Reading bank statements and what their lines might pay."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import QuerySet

from argosy.kernel.text import Text
from argosy.records.permission import Actor, require
from argosy.records.receivables.banking.actions import account_of
from argosy.records.receivables.banking.intake import NewStatement
from argosy.records.receivables.banking.matching import Proposal, propose
from argosy.records.receivables.banking.models import BankLine, BankStatement, LineState

__all__ = ["LineState", "Proposal"]
_READ = Text("查看銀行對帳單", "see bank statements")


def statements(*, actor: Actor | None) -> QuerySet[BankStatement]:
    """Statements, the latest first."""
    require(actor, "receivables.bank.read", _READ)
    return BankStatement.objects.select_related("account", "imported_by")


def lines(*, actor: Actor | None, state: str = "") -> QuerySet[BankLine]:
    """Movements, the latest first; ``state`` new, matched or ignored."""
    require(actor, "receivables.bank.read", _READ)
    rows = BankLine.objects.select_related("account", "statement", "receipt")
    return rows.filter(state=state) if state else rows


def proposals(*, actor: Actor | None) -> list[Proposal]:
    """What every line of money in that is not dealt with might pay, the oldest line first."""
    return propose(lines(actor=actor, state=LineState.NEW).order_by("booked", "pk"))


def preview(*, actor: Actor | None, told: Sequence[NewStatement], sha256: str, account: int | None = None) -> dict[str, int]:
    """What importing would do, nothing written: statements, lines, of them known already, and whether the file was imported before.

    For who may import, or see statements.
    """
    if actor is None or not actor.may("receivables.bank.import"):
        require(actor, "receivables.bank.read", _READ)
    before = BankStatement.objects.filter(sha256=sha256).exists()
    known = 0
    for one in told:
        target = account_of(one, account)
        known += BankLine.objects.filter(account=target, mark__in=[line.mark for line in one.lines]).count()
    return {"statements": len(told), "lines": sum(len(one.lines) for one in told), "known": known, "before": int(before)}
