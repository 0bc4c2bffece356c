"""Exact arithmetic in a spreadsheet: every formula is kept as an integer-valued part, a constant fraction and an integer divisor.

Spreadsheet programs calculate in IEEE doubles and treat numbers as equal when fifteen digits agree. A product of scaled integers below
those limits is exact, one division by a power of ten is then rounded correctly, and a tie is a tie. ``peak`` bounds the integer part,
so that a formula that could lose a digit is refused (``Inexact``) instead of written.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

# Tried with LibreOffice 7.4 on 40,000 ties and near misses: ROUND of n/10^k is right below 10^15, MOD, INT and QUOTIENT below 10^14;
# ROUNDDOWN and ROUNDUP err from 10^13 on and are never written.
DECIMAL_LIMIT = 10**15
INTEGER_LIMIT = 10**14
_SUM, _PRODUCT, _ATOM = 2, 3, 4


class Inexact(Exception):
    """The formula cannot be written so that a spreadsheet gives the exact result; the value is written instead."""


@dataclass(frozen=True, slots=True)
class Exact:
    """``factor`` × ``text`` ÷ ``over``: ``text`` and ``over`` are formulas of whole numbers, at most ``peak`` and ``over_peak`` in size."""

    text: str
    factor: Fraction = Fraction(1)
    peak: int = 1
    strength: int = _ATOM
    over: str = ""
    over_peak: int = 1

    def bound(self, limit: int = DECIMAL_LIMIT) -> Exact:
        """The same, or ``Inexact`` when a whole number may reach ``limit``."""
        if max(self.peak, self.over_peak) >= limit:
            raise Inexact(self.text)
        return self

    def factored(self, tight: bool = True) -> str:
        """The integer part, in brackets when it is a sum inside a product."""
        return f"({self.text})" if self.strength < (_PRODUCT if tight else _SUM) else self.text


ONE = "1"


def constant(value: Fraction) -> Exact:
    """A number written in the formula."""
    return Exact(ONE, value)


def atom(text: str, peak: int, digits: int = 0) -> Exact:
    """A cell or a call: ``text`` has at most ``digits`` decimals and is at most ``peak`` units of its last decimal."""
    whole = f"ROUND({text}*{10**digits},0)" if digits else text
    return Exact(whole, Fraction(1, 10**digits), peak).bound()


def negative(a: Exact) -> Exact:
    """−a."""
    return Exact(a.text, -a.factor, a.peak, a.strength, a.over, a.over_peak)


def product(a: Exact, b: Exact) -> Exact:
    """a × b."""
    text, strength = _times(a.text, a.strength, b.text, b.strength)
    over = _over(a.over, b.over)
    return Exact(text, a.factor * b.factor, a.peak * b.peak, strength, over, a.over_peak * b.over_peak).bound()


def quotient(a: Exact, b: Exact) -> Exact:
    """a ÷ b; a constant divisor joins the factor. ``ZeroDivisionError`` when it is nought."""
    text, strength = (a.text, a.strength) if not b.over else _times(a.text, a.strength, b.over, _PRODUCT)
    over = a.over if b.text == ONE else _over(a.over, b.factored())
    return Exact(text, a.factor / b.factor, a.peak * b.over_peak, strength, over, a.over_peak * b.peak).bound()


def added(parts: list[Exact]) -> Exact:
    """The sum of the parts, over a common divisor when they have divisors."""
    parts = [p for p in parts if p.text != ONE or p.factor] or parts[:1]
    if any(p.over for p in parts):
        return _added_over(parts)
    unit, scaled = common(parts)
    text = "".join(_signed(factor, part, first=i == 0) for i, (factor, part) in enumerate(scaled))
    peak = sum(abs(factor) * part.peak for factor, part in scaled)
    return Exact(text, unit, peak, _SUM if len(parts) > 1 else parts[0].strength).bound()


def _added_over(parts: list[Exact]) -> Exact:
    first, *rest = parts
    for part in rest:
        a, b = _raised(first, part), _raised(part, first)
        total = added([a, b])
        first = Exact(total.text, total.factor, total.peak, _SUM, _over(first.over, part.over), first.over_peak * part.over_peak).bound()
    return first


def _raised(a: Exact, b: Exact) -> Exact:
    text, strength = _times(a.text, a.strength, b.over, _PRODUCT) if b.over else (a.text, a.strength)
    return Exact(text, a.factor, a.peak * b.over_peak, strength)


def common(parts: list[Exact]) -> tuple[Fraction, list[tuple[int, Exact]]]:
    """The largest unit of which every part is a whole multiple, and each part with its multiple."""
    denominator = lcm(*(p.factor.denominator for p in parts))
    numerator = gcd(*(int(p.factor * denominator) for p in parts)) or 1
    unit = Fraction(numerator, denominator)
    return unit, [(int(p.factor / unit), p) for p in parts]


def scaled(multiple: int, part: Exact) -> str:
    """``multiple`` × the integer part, as a formula."""
    return _signed(multiple, part, first=True)


def call(name: str, parts: list[Exact], peak: int | None = None) -> Exact:
    """``MIN``, ``MAX`` or another call over whole numbers in one unit."""
    if any(p.over for p in parts):
        raise Inexact(name)
    unit, multiples = common(parts)
    most = max(abs(m) * p.peak for m, p in multiples) if peak is None else peak
    return Exact(f"{name}({','.join(scaled(m, p) for m, p in multiples)})", unit, most).bound()


def absolute(a: Exact) -> Exact:
    """The size of a."""
    over = f"ABS({a.over})" if a.over else ""
    return Exact(f"ABS({a.text})", abs(a.factor), a.peak, _ATOM, over, a.over_peak)


def choice(test: str, yes: Exact, no: Exact) -> Exact:
    """``IF``: only the branch taken is worked out, so the other may divide by nought."""
    unit, ((m, a), (n, b)) = common([yes, no])
    over = f"IF({test},{yes.over or ONE},{no.over or ONE})" if yes.over or no.over else ""
    peak = max(abs(m) * a.peak, abs(n) * b.peak)
    return Exact(f"IF({test},{scaled(m, a)},{scaled(n, b)})", unit, peak, _ATOM, over, max(a.over_peak, b.over_peak)).bound()


def compared(sign: str, a: Exact, b: Exact) -> str:
    """A comparison as a condition."""
    if a.over or b.over:
        gap = added([a, negative(b)])
        return f"{gap.factored()}*SIGN({gap.over}){sign}0"
    _, ((m, left), (n, right)) = common([a, b])
    return f"{scaled(m, left)}{sign}{scaled(n, right)}"


def written(a: Exact) -> str:
    """The formula of the whole value."""
    if (
        a.strength == _ATOM
        and not a.over
        and a.factor.numerator == 1
        and a.text == f"ROUND({a.text[6:].rpartition('*')[0]}*{a.factor.denominator},0)"
    ):
        inner = a.text[6:].rpartition("*")[0]
        return f"ROUND({inner},{len(str(a.factor.denominator)) - 1})"
    top = scaled(a.factor.numerator, a)
    below = [str(a.factor.denominator)] if a.factor.denominator != 1 else []
    below += [a.over] if a.over else []
    if not below:
        return top
    return f"{f'({top})' if a.strength < _PRODUCT else top}/{divisor('*'.join(below))}"


def divisor(text: str) -> str:
    """A whole-number formula as it stands after ``/``: a product in brackets."""
    depth = 0
    for character in text:
        depth += {"(": 1, ")": -1}.get(character, 0)
        if character == "*" and depth == 0:
            return f"({text})"
    return text


def _signed(multiple: int, part: Exact, first: bool) -> str:
    sign = "-" if multiple < 0 else "" if first else "+"
    size = abs(multiple)
    if part.text == ONE:
        return f"{sign}{size}"
    if size == 1:
        return sign + part.factored(tight=sign == "-")
    return f"{sign}{size}*{part.factored()}"


def _times(a: str, a_strength: int, b: str, b_strength: int) -> tuple[str, int]:
    if a == ONE or b == ONE:
        return (b, b_strength) if a == ONE else (a, a_strength)
    left, right = (f"({t})" if s < _PRODUCT else t for t, s in ((a, a_strength), (b, b_strength)))
    return f"{left}*{right}", _PRODUCT


def _over(a: str, b: str) -> str:
    return f"{a}*{b}" if a and b else a or b
