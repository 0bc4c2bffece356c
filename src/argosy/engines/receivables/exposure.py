"""A customer's exposure on any day, every obligation counted exactly once. All amounts are in one currency, the firm's own.

exposure = receivable + shipped not invoiced + confirmed not shipped + cheques held + bounced cheques not made good − prepayments − cover.
An open invoice is counted once: what a cheque in hand is meant for is counted as that cheque, what a bounced one was meant for as bounced,
and only the rest as receivable. Cover lowers what it covers and never more than there is. Source: specification of WS/O1.2.1 (F08).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

NOUGHT = Decimal(0)
PARTS = ("receivable", "uninvoiced", "unshipped", "cheques", "bounced", "prepaid", "covered")


@dataclass(frozen=True, slots=True)
class Moved:
    """An amount on a day."""

    on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Order:
    """An order confirmed on ``confirmed``: what it is worth, what left when, what was invoiced when. Once ``ended`` nothing more will leave."""

    ref: str
    confirmed: date
    worth: Decimal
    shipped: tuple[Moved, ...] = ()
    invoiced: tuple[Moved, ...] = ()
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice and what was taken off it when."""

    ref: str
    date: date
    total: Decimal
    settled: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Cheque:
    """A cheque: held from ``received`` until ``settled``; ``bounced`` or not; ``made_good`` when annotated. ``covers``: invoice → amount."""

    ref: str
    received: date
    covers: tuple[tuple[str, Decimal], ...]
    settled: date | None = None
    bounced: bool = False
    made_good: date | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """What the customer has with us since ``date``, and what of it was used when."""

    date: date
    amount: Decimal
    used: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Cover:
    """What pays in the customer's stead from one day to another; for one order and its invoices where ``order`` and ``bills`` name them."""

    amount: Decimal
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """All that one customer owes or has with us."""

    orders: tuple[Order, ...] = ()
    bills: tuple[Bill, ...] = ()
    cheques: tuple[Cheque, ...] = ()
    balances: tuple[Balance, ...] = ()
    covers: tuple[Cover, ...] = ()


@dataclass(frozen=True, slots=True)
class Exposure:
    """The parts, each not below zero, and the total: the first five added, the last two taken off, never below zero."""

    receivable: Decimal = NOUGHT
    uninvoiced: Decimal = NOUGHT
    unshipped: Decimal = NOUGHT
    cheques: Decimal = NOUGHT
    bounced: Decimal = NOUGHT
    prepaid: Decimal = NOUGHT
    covered: Decimal = NOUGHT
    overdue: Decimal = field(default=NOUGHT, compare=False)

    @property
    def gross(self) -> Decimal:
        """Everything owed or to be owed."""
        return self.receivable + self.uninvoiced + self.unshipped + self.cheques + self.bounced

    @property
    def total(self) -> Decimal:
        """The exposure."""
        return max(self.gross - self.prepaid - self.covered, NOUGHT)

    @property
    def parts(self) -> dict[str, Decimal]:
        """The parts by name."""
        return {name: getattr(self, name) for name in PARTS}


def stand(account: Account, on: date) -> Exposure:
    """The exposure at the end of a day; what happens later is not known yet."""
    lefts = {bill.ref: bill.total - _until(bill.settled, on) for bill in account.bills if bill.date <= on}
    bounced = _take(lefts, (c for c in account.cheques if _is_bounced(c, on)))
    held = _take(lefts, (c for c in account.cheques if c.received <= on and (c.settled is None or c.settled > on)))
    unshipped, uninvoiced = NOUGHT, NOUGHT
    for order in account.orders:
        if order.confirmed <= on:
            shipped = _until(order.shipped, on)
            unshipped += NOUGHT if order.ended is not None and order.ended <= on else max(order.worth - shipped, NOUGHT)
            uninvoiced += max(shipped - _until(order.invoiced, on), NOUGHT)
    prepaid = sum((balance.amount - _until(balance.used, on) for balance in account.balances if balance.date <= on), NOUGHT)
    cover = sum((c.amount for c in account.covers if c.first <= on and (c.last is None or on <= c.last)), NOUGHT)
    receivable = sum(lefts.values(), NOUGHT)
    owed = receivable + uninvoiced + unshipped + held + bounced
    return Exposure(receivable, uninvoiced, unshipped, held, bounced, prepaid, min(cover, max(owed - prepaid, NOUGHT)))


def utilisation(exposure: Decimal, limit: Decimal) -> Decimal | None:
    """Exposure over limit; ``None`` when there is no limit to use."""
    return exposure / limit if limit > 0 else None


def _until(moves: Iterable[Moved], on: date) -> Decimal:
    return sum((move.amount for move in moves if move.on <= on), NOUGHT)


def _is_bounced(cheque: Cheque, on: date) -> bool:
    came_back = cheque.bounced and cheque.settled is not None and cheque.settled <= on
    return came_back and (cheque.made_good is None or cheque.made_good > on)


def _take(lefts: dict[str, Decimal], cheques: Iterable[Cheque]) -> Decimal:
    """What cheques are meant for of the invoices' open amounts, taken off them, so that nothing is counted again."""
    taken = NOUGHT
    for cheque in cheques:
        for ref, amount in cheque.covers:
            part = min(amount, lefts.get(ref, NOUGHT))
            if part > 0:
                lefts[ref] -= part
                taken += part
    return taken
