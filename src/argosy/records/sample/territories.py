"""Who sells where, in which currency and on which terms."""

from __future__ import annotations

from datetime import date
from functools import cache

from argosy.records.sample.world import written

TERRITORIES = {
    "TW": "ws1", "JP+KR": "ws2", "SG+MY": "ws2", "TH+VN+PH": "ws2", "US+CA": "ws3", "DE+NL+FR": "tm2", "GB": "tm2", "AU": "tm2",
}  # fmt: skip
TAKEN_OVER = date(2025, 11, 3)
"""WS3 joined on this day; before it TM1 sold to the Americas."""
CURRENCIES = {
    "TW": "TWD", "JP": "JPY", "DE": "EUR", "NL": "EUR", "FR": "EUR", "GB": "GBP", "AU": "AUD", "SG": "SGD", "CA": "CAD",
}  # fmt: skip
ABROAD = ("FOB", "FOB", "FOB", "FOB", "FOB", "CIF", "CIF", "CIF", "DAP", "DDP")
CHAPTERS = ("09", "22", "73", "85", "87")
BOLTS = frozenset(f"73-{n:02d}" for n in range(1, 8))


def territory(country: str) -> str:
    """The territory a country lies in."""
    return next(name for name in TERRITORIES if country in name.split("+"))


def seller(country: str, on: date) -> str:
    """The login of who sold to a country on a day."""
    area = territory(country)
    return "tm1" if area == "US+CA" and on < TAKEN_OVER else TERRITORIES[area]


def lines_of(area: str) -> tuple[str, ...]:
    """The four product lines with a target there: drinks are sold at home only, tea goes abroad."""
    return ("22", "73", "85", "87") if area == "TW" else ("09", "73", "85", "87")


@cache
def goods(customer: str) -> tuple[str, ...]:
    """The SKUs a customer buys from."""
    kinds = next(row["lines"] for row in written("customer_lines") if row["code"] == customer).split()
    return tuple(sku for kind in kinds for sku in _skus(kind))


def _skus(kind: str) -> list[str]:
    found = [row["sku"] for row in written("products") if row["sku"].startswith(kind[:2])]
    if kind.startswith("73"):
        return [sku for sku in found if (sku in BOLTS) == (kind == "73f")]
    return found
