"""Money: a Decimal amount in an ISO 4217 currency. Never a float."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from argosy.kernel.rounding import round_to, whole_multiple
from argosy.kernel.text import Text

# ISO 4217 minor units that are not 2. Taiwan's customs, taxes and invoices are in whole dollars, so TWD prints 0
# (ISO lists 2); Chile, Iceland, Japan, Korea and Viet Nam have none; the dinars have 3.
_MINOR = dict.fromkeys(("TWD", "JPY", "KRW", "VND", "CLP", "ISK", "XAF", "XOF", "XPF", "PYG", "UGX"), 0)
_MINOR |= dict.fromkeys(("KWD", "BHD", "OMR", "JOD", "TND", "IQD", "LYD"), 3)


# Units of money for figures read in thousands or millions: the currency, and the words for the multiple.
SCALED: dict[str, tuple[str, Text]] = {
    "USD k": ("USD", Text("千美元", "USD thousand")),
    "USD m": ("USD", Text("百萬美元", "USD million")),
    "TWD k": ("TWD", Text("千新臺幣", "TWD thousand")),
    "TWD m": ("TWD", Text("百萬新臺幣", "TWD million")),
}


def minor_digits(currency: str) -> int:
    """Decimals used for amounts in ``currency``; 1 for amounts in thousands or millions."""
    return 1 if currency in SCALED else _MINOR.get(currency, 2)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Adding two currencies raises ``ValueError``."""

    amount: Decimal
    currency: str

    def __add__(self, other: Money) -> Money:
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)

    def rounded(self) -> Money:
        """Rounded half up to the minor unit of its currency."""
        digits = minor_digits(self.currency)
        return Money(decimal_of(round_to(Fraction(self.amount), Fraction(1, 10**digits)), digits), self.currency)


def decimal_of(value: Fraction, digits: int) -> Decimal:
    """An exact fraction as a Decimal with ``digits`` places; raises ``ValueError`` when it does not fit exactly."""
    scaled = value * 10**digits
    if scaled.denominator != 1:
        raise ValueError(f"{value} has more than {digits} decimals")
    return Decimal(scaled.numerator).scaleb(-digits)


def fixed_text(value: Fraction, digits: int) -> str:
    """An exact fraction with ``digits`` decimals; more only where it has more, and then as ``decimal_text`` writes it."""
    n, d = value.as_integer_ratio()
    if d == 1:
        return f"{n}.{'0' * digits}" if digits else str(n)
    if 10**digits % d:
        return decimal_text(value)
    head, tail = divmod(abs(n) * (10**digits // d), 10**digits)
    sign = "-" if n < 0 else ""
    return f"{sign}{head}.{tail:0{digits}d}" if digits else f"{sign}{head}"


_PLACES = {2**a * 5**b: max(a, b) for a in range(19) for b in range(19)}  # the decimals a denominator needs


def decimal_text(value: Fraction, most: int = 12) -> str:
    """The shortest decimal text of an exact fraction, rounded half up at ``most`` decimals when it never ends."""
    n, d = value.as_integer_ratio()
    if d == 1:
        return str(n)
    digits = min(_PLACES.get(d, most), most)
    whole = whole_multiple(abs(n) * 10**digits, d, "half_up")
    head, tail = divmod(whole, 10**digits)
    sign = "-" if n < 0 and whole else ""
    return f"{sign}{head}.{tail:0{digits}d}" if digits else f"{sign}{head}"
