"""Tariff codes as digits and as people write them."""

from __future__ import annotations


def printed_code(digits: str) -> str:
    """``22029919001`` as ``2202.99.19.00-1``: four, then pairs, an eleventh digit after a hyphen. Other text stays as it is."""
    if not digits.isdigit() or not 6 <= len(digits) <= 11:
        return digits
    body, check = digits[:10], digits[10:]
    pairs = (body[i : i + 2] for i in range(4, len(body), 2))
    return ".".join((body[:4], *pairs)) + (f"-{check}" if check else "")
