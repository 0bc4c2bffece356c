"""What other records say before an offer goes out, an order is confirmed and goods are released: credit, and the bank account to print.

Records do not import each other in cycles and credit knows orders, so credit puts its check here when it starts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from argosy.kernel.errors import Refused
from argosy.kernel.text import Text

PASS, WARN, HOLD, UNASKED = "pass", "warn", "hold", ""
_HELD = Text("「{customer}」信用管制中：{reasons}。請先收款、解除管制，或由有權限者核准放行", "{customer} is on credit hold: {reasons}. Collect, lift the hold, or have it overridden by somebody who may")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Verdict:
    """What credit says. ``light`` is pass, warn or hold, empty when nobody was asked; amounts are in the firm's own currency."""

    light: str = UNASKED
    reasons: tuple[Text, ...] = ()
    exposure: Decimal | None = None
    limit: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """The firm's own account that a quotation prints. ``changed_on`` is the last day its details changed."""

    beneficiary: str
    bank: str
    branch: str
    swift: str
    account: str
    currency: str
    verified: bool
    changed_on: date | None = None
    charges: str = ""


CreditGate = Callable[..., Verdict]
BankGate = Callable[..., Bank | None]
_gates: dict[str, Any] = {}


def set_credit_gate(gate: CreditGate) -> None:
    """Credit's check: called with customer, at, amount (firm's own currency, what the act adds), stage, reference and actor."""
    _gates["credit"] = gate


def set_bank_gate(gate: BankGate) -> None:
    """Who knows the firm's own bank accounts: called with currency and at."""
    _gates["bank"] = gate


def credit(*, customer: Any, at: date, amount: Decimal, stage: str, reference: str, actor: Any) -> Verdict:
    """The verdict on a customer at a stage: quotation, order or release."""
    gate: CreditGate | None = _gates.get("credit")
    return gate(customer=customer, at=at, amount=amount, stage=stage, reference=reference, actor=actor) if gate else Verdict()


def must_pass(verdict: Verdict, customer: Any) -> Verdict:
    """The verdict, or ``Refused`` when it is a hold."""
    if verdict.light == HOLD:
        words = Text("；".join(r.zh for r in verdict.reasons), "; ".join(r.en for r in verdict.reasons))
        raise Refused(_HELD.format(customer=Text(customer.name_zh, customer.name_en), reasons=words))
    return verdict


def bank(*, currency: str, at: date) -> Bank | None:
    """The firm's account for a currency on a day, or ``None`` when there is none."""
    gate: BankGate | None = _gates.get("bank")
    return gate(currency=currency, at=at) if gate else None
