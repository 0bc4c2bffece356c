"""Amounts of an offer: lines, discounts, tax and totals that foot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from argosy.kernel.money import fixed_text, minor_digits
from argosy.kernel.rounding import share

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Totals:
    """What a document adds up to, in its currency: ``lines`` less ``discount`` plus ``freight`` and ``insurance`` is ``net``; with ``tax``, ``total``."""

    lines: Decimal
    discount: Decimal
    freight: Decimal
    insurance: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal


def told(value: Decimal) -> str:
    """A number as it is read in a sentence: no trailing zeros, no exponent."""
    return f"{value.normalize():f}"


def rounded(amount: Decimal, currency: str) -> Decimal:
    """Half up to the unit the currency is counted in; whole dollars of TWD."""
    return amount.quantize(Decimal(1).scaleb(-minor_digits(currency)), ROUND_HALF_UP)


def printed(amount: Decimal, currency: str) -> str:
    """An amount with the decimals of its currency; more only where it has more."""
    return fixed_text(Fraction(amount), minor_digits(currency))


def line_amount(quantity: Decimal, unit_price: Decimal, discount: Decimal, currency: str) -> Decimal:
    """Quantity × unit price less discount (percent), rounded to the currency."""
    return rounded(quantity * unit_price * (HUNDRED - discount) / HUNDRED, currency)


def totals(
    amounts: Iterable[Decimal], currency: str, *, discount: Decimal = Decimal(0), freight: Decimal = Decimal(0),
    insurance: Decimal = Decimal(0), tax_rate: Decimal = Decimal(0), tax_included: bool = False,
) -> Totals:  # fmt: skip
    """Totals of lines: ``discount`` and ``tax_rate`` in percent. With tax included, the total is given and net is what is left of it.

    Tax is rounded once, on the whole, as Taiwan's business tax is on an invoice.
    """
    lines = sum(amounts, Decimal(0))
    less = rounded(lines * discount / HUNDRED, currency)
    sum_ = lines - less + freight + insurance
    if tax_included:
        tax = rounded(sum_ * tax_rate / (HUNDRED + tax_rate), currency)
        return Totals(lines, less, freight, insurance, sum_ - tax, tax, sum_)
    tax = rounded(sum_ * tax_rate / HUNDRED, currency)
    return Totals(lines, less, freight, insurance, sum_, tax, sum_ + tax)


def combined_discount(line: Decimal, whole: Decimal) -> Decimal:
    """What a line's discount and the one on the whole come to together, in percent."""
    return HUNDRED - (HUNDRED - line) * (HUNDRED - whole) / HUNDRED


def tax_shares(amounts: Sequence[Decimal], rate: Decimal, currency: str) -> list[Decimal]:
    """The tax (``rate`` in percent) of each line of an invoice: rounded once on the whole, shared over the lines by largest remainder."""
    whole, unit = rounded(sum(amounts, Decimal(0)) * rate / HUNDRED, currency), Decimal(1).scaleb(-minor_digits(currency))
    if not whole:
        return [Decimal(0)] * len(amounts)
    return [part * unit for part in share(int(whole / unit), [Fraction(amount) for amount in amounts])]
