"""Taiwan's 統一編號 (business number): eight digits, the last a check digit.

Source: Ministry of Finance, 營利事業統一編號檢查碼邏輯修正說明, in force since 2023-04-01: the weighted digit sum must divide by 5. Until then it had to
divide by 10; every number of the old rule satisfies the new one. Weights 1 2 1 2 1 2 4 1; digits of each product are added; a seventh digit of 7
gives the product 28, whose digits 10 may count as 1 or as 0.
"""

from __future__ import annotations

from typing import Literal

WEIGHTS = (1, 2, 1, 2, 1, 2, 4, 1)


def tax_id_rule(number: str) -> Literal["10", "5", ""]:
    """The strictest rule an eight-digit number satisfies: ``10`` (issued at any time), ``5`` (since 2023-04) or neither."""
    if len(number) != 8 or not (number.isascii() and number.isdigit()):
        return ""
    sums = _digit_sums(number)
    if any(total % 10 == 0 for total in sums):
        return "10"
    return "5" if any(total % 5 == 0 for total in sums) else ""


def _digit_sums(number: str) -> tuple[int, ...]:
    products = [int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=True)]
    total = sum(product // 10 + product % 10 for product in products)
    return (total, total - 9, total - 10) if number[6] == "7" else (total,)
